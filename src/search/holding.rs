//! A query as a filter: the records that hold what it wants, word for word, in the order of the library.
//!
//! Nothing is ranked and no weaker match is tried, so what a listing leaves out does not hold the words. A person's name is held
//! by what this person says, as in the ranked search.

use super::people_named;
use super::query::Query;
use crate::records::{Evidence, Filter, LookUp, Records, Stored};

/// The records that pass a filter, which has those of the query within it already, and hold what else the query wants.
///
/// # Errors
/// If the records can't be read.
pub fn holding(records: &dyn Records, filter: &Filter, query: &Query) -> anyhow::Result<Vec<Stored>> {
    if !query.has_words() {
        return records.list(filter);
    }
    let mut all: Vec<Vec<Evidence>> = query
        .groups
        .iter()
        .map(|group| group.iter().map(|piece| Evidence::Run(piece.text.clone())).collect())
        .collect();
    for (groups, people) in people_named::people_named(records, &query.groups)? {
        for group in groups {
            all[group].extend(people.iter().copied().map(Evidence::By));
        }
    }
    let look_up = LookUp { all, none: query.without.clone(), filter: filter.clone(), ..LookUp::default() };
    let count = records.count(&look_up)?;
    let mut found = Vec::with_capacity(count);
    for candidate in records.look_up(&look_up, count)?.best {
        let stored = records.fetch(&candidate)?;
        // A heading stands for all below it, so what must not occur must not occur there either.
        if !records.covers(&stored, &query.without)? {
            found.push(stored);
        }
    }
    found.sort_by(|one, other| one.place().cmp(&other.place()));
    Ok(found)
}
