//! The order of hits.
//!
//! Tiers come first: what fits strictly stands above what fits loosely, whatever the scores. Measured on the
//! question sets, this costs nothing against one list by score alone, and readers can see why a hit is where it is.
//! Within a tier the order is: the definition of the very term that was asked for; records before headings and titles that
//! only hold the words; then hits that have the query as a
//! word or version of its own, so that `GPT-5` does not come after `GPT-5.2`; then the score. A quote that repeats
//! another stands directly below it.
//!
//! ```text
//! score = text × coverage × nearness × wording × number + lent
//! ```
//!
//! - *text* is BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over the words and the
//!   pairs of characters of the query, summed over the record's own words, its name, and the headings above it. The
//!   two views make up for each other's mistakes: a wrong cut in the middle of a word costs the word, not its pairs;
//!   a pair across two words is rare and harmless. Function words, question words and punctuation give no evidence.
//!   BM25's norm favours short records, so a long one needs more of the query to win.
//! - *coverage* is how much of the query's terms the record has, each weighted by its rarity (Lucene's `coord`, with
//!   inverse document frequencies). Terms that only a heading or the note's title has count a little less. BM25
//!   alone lets one frequent term outweigh a missing rare one.
//! - *nearness* is how near each two neighbouring terms of the query come to each other (Tao and Zhai, An Exploration
//!   of Proximity Measures in Information Retrieval, 2007: the minimum distance is the best of the measures).
//! - *wording* is how much of the query occurs as it stands, in runs of three characters or more (the ordered windows
//!   of Metzler and Croft, A Markov Random Field Model for Term Dependencies, 2005).
//!
//! - *number* raises a record with a number of the kind that the question asks for (see `numbers`), as being somebody's words does where it
//!   asks for *opinions*, as telling of the *side*
//!   of a thing does that it asks about (see `aspects`), and introducing the term that it asks the meaning of (see `definitions`).
//! - a record that *says no more* than some words of the query keeps little of its score.
//! - *lent* is what a question, a lead-in or a heading gives of its own score to what it introduces (see `introduced`).
//!
//! Effects on MRR@10, measured by `cargo bench --bench retrieval` on CMRC2018 trial and DRCD dev: text alone 0.987 and
//! 0.962; with coverage 0.988 and 0.970; with unknown terms taken apart (see `plan`) 0.993 and 0.971; with nearness and
//! wording 0.993 and 0.972. The constants were set on these two sets, halving or doubling one at a time, where each such
//! step changed less than 0.001; other kinds of notes and questions, or several at once, were not tried.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use super::definitions::{defines, introduces};
use super::occurrence::{Occurrence, RecordWords};
use super::plan::{IN_OTHER_WORDS, Plan, Want, letters};
use super::terms::is_function_word;
use super::tier::Tier;
use crate::analysis::{han_pairs, words};
use crate::model::Body;
use crate::records::{Evidence, Stored};
use crate::text::{Script, normalise_text, script};

/// What a match in the record's name and in the headings above counts, beside one in its own words.
pub(super) const NAME: f32 = 1.0;
pub(super) const CONTEXT: f32 = 0.7;
/// How much of the score a record loses that has none of the query's terms.
const COVERAGE: f32 = 0.8;
/// What a term counts for coverage if only a heading has it.
const COVERED_BY_CONTEXT: f32 = 0.8;
/// How much the nearness of terms can add, and the characters between two terms that halve it.
const NEARNESS: f32 = 0.5;
const HALF_NEAR: f32 = 5.0;
/// How much the same wording can add.
pub(super) const WORDING: f32 = 0.5;
/// What a number of the kind asked for adds.
const NUMBER: f32 = 0.25;
/// What it adds that somebody says it, where it is asked what people think.
const OPINION: f32 = 0.25;
/// What is left of the score of a record that says no more than the query.
const SAYS_NO_MORE: f32 = 0.4;
/// What is left of the score of one that only leads in others, a little less than it gives to each of them.
const LEADS_IN: f32 = 0.65;
/// How much of a query's weight a record has that says the same in nearly the same words, as a half remembered quote does.
const SAYS_IT: f32 = 0.8;
/// What telling of the side asked about adds, and what introducing the term asked for does.
const ASPECT: f32 = 0.5;
const INTRODUCES: f32 = 1.0;
/// Shorter common runs are words and pairs, which *text* counts.
const SHORTEST_WORDING: usize = 3;

