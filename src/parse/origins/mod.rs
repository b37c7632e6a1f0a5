//! What the records of a note have to do with each other: which words of its body a key quote was made from, and which quotes
//! stand behind a claim.
//!
//! Both are worked out from the records as they are, so that whoever has a note's records can ask: the reading of notes, which
//! keeps the links, and the checks, which tell what they mean.
//!
//! | file | |
//! |---|---|
//! | `trace` | a key quote's words, found again |
//! | `diff` | how it differs from them |
//! | `support` | the words behind a claim |

mod diff;
mod support;
mod trace;

pub use support::{Support, supports};
pub use trace::{Change, Making, Part};

use std::ops::Range;

use crate::language::lexicon::{HESITATIONS, REACTIONS};
use crate::model::{Body, PassageForm, Quote, Record, RecordId};
use crate::text::align::Tokens;
use crate::text::fold_text;
use crate::text::marks::opens_brackets;
use trace::{Key, Source};

/// The fewest tokens that a key quote must have to be known again.
const LEAST_TOKENS: usize = 6;

/// A key quote and the words of the note that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The place of its record in the note.
    pub key: usize,
    /// What it is beside those words.
    pub making: Making,
    /// The records that these are of; of altered words those that they come nearest to.
    pub parts: Vec<Part>,
}

/// The key quotes of a note with what they were made from, in order; `source` of a part is the place of a record. Quotes too
/// short to be known again are left out.
pub fn key_quotes(records: &[Record]) -> Vec<Origin> {
    let keys: Vec<(usize, Key<'_>)> = records
        .iter()
        .enumerate()
        .filter_map(|(place, record)| Some((place, key(record)?)))
        .filter(|(_, key)| key.tokens.len() >= LEAST_TOKENS)
        .collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let (sources, places) = sources(records);
    let (at, keys): (Vec<usize>, Vec<Key<'_>>) = keys.into_iter().unzip();
    let candidates = trace::candidates(&keys, &sources);
    let found = at.iter().zip(&keys).zip(&candidates).map(|((place, key), candidates)| {
        let (making, mut parts) = trace::trace(key, &sources, candidates);
        parts.iter_mut().for_each(|part| part.source = places[part.source]);
        parts.sort_by_key(|part| part.blocks.first().map(|block| block.one.start));
        Origin { key: *place, making, parts }
    });
    found.collect()
}

/// Keeps in the records of a note what they have to do with each other.
pub(crate) fn link(records: &mut [Record]) {
    for origin in key_quotes(records) {
        let is_whole = |part: &Part| {
            let own = Tokens::of(records[part.source].text()).len();
            origin.making == Making::Verbatim
                && part.blocks.first().is_some_and(|block| block.other.len() == own)
        };
        let sources = origin.parts.iter().filter(|part| matches!(records[part.source].body, Body::Quote(_)));
        let mut ids: Vec<RecordId> = Vec::new();
        for part in sources.filter(|part| !is_whole(part)) {
            let id = records[part.source].id;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if let Body::Quote(quote) = &mut records[origin.key].body {
            quote.abridges = ids;
        }
        if matches!(origin.making, Making::Altered(Change::Words | Change::Negation)) {
            part_from_changed(origin.key, records);
        }
    }
    for support in supports(records) {
        let ids = support.quotes.iter().map(|place| records[*place].id).collect();
        if let Body::Prediction(prediction) = &mut records[support.claim].body {
            prediction.supports = ids;
        }
    }
}

/// Takes a key quote that changes what was said apart from those quotes of the body whose words it has not whole: they may say
/// the opposite, and who sees only one of two records of the same words would not know.
fn part_from_changed(key: usize, records: &mut [Record]) {
    let Body::Quote(Quote { text, same_as, .. }) = &records[key].body else { return };
    let (id, tokens) = (records[key].id, Tokens::of(text));
    let is_changed = |record: &Record| match &record.body {
        Body::Quote(quote) => !quote.key && tokens.find(&Tokens::of(&quote.text)).is_none(),
        _ => false,
    };
    let changed: Vec<usize> = (0..records.len())
        .filter(|place| same_as.contains(&records[*place].id) && is_changed(&records[*place]))
        .collect();
    for place in changed {
        let other = records[place].id;
        for (of, goes) in [(key, other), (place, id)] {
            if let Body::Quote(quote) = &mut records[of].body {
                quote.same_as.retain(|same| *same != goes);
            }
        }
    }
}

/// The marks of a key quote at which it leaves out words of a record, or goes on with those of another.
pub fn joints<'r>(origin: &Origin, records: &'r [Record]) -> Vec<&'r str> {
    let text = records[origin.key].text();
    let tokens = Tokens::of(text);
    let blocks = origin.parts.iter().flat_map(|part| part.blocks.iter().map(|block| &block.one));
    let mut starts: Vec<usize> = blocks.map(|block| block.start).filter(|start| *start > 0).collect();
    starts.sort_unstable();
    let marks = |start: usize| {
        let (before, behind) = (tokens.span(start - 1..start).end, tokens.span(start..start + 1).start);
        text.get(before..behind)
    };
    starts.into_iter().filter_map(marks).collect()
}

/// Whether all that a key quote leaves out between the words that it has of a record is no part of what was said: words that win
/// time, and in brackets how listeners took it.
pub fn leaves_out_nothing(origin: &Origin, records: &[Record]) -> bool {
    let quote = Tokens::of(records[origin.key].text());
    origin.parts.iter().all(|part| {
        let mut told = texts(&records[part.source]).map(|text| (text, Tokens::of(text)));
        let told = told.find(|(_, tokens)| part.blocks.iter().all(|block| quote.has(tokens, block)));
        told.is_some_and(|(text, tokens)| {
            let gaps = part.blocks.windows(2).map(|pair| pair[0].other.end..pair[1].other.start);
            gaps.filter(|gap| !gap.is_empty()).all(|gap| says_nothing(text, tokens.span(gap)))
        })
    })
}

/// Whether these words of a text win time, or tell in brackets how listeners took something.
fn says_nothing(text: &str, words: Range<usize>) -> bool {
    let is_bracketed = text[..words.start].ends_with(opens_brackets);
    text[words].split(|it: char| !it.is_alphanumeric() && it != ' ').all(|piece| {
        let piece = fold_text(piece.trim());
        piece.is_empty() || HESITATIONS.contains(&piece) || is_bracketed && REACTIONS.occur_in(&piece)
    })
}

/// Whether the words that a key quote has of several records were said in one go: each has the end of one and the beginning of
/// the next, which is the same speaker's.
pub fn is_of_one_go(origin: &Origin, records: &[Record]) -> bool {
    origin.parts.windows(2).all(|pair| {
        let (one, other) = (&records[pair[0].source], &records[pair[1].source]);
        let length = Tokens::of(one.text()).len();
        let is_end = pair[0].blocks.last().is_some_and(|block| block.other.end == length);
        let is_beginning = pair[1].blocks.first().is_some_and(|block| block.other.start == 0);
        pair[1].source == pair[0].source + 1 && one.speaker() == other.speaker() && is_end && is_beginning
    })
}

/// How a key quote differs from the first of the records that it comes from: `[-left out-]`, `{+not there+}`.
pub fn compared(origin: &Origin, records: &[Record]) -> String {
    origin.parts.first().map_or_else(String::new, |part| compared_with(origin, part, records))
}

/// How the words that a key quote has of a record differ from that.
pub fn compared_with(origin: &Origin, part: &Part, records: &[Record]) -> String {
    let text = records[origin.key].text();
    let is_alone = origin.parts.len() == 1;
    // Of a quote in two languages one has them.
    let told = texts(&records[part.source]).map(|source| diff::diff(text, source, &part.blocks, is_alone));
    told.flatten().next().unwrap_or_default()
}

fn key(record: &Record) -> Option<Key<'_>> {
    match &record.body {
        Body::Quote(quote) if quote.key => Some(Key { text: &quote.text, tokens: Tokens::of(&quote.text) }),
        _ => None,
    }
}

