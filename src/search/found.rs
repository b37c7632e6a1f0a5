//! What a search has found, and which of it goes first within its tier: no note takes all of the first screen, and what says
//! the same again stands behind what says something else.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::Hit;
use super::occurrence::RecordWords;
use super::options::SearchOptions;
use super::plan::{Plan, Want};
use super::rank::{self, Explanation};
use super::snippet::snippet;
use super::tier::Tier;
use crate::model::{Body, RecordId};
use crate::people::name_key;
use crate::records::{Candidate, Stored};

/// A record that was found, before it is cut to a snippet.
pub(super) struct Found {
    /// Which of the plans found it.
    pub(super) plan: usize,
    pub(super) stored: Stored,
    pub(super) tier: Tier,
    pub(super) explanation: Explanation,
    pub(super) candidate: Candidate,
}

/// The first screen, in hits.
const SCREEN: usize = 10;
/// So many of these may be of one note, where so many notes have any.
const OF_ONE_NOTE: usize = 3;
const FEWEST_NOTES: usize = 4;
/// What part of the score of a hit that is put off others must have to go before it: several people may have answered in one
/// talk, and what has a word in common by chance stands in any other.
const COMPARABLE: f32 = 0.5;

/// How much of what a query is about the best record must have for any to count as an answer, unless it has a name of it or
/// so many terms: a long question in other words than the answer's still shares these. Of 726 questions of CMRC2018 trial and
/// DRCD dev that have an answer the first alone would turn ten away.
const LEAST_FITTING: f32 = 0.37;
const FITTING_TERMS: usize = 3;
/// The same where the library has no word for something that the query is about: of two things one is not half.
const LEAST_FITTING_IN_PART: f32 = 0.5;

/// The order of hits, best first.
pub(super) fn order(one: &Found, other: &Found) -> Ordering {
    let by_rank = || rank::order(one.tier, &one.explanation, &other.explanation);
    let by_place = || one.stored.place().cmp(&other.stored.place());
    one.tier.cmp(&other.tier).then_with(by_rank).then_with(by_place)
}

/// Lets no note have more than a few of the first hits, within each tier where several notes have some. `found` is in order;
/// nothing is done where `may` is not set, as where the query names the note.
pub(super) fn spread(found: Vec<Found>, may: bool) -> Vec<Found> {
    if !may {
        return found;
    }
    let mut ordered: Vec<Found> = Vec::with_capacity(found.len());
    let mut shown: HashMap<String, usize> = HashMap::new();
    let mut found = found.into_iter().peekable();
    while let Some(tier) = found.peek().map(|found| found.tier) {
        let of_tier: Vec<Found> = std::iter::from_fn(|| found.next_if(|found| found.tier == tier)).collect();
        let notes: HashSet<&str> = of_tier.iter().map(|found| found.stored.note.note_path.as_str()).collect();
        let holds_back = notes.len() >= FEWEST_NOTES;
        let mut put_off: Vec<Found> = Vec::new();
        for found in of_tier {
            if put_off.first().is_some_and(|first| !is_comparable(&found, first)) {
                ordered.append(&mut put_off);
            }
            let of_note = shown.entry(found.stored.note.note_path.clone()).or_default();
            if holds_back && ordered.len() < SCREEN && *of_note >= OF_ONE_NOTE {
                put_off.push(found);
                continue;
            }
            *of_note += 1;
            ordered.push(found);
            if ordered.len() == SCREEN {
                ordered.append(&mut put_off);
            }
        }
        ordered.append(&mut put_off);
    }
    ordered
}

/// Whether a hit may go before one that is put off.
fn is_comparable(found: &Found, put_off: &Found) -> bool {
    let (one, other) = (&found.explanation, &put_off.explanation);
    one.score() >= other.score() * COMPARABLE
        && one.is_heading <= other.is_heading
        && one.keeps_both >= other.keeps_both
}

