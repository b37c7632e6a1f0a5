//! What notes are called within the library: names from archives and folders as paths that are clean and unique.
//!
//! A name is only a label here. Nothing is ever written to it, so one like `../../etc/x.md` does no harm, but it must
//! not look as if it lay elsewhere. Folders that an export invents (`Export-` and a UUID, and the archives inside the
//! archive) are dropped where that makes no two notes one, so that a note keeps its path, and its records their ids,
//! from one export to the next.

use std::collections::HashMap;

/// A note's path, whole and without what the export invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathLabel {
    /// With every folder.
    pub(super) full: String,
    /// Without the export's folders, where it has any.
    pub(super) short: Option<String>,
}

impl PathLabel {
    /// From the folders and the file name; those marked `true` are the export's.
    pub(super) fn new<'p>(parts: impl IntoIterator<Item = (bool, &'p str)>) -> PathLabel {
        let parts: Vec<_> = parts.into_iter().collect();
        let join = |keep: &dyn Fn(bool) -> bool| -> String {
            let kept: Vec<&str> =
                parts.iter().filter(|(invented, _)| keep(*invented)).map(|(_, part)| *part).collect();
            kept.join("/")
        };
        let short = parts.iter().any(|(invented, _)| *invented).then(|| join(&|invented| !invented));
        PathLabel { full: join(&|_| true), short }
    }

    /// From a path with `/`, if it has folders of an export.
    pub(super) fn of_path(path: &str) -> Option<PathLabel> {
        if !path.contains("Export") {
            return None;
        }
        let last = path.split('/').count() - 1;
        let parts = path.split('/').enumerate();
        let label =
            PathLabel::new(parts.map(|(number, part)| (number < last && is_export_folder(part), part)));
        label.short.is_some().then_some(label)
    }
}

/// Whether a folder's name is `Export-` or `ExportBlock-` and a UUID, with or without a part's number.
pub(super) fn is_export_folder(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("Export-").or_else(|| name.strip_prefix("ExportBlock-")) else {
        return false;
    };
    let (uuid, part) = rest.split_at_checked(36).unwrap_or((rest, ""));
    let groups: Vec<&str> = uuid.split('-').collect();
    let hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let numbered = part
        .strip_prefix("-Part-")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(hex) && (part.is_empty() || numbered)
}

/// The folders and the file name of an archive's entry: without `.`, `..`, drive letters, empty pieces and control
/// characters. `None` for a folder, and for what is left of an entry without a name.
pub(super) fn parts(name: &str) -> Option<Vec<String>> {
    if name.ends_with(['/', '\\']) {
        return None;
    }
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(|part| part.chars().filter(|character| !character.is_control()).collect::<String>())
        .filter(|part| !matches!(part.trim(), "" | "." | "..") && !is_drive(part))
        .collect();
    (!parts.is_empty()).then_some(parts)
}

/// Each label's path: short where no other note has it, else whole.
pub(super) fn settle(labels: Vec<PathLabel>) -> Vec<String> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in &labels {
        *times.entry(label.short.as_deref().unwrap_or(&label.full)).or_default() += 1;
    }
    let alone: Vec<bool> = labels
        .iter()
        .map(|label| label.short.as_deref().is_some_and(|short| times.get(short) == Some(&1)))
        .collect();
    let chosen = labels.into_iter().zip(alone);
    chosen.map(|(label, alone)| label.short.filter(|_| alone).unwrap_or(label.full)).collect()
}

/// Makes a path unique among those seen: one that was seen is put below a number, at least `number`. With each path
/// seen is kept the last number that one like it was given, so that thousands of them are no trouble.
pub(super) fn unique(path: &mut String, number: usize, seen: &mut HashMap<String, usize>) {
    let Some(last) = seen.get(path) else {
        seen.insert(path.clone(), 0);
        return;
    };
    let mut number = number.max(2).max(last + 1);
    let mut other = format!("{number}/{path}");
    while seen.contains_key(&other) {
        number += 1;
        other = format!("{number}/{path}");
    }
    seen.insert(other.clone(), 0);
    seen.insert(std::mem::replace(path, other), number);
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "2f7613b4-c0cb-8012-a6f2-d72c6dc33e7d";

    #[test]
    fn a_name_cannot_lead_elsewhere() {
        for (name, expect) in [
            ("a/b.md", Some("a/b.md")),
            ("../../etc/b.md", Some("etc/b.md")),
            ("/etc/b.md", Some("etc/b.md")),
            ("C:\\notes\\..\\b.md", Some("notes/b.md")),
            ("a\n/\u{1b}[31mb.md", Some("a/[31mb.md")),
            ("a/", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(parts(name).map(|parts| parts.join("/")).as_deref(), expect, "{name:?}");
        }
    }

    #[test]
    fn only_folders_that_an_export_invents_are_dropped() {
        for name in [format!("Export-{UUID}"), format!("ExportBlock-{UUID}-Part-1")] {
            assert!(is_export_folder(&name), "{name}");
        }
        for name in ["Export-2026", "Exports", &format!("export-{UUID}"), &format!("Export-{UUID}x")] {
            assert!(!is_export_folder(name), "{name}");
        }
    }

    #[test]
    fn a_folder_is_dropped_only_where_no_two_notes_become_one() {
        let label = |path: &str| {
            PathLabel::of_path(path).unwrap_or_else(|| PathLabel { full: path.to_owned(), short: None })
        };
        let paths = [format!("Export-{UUID}/a.md"), format!("Export-{UUID}/b.md"), "b.md".to_owned()];
        let settled = settle(paths.iter().map(|path| label(path)).collect());
        assert_eq!(settled, ["a.md", paths[1].as_str(), "b.md"]);
    }

    #[test]
    fn same_paths_are_numbered() {
        let mut seen = HashMap::new();
        let paths = ["a", "a", "2/a", "a"].map(|path| {
            let mut path = path.to_owned();
            unique(&mut path, 0, &mut seen);
            path
        });
        assert_eq!(paths, ["a", "2/a", "2/2/a", "3/a"]);
    }
}
