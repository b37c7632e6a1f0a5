//! A term's own name, the further ones that stand beside it, and those that its definition opens with.
//!
//! ```text
//! name       = core bracketed*
//! core       = words ( " / " words )*          ; one thing where the words are of two scripts, or one abbreviates another
//! definition = name "：" … | name "——" … | "又称" name … | English name "，" … | name bracketed …
//! ```

use std::collections::HashSet;

use crate::language::name_shape::is_han;
use crate::language::{clause, label, lexicon};
use crate::model::Term;

/// Makes the terms of a glossary row's name, further names and definition: mostly one, but `大船 / 小船` are two things.
///
/// Aliases come from the brackets behind the name (`深蓝（Deep Blue）`), a slash in it (`RL / 强化学习`), columns of
/// names, and a definition that opens with the full name (`Go-to-Market，市场推广策略`, `模型上下文协议（Model Context
/// Protocol）`, `潮窗：适合进港的时段`).
pub(super) fn terms(name: &str, names: &[String], definition: &str) -> Vec<Term> {
    let (core, bracketed) = split_brackets(name);
    let parts = by_slash(&core);
    if let Some(cores) = one_thing(&core, &parts) {
        return vec![term(&cores, &bracketed, names, definition)];
    }
    if parts.len() > 1 && bracketed.is_empty() && names.is_empty() {
        return parts.iter().map(|core| term(&[core], &[], &[], definition)).collect();
    }
    vec![term(&[core.trim()], &bracketed, names, definition)]
}

/// A term by the names before its brackets, those in them, those of other columns and its definition.
fn term(cores: &[&str], bracketed: &[String], names: &[String], definition: &str) -> Term {
    let mut aliases: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let term = cores[0].to_owned();
    let mut push = |alias: &str| {
        let alias = alias.trim().trim_matches(['"', '“', '”', '「', '」']).trim();
        if is_alias(alias) && !alias.eq_ignore_ascii_case(&term) && known.insert(alias.to_ascii_lowercase()) {
            aliases.push(alias.to_owned());
        }
    };
    cores[1..].iter().for_each(|core| push(core));
    bracketed.iter().for_each(|inner| inner.split(['；', ';', '，', '、']).for_each(&mut push));
    for name in names {
        let (core, bracketed) = split_brackets(name);
        // `**桨频**（Stroke Rate，SR）`
        core.split(['；', ';', '，', '、']).for_each(&mut push);
        bracketed.iter().for_each(|inner| push(inner));
    }
    for alias in aliases_of_definition(&term, definition) {
        push(&alias);
    }
    Term { term, aliases, definition: definition.trim().to_owned() }
}