/// A query's content as evidence to score candidates by.
pub(super) fn evidence<'a>(terms: impl IntoIterator<Item = &'a str>, whole: &str) -> Vec<(Evidence, f32)> {
    let mut own: BTreeMap<&str, Evidence> = BTreeMap::new();
    let mut named: Vec<&str> = Vec::new();
    let terms: Vec<&str> = terms.into_iter().collect();
    for term in &terms {
        for range in words(term) {
            let word = &term[range];
            own.insert(word, Evidence::Word(word.to_owned()));
            // Names have longer Chinese words in pairs, which are among those of the whole.
            if word.chars().count() <= 2 || !word.chars().all(|character| script(character) == Script::Han) {
                named.push(word);
            }
        }
        let mut characters = term.chars();
        if let (Some(only), None) = (characters.next(), characters.next())
            && script(only) == Script::Han
        {
            named.push(term);
        }
    }
    let mut evidence: Vec<(Evidence, f32)> = own.into_values().map(|word| (word, 1.0)).collect();
    let mut pairs: Vec<&str> = han_pairs(whole).into_iter().map(|range| &whole[range]).collect();
    pairs.retain(|pair| says_something(pair));
    pairs.sort_unstable();
    pairs.dedup();
    evidence.extend(pairs.iter().map(|pair| (Evidence::Run((*pair).to_owned()), 1.0)));
    named.extend(pairs);
    named.sort_unstable();
    named.dedup();
    for text in named {
        evidence.push((Evidence::Name(text.to_owned()), NAME));
        evidence.push((Evidence::Context(text.to_owned()), CONTEXT));
    }
    evidence
}

/// Whether a pair is more than a function word or two halves of such.
fn says_something(pair: &str) -> bool {
    let is_function_character = |character: char| is_function_word(character.encode_utf8(&mut [0; 4]));
    !is_function_word(pair) && !pair.chars().all(is_function_character)
}

/// How a hit's score came about: `text × coverage × nearness × wording × number + lent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// The BM25 score.
    pub text: f32,
    /// How much of the weight of the query's terms is there, from 0 to 1.
    pub covered: f32,
    /// How many terms of the query are there that say what it is about.
    pub terms: usize,
    /// Whether one of these is a name, a phrase or a word so long that no record has it by chance, or the query has a whole
    /// heading above it.
    pub has_name: bool,
    /// Whether both are there, something that the query names and something of what it asks of that.
    pub keeps_both: bool,
    /// Whether nothing is there but a person whom the query names and of whom it asks something.
    pub only_names: bool,
    /// From 0.2, where none of the terms is there, to 1.
    pub coverage: f32,
    /// From 1, where no two terms are near each other, to 1.5.
    pub nearness: f32,
    /// From 1, where nothing occurs in the query's own wording, to 1.5.
    pub wording: f32,
    /// Whether it has a number of the kind that is asked for.
    pub has_number: bool,
    /// Whether somebody says it, where the question is what people think.
    pub is_opinion: bool,
    /// Whether it tells of the side of a thing that is asked about.
    pub tells_aspect: bool,
    /// From 0 to 1, how plainly it introduces the term whose meaning is asked for.
    pub introduces: f32,
    /// Whether it has next to nothing beside words of the query, and so tells nothing of what is asked.
    pub says_no_more: bool,
    /// Whether it only leads in others that were found for it.
    pub leads_in: bool,
    /// Whether this is the definition of the very term asked for, which puts it first.
    pub defines: bool,
    /// Whether this is a heading that holds words of the query, or a term in a question for opinions, which puts it below the
    /// records of its tier.
    pub is_heading: bool,
    /// How many terms are words or versions of their own here, which decides before the score among exact hits.
    pub whole: usize,
    /// What the question, lead-in or heading that introduces it adds to its score.
    pub lent: f32,
    /// The other wordings that were looked for, in the tiers for such.
    pub instead: Option<String>,
    /// What each piece of evidence gave to `text`, greatest first; filled only where it was asked for.
    pub evidence: Vec<(String, f32)>,
}

