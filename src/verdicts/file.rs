//! The file of verdicts, read entry by entry, so that what is wrong in one spoils no other.
//!
//! An entry is a line, or begins with a line that has a dash and goes on to the next such line: so people write lists. Marks of
//! a merge that nobody has resolved part entries, too, and what stands on both sides counts.

use std::ops::Range;

use jiff::civil::Date;

use super::{Outcome, Verdict};
use crate::model::RecordId;
use crate::text::near;
use crate::yaml::{self, Value};

/// A verdict with what finds its prediction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands: lines of the file from 0, the last one left out.
    pub lines: Range<usize>,
    /// The prediction's id when the verdict was given.
    pub id: Option<RecordId>,
    /// The verdict.
    pub verdict: Verdict,
    /// The words of the prediction.
    pub claim: Option<String>,
    /// Whose prediction it is.
    pub by: Option<String>,
    /// The day it was said on.
    pub said: Option<Date>,
    /// The words for when it was to come true.
    pub horizon: Option<String>,
    /// The words of other claims that came near to it when the verdict was given; `None` where nobody wrote that down.
    pub beside: Option<Vec<String>>,
}

impl Line {
    /// The number of its first line, 1-based.
    pub fn number(&self) -> usize {
        self.lines.start + 1
    }
}

/// Something wrong in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, 1-based.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// All that a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerdictFile {
    /// Its verdicts, in order.
    pub verdicts: Vec<Line>,
    /// What is wrong in it, in order.
    pub faults: Vec<Fault>,
    /// The line of the first mark of a merge that nobody has resolved, 1-based.
    pub conflict: Option<usize>,
}

const FORM: &str = "expected a line such as `- {id: f…, outcome: came-true, on: 2026-11-26}`";

const KEYS: [&str; 10] =
    ["id", "outcome", "on", "source", "note", "by", "said", "horizon", "claim", "beside"];

impl VerdictFile {
    /// Reads the text of a file. What is wrong is left out and told.
    pub fn read(text: &str) -> VerdictFile {
        let mut file = VerdictFile::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines: Vec<&str> = text.lines().collect();
        // How far the dashes of the list stand in.
        let mut indent = None;
        let mut open: Option<usize> = None;
        // What both sides of a merge had before is said by neither.
        let mut is_in_base = false;
        for (number, line) in lines.iter().enumerate() {
            let mark = Mark::of(line);
            let begins = dash(line).filter(|at| *at <= *indent.get_or_insert(*at));
            let ends = mark.is_some() || begins.is_some() || is_document_mark(line);
            if let Some(start) = open.take_if(|_| ends) {
                file.add(&lines, start..number);
            }
            match mark {
                Some(mark) => {
                    file.conflict.get_or_insert(number + 1);
                    is_in_base = mark == Mark::Base;
                }
                None if is_in_base => {}
                None if begins.is_some() => open = Some(number),
                None if open.is_none() && !is_silent(line) => {
                    file.faults.push(Fault { line: number + 1, message: FORM.to_owned() });
                }
                None => {}
            }
        }
        if let Some(start) = open {
            file.add(&lines, start..lines.len());
        }
        if let Some(line) = file.conflict {
            let message = "a merge was left unresolved here: keep the lines of both sides and remove the marks (<<<<<<<, =======, >>>>>>>); until then both count";
            file.faults.push(Fault { line, message: message.to_owned() });
        }
        file.faults.sort_by_key(|fault| fault.line);
        file
    }

    fn add(&mut self, lines: &[&str], range: Range<usize>) {
        let range = without_end(lines, range);
        let read = |range: Range<usize>| yaml::read::<Value>(&lines[range].join("\n"));
        let (entry, rest) = match read(range.clone()) {
            Ok(value) => (Some((value, range.clone())), range.end..range.end),
            // What is wrong in a later line spoils none before it.
            Err(_) => {
                let ends = (range.start + 1..range.end).rev();
                let mut begun = ends.filter_map(|end| Some((read(range.start..end).ok()?, range.start..end)));
                let begun = begun.find(|(value, _)| is_entry(value));
                let end = begun.as_ref().map_or(range.start, |(_, range)| range.end);
                (begun, end..range.end)
            }
        };
        match entry {
            Some((value, lines)) => self.add_entry(value, lines),
            None => self.add_fault(lines, range.start),
        }
        // A line with a dash of its own is another one, however far it stands in.
        let is_faulty = rest.start > range.start;
        let begins = |number: &usize| *number > range.start && dash(lines[*number]).is_some();
        let starts: Vec<usize> = rest.clone().filter(begins).collect();
        let next = starts.first().copied().unwrap_or(rest.end);
        if is_faulty && next > rest.start {
            self.add_fault(lines, rest.start);
        }
        let ends = starts.iter().skip(1).copied().chain([rest.end]);
        for (start, end) in starts.iter().zip(ends) {
            self.add(lines, *start..end);
        }
    }

