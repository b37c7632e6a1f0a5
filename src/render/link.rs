//! Links to where words stand, for terminals that take them (OSC 8).
//!
//! A format says what they open, as `rg --hyperlink-format` has it: a name of a known one, or an address with `{path}`,
//! `{line}`, `{column}` and `{host}` in it.

use std::fmt::Write;
use std::str::FromStr;

/// Known formats by the names that ripgrep has for them, and those of editors that it lacks.
const FORMATS: [(&str, &str); 14] = [
    ("none", ""),
    ("default", "file://{path}"),
    ("file", "file://{path}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("emacs", "org-protocol://open-source?url=file://{path}&line={line}&col={column}"),
    ("grep+", "grep+://{path}:{line}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("kitty", "file://{path}#{line}"),
    ("macvim", "mvim://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
];

/// What an address may have to fill in.
const VARIABLES: [&str; 4] = ["{path}", "{line}", "{column}", "{host}"];

/// How links are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFormat(String);

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A line of a file, by its absolute path.
    Line { file: String, line: u32 },
    /// An address on the net.
    Address(String),
}

impl Default for LinkFormat {
    fn default() -> Self {
        LinkFormat("file://{path}".to_owned())
    }
}

impl FromStr for LinkFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, format)) = FORMATS.iter().find(|(name, _)| *name == text) {
            return Ok(LinkFormat((*format).to_owned()));
        }
        let names = FORMATS.map(|(name, _)| name).join(", ");
        if !text.contains("{path}") {
            return Err(format!("neither a name ({names}) nor an address with {{path}}"));
        }
        let rest = VARIABLES.iter().fold(text.to_owned(), |rest, variable| rest.replace(variable, ""));
        if rest.contains(['{', '}']) || text.chars().any(char::is_control) {
            return Err(format!("an address may hold {} and no other braces", VARIABLES.join(" ")));
        }
        Ok(LinkFormat(text.to_owned()))
    }
}

impl LinkFormat {
    /// Whether no links are wanted.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The address of what is opened.
    pub(super) fn address(&self, target: &Target) -> String {
        let (file, line) = match target {
            Target::Line { file, line } => (file, line.to_string()),
            Target::Address(address) => return in_ascii(address),
        };
        let path = encoded(file);
        // The path goes last, for it may hold what looks like a variable.
        self.0
            .replace("{line}", &line)
            .replace("{column}", "1")
            .replace("{host}", "")
            .replace("{path}", &path)
    }
}

/// An address in what a terminal takes for one: printed ASCII, the bytes of all else as escapes.
fn in_ascii(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => encoded.push(byte.into()),
            // Writing to a `String` cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

/// A path as addresses have it: with slashes, from the root, and nothing that needs an escape.
fn encoded(path: &str) -> String {
    let path = if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path.to_owned() };
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: &str, expect: &str) {
        let target = Target::Line { file: "/n/访谈 {line}.md".to_owned(), line: 12 };
        assert_eq!(format.parse::<LinkFormat>().unwrap().address(&target), expect, "{format}");
    }

    #[test]
    fn formats_go_by_name_or_are_given() {
        let path = "/n/%E8%AE%BF%E8%B0%88%20%7Bline%7D.md";
        check("default", &format!("file://{path}"));
        check("vscode", &format!("vscode://file{path}:12:1"));
        for name in ["cursor", "vscode-insiders", "vscodium", "windsurf"] {
            check(name, &format!("{name}://file{path}:12:1"));
        }
        check("idea", &format!("idea://open?file={path}&line=12&column=1"));
        check("x://{host}{path}?l={line}", &format!("x://{path}?l=12"));
        assert!("none".parse::<LinkFormat>().unwrap().is_none());
    }

    #[test]
    fn what_no_address_can_be_made_of_is_refused() {
        for format in ["vim", "x://{line}", "x://{path}{word}", "x://{path}\u{1b}"] {
            assert!(format.parse::<LinkFormat>().is_err(), "{format:?}");
        }
    }
}
