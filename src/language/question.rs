//! Whether words ask: by their mark or, where speech recognition has left that out, by the words themselves.

use super::{lexicon, name_shape};

/// Whether a text ends in a mark that asks.
pub(crate) fn ends_in_mark(text: &str) -> bool {
    text.trim_end().ends_with(['？', '?'])
}

/// Whether what stands behind a label asks. Speech recognition leaves out the marks of sentences, so that where none ends the
/// words, they tell.
pub(crate) fn asks_behind_label(words: &str) -> bool {
    let words = words.trim_end();
    ends_in_mark(words)
        || words.ends_with(name_shape::is_han) && !words.contains(['。', '，']) && asks_in_words(words)
}

/// Whether the last sentence of a text asks though no mark says so. Only what somebody else says next makes sure that it
/// does.
pub(crate) fn asks_in_words(text: &str) -> bool {
    const STOPS: [char; 4] = ['。', '.', '！', '!'];
    /// In characters.
    const SHORT: usize = 12;
    let whole = text.trim_end();
    let unstopped = whole.trim_end_matches(STOPS);
    let is_stopped = unstopped.len() < whole.len();
    let start = unstopped.rfind(['。', '！', '？', '；', '!', '?', '\n']);
    let sentence =
        &unstopped[start.map_or(0, |at| at + unstopped[at..].chars().next().map_or(0, char::len_utf8))..];
    let sentence = sentence.trim().trim_end_matches(['啊', '呀']);
    if sentence.is_empty() || is_reported(sentence) {
        return false;
    }
    // 几年 asks, and 十几年 does not.
    let uncounted = || sentence.replace('几', "");
    let uncounted = (sentence.contains('几') && !asks_how_many(sentence)).then(uncounted);
    let sentence = uncounted.as_deref().unwrap_or(sentence);
    let length = sentence.chars().count();
    let has_interrogative = lexicon::INTERROGATIVES.occur_in(sentence);
    let has_choice = lexicon::CHOICES.occur_in(sentence) || gives_both(sentence);
    if lexicon::ANNOUNCING_QUESTIONS.occur_in(sentence) {
        return has_interrogative || has_choice || sentence.ends_with(['吗', '呢']);
    }
    if sentence.ends_with('吗') || lexicon::ASKING_WHETHER.end(sentence) && !begins_telling(sentence) {
        return true;
    }
    let is_told = lexicon::TELLING_INTERROGATIVES.occur_in(&without_choices(sentence));
    if sentence.ends_with('呢') {
        return !is_told
            && (has_interrogative
                || has_choice
                || uncounted.is_none() && asks_back(sentence)
                || asks_how_many(sentence));
    }
    if is_told || chooses_any(sentence) {
        return false;
    }
    let to_somebody = sentence.contains(['你', '您']);
    let ends = lexicon::ENDING_QUESTIONS.end(sentence);
    if ends && (!is_stopped || length <= SHORT) && !begins_telling(sentence) {
        return true;
    }
    if is_stopped {
        return has_choice && to_somebody && !begins_telling(sentence) && length <= 2 * SHORT;
    }
    (has_choice || has_interrogative) && !begins_telling(sentence) && (to_somebody || length <= 2 * SHORT)
}

/// Whether the interrogatives of a sentence stand for any answer, `谁来都一样`, `哪里漏了补哪里`, or for a matter that it goes on to
/// speak of, `怎么查我们有一套办法`.
fn chooses_any(sentence: &str) -> bool {
    /// So far behind, in characters.
    const FARTHEST: usize = 10;
    let to_somebody = sentence.contains(['你', '您']);
    let is_any = |word: &&str| {
        let Some((before, behind)) = sentence.split_once(word) else { return false };
        let near: String = behind.chars().take(FARTHEST).collect();
        // `你们为什么都不睡` asks.
        let is_all = !before.ends_with('为') && !word.starts_with('为') && near.contains('都')
            || near.contains("也不")
            || near.contains("也没");
        let is_matter = word.chars().count() > 1 && near.char_indices().skip(1).any(|(_, it)| it == '我');
        let is_reason = *word == "为什么" && behind.contains("因为");
        is_all || is_reason || !to_somebody && (behind.contains(word) || is_matter)
    };
    lexicon::INTERROGATIVES.iter().any(|word| is_any(&word))
}

/// Whether a verb or adjective gives both answers: 在不在, 算不算, 去没去; but `行不行都得去` chooses any.
fn gives_both(sentence: &str) -> bool {
    let characters: Vec<char> = sentence.chars().collect();
    // 不不不 denies, and 动不动, 时不时 and 一不一 are words of their own.
    let is_one = |three: &[char]| {
        three[0] == three[2]
            && matches!(three[1], '不' | '没')
            && !matches!(three[0], '一' | '不' | '没' | '动' | '时')
    };
    characters.windows(3).any(is_one) && !sentence.contains(['都', '管', '论'])
}

