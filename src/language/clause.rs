//! Clauses that tell of speech, by their words alone: whether somebody says something in them, asks, cites, or tells of
//! others. Who it is, only the people of a note tell.

use super::name_shape::{self, Shape};
use super::{label, lexicon};

/// Whether a phrase says something rather than naming somebody: it has a verb, a particle or a pronoun.
pub(crate) fn is_clause(phrase: &str) -> bool {
    phrase.chars().any(|character| "了着过在这那被把没不都也就又再还会要能让使得吗呢吧啊".contains(character))
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

/// Whether a clause is about somebody whom it does not name: `那天的学生后来成了导演`.
pub(crate) fn tells_of_somebody(clause: &str) -> bool {
    lexicon::ROLES.iter().chain(label::CLOSE).any(|word| clause.contains(word))
}

/// Whether words that end in a role tell whom somebody speaks to and not who they are: 回复听众, 对主持人.
pub(crate) fn is_address(words: &str) -> bool {
    ["回复", "回答", "回应", "答复", "面向", "转向", "对着", "朝着", "反问", "提醒", "安慰", "模仿", "转述"]
        .iter()
        .any(|verb| words.trim().starts_with(verb))
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

/// Whose words a clause says that it cites: `我在这里引用李明的话`.
pub(crate) fn cited(clause: &str) -> Option<&str> {
    let (_, behind) = clause.split_once("引用")?;
    let (name, _) = behind.split_once('的')?;
    Some(name.trim()).filter(|name| name_shape::shape(name) == Shape::Person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_tells_whom_it_cites() {
        assert_eq!(cited("我在这里 引用 Li Ming 的话"), Some("Li Ming"));
        assert_eq!(cited("引用下面的话"), None);
    }
}
