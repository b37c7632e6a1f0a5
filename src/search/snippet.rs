//! The part of a record that shows why it was found.
//!
//! The window is the one in which most of the query's terms meet, counted in display columns, and begins and ends at
//! clause marks where that costs little. Highlights lie on exactly the characters of the original that matched, also
//! where the match came through folding; adjacent ones are merged (as wangfenjin/simple's `simple_highlight` does).

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::occurrence::Occurrence;
use crate::analysis::own_words;
use crate::model::Record;
use crate::text::{Script, normalise, script, silent_breaks};

/// A part of a record's words with the matching characters marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// On one line; `…` stands where words were left out.
    pub text: String,
    /// Characters of `text` (not bytes, not columns) that match, in order, without overlap.
    pub highlights: Vec<Range<usize>>,
}

/// Cuts a snippet of at most `columns` display columns, if the record's words allow.
///
/// `weights` has one entry per term of the occurrences.
pub(super) fn snippet(
    record: &Record,
    occurrences: &[Occurrence],
    weights: &[f32],
    columns: usize,
) -> Snippet {
    let pieces = own_words(record);
    let piece = best_piece(pieces.len(), occurrences, weights);
    let Some(original) = pieces.get(piece) else { return Snippet::default() };
    let mut marks = marks(original, piece, occurrences);
    // A name or a lead-in alone tells nobody what was said.
    let leads_in = piece > 0 && [record.speaker(), record.label()].contains(&Some(*original));
    let said = format!("{original}：{}", record.text());
    let original = if leads_in { said.as_str() } else { *original };
    marks.sort_by_key(|(range, _)| (range.start, range.end));
    let window = window(original, &marks, weights, columns);
    cut(original, window, &merged(marks.into_iter().map(|(range, _)| range)))
}

/// The bytes of a piece that match, with the terms that do.
fn marks(original: &str, piece: usize, occurrences: &[Occurrence]) -> Vec<(Range<usize>, usize)> {
    let normal = normalise(original);
    let here = occurrences.iter().filter(|occurrence| occurrence.piece == piece);
    here.map(|occurrence| (normal.original(occurrence.normal.clone()), occurrence.term)).collect()
}

/// The piece in which the terms of the greatest weight occur; the first of equals.
fn best_piece(pieces: usize, occurrences: &[Occurrence], weights: &[f32]) -> usize {
    let weight = |piece: usize| {
        let found =
            |term: &usize| occurrences.iter().any(|found| found.piece == piece && found.term == *term);
        (0..weights.len()).filter(found).map(|term| weights[term]).sum::<f32>()
    };
    let mut best = (0, 0.0);
    for piece in 0..pieces {
        let weight = weight(piece);
        if weight > best.1 {
            best = (piece, weight);
        }
    }
    best.0
}

/// The bytes of `text` to show.
fn window(text: &str, marks: &[(Range<usize>, usize)], weights: &[f32], columns: usize) -> Range<usize> {
    if width(text) <= columns {
        return 0..text.len();
    }
    // Two columns may go to the marks of omission.
    let columns = columns.saturating_sub(2).max(2);
    let core = best_core(text, marks, weights, columns);
    let spare = columns.saturating_sub(width(&text[core.clone()]));
    let start = clause_start(text, core.start, spare);
    let rest = columns.saturating_sub(width(&text[start..core.end]));
    let end = clause_end(text, core.end, rest);
    // What the end leaves goes to the front: the last clause of a text should not stand alone.
    let rest = columns.saturating_sub(width(&text[start..end]));
    let earliest = clause_starts(text, back(text, start, rest), start).next();
    let start = if end == text.len() { earliest.unwrap_or(start) } else { start };
    let (start, end) = (word_start(text, start, core.start), word_end(text, end, core.end));
    let end = if end < text.len() { text[..end].trim_end().len().max(core.end) } else { end };
    start..end.max(start)
}

/// Whether a word of letters goes on over this place.
fn within_word(text: &str, at: usize) -> bool {
    let is_word =
        |character: Option<char>| character.is_some_and(|character| script(character) == Script::Word);
    is_word(text[..at].chars().next_back()) && is_word(text[at..].chars().next())
}

/// The first place from `start` on at which something begins and no word is cut, up to `latest`.
fn word_start(text: &str, start: usize, latest: usize) -> usize {
    let places = text[start..].char_indices().map(|(at, _)| start + at);
    let begins = |at: &usize| {
        let is_space = start > 0 && text[*at..].starts_with(char::is_whitespace);
        !is_space && !within_word(text, *at)
    };
    let whole = places.take_while(|at| *at <= latest).find(begins);
    whole.unwrap_or(start)
}

