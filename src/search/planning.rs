//! From a query to its plan in one library, which says how rare its terms are and which of them the library knows.

use std::collections::HashSet;
use std::ops::Range;

use super::numbers;
use super::plan::{Plan, Replacement, Want, letters};
use super::query::{Query, QueryPiece};
use super::rank;
use super::terms::{is_function_word, is_of_function_words, terms};
use crate::language::lexicon;
use crate::records::{Evidence, LookUp, PersonKey, Records};
use crate::text::{Script, script};

/// What a single character weighs that was left when a term was taken apart, beside a term of the same rarity.
const LEFT_OVER: f32 = 0.25;
/// How many terms are looked for at most, the rarest: pasted pages have a thousand, each of which costs a look.
const MOST_TERMS: usize = 48;
/// What a word that no record has weighs beside one that a single record has.
const UNKNOWN: f32 = 1.01;

/// What a query comes to in this library.
///
/// # Errors
/// If the records can't be read.
pub(super) fn plan(records: &dyn Records, query: &Query) -> anyhow::Result<Plan> {
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
    let mut wants: Vec<Want> = Vec::new();
    let groups = once_each(&query.groups);
    let people = people(records, &groups)?;
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
    // `MCP 是什么` is about MCP.
    let is_empty = |want: &Want| {
        !want.phrase && want.people.is_empty() && want.any.iter().all(|text| is_of_function_words(text))
    };
    if !wants.iter().all(is_empty) {
        wants.retain(|want| !is_empty(want));
    }
    for want in &mut wants {
        want.weight = rarity(records, &want.any)?;
        if want.left_over {
            want.weight *= LEFT_OVER;
        }
    }
    let left_out = wants.len().saturating_sub(MOST_TERMS);
    if left_out > 0 {
        keep_heaviest(&mut wants);
        let texts = wants.iter().map(|want| want.any.join(" ")).collect();
        return Ok(Plan { left_out, ..of(exact, wants, texts) });
    }
    let texts: Vec<String> = groups.iter().map(|group| joined(group, " ")).collect();
    Ok(of(exact, wants, texts))
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
        wants.push(Want { any, name, phrase: true, left_over: false, group, weight, people: Vec::new() });
        next = replaced.end;
    }
    wants.extend_from_slice(&plan.wants[next..]);
    let texts = wants.iter().map(|want| want.any.join(" ")).collect();
    Ok(Plan { instead: Some(instead.join(", ")), number: plan.number, ..of(Vec::new(), wants, texts) })
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
    let plan = Plan { exact: Vec::new(), instead: variant.instead.clone(), number: variant.number, ..plan };
    Ok((plan, needed))
}

/// A person's name in a query.
struct PersonInQuery {
    /// The groups of the query that it spans.
    groups: Range<usize>,
    /// Where it stands in the text of the only one of them, in bytes.
    place: Range<usize>,
    /// As typed, normalised.
    text: String,
    people: Vec<(PersonKey, String)>,
}

impl PersonInQuery {
    fn want(&self) -> Want {
        Want {
            any: vec![self.text.clone()],
            name: self.text.clone(),
            phrase: false,
            left_over: false,
            group: self.groups.start,
            weight: 0.0,
            people: self.people.clone(),
        }
    }
}

/// The names of people in a query, in order: over several of its words, or within a text without spaces. Of two that overlap
/// the longer one.
fn people(records: &dyn Records, groups: &[Vec<QueryPiece>]) -> anyhow::Result<Vec<PersonInQuery>> {
    /// In words.
    const LONGEST: usize = 4;
    let plain = |group: &Vec<QueryPiece>| match group.as_slice() {
        [piece] if !piece.phrase => Some(piece.text.clone()),
        _ => None,
    };
    let mut found: Vec<PersonInQuery> = Vec::new();
    let mut position = 0;
    'groups: while position < groups.len() {
        for end in (position + 2..=groups.len().min(position + LONGEST)).rev() {
            let words: Option<Vec<String>> = groups[position..end].iter().map(plain).collect();
            let Some(text) = words.map(|words| words.join(" ")) else { continue };
            let people = persons_named(records, &text)?;
            if !people.is_empty() {
                found.push(PersonInQuery { groups: position..end, place: 0..text.len(), text, people });
                position = end;
                continue 'groups;
            }
        }
        if let Some(text) = plain(&groups[position]) {
            found.extend(people_within(records, &text, position)?);
        }
        position += 1;
    }
    Ok(found)
}

/// The people whom whole words of a query name, with the groups that these words are.
///
/// # Errors
/// If the records can't be read.
pub(super) fn people_named(
    records: &dyn Records,
    groups: &[Vec<QueryPiece>],
) -> anyhow::Result<Vec<(Range<usize>, Vec<PersonKey>)>> {
    let is_whole = |name: &PersonInQuery| match &groups[name.groups.clone()] {
        [group] => group.iter().any(|piece| piece.text == name.text),
        _ => true,
    };
    let keys = |name: PersonInQuery| (name.groups, name.people.into_iter().map(|(key, _)| key).collect());
    Ok(people(records, groups)?.into_iter().filter(is_whole).map(keys).collect())
}