/// The score, and below it what else there is to say, a line each.
impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation { text, coverage, nearness, wording, .. } = self;
        write!(
            formatter,
            "{:.2} = text {text:.2} × coverage {coverage:.2} × nearness {nearness:.2} × wording {wording:.2}",
            self.score()
        )?;
        for (name, adds) in self.kinds() {
            write!(formatter, " × {name} {:.2}", 1.0 + adds)?;
        }
        if self.lent > 0.0 {
            write!(formatter, " + lent {:.2}", self.lent)?;
        }
        if self.says_no_more {
            write!(formatter, "\n  × {SAYS_NO_MORE:.2} for saying no more than the query")?;
        }
        if self.leads_in {
            write!(formatter, "\n  × {LEADS_IN:.2} for leading others in")?;
        }
        if self.defines {
            formatter.write_str("\n  defines the very term")?;
        }
        if let Some(instead) = &self.instead {
            write!(formatter, "\n  read as {instead}")?;
        }
        for (kind, heading) in EVIDENCE {
            let of_kind = self.evidence.iter().filter_map(|(evidence, score)| {
                let (own, text) = evidence.split_once(' ')?;
                (own == kind).then(|| format!("{text} {score:.2}"))
            });
            let given: Vec<String> = of_kind.collect();
            if !given.is_empty() {
                write!(formatter, "\n  text from {heading}: {}", given.join(", "))?;
            }
        }
        Ok(())
    }
}

/// Kinds of evidence, and what several pieces of one are called.
const EVIDENCE: [(&str, &str); 5] =
    [("name", "names"), ("person", "people"), ("word", "words"), ("run", "runs"), ("heading", "headings")];

impl Explanation {
    /// What it has of the kind that is asked for, and what each adds.
    fn kinds(&self) -> Vec<(&'static str, f32)> {
        let kinds = [
            (self.has_number, "number", NUMBER),
            (self.is_opinion, "opinion", OPINION),
            (self.tells_aspect, "side", ASPECT),
            (self.introduces > 0.0, "introduces", INTRODUCES * self.introduces),
        ];
        kinds.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, name, adds)| (name, adds)).collect()
    }

    /// The score.
    pub fn score(&self) -> f32 {
        let left = if self.says_no_more { SAYS_NO_MORE } else { 1.0 };
        self.given() * if self.leads_in { left.min(LEADS_IN) } else { left }
    }

    /// What a record has to give to those that it introduces: one that leads in as a rule says no more than the query.
    pub(super) fn given(&self) -> f32 {
        let kind: f32 = self.kinds().iter().map(|(_, adds)| 1.0 + adds).product();
        self.text * self.coverage * self.nearness * self.wording * kind + self.lent
    }
}

/// What introduces a record: a question, the lead-in of a list, the head of a table, a heading.
pub(super) struct Introducing<'a> {
    /// The words that it lends.
    pub(super) words: &'a RecordWords,
    /// What it adds to the score.
    pub(super) lent: f32,
}

