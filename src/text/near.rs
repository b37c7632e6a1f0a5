//! Names that are like another: what somebody may have meant.

use super::fold::fold_text;

/// How many to list.
const NEAR: usize = 5;

/// The first names of those that have a name like `given`: one that holds it or is held by it, or differs in few
/// characters; the nearest first.
pub fn near<'n>(given: &str, choices: impl Iterator<Item = &'n [String]>) -> Vec<&'n str> {
    scored(given, choices, likeness)
}

/// As [`near`] where nothing is: the first names of those that have most of the letters of `given`, in order; none where
/// nobody has any.
pub fn nearest<'n>(given: &str, choices: impl Iterator<Item = &'n [String]>) -> Vec<&'n str> {
    scored(given, choices, strsim::jaro_winkler)
}

fn scored<'n>(
    given: &str,
    choices: impl Iterator<Item = &'n [String]>,
    likeness: impl Fn(&str, &str) -> f64,
) -> Vec<&'n str> {
    let wanted = fold_text(given.trim());
    let mut scored: Vec<(f64, &str)> = Vec::new();
    let mut known = Vec::new();
    for names in choices {
        let Some(shown) = names.first() else { continue };
        let best = names.iter().map(|name| likeness(&wanted, &fold_text(name))).fold(0.0, f64::max);
        if !known.contains(&shown.as_str()) {
            known.push(shown);
            scored.push((best, shown));
        }
    }
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let near: Vec<&str> =
        scored.iter().filter(|(likeness, _)| *likeness > 0.0).map(|(_, name)| *name).collect();
    near.into_iter().take(NEAR).collect()
}

/// From 0, not alike, to 1. Jaro–Winkler is made for names and typing slips, but finds any two short names a little
/// alike, so it counts from 0.75 on.
fn likeness(one: &str, other: &str) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if long.contains(short) {
        return 0.8 + 0.2 * short.len() as f64 / long.len() as f64;
    }
    let edits = strsim::normalized_damerau_levenshtein(one, other);
    if !one.is_ascii() && edits >= 0.5 {
        // Chinese names are two to four characters long: one of two is alike enough.
        return edits;
    }
    let likeness =
        strsim::jaro_winkler(one, other).max(strsim::normalized_damerau_levenshtein(one, other) + 0.2);
    if likeness >= 0.75 { likeness.min(1.0) } else { 0.0 }
}
