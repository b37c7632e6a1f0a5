//! Paragraphs between labelled turns that are not of the one who spoke above, though no label says so: a host who speaks
//! about that person (`今天我和林远聊`), to them (`林远，你怕吗？`), or asks what the same person answers below; and lines that hand
//! over to whoever speaks next (`下面由林远介绍预算。`).

use std::collections::HashSet;

use crate::language::{bare_name, everyday, lexicon, name_shape, question};
use crate::parse::cast::Cast;
use crate::parse::lines::NoteLines;
use crate::parse::syntax::line::Line;

/// Indices of the first lines of such paragraphs.
pub(super) fn find(note: &NoteLines<'_>, cast: &Cast) -> HashSet<usize> {
    /// A longer paragraph is likelier to go on with the turn above it, in characters.
    const LONGEST_ASIDE: usize = 30;
    let mut found = HashSet::new();
    // Short paragraphs between two turns of one person, who would hardly be named again after them.
    let mut asides = Vec::new();
    let mut speaker: Option<&str> = None;
    // The last paragraph without a label since: its first line, and whether it ends in a question mark.
    let mut paragraph: Option<(usize, bool)> = None;
    for (index, line) in note.lines.iter().enumerate() {
        let label = line.lead.as_ref().or(line.alone.as_ref()).map(|lead| lead.name.as_str());
        if line.is_heading {
            (speaker, paragraph) = (None, None);
        } else if let Some(name) = label.filter(|name| cast.takes_turns(name)) {
            // `那么王老师怎么看？` above her answer is whoever asks her.
            if let (Some((first, true)), Some(above)) = (paragraph, speaker)
                && above != name
                && !cast.asks(above)
                && !cast.asks_most(above)
                && calls(note.lines[first].text(), name)
            {
                found.insert(first);
            }
            if let (Some((first, false)), Some(above)) = (paragraph, speaker)
                && above != name
                && !cast.asks(above)
                && hands_over(note.lines[first].text(), name)
            {
                found.insert(first);
            }
            match paragraph.take().filter(|_| speaker == Some(name)) {
                Some((first, true)) => {
                    found.insert(first);
                }
                Some((first, false)) if note.lines[first].text().chars().count() <= LONGEST_ASIDE => {
                    asides.push(first);
                }
                _ => {}
            }
            speaker = Some(name);
        } else if let Some(name) = speaker
            && line.place.bullet.is_none()
            && !line.place.in_blockquote
        {
            let asks = question::ends_in_mark(line.text());
            let opens = index == 0 || !std::ptr::eq(note.lines[index - 1].inline, line.inline);
            paragraph = match paragraph {
                _ if opens => Some((index, asks)),
                // Lines below the label in its own paragraph are its own.
                known => known.map(|(first, _)| (first, asks)),
            };
            if opens && tells_of(line, name) {
                found.insert(index);
            }
        } else {
            paragraph = None;
        }
    }
    if !found.is_empty() {
        found.extend(asides);
    }
    found
}

/// Whether a line names somebody as only others do.
fn tells_of(line: &Line<'_>, name: &str) -> bool {
    const INTRODUCING: [&str; 6] = ["我是", "我叫", "我的名字是", "我是主持人", "这里是", "I am"];
    // Another of the same name, or one who is called by it.
    const ANOTHER: [&str; 6] = ["叫", "喊", "位", "个", "我", "名字是"];
    let text = line.text();
    let is_name = name.chars().count() >= 2 && !name_shape::is_role(name);
    let introduces = || {
        INTRODUCING.iter().any(|word| {
            text.match_indices(word).any(|(at, _)| text[at + word.len()..].trim_start().starts_with(name))
        })
    };
    is_name && !introduces() && calls_by_title(text, name)
        || is_name
            && text.contains(name)
            && !introduces()
            && text.match_indices(name).any(|(at, _)| {
                let before = text[..at].trim_end();
                !ANOTHER.iter().any(|word| before.ends_with(word)) && !is_quoted(before)
            })
}

/// Whether a short line gives the floor to somebody: `下面由林远介绍预算。`
fn hands_over(text: &str, name: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 30;
    const FIRST: [&str; 8] = ["下面", "接下来", "现在", "最后", "首先", "接着", "下一位", "然后"];
    const GIVING: [&str; 6] = ["由", "请", "有请", "欢迎", "让", "轮到"];
    let rest = FIRST.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let rest = rest.trim_start_matches(['，', '我', '们', '就', '先', '再']);
    text.chars().count() <= LONGEST
        && GIVING.iter().any(|word| rest.starts_with(word))
        && (rest.len() < text.len() || text.starts_with("有请"))
        && calls(text, name)
}

/// Whether a text names somebody, or calls them by surname and title.
fn calls(text: &str, name: &str) -> bool {
    name.chars().count() >= 2 && !name_shape::is_role(name) && text.contains(name)
        || calls_by_title(text, name)
}

/// `谢谢郎老师` of 郎世昌.
fn calls_by_title(text: &str, name: &str) -> bool {
    let Some(surname) = name.chars().next().filter(|_| bare_name::is_full(name)) else { return false };
    // 方 of 地方记者 is no surname.
    let stands_apart = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|before| !everyday::is_everyday(&format!("{before}{surname}")))
    };
    let mut found = text.match_indices(surname);
    found.any(|(at, surname)| stands_apart(at) && lexicon::TITLES.start(&text[at + surname.len()..]))
}

/// Whether more marks of quotation open than close in a text.
fn is_quoted(before: &str) -> bool {
    let count = |marks: &[char]| before.matches(marks).count();
    count(&['“', '「', '『', '‘']) > count(&['”', '」', '』', '’']) || count(&['"']) % 2 == 1
}
