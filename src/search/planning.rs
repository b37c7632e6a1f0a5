//! From a query to its plan in one library, which says how rare its terms are and which of them the library knows.

use std::collections::HashSet;
use std::ops::Range;

use super::aspects::{self, Aspect};
use super::definitions;
use super::numbers::{self, NumberKind};
use super::people_named::{PersonInQuery, boundaries, people, people_among};
use super::plan::{Plan, Replacement, Want, letters};
use super::query::{Query, QueryPiece};
use super::rank;
use super::terms::{is_everyday_word, is_function_word, is_of_function_words, occurs, terms};
use crate::language::lexicon::ASKING_OPINIONS;
use crate::records::{Evidence, Foreseen, LookUp, Records};
use crate::text::{Script, script};

/// What a single character weighs that was left when a term was taken apart, beside a term of the same rarity.
const LEFT_OVER: f32 = 0.25;
/// What an everyday word weighs, or one that only asks for a side of a thing.
pub(super) const EVERYDAY: f32 = 0.3;
/// What the name of what a query is about weighs.
pub(super) const NAMED: f32 = 1.5;
/// What it counts that a record is said by somebody, beside their name in a record's words: as much as there and in a heading.
const SAID_BY: f32 = 3.0;
/// How rare a name must be to tell answers from others, beside what one record holds.
const LEAST_TELLING: f32 = 0.5;
/// What a run adds that introduces a term: enough to be looked at.
const INTRODUCING: f32 = 0.3;
/// How many terms are looked for at most, the rarest: pasted pages have a thousand, each of which costs a look.
const MOST_TERMS: usize = 48;
/// How many times as many records have a run than have it with the next character, where it is a word without that.
const FAR_MORE: usize = 5;
/// What a word that no record has weighs beside one that a single record has.
const UNKNOWN: f32 = 1.01;

/// What a query comes to in this library.
///
/// # Errors
/// If the records can't be read.
pub(super) fn plan(records: &dyn Records, query: &Query) -> anyhow::Result<Plan> {
    let groups = once_each(&query.groups);
    let mut wants = wants_of_groups(records, &groups)?;
    // `MCP 是什么` is about MCP.
    let is_empty = |want: &Want| {
        !want.phrase && want.people.is_empty() && want.any.iter().all(|text| is_of_function_words(text))
    };
    if !wants.iter().all(is_empty) {
        wants.retain(|want| !is_empty(want));
    }
    let texts: Vec<String> = groups.iter().map(|group| joined(group, " ")).collect();
    let whole = texts.join(" ");
    keep_what_is_asked_for(&mut wants, &whole);
    // What stands alone asks for no side of anything, and there is nothing to weigh it against.
    let is_alone = is_alone(&wants, &whole);
    let aspect = if is_alone { None } else { aspects::asked(&whole) };
    let number = if is_alone { None } else { numbers::asked(&whole) };
    records.foresee(&|| Foreseen {
        frequencies: wants.iter().flat_map(|want| want.any.clone()).collect(),
        ..Foreseen::default()
    })?;
    for want in &mut wants {
        weigh(records, want)?;
        want.is_name |= !is_alone && want.may_occur && is_name(records, want, &whole);
        want.weight *= factor(want, is_alone, aspect, number);
    }
    let left_out = wants.len().saturating_sub(MOST_TERMS);
    if left_out > 0 {
        keep_heaviest(&mut wants);
        let texts = wants.iter().map(|want| want.any.join(" ")).collect();
        return Ok(Plan { left_out, ..of(exact_runs(query), wants, texts) });
    }
    Ok(of(exact_runs(query), wants, texts))
}

/// The runs that make a hit exact.
fn exact_runs(query: &Query) -> Vec<String> {
    let mut exact = Vec::new();
    if let [alternatives] = query.groups.as_slice() {
        exact.extend(alternatives.iter().map(|piece| piece.text.clone()));
    } else if query.groups.iter().all(|group| group.len() == 1) {
        exact.push(query.groups.iter().map(|group| group[0].text.as_str()).collect::<Vec<_>>().join(" "));
    }
    if query.without.is_empty() && query.filters.is_empty() {
        exact.push(query.literal.clone());
    }
    exact.retain(|run| !run.is_empty());
    exact.sort();
    exact.dedup();
    exact
}

