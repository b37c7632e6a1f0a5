//! People of whom running prose tells, be they named nowhere else: `岑远给出了一个分析`, `骆青坦言，……`.
//!
//! A name opens a clause. Where it ends nothing shows but that it comes up again and again, so shorter and longer
//! beginnings are counted.

use std::collections::HashMap;

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, lexicon};

/// The lengths of Chinese names, in characters.
const LENGTHS: [usize; 3] = [2, 3, 4];

/// How often clauses of a text begin with each name.
#[derive(Debug)]
pub(crate) struct Openings<'t>(HashMap<&'t str, usize>);

impl<'t> Openings<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let mut counts = HashMap::new();
        for clause in text.split(|character| !name_shape::is_han(character)) {
            // Which of them are names is asked of the few that are looked up.
            starts(clause).for_each(|start| *counts.entry(start).or_default() += 1);
        }
        Openings(counts)
    }

    /// The person whose name opens a clause, with or without a role before it, if other clauses begin so too.
    pub(crate) fn name<'c>(&self, clause: &'c str) -> Option<&'c str> {
        const FEWEST: usize = 2;
        let clause = lexicon::ROLES.after_start(clause).last().unwrap_or(clause).trim();
        let beginnings = beginnings(clause).map(|name| (name, self.0.get(name).copied().unwrap_or_default()));
        let (name, count) = longest_lasting(beginnings)?;
        let after = &clause[name.len()..];
        // `小佟的爱人说`: somebody else speaks.
        (count >= FEWEST && !after.is_empty() && !clause::is_of_theirs(after)).then_some(name)
    }
}

/// The one person of whom nearly all sentences of the text tell that somebody says something.
pub(crate) fn protagonist(text: &str) -> Option<String> {
    const FEWEST: usize = 3;
    /// Characters from a name to the verb.
    const FARTHEST: usize = 12;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut told = 0;
    for clause in text.split(|character: char| !character.is_alphanumeric() && character != '·') {
        let head = clause.char_indices().nth(FARTHEST).map_or(clause, |(end, _)| &clause[..end]);
        if !lexicon::OF_PROSE.occur_in(head) {
            continue;
        }
        let mut names = beginnings(clause).peekable();
        told += usize::from(names.peek().is_some());
        names.for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let first = counts
        .iter()
        .filter(|(name, _)| name.chars().count() == LENGTHS[0])
        .max_by_key(|(name, count)| (**count, **name))?;
    let mut longer: Vec<(&str, usize)> = counts
        .iter()
        .filter(|(name, _)| name.starts_with(first.0))
        .map(|(name, count)| (*name, *count))
        .collect();
    longer.sort_unstable();
    let (name, count) = longest_lasting(longer.into_iter())?;
    (count >= FEWEST && count * 4 >= told * 3).then(|| name.to_owned())
}

/// Whether a clause of a text may begin with the name of somebody else.
pub(crate) fn names_another(text: &str, person: &str) -> bool {
    let clauses = text.split(|character| !name_shape::is_han(character));
    clauses.flat_map(beginnings).any(|name| !person.contains(name) && !name.contains(person))
}

/// The beginnings of a clause that have the shape of a Chinese name, shortest first.
fn beginnings(clause: &str) -> impl Iterator<Item = &str> {
    starts(clause).filter(|name| {
        name.chars().all(name_shape::is_han)
            && name_shape::shape(name) == Shape::Person
            && !name_shape::is_role(name)
    })
}

/// The beginnings of a clause that are as long as names, shortest first.
fn starts(clause: &str) -> impl Iterator<Item = &str> {
    let ends = LENGTHS.into_iter().filter_map(|length| match clause.char_indices().nth(length) {
        Some((end, _)) => Some(end),
        None => (clause.chars().count() == length).then_some(clause.len()),
    });
    ends.map(|end| &clause[..end])
}

/// The longest of the beginnings that come up nearly as often as the shortest.
fn longest_lasting<'n>(beginnings: impl Iterator<Item = (&'n str, usize)>) -> Option<(&'n str, usize)> {
    beginnings.reduce(|shorter, longer| if longer.1 * 4 >= shorter.1 * 3 { longer } else { shorter })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "岑远说价格不高。岑远给出了分析，梅小舟则认为要等。后来，梅小舟的判断很准；岑远补充了一句。";

    #[test]
    fn a_name_that_comes_again_opens_a_clause() {
        let openings = Openings::of(TEXT);
        assert_eq!(openings.name("岑远给出了一个分析"), Some("岑远"));
        assert_eq!(openings.name("嘉宾梅小舟低声指出了问题"), Some("梅小舟"));
        assert_eq!(openings.name("岑远的爱人说"), None);
        assert_eq!(openings.name("王芳想了想"), None);
        assert_eq!(openings.name("成本下降了"), None);
    }

    #[test]
    fn a_protagonist_says_nearly_everything() {
        assert_eq!(protagonist(TEXT), None);
        assert_eq!(
            protagonist("骆青坦言不容易。然而，骆青解释道要等。骆青又强调火候，大家都说好。").as_deref(),
            Some("骆青")
        );
    }
}
