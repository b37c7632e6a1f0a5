//! Words that head or label others, by themselves: whether they name a part of the note, a reaction of listeners, people
//! whom they do not name.

use super::lexicon;
use super::words::Words;
use crate::text::{is_alphanumeric, lower, marks};

/// Whether words are a noun of the language or end in one that labels a part of a text.
pub(crate) fn is_label(words: &str) -> bool {
    lexicon::NOUNS.contains(words)
        || lexicon::COMPANIES.contains(words)
        || lexicon::LABEL_ENDINGS.end(words)
        || counts_off(words)
        || is_time_of_day(words)
}

/// Whether words are a time of the day: 早上八点, 四点半, 22点.
fn is_time_of_day(words: &str) -> bool {
    /// In characters: what part of the day it is.
    const LONGEST: usize = 2;
    let is_digit =
        |character: char| "零〇一二两三四五六七八九十".contains(character) || character.is_numeric();
    let Some((hour, after)) = words.split_once(['点', '时']) else { return false };
    let part = hour.trim_end_matches(is_digit);
    let after = after.trim_end_matches(['分', '刻']);
    part.len() < hour.len()
        && part.chars().count() <= LONGEST
        && (["", "半", "整", "钟", "正"].contains(&after) || after.chars().all(is_digit))
}

/// Whether words name one of several things by a letter or a number: 方案甲, `选项 B`, 第二步, `Plan A`.
pub(crate) fn counts_off(words: &str) -> bool {
    if let Some(rest) = words.strip_prefix('第') {
        let counted = rest.trim_start_matches(is_ordinal);
        return counted.len() < rest.len() && !counted.ends_with(['者', '人', '方', '位', '名']);
    }
    if let Some((thing, ordinal)) = words.rsplit_once(' ')
        && thing.is_ascii()
    {
        let folded = ordinal.to_lowercase();
        let is_ordinal = ordinal.chars().all(is_ordinal) || lexicon::ENGLISH_NUMBERS.contains(&folded);
        return is_ordinal && lexicon::COUNTED_THINGS.contains(&thing.to_lowercase());
    }
    let before =
        words.trim_end_matches(|character: char| is_ordinal(character) || " -#.".contains(character));
    let after = words.trim_start_matches(is_ordinal);
    let behind_ordinal = after.strip_prefix(['号', '种', '个', '类']).unwrap_or(after);
    before.len() < words.len() && lexicon::COUNTED_THINGS.end(before)
        || after.len() < words.len() && lexicon::COUNTED_THINGS.contains(behind_ordinal)
}

/// Whether a character counts by itself: 甲, 三, `B`, `2`, `①`.
fn is_ordinal(character: char) -> bool {
    const HAN: [char; 18] = [
        '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '甲', '乙', '丙', '丁', '戊', '己', '庚',
        '辛',
    ];
    HAN.contains(&character) || character.is_ascii_uppercase() || character.is_numeric()
}

/// Whether a label announces a question, whoever asks it. `core`: without the number behind it.
pub(crate) fn asks(core: &str) -> bool {
    const WORDS: [&str; 13] = [
        "问",
        "提问",
        "追问",
        "发问",
        "再问",
        "又问",
        "接着问",
        "继续问",
        "提问者",
        "q",
        "question",
        "ask",
        "问者",
    ];
    WORDS.contains(&&*lower(core))
}

/// Whether a label is somebody who asks and has no name, by a word for such people: 村民代表, 某基金经理, 股东甲, 一位车主.
pub(crate) fn is_asker(label: &str) -> bool {
    let core = label.trim_end_matches(['甲', '乙', '丙', '丁', '一', '二', '三', ' ']);
    let core = core.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    lexicon::ASKERS.end(core)
        || lexicon::ROLES.end(core)
        || lexicon::WEAK_ROLES.end(core)
        || lexicon::UNNAMED.start(label)
}

/// The name in quotation marks behind a word for those who listen: 晚风 of `听众“晚风”`.
pub(crate) fn listener(label: &str) -> Option<&str> {
    let called = lexicon::AUDIENCES.after_start(label).last()?.strip_prefix(marks::opens_quotation)?;
    called.strip_suffix(marks::closes_quotation).filter(|name| !name.is_empty())
}

