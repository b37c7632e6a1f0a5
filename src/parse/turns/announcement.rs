//! What the words before a colon announce: a question, an answer, a speaker, or nothing but a label.

use crate::language::name_shape::{self, Shape};
use crate::parse::cast::evidence::Cast;
use crate::parse::cast::protagonist;
use crate::parse::syntax::lead::{BRACKETS_PARTED, Lead};
use crate::text::marks;

/// What a lead announces.
pub(crate) enum Announced {
    Question { asker: Option<String> },
    Answer { speaker: Option<String>, qualifier: Option<String> },
    Speaker { name: String, by_saying: bool },
    Label,
}

/// What the words before a colon announce.
pub(crate) fn announced(lead: &Lead, people: &Cast, rest: &str) -> Announced {
    let name = lead.name.as_str();
    if let Some(asker) = asked_by(name, rest, people) {
        let bracketed = || person_in_brackets(lead, people).0.or_else(|| asker_in_brackets(lead));
        return Announced::Question { asker: asker.or_else(bracketed) };
    }
    if let Some(speaker) = answered_by(name, people) {
        let (bracketed, qualifier) = person_in_brackets(lead, people);
        return Announced::Answer { speaker: speaker.or(bracketed), qualifier };
    }
    let is_marked = rest.starts_with(marks::opens_quotation);
    // `李明说：“……”`: the verb is no part of the name.
    if let Some(person) = without_saying(name).filter(|person| people.is_person(person, is_marked)) {
        return Announced::Speaker { name: person.to_owned(), by_saying: rest.trim().is_empty() };
    }
    // `李明道：`, unless that is a name itself.
    if let Some(person) = name.strip_suffix(['道', '曰'])
        && people.is_known(person)
        && !people.is_known(name)
    {
        return Announced::Speaker { name: person.to_owned(), by_saying: rest.trim().is_empty() };
    }
    if people.is_person(name, is_marked) {
        return Announced::Speaker { name: name.to_owned(), by_saying: false };
    }
    match protagonist::cited(name).or_else(|| people.lead_in(name)) {
        Some(person) => Announced::Speaker { name: person.to_owned(), by_saying: true },
        None => Announced::Label,
    }
}

/// The person whom the brackets behind a label name, and what else stands in them: `回答（李明）（笑）`.
fn person_in_brackets(lead: &Lead, people: &Cast) -> (Option<String>, Option<String>) {
    let mut person = None;
    let mut others = Vec::new();
    for words in
        lead.qualifier.as_deref().unwrap_or_default().split(BRACKETS_PARTED).filter(|words| !words.is_empty())
    {
        // `@阿豆`: a name on the net.
        let name = words.strip_prefix('@');
        let is_person = name.is_some() || !words.starts_with("来自") && people.is_person(words, true);
        if is_person && person.is_none() {
            person = Some(name.unwrap_or(words).to_owned());
        } else {
            others.push(words);
        }
    }
    (person, (!others.is_empty()).then(|| others.join(BRACKETS_PARTED)))
}

/// Whoever asks by a name of any kind: `提问（小满不加糖）`.
fn asker_in_brackets(lead: &Lead) -> Option<String> {
    const LONGEST: usize = 12;
    const ABOUT: [&str; 7] = ["关于", "来自", "第", "节选", "线上", "线下", "补充"];
    let words = lead.qualifier.as_deref()?;
    let is_name = (2..=LONGEST).contains(&words.chars().count())
        && words.chars().all(|character| character.is_alphanumeric() || " ·_-".contains(character))
        && words.chars().any(char::is_alphabetic)
        && !name_shape::is_label(words)
        && !name_shape::is_reaction(words)
        && !ABOUT.iter().any(|about| words.starts_with(about));
    is_name.then(|| words.to_owned())
}

/// The words before a verb of saying that ends them.
pub(crate) fn without_saying(name: &str) -> Option<&str> {
    const VERBS: [&str; 14] = [
        "笑着说道",
        "笑着说",
        "补充说",
        "补充道",
        "反问道",
        "感慨道",
        "回答道",
        "解释道",
        "总结道",
        "说道",
        "笑道",
        "答道",
        "问道",
        "说",
    ];
    VERBS
        .iter()
        .find_map(|verb| name.strip_suffix(verb))
        .map(str::trim_end)
        .filter(|person| person.chars().count() >= 2)
}

