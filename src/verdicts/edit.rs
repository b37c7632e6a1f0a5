//! Changes of a file of verdicts, line by line: what a person wrote around a verdict stays where it is.

use std::collections::BTreeSet;
use std::ops::Range;

use super::file::{Line, VerdictFile};
use crate::yaml::{self, Value};

/// What stands above the first verdict.
pub const NEW_FILE: &str = "\
# What became of predictions, a line each: `townhall judge` writes them, and so may you.
# outcome is came-true, partly, failed or too-early. Of two lines with one id the later day counts, so two machines'
# files may be merged line by line. beside: near claims of that day, which never inherit the verdict.

";

/// Why a file is left as it is.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EditError {
    /// Two versions of it stand beside each other.
    #[error("line {0}: a merge was left unresolved here; resolve it first")]
    Conflict(usize),
}

/// The text with this verdict; it takes the place of those that stand in `instead`, lines from 0, and of nothing else. `line.lines`
/// says nothing.
///
/// # Errors
/// If the file is in the middle of a merge.
pub fn with_verdict(text: &str, line: &Line, instead: &[Range<usize>]) -> Result<String, EditError> {
    let file = checked(text)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let written = written(line);
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(first) = instead.iter().min_by_key(|range| range.start) {
        let indent =
            lines[first.start].len() - lines[first.start].trim_start_matches(['\u{feff}', ' ']).len();
        let indent = lines[first.start][..indent].to_owned();
        let remark = remark(&lines[first.clone()]).map(|remark| format!(" {remark}")).unwrap_or_default();
        let own = format!("{indent}{written}{remark}{end}");
        remove(&mut lines, instead, Some((first.start, own)));
        return Ok(lines.concat());
    }
    let at = place(&file, &lines, line);
    if at > 0 && !lines[at - 1].ends_with('\n') {
        lines[at - 1].push_str(end);
    }
    let indent = file.verdicts.first().map(|first| &lines[first.lines.start]);
    let indent = indent.map(|first| first.chars().take_while(|it| *it == ' ').collect::<String>());
    lines.insert(at, format!("{}{written}{end}", indent.unwrap_or_default()));
    Ok(lines.concat())
}

/// The text without the verdicts that stand in these lines, from 0.
///
/// # Errors
/// If the file is in the middle of a merge.
pub fn without(text: &str, ranges: &[Range<usize>]) -> Result<String, EditError> {
    checked(text)?;
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    remove(&mut lines, ranges, None);
    Ok(lines.concat())
}

fn checked(text: &str) -> Result<VerdictFile, EditError> {
    let file = VerdictFile::read(text);
    match file.conflict {
        Some(line) => Err(EditError::Conflict(line)),
        None => Ok(file),
    }
}

/// Takes the lines of verdicts away, but not what a person remarked on lines of its own among them; `own` comes in place of
/// one of them.
fn remove(lines: &mut Vec<String>, ranges: &[Range<usize>], own: Option<(usize, String)>) {
    let gone: BTreeSet<usize> = ranges.iter().cloned().flatten().collect();
    let is_remark = |line: &str| line.trim_start().starts_with('#');
    let mut own = own;
    let mut left = Vec::with_capacity(lines.len());
    for (number, line) in lines.drain(..).enumerate() {
        if let Some((_, own)) = own.take_if(|(at, _)| *at == number) {
            left.push(own);
        }
        if !gone.contains(&number) || is_remark(&line) {
            left.push(line);
        }
    }
    *lines = left;
}

/// Where a new verdict goes: among those that are in the order of their ids, as two machines then seldom write to one place;
/// else behind all others.
fn place(file: &VerdictFile, lines: &[String], line: &Line) -> usize {
    let end = lines.len();
    let is_sorted = file.verdicts.is_sorted_by_key(|other| other.id);
    let Some(next) = file.verdicts.iter().position(|other| other.id > line.id).filter(|_| is_sorted) else {
        return match file.verdicts.last() {
            // What is remarked at the end stays there.
            Some(last) if is_sorted => last.lines.end,
            _ => end,
        };
    };
    if let Some(before) = next.checked_sub(1) {
        return file.verdicts[before].lines.end;
    }
    // Remarks that stand right above the first verdict belong to it, unless the file begins with them.
    let first = file.verdicts[next].lines.start;
    let is_remark = |line: &String| line.trim_start().starts_with('#');
    let above = lines[..first].iter().rev().take_while(|line| is_remark(line)).count();
    if above == first { first } else { first - above }
}

/// What is remarked at the end of a verdict's only line.
fn remark(lines: &[String]) -> Option<String> {
    let [line] = lines else { return None };
    let whole: Value = yaml::read(line).ok()?;
    let mut marks = line.match_indices(" #").map(|(at, _)| at);
    let at = marks.find(|at| yaml::read::<Value>(&line[..*at]).is_ok_and(|value| value == whole))?;
    Some(line[at..].trim().to_owned())
}

