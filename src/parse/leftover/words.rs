//! Words that stand in no record, such as those of a lead-in: `他的回答很干脆：“完全没有。”`.
//!
//! A turn or question takes them as its label, so that a search finds them beside what they lead in; what no record can take
//! is kept with the note's frame. Looked for are runs of letters of one script; shorter ones (`说`, `A`) say too little:
//!
//! ```text
//! run = han{4,} | other letter{4,}
//! ```

use std::collections::HashSet;
use std::ops::Range;

use crate::language::name_shape::{self, is_han};
use crate::language::{clause, label};
use crate::markdown::Document;
use crate::model::Note;
use crate::text::timestamp::skip_stamps;
use crate::text::{Script, marks, script};

use crate::parse::draft::{Content, Draft};
use crate::parse::frame::outline::Outline;
use crate::parse::lines::{NoteLines, Piece};
use crate::parse::syntax::line::Line;
use crate::parse::syntax::{highlight, page_link};

/// Gives the words that no record has to the record beside them, or to the note.
pub(crate) fn keep(
    text: &str,
    document: &Document,
    outline: &Outline,
    lines: &NoteLines<'_>,
    drafts: &mut [Draft],
    note: &mut Note,
) {
    let mut in_order: Vec<usize> = (0..drafts.len()).collect();
    in_order.sort_by_key(|index| drafts[*index].span.start);
    let read = vec![[0; 2]; drafts.len()];
    let mut keeper =
        Keeper { drafts, in_order, read, of_note: of_note(note), read_of_note: 0, kept: Vec::new() };
    // These are titles of records.
    let headings: HashSet<usize> = outline.sections.iter().map(|section| section.block).collect();
    let mut above: Option<&Line<'_>> = None;
    for line in &lines.lines {
        let from =
            above.filter(|above| std::ptr::eq(above.inline, line.inline)).map_or(0, |above| above.range.end);
        if !headings.contains(&line.block) {
            keeper.line(line, from);
        }
        above = Some(line);
    }
    for piece in &lines.pieces {
        if let Piece::Table { header, span, .. } = piece {
            header.cells.iter().for_each(|cell| keeper.header(&cell.text, span));
        }
    }
    if let Some((yaml, _)) = &document.front_matter {
        yaml.lines().for_each(|line| keeper.fact(value_of(line)));
    }
    // A link that labels a turn is read as what it shows.
    let labels = page_link::pages(text).filter(|(at, ..)| {
        let mut before = text[..at - "[[".len()].chars().rev().take_while(|before| *before != '\n');
        !before.any(char::is_alphabetic)
    });
    let mut seen = HashSet::new();
    labels.filter(|(_, page, _)| seen.insert(*page)).for_each(|(_, page, _)| keeper.fact(page));
    note.frame = keeper.kept;
}

struct Keeper<'k> {
    drafts: &'k mut [Draft],
    /// Their indices as they stand in the file.
    in_order: Vec<usize>,
    /// How much of each draft's two long texts has been met, in bytes: lines come in order, so that what is behind need not
    /// be looked through again.
    read: Vec<[usize; 2]>,
    /// What the note's own record holds, and how much of it has been met.
    of_note: String,
    read_of_note: usize,
    kept: Vec<String>,
}

