//! What the formats for readers print beside the words of notes, in the language that is spoken. Those for programs have keys,
//! which never change.

use std::borrow::Cow;

use crate::model::{KINDS, Kind, KindInfo};
use crate::verdicts::Outcome;

/// A language to speak.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

/// Labels in Chinese, by which the code names them, and in English. `{}` is filled in where the label is printed.
const LABELS: &[(&str, &str)] = &[
    // Columns.
    ("主题", "topic"),
    ("中文", "Chinese"),
    ("英文", "English"),
    ("章节", "sections"),
    ("语录", "quotes"),
    ("提问", "asked"),
    ("预测", "claims"),
    ("人物", "person"),
    ("又名", "aliases"),
    ("笔记", "notes"),
    ("最早", "first"),
    ("最晚", "last"),
    ("提出者", "by"),
    ("时间", "horizon"),
    ("说明", "detail"),
    ("行", "line"),
    ("编号", "id"),
    ("术语", "term"),
    ("解释", "definition"),
    ("又见", "also"),
    ("出自", "from"),
    ("依据", "behind it"),
    ("结果", "verdict"),
    // Verdicts.
    ("已实现", "came true"),
    ("部分实现", "came true in part"),
    ("未实现", "failed"),
    ("为时尚早", "too early to tell"),
    // Timelines.
    ("这段时间内", "within"),
    ("至迟", "at the latest"),
    ("不会更早", "not before"),
    ("不确定", "unsure"),
    ("今天", "today"),
    // Cards.
    ("（据上下文）", " (from context)"),
    ("答", "A"),
    ("问", "Q"),
    ("无语录作答", "no quote answers"),
    ("说时已在进行", "under way when it was said"),
    ("说时已成过去", "past when it was said"),
    ("提到它的地方（{}）：", "Where it is mentioned ({}):"),
    ("全部笔记中用到它的地方：{}", "Uses in all notes: {}"),
    ("日期不详", "no date"),
    ("（无）", " (none)"),
    ("（{}）", " ({})"),
    ("= {}（{}）", "= {} ({})"),
    ("【{}】", " [{}]"),
    ("：", ": "),
    ("，", ", "),
    ("、", ", "),
    ("；", "; "),
    ("——", " — "),
    ("第 {} 行", "line {}"),
    ("第 {}–{} 行", "lines {}–{}"),
    ("关键语录", "key quotes"),
    ("名字", "names"),
    ("（简称）", " (short)"),
    ("{}等", "{}, …"),
    ("为何是此人", "why this person"),
    // What a name rests on.
    ("原话处写作「{}」，{}", "called “{}” at the words, {}"),
    ("原话处据上下文是「{}」，{}", "“{}” from context, {}"),
    ("（全名 {}）", " (in full {})"),
    ("{}：{}，{}", "{}: {}, {}"),
    ("{} → {}：{}", "{} → {}: {}"),
    ("显示为 {}：{}", "shown as {}: {}"),
    ("不知是谁：{}", "nobody can tell: {}"),
    ("people.yaml 这样称呼", "people.yaml calls them so"),
    ("内置名单这样称呼", "the built-in list calls them so"),
    ("这是唯一的全名", "the only full name"),
    ("中国人用中文名", "Chinese people by their Chinese name"),
    ("用这个全名的笔记最多", "the full name that most notes use"),
    ("这里没有写明是谁", "the words name nobody"),
    ("「{}」是身份，笔记没有说是谁", "“{}” is a role, and the note does not say whose"),
    ("「{}」是简称，可能是 {} 中的一位", "“{}” is a short name, which may mean one of {}"),
    ("没有笔记表明「{}」是某位参与者的全名", "no note says that “{}” takes part under this full name"),
    ("「{}」是简称，笔记没有给出全名", "“{}” is a short name, for which the note has no full one"),
    ("列为参与者", "listed as taking part"),
    ("见于标题", "in the title"),
    ("署在原话处", "at the words"),
    ("与另一个名字并列", "beside another name"),
    ("自我介绍", "introduces themselves"),
    ("是全名的一部分", "part of the full name"),
    ("是本篇唯一有此身份的人", "the only one in this role"),
    ("内置名单", "built-in list"),
    ("只差一处笔误", "differs by a slip"),
    ("同名的另一写法", "another form of the name"),
    ("{} 等 {} 篇并列", "side by side in {} and others, {} notes in all"),
    ("{} 并列", "side by side in {}"),
    ("{} 篇并列", "side by side in {} notes"),
    // Tiers.
    ("全词", "all"),
    ("同节", "near"),
    ("多数词", "most"),
    ("别名", "alias"),
    ("译文", "translated"),
    ("读音", "sound"),
    ("差一字", "typo"),
    ("原文相符", "exact"),
    ("相近：", "Nearby:"),
    // Values.
    ("注明", "stated"),
    ("推断", "implied"),
    ("是", "true"),
    ("否", "false"),
    ("到那时为止", "by"),
    ("那时之后", "not_before"),
    ("已成过去", "past"),
    ("进行中", "ongoing"),
    ("时段", "span"),
    ("趋势", "trend"),
    ("看条件", "condition"),
    ("没有说", "unspecified"),
];

