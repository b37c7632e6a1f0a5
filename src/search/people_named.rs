//! The people whom a query names.

use std::ops::Range;

use super::plan::{Somebody, Want};
use super::query::QueryPiece;
use crate::language::lexicon::TRANSLITERATION;
use crate::language::skeleton::renders;
use crate::people::pinyin_keys;
use crate::records::{Foreseen, NameFacts, PersonFacts, PersonKey, Records};
use crate::text::{Script, normalise_text, script, syllables};

/// A person's name in a query.
pub(super) struct PersonInQuery {
    /// The groups of the query that it spans.
    pub(super) groups: Range<usize>,
    /// Where it stands in the text of the only one of them, in bytes.
    pub(super) place: Range<usize>,
    /// As typed, normalised.
    text: String,
    people: Vec<Somebody>,
}

impl PersonInQuery {
    pub(super) fn want(&self) -> Want {
        let want = Want::term(self.text.clone(), self.text.clone(), self.groups.start);
        Want { people: self.people.clone(), ..want }
    }
}

/// The names of people in a query, in order: over several of its words, or within a text without spaces. Of two that overlap
/// the longer one.
pub(super) fn people(
    records: &dyn Records,
    groups: &[Vec<QueryPiece>],
) -> anyhow::Result<Vec<PersonInQuery>> {
    /// In words.
    const LONGEST: usize = 4;
    let plain = |group: &Vec<QueryPiece>| match group.as_slice() {
        [piece] if !piece.phrase => Some(piece.text.clone()),
        _ => None,
    };
    records.foresee(&|| {
        let texts: Vec<Option<String>> = groups.iter().map(plain).collect();
        let together = (0..texts.len()).flat_map(|start| {
            let ends = start + 2..=texts.len().min(start + LONGEST);
            ends.filter_map(|end| {
                Some(texts[start..end].iter().cloned().collect::<Option<Vec<_>>>()?.join(" "))
            })
            .collect::<Vec<String>>()
        });
        let within = texts
            .iter()
            .flatten()
            .flat_map(|text| names_within(text).into_iter().map(|(from, to)| text[from..to].to_owned()));
        Foreseen { names: together.chain(within).collect(), ..Foreseen::default() }
    })?;
    let mut found: Vec<PersonInQuery> = Vec::new();
    let mut position = 0;
    'groups: while position < groups.len() {
        for end in (position + 2..=groups.len().min(position + LONGEST)).rev() {
            let words: Option<Vec<String>> = groups[position..end].iter().map(plain).collect();
            let Some(words) = words else { continue };
            let text = words.join(" ");
            let mut people = persons_named(records, &text)?;
            for person in persons_spelled(records, &words)? {
                if people.iter().all(|known| known.key != person.key) {
                    people.push(person);
                }
            }
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
    if found.is_empty() {
        for (group, text) in groups.iter().enumerate().filter_map(|(at, group)| Some((at, plain(group)?))) {
            found.extend(people_rendered(records, &text, group)?);
        }
    }
    Ok(found)
}

/// Those whose Latin names a text renders in Chinese, where notes have them in Latin letters alone: 布兰特 may be Oliver Brandt.
/// Nobody where it may be several.
fn people_rendered(records: &dyn Records, text: &str, group: usize) -> anyhow::Result<Option<PersonInQuery>> {
    /// Shorter ones render a part of too many names; longer ones are several.
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=7;
    let is_syllable = |character: char| TRANSLITERATION.contains(character);
    let mut at = 0;
    // Most queries have no run that is long enough, and to read who is known takes a while.
    let mut known: Option<Vec<PersonFacts>> = None;
    for piece in text.split_inclusive(|character| !is_syllable(character)) {
        let (from, run) = (at, piece.trim_end_matches(|character| !is_syllable(character)));
        at += piece.len();
        if !LENGTH.contains(&run.chars().count()) {
            continue;
        }
        let is_it = |name: &NameFacts| {
            name.text.split([' ', '-']).any(|part| part.is_ascii() && renders(run, &normalise_text(part)))
        };
        let known = match &mut known {
            Some(known) => known,
            none => none.insert(records.persons()?),
        };
        let mut persons = known.iter().filter(|person| person.names.iter().any(is_it));
        if let (Some(person), None) = (persons.next(), persons.next()) {
            let people = vec![somebody(person.clone())];
            let place = from..from + run.len();
            return Ok(Some(PersonInQuery { groups: group..group + 1, place, text: run.to_owned(), people }));
        }
    }
    Ok(None)
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
    let keys = |name: PersonInQuery| (name.groups, name.people.iter().map(|person| person.key).collect());
    Ok(people(records, groups)?.into_iter().filter(is_whole).map(keys).collect())
}

/// Those whose names are some of a group's alternatives: `黄仁勋 OR 纳德拉`.
pub(super) fn people_among(records: &dyn Records, group: &[QueryPiece]) -> anyhow::Result<Vec<Somebody>> {
    let mut people = Vec::new();
    if group.len() > 1 {
        for piece in group.iter().filter(|piece| !piece.phrase) {
            people.extend(persons_named(records, &piece.text)?);
        }
    }
    Ok(people)
}

fn people_within(records: &dyn Records, text: &str, group: usize) -> anyhow::Result<Vec<PersonInQuery>> {
    let mut found: Vec<PersonInQuery> = Vec::new();
    for (from, to) in names_within(text) {
        if found.last().is_some_and(|last| from < last.place.end) {
            continue;
        }
        let name = &text[from..to];
        let people = persons_named(records, name)?;
        if !people.is_empty() {
            found.push(PersonInQuery {
                groups: group..group + 1,
                place: from..to,
                text: name.to_owned(),
                people,
            });
        }
    }
    Ok(found)
}

/// What in a text may be a name: of each beginning the longest first.
fn names_within(text: &str) -> Vec<(usize, usize)> {
    /// Names, and questions that hold some, in characters.
    const LONGEST: usize = 16;
    const FARTHEST: usize = 64;
    let ends = boundaries(text);
    let is_edge = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let mut found = Vec::new();
    for from in 0..(ends.len() - 1).min(FARTHEST - 1) {
        for to in (from + 1..ends.len().min(from + LONGEST + 1)).rev() {
            let name = &text[ends[from]..ends[to]];
            if name.chars().nth(1).is_some()
                && is_edge(name.chars().next())
                && is_edge(name.chars().next_back())
            {
                found.push((ends[from], ends[to]));
            }
        }
    }
    found
}

/// Who is called so, in whatever way it is written.
fn persons_named(records: &dyn Records, name: &str) -> anyhow::Result<Vec<Somebody>> {
    records.persons_named(name)?.into_iter().map(|key| Ok(somebody(records.person(key)?))).collect()
}

/// Whose Chinese name words of Latin letters spell, in either order: `Shunyu Yao`.
fn persons_spelled(records: &dyn Records, words: &[String]) -> anyhow::Result<Vec<Somebody>> {
    /// Fewer letters spell a part of too many names.
    const FEWEST: usize = 5;
    let is_pinyin =
        |word: &String| word.chars().all(|letter| letter.is_ascii_lowercase()) && !syllables(word).is_empty();
    if words.iter().map(String::len).sum::<usize>() < FEWEST || !words.iter().all(is_pinyin) {
        return Ok(Vec::new());
    }
    let letters = words.concat();
    let is_it = |name: &NameFacts| name.is_full && pinyin_keys(&name.text).contains(&letters);
    let persons = records.persons()?.into_iter().filter(|person| person.names.iter().any(is_it));
    Ok(persons.map(somebody).collect())
}

fn somebody(person: PersonFacts) -> Somebody {
    let full = person.names.iter().filter(|name| name.is_full).map(|name| normalise_text(&name.text));
    Somebody { key: person.key, names: full.collect(), name: person.name }
}

/// Where a term may be cut: between Chinese characters and around words.
pub(super) fn boundaries(term: &str) -> Vec<usize> {
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