/// What the groups of a query want: the people whom they name, and the terms of the rest.
fn wants_of_groups(records: &dyn Records, groups: &[Vec<QueryPiece>]) -> anyhow::Result<Vec<Want>> {
    let mut wants: Vec<Want> = Vec::new();
    let people = people(records, groups)?;
    let mut position = 0;
    while let Some(group) = groups.get(position) {
        if let Some(name) = people.iter().find(|name| name.groups.start == position && name.groups.len() > 1)
        {
            wants.push(name.want());
            position = name.groups.end;
            continue;
        }
        let here: Vec<&PersonInQuery> = people.iter().filter(|name| name.groups.start == position).collect();
        if here.is_empty() {
            for mut want in wants_of(group, position, groups.len() == 1) {
                want.people = people_among(records, group)?;
                wants.extend(known_parts(records, want)?);
            }
        } else {
            for want in wants_around(&group[0].text, position, &here) {
                wants.extend(known_parts(records, want)?);
            }
        }
        position += 1;
    }
    Ok(wants)
}

/// Leaves out what only asks for the meaning of the rest.
fn keep_what_is_asked_for(wants: &mut Vec<Want>, whole: &str) {
    let Some(term) = definitions::term_asked_for(whole) else { return };
    let is_of_it = |want: &Want| {
        want.phrase || !want.people.is_empty() || want.any.iter().all(|text| term.contains(&letters(text)))
    };
    if wants.iter().any(is_of_it) {
        wants.retain(is_of_it);
    }
}

/// Whether a query is one term and no more.
fn is_alone(wants: &[Want], whole: &str) -> bool {
    matches!(wants, [want] if want.any.iter().any(|text| text == whole))
}

/// Works out how rare a want is.
fn weigh(records: &dyn Records, want: &mut Want) -> anyhow::Result<()> {
    let frequency = frequency(records, &want.any)?;
    want.weight = rarity_of(frequency, records.len());
    want.is_name = !want.people.is_empty();
    want.may_occur = frequency > 0 || want.is_name;
    Ok(())
}

/// Whether a want names a thing, as words of letters do among Chinese ones.
fn is_name(records: &dyn Records, want: &Want, whole: &str) -> bool {
    let is_one = |text: &String| is_foreign(text) && !is_everyday_word(text);
    !want.phrase && want.any.iter().all(is_one) && whole.chars().any(is_han) && tells(records, want.weight)
}

/// What a want weighs beside another of the same rarity.
fn factor(want: &Want, is_alone: bool, aspect: Option<&Aspect>, number: Option<&NumberKind>) -> f32 {
    let is_everyday = |text: &String| {
        is_everyday_word(text)
            || aspect.is_some_and(|aspect| aspect.is_asked_by(text))
            || number.is_some_and(|kind| kind.is_asked_by(text))
    };
    if want.left_over {
        LEFT_OVER
    } else if want.is_name {
        NAMED
    } else if !is_alone && !want.phrase && want.any.iter().all(is_everyday) {
        EVERYDAY
    } else {
        1.0
    }
}

/// Whether a name that is so rare tells answers from others.
pub(super) fn tells(records: &dyn Records, rarity: f32) -> bool {
    rarity >= rarity_of_one(records.len()) * LEAST_TELLING
}

pub(super) fn is_han(character: char) -> bool {
    script(character) == Script::Han
}

/// Whether a term is in letters, as the names of products are in a Chinese question.
fn is_foreign(term: &str) -> bool {
    term.chars().all(|character| script(character) != Script::Han)
        && term.chars().any(|character| character.is_ascii_alphabetic())
}

/// The weight of what one record of so many holds.
pub(super) fn rarity_of_one(records: usize) -> f32 {
    rarity_of(1, records)
}

/// The groups of a query, a word that comes again only once.
fn once_each(groups: &[Vec<QueryPiece>]) -> Vec<Vec<QueryPiece>> {
    let mut seen = HashSet::new();
    groups.iter().filter(|group| seen.insert(*group)).cloned().collect()
}

/// Keeps as many of the wants as are looked for, in their order.
fn keep_heaviest(wants: &mut Vec<Want>) {
    let mut weights: Vec<f32> = wants.iter().map(|want| want.weight).collect();
    weights.sort_by(|one, other| other.total_cmp(one));
    let least = weights[MOST_TERMS - 1];
    let mut room = MOST_TERMS - weights.iter().filter(|weight| **weight > least).count();
    wants.retain(|want| {
        let is_kept = want.weight > least || want.weight == least && room > 0;
        room -= usize::from(is_kept && want.weight == least);
        is_kept
    });
}