/// Whether these words announce a question, and who asks it.
pub(crate) fn asked_by(name: &str, rest: &str, people: &Cast) -> Option<Option<String>> {
    let core = name.trim_end_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, ' ' | '#' | '.')
    });
    let folded = core.to_lowercase();
    if matches!(
        folded.as_str(),
        "问" | "提问" | "追问" | "发问" | "提问者" | "q" | "question" | "ask" | "问者"
    ) {
        return Some(None);
    }
    // 第六问, 第三个问题, 问题二
    let is_numbered = core.starts_with('第') && ["问", "个问题", "题"].iter().any(|end| core.ends_with(end))
        || core.strip_prefix("问题").is_some_and(|number| {
            !number.is_empty() && number.chars().all(|digit| "一二三四五六七八九十".contains(digit))
        });
    if is_numbered && core.chars().count() <= 6 {
        return rest.contains(['？', '?']).then_some(None);
    }
    // A label 问题 may name a problem as well.
    if matches!(folded.as_str(), "问题" | "提问内容" | "现场问题" | "观众问题") {
        return rest.contains(['？', '?']).then_some(None);
    }
    for ending in ["提问", "追问", "发问"] {
        if let Some(asker) = core.strip_suffix(ending) {
            let asker = asker.trim_end_matches('的').trim();
            return (asker.chars().count() <= 16).then(|| {
                // `旁听的家长提问`: the last word is who asks.
                let core = asker.rsplit('的').next().unwrap_or(asker);
                let is_somebody = people.is_person(asker, true)
                    || crate::language::lexicon::ASKERS.contains(asker)
                    || core != asker
                        && (people.is_person(core, true)
                            || crate::language::name_shape::is_somebody(core)
                            || core == "家长");
                is_somebody.then(|| asker.to_owned())
            });
        }
    }
    // 主持人问 asks; 顾问 is a calling and 学问 a thing.
    if ["顾问", "学问", "访问", "疑问", "慰问", "审问", "质问"].iter().any(|word| core.ends_with(word))
    {
        return None;
    }

    let asker = core.strip_suffix('问')?.trim();
    let is_somebody = asker.chars().count() >= 2 && people.is_person(asker, true);
    is_somebody.then(|| Some(asker.to_owned()))
}

/// Whether a label names a part of the note rather than what the words below it are about.
pub(crate) fn is_structural(label: &str) -> bool {
    const PARTS: [&str; 16] = [
        "内容", "观点", "要点", "提炼", "导读", "语录", "金句", "原文", "引用", "摘录", "摘要", "正文",
        "详情", "阐述", "原话", "感受",
    ];
    PARTS.iter().any(|part| label.ends_with(part))
}

/// Whether words behind a dash or in brackets are a name. Stricter than before a colon: a comment may stand there too.
pub(crate) fn is_attributable(people: &Cast, name: &str) -> bool {
    people.is_known(name)
        || match people.shape(name) {
            Shape::Person | Shape::Role => true,
            Shape::Open => people.is_person(name, false),
            Shape::Label => false,
        }
}

/// Whether these words announce an answer, and who gives it.
fn answered_by(name: &str, people: &Cast) -> Option<Option<String>> {
    let core = name.trim_end_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, ' ' | '#' | '.')
    });
    if matches!(core.to_lowercase().as_str(), "答" | "回答" | "解答" | "答复" | "a" | "answer" | "答者")
    {
        return Some(None);
    }
    for ending in ["的回答", "回答", "答"] {
        if let Some(speaker) = core.strip_suffix(ending) {
            let speaker = speaker.trim();
            return people.is_person(speaker, false).then(|| Some(speaker.to_owned()));
        }
    }
    None
}

/// Whether words among key quotes are the editor's: `以下按时间排列，未经修改。`
pub(crate) fn is_editorial(text: &str) -> bool {
    ["以下", "以上", "本节", "注："].iter().any(|start| text.starts_with(start))
        || ["不分先后", "未经修改", "由编辑"].iter().any(|words| text.contains(words))
}

/// Verbs of saying that may end the clause before quoted words.
const SAYING_VERBS: [&str; 24] = [
    "说", "道", "问", "写", "喊", "答", "称", "补充", "回应", "回答", "表示", "认为", "指出", "坦言", "强调",
    "解释", "总结", "提到", "直言", "透露", "回忆", "感慨", "反问", "调侃",
];

/// Whether a clause ends with a verb of asking: `王芳这样反问`.
pub(crate) fn ends_in_asking(clause: &str) -> bool {
    ["问", "问道", "问说"].iter().any(|verb| clause.ends_with(verb))
}

