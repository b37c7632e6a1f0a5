//! Whom a note's title names as its guest.
//!
//! ```text
//! title = part ( ( "：" | "|" | " – " | … ) part )*
//! part  = "对话" name | name "访谈" | name "谈" words | "对" name "的第二次访谈" | …
//!       | name                                  ; the first part before a colon, or the last after a dash or a bar
//! ```
//!
//! One person alone must be named so, and the text must tell of somebody by that name.

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, behind_role, everyday, lexicon};

/// A Latin word before the name of a guest, with the space between them.
const WITH: &str = "with ";

/// What splits a title into parts.
const MARKS: [char; 22] = [
    '：', ':', '|', '｜', '–', '—', '（', '）', '(', ')', '《', '》', '【', '】', '“', '”', '「', '」', '，',
    ',', '、', '。',
];

/// A piece of a part.
enum TitlePiece<'t> {
    /// Characters of one script, Latin words with the spaces between them.
    Run(&'t str),
    /// A word that may stand beside a name.
    Word(&'t str),
}

impl TitlePiece<'_> {
    fn stands_before_name(&self) -> bool {
        matches!(self, TitlePiece::Word(word) if *word == WITH || lexicon::BEFORE_GUESTS.contains(word))
    }

    fn stands_after_name(&self) -> bool {
        matches!(self, TitlePiece::Word(word)
            if lexicon::AFTER_GUESTS.contains(word) || lexicon::BETWEEN_GUESTS.contains(word))
    }
}

/// The one person whom the titles of a note name as its guest, if the text tells of them.
pub(crate) fn guest<'t>(titles: impl Iterator<Item = &'t str>, text: &str) -> Option<String> {
    /// Longer titles name nobody, in bytes.
    const LONGEST: usize = 600;
    let titles = titles.filter(|title| title.len() <= LONGEST);
    let mut guests: Vec<&str> = titles
        .flat_map(|title| {
            let interviewed = interviewed(title);
            let told = named(title).into_iter().filter(|name| is_told_of(name, text));
            interviewed.into_iter().chain(told).collect::<Vec<_>>()
        })
        .collect();
    guests.sort_unstable();
    guests.dedup();
    match guests[..] {
        [guest] => Some(guest.to_owned()),
        _ => None,
    }
}

/// Whom a title says outright to be asked here, behind what they do or not: `专访潜水教练林远：下水之前`. The text of such an
/// interview seldom names them again.
fn interviewed(title: &str) -> Option<&str> {
    let (_, behind) = title.split_once("专访")?;
    let behind = behind.trim_start_matches(['：', ':', '｜', '|', ' ', '·']);
    let (run, rest) = behind.split_at(behind.find(MARKS).unwrap_or(behind.len()));
    // Of several the one that stands first is no more asked than the others.
    if rest.starts_with(['、', '，', ',', '&', '和']) {
        return None;
    }
    let run = &run.trim();
    let name = behind_role::name(run).filter(|_| name_shape::shape(run) != Shape::Person).unwrap_or(run);
    (bare_name::is_full(name) && !everyday::is_everyday(name)).then_some(name)
}

/// Whether a line of the text, other than a heading, begins a clause with this name, or has a part of a Latin one.
fn is_told_of(name: &str, text: &str) -> bool {
    let is_prose = |line: &&str| {
        let line = line.trim_start_matches('\u{feff}');
        !line.starts_with(['#', '=']) && !line.starts_with("title") && !line.contains("标题")
    };
    let parts = || name.split(' ').filter(|part| part.chars().all(name_shape::is_han) || part.len() >= 4);
    text.lines().filter(is_prose).any(|line| {
        parts().any(|part| {
            line.match_indices(part).any(|(at, _)| {
                // `我是林远，在山上守气象站。`
                let is_introduced = || ["我是", "我叫"].iter().any(|word| line[..at].ends_with(word));
                let stands_apart =
                    part.is_ascii() || !line[..at].ends_with(name_shape::is_han) || is_introduced();
                stands_apart && line.len() > at + part.len()
            })
        })
    })
}

/// The people whom a title names as its guests.
fn named(title: &str) -> Vec<&str> {
    let parts = parts(title);
    let mut found = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        let before = position.checked_sub(1).map_or("", |before| parts[before].text);
        let after = parts.get(position + 1).map_or("", |after| after.text);
        if part.is_quoted && is_net_name(part.text, before, after) {
            found.push(part.text);
            continue;
        }
        let pieces = pieces(part.text);
        let is_alone = position == 0 && part.before_colon || position > 0 && position + 1 == parts.len();
        if let [TitlePiece::Run(run)] = pieces[..]
            && is_alone
        {
            found.extend(name(run));
        }
        for (at, piece) in pieces.iter().enumerate() {
            let TitlePiece::Run(run) = piece else { continue };
            let is_after = at > 0 && pieces[at - 1].stands_before_name();
            let is_before = pieces.get(at + 1).is_some_and(TitlePiece::stands_after_name);
            if is_after || is_before {
                found.extend(name(run));
            }
        }
    }
    found
}

