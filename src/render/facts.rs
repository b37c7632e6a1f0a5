//! Facts that stand in no note, as the other formats need them: problems, settings, the state of the index.
//!
//! All facts of a view have the same names, in the same order, so one algorithm serves every kind.

use std::path::Path;

use super::grid::{Column, Grid};
use super::link::Target;
use super::style::{Rich, Role};
use super::{Fact, FactValue, Language};

/// What readers of Chinese see above a column, and others the name. One that is not here stands for itself.
const HEADERS: [(&str, &str); 33] = [
    ("problem", "问题"),
    ("message", "说明"),
    ("code", "代码"),
    ("level", "级别"),
    ("hint", "建议"),
    ("name", "名称"),
    ("value", "值"),
    ("source", "来源"),
    ("place", "位置"),
    ("folder", "文件夹"),
    ("state", "状态"),
    ("bytes", "大小"),
    ("notes", "笔记"),
    ("records", "记录"),
    ("texts_left_out", "未读的文本"),
    ("sections", "章节"),
    ("passages", "段落"),
    ("questions", "提问"),
    ("quotes", "语录"),
    ("predictions", "预测"),
    ("terms", "术语"),
    ("problems", "问题"),
    ("not_understood", "未识别"),
    ("blocks", "未识别之处"),
    ("period", "时间"),
    ("count", "条数"),
    ("person_count", "人物"),
    ("topic_count", "主题"),
    ("judged", "已判断"),
    ("came_true", "已实现"),
    ("partly", "部分实现"),
    ("failed", "未实现"),
    ("too_early", "为时尚早"),
];

impl FactValue {
    /// As text; empty where there is none.
    pub(super) fn text(&self) -> String {
        match self {
            FactValue::Text(text) | FactValue::Path(text) => text.clone(),
            FactValue::Number(number) | FactValue::Bytes(number) => number.to_string(),
            FactValue::Nothing => String::new(),
        }
    }

    /// As readers want it: `6.5 MB`.
    pub(super) fn shown(&self) -> String {
        const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
        let FactValue::Bytes(bytes) = self else { return self.text() };
        let mut unit = 0;
        let mut amount = *bytes as f64;
        while amount >= 1000.0 && unit + 1 < UNITS.len() {
            amount /= 1000.0;
            unit += 1;
        }
        if unit > 0 && amount < 10.0 {
            format!("{amount:.1} {}", UNITS[unit])
        } else {
            format!("{amount:.0} {}", UNITS[unit])
        }
    }
}

impl Fact {
    /// The place as editors and `rg` write it; empty for a fact about no file.
    pub(super) fn place(&self) -> String {
        match (&self.path, self.lines) {
            (Some(path), Some(lines)) => format!("{path}:{}", lines.first),
            (Some(path), None) => path.clone(),
            _ => String::new(),
        }
    }

    /// One of its values; the place and the kind are values as well.
    pub(super) fn value(&self, name: &str) -> String {
        match name {
            "place" => self.place(),
            "kind" => self.kind.to_owned(),
            "path" => self.path.clone().unwrap_or_default(),
            "line" => self.lines.map(|lines| lines.first.to_string()).unwrap_or_default(),
            _ => self
                .values
                .iter()
                .find(|(own, _)| *own == name)
                .map(|(_, value)| value.text())
                .unwrap_or_default(),
        }
    }

    /// Its values as readers want them: a code tells what an older name for the same tells, and comes first.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&'static str, &FactValue)> {
        let (first, others): (Vec<_>, Vec<_>) =
            self.values.iter().map(|(name, value)| (*name, value)).partition(|(name, _)| *name == "code");
        let has_code = !first.is_empty();
        first.into_iter().chain(others.into_iter().filter(move |(name, _)| !has_code || *name != "problem"))
    }

    /// The names of its values.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.values.iter().map(|(name, _)| *name)
    }
}

/// What readers call a value.
pub(super) fn header(name: &'static str, language: Language) -> &'static str {
    match language {
        Language::Chinese => HEADERS.iter().find(|(own, _)| *own == name).map_or(name, |(_, header)| header),
        Language::English => name,
    }
}

/// An empty table for facts like this one.
pub(super) fn grid(fact: &Fact, language: Language) -> Grid {
    let place = fact.path.is_some().then(|| Column::flexible(header("place", language)));
    let values = fact.shown().map(|(name, value)| match value {
        FactValue::Number(_) | FactValue::Bytes(_) => Column::number(header(name, language)),
        _ => Column::flexible(header(name, language)),
    });
    Grid::new(place.into_iter().chain(values).collect())
}

/// The row of a fact.
pub(super) fn row(fact: &Fact) -> Vec<Rich> {
    let place = fact.path.is_some().then(|| Rich::path(Role::Place, &fact.place()));
    let values = fact.shown().enumerate().map(|(number, (_, value))| rich(number, value));
    place.into_iter().chain(values).collect()
}

/// One of a fact's values, the first of which is what the fact is about.
pub(super) fn rich(number: usize, value: &FactValue) -> Rich {
    let role = if number == 0 { Role::Strong } else { Role::Text };
    match value {
        FactValue::Path(path) => {
            let file = Some(path.clone()).filter(|path| Path::new(path).is_absolute());
            Rich::default().with_path(role, path, file.map(|file| Target::Line { file, line: 1 }))
        }
        other => message(role, &other.shown()),
    }
}

/// A message, in which the names of files stand on one line.
pub(super) fn message(role: Role, text: &str) -> Rich {
    let mut rich = Rich::default();
    for (number, part) in text.split('`').enumerate() {
        rich.push(role, if number == 0 { "" } else { "`" });
        rich = if number % 2 == 1 && is_file(part) {
            rich.with_path(role, part, None)
        } else {
            rich.with(role, part)
        };
    }
    rich
}

/// Whether what stands between backticks is a path or the name of a file.
fn is_file(text: &str) -> bool {
    let ending = Path::new(text).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_ending = |ending: &str| {
        (2..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    !text.contains("://") && (is_ending(ending) || text.starts_with(['/', '.']))
}