/// A verdict as a line, without its end.
fn written(line: &Line) -> String {
    let Line { lines: _, id, verdict, claim, by, said, horizon, beside } = line;
    let list = |claims: &Vec<String>| {
        let claims: Vec<String> = claims.iter().map(|claim| yaml::quoted(claim)).collect();
        format!("[{}]", claims.join(", "))
    };
    let plain = [
        ("id", id.map(|id| id.to_string())),
        ("outcome", Some(verdict.outcome.name().to_owned())),
        ("on", verdict.on.map(|day| day.to_string())),
        ("source", verdict.source.as_deref().map(yaml::quoted)),
        ("note", verdict.note.as_deref().map(yaml::quoted)),
        ("by", by.as_deref().map(yaml::quoted)),
        ("said", said.map(|day| day.to_string())),
        ("horizon", horizon.as_deref().map(yaml::quoted)),
        ("claim", claim.as_deref().map(yaml::quoted)),
        ("beside", beside.as_ref().map(list)),
    ];
    let keys: Vec<String> =
        plain.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?))).collect();
    format!("- {{{}}}", keys.join(", "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Outcome, Verdict};
    use super::*;
    use crate::model::RecordId;

    fn line(id: &str, note: &str) -> Line {
        Line {
            lines: 0..0,
            id: RecordId::whole(id),
            verdict: Verdict {
                outcome: Outcome::Failed,
                on: "2026-11-26".parse().ok(),
                source: None,
                note: Some(note.to_owned()),
            },
            claim: Some("船会飞".to_owned()),
            by: None,
            said: None,
            horizon: None,
            beside: None,
        }
    }

    const ONE: &str = "- {id: f1111111111, outcome: partly}\n";
    const THREE: &str = "- {id: f3333333333, outcome: partly} # 存疑\n";
    const NEW: &str = "- {id: f2222222222, outcome: failed, on: 2026-11-26, note: \"无\", claim: \"船会飞\"}";

    fn added(text: &str) -> String {
        with_verdict(text, &line("f2222222222", "无"), &[]).unwrap()
    }

    #[test]
    fn a_verdict_goes_where_its_id_sorts_and_nothing_else_moves() {
        assert_eq!(added(NEW_FILE), format!("{NEW_FILE}{NEW}\n"));
        assert_eq!(
            added(&format!("{NEW_FILE}{ONE}# c\n{THREE}# end\n")),
            format!("{NEW_FILE}{ONE}{NEW}\n# c\n{THREE}# end\n")
        );
        assert_eq!(added(&format!("# a\n\n# c\n{THREE}")), format!("# a\n\n{NEW}\n# c\n{THREE}"));
        assert_eq!(added(&format!("# a\n{THREE}")), format!("# a\n{NEW}\n{THREE}"));
        assert_eq!(added(&format!("{ONE}\n# end\n")), format!("{ONE}{NEW}\n\n# end\n"));
    }

    #[test]
    fn a_file_in_no_order_grows_at_its_end_as_it_ends_its_lines() {
        assert_eq!(added(&format!("{THREE}{ONE}# end")), format!("{THREE}{ONE}# end\n{NEW}\n"));
        let crlf = ONE.replace('\n', "\r\n");
        assert_eq!(added(&crlf), format!("{crlf}{NEW}\r\n"));
        assert_eq!(added(&format!("  {ONE}")), format!("  {ONE}  {NEW}\n"));
    }

    #[test]
    fn another_verdict_takes_the_place_of_the_old_ones_with_their_remarks() {
        let instead = |text: &str, ranges: &[Range<usize>]| {
            with_verdict(text, &line("f2222222222", "无"), ranges).unwrap()
        };
        assert_eq!(instead(&format!("{ONE}{THREE}{ONE}"), &[1..2, 2..3]), format!("{ONE}{NEW} # 存疑\n"));
        let block = "- id: f3333333333\n  # 看法未定\n  outcome: partly\n";
        assert_eq!(
            instead(&format!("{ONE}{block}"), std::slice::from_ref(&(1..4))),
            format!("{ONE}{NEW}\n  # 看法未定\n")
        );
        assert_eq!(without(&format!("# a\n{ONE}{block}"), &[1..2, 2..5]).unwrap(), "# a\n  # 看法未定\n");
    }

    #[test]
    fn a_file_in_the_middle_of_a_merge_is_left_alone() {
        let text = format!("{ONE}<<<<<<< a\n{THREE}=======\n>>>>>>> b\n");
        assert_eq!(with_verdict(&text, &line("f2222222222", ""), &[]), Err(EditError::Conflict(2)));
        assert_eq!(without(&text, std::slice::from_ref(&(0..1))), Err(EditError::Conflict(2)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(note in "\\PC{1,20}|[\\x00-\\x7f\u{85}\u{2028}\u{feff}\"'#:{},成本]{1,12}") {
            prop_assume!(note.trim() == note && !note.is_empty());
            let text = with_verdict(NEW_FILE, &line("f2222222222", &note), &[]).unwrap();
            let read = VerdictFile::read(&text);
            prop_assert_eq!(&read.faults, &[]);
            prop_assert_eq!(read.verdicts[0].verdict.note.as_deref(), Some(note.as_str()));
            prop_assert_eq!(read.verdicts.len(), 1);
        }
    }
}