/// Works out the standing of a record, given its BM25 score.
pub(super) fn explain(
    plan: &Plan,
    tier: Tier,
    stored: &Stored,
    words: &RecordWords,
    text: f32,
    introducing: Option<&Introducing<'_>>,
) -> Explanation {
    let runs: Vec<(usize, &str)> = plan
        .wants
        .iter()
        .enumerate()
        .flat_map(|(position, want)| want.any.iter().map(move |run| (position, run.as_str())))
        .collect();
    let mut found = words.occurrences(runs.iter().map(|(_, run)| *run));
    found.iter_mut().for_each(|occurrence| occurrence.term = runs[occurrence.term].0);
    // Words of an English question are not in others that have their letters (`use` in `because`).
    found.retain(|occurrence| tier != Tier::Translated || occurrence.whole);
    let whole = match tier {
        Tier::Exact => {
            let exact = words.occurrences(plan.exact.iter().map(String::as_str));
            usize::from(exact.iter().any(|occurrence| occurrence.whole))
        }
        _ => (0..plan.wants.len())
            .filter(|term| found.iter().any(|occurrence| occurrence.term == *term && occurrence.whole))
            .count(),
    };
    let Coverage { share: covered, terms, has_name, keeps_both, only_names } =
        coverage(plan, stored, words, &found, introducing);
    Explanation {
        text,
        covered,
        terms,
        has_name,
        keeps_both,
        only_names,
        coverage: 1.0 - COVERAGE + COVERAGE * covered,
        nearness: 1.0 + NEARNESS * nearness(plan, words, &found),
        wording: 1.0 + WORDING * wording(plan, words),
        has_number: plan.number.is_some_and(|kind| kind.is_in(&stored.record, words, &found)),
        is_opinion: plan.asks_opinion && matches!(stored.record.body, Body::Quote(_)),
        tells_aspect: plan.aspect.is_some_and(|aspect| aspect.is_in(&words.pieces)),
        introduces: plan.introduced.as_deref().map_or(0.0, |term| introduces(term, &words.pieces)),
        leads_in: false,
        says_no_more: tier != Tier::Exact && covered < SAYS_IT && says_no_more(words, &found),
        defines: defines(plan, stored),
        is_heading: is_heading(plan, stored)
            || plan.asks_opinion && matches!(stored.record.body, Body::Term(_))
            || is_in_addresses(words, &found),
        whole,
        lent: introducing.map_or(0.0, |introducing| introducing.lent),
        instead: plan.instead.clone(),
        evidence: Vec::new(),
    }
}

/// Whether the record's own words have any of what the query is about: the title alone is the title's own record's,
/// and a single character that was left of a longer term is about nothing.
pub(super) fn has_any(plan: &Plan, stored: &Stored, words: &RecordWords) -> bool {
    let is_left_over = |text: &String| {
        let mut wants = plan.wants.iter().filter(|want| want.any.contains(text)).peekable();
        wants.peek().is_some() && wants.all(|want| want.left_over)
    };
    let has_run = |evidence: &Evidence| match evidence {
        Evidence::Run(text) => words.have(text) && !is_left_over(text),
        _ => false,
    };
    let has_word = |evidence: &Evidence| match evidence {
        Evidence::Word(text) => words.have_word(text) && !is_left_over(text),
        _ => false,
    };
    // To tell whether a character is a word takes a cut of the whole record.
    plan.wants.iter().any(|want| want.is_said_by(stored) || want.also.iter().any(|text| words.have(text)))
        || plan.evidence.iter().any(|(evidence, _)| has_run(evidence))
        || plan.evidence.iter().any(|(evidence, _)| has_word(evidence))
}

/// The order of two hits of one tier, the better one first.
pub(super) fn order(tier: Tier, one: &Explanation, other: &Explanation) -> Ordering {
    let by_whole = if tier == Tier::Exact { other.whole.cmp(&one.whole) } else { Ordering::Equal };
    let by_score = || other.score().total_cmp(&one.score());
    let by_kind = one.is_heading.cmp(&other.is_heading);
    // What has a part of the query must have the part that it is about.
    let by_names = match tier {
        Tier::Near | Tier::Most | Tier::Translated => other.keeps_both.cmp(&one.keeps_both),
        _ => Ordering::Equal,
    };
    other.defines.cmp(&one.defines).then(by_kind).then(by_names).then(by_whole).then_with(by_score)
}