/// The names that a slash with spaces around it, or a wide one, parts.
fn by_slash(core: &str) -> Vec<&str> {
    let parts = core.split(" / ").flat_map(|part| part.split('／'));
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The names that a slash parts, where they are names of one thing: `Token / 词元`, but not `大船 / 小船`.
fn one_thing<'c>(core: &'c str, parts: &[&'c str]) -> Option<Vec<&'c str>> {
    let is_one = |parts: &[&str]| {
        parts.len() > 1
            && parts[1..].iter().all(|part| {
                parts.iter().any(|other| {
                    is_latin(part) != is_latin(other) || expands(part, other) || expands(other, part)
                })
            })
    };
    if is_one(parts) {
        return Some(parts.to_vec());
    }
    // `RAG/检索增强生成`: a slash without spaces may be part of a name (`CI/CD`, `A/B测试`).
    let tight: Vec<&str> = core.split('/').map(str::trim).collect();
    let is_han_alone = |part: &&str| !part.is_empty() && part.chars().all(is_han);
    let is_pair = matches!(tight[..], [one, other]
        if is_latin(one) && is_han_alone(&other) || is_latin(other) && is_han_alone(&one));
    is_pair.then_some(tight)
}

fn is_latin(text: &str) -> bool {
    !text.chars().any(is_han) && text.chars().any(char::is_alphabetic)
}

/// The other names with which a definition opens.
fn aliases_of_definition(term: &str, definition: &str) -> Vec<String> {
    let definition = definition.trim();
    let clause =
        definition.split(['，', '。', '；', ',', ';', '：', '—']).next().unwrap_or(definition).trim();
    let (head, bracketed) = split_brackets(clause);
    let head = head.trim();
    let mut aliases = Vec::new();
    aliases.extend(named_again(term, definition).map(str::to_owned));
    let brackets_name_it: Vec<&String> = bracketed
        .iter()
        .filter(|inner| {
            is_latin(inner) != is_latin(head) && expands(term, inner) || is_same_thing(term, inner)
        })
        .collect();
    if is_latin(term) {
        // `模型上下文协议（Model Context Protocol）`: both are names of the abbreviation.
        if !brackets_name_it.is_empty() || bracketed.iter().any(|inner| expands(term, inner)) {
            aliases.push(head.to_owned());
        }
        // `Go-to-Market，市场推广策略`: the English words come first and the letters fit.
        if is_latin(head) && expands(term, head) {
            aliases.push(head.to_owned());
        }
    }
    aliases.extend(brackets_name_it.into_iter().cloned());
    if !is_latin(term) && is_latin(head) && (head.len() < definition.len() || bracketed.is_empty()) {
        // `检索增强生成 | RAG（Retrieval-Augmented Generation），先检索再生成`: the English opens the definition.
        aliases.push(head.to_owned());
        aliases.extend(bracketed.iter().filter(|inner| expands(head, inner)).cloned());
    }
    aliases
}

/// The name with which a definition names its term a second time: `潮窗：适合进港的时段`, `泊位——停船的地方`, `又称潮窗，……`.
fn named_again<'d>(term: &str, definition: &'d str) -> Option<&'d str> {
    if let Some(after) = lexicon::ALSO_NAMED.after_start(definition).last() {
        let name = after.trim_start_matches(['：', ':', '为', '是', ' ', '“', '"', '「']);
        // 又称 leads to the name at once, 全称 only with a mark between: 全称判断 is a word.
        let leads = definition.starts_with(['又', '也', '亦', '俗']) || name.len() < after.len();
        let end = name
            .find(['，', '。', '；', ',', ';', '、', '（', '(', '”', '"', '」', '—'])
            .unwrap_or(name.len());
        return Some(name[..end].trim()).filter(|name| leads && is_other_name(name));
    }
    // Han for Latin: two names in one script are mostly a thing and something about it.
    let (at, _) = definition.match_indices(['：', ':', '—', '–']).next()?;
    let name = definition[..at].split(['（', '(']).next().unwrap_or_default().trim_end();
    let is_label = lexicon::ASIDES.end(name) || label::is_label(name);
    (is_latin(term) && name.chars().any(is_han) && !is_label && is_other_name(name)).then_some(name)
}

/// Whether words may be a name rather than what is told of one.
fn is_other_name(name: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 16;
    const LONGEST_LATIN: usize = 60;
    let length = name.chars().count();
    if is_latin(name) {
        return (2..=LONGEST_LATIN).contains(&length);
    }
    let is_counted =
        name.contains(['一', '两', '三', '四', '五', '六']) && name.contains(['个', '种', '类', '层', '步']);
    (2..=LONGEST).contains(&length)
        && !is_counted
        && !clause::is_clause(name)
        && !lexicon::ASIDES.contains(name)
}

/// Whether an abbreviation stands for some words: MCP, Model Context Protocol.
///
/// After Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text* (2003):
/// the abbreviation's letters are found in the words from right to left, and its first letter begins the first of them.
fn expands(term: &str, words: &str) -> bool {
    let letters: Vec<char> = lower_alphanumeric(term);
    let is_abbreviation = (2..=8).contains(&letters.len()) && term.chars().any(|c| c.is_ascii_uppercase());
    let count = words
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .count();
    if !is_abbreviation || words.chars().any(is_han) || count < 2 || count > letters.len() + 5 {
        return false;
    }
    // The first letter begins the first word, so that no word is left over.
    let words = words.to_ascii_lowercase();
    let words = words.trim_start_matches(|character: char| !character.is_ascii_alphanumeric());
    let Some(mut left) = words.strip_prefix(letters[0]) else { return false };
    // `B2B`: two stands for to, four for for.
    let place = |left: &str, letter: char| match letter {
        '2' => left.rfind(letter).or_else(|| left.rfind(" to ")),
        '4' => left.rfind(letter).or_else(|| left.rfind(" for ")),
        letter => left.rfind(letter),
    };
    letters[1..].iter().rev().all(|letter| match place(left, *letter) {
        Some(place) => {
            left = &left[..place];
            true
        }
        None => false,
    })
}

fn lower_alphanumeric(text: &str) -> Vec<char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Whether words in brackets are an abbreviation of a long Latin or the English for a Chinese term.
fn is_same_thing(term: &str, inner: &str) -> bool {
    expands(inner, term)
}

