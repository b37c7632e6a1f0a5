//! YAML at the top of a note.
//!
//! People may be a list of names, a list of maps with a `name`, one such map, a map from names to what they do, or one from the
//! labels of a transcript to names; other maps hold more keys.

use super::metadata::FactSheet;
use super::metadata_keys::names_people;
use super::transcript_key;
use crate::parse::syntax::page_link::page;
use crate::yaml::{self, Value};

/// Maps that nest deeper than this hold no facts.
const DEEPEST: u32 = 4;

/// Takes the front matter. Returns its title, if it has one.
pub(super) fn take(yaml: &str, sheet: &mut FactSheet) -> Option<String> {
    let value: Value = yaml::read(yaml).unwrap_or(Value::Null);
    let mut title = None;
    if value.as_mapping().is_some() {
        take_mapping(&value, sheet, &mut title, DEEPEST);
        return title;
    }
    // Front matter that is no YAML is still read line by line: exports quote their titles carelessly.
    for (key, value) in yaml.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'']);
        if key.trim() == "title" {
            title = Some(value.to_owned());
        }
        sheet.take_account(key, value);
    }
    title
}

fn take_mapping(value: &Value, sheet: &mut FactSheet, title: &mut Option<String>, depth: u32) {
    let entries = value.as_mapping().into_iter().flatten();
    for (key, value) in entries {
        let Some(key) = scalar(key) else { continue };
        if matches!(value, Value::Mapping(_)) && !names_people(&key) && depth > 0 {
            take_mapping(value, sheet, title, depth - 1);
            continue;
        }
        let Some(value) = (if names_people(&key) { people(value) } else { scalar(value) }) else { continue };
        if key == "title" && title.is_none() {
            *title = Some(value.clone());
        }
        sheet.take_account(&key, &value);
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Sequence(values) => Some(values.iter().filter_map(scalar).collect::<Vec<_>>().join("、")),
        _ => None,
    }
}

/// People as a list of names with remarks: `沈微（急诊科医生）、陈遥`.
fn people(value: &Value) -> Option<String> {
    const NAMES: [&str; 5] = ["name", "姓名", "名字", "full_name", "fullname"];
    match value {
        Value::Sequence(values) => Some(values.iter().filter_map(people).collect::<Vec<_>>().join("、")),
        Value::Mapping(mapping) => {
            let named = NAMES.iter().find_map(|name| mapping.get(*name)).and_then(scalar);
            if let Some(name) = named {
                let is_name = |key: &Value| scalar(key).is_some_and(|key| NAMES.contains(&key.as_str()));
                let remark =
                    mapping.iter().find(|(key, _)| !is_name(key)).and_then(|(_, value)| scalar(value));
                return Some(with_remark(&name, remark));
            }
            let named = mapping.iter().filter_map(|(name, remark)| {
                let name = scalar(name)?;
                // `SPEAKER_00: 顾言`
                if transcript_key::is_label(&name) {
                    let person = people(remark)?;
                    let end = person.find(['（', '(', '，', ',']).unwrap_or(person.len());
                    return Some(with_remark(&person[..end], Some(name)));
                }
                Some(with_remark(&name, scalar(remark)))
            });
            Some(named.collect::<Vec<_>>().join("、"))
        }
        // A page of Obsidian and what it is shown as: `[[李明|老李]]`.
        Value::String(text) => Some(match page(text) {
            Some((name, shown)) => with_remark(name, Some(shown.to_owned())),
            None => text.clone(),
        }),
        value => scalar(value),
    }
}

fn with_remark(name: &str, remark: Option<String>) -> String {
    match remark.filter(|remark| !remark.is_empty()) {
        Some(remark) => format!("{name}（{}）", remark.replace(['（', '）', '(', ')'], " ")),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn taken(yaml: &str) -> (FactSheet, Option<String>) {
        let mut sheet = FactSheet::default();
        let title = take(yaml, &mut sheet);
        (sheet, title)
    }

    #[test]
    fn front_matter_gives_title_and_facts() {
        let yaml = "title: \"题\"\npublished: \"2026-03-04\"\nsource_url: \"https://example.org\"\nspeakers: [李明, 王芳]\n";
        let (sheet, title) = taken(yaml);
        assert_eq!(title.as_deref(), Some("题"));
        assert_eq!(sheet.note.date, Some(date(2026, 3, 4)));
        assert_eq!(sheet.note.url.as_deref(), Some("https://example.org"));
        assert_eq!(sheet.people.names(), ["李明", "王芳"]);
    }

    #[test]
    fn people_may_be_lists_and_maps() {
        for yaml in [
            "guests:\n  - name: 沈微\n    title: 急诊科医生\n  - name: 陈遥\n",
            "guests:\n  沈微: 急诊科医生\n  陈遥: 护士\n",
            "guests: 沈微、陈遥\n",
            "guests:\n  - \"[[沈微|小沈]]\"\n  - \"[[陈遥]]\"\n",
            "meta:\n  guests: [沈微, 陈遥]\n",
            "guest:\n  name: 沈微\nhost: {name: 陈遥, role: 主播}\n",
            "speakers:\n  SPEAKER_00: 沈微（医生）\n  SPEAKER_01: {name: 陈遥, role: 护士}\n",
        ] {
            assert_eq!(taken(yaml).0.people.names(), ["沈微", "陈遥"], "{yaml}");
        }
    }
}
