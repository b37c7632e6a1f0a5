//! The filters of a query: from what a reader typed to values that the library has.

use super::choices::UnknownName;
use super::days::{FORMS, NamedDays, Period};
use super::named;
use super::options::SearchOptions;
use super::query::{FilterName, FilterPiece, Query, QueryError};
use super::who::{UnknownSpeaker, who};
use crate::model::Kind;
use crate::records::{Filter, Records};

/// The query's filters together with that of the options. What is to be said of the names in it is added to `remarks`.
///
/// # Errors
/// [`QueryError`] if a value names nothing, or several things where one is wanted; else if the records can't be read.
pub fn narrowed(
    records: &dyn Records,
    query: &Query,
    options: &SearchOptions<'_>,
    remarks: &mut Vec<String>,
) -> anyhow::Result<Filter> {
    let mut own = Filter::default();
    for piece in &query.filters {
        take(records, piece, options, &mut own, remarks)
            .map_err(|error| at_its_place(query, piece, error))?;
    }
    remarks.extend(query.negated_filters().map(|run| {
        format!(
            "`-{run}` leaves out records with these very words: conditions can be asked for, not left out"
        )
    }));
    let outer = &options.filter;
    let mut nothing = outer.nothing;
    let kinds = both(own.kinds, &outer.kinds, &mut nothing);
    let notes = both(own.notes, &outer.notes, &mut nothing);
    let topics = both(own.topics, &outer.topics, &mut nothing);
    let who = both(own.who, &outer.who, &mut nothing);
    let section = own.section.or_else(|| outer.section.clone());
    let since = own.since.into_iter().chain(outer.since).max();
    let until = own.until.into_iter().chain(outer.until).min();
    Ok(Filter { kinds, notes, topics, who, section, since, until, nothing })
}

/// Adds what a piece wants.
fn take(
    records: &dyn Records,
    piece: &FilterPiece,
    options: &SearchOptions<'_>,
    own: &mut Filter,
    remarks: &mut Vec<String>,
) -> anyhow::Result<()> {
    let value = piece.value.as_str();
    match piece.name {
        FilterName::Kind => own.kinds.extend(named::kinds(value)?),
        FilterName::Topic => own.topics.push(named::topic(&(options.vocabulary)()?, value)?),
        FilterName::Speaker => {
            let meant = who(records, value)?;
            own.who.extend(meant.who);
            remarks.extend(meant.remark);
        }
        FilterName::Note => {
            let meant = named::notes(records, value)?;
            own.notes.extend(meant.paths);
            remarks.extend(meant.remark);
        }
        FilterName::Section => own.section = Some(value.to_owned()),
        FilterName::Since | FilterName::Until | FilterName::Date => {
            let Period { first, last } = days(value, options)?;
            if piece.name != FilterName::Until {
                own.since = own.since.max(Some(first));
            }
            if piece.name != FilterName::Since {
                own.until = Some(own.until.map_or(last, |until| until.min(last)));
            }
        }
    }
    Ok(())
}

/// The kinds of record that a query wants; none where it says nothing of that, or names one that there is not, which is told when the
/// query is asked.
pub fn kinds_wanted(query: &Query) -> Vec<Kind> {
    let named = query.filters.iter().filter(|piece| piece.name == FilterName::Kind);
    named.filter_map(|piece| named::kinds(&piece.value).ok()).flatten().collect()
}

fn days(value: &str, options: &SearchOptions<'_>) -> anyhow::Result<Period> {
    Ok(value.parse::<NamedDays>()?.on(options.today)?)
}

/// An error about a value, with its place in the query.
fn at_its_place(query: &Query, piece: &FilterPiece, error: anyhow::Error) -> anyhow::Error {
    let is_of_days = matches!(piece.name, FilterName::Since | FilterName::Until | FilterName::Date);
    let (is_ambiguous, known) = match error.downcast::<UnknownName>() {
        Ok(unknown) => (unknown.is_ambiguous, unknown.offered),
        Err(error) if is_of_days => match error.is::<super::days::UnknownDays>() {
            true => (false, FORMS.map(str::to_owned).to_vec()),
            false => return error,
        },
        Err(error) => match error.downcast::<UnknownSpeaker>() {
            Ok(unknown) => (false, unknown.near),
            Err(error) => return error,
        },
    };
    let FilterPiece { name, value, place, .. } = piece.clone();
    QueryError { query: query.typed.clone(), name, value, place, is_ambiguous, known }.into()
}

/// Values that both lists allow, an empty list allowing everything; says where there are none.
fn both<T: Clone + PartialEq>(own: Vec<T>, outer: &[T], nothing: &mut bool) -> Vec<T> {
    if own.is_empty() {
        return outer.to_vec();
    }
    if outer.is_empty() {
        return own;
    }
    let shared: Vec<T> = own.into_iter().filter(|value| outer.contains(value)).collect();
    *nothing |= shared.is_empty();
    shared
}

/// Whether a filter lets all records of a note pass or none.
pub(super) fn is_of_notes(filter: &Filter) -> bool {
    let Filter { kinds, topics, who, section, .. } = filter;
    kinds.is_empty() && topics.is_empty() && who.is_empty() && section.is_none()
}
