//! Claims along the years: one line each, with a bar from when to when it is to come true, and today across all.
//!
//! ```text
//!                 2026    2027    2028    2029
//!   推理成本下降   ╌╌╌╌╌╌╌│╌╌╌╌╌╌╌█                   by the end of 2027
//! ✗ 公司放缓招聘   ███████┃                           within 2026
//!   3D推理修复            │▒╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶           not before 2027, unsure
//! ```
//!
//! A line has the width of the window and nothing is wrapped: of a claim its beginning is shown, up to the end of a clause
//! where that is long enough. What has no day tells its time in words.

use std::io;

use jiff::ToSpan;
use jiff::civil::Date;

use super::style::{Page, Rich, Role, StyledLine};
use super::unbroken::unbroken;
use super::{Entry, Item};
use crate::model::{Body, Horizon, HorizonKind, Kind};
use crate::text::marks::CLAUSE_ENDS;
use crate::text::width::{columns, fitting, one_line};
use crate::verdicts::Outcome;

/// From when to when claims go, and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// The first day that any claim names, or was said on.
    first: Date,
    /// The last one.
    last: Date,
    today: Date,
}

/// Columns of the narrowest window that a timeline can be drawn in.
pub const TIMELINE_WIDTH: usize = 40;
/// From this width on a line ends with the id.
const WITH_IDS: usize = 100;
/// Columns for what became of a claim, and behind its words.
const MARK: usize = 2;
const GAP: usize = 1;
/// Columns that a year needs, and those that its number takes with a space.
const LEAST_YEAR: usize = 2;
const NUMBER: usize = 5;

const SURE: char = '█';
const UNSURE: char = '▒';
const OPEN: char = '╌';
const ON: char = '▶';
const BACK: char = '◀';
const TODAY: char = '│';
const TODAY_WITHIN: char = '┃';

impl Axis {
    /// The axis of these claims.
    pub fn of(items: &[Item], today: Date) -> Axis {
        let mut axis = Axis { first: today, last: today, today };
        for (entry, horizon) in items.iter().filter_map(dated) {
            let said = if horizon.start.is_none() { entry.note.date } else { None };
            for day in [said, horizon.start, horizon.end].into_iter().flatten() {
                axis.first = axis.first.min(day);
                axis.last = axis.last.max(day);
            }
        }
        axis
    }
}

/// A claim with the words for its time.
fn horizon(item: &Item) -> Option<(&Entry, Option<&Horizon>)> {
    let entry = item.entry()?;
    let Body::Prediction(prediction) = &entry.record.body else { return None };
    Some((entry, prediction.horizon.as_ref()))
}

/// A claim whose time has a day.
fn dated(item: &Item) -> Option<(&Entry, &Horizon)> {
    let (entry, horizon) = horizon(item)?;
    let horizon = horizon.filter(|horizon| horizon.start.is_some() || horizon.end.is_some())?;
    Some((entry, horizon))
}

/// The years across so many columns, and for each item its bar below them, for a door that draws lines itself.
pub fn timeline(items: &[Item], axis: Axis, width: usize) -> (StyledLine, Vec<StyledLine>) {
    let scale = Scale::of(axis, width);
    let bar = |item: &Item| {
        let bar = horizon(item).map(|(entry, horizon)| scale.bar(entry, horizon));
        bar.map(|bar| bar.styled()).unwrap_or_default()
    };
    (vec![(Role::Faint, scale.years())], items.iter().map(bar).collect())
}

pub(super) fn write(items: &[Item], axis: Axis, page: &mut Page<'_>) -> io::Result<()> {
    let width = page.appearance.width;
    let ids = if width >= WITH_IDS { GAP + ID } else { 0 };
    let words = items.iter().filter_map(Item::entry).map(|entry| columns(&one_line(entry.record.text())));
    let words = words.max().unwrap_or_default().min((width - ids) * 2 / 5 - MARK);
    let scale = Scale::of(axis, width - MARK - words - GAP - ids);
    let before = " ".repeat(MARK + words + GAP);
    page.line(&Rich::new(Role::Text, &before).with(Role::Faint, &scale.years()))?;
    for (entry, horizon) in items.iter().filter_map(horizon) {
        let mut line = mark(entry);
        let claim = beginning(&one_line(entry.record.text()), words);
        let rest = words.saturating_sub(columns(&claim)) + GAP;
        line = line.with(Role::Strong, &claim).with(Role::Text, &" ".repeat(rest));
        line.append(&scale.bar(entry, horizon));
        if ids > 0 {
            line = line.with(Role::Text, " ").with(Role::Faint, entry.record.id.as_str());
        }
        page.line(&line)?;
    }
    page.blank()?;
    legend(items, page)
}

