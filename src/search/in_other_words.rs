//! What a query in the words of talk is called in those of a text: 砍价 is 议价 there, 寂寞 is 孤独.
//!
//! Looked for only where few records have all of a query in its own words. A word counts once, however many others there are
//! for it, and less than it would itself.

use std::collections::HashSet;

use super::plan::{IN_OTHER_WORDS, Plan, Want};
use super::translate::best_of;
use crate::language::wordings;
use crate::records::Records;
use crate::text::normalise_text;

/// Gives the wants of a plan the other words for them that the library has, and the plan the evidence for these.
///
/// # Errors
/// If the records can't be read.
pub(super) fn add(records: &dyn Records, plan: &mut Plan) -> anyhow::Result<()> {
    let whole = normalise_text(&plan.whole);
    let mut taken: HashSet<String> = HashSet::new();
    for (place, words) in wordings::others(&whole) {
        let key = &whole[place];
        // What the segmenter cut otherwise has a part of it, or is one.
        let is_long = key.chars().nth(1).is_some();
        let is_it =
            |text: &String| text == key || is_long && (key.contains(text.as_str()) || text.contains(key));
        let is_meant = |want: &Want| !want.phrase && want.people.is_empty() && want.any.iter().any(is_it);
        let Some(weight) =
            plan.wants.iter().filter(|want| is_meant(want)).map(|want| want.weight).reduce(f32::max)
        else {
            continue;
        };
        let mut any = Vec::new();
        for word in words {
            if !whole.contains(word) && records.frequency(word)? > 0 {
                any.push(word.to_owned());
            }
        }
        // What two words of a query may be called is evidence once.
        let fresh: Vec<String> = any.iter().filter(|word| taken.insert((*word).clone())).cloned().collect();
        if !fresh.is_empty() {
            let want = Want { weight: weight * IN_OTHER_WORDS, ..Want::phrase(fresh, key.to_owned(), 0) };
            plan.best.extend(best_of(records, &want)?);
        }
        for want in plan.wants.iter_mut().filter(|want| is_meant(want)) {
            want.also.extend(any.iter().cloned());
        }
    }
    Ok(())
}
