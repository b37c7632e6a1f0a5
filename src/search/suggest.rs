//! What to ask instead, where nothing was found: the nearest spelling, and the terms and people that the library knows
//! close to it.

use super::query::Query;
use crate::model::{Body, Kind};
use crate::records::{Filter, Records};
use crate::text::{Script, normalise_text, readings, script};

/// How many names are suggested.
const SUGGESTIONS: usize = 5;
/// How alike two names must be, from 0 to 1, to be worth suggesting.
const ALIKE: f64 = 0.5;
/// The longest text that may be a name, in characters: longer ones are questions.
const LONGEST_NAME: usize = 24;

/// The names of terms and people that are most like a word of the query or all of it, the nearest first. Topics are none of
/// them: that a library has some on safety helps nobody who misspelt a name. What is not like the query helps nobody either.
pub(super) fn suggestions(records: &dyn Records, query: &Query) -> anyhow::Result<Vec<String>> {
    let mut wanted: Vec<&str> = query.groups.iter().flatten().map(|piece| piece.text.as_str()).collect();
    wanted.push(&query.literal);
    wanted.retain(|text| (2..=LONGEST_NAME).contains(&text.chars().count()));
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut names: Vec<String> = Vec::new();
    for stored in records.list(&Filter { kinds: vec![Kind::Term], ..Filter::default() })? {
        if let Body::Term(term) = stored.record.body {
            names.push(term.term);
            names.extend(term.aliases);
        }
    }
    names.extend(records.persons()?.into_iter().flat_map(|person| person.names).map(|name| name.text));
    names.extend(records.speakers()?.into_iter().map(|(name, _)| name));
    let mut near: Vec<(f64, String)> = names
        .into_iter()
        .map(|name| {
            let normal = normalise_text(&name);
            let likeness = wanted.iter().map(|wanted| likeness(wanted, &normal)).fold(0.0, f64::max);
            (likeness, name)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut suggestions: Vec<String> = Vec::new();
    for name in near.into_iter().map(|(_, name)| name) {
        if !suggestions.contains(&name) {
            suggestions.push(name);
        }
    }
    suggestions.truncate(SUGGESTIONS);
    Ok(suggestions)
}

/// How alike two names are: edits for the order of letters; for Chinese the characters that both have, those that are read alike
/// in the same place among them.
fn likeness(one: &str, other: &str) -> f64 {
    let length = |text: &str| text.chars().count().max(1);
    let is_han = |character: char| script(character) == Script::Han;
    if !one.contains(is_han) || !other.contains(is_han) {
        return match may_be_alike(one, other) {
            true => strsim::normalized_damerau_levenshtein(one, other),
            false => 0.0,
        };
    }
    let sounds_alike = |(one, other): &(char, char)| {
        one == other || readings(*one).iter().any(|reading| readings(*other).contains(reading))
    };
    let alike = one.chars().zip(other.chars()).filter(sounds_alike).count();
    let shared = one.chars().filter(|character| is_han(*character) && other.contains(*character)).count();
    alike.max(shared) as f64 / length(one).max(length(other)) as f64
}

/// Whether two names have so many letters in common that edits may make one of the other: each letter that one lacks is one
/// edit. Most names have not, and to count edits takes far longer.
fn may_be_alike(one: &str, other: &str) -> bool {
    let shared = |one: &str, other: &str| one.chars().filter(|letter| other.contains(*letter)).count();
    let length = one.chars().count().max(other.chars().count());
    shared(one, other).min(shared(other, one)) as f64 >= length as f64 * ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_has_letters_in_common() {
        let names = ["codex", "kodex", "ocdex", "code", "agent", "sam altman", "altman", "mat", "tam", "a"];
        for (one, other) in names.iter().flat_map(|one| names.map(|other| (*one, other))) {
            let is_alike = strsim::normalized_damerau_levenshtein(one, other) >= ALIKE;
            assert!(!is_alike || may_be_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn likeness_sees_edits_sounds_and_shared_characters() {
        assert!(likeness("codex", "kodex") > ALIKE);
        assert!(likeness("悖论杰文", "杰文悖论") > ALIKE);
        assert!(likeness("林洁轮", "林杰伦") > ALIKE);
        assert!(likeness("xyzzy", "agent") < ALIKE);
        assert!(likeness("天气", "代码") < ALIKE);
    }
}