/// Whether a heading's `head（bracketed）` gives the term at the end of its head another name: one side is Latin, the
/// other Han or an abbreviation of it.
pub(super) fn is_name_pair(term: &str, head: &str, bracketed: &str) -> bool {
    let is_whole = head == term
        || !head.ends_with(|character: char| character.is_ascii_alphanumeric())
        || is_latin(term);
    is_alias(bracketed)
        && is_whole
        && (is_latin(term) != is_latin(bracketed) || expands(term, bracketed) || expands(bracketed, term))
}

fn is_alias(text: &str) -> bool {
    let length = text.chars().count();
    let is_sentence = text.contains(['。', '？', '！', '：']);
    (1..=60).contains(&length) && !is_sentence && text.chars().any(char::is_alphanumeric)
}

/// Parts `深蓝（Deep Blue）` into the name and what stands in brackets.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            '（' | '(' => {
                depth += 1;
                if depth == 1 {
                    inside.push(String::new());
                }
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {
                if let Some(last) = inside.last_mut() {
                    last.push(character);
                }
            }
            _ => outside.push(character),
        }
    }
    if outside.trim().is_empty() {
        return (text.trim().to_owned(), Vec::new());
    }
    (outside.trim().to_owned(), inside.iter().map(|inner| inner.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, definition: &str, expected_term: &str, expected: &[&str]) {
        let found = terms(name, &[], definition).remove(0);
        assert_eq!(
            (found.term.as_str(), found.aliases.iter().map(String::as_str).collect::<Vec<_>>()),
            (expected_term, expected.to_vec()),
            "{name}"
        );
        assert_eq!(found.definition, definition);
    }

    #[test]
    fn a_slash_parts_names_of_one_thing() {
        let names =
            |name| terms(name, &[], "按吨位分").into_iter().map(|term| (term.term, term.aliases.len()));
        assert!(names("大船 / 小船").eq([("大船".to_owned(), 0), ("小船".to_owned(), 0)]));
        assert!(names("AGI / ASI").eq([("AGI".to_owned(), 0), ("ASI".to_owned(), 0)]));
        check("Token / 词元", "计数的单位", "Token", &["词元"]);
        check("词元／Token", "计数的单位", "词元", &["Token"]);
        check("RAG/检索增强生成", "先检索", "RAG", &["检索增强生成"]);
        check("大模型 / LLM / Large Language Model", "很大", "大模型", &["LLM", "Large Language Model"]);
        check("A/B 测试", "对照", "A/B 测试", &[]);
        check("TCP/IP", "协议", "TCP/IP", &[]);
    }

    #[test]
    fn a_definition_may_name_it_again() {
        check("Tide Window", "潮窗：适合进港的时段", "Tide Window", &["潮窗"]);
        check("Berth", "泊位——停船的地方", "Berth", &["泊位"]);
        check("Berth", "泊位 — 停船的地方", "Berth", &["泊位"]);
        check("潮窗", "Tide Window：适合进港的时段", "潮窗", &["Tide Window"]);
        check("潮窗", "又称进港窗，很短", "潮窗", &["进港窗"]);
        check("检索增强生成", "简称：RAG", "检索增强生成", &["RAG"]);
        for definition in [
            "举例：停船的地方",
            "特点：很短",
            "三个层次：浅、中、深",
            "它的作用：停船",
            "停船的地方",
            "核心优势：快",
        ] {
            check("Berth", definition, "Berth", &[]);
        }
    }

    #[test]
    fn aliases_come_from_brackets_and_full_names() {
        check("深蓝（Deep Blue）", "下棋的程序", "深蓝", &["Deep Blue"]);
        check(
            "MCP",
            "模型上下文协议（Model Context Protocol）",
            "MCP",
            &["模型上下文协议", "Model Context Protocol"],
        );
        check("GTM", "Go-to-Market，市场推广策略", "GTM", &["Go-to-Market"]);
        check("RL / 强化学习", "一种训练方法", "RL", &["强化学习"]);
        check("CI/CD", "持续集成与交付", "CI/CD", &[]);
        check("Agent", "智能体，能自主执行任务的系统（由模型驱动）", "Agent", &[]);
        check(
            "检索增强生成",
            "RAG（Retrieval-Augmented Generation），先检索再生成",
            "检索增强生成",
            &["RAG", "Retrieval-Augmented Generation"],
        );
    }
}