/// Whether one sentence asks where whoever says it is known to ask, though others tell with the same words: `拆了几口`, `您觉得可惜吧`,
/// `请您讲讲那天`, `说说看`.
pub(crate) fn asks_of_asker(text: &str) -> bool {
    /// In characters.
    const SHORT: usize = 16;
    /// What stands before the verb of a request.
    const BEFORE: [char; 12] = ['请', '您', '你', '再', '那', '就', '先', '也', '和', '们', '大', '家'];
    let last = text.trim().trim_end_matches(['。', '.', '！', '!']);
    let begins = last.trim_start_matches(BEFORE);
    // `我们聊聊夜班` says what comes.
    let requests =
        !last.contains(['我', '咱']) && (lexicon::REQUESTING.start(begins) || lexicon::REQUESTING.end(last));
    let counts = || {
        let behind = last.rsplit_once('几').map(|(_, behind)| behind);
        asks_how_many(last) && behind.is_some_and(|behind| (1..=2).contains(&behind.chars().count()))
    };
    let supposes = || last.ends_with('吧') && last.contains(['您', '你']) && !last.contains('我');
    last.chars().count() <= SHORT && (requests || counts() || supposes())
}

/// A sentence without the words that give both answers: 没有 stands in 有没有 too.
fn without_choices(sentence: &str) -> String {
    lexicon::CHOICES.iter().fold(sentence.to_owned(), |rest, choice| rest.replace(choice, ""))
}

/// `那周末呢`, `后来呢`: a few words that ask for more, rather than tell what goes on (`正忙着呢`).
fn asks_back(sentence: &str) -> bool {
    const LONGEST: usize = 6;
    let is_short = sentence.chars().count() <= LONGEST;
    let is_linked = (sentence.starts_with('那') || lexicon::ASKING_ON.end(sentence))
        && sentence.chars().count() <= 2 * LONGEST;
    let goes_on = sentence.contains(['着', '正', '才', '还', '可', '没', '挺', '早', '我']);
    (is_short || is_linked) && !goes_on
}

/// Whether 几 asks for a number in a sentence, rather than tell of some, as 好几年 and 几乎 do.
fn asks_how_many(sentence: &str) -> bool {
    const TELLING_BEFORE: [char; 12] =
        ['好', '十', '百', '千', '万', '没', '这', '那', '才', '差', '过', '前'];
    const TELLING_BEHIND: [char; 4] = ['乎', '十', '百', '千'];
    sentence.match_indices('几').any(|(at, found)| {
        !sentence[..at].ends_with(TELLING_BEFORE) && !sentence[at + found.len()..].starts_with(TELLING_BEHIND)
    })
}

/// Whether a sentence tells what somebody asked.
fn is_reported(sentence: &str) -> bool {
    ["他问", "她问", "问我", "有人问", "他们问", "别人问"].iter().any(|words| sentence.contains(words))
}

/// Whether a sentence begins as what is told does: `因为谁都怕`, `我怎么说呢`.
fn begins_telling(sentence: &str) -> bool {
    const STARTS: [&str; 14] = [
        "我",
        "他",
        "她",
        "因为",
        "所以",
        "如果",
        "但",
        "而",
        "就",
        "谁都",
        "什么都",
        "怎么都",
        "也",
        "这就是",
    ];
    STARTS.iter().any(|start| sentence.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_ask_without_a_mark() {
        for text in [
            "那之后怎么睡呢",
            "我想问一下，谁来签字。",
            "最近怎么样",
            "你吃过早饭吗",
            "那周末呢",
            "你们是不是也这样",
            "一炉能烤几只呢",
            "这是第几回了",
            "最后一个问题，您最怕哪一种天气。",
            "今天很冷。门谁来关",
            "你们为什么都不睡",
            "你们是不是都这样",
            "你平时都几点睡",
            "是不是午睡也不行",
            "拆的时候您在不在场",
            "这个锅还在不在",
            "算不算数",
            "真的假的",
            "您后悔过没有",
            "吃了没",
            "后来机器来了以后呢",
        ] {
            assert!(asks_in_words(text), "{text}");
        }
    }

    #[test]
    fn words_that_only_hold_an_interrogative_do_not() {
        for text in [
            "我正忙着呢",
            "排了好几天队呢",
            "几乎没停过呢",
            "等了十几年呢",
            "不管怎么说，船还是开了",
            "我知道谁来签字。",
            "没什么。",
            "他问我吃了吗",
            "谁都不想值夜班",
            "谁来都一样，锅炉照烧",
            "对，您说怎么躺都没用的时候就起来",
            "哪里漏了补哪里",
            "什么时候困什么时候睡",
            "为什么睡不着我们上次讲过了",
            "怎么查我们有一套办法",
            "为什么要隔离二十一天因为潜伏期就这么长",
            "因为怎么算都亏",
            "今天就到这里。",
            "在不在都一样",
            "我一次也没有",
            "",
        ] {
            assert!(!asks_in_words(text), "{text}");
        }
    }

    #[test]
    fn whoever_asks_does_so_in_other_words_too() {
        for text in ["拆了几口", "您觉得可惜吧", "请您讲讲那天", "说说看", "那就谈谈价钱。"]
        {
            assert!(asks_of_asker(text), "{text}");
        }
        for text in ["好几口", "我们走吧", "谢谢您", "我们先聊聊夜班。", "下面请周舟上台。", "拆了好几天"]
        {
            assert!(!asks_of_asker(text), "{text}");
        }
    }
}
