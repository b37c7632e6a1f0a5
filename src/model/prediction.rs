//! Claims about the future.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::RecordId;

/// A row of the table of claims and predictions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// What is claimed.
    pub claim: String,
    /// Who claims it, where the table or the note tells.
    pub by: Option<String>,
    /// When it is to come true, where the table has such a column.
    pub horizon: Option<Horizon>,
    /// The table's further words on it.
    pub detail: Option<String>,
    /// Quotes of the note that say it, the nearest first.
    pub supports: Vec<RecordId>,
}

/// When a claim is to come true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// As the note has it.
    pub raw: String,
    /// What kind of time that is.
    pub kind: HorizonKind,
    /// The first day, where the words give one.
    pub start: Option<Date>,
    /// The last day, where the words give one.
    pub end: Option<Date>,
    /// Whether a day was counted from the day that the words were said on.
    pub relative: bool,
    /// Whether the words say that it may be otherwise (可能, 大约, 左右).
    pub uncertain: bool,
}

/// The kinds of horizon. Only those that name a time of the calendar, or that are counted from the day, have dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HorizonKind {
    /// At the latest at `end`: 2027年底前.
    By,
    /// Between `start` and `end`: 2026年, 2025-2027年.
    Within,
    /// Not before `start`: 2027年之后, 可能不是2026年.
    NotBefore,
    /// Over before the day it was said: 过去十年, 2019年.
    Past,
    /// Already happening: 持续进行中, 当前, 从去年起.
    Ongoing,
    /// Some years, months or days from when it was said that nobody can count: 未来数年; where no day is known, 3-5年内
    /// too. No dates are invented.
    Span,
    /// A direction without a time: 未来趋势, 长期.
    Trend,
    /// When something else has happened: 物质极度丰富时代, AGI实现后.
    Condition,
    /// The note says that it gives no time: 未提及, —.
    Unspecified,
}
