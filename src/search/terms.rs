//! From a query to the terms that say what it is about.
//!
//! A word that white space separates may be one term (`gpt-5.2`, 成本) or a whole question. Its words come from the
//! same segmenter as the index's. Function words, question words and punctuation carry no weight of their own: they
//! are terms only where a query has nothing else. Chinese characters that the segmenter leaves single are joined
//! with single neighbours, for they are more likely a name that it does not know than words.

use crate::analysis::words;
use crate::text::{Script, script};

/// Words that show how a sentence is built, that it is a question, or that it asks for what somebody said, not what it is
/// about. Folded.
const FUNCTION_WORDS: &[&str] = &[
    "会不",
    "会不会",
    "能不能",
    "要不要",
    "这么",
    "那么",
    "怎么看",
    "如何看待",
    "看待",
    "看法",
    "观点",
    "想法",
    "说",
    "说法",
    "说了",
    "谈",
    "谈到",
    "谈谈",
    "讲",
    "讲到",
    "提到",
    "认为",
    "觉得",
    "的",
    "地",
    "得",
    "了",
    "着",
    "过",
    "是",
    "在",
    "和",
    "与",
    "及",
    "或",
    "而",
    "且",
    "但",
    "但是",
    "就",
    "都",
    "也",
    "又",
    "还",
    "还是",
    "被",
    "把",
    "将",
    "对",
    "对于",
    "从",
    "向",
    "到",
    "于",
    "以",
    "为",
    "为了",
    "因为",
    "因",
    "所以",
    "由",
    "由于",
    "等",
    "等等",
    "这",
    "那",
    "此",
    "其",
    "之",
    "他",
    "她",
    "它",
    "我",
    "你",
    "您",
    "我们",
    "你们",
    "他们",
    "她们",
    "它们",
    "自己",
    "这个",
    "那个",
    "这些",
    "那些",
    "这样",
    "那样",
    "这里",
    "那里",
    "一个",
    "一种",
    "一些",
    "有",
    "没有",
    "会",
    "能",
    "可以",
    "应该",
    "应当",
    "要",
    "什么",
    "什么时候",
    "什么样",
    "多大",
    "多长",
    "多长时间",
    "什麽",
    "甚么",
    "怎么",
    "怎样",
    "怎么样",
    "如何",
    "为什么",
    "为何",
    "何",
    "何时",
    "何处",
    "何地",
    "哪",
    "哪个",
    "哪里",
    "哪些",
    "哪儿",
    "哪一",
    "哪种",
    "哪位",
    "谁",
    "几",
    "多少",
    "多久",
    "吗",
    "呢",
    "吧",
    "啊",
    "么",
    "呀",
    "是否",
    "是不是",
    "有没有",
    "有什么",
    "有哪些",
    "请问",
    "请",
    "时候",
    "时",
    "个",
    "位",
    "种",
    "次",
    "并",
    "并且",
    "如果",
    "关于",
    "至",
    "让",
    "使",
    "所",
    "以及",
    "通过",
    "根据",
    "某",
    "最",
    "很",
    "更",
    "不",
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "and",
    "or",
    "is",
    "are",
    "was",
    "were",
    "be",
    "by",
    "with",
    "from",
    "as",
    "it",
    "its",
    "this",
    "that",
    "these",
    "those",
    "what",
    "which",
    "who",
    "whom",
    "whose",
    "when",
    "where",
    "why",
    "how",
    "do",
    "does",
    "did",
    "can",
    "could",
    "will",
    "would",
    "about",
    "i",
    "you",
    "he",
    "she",
    "we",
    "they",
];

/// Whether a word carries no weight of its own.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word)
}

/// Whether a text is made of words that carry no weight of their own: 是什么.
pub(super) fn is_of_function_words(text: &str) -> bool {
    words(text).into_iter().all(|range| is_function_word(&text[range]))
}

/// The terms of a normalised word or question, in order, each once. Never empty for text that is not.
pub(super) fn terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut single: Option<std::ops::Range<usize>> = None;
    let mut push = |term: &str| {
        if !term.is_empty() && !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
    };
    for range in outermost(words(text)) {
        let word = &text[range.clone()];
        let lone =
            word.chars().count() == 1 && word.chars().all(|character| script(character) == Script::Han);
        if lone && !is_function_word(word) {
            match &mut single {
                Some(run) if run.end == range.start => run.end = range.end,
                _ => {
                    single.take().into_iter().for_each(|run| push(&text[run]));
                    single = Some(range);
                }
            }
            continue;
        }
        single.take().into_iter().for_each(|run| push(&text[run]));
        if !is_function_word(word) {
            push(word);
        }
    }
    single.take().into_iter().for_each(|run| push(&text[run]));
    if terms.is_empty() && !text.is_empty() {
        terms.push(text.to_owned());
    }
    terms
}

/// Drops words that lie within a longer one, as `5.2` does in `gpt-5.2`.
fn outermost(mut words: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    words.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    words.retain(|range| {
        let keep = range.end > end;
        end = end.max(range.end);
        keep
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(terms(text), expect, "{text}");
    }

    #[test]
    fn a_question_is_about_its_content_words() {
        check("二战是什么时候开始的?", &["二战", "开始"]);
    }

    #[test]
    fn compounds_stay_whole() {
        check("gpt-5.2的成本", &["gpt-5.2", "成本"]);
    }

    #[test]
    fn what_only_asks_is_made_of_function_words() {
        assert!(is_of_function_words("是什么"));
        assert!(is_of_function_words("什么"));
        assert!(!is_of_function_words("定义是什么"));
        assert!(!is_of_function_words("mcp"));
    }

    #[test]
    fn a_query_of_function_words_is_kept() {
        check("的", &["的"]);
        check("。", &["。"]);
    }

    #[test]
    fn unknown_names_are_joined() {
        check("雾凇拼音", &["雾凇", "拼音"]);
    }
}