/// Whether a label announces an answer, whoever gives it.
pub(crate) fn answers(core: &str) -> bool {
    matches!(&*lower(core), "答" | "回答" | "解答" | "答复" | "a" | "answer" | "答者")
}

/// Whether a label is a product with the number of its version, or a robot of somebody's make: `GPT-4o`, `Gemini 3 Pro`,
/// 特斯拉机器人. One that counts parts or years is none: `Phase 2`, `Web 3.0`, `CES 2026`.
pub(crate) fn is_machine(label: &str) -> bool {
    if let Some(maker) = label.strip_suffix("机器人").map(str::trim_end) {
        let is_rendering = || {
            maker.chars().count() > 2
                && maker.chars().all(|syllable| lexicon::TRANSLITERATION.contains(syllable))
        };
        return maker.starts_with(|first: char| first.is_ascii_uppercase())
            || lexicon::COMPANIES.contains(maker)
            || is_rendering();
    }
    has_version(label)
}

fn has_version(label: &str) -> bool {
    let digit = |character: char| character.is_ascii_digit();
    if !label.is_ascii() || !label.contains(digit) || counts_off(label) {
        return false;
    }
    let begins = |word: &str| word.find(digit).unwrap_or(word.len());
    let parts: Vec<&str> = label.split([' ', '-']).collect();
    let versions = parts.iter().enumerate().filter(|(_, part)| part.contains(digit));
    let [(place, version)] = versions.collect::<Vec<_>>()[..] else { return false };
    let name = if place == 0 { &version[..begins(version)] } else { parts[0] };
    let number = version[begins(version)..].trim_end_matches(|last: char| last.is_ascii_alphabetic());
    let is_word = |part: &str| part.chars().all(|letter| letter.is_ascii_alphabetic());
    name.len() > 1
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && is_word(name)
        && !lexicon::ENGLISH_WORDS.contains(&name.to_ascii_lowercase())
        && (place == 0 || begins(version) <= 1)
        && number.chars().all(|character| character == '.' || character.is_ascii_digit())
        && !number.ends_with(".0")
        && number.len() < 4
        && parts.iter().enumerate().all(|(at, part)| at == place || is_word(part))
}

/// Whether a label names a part of the note rather than what the words below it are about.
pub(crate) fn is_structural(label: &str) -> bool {
    lexicon::HEADING_PARTS.end(label)
}

/// Whether words say of those below or behind them in which language they are, and nothing else: `Original English`, 英文版.
pub(crate) fn names_language(words: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 24;
    let first = words.chars().find(|character| character.is_alphanumeric());
    let Some(first) = first.map(|first| first.to_ascii_lowercase()) else { return false };
    // Most lines are told apart by their first character.
    let may_begin = [&lexicon::LANGUAGE_NAMES, &lexicon::BESIDE_LANGUAGES];
    if words.len() > LONGEST * '一'.len_utf8() || !may_begin.iter().any(|list| list.any_begins_with(first)) {
        return false;
    }
    let words = marks::without_brackets(words).to_lowercase();
    let mut is_language = false;
    let mut parts =
        words.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
    let all = parts.all(|part| {
        let mut rest = part;
        while !rest.is_empty() {
            let after = lexicon::LANGUAGE_NAMES.after_start(rest).last();
            is_language |= after.is_some();
            match after.or_else(|| lexicon::BESIDE_LANGUAGES.after_start(rest).last()) {
                Some(after) if is_word_end(rest, after) => rest = after,
                _ => return false,
            }
        }
        true
    });
    all && is_language
}

/// Whether a Latin word ends where `after` begins within `words`: `en` is none in `entry`.
fn is_word_end(words: &str, after: &str) -> bool {
    !(words.starts_with(|first: char| first.is_ascii())
        && after.starts_with(|next: char| next.is_ascii_alphanumeric()))
}

/// Whether a line is nothing but the head of a part of a transcript: 问答回顾, `待办：`.
pub(crate) fn heads_part_of_transcript(line: &str) -> bool {
    is_folded(&lexicon::TRANSCRIPT_PARTS, line)
}