/// The last place up to `end` at which no word is cut, from `earliest` on.
fn word_end(text: &str, end: usize, earliest: usize) -> usize {
    let places = text[..end].char_indices().rev().map(|(at, _)| at);
    let mut whole = std::iter::once(end).chain(places).take_while(|at| *at >= earliest);
    whole.find(|at| !within_word(text, *at)).unwrap_or(end)
}

/// The stretch from one mark to another in which the most weight of different terms meets; the shortest of equals.
fn best_core(text: &str, marks: &[(Range<usize>, usize)], weights: &[f32], columns: usize) -> Range<usize> {
    let mut best: Option<(f32, usize, Range<usize>)> = None;
    for (position, (first, _)) in marks.iter().enumerate() {
        let mut seen: Vec<usize> = Vec::new();
        let mut weight = 0.0;
        let mut taken = 0;
        let mut end = first.start;
        for (range, term) in &marks[position..] {
            if range.end > end {
                taken += width(&text[end.max(first.start)..range.end]);
                end = range.end;
            }
            if taken > columns && !seen.is_empty() {
                break;
            }
            if !seen.contains(term) {
                seen.push(*term);
                weight += weights[*term];
                if best
                    .as_ref()
                    .is_none_or(|(most, least, _)| weight > *most || (weight == *most && taken < *least))
                {
                    best = Some((weight, taken, first.start..end));
                }
            }
        }
    }
    let mut core = best.map_or(0..0, |(_, _, range)| range);
    // A match that is longer than the window shows its beginning.
    if width(&text[core.clone()]) > columns {
        core.end = clip(text, core.start, columns);
    }
    core
}

/// Where to begin, at most `columns` before `from`: with the clause that `from` lies in, else some way before.
fn clause_start(text: &str, from: usize, columns: usize) -> usize {
    let limit = back(text, from, columns);
    clause_starts(text, limit, from).last().unwrap_or_else(|| back(text, from, columns / 3))
}

/// Where clauses begin from `limit` to `from`, both included.
fn clause_starts(text: &str, limit: usize, from: usize) -> impl Iterator<Item = usize> {
    let first = (limit == 0).then_some(0);
    let later = text[..from].char_indices().filter(|&(_, character)| ends_clause(character));
    first.into_iter().chain(
        later
            .map(|(at, character)| at + character.len_utf8())
            .filter(move |&start| start >= limit && start > 0),
    )
}

/// As far before `from` as `columns` go.
fn back(text: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut start = from;
    for (at, character) in text[..from].char_indices().rev() {
        let needed = character.width().unwrap_or(0);
        if needed > left {
            break;
        }
        left -= needed;
        start = at;
    }
    start
}

/// Where to end, at most `columns` after `from`: after the last clause that ends there, if that is not much less.
fn clause_end(text: &str, from: usize, columns: usize) -> usize {
    let limit = clip(text, from, columns);
    if limit == text.len() {
        return limit;
    }
    let mut end = None;
    for (at, character) in text[from..limit].char_indices() {
        if ends_clause(character) {
            end = Some(from + at + character.len_utf8());
        }
    }
    end.filter(|&end| width(&text[from..end]) * 2 >= columns).unwrap_or(limit)
}

/// The end of the text that begins at `from` and takes at most `columns`.
fn clip(text: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    for (at, character) in text[from..].char_indices() {
        let needed = character.width().unwrap_or(0);
        if needed > left {
            return from + at;
        }
        left -= needed;
    }
    text.len()
}

fn ends_clause(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '，' | '：' | '!' | '?' | ';' | ',' | '\n')
}

