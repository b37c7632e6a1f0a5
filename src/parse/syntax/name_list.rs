//! Lists of people as metadata and tables write them: `Sam Altman（OpenAI CEO）、李明`.

use crate::language::lexicon;
use crate::language::name_shape::{self, Shape};
use crate::text::marks;

/// Splits `Sam Altman（OpenAI CEO）、李明` into names, each with the words in its brackets.
pub(crate) fn names(value: &str) -> Vec<(String, Option<String>)> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut after_comma = vec![false];
    let mut depth = 0_u32;
    for character in value.chars() {
        match character {
            '（' | '(' | '[' | '【' => depth += 1,
            '）' | ')' | ']' | '】' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' | '/' | '／' | '&' | '＆' | '\n' | '|' | '+' | '×'
                if depth == 0 =>
            {
                parts.push(String::new());
                after_comma.push(matches!(character, '，' | ','));
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    let mut names: Vec<(String, Option<String>)> = Vec::new();
    for (part, after_comma) in parts.iter().zip(after_comma) {
        // `李明，某公司 CEO`: what the comma adds is an occupation, not another person.
        match names.last_mut() {
            Some((_, remark))
                if after_comma && (name_shape::is_occupation(part) || is_long_and_open(part)) =>
            {
                remark.get_or_insert_with(|| part.trim().to_owned());
            }
            _ => names.extend(split_at_and(part).iter().filter_map(|part| name_and_remark(part))),
        }
    }
    names
}

/// Whether words have no name's shape and are too long for an unusual one: `社区食堂掌勺`.
fn is_long_and_open(part: &str) -> bool {
    part.trim().chars().count() >= 4
        && part.trim().chars().all(name_shape::is_han)
        && name_shape::shape(part) == Shape::Open
}

/// `李明和王芳` and `Li Ming and Wang Fang` are two.
fn split_at_and(part: &str) -> Vec<String> {
    for word in [" and ", " 和 ", " 与 ", " with "] {
        if let Some((before, after)) = part.split_once(word) {
            return vec![before.to_owned(), after.to_owned()];
        }
    }
    for word in ['和', '与'] {
        if let Some((before, after)) = part.split_once(word) {
            let is_name = |text: &str| {
                let name = text.split(['（', '(']).next().unwrap_or(text).trim();
                (2..=4).contains(&name.chars().count()) && name_shape::shape(name) == Shape::Person
            };
            if is_name(before) && is_name(after) {
                return vec![before.to_owned(), after.to_owned()];
            }
        }
    }
    vec![part.to_owned()]
}

fn name_and_remark(part: &str) -> Option<(String, Option<String>)> {
    let part = part.trim();
    // A role may stand before the name: `嘉宾：李明`.
    let part = part.split_once(['：', ':']).map_or(part, |(_, name)| name.trim());
    let cut = part.find(['（', '(', '[', '【']).unwrap_or(part.len());
    let name = part[..cut].trim().trim_matches(['*', '-', '—', '–']).trim();
    // `李明 - 某公司 CEO`
    let (name, after_dash) = [" - ", " — ", " – ", "——", " | "]
        .iter()
        .find_map(|dash| name.split_once(dash))
        .map_or((name, None), |(name, rest)| (name.trim(), Some(rest.trim().to_owned())));
    let remark = part[cut..].trim_matches(['（', '）', '(', ')', '[', ']', '【', '】', ' ']);
    let remark = (!remark.is_empty()).then(|| remark.to_owned()).or(after_dash);
    // Marks around the whole are no part of the name, those around a nickname are.
    let unmarked = name.trim_matches(['“', '”', '"', '「', '」', '‘', '’']);
    let name = if unmarked.contains(marks::is_quotation) { name } else { unmarked };
    // `li-ming` names a page, not a person.
    let is_slug =
        name.contains('-') && !name.chars().any(|c| c.is_uppercase() || !c.is_ascii() || c.is_whitespace());
    let is_word = !is_slug && !name.is_empty() && !lexicon::NO_NAMES.contains(name);
    (is_word && name.chars().count() <= 40).then(|| (name.to_owned(), remark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split() {
        let only_names = |value: &str| names(value).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(only_names("李明和王芳"), ["李明", "王芳"]);
        assert_eq!(only_names("李明（A、B 公司）；王芳 - 教授"), ["李明", "王芳"]);
        assert_eq!(only_names("李明，某公司创始人"), ["李明"]);
        assert_eq!(only_names("Li Ming, CEO of Acme, Wang Fang"), ["Li Ming", "Wang Fang"]);
        assert_eq!(only_names("未提及"), Vec::<String>::new());
    }
}
