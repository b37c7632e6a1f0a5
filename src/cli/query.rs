//! What is wrong in a query, shown at its place.

use anyhow::anyhow;

use crate::search::QueryError;
use crate::text::width::{clean, columns};

/// An error of a query, with a caret below the place; any other error as it is.
pub(super) fn explained(error: anyhow::Error) -> anyhow::Error {
    let Some(wrong) = error.downcast_ref::<QueryError>() else { return error };
    let QueryError { query, place, .. } = wrong;
    let before = columns(&clean(query.get(..place.start).unwrap_or_default()));
    let under = columns(&clean(query.get(place.clone()).unwrap_or_default())).max(1);
    let mut message = format!("{wrong}\n  {}\n  {}{}", clean(query), " ".repeat(before), "^".repeat(under));
    match wrong.known.is_empty() {
        true => {}
        false if wrong.is_ambiguous => {
            message.push_str(&format!("\none of:\n  {}", wrong.known.join("\n  ")))
        }
        false => message.push_str(&format!("\nknown: {}", wrong.known.join(", "))),
    }
    anyhow!(message)
}