/// What of the query is there.
fn coverage(
    plan: &Plan,
    stored: &Stored,
    words: &RecordWords,
    found: &[Occurrence],
    introducing: Option<&Introducing<'_>>,
) -> Coverage {
    let total: f32 = plan.wants.iter().map(|want| want.weight).sum();
    if total <= 0.0 {
        return Coverage { share: 1.0, terms: 0, has_name: false, keeps_both: true, only_names: false };
    }
    let above: Vec<String> = std::iter::once(&stored.note.title)
        .chain(&*stored.record.section)
        .map(|title| normalise_text(title))
        .chain(introducing.into_iter().flat_map(|introducing| introducing.words.pieces.iter().cloned()))
        .collect();
    // What is said in a talk with somebody is theirs as often as not, and their other names name them too.
    let is_above = |want: &Want| {
        above.iter().any(|title| want.is_in(title))
            || !want.people.is_empty() && words.pieces.iter().any(|piece| want.is_in(piece))
    };
    let tells_of_aspect = plan.aspect.is_some_and(|aspect| aspect.is_in(&words.pieces));
    let is_told = |want: &Want| {
        tells_of_aspect
            && plan.aspect.is_some_and(|aspect| want.any.iter().all(|text| aspect.is_asked_by(text)))
    };
    let covered = plan.wants.iter().enumerate().map(|(term, want)| {
        if found.iter().any(|occurrence| occurrence.term == term) || want.is_said_by(stored) {
            want.weight
        } else if is_above(want) || is_told(want) {
            want.weight * COVERED_BY_CONTEXT
        } else if want.also.iter().any(|text| words.have(text)) {
            want.weight * IN_OTHER_WORDS
        } else {
            0.0
        }
    });
    let covered: Vec<f32> = covered.collect();
    let says_something = |want: &&Want| !want.left_over && !want.any.iter().all(|text| plan.only_asks(text));
    let has = |names: bool| {
        let is_it = |want: &&Want| want.is_name == names && (names || says_something(want));
        let mut wants = plan.wants.iter().zip(&covered).filter(|(want, _)| is_it(want));
        let some = wants.next();
        some.is_none() || some.into_iter().chain(wants).any(|(_, covered)| *covered > 0.0)
    };
    // What has but the name of a person says nothing of what is asked of them.
    let names_somebody = plan.wants.iter().any(|want| !want.people.is_empty());
    let there = || plan.wants.iter().zip(&covered).filter(|(_, weight)| **weight > 0.0).map(|(want, _)| want);
    // Of several wordings it is another that stands there as often as not.
    let stands = |text: &String| words.have(text) || above.iter().any(|title| title.contains(text.as_str()));
    Coverage {
        terms: there().filter(says_something).count(),
        has_name: above
            .iter()
            .any(|title| title.chars().nth(1).is_some() && plan.whole.contains(title.as_str()))
            || there().any(|want| {
                want.is_name
                    || want.phrase
                    || want.any.iter().any(|text| is_long(text) && !plan.only_asks(text) && stands(text))
            }),
        share: covered.iter().sum::<f32>() / total,
        keeps_both: has(true) && (has(false) || tells_of_aspect || !names_somebody),
        only_names: names_somebody && !has(false) && !tells_of_aspect,
    }
}

/// Whether a Chinese word is one of the few of three characters and more.
fn is_long(text: &str) -> bool {
    text.chars().count() > 2 && text.chars().all(|character| script(character) == Script::Han)
}

