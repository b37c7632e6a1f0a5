//! Names of files from names of things, which come from notes and may be anything: paths, devices, links, of any length.
//!
//! A name is one that every common file system takes and that no program which reads Markdown's `[[links]]` takes for more
//! than a name. Marks that can't stand in it become their full-width forms, which look alike.

use std::collections::HashSet;

use crate::text::fold_text;
use crate::text::width::one_line;

/// The most bytes of a name without its ending: file systems end at 255, and a mark to tell two apart may be added.
const LONGEST: usize = 180;

/// Names of Windows' devices, which no file there may have, with any ending or none.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// The names of a folder's files: each thing gets one that no other has.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    /// As file systems compare them that take no notice of case or form.
    taken: HashSet<String>,
}

impl FileNames {
    /// A name for a thing, without an ending. Those that come first keep theirs as it is.
    pub(super) fn of(&mut self, thing: &str) -> String {
        let name = safe(thing);
        let mut number = 1;
        let mut free = name.clone();
        while !self.taken.insert(fold_text(&free)) {
            number += 1;
            free = format!("{name} ({number})");
        }
        free
    }
}

/// A name that is safe wherever files are, `_` where nothing is left of the thing's own.
fn safe(thing: &str) -> String {
    let line = one_line(thing);
    let mut name = String::with_capacity(line.len());
    for character in line.chars().map(replaced) {
        if name.len() + character.len_utf8() > LONGEST {
            break;
        }
        name.push(character);
    }
    // Windows drops dots and spaces at the end; a dot at the begin hides a file.
    let name = name.trim().trim_end_matches(['.', ' ']);
    match name {
        "" => "_".to_owned(),
        name if name.starts_with('.') || is_device(name) => format!("_{name}"),
        name => name.to_owned(),
    }
}

fn replaced(character: char) -> char {
    match character {
        '/' => '／',
        '\\' => '＼',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        '#' => '＃',
        '^' => '＾',
        '[' => '［',
        ']' => '］',
        '%' => '％',
        _ if character.is_control() || character.is_whitespace() => ' ',
        _ => character,
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    let is_port = port.is_some_and(|number| {
        matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    is_port || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(thing: &str, expect: &str) {
        assert_eq!(FileNames::default().of(thing), expect, "{thing:?}");
    }

    #[test]
    fn names_are_safe_and_look_alike() {
        check("Sam Altman", "Sam Altman");
        check("../../etc/passwd", "_..／..／etc／passwd");
        check("a/b\\c:d", "a／b＼c：d");
        check("[[链接|别名]]#^块", "［［链接｜别名］］＃＾块");
        check("一\n二\t三\u{0}\u{1b}[31m", "一 二 三");
        check("结尾. . ", "结尾");
        check("..", "_");
        check("", "_");
        check("con", "_con");
        check("NUL.txt", "_NUL.txt");
        check("COM1", "_COM1");
        check("COMPUTER", "COMPUTER");
        check("\u{202e}gpj", "gpj");
        assert!(FileNames::default().of(&"长".repeat(5_000)).len() <= LONGEST);
    }

    #[test]
    fn no_two_things_have_one_name() {
        let mut names = FileNames::default();
        let given = ["MCP", "mcp", "ＭＣＰ", "MCP", "MCP (2)"].map(|thing| names.of(thing));
        assert_eq!(given, ["MCP", "mcp (2)", "ＭＣＰ (3)", "MCP (4)", "MCP (2) (2)"]);
    }

    proptest! {
        #[test]
        fn any_thing_has_a_name_of_one_component(things in prop::collection::vec(any::<String>(), 1..6)) {
            let mut names = FileNames::default();
            for thing in &things {
                let name = names.of(thing);
                prop_assert!(!name.is_empty() && name.len() < 250);
                prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']));
                prop_assert!(!name.contains(|c: char| c.is_control() || "/\\:*?\"<>|#^[]".contains(c)));
                prop_assert!(!is_device(&name));
            }
            prop_assert_eq!(names.taken.len(), things.len());
        }
    }
}
