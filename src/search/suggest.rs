//! What to ask instead, where nothing was found: the nearest names that the library knows.

use super::options::SearchOptions;
use super::query::Query;
use crate::model::{Body, Kind};
use crate::records::{Filter, Records};
use crate::text::normalise_text;

/// How many names are suggested.
const SUGGESTIONS: usize = 5;
/// How alike two names must be, from 0 to 1, to be worth suggesting.
const ALIKE: f64 = 0.5;

/// The names of terms, speakers and topics that are most like the query, the nearest first. What is not
/// like it helps nobody.
pub(super) fn suggestions(
    records: &dyn Records,
    query: &Query,
    options: &SearchOptions<'_>,
) -> anyhow::Result<Vec<String>> {
    let vocabulary = (options.vocabulary)()?;
    let mut names: Vec<String> = Vec::new();
    for stored in records.list(&Filter { kinds: vec![Kind::Term], ..Filter::default() })? {
        if let Body::Term(term) = stored.record.body {
            names.push(term.term);
            names.extend(term.aliases);
        }
    }
    names.extend(records.speakers()?.into_iter().map(|(name, _)| name));
    for (slug, _) in records.topic_counts()? {
        let topic = vocabulary.topics().iter().find(|topic| topic.slug == slug);
        if let Some(topic) = topic {
            names.extend([topic.chinese.clone(), topic.english.clone()]);
            names.extend(topic.aliases.iter().cloned());
        }
    }
    let wanted: Vec<&str> = query.groups.iter().flatten().map(|piece| piece.text.as_str()).collect();
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

/// How alike two names are: edits for the order of letters, shared characters for Chinese, where each says much.
fn likeness(one: &str, other: &str) -> f64 {
    let shared = one.chars().filter(|&character| !character.is_ascii() && other.contains(character)).count();
    let longest = one.chars().count().max(other.chars().count()).max(1);
    strsim::normalized_damerau_levenshtein(one, other).max(shared as f64 / longest as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_sees_edits_and_shared_characters() {
        assert!(likeness("codex", "kodex") > ALIKE);
        assert!(likeness("悖论杰文", "杰文悖论") > ALIKE);
        assert!(likeness("xyzzy", "agent") < ALIKE);
    }
}