    fn add_entry(&mut self, value: Value, range: Range<usize>) {
        let number = range.start + 1;
        let value = match value {
            Value::Sequence(values) => values.into_iter().next().unwrap_or_default(),
            _ => Value::Null,
        };
        let mut faults = Vec::new();
        let line = entry(&value, range, &mut faults);
        self.faults.extend(faults.into_iter().map(|message| Fault { line: number, message }));
        self.verdicts.extend(line);
    }

    /// A line that can't be read.
    fn add_fault(&mut self, lines: &[&str], number: usize) {
        // The reader tells lines of what it is given.
        let padded = format!("{}{}", "\n".repeat(number), lines[number]);
        let reason = yaml::read::<Value>(&padded).err().map(|error| format!("{error}; "));
        let message = format!("{}{FORM}", reason.unwrap_or_default());
        self.faults.push(Fault { line: number + 1, message });
    }
}

/// Whether a value is a list of one verdict's keys.
fn is_entry(value: &Value) -> bool {
    matches!(value, Value::Sequence(values) if matches!(values[..], [Value::Mapping(_)]))
}

/// An entry, unless it lacks what makes it a verdict; `faults` are told what is wrong.
fn entry(value: &Value, lines: Range<usize>, faults: &mut Vec<String>) -> Option<Line> {
    let Value::Mapping(keys) = value else {
        faults.push(FORM.to_owned());
        return None;
    };
    for key in keys.keys() {
        let key = key.as_str().unwrap_or("?");
        if !KEYS.contains(&key) {
            faults.push(unknown("key", key, &KEYS));
        }
    }
    let text = |name: &str| match keys.get(name) {
        Some(Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let mut day = |name: &str| {
        let text = text(name)?;
        let day = text.parse::<Date>().ok();
        if day.is_none() {
            faults.push(format!("`{name}: {text}` is no day; write it as 2026-11-26"));
        }
        day
    };
    let (on, said) = (day("on"), day("said"));
    let Some(outcome) = text("outcome") else {
        faults.push(format!("it has no outcome: {}", outcomes().join(", ")));
        return None;
    };
    let Some(outcome) = Outcome::named(&outcome) else {
        faults.push(unknown("outcome", &outcome, &outcomes()));
        return None;
    };
    let claim = text("claim");
    let id = text("id").and_then(|id| {
        let known = RecordId::whole(&id.to_ascii_lowercase());
        if known.is_none() {
            faults.push(format!("`{id}` is no id; `townhall predictions` prints them"));
        }
        known
    });
    if id.is_none() && claim.is_none() {
        if text("id").is_none() {
            faults.push("it has neither an id nor a claim, so nobody can tell what it is about".to_owned());
        }
        return None;
    }
    let verdict = Verdict { outcome, on, source: text("source"), note: text("note") };
    let beside = keys.get("beside").and_then(|value| beside(value, faults));
    Some(Line { lines, id, verdict, claim, by: text("by"), said, horizon: text("horizon"), beside })
}

/// The claims of a list, or the only one.
fn beside(value: &Value, faults: &mut Vec<String>) -> Option<Vec<String>> {
    let claim = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let claims = match value {
        Value::Sequence(values) => values.iter().map(claim).collect(),
        Value::Null => return None,
        only => claim(only).map(|claim| vec![claim]),
    };
    if claims.is_none() {
        faults.push("`beside` is no list of claims; write it as [\"…\", \"…\"]".to_owned());
    }
    claims
}

fn outcomes() -> [&'static str; 4] {
    Outcome::ALL.map(|(_, name)| name)
}

fn unknown(what: &str, given: &str, known: &[&str]) -> String {
    let names: Vec<Vec<String>> = known.iter().map(|name| vec![(*name).to_owned()]).collect();
    match near(given, names.iter().map(Vec::as_slice)).first() {
        Some(near) => format!("unknown {what} `{given}`; near: {near}"),
        None => format!("unknown {what} `{given}`; known: {}", known.join(", ")),
    }
}

/// What a tool that merges files puts where both sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One of the sides follows, or what both have in common.
    Side,
    /// What both sides had before follows.
    Base,
}

impl Mark {
    fn of(line: &str) -> Option<Mark> {
        let has =
            |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        match () {
            () if has("|||||||") => Some(Mark::Base),
            () if has("<<<<<<<") || has("=======") || has(">>>>>>>") => Some(Mark::Side),
            () => None,
        }
    }
}

/// How far a dash that begins an entry stands in.
fn dash(line: &str) -> Option<usize> {
    let text = line.trim_start_matches(' ');
    (text == "-" || text.starts_with("- ")).then_some(line.len() - text.len())
}

/// Whether a line says nothing to a program.
fn is_silent(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || is_document_mark(line)
}

fn is_document_mark(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// The lines of an entry without empty ones and remarks at its end, which belong to nothing or to the next.
fn without_end(lines: &[&str], range: Range<usize>) -> Range<usize> {
    let last = range.clone().rev().find(|number| *number == range.start || !is_silent(lines[*number]));
    range.start..last.map_or(range.end, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ID: &str = "fk3xw1m8qz2";

    /// The verdicts with their lines, and the faults with theirs.
    fn check(text: &str, verdicts: &[(usize, Outcome)], faults: &[(usize, &str)]) {
        let file = VerdictFile::read(text);
        let found: Vec<_> = file.verdicts.iter().map(|line| (line.number(), line.verdict.outcome)).collect();
        assert_eq!(found, verdicts, "{text}");
        assert_eq!(file.faults.len(), faults.len(), "{text}: {:?}", file.faults);
        for (fault, (line, part)) in file.faults.iter().zip(faults) {
            assert!(fault.line == *line && fault.message.contains(part), "{text}: {fault:?}");
        }
    }

    #[test]
    fn an_entry_is_a_line_or_goes_on_below_it() {
        let text = format!(
            "# mine\n---\n- {{id: {ID}, outcome: came-true, on: 2026-11-26, source: \"https://a.b/?c=d\", note: '按: 计划'}} # why\n\n- id: {ID}\n  outcome: failed\n  on: 2027-01-02\n  # a remark\n  claim: 船会飞\n\n# the end\n"
        );
        check(&text, &[(3, Outcome::CameTrue), (5, Outcome::Failed)], &[]);
        let file = VerdictFile::read(&text);
        assert_eq!(file.verdicts[0].verdict.note.as_deref(), Some("按: 计划"));
        assert_eq!(file.verdicts[1].lines, 4..9);
        assert_eq!(file.verdicts[1].verdict.on, Some(date(2027, 1, 2)));
        assert_eq!(file.verdicts[1].claim.as_deref(), Some("船会飞"));
        check(&format!("\u{feff}  - {{id: {ID}, outcome: partly}}\r\n"), &[(1, Outcome::Partly)], &[]);
        check("", &[], &[]);
        check("# none yet\n", &[], &[]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_spoils_no_other() {
        let good = format!("- {{id: {ID}, outcome: partly}}\n");
        let with = |bad: &str| format!("{good}{bad}\n{good}");
        let both = [(1, Outcome::Partly), (3, Outcome::Partly)];
        for (bad, part) in [
            ("- {id: fk3xw1m8qz2, outcome: cametrue}", "unknown outcome `cametrue`; near: came-true"),
            ("- {id: fk3xw1m8qz2}", "no outcome"),
            ("- {outcome: failed}", "neither an id nor a claim"),
            ("- {id: 42, outcome: failed}", "`42` is no id"),
            ("- fk3xw1m8qz2 failed", "expected a line such as"),
            ("- {id: fk3xw1m8qz2, outcome: failed", "line 2"),
        ] {
            check(&with(bad), &both, &[(2, part)]);
        }
        let all = [(1, Outcome::Partly), (2, Outcome::Failed), (3, Outcome::Partly)];
        for (odd, part) in [
            ("- {id: fk3xw1m8qz2, outcome: failed, sorce: a}", "unknown key `sorce`; near: source"),
            ("- {id: fk3xw1m8qz2, outcome: failed, on: 上周}", "`on: 上周` is no day"),
        ] {
            check(&with(odd), &all, &[(2, part)]);
        }
        check("id: a\n- {id: fk3xw1m8qz2, outcome: failed}", &[(2, Outcome::Failed)], &[(1, "expected")]);
        for (bad, part) in [
            ("{id: fk3xw1m8qz2, outcome: failed}", "expected a line such as"),
            ("fk3xw1m8qz2 failed", "expected a line such as"),
            ("  note: \"", "expected a line such as"),
        ] {
            check(&with(bad), &both, &[(2, part)]);
        }
        // However far it stands in.
        let indented = "  - {id: fk3xw1m8qz2, outcome: failed}";
        check(&with(indented), &all, &[]);
        let several = [indented; 3].join("\n");
        let failed = [2, 3, 4].map(|line| (line, Outcome::Failed));
        let all_of_them = [&[(1, Outcome::Partly)], &failed[..], &[(5, Outcome::Partly)]].concat();
        check(&with(&several), &all_of_them, &[]);
        let block = format!("- id: {ID}\n  outcome: failed\n  on: [\n");
        check(&format!("{block}{good}"), &[(1, Outcome::Failed), (4, Outcome::Partly)], &[(3, "expected")]);
    }

    #[test]
    fn both_sides_of_a_merge_count_and_its_marks_are_told() {
        let line = |outcome: &str| format!("- {{id: {ID}, outcome: {outcome}}}\n");
        let text = format!(
            "<<<<<<< HEAD\n{}||||||| base\n{}=======\n{}>>>>>>> other\n{}",
            line("failed"),
            line("too-early"),
            line("partly"),
            line("came-true")
        );
        check(
            &text,
            &[(2, Outcome::Failed), (6, Outcome::Partly), (8, Outcome::CameTrue)],
            &[(1, "a merge was left unresolved here")],
        );
        assert_eq!(VerdictFile::read(&text).conflict, Some(1));
    }
}