/// Whether a line or title heads a list of chapters, each with its time: 时间轴, `内容索引：`.
pub(crate) fn heads_chapters(line: &str) -> bool {
    is_folded(&lexicon::CHAPTERS, line)
}

/// Whether a line or title heads what is to be done, and by whom: 待办事项, `✅ Action items`.
pub(crate) fn heads_tasks(line: &str) -> bool {
    is_folded(&lexicon::TASKS, line)
}

/// The same, or what a program tells of each speaker: whoever is named below has said nothing.
pub(crate) fn heads_what_is_told(line: &str) -> bool {
    is_folded(&lexicon::TOLD_OF_SPEAKERS, line)
}

/// Whether a line heads what each of several gets, who has said nothing there: `值班安排`. A talk may have such a heading, too.
pub(crate) fn heads_what_is_given(line: &str) -> bool {
    is_folded(&lexicon::GIVEN_TO_SPEAKERS, line)
}

fn is_folded(words: &Words, line: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 40;
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim_matches(|character: char| !is_alphanumeric(character));
    // `投票结果如下：`
    let line = line.strip_suffix("如下").unwrap_or(line);
    // Most lines are told apart by their first character.
    let first = line.chars().next().and_then(|first| first.to_lowercase().next());
    if !first.is_some_and(|first| words.any_begins_with(first)) {
        return false;
    }
    let line = lower(line);
    match line.contains(char::is_whitespace) {
        true => words.contains(&line.split_whitespace().collect::<String>()),
        false => words.contains(&line),
    }
}

/// Whether a label announces somebody's very words: `重要原话`, `现场金句`.
pub(crate) fn announces_words(label: &str) -> bool {
    lexicon::HEADING_WORDS.end(label)
}

/// Whether a title says that questions and answers stand below it.
pub(crate) fn announces_questions(title: &str) -> bool {
    lexicon::LISTS_OF_QUESTIONS.occur_in(&lower(title))
}

/// Whether a title says that a note is an interview.
pub(crate) fn announces_interview(title: &str) -> bool {
    lexicon::INTERVIEWS.occur_in(&lower(title))
}

/// Whether others than the guest speak under a heading or label: `旁白`, `反对者怎么说`.
pub(crate) fn announces_others(words: &str) -> bool {
    // AI and 媒体 are what many a section is about.
    let mut opposing = lexicon::OUTSIDERS.iter().filter(|one| one.ends_with('者'));
    lexicon::OTHERS.occur_in(&lower(words)) || opposing.any(|one| words.trim().starts_with(one))
}

/// Whether a label stands before a list of those who take part.
pub(crate) fn announces_people(label: &str) -> bool {
    lexicon::PRESENT.occur_in(label) && is_made_of_people(label) || counts_people(label)
}

/// Whether a label has no other words than those that stand before lists of people: 到场嘉宾名单, but not 参与方式.
fn is_made_of_people(label: &str) -> bool {
    let label = marks::without_brackets(label);
    let mut rest = label.trim();
    while let Some(first) = rest.chars().next() {
        let after = lexicon::PRESENT
            .after_start(rest)
            .chain(lexicon::BESIDE_PRESENT.after_start(rest))
            .min_by_key(|after| after.len());
        rest = match after {
            Some(after) => after,
            None if matches!(first, ' ' | '、' | '/' | '&' | '·') => &rest[first.len_utf8()..],
            None => return false,
        };
    }
    true
}

/// Whether a label tells how many people are there: `桌边四个人`, `在座三位`.
fn counts_people(label: &str) -> bool {
    const ENDINGS: [&str; 3] = ["个人", "位", "人"];
    ENDINGS
        .iter()
        .find_map(|ending| label.strip_suffix(ending))
        .is_some_and(|before| before.ends_with(['两', '二', '三', '四', '五', '六', '七', '八', '九', '十']))
}

/// Whether a word tells how listeners took it: 大笑, 掌声.
pub(crate) fn is_reaction(word: &str) -> bool {
    lexicon::REACTIONS.occur_in(word)
}

/// Whether a name is a channel's or a show's, and nobody's.
pub(crate) fn is_channel(name: &str) -> bool {
    lexicon::CHANNELS.end(&lower(name))
}

