//! People and their names: 奥特曼 is Sam Altman. Names of people are as much a vocabulary as names of topics are, and no
//! note tells that two of them are one person's. The file is `data/people.yaml`, whose head explains its form.

use anyhow::Context;

const BUILT_IN: &str = include_str!("../../data/people.yaml");

/// The names of each person in the built-in file, the usual one first.
///
/// # Errors
/// If the file is damaged, which a test rules out.
pub fn people() -> anyhow::Result<Vec<Vec<String>>> {
    let lines: Vec<String> =
        serde_yaml::from_str(BUILT_IN).context("the built-in list of people is damaged")?;
    Ok(lines.iter().map(|line| line.split(',').map(|name| name.trim().to_owned()).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise_text;

    #[test]
    fn every_name_is_one_persons() {
        let mut seen = std::collections::HashSet::new();
        for names in people().unwrap() {
            assert!(names.len() > 1, "{names:?} has no other name");
            for name in names {
                assert!(!name.is_empty() && seen.insert(normalise_text(&name)), "{name}");
            }
        }
    }
}
