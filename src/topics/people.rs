//! People and their names: 奥特曼 is Sam Altman. Names of people are as much a vocabulary as names of topics are, and no
//! note tells that two of them are one person's. The file is `data/people.yaml`, whose head explains its form.

use std::sync::OnceLock;

use crate::yaml;

const BUILT_IN: &str = include_str!("../../data/people.yaml");

/// The names of each person in the built-in file, the usual one first. Read once, when first asked for.
pub fn people() -> &'static [Vec<String>] {
    static PEOPLE: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    // A test rules out that the file is damaged; without it a search would know fewer names, and nothing worse.
    PEOPLE.get_or_init(|| read(BUILT_IN).unwrap_or_default())
}

/// Whether the list may hold this name, told without reading the list. The name is normalised, as the list is but for
/// its capitals.
pub fn may_name_people(name: &str) -> bool {
    BUILT_IN.to_lowercase().contains(name)
}

fn read(text: &str) -> Result<Vec<Vec<String>>, yaml::ReadError> {
    let lines: Vec<String> = yaml::read(text)?;
    Ok(lines.iter().map(|line| line.split(',').map(|name| name.trim().to_owned()).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise_text;

    #[test]
    fn every_name_is_one_persons() {
        let people = read(BUILT_IN).unwrap();
        assert!(!people.is_empty());
        let mut seen = std::collections::HashSet::new();
        for names in people {
            assert!(names.len() > 1, "{names:?} has no other name");
            for name in names {
                assert!(!name.is_empty() && seen.insert(normalise_text(&name)), "{name}");
            }
        }
    }
}
