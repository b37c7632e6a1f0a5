//! What is said of verdicts whose prediction is gone or was changed.

use std::path::Path;

use crate::lint::{Code, Finding};
use crate::text::width::one_line;
use crate::verdicts::{Line, Stray, StrayReason, VerdictFile};

/// So many are named of those that have something in common.
pub(super) const NAMED: usize = 5;

/// What is said of several verdicts that fit nothing: of those to which nothing is near, those that fit several, and those to which
/// something is near that is not it.
const NOTHING: &str = "fits no prediction here, neither by its id nor by its words, person and day";
const SEVERAL: &str = "fits several predictions here; write the id of one";
const UNCERTAIN: &str = "fits no prediction here for certain; `townhall check` tells what is near to each";
/// What is said of several that were followed, and of several for another time.
const FOLLOWED: &str =
    "is taken for one on a claim whose words were changed; judge them again to settle that";
const RETIMED: &str = "was given for another time than the note now says";
const REASSIGNED: &str = "was given on another person's claim, or one of another day, than the note now says";

/// The file that it is told of.
pub(super) struct Told<'f> {
    pub(super) file: &'f VerdictFile,
    pub(super) path: &'f Path,
}

impl<'f> Told<'f> {
    /// What fits nothing, each.
    pub(super) fn findings(&self, strays: &[Stray]) -> Vec<Finding> {
        let finding = |stray: &Stray| {
            let line = self.line(stray.verdict);
            at_line(Code::VerdictStray, line.number(), format!("{} {}", verdict_on(line), why(&stray.reason)))
        };
        strays.iter().map(finding).collect()
    }

    /// The same in few lines, and what was followed to other words, is for another time, or is another's: each with these.
    pub(super) fn notices(
        &self,
        strays: &[Stray],
        [followed, retimed, reassigned]: [&[(usize, String)]; 3],
    ) -> Vec<String> {
        let of_kind = |several: &'static str| {
            let those = strays.iter().filter(move |stray| in_short(&stray.reason) == several);
            those.map(|stray| (self.line(stray.verdict), why(&stray.reason))).collect::<Vec<_>>()
        };
        let is_taken = |(verdict, words): &(usize, String)| {
            let words = one_line(words);
            let is_taken = format!(
                "is taken for one on “{words}”, as the note has it now; judge it again to settle that"
            );
            (self.line(*verdict), is_taken)
        };
        let is_for = |(verdict, now): &(usize, String)| {
            let line = self.line(*verdict);
            let (then, now) = (line.horizon.as_deref().unwrap_or_default(), one_line(now));
            (line, format!("was given for {}, and the note now says {now}", one_line(then)))
        };
        let is_of = |(verdict, now): &(usize, String)| {
            let line = self.line(*verdict);
            let day = line.said.map(|day| day.to_string());
            let then: Vec<String> = line.by.clone().into_iter().chain(day).collect();
            (line, format!("was given on {}, and the note now says {now}", one_line(&then.join(", "))))
        };
        let told = [
            (of_kind(NOTHING), NOTHING),
            (of_kind(SEVERAL), SEVERAL),
            (of_kind(UNCERTAIN), UNCERTAIN),
            (followed.iter().map(is_taken).collect(), FOLLOWED),
            (retimed.iter().map(is_for).collect(), RETIMED),
            (reassigned.iter().map(is_of).collect(), REASSIGNED),
        ];
        told.iter().filter_map(|(told, several)| self.notice(told, several)).collect()
    }

    fn line(&self, verdict: usize) -> &'f Line {
        &self.file.verdicts[verdict]
    }

    /// Of one verdict what there is to say in full, of several their lines.
    fn notice(&self, told: &[(&Line, String)], several: &str) -> Option<String> {
        let path = self.path.display();
        match told {
            [] => None,
            [(only, words)] => Some(format!("{path}:{}: {} {words}", only.number(), verdict_on(only))),
            [(first, _), ..] => {
                let numbers: Vec<String> =
                    told.iter().take(NAMED).map(|(line, _)| line.number().to_string()).collect();
                let more = if told.len() > NAMED { ", …" } else { "" };
                let numbers = format!("{}{more}", numbers.join(", "));
                let count = told.len();
                Some(format!(
                    "{path}:{}: each of {count} verdicts {several}; lines {numbers}",
                    first.number()
                ))
            }
        }
    }
}

pub(super) fn at_line(code: Code, line: usize, message: String) -> Finding {
    Finding::at_line(code, u32::try_from(line).unwrap_or(u32::MAX), message)
}

/// A verdict in words: the claim that it is about, else the id.
fn verdict_on(line: &Line) -> String {
    let claim = line.claim.as_deref().map(|claim| one_line(claim).into_owned());
    let id = || line.id.map(|id| id.to_string()).unwrap_or_default();
    format!("the verdict on “{}”", claim.unwrap_or_else(id))
}

/// What is said of several that fit nothing for such a reason.
fn in_short(reason: &StrayReason) -> &'static str {
    match reason {
        StrayReason::Nothing => NOTHING,
        StrayReason::Several => SEVERAL,
        StrayReason::StoodBeside(_) | StrayReason::SaysOtherwise(_) => UNCERTAIN,
    }
}

/// Why a verdict fits nothing, behind what it is on.
fn why(reason: &StrayReason) -> String {
    match reason {
        StrayReason::Nothing | StrayReason::Several => in_short(reason).to_owned(),
        StrayReason::StoodBeside(words) => {
            let words = one_line(words);
            format!("fits no prediction here; “{words}” is near, but stood beside it when it was judged")
        }
        StrayReason::SaysOtherwise(words) => {
            format!("fits no prediction here; “{}” is near, but may say something else", one_line(words))
        }
    }
}