/// Whether a label is somebody whom the note does not name: 我爱人, 课代表小林, 厂长, 《论语》.
pub(crate) fn is_somebody(label: &str) -> bool {
    // What is written, sung or printed is nobody's speech.
    let ends = lexicon::CLOSE_ONES.end(label) || lexicon::WRITTEN.end(label);
    ends || label.starts_with('《') || label.starts_with('我') || is_like_latin_name(label) || is_body(label)
}

/// Whether a label is a body that speaks for itself or a paper: `Harbor 官方`, 36氪.
fn is_body(label: &str) -> bool {
    /// In characters: shorter ones, 人物 and 界面, label a matter as often.
    const FEWEST: usize = 3;
    let is_official = || label.strip_suffix("官方").is_some_and(|of| !of.trim().is_empty());
    is_official() || label.chars().count() >= FEWEST && lexicon::OUTLETS.contains(&lower(label))
}

/// Whether words are a part of a body, in which somebody works: 行政部, 食堂.
pub(crate) fn is_part_of_body(words: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["部", "组", "处", "科", "室", "局", "堂", "司", "院", "厂", "店", "中心", "团队"];
    /// In characters.
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;
    LENGTHS.contains(&words.chars().count()) && ENDINGS.iter().any(|ending| words.ends_with(ending))
}

/// Whether a label in Latin letters begins and ends as a name does, whatever small words stand between: `Anne uit den Bosch`.
fn is_like_latin_name(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_letters =
        |word: &&str| word.chars().all(|c| c.is_alphabetic() && c < '\u{250}' || "'’.-".contains(c));
    let is_capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    (2..=5).contains(&words.len())
        && words.iter().all(is_letters)
        && is_capital(words.first())
        && is_capital(words.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_off_is_a_thing() {
        for words in
            ["方案甲", "选项 B", "第二步", "步骤三", "甲方案", "2号路线", "Plan A", "Step One", "版本2.0"]
        {
            assert!(counts_off(words), "{words}");
        }
        for words in
            ["甲", "A", "李丁", "观众A", "发言人 1", "第三方", "选手甲", "Steve Case", "Malcolm X", "甲方"]
        {
            assert!(!counts_off(words), "{words}");
        }
    }

    #[test]
    fn products_are_told_by_their_versions() {
        for label in [
            "GPT-5",
            "GPT-4o",
            "Claude 4",
            "Gemini 3 Pro",
            "Claude Opus 4.5",
            "DeepSeek-R1",
            "Qwen2.5",
            "特斯拉机器人",
            "Figure 机器人",
        ] {
            assert!(is_machine(label), "{label}");
        }
        for label in [
            "Phase 2",
            "Web 3.0",
            "CES 2026",
            "B2B",
            "Q3",
            "2026",
            "Top 10",
            "Plan A",
            "人形机器人",
            "机器人",
            "Anna Bell",
            "AI 2.0",
        ] {
            assert!(!is_machine(label), "{label}");
        }
    }

    #[test]
    fn times_of_the_day_are_nobody() {
        for words in ["早上八点", "四点半", "22点", "十点一刻", "凌晨3点20分"] {
            assert!(is_label(words), "{words}");
        }
        for words in ["零点乐队", "点点", "小时", "王时"] {
            assert!(!is_time_of_day(words), "{words}");
        }
    }

    #[test]
    fn labels_before_people_say_nothing_else() {
        for label in ["在场", "与会人员", "本期嘉宾", "主持与嘉宾", "出席代表名单", "桌边四个人"]
        {
            assert!(announces_people(label), "{label}");
        }
        for label in ["参与方式", "成员变动", "发言顺序", "人物关系", "主持风格"] {
            assert!(!announces_people(label), "{label}");
        }
    }

    #[test]
    fn labels_of_languages_say_nothing_else() {
        for words in [
            "Original English",
            "EN",
            "英文原文",
            "英文版",
            "原文（点击展开）",
            "🇬🇧 English",
            "View in English",
        ] {
            assert!(names_language(words), "{words}");
        }
        for words in ["英雄", "中午", "entry", "English teacher", "版本", "", "中文系主任"] {
            assert!(!names_language(words), "{words}");
        }
    }
}
