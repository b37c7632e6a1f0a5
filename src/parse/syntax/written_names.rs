//! Names in a list as they are written, with their titles, be they names or not: for lists that are known to hold people.

use super::name_segments::{Segment, is_slug, segments, unmarked};
use crate::language::lexicon;
use crate::language::name_shape::{self, Shape};
use crate::text::marks;

/// Splits `Sam Altman（OpenAI CEO）、李明老师` into names as they are written, each with the words in its brackets, be they
/// names or not.
pub(crate) fn names(value: &str) -> Vec<(String, Option<String>)> {
    let mut names: Vec<(String, Option<String>)> = Vec::new();
    for Segment { mark, text } in segments(value) {
        let after_comma = matches!(mark, Some('，' | ','));
        // `李明，某公司 CEO`: what the comma adds is an occupation, not another person.
        match names.last_mut() {
            Some((_, remark)) if after_comma && (is_occupation(text) || is_long_and_open(text)) => {
                remark.get_or_insert_with(|| text.trim().to_owned());
            }
            _ => names.extend(name_and_remark(text)),
        }
    }
    names
}

fn is_occupation(part: &str) -> bool {
    let end = part.find(marks::opens_brackets).unwrap_or(part.len());
    name_shape::is_occupation(part[..end].trim())
}

/// Whether words have no name's shape and are too long for an unusual one: `社区食堂掌勺`.
fn is_long_and_open(part: &str) -> bool {
    part.trim().chars().count() >= 4
        && part.trim().chars().all(name_shape::is_han)
        && name_shape::shape(part) == Shape::Open
}

fn name_and_remark(part: &str) -> Option<(String, Option<String>)> {
    let part = part.trim();
    // A role may stand before the name: `嘉宾：李明`.
    let part = part.split_once(['：', ':']).map_or(part, |(_, name)| name.trim());
    let cut = part.find(marks::opens_brackets).unwrap_or(part.len());
    let name = part[..cut].trim().trim_matches(['*', '-', '—', '–']).trim();
    // `李明 - 某公司 CEO`
    let (name, after_dash) = [" - ", " — ", " – ", "——", " | "]
        .iter()
        .find_map(|dash| name.split_once(dash))
        .map_or((name, None), |(name, rest)| (name.trim(), Some(rest.trim().to_owned())));
    let remark =
        part[cut..].trim_matches(|c| marks::opens_brackets(c) || marks::closes_brackets(c) || c == ' ');
    let remark = (!remark.is_empty()).then(|| remark.to_owned()).or(after_dash);
    let name = unmarked(name);
    let is_word = !is_slug(name) && !name.is_empty() && !lexicon::NO_NAMES.contains(name);
    (is_word && name.chars().count() <= 40).then(|| (name.to_owned(), remark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_as_they_are_written() {
        let only_names = |value: &str| names(value).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(only_names("李明和王芳"), ["李明", "王芳"]);
        assert_eq!(only_names("贺师傅、卖花的阿岚"), ["贺师傅", "卖花的阿岚"]);
        assert_eq!(only_names("李明（A、B 公司）；王芳 - 教授"), ["李明", "王芳"]);
        assert_eq!(only_names("李明，某公司创始人"), ["李明"]);
        assert_eq!(only_names("未提及"), Vec::<String>::new());
    }
}