/// The plan with other wordings for some of its wants, which must then occur as they are.
///
/// # Errors
/// If the records can't be read.
pub(super) fn reworded(
    records: &dyn Records,
    plan: &Plan,
    replacements: Vec<Replacement>,
) -> anyhow::Result<Plan> {
    let mut instead: Vec<String> = Vec::new();
    let mut wants: Vec<Want> = Vec::new();
    let mut next = 0;
    for Replacement { wants: replaced, any } in replacements {
        wants.extend_from_slice(&plan.wants[next..replaced.start]);
        let name = any.join(" OR ");
        instead.push(name.clone());
        let group = plan.wants[replaced.start].group;
        let weight = rarity(records, &any)?;
        wants.push(Want { weight, ..Want::phrase(any, name, group) });
        next = replaced.end;
    }
    wants.extend_from_slice(&plan.wants[next..]);
    let texts = wants.iter().map(|want| want.any.join(" ")).collect();
    Ok(Plan {
        instead: Some(instead.join(", ")),
        number: plan.number,
        asks_opinion: plan.asks_opinion,
        aspect: plan.aspect,
        ..of(Vec::new(), wants, texts)
    })
}

/// What the query of a variant would come to if it had been typed so, and what a record must have for that: the first of its
/// other wordings is meant, and may be somebody's name.
///
/// # Errors
/// If the records can't be read.
pub(super) fn corrected(records: &dyn Records, variant: &Plan) -> anyhow::Result<(Plan, Vec<Vec<Evidence>>)> {
    let words = variant.wants.iter().filter_map(|want| want.any.first().map(String::as_str));
    let plan = plan(records, &Query::parse(&words.collect::<Vec<_>>().join(" ")))?;
    let mended = variant.wants.iter().filter(|want| want.phrase).filter_map(|want| want.any.first());
    let needed = mended
        .map(|text| match plan.wants.iter().find(|want| want.any.contains(text)) {
            Some(want) => want.runs(),
            None => vec![Evidence::Run(text.clone())],
        })
        .collect();
    let plan = Plan {
        exact: Vec::new(),
        instead: variant.instead.clone(),
        number: variant.number,
        asks_opinion: variant.asks_opinion,
        aspect: variant.aspect,
        ..plan
    };
    Ok((plan, needed))
}

/// What a text wants that holds names of people: these, and the terms around them.
fn wants_around(text: &str, position: usize, people: &[&PersonInQuery]) -> Vec<Want> {
    let mut wants: Vec<Want> = Vec::new();
    let around = |text: &str, wants: &mut Vec<Want>| {
        let text = text.trim();
        let says_something =
            |term: &String| term.chars().any(char::is_alphanumeric) && !is_function_word(term);
        for term in terms(text).into_iter().filter(says_something) {
            wants.push(Want::term(term.clone(), term, position));
        }
    };
    let mut from = 0;
    for name in people {
        around(&text[from..name.place.start], &mut wants);
        wants.push(name.want());
        from = name.place.end;
    }
    around(&text[from..], &mut wants);
    wants
}

/// A plan for these wants, with the evidence to rank by.
fn of(exact: Vec<String>, wants: Vec<Want>, groups: Vec<String>) -> Plan {
    let whole = groups.join(" ");
    let is_alone = is_alone(&wants, &whole);
    let introduced = introduced(&wants, &whole);
    let content = wants.iter().flat_map(|want| want.any.iter().map(String::as_str));
    let mut evidence = rank::evidence(content, &whole);
    if let Some(term) = &introduced {
        // Of a term that many records have, those that introduce it are to be among the candidates.
        evidence.extend(definitions::introductions(term).map(|run| (Evidence::Run(run), INTRODUCING)));
    }
    for want in &wants {
        evidence.extend(want.people.iter().map(|person| (Evidence::By(person.key), SAID_BY)));
    }
    Plan {
        exact,
        defined: definitions::defined(&whole),
        introduced,
        number: numbers::asked(&whole),
        asks_opinion: !is_alone && occurs(&ASKING_OPINIONS, &whole.replace(' ', "-")),
        aspect: if is_alone { None } else { aspects::asked(&whole) },
        wants,
        whole,
        instead: None,
        groups,
        evidence,
        best: Vec::new(),
        left_out: 0,
    }
}