/// Puts what says the same as another behind the other hits of its tier, and tells which other that is.
pub(super) fn with_repeats_behind(found: Vec<Found>) -> Vec<(Found, Option<RecordId>)> {
    let is_key = |found: &Found| matches!(&found.stored.record.body, Body::Quote(quote) if quote.key);
    let is_key: HashMap<RecordId, bool> =
        found.iter().map(|found| (found.stored.record.id, is_key(found))).collect();
    let mut firsts: HashMap<String, RecordId> = HashMap::new();
    let mut ordered: Vec<(Found, Option<RecordId>)> = Vec::with_capacity(found.len());
    let mut behind: Vec<(Found, Option<RecordId>)> = Vec::new();
    let mut tier = None;
    for found in found {
        if tier != Some(found.tier) {
            ordered.append(&mut behind);
            tier = Some(found.tier);
        }
        match original(&found, &mut firsts, &is_key) {
            Some(original) => behind.push((found, Some(original))),
            None => ordered.push((found, None)),
        }
    }
    ordered.append(&mut behind);
    ordered
}

/// The other hit whose words a record gives again: of a key quote the quote that it is taken from, else what stood before it
/// with the same words.
fn original(
    found: &Found,
    firsts: &mut HashMap<String, RecordId>,
    is_key: &HashMap<RecordId, bool>,
) -> Option<RecordId> {
    /// Shorter words are often the same by chance, in letters and digits.
    const SHORTEST: usize = 8;
    let record = &found.stored.record;
    if let Body::Quote(quote) = &record.body
        && quote.key
        && let Some(original) = quote.same_as.iter().find(|id| is_key.get(*id) == Some(&false))
    {
        return Some(*original);
    }
    let words = name_key(record.text());
    let key = match &record.body {
        Body::Quote(_) | Body::Question(_) | Body::Passage(_) if words.chars().count() >= SHORTEST => words,
        // The title stands for the note, and its own heading says no more.
        Body::Note(_) => format!("{}\n{words}", found.stored.note.note_path),
        Body::Section(_) if name_key(&found.stored.note.title) == words => {
            format!("{}\n{words}", found.stored.note.note_path)
        }
        _ => return None,
    };
    match firsts.get(&key) {
        Some(first) => Some(*first),
        None => {
            firsts.insert(key, record.id);
            None
        }
    }
}

/// Whether a hit of the tiers `near` and `most` has less than `least` of what the query is about, or lacks one of both, the
/// person whom it names and what it asks of them.
pub(super) fn is_accidental(found: &Found, least: f32) -> bool {
    matches!(found.tier, Tier::Near | Tier::Most)
        && (found.explanation.covered < least || !found.explanation.keeps_both)
}

/// Whether a hit may be an answer. A few words in common with a long question are none, nor is anything that somebody says
/// to a question about what they never speak of.
pub(super) fn fits(hit: &Hit, lacks_word: bool) -> bool {
    let explanation = &hit.explanation;
    let least = if lacks_word { LEAST_FITTING_IN_PART } else { LEAST_FITTING };
    !matches!(hit.tier, Tier::Near | Tier::Most | Tier::Translated)
        || !explanation.only_names
            && (explanation.covered >= least || explanation.has_name || explanation.terms >= FITTING_TERMS)
}

/// A hit as it is given, with the words around its matches.
pub(super) fn hit(plan: &Plan, found: Found, repeats: Option<RecordId>, options: &SearchOptions<'_>) -> Hit {
    let words = RecordWords::of(&found.stored.record);
    let marks = plan.marks(found.tier);
    let occurrences = words.occurrences(marks.iter().map(|(run, _)| *run));
    let weights: Vec<f32> = marks.iter().map(|(_, weight)| *weight).collect();
    let snippet = snippet(&found.stored.record, &occurrences, &weights, options.columns);
    let Found { stored, tier, explanation, .. } = found;
    Hit { tier, score: explanation.score(), snippet, repeats, explanation, stored }
}

/// The names of the wants that a record's own words lack.
pub(super) fn dropped(wants: &[Want], stored: &Stored) -> Vec<String> {
    let words = RecordWords::of(&stored.record);
    let lacks = |want: &&Want| {
        words.occurrences(want.any.iter().map(String::as_str)).is_empty() && !want.is_said_by(stored)
    };
    let mut names: Vec<String> = wants.iter().filter(lacks).map(|want| want.name.clone()).collect();
    names.dedup();
    names
}
