//! What a name rests on, in words: from the name at the words to the one that is shown, a step a line.

use super::names::{NameGrounds, NameOutcome};
use super::{Entry, Language};
use crate::model::{Attribution, Body, NameSource};
use crate::records::NoteFacts;

/// The steps, for readers; the last says what came of it. `place` tells where a line of a note is.
pub(super) fn steps(
    grounds: &NameGrounds,
    entry: &Entry,
    language: Language,
    place: impl Fn(&NoteFacts, u32) -> String,
) -> Vec<String> {
    let mut steps = Vec::new();
    if let Some(speaker) = entry.record.speaker() {
        let way = match &entry.record.body {
            Body::Quote(quote) if quote.attribution == Some(Attribution::Implied) => {
                "原话处据上下文是「{}」，{}"
            }
            _ => "原话处写作「{}」，{}",
        };
        steps.push(language.filled(way, &[&speaker, &place(&entry.note, entry.record.lines.first)]));
    }
    steps.extend(grounds.names.iter().map(|name| {
        let full = name.full.as_deref().filter(|full| *full != name.text);
        let full = full.map(|full| language.filled("（全名 {}）", &[&full])).unwrap_or_default();
        let named = format!("{}{full}", name.text);
        language.filled(
            "{}：{}，{}",
            &[&named, &language.label(source(name.source)), &place(&name.place.note, name.place.line)],
        )
    }));
    steps.extend(grounds.joins.iter().map(|join| {
        let reason = join.reason(language, |at| place(&at.note, at.line));
        language.filled("{} → {}：{}", &[&join.one, &join.other, &reason])
    }));
    steps.push(outcome(grounds, entry, language));
    steps
}

fn outcome(grounds: &NameGrounds, entry: &Entry, language: Language) -> String {
    let speaker = entry.record.speaker().unwrap_or_default();
    if let Some(person) = entry.person.as_deref() {
        let because = match grounds.outcome {
            NameOutcome::OwnList => "people.yaml 这样称呼",
            NameOutcome::BuiltInList => "内置名单这样称呼",
            NameOutcome::OnlyName => "这是唯一的全名",
            NameOutcome::ChineseName => "中国人用中文名",
            _ => "用这个全名的笔记最多",
        };
        return language.filled("显示为 {}：{}", &[&person, &language.label(because)]);
    }
    let because = match &grounds.outcome {
        NameOutcome::Unnamed => language.label("这里没有写明是谁").to_owned(),
        NameOutcome::Role => language.filled("「{}」是身份，笔记没有说是谁", &[&speaker]),
        NameOutcome::Several(names) => language
            .filled("「{}」是简称，可能是 {} 中的一位", &[&speaker, &names.join(language.label("、"))]),
        NameOutcome::NobodyKnown => language.filled("没有笔记表明「{}」是某位参与者的全名", &[&speaker]),
        _ => language.filled("「{}」是简称，笔记没有给出全名", &[&speaker]),
    };
    language.filled("不知是谁：{}", &[&because])
}

/// A line of a note as editors and `rg` write places.
pub(super) fn by_path(note: &NoteFacts, line: u32) -> String {
    format!("{}:{line}", note.path)
}

/// What says that a name is theirs, for readers.
fn source(source: NameSource) -> &'static str {
    match source {
        NameSource::Listed => "列为参与者",
        NameSource::Title => "见于标题",
        NameSource::AtWords => "署在原话处",
        NameSource::BesideAnother => "与另一个名字并列",
        NameSource::Introduced => "自我介绍",
        NameSource::PartOfFull => "是全名的一部分",
        NameSource::Role => "是本篇唯一有此身份的人",
    }
}

/// What scripts call it.
pub(super) fn source_code(source: NameSource) -> &'static str {
    match source {
        NameSource::Listed => "listed",
        NameSource::Title => "title",
        NameSource::AtWords => "at_words",
        NameSource::BesideAnother => "beside_another",
        NameSource::Introduced => "introduced",
        NameSource::PartOfFull => "part_of_full",
        NameSource::Role => "role",
    }
}

/// What scripts call what came of it.
pub(super) fn outcome_code(outcome: &NameOutcome) -> &'static str {
    match outcome {
        NameOutcome::OwnList => "own_list",
        NameOutcome::BuiltInList => "built_in_list",
        NameOutcome::OnlyName => "only_name",
        NameOutcome::MostNotes => "most_notes",
        NameOutcome::ChineseName => "chinese_name",
        NameOutcome::Unnamed => "unnamed",
        NameOutcome::Role => "role",
        NameOutcome::ShortName => "short_name",
        NameOutcome::Several(_) => "several",
        NameOutcome::NobodyKnown => "nobody_known",
    }
}