impl Keeper<'_> {
    /// `from`: the end of the line before it in its text.
    fn line(&mut self, line: &Line<'_>, from: usize) {
        let Line { inline, range, .. } = line;
        // What is read of a line leaves out the mark of a callout, and labels of languages and copies, whose words count here.
        let whole = inline.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let start = if line.callout.is_some() { range.start } else { whole.max(from) };
        let text = &inline.text[start..range.end];
        let (beside, is_within) = self.beside(&line.inline.source(line.range.clone()));
        if beside.iter().any(|index| self.goes_on_with(*index, text)) {
            return;
        }
        let is_lost = |run: &Range<usize>| {
            let run = &text[run.clone()];
            !beside.iter().any(|index| self.has(*index, run)) && (is_within || !self.note_has(run))
        };
        let lost: Vec<Range<usize>> = runs(text).filter(is_lost).collect();
        let Some(last) = lost.last() else { return };
        // Words that are a part of what is lost stand elsewhere.
        let is_apart =
            |place: &Range<usize>| !lost.iter().any(|run| run.start < place.end && place.start < run.end);
        let mut own = beside.iter().map(|index| places(text, long_texts(&self.drafts[*index])[0]));
        let rest = with_closing_bracket(text, last.end)..text.len();
        let own = own.find(|own| !own.is_empty() && own.iter().all(is_apart)).unwrap_or_else(|| vec![rest]);
        for part in between(&own, text.len()) {
            if lost.iter().any(|run| part.start <= run.start && run.end <= part.end) {
                self.keep(&text[part], &beside, line.copy.is_some());
            }
        }
    }

    /// Keeps words beside these drafts, one of which takes them as its label.
    fn keep(&mut self, words: &str, beside: &[usize], is_copy: bool) {
        if highlight::is_furniture(words) {
            return;
        }
        let words = bare(words);
        if is_taken_whole(words) {
            return;
        }
        let may_be_label = !is_copy && !label::names_language(words);
        let is_free = |index: &&usize| matches!(label_of(&mut self.drafts[**index]), Some(None));
        match beside.iter().filter(|_| may_be_label).find(is_free) {
            Some(index) => label_of(&mut self.drafts[*index])
                .into_iter()
                .for_each(|label| *label = Some(words.to_owned())),
            None => self.kept.push(words.to_owned()),
        }
    }

    /// A cell of a table's header, whose rows the drafts within `table` are.
    fn header(&mut self, cell: &str, table: &Range<usize>) {
        let (beside, _) = self.beside(table);
        if runs(cell).any(|run| !beside.iter().any(|index| self.has(*index, &cell[run.clone()]))) {
            self.kept.push(bare(cell).to_owned());
        }
    }

    /// A value of the front matter.
    fn fact(&mut self, value: &str) {
        if runs(value).any(|run| !self.note_has(&value[run])) {
            self.kept.push(bare(value).to_owned());
        }
    }

    /// The drafts that these bytes of the source are part of, the nearest few; else those before and behind them. And whether
    /// they are part of any.
    fn beside(&self, source: &Range<usize>) -> (Vec<usize>, bool) {
        /// Of a line or table, as many as are looked at.
        const MOST: usize = 8;
        let behind = self.in_order.partition_point(|index| self.drafts[*index].span.start < source.end);
        let before = &self.in_order[behind.saturating_sub(MOST)..behind];
        let within = before.iter().filter(|index| self.drafts[**index].span.end > source.start);
        let within: Vec<usize> = within.copied().collect();
        if !within.is_empty() {
            return (within, true);
        }
        (self.in_order[behind..].iter().take(1).chain(before.last()).copied().collect(), false)
    }

    /// Whether a draft goes on with a line as a whole right where it has been read up to, as nearly all do: then no run is to
    /// be looked for.
    fn goes_on_with(&mut self, index: usize, line: &str) -> bool {
        let words = |text| str::trim_start_matches(text, |character: char| !character.is_alphanumeric());
        let line = words(line).trim_end();
        long_texts(&self.drafts[index]).iter().zip(&mut self.read[index]).any(|(text, read)| {
            let rest = words(&text[*read..]);
            let goes_on = rest.starts_with(line);
            if goes_on {
                *read = text.len() - rest.len() + line.len();
            }
            goes_on
        })
    }

    /// Whether a draft holds a run that is met now.
    fn has(&mut self, index: usize, run: &str) -> bool {
        let draft = &self.drafts[index];
        let long = long_texts(draft);
        long.iter().zip(&mut self.read[index]).any(|(text, read)| is_next(text, read, run))
            || short_texts(draft).any(|text| text.contains(run))
    }

    fn note_has(&mut self, run: &str) -> bool {
        is_next(&self.of_note, &mut self.read_of_note, run)
    }
}

/// Whether a run stands in a text at about the place that has been read up to.
fn is_next(text: &str, read: &mut usize, run: &str) -> bool {
    /// Far enough for what stands in another order than it is met in, in bytes: more would take quadratic time.
    const REACH: usize = 8_000;
    let at_boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = at_boundary(read.saturating_sub(REACH));
    let to = at_boundary(text.len().min(*read + run.len() + REACH));
    let found = text[from..to].find(run);
    if let Some(at) = found {
        *read = (*read).max(from + at + run.len());
    }
    found.is_some()
}

/// The bytes of each run.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    /// In characters.
    const SHORTEST: usize = 4;
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Han,
        Letter,
    }
    let class = |character: char| match script(character) {
        Script::Mark | Script::Space => None,
        _ if is_han(character) => Some(Class::Han),
        _ => character.is_alphabetic().then_some(Class::Letter),
    };
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = characters.next()?;
            let Some(own) = class(first) else { continue };
            let (mut end, mut count) = (start + first.len_utf8(), 1);
            while let Some((at, next)) = characters.next_if(|(_, next)| class(*next) == Some(own)) {
                (end, count) = (at + next.len_utf8(), count + 1);
            }
            if count >= SHORTEST {
                return Some(start..end);
            }
        }
    })
}

/// Whether a label is its record's kind, and the role of whoever asks: 提问, 回答, 主持人提问; `一名学生问` says more.
fn is_taken_whole(words: &str) -> bool {
    if clause::is_somebody_unnamed(words) {
        return false;
    }
    let asks_after = |at: usize| label::asks(&words[at..]) && name_shape::is_role(&words[..at]);
    label::asks(words) || label::answers(words) || words.char_indices().any(|(at, _)| asks_after(at))
}

/// Where the first and the last line of a record's words stand in a line, in order.
fn places(line: &str, words: &str) -> Vec<Range<usize>> {
    let mut lines = words.lines().filter(|line| !line.is_empty());
    let mut from = 0;
    let mut found = Vec::new();
    for part in [lines.next(), lines.next_back()].into_iter().flatten() {
        if let Some(at) = line[from..].find(part) {
            found.push(from + at..from + at + part.len());
            from += at + part.len();
        }
    }
    found
}

