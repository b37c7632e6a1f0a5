//! The filters of a query: from what a reader typed to values that the library has.

use super::options::SearchOptions;
use super::query::{FilterName, FilterPiece, Query, QueryError, kind};
use super::who::{UnknownSpeaker, who};
use crate::model::KINDS;
use crate::records::{Filter, Records};
use crate::text::fold_text;

/// The query's filters together with those of the options; `None` where no record can pass both.
/// What is to be said of the names in it is added to `remarks`.
pub(super) fn filter(
    records: &dyn Records,
    query: &Query,
    options: &SearchOptions<'_>,
    remarks: &mut Vec<String>,
) -> anyhow::Result<Option<Filter>> {
    let mut own = Filter::default();
    for piece in &query.filters {
        match piece.name {
            FilterName::Kind => {
                let known = || KINDS.iter().map(|info| info.name.to_owned()).collect();
                own.kinds.push(kind(&piece.value).ok_or_else(|| unknown(piece, known()))?);
            }
            FilterName::Topic => own.topics.extend(topics(records, piece, options)?),
            FilterName::Speaker => {
                let meant =
                    who(records, &piece.value).map_err(|error| match error.downcast::<UnknownSpeaker>() {
                        Ok(UnknownSpeaker { near, .. }) => unknown(piece, near),
                        Err(error) => error,
                    })?;
                own.who.extend(meant.who);
                remarks.extend(meant.remark);
            }
            FilterName::Note => {
                let paths = records.note_records()?.into_iter().map(|(path, _)| path);
                own.notes.extend(named(piece, paths.map(|path| (path.clone(), path)).collect())?);
            }
            FilterName::Section => own.section = Some(piece.value.clone()),
        }
    }
    let outer = &options.filter;
    let kinds = both(own.kinds, &outer.kinds);
    let notes = both(own.notes, &outer.notes);
    let topics = both(own.topics, &outer.topics);
    let who = both(own.who, &outer.who);
    let (Some(kinds), Some(notes), Some(topics), Some(who)) = (kinds, notes, topics, who) else {
        return Ok(None);
    };
    let section = own.section.or_else(|| outer.section.clone());
    Ok(Some(Filter { kinds, notes, topics, who, section, since: outer.since, until: outer.until }))
}

/// Values that both lists allow, an empty list allowing everything; `None` where there are none.
fn both<T: Clone + PartialEq>(own: Vec<T>, outer: &[T]) -> Option<Vec<T>> {
    if own.is_empty() {
        return Some(outer.to_vec());
    }
    if outer.is_empty() {
        return Some(own);
    }
    let shared: Vec<T> = own.into_iter().filter(|value| outer.contains(value)).collect();
    (!shared.is_empty()).then_some(shared)
}

fn topics(
    records: &dyn Records,
    piece: &FilterPiece,
    options: &SearchOptions<'_>,
) -> anyhow::Result<Vec<String>> {
    let vocabulary = (options.vocabulary)()?;
    let mut names: Vec<(String, String)> = Vec::new();
    for topic in vocabulary.topics() {
        let all = [&topic.slug, &topic.chinese, &topic.english].into_iter().chain(&topic.aliases);
        names.extend(all.map(|name| (name.clone(), topic.slug.clone())));
    }
    for (slug, _) in records.topic_counts()? {
        names.push((slug.clone(), slug));
    }
    named(piece, names)
}

/// What a value names: the things whose name it is, else those whose name it begins, else those that have it within.
fn named(piece: &FilterPiece, names: Vec<(String, String)>) -> anyhow::Result<Vec<String>> {
    let value = fold_text(&piece.value);
    let fits: [fn(&str, &str) -> bool; 3] = [
        |name, value| name == value,
        |name, value| name.starts_with(value),
        |name, value| name.contains(value),
    ];
    for fits in fits {
        let mut found: Vec<String> = names
            .iter()
            .filter(|(name, _)| fits(&fold_text(name), &value))
            .map(|(_, target)| target.clone())
            .collect();
        found.sort();
        found.dedup();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let mut near: Vec<(f64, String)> = names
        .into_iter()
        .map(|(name, target)| (strsim::jaro_winkler(&fold_text(&name), &value), target))
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let mut known: Vec<String> = Vec::new();
    for (_, target) in near {
        if !known.contains(&target) {
            known.push(target);
        }
    }
    Err(unknown(piece, known))
}

fn unknown(piece: &FilterPiece, known: Vec<String>) -> anyhow::Error {
    QueryError { name: piece.name, value: piece.value.clone(), place: piece.place.clone(), known }.into()
}
