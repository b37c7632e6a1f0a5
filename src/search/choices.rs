//! A filter's value as users write it -> one of the values there are.
//!
//! Every choice has several names: a slug, a Chinese and an English name, aliases. Case, width and script do not
//! matter. An exact name wins; then the beginning of a name, or of a later word in one (a family name), if that leaves
//! one choice. Everything else is an error that lists what comes near.

use std::fmt;

use crate::text::{fold_text, near};

/// Something to choose, under all its names. The first is the one to show.
#[derive(Debug, Clone)]
pub(super) struct Choice<T> {
    /// What the name stands for.
    pub(super) value: T,
    /// Its names.
    pub(super) names: Vec<String>,
}

/// A value that names nothing, or several things where one is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// What it should name: `topic`.
    pub what: &'static str,
    /// The value as given.
    pub given: String,
    /// Whether it fits several things.
    pub is_ambiguous: bool,
    /// Those that it fits, else those that come near, else all if they are few.
    pub offered: Vec<String>,
    /// What these are in words: `one of`, `near`, `known`; or what to do where there are none.
    pub lead: &'static str,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnknownName { what, given, offered, lead, .. } = self;
        let state = if self.is_ambiguous { "ambiguous" } else { "unknown" };
        write!(formatter, "{state} {what} `{given}`")?;
        match offered.is_empty() {
            true if lead.is_empty() => Ok(()),
            true => write!(formatter, "; {lead}"),
            // A note's title is long.
            false if self.is_ambiguous && *what == "note" => {
                write!(formatter, "; {lead}:\n  {}", offered.join("\n  "))
            }
            false => write!(formatter, "; {lead}: {}", offered.join(", ")),
        }
    }
}

impl std::error::Error for UnknownName {}

/// So many can be listed where none is near.
const FEW: usize = 10;

/// The choices that `given` names: one, or several that share a name exactly. `what` is the singular noun for it.
pub(super) fn choose<'c, T>(
    what: &'static str,
    given: &str,
    choices: &'c [Choice<T>],
) -> Result<Vec<&'c Choice<T>>, UnknownName> {
    let wanted = fold_text(given.trim());
    let folded: Vec<Vec<String>> =
        choices.iter().map(|choice| choice.names.iter().map(|name| fold_text(name)).collect()).collect();
    let those = |test: &dyn Fn(&str) -> bool| -> Vec<&'c Choice<T>> {
        let fits = |number: &usize| folded[*number].iter().any(|name| test(name));
        (0..choices.len()).filter(fits).map(|number| &choices[number]).collect()
    };
    let unknown = |lead, offered: Vec<&str>| {
        let offered = offered.into_iter().map(str::to_owned).collect();
        UnknownName { what, given: given.to_owned(), is_ambiguous: false, offered, lead }
    };
    if wanted.is_empty() {
        return Err(unknown("the value is empty", Vec::new()));
    }
    let exact = those(&|name| name == wanted);
    if !exact.is_empty() {
        return Ok(exact);
    }
    let mut begun = those(&|name| name.starts_with(&wanted));
    if begun.is_empty() {
        begun = those(&|name| name.split([' ', '-', '·', '_']).any(|word| word.starts_with(&wanted)));
    }
    match begun[..] {
        [one] => Ok(vec![one]),
        [] => {
            let near = near(given, choices.iter().map(|choice| choice.names.as_slice()));
            Err(match near.is_empty() {
                true if choices.len() <= FEW => {
                    unknown("known", choices.iter().map(|choice| choice.names[0].as_str()).collect())
                }
                true => unknown("", near),
                false => unknown("near", near),
            })
        }
        _ => {
            let names = begun.iter().map(|choice| choice.names[0].as_str()).collect();
            Err(UnknownName { is_ambiguous: true, ..unknown("one of", names) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Vec<Choice<u8>> {
        [
            (1, &["safety", "AI安全", "AI safety", "biosecurity"][..]),
            (2, &["science", "科学研究", "research"]),
            (3, &["hardware", "硬件"]),
            (4, &["Sam Altman"]),
        ]
        .map(|(value, names)| Choice { value, names: names.iter().map(|name| (*name).to_owned()).collect() })
        .into()
    }

    fn check(given: &str, expect: Result<&[u8], &str>) {
        let choices = choices();
        let got = choose("topic", given, &choices)
            .map(|found| found.into_iter().map(|choice| choice.value).collect::<Vec<_>>());
        match expect {
            Ok(values) => assert_eq!(got.unwrap(), values, "{given}"),
            Err(part) => {
                let message = got.unwrap_err().to_string();
                assert!(message.contains(part), "{given}: {message}");
            }
        }
    }

    #[test]
    fn any_name_in_any_case_width_and_script_will_do() {
        for given in ["safety", "SAFETY", "ＡＩ安全", "ai safety", "biosec", "saf", " safety "] {
            check(given, Ok(&[1]));
        }
        check("科學研究", Ok(&[2]));
        check("altman", Ok(&[4]));
    }

    #[test]
    fn what_is_not_unique_lists_its_choices() {
        check("s", Err("ambiguous topic `s`; one of: safety, science, Sam Altman"));
    }

    #[test]
    fn what_is_unknown_lists_near_ones() {
        check("saftey", Err("near: safety"));
        check("安全性", Err("unknown topic `安全性`"));
        check("研究", Err("near: science"));
        check("zzz", Err("known: safety, science, hardware, Sam Altman"));
        check("", Err("empty"));
    }
}