/// What some parts of a text leave of it.
fn between(parts: &[Range<usize>], length: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = [0].into_iter().chain(parts.iter().map(|part| part.end));
    let ends = parts.iter().map(|part| part.start).chain([length]);
    starts.zip(ends).map(|(start, end)| start..end)
}

/// The offset after a bracket that closes right at this one.
fn with_closing_bracket(text: &str, end: usize) -> usize {
    let closing = text[end..].chars().next().filter(|next| marks::closes_brackets(*next));
    end + closing.map_or(0, char::len_utf8)
}

/// Without the stamps, colons and marks around it.
fn bare(words: &str) -> &str {
    let is_mark = |mark: char| {
        mark.is_whitespace()
            || matches!(mark, '：' | ':' | '，' | ',' | '。' | '*')
            || marks::is_quotation(mark)
    };
    let words = words[skip_stamps(words, 0, words.len())..].trim_matches(is_mark);
    match marks::bracketed(words) {
        Some((inner, "")) => inner.trim(),
        _ => words,
    }
}

/// A line of front matter without its key.
fn value_of(line: &str) -> &str {
    let line = line.trim_start().trim_start_matches("- ");
    match line.split_once(':') {
        Some((key, value)) if !key.contains(char::is_whitespace) => value,
        _ => line,
    }
}

/// What a draft says that may run over many lines.
fn long_texts(draft: &Draft) -> [&str; 2] {
    let other = match &draft.content {
        Content::Turn(turn) => turn.original.as_deref().or(turn.rendering.as_deref()),
        Content::Prediction(prediction) => prediction.detail.as_deref(),
        Content::Term(term) => Some(&*term.definition),
        Content::Question(_) | Content::Passage(_) => None,
    };
    let main = match &draft.content {
        Content::Turn(turn) => &turn.words,
        Content::Question(question) => &question.text,
        Content::Passage(passage) => &passage.text,
        Content::Prediction(prediction) => &prediction.claim,
        Content::Term(term) => &term.term,
    };
    [main, other.unwrap_or_default()]
}

/// What else it holds.
fn short_texts(draft: &Draft) -> impl Iterator<Item = &str> {
    let (fields, aliases): ([Option<&str>; 4], &[String]) = match &draft.content {
        Content::Turn(turn) => {
            let others =
                [turn.speaker.name(), turn.qualifier.as_deref(), turn.label.as_deref(), draft.asker()];
            (others, &[])
        }
        Content::Question(question) => {
            ([question.asker.as_deref(), question.label.as_deref(), None, None], &[])
        }
        Content::Passage(passage) => ([passage.speaker.as_deref(), None, None, None], &[]),
        Content::Prediction(prediction) => {
            let horizon = prediction.horizon.as_ref().map(|horizon| &*horizon.raw);
            ([prediction.by.as_deref(), horizon, None, None], &[])
        }
        Content::Term(term) => ([None; 4], &term.aliases),
    };
    fields.into_iter().flatten().chain(aliases.iter().map(String::as_str))
}

/// The label of a draft that can have one.
fn label_of(draft: &mut Draft) -> Option<&mut Option<String>> {
    match &mut draft.content {
        Content::Turn(turn) => Some(&mut turn.label),
        Content::Question(question) => Some(&mut question.label),
        Content::Passage(_) | Content::Prediction(_) | Content::Term(_) => None,
    }
}

/// What the note's own record holds.
fn of_note(note: &Note) -> String {
    let facts = note.metadata.iter().flat_map(|(key, value)| [key, value]);
    let others = note.file_title.iter().chain(&note.speakers).chain(&note.url).chain(&note.video_id);
    let all = [&note.title].into_iter().chain(others).chain(facts).chain(&note.contents).chain(&note.footer);
    all.map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_of_one_script_and_long() {
        let found: Vec<&str> = runs("他停了很久：“OK，quill”，abc潮痕未干a")
            .map(|run| &"他停了很久：“OK，quill”，abc潮痕未干a"[run])
            .collect();
        assert_eq!(found, ["他停了很久", "quill", "潮痕未干"]);
    }

    #[test]
    fn labels_of_questions_by_roles_are_taken_whole() {
        for label in ["提问", "主持人提问", "主持人问", "观众追问", "回答"] {
            assert!(is_taken_whole(label), "{label}");
        }
        for label in ["王芳追问", "永强提问", "他的回答很干脆"] {
            assert!(!is_taken_whole(label), "{label}");
        }
    }

    #[test]
    fn what_stands_around_the_words_is_bare() {
        assert_eq!(bare("[00:12] 他停了很久：“"), "他停了很久");
        assert_eq!(bare("”王芳又说了一遍。"), "王芳又说了一遍");
        assert_eq!(bare("（王芳笑着说）"), "王芳笑着说");
        assert_eq!(places("“手快，”他说，“片子断。”", "手快，\n片子断。"), [3..12, 27..39]);
    }
}
