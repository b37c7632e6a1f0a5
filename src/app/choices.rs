//! A filter's value as users write it -> one of the values there are.
//!
//! Every choice has several names: a slug, a Chinese and an English name, aliases. Case, width and script do not
//! matter. An exact name wins; then the beginning of a name, or of a later word in one (a family name), if that leaves
//! one choice. Everything else is an error that lists what comes near.

use anyhow::bail;

use crate::text::{fold_text, near};

/// Something to choose, under all its names. The first is the one to show.
#[derive(Debug, Clone)]
pub(super) struct Choice<T> {
    /// What the name stands for.
    pub(super) value: T,
    /// Its names.
    pub(super) names: Vec<String>,
}

/// So many can be listed where none is near.
const FEW: usize = 10;

/// The choices that `given` names: one, or several that share a name exactly.
///
/// # Errors
/// None or several come into question; the message lists them. `what` is the singular noun for it.
pub(super) fn choose<'c, T>(what: &str, given: &str, choices: &'c [Choice<T>]) -> anyhow::Result<Vec<&'c T>> {
    let wanted = fold_text(given.trim());
    let folded: Vec<Vec<String>> =
        choices.iter().map(|choice| choice.names.iter().map(|name| fold_text(name)).collect()).collect();
    let those = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..choices.len()).filter(|&number| folded[number].iter().any(|name| test(name))).collect()
    };
    if wanted.is_empty() {
        bail!("unknown {what} ``: the value is empty");
    }
    let exact = those(&|name| name == wanted);
    if !exact.is_empty() {
        return Ok(exact.into_iter().map(|number| &choices[number].value).collect());
    }
    let mut begun = those(&|name| name.starts_with(&wanted));
    if begun.is_empty() {
        begun = those(&|name| name.split([' ', '-', '·', '_']).any(|word| word.starts_with(&wanted)));
    }
    match begun[..] {
        [one] => Ok(vec![&choices[one].value]),
        [] => match near(given, choices.iter().map(|choice| choice.names.as_slice())) {
            names if names.is_empty() && choices.len() <= FEW => {
                let known: Vec<&str> = choices.iter().map(|choice| choice.names[0].as_str()).collect();
                bail!("unknown {what} `{given}`; known: {}", known.join(", "))
            }
            names if names.is_empty() => bail!("unknown {what} `{given}`"),
            names => bail!("unknown {what} `{given}`; near: {}", names.join(", ")),
        },
        _ => {
            let names: Vec<&str> = begun.iter().map(|&number| choices[number].names[0].as_str()).collect();
            bail!("ambiguous {what} `{given}`; one of: {}", names.join(", "))
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
        let got =
            choose("topic", given, &choices).map(|values| values.into_iter().copied().collect::<Vec<_>>());
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
        check("s", Err("one of: safety, science, Sam Altman"));
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
