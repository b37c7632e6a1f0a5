//! Words that head or label others, by themselves: whether they name a part of the note, a reaction of listeners, people
//! whom they do not name.

use super::lexicon;

/// Whether words are a noun of the language or end in one that labels a part of a text.
pub(crate) fn is_label(words: &str) -> bool {
    lexicon::NOUNS.contains(words) || lexicon::LABEL_ENDINGS.before_end(words).next().is_some()
}

/// Whether a label names a part of the note rather than what the words below it are about.
pub(crate) fn is_structural(label: &str) -> bool {
    const PARTS: [&str; 16] = [
        "内容", "观点", "要点", "提炼", "导读", "语录", "金句", "原文", "引用", "摘录", "摘要", "正文",
        "详情", "阐述", "原话", "感受",
    ];
    PARTS.iter().any(|part| label.ends_with(part))
}

/// Whether a label announces somebody's very words: `重要原话`, `现场金句`.
pub(crate) fn announces_words(label: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["原话", "金句", "语录", "名言", "原声", "引语", "原文摘录", "原话摘录", "原文引用"];
    ENDINGS.iter().any(|ending| label.ends_with(ending))
}

/// Whether a word tells how listeners took it: 大笑, 掌声.
pub(crate) fn is_reaction(word: &str) -> bool {
    ["笑", "掌声", "鼓掌", "沉默", "停顿", "欢呼", "叹气", "哽咽", "全场", "原文", "原话", "摘录"]
        .iter()
        .any(|reaction| word.contains(reaction))
}

/// Words that end the name of somebody close to the one who tells.
pub(super) const CLOSE: [&str; 23] = [
    "爱人", "太太", "妻子", "丈夫", "母亲", "父亲", "妈妈", "爸爸", "儿子", "女儿", "爷爷", "奶奶", "同事",
    "同学", "朋友", "邻居", "老板", "厂长", "店长", "馆长", "师傅", "老人", "孩子",
];

/// Whether a label is somebody whom the note does not name: 我爱人, 课代表小林, 厂长, 《论语》.
pub(crate) fn is_somebody(label: &str) -> bool {
    // What is written, sung or printed is nobody's speech.
    const WRITTEN: [&str; 14] = [
        "歌词", "诗", "题词", "碑文", "公告", "通知", "标语", "口号", "来信", "留言", "短信", "弹幕", "广告",
        "字条",
    ];
    let ends = CLOSE.iter().chain(&WRITTEN).any(|ending| label.ends_with(ending));
    ends || label.starts_with('《') || label.starts_with('我')
}

/// Whether a label tells how many people are there: `桌边四个人`, `在座三位`.
pub(crate) fn counts_people(label: &str) -> bool {
    const ENDINGS: [&str; 3] = ["个人", "位", "人"];
    ENDINGS
        .iter()
        .find_map(|ending| label.strip_suffix(ending))
        .is_some_and(|before| before.ends_with(['两', '二', '三', '四', '五', '六', '七', '八', '九', '十']))
}