/// Those whose names are some of a group's alternatives: `黄仁勋 OR 纳德拉`.
fn people_among(records: &dyn Records, group: &[QueryPiece]) -> anyhow::Result<Vec<(PersonKey, String)>> {
    let mut people = Vec::new();
    if group.len() > 1 {
        for piece in group.iter().filter(|piece| !piece.phrase) {
            people.extend(persons_named(records, &piece.text)?);
        }
    }
    Ok(people)
}

fn people_within(records: &dyn Records, text: &str, group: usize) -> anyhow::Result<Vec<PersonInQuery>> {
    /// Names, and questions that hold some, in characters.
    const LONGEST: usize = 16;
    const FARTHEST: usize = 64;
    let ends = boundaries(text);
    let mut found = Vec::new();
    let mut from = 0;
    'starts: while from + 1 < ends.len().min(FARTHEST) {
        for to in (from + 1..ends.len().min(from + LONGEST + 1)).rev() {
            let name = &text[ends[from]..ends[to]];
            let is_edge = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
            if name.chars().nth(1).is_none()
                || !is_edge(name.chars().next())
                || !is_edge(name.chars().next_back())
            {
                continue;
            }
            let people = persons_named(records, name)?;
            if !people.is_empty() {
                let place = ends[from]..ends[to];
                found.push(PersonInQuery { groups: group..group + 1, place, text: name.to_owned(), people });
                from = to;
                continue 'starts;
            }
        }
        from += 1;
    }
    Ok(found)
}

fn persons_named(records: &dyn Records, name: &str) -> anyhow::Result<Vec<(PersonKey, String)>> {
    let keys = records.persons_named(name)?;
    keys.into_iter().map(|key| Ok((key, records.person(key)?.name))).collect()
}

/// What a text wants that holds names of people: these, and the terms around them.
fn wants_around(text: &str, position: usize, people: &[&PersonInQuery]) -> Vec<Want> {
    let mut wants: Vec<Want> = Vec::new();
    let around = |text: &str, wants: &mut Vec<Want>| {
        let text = text.trim();
        let says_something =
            |term: &String| term.chars().any(char::is_alphanumeric) && !is_function_word(term);
        for term in terms(text).into_iter().filter(says_something) {
            let any = vec![term.clone()];
            wants.push(Want {
                any,
                name: term,
                phrase: false,
                left_over: false,
                group: position,
                weight: 0.0,
                people: Vec::new(),
            });
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

/// The terms that a query may ask the definition of: all of it, and what is left without the words that ask.
fn defined(whole: &str) -> Vec<String> {
    let letters = letters(whole);
    let behind = lexicon::BEFORE_DEFINED.after_start(&letters);
    let mut defined: Vec<String> = behind
        .chain([letters.as_str()])
        .flat_map(|rest| lexicon::AFTER_DEFINED.before_end(rest).chain([rest]))
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect();
    defined.sort();
    defined.dedup();
    defined
}

/// A plan for these wants, with the evidence to rank by.
fn of(exact: Vec<String>, wants: Vec<Want>, groups: Vec<String>) -> Plan {
    let whole = groups.join(" ");
    let content = wants.iter().flat_map(|want| want.any.iter().map(String::as_str));
    let mut evidence = rank::evidence(content, &whole);
    for want in &wants {
        evidence.extend(want.people.iter().map(|(person, _)| (Evidence::By(*person), want.weight)));
    }
    Plan {
        exact,
        defined: defined(&whole),
        number: numbers::asked(&whole),
        wants,
        whole,
        instead: None,
        groups,
        evidence,
        best: Vec::new(),
        left_out: 0,
    }
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

/// Where a term may be cut: between Chinese characters and around words.
fn boundaries(term: &str) -> Vec<usize> {
    let mut ends = vec![0];
    let mut previous = None;
    for (at, character) in term.char_indices() {
        let class = script(character);
        if at > 0 && (class == Script::Han || previous != Some(class)) {
            ends.push(at);
        }
        previous = Some(class);
    }
    ends.push(term.len());
    ends
}

/// The weight that BM25 gives to how rare something is, for the most frequent of the wordings.
pub(super) fn rarity(records: &dyn Records, wordings: &[String]) -> anyhow::Result<f32> {
    let mut frequency = 0;
    for wording in wordings {
        frequency = frequency.max(records.frequency(wording)?);
    }
    // A word that no record has is worth as much as one that a single record has: hardly more, which decides a tie.
    let unknown = if frequency == 0 { UNKNOWN } else { 1.0 };
    let frequency = frequency.max(1);
    let (count, frequency) = (records.len().max(frequency) as f32, frequency as f32);
    Ok(unknown * (1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln())
}

/// What a group of a query wants: the terms of a word, a phrase as it is, or any of several as they are.
fn wants_of(group: &[QueryPiece], position: usize, only: bool) -> Vec<Want> {
    let want = |any: Vec<String>, name: String, phrase| Want {
        any,
        name,
        phrase,
        left_over: false,
        group: position,
        weight: 0.0,
        people: Vec::new(),
    };
    match group {
        [piece] if !piece.phrase => {
            let name = |term: &String| if only { term.clone() } else { piece.text.clone() };
            terms(&piece.text).into_iter().map(|term| want(vec![term.clone()], name(&term), false)).collect()
        }
        _ => vec![want(group.iter().map(|piece| piece.text.clone()).collect(), joined(group, " OR "), true)],
    }
}

fn joined(group: &[QueryPiece], separator: &str) -> String {
    group.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(separator)
}