impl Language {
    /// A label in this language.
    pub(super) fn label(self, chinese: &'static str) -> &'static str {
        match self {
            Language::Chinese => chinese,
            Language::English => {
                LABELS.iter().find(|(label, _)| *label == chinese).map_or(chinese, |(_, english)| english)
            }
        }
    }

    /// A label in this language with what is to be filled in, in order.
    pub(super) fn filled(self, chinese: &'static str, values: &[&dyn std::fmt::Display]) -> String {
        let mut pieces = self.label(chinese).split("{}");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for (piece, value) in pieces.zip(values) {
            filled.push_str(&format!("{value}{piece}"));
        }
        filled
    }

    /// What one record of a kind is called.
    pub fn kind(self, kind: Kind) -> &'static str {
        let KindInfo { name, chinese, .. } = kind.info();
        if self == Language::Chinese { chinese } else { name }
    }

    /// What so many records of a kind are called.
    pub fn count(self, count: usize, kind: Kind) -> String {
        let KindInfo { name, plural, chinese, .. } = kind.info();
        match (self, count) {
            (Language::Chinese, _) => format!("{count} {chinese}"),
            (Language::English, 1) => format!("1 {name}"),
            (Language::English, _) => format!("{count} {plural}"),
        }
    }

    /// What an outcome is called.
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        self.label(match outcome {
            Outcome::CameTrue => "已实现",
            Outcome::Partly => "部分实现",
            Outcome::Failed => "未实现",
            Outcome::TooEarly => "为时尚早",
        })
    }

    /// What a tier is called.
    pub fn tier(self, tier: &'static str) -> &'static str {
        match self {
            Language::English => tier,
            Language::Chinese => chinese(tier).unwrap_or(tier),
        }
    }

    /// What a value is called that has a name for scripts: a kind, a tier, how a horizon is meant.
    pub(super) fn word(self, value: &str) -> Cow<'_, str> {
        match self {
            Language::English => value.into(),
            Language::Chinese => chinese(value).map_or(value.into(), Cow::Borrowed),
        }
    }
}

/// The Chinese of what is one word in English.
fn chinese(english: &str) -> Option<&'static str> {
    let kind = KINDS.iter().find(|info| info.name == english).map(|info| info.chinese);
    kind.or_else(|| LABELS.iter().find(|(_, label)| *label == english).map(|(chinese, _)| *chinese))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_in_two_languages_and_hold_the_same() {
        for (number, (chinese, english)) in LABELS.iter().enumerate() {
            assert_eq!(chinese.matches("{}").count(), english.matches("{}").count(), "{chinese}");
            assert!(LABELS[..number].iter().all(|(other, _)| other != chinese), "{chinese} stands twice");
            assert_eq!(Language::English.label(chinese), *english);
            assert_eq!(Language::Chinese.label(chinese), *chinese);
        }
    }
}