/// Columns of an id.
const ID: usize = 11;

/// What became of a claim, in a column of its own.
fn mark(entry: &Entry) -> Rich {
    match &entry.verdict {
        None => Rich::new(Role::Text, &" ".repeat(MARK)),
        Some(verdict) => {
            Rich::new(Role::Outcome(verdict.outcome), sign(verdict.outcome)).with(Role::Text, " ")
        }
    }
}

fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::CameTrue => "✓",
        Outcome::Partly => "~",
        Outcome::Failed => "✗",
        Outcome::TooEarly => "?",
    }
}

/// What the marks mean that are drawn.
fn legend(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let has =
        |test: &dyn Fn(&Horizon) -> bool| items.iter().filter_map(dated).any(|(_, horizon)| test(horizon));
    let drawn = [
        (format!("{SURE}{SURE}"), "这段时间内", has(&|it| it.start.is_some() && it.end.is_some())),
        (format!("{OPEN}{SURE}"), "至迟", has(&|it| it.start.is_none())),
        (format!("{SURE}{OPEN}{ON}"), "不会更早", has(&|it| it.kind == HorizonKind::NotBefore)),
        (format!("{UNSURE}{UNSURE}"), "不确定", has(&|it| it.uncertain)),
        (TODAY.to_string(), "今天", true),
    ];
    let drawn = drawn.into_iter().filter(|(.., is_drawn)| *is_drawn);
    let mut parts: Vec<String> =
        drawn.map(|(drawn, label, _)| format!("{drawn} {}", page.label(label))).collect();
    let verdicts = items.iter().filter_map(|item| item.entry()?.verdict.as_ref());
    let given: Vec<Outcome> = verdicts.map(|verdict| verdict.outcome).collect();
    for (outcome, _) in Outcome::ALL.iter().filter(|(outcome, _)| given.contains(outcome)) {
        parts.push(format!("{} {}", sign(*outcome), page.language().outcome(*outcome)));
    }
    let parts: Vec<String> = parts.iter().map(|part| unbroken(part)).collect();
    page.text(&Rich::new(Role::Faint, &parts.join("  ")))
}

/// The beginning of a claim in so many columns: up to the end of a clause, unless most would be lost.
fn beginning(claim: &str, room: usize) -> String {
    if columns(claim) <= room {
        return claim.to_owned();
    }
    let part = &claim[..fitting(claim, room.saturating_sub(1))];
    let clause = part.rfind(CLAUSE_ENDS).map(|at| part[..at].trim_end_matches(CLAUSE_ENDS));
    let clause = clause.filter(|clause| columns(clause) * 2 >= room);
    format!("{}…", clause.unwrap_or(part))
}

/// Days on columns.
struct Scale {
    first: i16,
    years: usize,
    width: usize,
    today: Date,
}

impl Scale {
    /// Whole years in so many columns. Where not all have room, those around today do.
    fn of(axis: Axis, width: usize) -> Scale {
        let (first, last) = (axis.first.year(), axis.last.year());
        let most = i16::try_from(width / LEAST_YEAR).unwrap_or(i16::MAX).max(1);
        let today = axis.today.year();
        let first = if last - first < most { first } else { first.max(today - most / 4) };
        let years = (last - first + 1).min(most);
        Scale { first, years: usize::try_from(years).unwrap_or(1), width, today: axis.today }
    }

    /// The column in which a day begins; beyond the edges too.
    fn column(&self, day: Date) -> isize {
        let days = f64::from(day.days_in_year());
        let year = f64::from(day.year() - self.first) + (f64::from(day.day_of_year()) - 1.0) / days;
        (year * self.width as f64 / self.years as f64).floor() as isize
    }