/// The term that a query asks the meaning of, in the words of its wants.
fn introduced(wants: &[Want], whole: &str) -> Option<String> {
    let term = definitions::term_asked_for(whole)?;
    let texts = || wants.iter().filter_map(|want| want.any.first());
    let text = [" ", ""].map(|space| texts().map(String::as_str).collect::<Vec<_>>().join(space));
    text.into_iter().find(|text| letters(text) == term && whole.contains(text.as_str()))
}

/// Takes a term that no record has apart into the longest runs that some record has. The segmenter does not know
/// every name, and glues what it does not know to what stands beside it; the library itself knows better.
fn known_parts(records: &dyn Records, want: Want) -> anyhow::Result<Vec<Want>> {
    let [term] = want.any.as_slice() else { return Ok(vec![want]) };
    let occurs = |run: &str| -> anyhow::Result<bool> {
        let all = vec![vec![Evidence::Run(run.to_owned())]];
        Ok(records.frequency(run)? > 0 && records.any(&LookUp { all, ..LookUp::default() })?)
    };
    let ends = boundaries(term);
    if want.phrase || !want.people.is_empty() || ends.len() < 4 || occurs(term)? {
        return Ok(vec![want]);
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut unknown: Option<Range<usize>> = None;
    let mut from = 0;
    while from + 1 < ends.len() {
        let mut to = from + 1;
        while to + 1 < ends.len() && occurs(&term[ends[from]..ends[to + 1]])? {
            // A word of many records goes no further because a single one has it before the next character, too.
            let is_word = to > from + 1
                && records.frequency(&term[ends[from]..ends[to]])?
                    > records.frequency(&term[ends[from]..ends[to + 1]])? * FAR_MORE;
            if is_word {
                break;
            }
            to += 1;
        }
        let is_word = term[ends[from]..].starts_with(|first| script(first) == Script::Word);
        if to > from + 1 || (is_word && occurs(&term[ends[from]..ends[to]])?) {
            parts.extend(unknown.take());
            parts.push(ends[from]..ends[to]);
        } else {
            // What fits nowhere stays together, and is missed as a whole.
            unknown = Some(unknown.map_or(ends[from], |run| run.start)..ends[to]);
        }
        from = to;
    }
    parts.extend(unknown);
    let is_named_so = want.name == *term;
    let want_part = |part: Range<usize>| {
        let text = term[part].to_owned();
        let name = if is_named_so { text.clone() } else { want.name.clone() };
        Want { left_over: text.chars().count() == 1, any: vec![text], name, ..want.clone() }
    };
    Ok(parts.into_iter().map(want_part).collect())
}

/// The weight that BM25 gives to how rare something is, for the most frequent of the wordings.
pub(super) fn rarity(records: &dyn Records, wordings: &[String]) -> anyhow::Result<f32> {
    Ok(rarity_of(frequency(records, wordings)?, records.len()))
}

/// In how many records the most frequent of the wordings occurs, at most.
fn frequency(records: &dyn Records, wordings: &[String]) -> anyhow::Result<usize> {
    let mut frequency = 0;
    for wording in wordings {
        frequency = frequency.max(records.frequency(wording)?);
    }
    Ok(frequency)
}

/// The weight of what so many of the records hold.
fn rarity_of(frequency: usize, records: usize) -> f32 {
    // A word that no record has is worth as much as one that a single record has: hardly more, which decides a tie.
    let unknown = if frequency == 0 { UNKNOWN } else { 1.0 };
    let frequency = frequency.max(1);
    let (count, frequency) = (records.max(frequency) as f32, frequency as f32);
    unknown * (1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln()
}

/// What a group of a query wants: the terms of a word, a phrase as it is, or any of several as they are.
fn wants_of(group: &[QueryPiece], position: usize, only: bool) -> Vec<Want> {
    match group {
        [piece] if !piece.phrase => {
            let name = |term: &String| if only { term.clone() } else { piece.text.clone() };
            terms(&piece.text)
                .into_iter()
                .map(|term| Want::term(term.clone(), name(&term), position))
                .collect()
        }
        _ => {
            let any = group.iter().map(|piece| piece.text.clone()).collect();
            vec![Want::phrase(any, joined(group, " OR "), position)]
        }
    }
}

fn joined(group: &[QueryPiece], separator: &str) -> String {
    group.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(separator)
}