/// How much of a query a record has.
struct Coverage {
    /// The weight of the terms that are there, of the weight of all.
    share: f32,
    /// How many there are, but for everyday ones and what was left of others.
    terms: usize,
    /// Whether one is a name, a phrase or a word so long that nobody has it by chance, or the query has a whole heading above.
    has_name: bool,
    /// Whether it has something of what the query names, and something of what is asked of that, where there are such.
    keeps_both: bool,
    /// Whether it has but the name of a person of whom something is asked.
    only_names: bool,
}

/// Whether a record has hardly a letter that is none of the terms found in it.
fn says_no_more(words: &RecordWords, found: &[Occurrence]) -> bool {
    /// In letters and digits.
    const HARDLY: usize = 4;
    let mut more = 0;
    for (piece, text) in words.pieces.iter().enumerate() {
        let mut from = 0;
        let places = found.iter().filter(|occurrence| occurrence.piece == piece);
        for place in places.map(|occurrence| &occurrence.normal) {
            more += letters(text.get(from..place.start).unwrap_or_default()).chars().count();
            from = from.max(place.end);
            if more > HARDLY {
                return false;
            }
        }
        more += letters(&text[from..]).chars().count();
        if more > HARDLY {
            return false;
        }
    }
    !found.is_empty()
}

/// How near neighbouring terms come, from 0 to 1, each two weighted by the less rare of them.
fn nearness(plan: &Plan, words: &RecordWords, found: &[Occurrence]) -> f32 {
    let mut near = 0.0;
    let mut total = 0.0;
    for term in 1..plan.wants.len() {
        let weight = plan.wants[term - 1].weight.min(plan.wants[term].weight);
        total += weight;
        if let Some(gap) = words.least_between(found, term - 1, term) {
            near += weight / (1.0 + gap as f32 / HALF_NEAR);
        }
    }
    if total > 0.0 { near / total } else { 0.0 }
}

/// How much of the query occurs as it stands, from 0 to 1: its characters are covered by the longest runs that do.
fn wording(plan: &Plan, words: &RecordWords) -> f32 {
    let query = &plan.whole;
    let starts: Vec<usize> = query.char_indices().map(|(at, _)| at).chain([query.len()]).collect();
    let count = starts.len() - 1;
    let mut shared = 0;
    let mut from = 0;
    while from + SHORTEST_WORDING <= count {
        let mut to = from;
        while to < count && words.have(&query[starts[from]..starts[to + 1]]) {
            to += 1;
        }
        if to - from >= SHORTEST_WORDING {
            shared += to - from - 1;
        }
        from = to.max(from + 1);
    }
    if count > 0 { shared as f32 / count as f32 } else { 0.0 }
}

/// Whether the record is a heading or a note's title that only holds words of the query, and is not the query itself; or a
/// label, which has one term of it and nothing else; or an address, in which words stand that it is not about.
fn is_heading(plan: &Plan, stored: &Stored) -> bool {
    match stored.record.body {
        Body::Section(_) | Body::Note(_) => !plan.exact.contains(&normalise_text(stored.record.text())),
        Body::Passage(_) => {
            let text = normalise_text(stored.record.text());
            let is_label = plan.wants.len() > 1 && plan.wants.iter().any(|want| want.any.contains(&text));
            is_label || is_address(&text)
        }
        _ => false,
    }
}

/// Whether nothing was found but in the addresses of a record's links, which a reader does not see.
fn is_in_addresses(words: &RecordWords, found: &[Occurrence]) -> bool {
    !found.is_empty() && found.iter().all(|occurrence| is_address(&words.pieces[occurrence.piece]))
}

/// Whether a text is little more than an address: `via: https://…`.
fn is_address(text: &str) -> bool {
    /// In letters and digits.
    const MOST_BESIDE: usize = 6;
    let is_address = |word: &&str| word.contains("://");
    let beside = text.split_whitespace().filter(|word| !is_address(word)).flat_map(str::chars);
    text.contains("://") && beside.filter(|character| character.is_alphanumeric()).count() <= MOST_BESIDE
}