/// `电台主播“夜航船”访谈`: words in quotation marks that a word beside them makes a name.
fn is_net_name(words: &str, before: &str, after: &str) -> bool {
    let is_beside =
        lexicon::AFTER_GUESTS.start(after) || lexicon::BEFORE_GUESTS.end(before) || before.ends_with(WITH);
    is_beside && (2..=6).contains(&words.chars().count()) && name_shape::shape(words) != Shape::Label
}

/// The name that a run is, without a title such as 老师.
fn name(run: &str) -> Option<&str> {
    let run = run.trim();
    let bare = name_shape::before_titles(run).find(|bare| name_shape::shape(bare) == Shape::Person);
    let name = bare.unwrap_or(run);
    let is_long_enough = if name.is_ascii() {
        name.contains(' ')
    } else {
        (2..=4).contains(&name.chars().count()) || name.contains('·')
    };
    (is_long_enough && name_shape::shape(name) == Shape::Person).then_some(name)
}

/// What stands between marks.
struct Part<'t> {
    text: &'t str,
    before_colon: bool,
    /// In quotation marks.
    is_quoted: bool,
}

/// The parts of a title between marks.
fn parts(title: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for half in title.split(" - ") {
        let mut rest = half;
        let mut is_quoted = false;
        while let Some(at) = rest.find(MARKS) {
            let (text, after) = rest.split_at(at);
            parts.push(Part { text: text.trim(), before_colon: after.starts_with(['：', ':']), is_quoted });
            is_quoted = after.starts_with(['“', '「']);
            rest = after.trim_start_matches(MARKS);
        }
        parts.push(Part { text: rest.trim(), before_colon: false, is_quoted: false });
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

fn pieces(part: &str) -> Vec<TitlePiece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(first) = part[at..].chars().next() {
        let rest = &part[at..];
        let after = rest.strip_prefix(WITH).or_else(|| lexicon::BESIDE_GUESTS.after_start(rest).last());
        let length = after.map_or(first.len_utf8(), |after| rest.len() - after.len());
        if after.is_some() || first == '的' {
            push_runs(&part[start..at], &mut pieces);
            pieces.push(TitlePiece::Word(&part[at..at + length]));
            start = at + length;
        }
        at += length;
    }
    push_runs(&part[start..], &mut pieces);
    pieces
}

fn push_runs<'t>(text: &'t str, pieces: &mut Vec<TitlePiece<'t>>) {
    let is_latin = |character: char| !name_shape::is_han(character) && !matches!(character, '·' | '•');
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|character| is_latin(character) != is_latin(first)).unwrap_or(rest.len());
        let run = rest[..end].trim();
        if !run.is_empty() {
            pieces.push(TitlePiece::Run(run));
        }
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expect: &[&str]) {
        assert_eq!(named(title), expect, "{title}");
    }

    #[test]
    fn titles_name_their_guest() {
        check("对话岑小舟", &["岑小舟"]);
        check("面包要慢慢发：某厂Li Ming访谈", &["Li Ming"]);
        check("12. 对何小明的第二次访谈：渡船", &["何小明"]);
        check("一把土的履历：简淑媛谈台地红壤", &["简淑媛"]);
        check("宠物急诊夜话：阮青禾医生线上答疑整理", &["阮青禾"]);
        check("Slow Bread – Li Ming", &["Li Ming"]);
        check("张小军对话何小明", &["何小明"]);
        check("黄明：下一步", &["黄明"]);
        check("专访阎守一：皮影的影子", &["阎守一"]);
        check("失眠电台主播“夜航船”访谈", &["夜航船"]);
    }

    #[test]
    fn whoever_is_interviewed_need_not_be_named_again() {
        let told = |title| guest([title].into_iter(), "**你几点起床？**\n\n五点。\n");
        assert_eq!(told("专访潜水教练纪澜：下潜之前").as_deref(), Some("纪澜"));
        assert_eq!(told("专访｜林远").as_deref(), Some("林远"));
        for title in ["专访海岬市长", "专访：周末怎么过", "林远谈潜水", "对话林远"] {
            assert_eq!(told(title), None, "{title}");
        }
    }

    #[test]
    fn titles_that_name_nobody_or_several() {
        check("OpenAI 年度大会", &[]);
        check("成本下降与未来", &[]);
        check("李明与王芳对谈", &["李明", "王芳"]);
    }
}