    /// The numbers of the years, each above its first day.
    fn years(&self) -> String {
        const STEPS: [usize; 7] = [1, 2, 5, 10, 20, 50, 100];
        let fits = |step: &&usize| *step * self.width >= NUMBER * self.years;
        let step = STEPS.iter().find(fits).copied().unwrap_or(self.years);
        let mut line = String::new();
        let years = (self.first..).take(self.years);
        for year in years
            .filter(|year| usize::try_from(*year).is_ok_and(|year| year % step == 0 || step >= self.years))
        {
            let at = year - self.first;
            let at = usize::try_from(at).unwrap_or_default() * self.width / self.years;
            if at >= columns(&line) && at + NUMBER <= self.width + 1 {
                line.push_str(&" ".repeat(at - columns(&line)));
                line.push_str(&format!("{year} "));
            }
        }
        line.trim_end().to_owned()
    }

    /// A claim's time, in all columns.
    fn bar(&self, entry: &Entry, horizon: Option<&Horizon>) -> Rich {
        let Some(horizon) = horizon.filter(|horizon| horizon.start.or(horizon.end).is_some()) else {
            let words = horizon.map(|horizon| one_line(&horizon.raw).into_owned()).unwrap_or_default();
            let words = beginning(&words, self.width);
            let rest = " ".repeat(self.width.saturating_sub(columns(&words)));
            return Rich::new(Role::Faint, &words).with(Role::Text, &rest);
        };
        let mut cells = vec![' '; self.width];
        self.draw(entry, horizon, &mut cells);
        let role = match (&entry.verdict, horizon.kind) {
            (Some(verdict), _) => Role::Outcome(verdict.outcome),
            (None, HorizonKind::Past | HorizonKind::Ongoing) => Role::Faint,
            (None, _) => Role::Kind(Kind::Prediction),
        };
        let today = usize::try_from(self.column(self.today)).ok().filter(|at| *at < self.width);
        let mut bar = Rich::default();
        let cells: Vec<(char, Role)> = cells
            .into_iter()
            .enumerate()
            .map(|(at, cell)| match cell {
                SURE | UNSURE if Some(at) == today => (TODAY_WITHIN, Role::Warning),
                _ if Some(at) == today => (TODAY, Role::Warning),
                // White space at a line's end is not written, unless it has a colour.
                ' ' => (' ', Role::Text),
                cell => (cell, role),
            })
            .collect();
        for run in cells.chunk_by(|one, other| one.1 == other.1) {
            bar.push(run[0].1, &run.iter().map(|(cell, _)| cell).collect::<String>());
        }
        bar
    }

    fn draw(&self, entry: &Entry, horizon: &Horizon, cells: &mut [char]) {
        let block = if horizon.uncertain { UNSURE } else { SURE };
        let edge = cells.len() as isize;
        // The column of a day's end is that before the next day's.
        let end =
            |day: Date| self.column(day.checked_add(1.day()).unwrap_or(day)).max(self.column(day) + 1) - 1;
        let mut fill = |from: isize, to: isize, cell: char| {
            let columns = from.max(0)..=to.min(edge - 1);
            columns.for_each(|at| cells[at as usize] = cell);
        };
        let (from, to) = match (horizon.start, horizon.end) {
            (Some(start), Some(last)) => {
                let (from, to) = (self.column(start), end(last));
                fill(from, to, block);
                (from, to)
            }
            // From when it was said on, at the latest then.
            (None, Some(last)) => {
                let to = end(last);
                let from = entry.note.date.map_or(0, |said| self.column(said)).min(to);
                fill(from, to, OPEN);
                fill(to, to, block);
                (from, to)
            }
            (Some(start), None) => {
                let from = self.column(start);
                fill(from, edge, OPEN);
                if horizon.kind != HorizonKind::Ongoing {
                    fill(from, from, block);
                }
                (from, edge)
            }
            (None, None) => return,
        };
        if to >= edge {
            fill(edge - 1, edge - 1, ON);
        }
        if from < 0 {
            fill(0, 0, BACK);
        }
    }
}

#[cfg(test)]
mod tests;
