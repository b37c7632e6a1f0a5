//! What is wrong in notes as SARIF 2.1.0 (OASIS Standard, 2020), which editors and code scanning read.

use std::io::{self, Write};

use serde::Serialize;

use super::findings::text;
use super::{Fact, FindingRule, Item, View, json};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What a relative path is relative to: the folder that whoever reads the file stands in.
const BASE: &str = "%SRCROOT%";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message<'a>,
    full_description: Message<'a>,
    help: Message<'a>,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Configuration<'a> {
    enabled: bool,
    level: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Message<'a>,
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    end_line: u32,
}

pub(super) fn write(view: &View, rules: &[FindingRule], out: &mut dyn Write) -> io::Result<()> {
    let facts = view.items.iter().filter_map(|item| match item {
        Item::Fact(fact) => Some(fact),
        _ => None,
    });
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(rule).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: facts.map(|fact| finding(fact, rules)).collect(),
    };
    json::write_object(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

fn rule(rule: &FindingRule) -> Rule<'_> {
    Rule {
        id: rule.name,
        short_description: Message { text: rule.about },
        full_description: Message { text: rule.why },
        help: Message { text: rule.mend },
        default_configuration: Configuration { enabled: rule.is_usual, level: rule.level },
    }
}

fn finding<'a>(fact: &'a Fact, rules: &[FindingRule]) -> Finding<'a> {
    let code = text(fact, "code").unwrap_or_default();
    let region = fact.lines.map(|lines| Region { start_line: lines.first, end_line: lines.last });
    let location = |path: &String| Location {
        physical_location: PhysicalLocation { artifact_location: artifact(path), region },
    };
    Finding {
        rule_id: code,
        rule_index: rules.iter().position(|rule| rule.name == code),
        level: text(fact, "level").unwrap_or("warning"),
        message: Message { text: text(fact, "message").unwrap_or_default() },
        locations: fact.path.iter().map(location).collect(),
    }
}

/// A path as a reference to a URI (RFC 3986), relative where the path is.
fn artifact(path: &str) -> ArtifactLocation {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let is_absolute = path.starts_with('/') || path.get(1..3) == Some(":/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = if is_absolute {
        format!("file://{}", if path.starts_with('/') { "" } else { "/" })
    } else {
        String::new()
    };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            // A colon in the first part of a relative path would look like a scheme's.
            b':' if is_absolute => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    ArtifactLocation { uri, uri_base_id: (!is_absolute).then_some(BASE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        let check = |path: &str, uri: &str, base: Option<&str>| {
            let found = artifact(path);
            assert_eq!((found.uri.as_str(), found.uri_base_id), (uri, base), "{path}");
        };
        check("./访谈 1.md", "%E8%AE%BF%E8%B0%88%201.md", Some(BASE));
        check("notes/a#b%.md", "notes/a%23b%25.md", Some(BASE));
        check("a:b.md", "a%3Ab.md", Some(BASE));
        check("/home/u/a.md", "file:///home/u/a.md", None);
    }
}
