//! Whether what a library is read from is as it was, for the doors that keep it open.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::verdicts::VerdictPlaces;
use crate::library::Library;

/// Another number when the notes, what their folders say beside them, or what became of predictions are others. It costs a look
/// at each file, and no note is read. A library reads what its folders say once, so that a [new one](Library::anew) has to be
/// asked for that.
pub fn stamp(library: &Library, verdicts: &VerdictPlaces) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Some(place) = verdicts.of(library) {
        let found = std::fs::metadata(&place.path);
        found.ok().map(|found| (found.len(), found.modified().ok())).hash(&mut hasher);
    }
    if !library.is_built_in()
        && let Ok(listing) = library.sources()
    {
        (library.vocabulary_key(), library.people_key()).hash(&mut hasher);
        for source in &listing.sources {
            (&source.path, source.root, source.stamp).hash(&mut hasher);
        }
    }
    hasher.finish()
}