/// Display columns of a text.
fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges.filter(|range| !range.is_empty()) {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn cut(text: &str, window: Range<usize>, marks: &[Range<usize>]) -> Snippet {
    let mut snippet = Snippet::default();
    let mut count = 0;
    if window.start > 0 {
        snippet.text.push('…');
        count += 1;
    }
    let shown = &text[window.clone()];
    let silent = silent_breaks(shown);
    for (at, character) in shown.char_indices() {
        // On one line a word that was wrapped has no gap.
        if silent.iter().any(|gap| gap.contains(&at)) {
            continue;
        }
        let at = window.start + at;
        let marked = marks.iter().any(|mark| mark.contains(&at));
        // Line breaks and other controls must not leave the line.
        snippet.text.push(if character.is_control() || character.is_whitespace() { ' ' } else { character });
        if marked {
            match snippet.highlights.last_mut() {
                Some(last) if last.end == count => last.end += 1,
                _ => snippet.highlights.push(count..count + 1),
            }
        }
        count += 1;
    }
    if window.end < text.len() {
        snippet.text.push('…');
    }
    snippet
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::occurrence::RecordWords;
    use super::*;
    use crate::model::{Body, ByteSpan, Kind, LineSpan, Passage, PassageForm, RecordId};

    /// A passage on its own.
    fn passage(text: &str) -> Record {
        Record {
            id: RecordId::new("", Kind::Passage, text, 0),
            order: 0,
            lines: LineSpan { first: 1, last: 1 },
            span: ByteSpan { start: 0, end: 0 },
            time: None,
            section: [].into(),
            section_number: "".into(),
            topics: Vec::new(),
            body: Body::Passage(Passage {
                text: text.into(),
                form: PassageForm::Paragraph,
                speaker: None,
                links: Vec::new(),
            }),
        }
    }

    /// Highlights are shown in 【】.
    fn marked(text: &str, terms: &[&str], columns: usize) -> String {
        let record = passage(text);
        let words = RecordWords::of(&record);
        let occurrences = words.occurrences(terms.iter().copied());
        let snippet = snippet(&record, &occurrences, &vec![1.0; terms.len()], columns);
        let mut shown = String::new();
        for (position, character) in snippet.text.chars().enumerate() {
            if snippet.highlights.iter().any(|range| range.start == position) {
                shown.push('【');
            }
            shown.push(character);
            if snippet.highlights.iter().any(|range| range.end == position + 1) {
                shown.push('】');
            }
        }
        shown
    }

    #[test]
    fn exactly_the_matching_characters_are_marked() {
        assert_eq!(marked("大卫到了扫罗那里", &["大卫"], 80), "【大卫】到了扫罗那里");
        assert_eq!(marked("開發者用ＧＴＭ", &["开发", "gtm"], 80), "【開發】者用【ＧＴＭ】");
    }

    #[test]
    fn a_word_over_two_lines_is_marked_as_one() {
        assert_eq!(
            marked("整个排班系\n  统迁到town\nhall", &["排班系统", "town hall"], 80),
            "整个【排班系统】迁到【town hall】"
        );
    }

    #[test]
    fn adjacent_marks_are_merged() {
        assert_eq!(marked("推理成本", &["推理", "成本"], 80), "【推理成本】");
        assert_eq!(marked("推理成本", &["推理成", "理成本"], 80), "【推理成本】");
    }

    #[test]
    fn the_window_is_where_the_terms_meet() {
        let text = "推理很慢，大家都在等，没有人知道原因，后来才发现是网络的问题，于是换了网络。最后推理成本下降了。";
        assert_eq!(marked(text, &["推理", "成本"], 24), "…最后【推理成本】下降了。");
    }

    #[test]
    fn words_of_letters_stay_whole() {
        let text = "He says inference becomes cheaper every single year and nobody notices it";
        assert_eq!(marked(text, &["cheaper"], 30), "…【cheaper】 every single…");
    }

    #[test]
    fn windows_are_cut_at_clauses() {
        let text = "第一句话说的是别的事情，第二句话才说到推理成本，第三句话又说别的事情，第四句话也是";
        assert_eq!(marked(text, &["推理成本"], 40), "…第二句话才说到【推理成本】，第三句话又说别…");
        assert_eq!(marked(text, &["推理成本"], 50), "…第二句话才说到【推理成本】，第三句话又说别的事情，…");
    }

    proptest! {
        #[test]
        fn snippets_keep_to_their_columns(text in "[一-三，。a-c\u{200b}é]{0,60}", term in "[一-三a-c]{1,3}", columns in 8usize..40) {
            let record = passage(&text);
            let words = RecordWords::of(&record);
            let found = words.occurrences([term.as_str()]);
            let snippet = snippet(&record, &found, &[1.0], columns);
            prop_assert!(width(&snippet.text) <= columns, "{:?}", snippet);
            let count = snippet.text.chars().count();
            prop_assert!(snippet.highlights.iter().all(|range| range.start < range.end && range.end <= count));
            prop_assert_eq!(snippet.highlights.is_empty(), found.is_empty());
        }
    }
}