/// The words of a note's body that may be quoted again, and the place of the record that each is of.
fn sources(records: &[Record]) -> (Vec<Source<'_>>, Vec<usize>) {
    // What stands among key quotes is no body of theirs.
    let keys = records.iter().filter(|record| matches!(&record.body, Body::Quote(quote) if quote.key));
    let of_keys: std::collections::HashSet<&str> = keys.map(|key| &*key.section_number).collect();
    let is_body =
        |record: &Record| matches!(record.body, Body::Quote(_)) || !of_keys.contains(&*record.section_number);
    let (mut sources, mut places) = (Vec::new(), Vec::new());
    // Words that somebody said go before those of whoever made the note.
    for wants_speech in [true, false] {
        for (place, record) in records.iter().enumerate().filter(|(_, record)| is_body(record)) {
            for text in texts(record).filter(|_| is_speech(record) == wants_speech) {
                sources.push(Source { text, tokens: Tokens::of(text) });
                places.push(place);
            }
        }
    }
    (sources, places)
}

fn is_speech(record: &Record) -> bool {
    matches!(record.body, Body::Quote(_))
}

/// The words of a record that may be quoted.
fn texts(record: &Record) -> impl Iterator<Item = &str> {
    let texts = match &record.body {
        Body::Quote(Quote { key: false, text, original, rendering, .. }) => {
            [Some(text), original.as_ref(), rendering.as_ref()]
        }
        Body::Question(question) => [Some(&question.text), None, None],
        Body::Passage(passage) => match passage.form {
            PassageForm::Paragraph | PassageForm::Bullet { .. } | PassageForm::Remark => {
                [Some(&passage.text), None, None]
            }
            PassageForm::TableRow | PassageForm::Code | PassageForm::Html => [None, None, None],
        },
        _ => [None, None, None],
    };
    texts.into_iter().flatten().map(String::as_str)
}