/// Whether a clause ends with a verb of saying: `李明则认为`.
pub(crate) fn ends_in_saying(clause: &str) -> bool {
    SAYING_VERBS.iter().any(|verb| clause.ends_with(verb))
}

/// Whether a short clause tells that somebody speaks, without naming them: `说了这么一句`, `最后补充道`.
pub(crate) fn is_saying(clause: &str) -> bool {
    clause.chars().count() <= 10 && SAYING_VERBS.iter().any(|verb| clause.contains(verb))
}

/// Whether a clause tells how somebody puts something: `是她对成本的描述`.
pub(crate) fn is_saying_of_somebody(clause: &str) -> bool {
    const NOUNS: [&str; 10] =
        ["的话", "描述", "回答", "说法", "比喻", "总结", "解释", "感慨", "评价", "回忆"];
    let is_of = NOUNS.iter().any(|noun| clause.ends_with(noun));
    let is_by = clause.contains(['他', '她']) && ends_in_saying(clause);
    is_of || is_by
}

/// Whether a label announces somebody's very words: `重要原话`, `现场金句`.
pub(crate) fn announces_words(label: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["原话", "金句", "语录", "名言", "原声", "引语", "原文摘录", "原话摘录", "原文引用"];
    ENDINGS.iter().any(|ending| label.ends_with(ending))
}

/// Who does what a sentence tells, where it names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Teller {
    /// `她看了一眼`: perhaps the guest.
    Pronoun,
    /// `一位老人推门进来`: not the guest.
    Somebody,
}

/// The last subject of a sentence that is a pronoun or somebody whom it does not name.
pub(crate) fn unnamed_teller(sentence: &str) -> Option<Teller> {
    const SOMEBODY: [&str; 9] =
        ["一位", "一名", "有位", "有一位", "有个", "有人", "另一位", "又一位", "某位"];
    sentence.rsplit(['，', '；', ',']).map(str::trim).find_map(|clause| {
        if SOMEBODY.iter().any(|word| clause.starts_with(word)) {
            return Some(Teller::Somebody);
        }
        starts_with_pronoun(clause).then_some(Teller::Pronoun)
    })
}

/// Whether words that end in a question tell what somebody else asked: `他问我一句：你累不累？`
pub(crate) fn reports_a_question(text: &str) -> bool {
    const SAID: [&str; 4] = ["一句", "一句话", "了句", "的话"];
    text.split_once(['：', ':']).is_some_and(|(before, _)| {
        let sentence = before.rsplit(['。', '？', '！']).next().unwrap_or(before);
        let clause = sentence.rsplit(['，', '；']).next().unwrap_or(sentence);
        let is_said = is_saying(clause) || SAID.iter().any(|end| clause.ends_with(end));
        sentence.starts_with(['他', '她']) && is_said
    })
}

/// Whether a clause has no subject of its own before its verb of saying: `说`, `又问`.
pub(crate) fn starts_with_saying(clause: &str) -> bool {
    let clause = clause.trim_start_matches(['又', '才', '就', '便', '也', '笑', '着']);
    SAYING_VERBS.iter().any(|verb| clause.starts_with(verb))
}

/// Whether the subject of a clause is a pronoun, perhaps behind a conjunction: `但他说`.
pub(crate) fn starts_with_pronoun(clause: &str) -> bool {
    clause.chars().take(3).any(|character| matches!(character, '他' | '她' | '我'))
}

/// Whether a lead-in's last clause gives the words to somebody whom it does not name: `台下有人问`, `书的扉页上印着`. A
/// pronoun may well be the guest, and `这一节的核心是` gives them to nobody.
pub(crate) fn tells_of_others(clause: &str) -> bool {
    const SAYING: [&str; 27] = [
        "传来",
        "来信",
        "告诉",
        "透露",
        "嘀咕",
        "感叹",
        "念叨",
        "吐槽",
        "抱怨",
        "提醒",
        "说",
        "问",
        "写",
        "喊",
        "答道",
        "插话",
        "留言",
        "的话",
        "话是",
        "印着",
        "站起来",
        "回应",
        "补充",
        "补了",
        "念道",
        "接过",
        "飘过",
    ];
    const OF_THE_NOTE: [&str; 14] = [
        "金句", "语录", "以下", "如下", "核心", "关键", "重要", "总结", "这句", "这段", "一段", "本节",
        "问题", "说明",
    ];
    !starts_with_pronoun(clause)
        && SAYING.iter().any(|word| clause.contains(word))
        && !OF_THE_NOTE.iter().any(|word| clause.contains(word))
}
