//! Clauses that tell of speech, by their words alone: whether somebody says something in them, asks, cites, or tells of
//! others. Who it is, only the people of a note tell.

use super::name_shape::{self, Shape};
use super::{behind_role, lexicon};
use crate::text::lower;

/// The words before and behind the first `我是` or `我叫`, after which somebody may say who they are.
pub(crate) fn around_i_am(words: &str) -> Option<(&str, &str)> {
    words.match_indices('我').find_map(|(at, me)| {
        let after = words[at + me.len()..].strip_prefix(['是', '叫'])?;
        Some((&words[..at], after))
    })
}

/// Whether a phrase says something rather than naming somebody: it has a verb, a particle or a pronoun.
pub(crate) fn is_clause(phrase: &str) -> bool {
    phrase.chars().any(|character| lexicon::MAKING_CLAUSES.contains(character))
}

/// Whether words have a first or second person, so that somebody speaks to somebody.
pub(crate) fn is_personal(words: &str) -> bool {
    words.contains(|character| lexicon::PERSONAL.contains(character))
        || words
            .split(|character: char| !character.is_ascii_alphabetic())
            .any(|word| lexicon::LATIN_PERSONAL.contains(word))
}

/// The same of one person alone: whoever writes about a matter says 我们, too.
pub(crate) fn speaks_of_one(words: &str) -> bool {
    words.split("我们").any(is_personal)
}

/// Whether a line ends as what somebody says to somebody does: `走吧`, `可不是嘛。`
pub(crate) fn ends_in_particle(line: &str) -> bool {
    let words = line.trim_end_matches(|character: char| !character.is_alphanumeric());
    words.ends_with(|character| lexicon::FINAL_PARTICLES.contains(character))
}

/// Whether words tell of somebody's life rather than being theirs: `1980 年生于海边`, `曾任船长`.
pub(crate) fn tells_a_life(words: &str) -> bool {
    let words = words.trim();
    let after_year = words.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_year = words.len() - after_year.len() == 4;
    let after_year =
        if is_year { after_year.trim_start().trim_start_matches('年').trim_start() } else { words };
    // `1985 年生，麻醉科副主任`; 1985 年生产 is of a thing.
    let is_born =
        is_year && after_year.strip_prefix('生').is_some_and(|rest| !rest.starts_with(name_shape::is_han));
    let begins = is_born
        || lexicon::BEGINNING_LIVES.start(after_year)
        || is_year && after_year.starts_with(['-', '–', '—', '：', ':', '，']);
    begins && !is_personal(words)
}

/// The words before a verb of saying that ends them; 顾问 ends in none.
pub(crate) fn without_saying(name: &str) -> Option<&str> {
    if name_shape::is_weak_role(name) {
        return None;
    }
    let person = lexicon::ENDING_LEADS.before_end(name).next()?.trim_end();
    (person.chars().count() >= 2).then_some(person)
}

/// A clause without the number that counts it off among others: `二、李明强调`, `（三）李明强调`, `一是李明强调`.
pub(crate) fn without_ordinal(clause: &str) -> &str {
    let is_number = |words: &str| {
        (1..=3).contains(&words.chars().count())
            && words.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    };
    let bracketed = clause.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    let counted = clause.split_once(['、', '）', ')']).filter(|_| bracketed.is_none());
    let told = clause.split_once('是').filter(|(number, _)| number.contains(name_shape::is_han));
    let parted = [bracketed, counted, told].into_iter().flatten().find(|(number, _)| is_number(number));
    parted.map_or(clause, |(_, rest)| rest.trim_start())
}

/// The name before the verbs of saying that end some words, of whichever kind: `赵一鸣回忆`, `周舟笑称`. A name may end in such
/// a character itself (李一笑), so words that have a name's shape as a whole keep it.
pub(crate) fn name_before_verbs(words: &str) -> Option<&str> {
    let before_last = |words| before_verb(words).filter(|before| before.chars().count() >= 2);
    let mut before = before_last(words)?;
    // Nobody's name ends in 说.
    if name_shape::shape(words) == Shape::Person && !words.ends_with('说') {
        return None;
    }
    let mut name = None;
    loop {
        if name_shape::shape(before) == Shape::Person || behind_role::name(before).is_some() {
            name = Some(before);
        }
        let Some(shorter) = before_last(before) else { return name };
        before = shorter;
    }
}

fn before_verb(words: &str) -> Option<&str> {
    let lists = [
        &lexicon::ENDING_CLAUSES,
        &lexicon::OF_PROSE,
        &lexicon::OF_SOMEBODY,
        &lexicon::BEFORE_OPENING,
        &lexicon::BEFORE_DEEDS,
    ];
    lists
        .into_iter()
        .filter_map(|list| list.before_end(words).next())
        .map(str::trim_end)
        .min_by_key(|before| before.len())
}

/// Whether a clause is about somebody whom it does not name: `那天的学生后来成了导演`.
pub(crate) fn tells_of_somebody(clause: &str) -> bool {
    lexicon::ROLES.occur_in(clause) || lexicon::CLOSE_ONES.occur_in(clause)
}

/// Whether words that end in a role tell whom somebody speaks to and not who they are: 回复听众, 对主持人.
pub(crate) fn is_address(words: &str) -> bool {
    lexicon::ADDRESSING.start(words.trim())
}

/// Whether a paragraph tells who has made the text: `本文由李明整理。`
pub(crate) fn is_of_editor(text: &str) -> bool {
    [
        "本文由",
        "本文系",
        "本文作者",
        "本文首发",
        "编者按",
        "责任编辑",
        "责编",
        "文字整理",
        "录音整理",
        "转载请",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// Whether a short line tells how a meeting goes on, or what is to be done with its text: `下面进入第二个话题。`, `点击阅读原文`,
/// `[1] 见第三页`.
pub(crate) fn is_of_meeting(text: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 24;
    let note = text.strip_prefix('[').and_then(|note| note.split_once(']'));
    let is_footnote = note.is_some_and(|(number, words)| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) && !words.trim().is_empty()
    });
    let announces = text.ends_with(['：', ':']);
    is_footnote || text.chars().count() <= LONGEST && lexicon::OF_MEETINGS.start(text) && !announces
}

/// Whether words among key quotes are the editor's: `以下按时间排列，未经修改。`
pub(crate) fn is_editorial(text: &str) -> bool {
    ["以下", "以上", "本节", "注："].iter().any(|start| text.starts_with(start))
        || ["不分先后", "未经修改", "由编辑"].iter().any(|words| text.contains(words))
}

/// Whether a clause ends with a verb of asking: `王芳这样反问`.
pub(crate) fn ends_in_asking(clause: &str) -> bool {
    let clause = without_addressee(clause);
    ["问", "问道", "问说"].iter().any(|verb| clause.ends_with(verb))
}

/// Whether a clause ends with a verb of saying: `李明则认为`.
pub(crate) fn ends_in_saying(clause: &str) -> bool {
    let clause = without_addressee(clause);
    lexicon::ENDING_CLAUSES.end(clause) && !name_shape::is_weak_role(clause)
}

/// A clause without the conjunctions that open it: `所以李明说`.
pub(crate) fn without_conjunction(clause: &str) -> &str {
    let clause = clause.trim();
    // `来自李明的忠告`
    let clause = ["来自", "出自"].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    lexicon::JOINING_CLAUSES
        .after_start(clause)
        .last()
        .map_or(clause, |rest| rest.trim_start_matches(['，', ',', ' ', '　']))
}

/// What may be the name before a verb of saying that ends a clause: the words before it, and those before words that tell
/// how or when, as in `李明直截了当地说`.
pub(crate) fn before_saying(clause: &str) -> impl Iterator<Item = &str> {
    /// `李明则直接表示`: so many words of manner may stand in a row.
    const MOST: usize = 3;
    let before = lexicon::ENDING_CLAUSES.before_end(clause).chain(lexicon::ENDING_LEADS.before_end(clause));
    before.flat_map(|before| {
        let mut fewer = vec![before.trim_end()];
        while let Some(less) = lexicon::MANNERS.before_end(fewer[fewer.len() - 1]).next()
            && fewer.len() <= MOST
        {
            fewer.push(less.trim_end());
        }
        // 李明则 has a name's shape too.
        fewer.into_iter().rev().flat_map(|words| std::iter::once(words).chain(before_adverb(words)))
    })
}

/// What stands before an adverb of two or four characters and 地, or of three.
fn before_adverb(words: &str) -> impl Iterator<Item = &str> {
    const LENGTHS: [usize; 3] = [2, 4, 3];
    let adverb = words.strip_suffix('地');
    adverb.into_iter().flat_map(|before| {
        LENGTHS.into_iter().filter_map(move |length| {
            let (start, _) = before.char_indices().rev().nth(length - 1)?;
            Some(&before[..start])
        })
    })
}

/// Whether a clause tells when something else is said or happens: `当记者追问时`, `散会之后`.
pub(crate) fn is_of_time(clause: &str) -> bool {
    let clause = clause.trim();
    ["时", "时候", "之后", "以后", "后", "之前", "之际", "期间"].iter().any(|end| clause.ends_with(end))
        || clause.starts_with('当') && !clause.starts_with("当然")
}

/// Whether a clause that tells of speech has 他 or 她 for its subject, be there a conjunction before it: `但他说`.
pub(crate) fn is_said_by_pronoun(clause: &str) -> bool {
    let clause = without_conjunction(clause);
    let after = clause.strip_prefix(['他', '她']);
    after.is_some_and(|after| !after.starts_with(['们', '的', '俩', '人']))
        && !is_of_somebody_of_theirs(clause)
}

/// Whether a text names somebody else together with a person: `李明和老王进来了`.
pub(crate) fn joins_another(text: &str, name: &str) -> bool {
    const JOINING: [char; 7] = ['和', '与', '跟', '、', '同', '及', '向'];
    text.match_indices(name).any(|(at, _)| {
        text[..at].ends_with(JOINING) || text[at + name.len()..].trim_start().starts_with(JOINING)
    })
}

/// Whether such a clause says or does what a speaker does: `她又补了一句`.
pub(crate) fn tells_of_pronoun(clause: &str) -> bool {
    let after = without_conjunction(clause).trim_start_matches(['他', '她']);
    is_said_by_pronoun(clause) && (ends_in_saying(clause) || is_deed_of_speaker(after))
}

/// Whether a clause has no subject of its own before its verb of saying: `最后补充道`.
pub(crate) fn has_no_subject(clause: &str) -> bool {
    let clause = without_conjunction(clause);
    let manner = lexicon::MANNERS.after_start(clause).last().unwrap_or(clause);
    starts_with_saying(clause) || starts_with_saying(manner) || lexicon::BEFORE_DEEDS.start(clause)
}

/// Whether a short clause tells that somebody speaks, without naming them: `说了这么一句`, `最后补充道`.
pub(crate) fn is_saying(clause: &str) -> bool {
    clause.chars().count() <= 10 && lexicon::ENDING_CLAUSES.occur_in(clause)
}

/// Whether a clause tells how somebody puts something: `是她对成本的描述`.
pub(crate) fn is_saying_of_somebody(clause: &str) -> bool {
    let is_of = lexicon::ENDING_PUTS.end(clause);
    let is_by = clause.contains(['他', '她']) && ends_in_saying(clause);
    is_of || is_by
}

/// Whether somebody goes on to something else: `好，下一题。`
pub(crate) fn moves_on(words: &str) -> bool {
    lexicon::MOVING_ON.occur_in(&lower(words))
}

/// Who does what a sentence tells, where it names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Teller {
    /// `她看了一眼`: perhaps the guest.
    Pronoun,
    /// `一位老人推门进来`: not the guest.
    Somebody,
}

/// Whether a sentence brings in somebody who has no name: `主持人请一位女士提问`.
pub(crate) fn brings_in_somebody(sentence: &str) -> bool {
    const STEPPING_IN: [&str; 5] = ["请", "提问", "发言", "站起", "举手"];
    lexicon::UNNAMED.occur_in(sentence) && STEPPING_IN.iter().any(|word| sentence.contains(word))
}

/// Whether a clause points at words of him or her: `正如她在书里写的那样`.
pub(crate) fn points_at_words_of_pronoun(clause: &str) -> bool {
    let of = ["正如", "就像", "一如", "如同"].iter().find_map(|word| clause.strip_prefix(word));
    of.is_some_and(|of| is_said_by_pronoun(of) && of.contains(['说', '写', '讲', '言']))
}

/// Whether some words begin with somebody who has no name: `一位负责人表示`.
pub(crate) fn is_somebody_unnamed(words: &str) -> bool {
    lexicon::UNNAMED.start(words.trim())
}

/// Whether a clause announces a sentence of whoever an earlier one tells of: `第一句话是`, `最后一句话就是`.
pub(crate) fn is_of_one_sentence(clause: &str) -> bool {
    let Some(rest) = clause.strip_suffix('是') else { return false };
    let Some(which) = rest.trim_end_matches('就').strip_suffix("句话") else { return false };
    which.chars().count() <= 4 && which.ends_with(|c| "一二三".contains(c))
}

/// The last subject of a sentence that is a pronoun or somebody whom it does not name.
pub(crate) fn unnamed_teller(sentence: &str) -> Option<Teller> {
    sentence.rsplit(['，', '；', ',']).map(str::trim).find_map(|clause| {
        if lexicon::UNNAMED.start(clause) {
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
    let clause = clause.trim_start_matches(['又', '才', '就', '便', '也', '并', '只', '笑', '着']);
    lexicon::ENDING_CLAUSES.start(clause)
}

/// Whether the subject of a clause is a pronoun, perhaps after a conjunction: `但他说`.
pub(crate) fn starts_with_pronoun(clause: &str) -> bool {
    clause.chars().take(3).any(|character| matches!(character, '他' | '她' | '我'))
}

/// Whether words are a pronoun of the third person and nothing else.
pub(crate) fn is_pronoun(words: &str) -> bool {
    matches!(words, "他" | "她")
}

/// Whether words begin with a pronoun of the third person, so that they are no name: `他说`, `她`.
pub(crate) fn starts_with_other_person(words: &str) -> bool {
    words.starts_with(['他', '她', '它'])
}

/// Whether the subject of a clause is somebody of theirs or several people, none of whom it names: `他的导师提醒他`, `两人都认为`.
pub(crate) fn has_nameless_subject(clause: &str) -> bool {
    is_of_somebody_of_theirs(clause) || lexicon::SEVERAL.start(without_conjunction(clause).trim())
}

/// The same of somebody of theirs alone.
pub(crate) fn is_of_somebody_of_theirs(clause: &str) -> bool {
    let clause = without_conjunction(clause).trim();
    let of = clause.strip_prefix(['他', '她', '我']);
    of.is_some_and(|of| {
        let role = of.strip_prefix('的');
        let of = role.unwrap_or(of);
        lexicon::CLOSE_ONES.start(of)
            || lexicon::ABOUT_SOMEBODY.start(of)
            || role.is_some_and(|role| lexicon::TITLES.start(role) || lexicon::ROLES.start(role))
    })
}

/// Whether a lead-in's last clause gives the words to somebody whom it does not name: `台下有人问`, `书的扉页上印着`. A
/// pronoun may well be the guest, and `这一节的核心是` gives them to nobody.
pub(crate) fn tells_of_others(clause: &str) -> bool {
    !starts_with_pronoun(clause)
        && lexicon::OF_OTHERS.occur_in(clause)
        && !lexicon::POINTING_AT_PARTS.occur_in(clause)
}

/// Whether the words with which a lead-in goes on may begin with a character; see [`after_opening`].
pub(crate) fn may_open(character: char) -> bool {
    let lists = [&lexicon::OPENING_LEAD_INS, &lexicon::BEFORE_OPENING, &lexicon::SPEECH_ALONE];
    character == '的' || lists.iter().any(|list| list.any_begins_with(character))
}

/// What stands after the words with which a lead-in goes on at once: verbs of saying and the words before them, or 的 and
/// what somebody's words are called.
pub(crate) fn after_opening(words: &str) -> impl Iterator<Item = &str> {
    let of = words.strip_prefix('的').into_iter();
    lexicon::OPENING_LEAD_INS
        .after_start(words)
        .chain(lexicon::BEFORE_OPENING.after_start(words))
        .chain(of.flat_map(|of| lexicon::SPEECH.after_start(of)))
        .chain(lexicon::SPEECH_ALONE.after_start(words))
}

/// Whether what comes after a name is about something of theirs other than their words: `的爱人`, but not `的回应`.
pub(crate) fn is_of_theirs(after: &str) -> bool {
    after.strip_prefix('的').is_some_and(|of| !lexicon::SPEECH.start(of))
}

/// Whose words a heading announces, whoever that is: 林远 of `林远的三个建议`.
pub(crate) fn announced_speaker(title: &str) -> Option<&str> {
    let (somebody, of) = title.trim().rsplit_once('的')?;
    let counted =
        of.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十几 ".contains(c));
    let of = counted.trim_start_matches(['个', '条', '点', '句', '项', '大']);
    lexicon::SPEECH.contains(of).then(|| somebody.trim())
}

/// Whether a label heads what somebody of a name or role says: `船长老吴的叮嘱`.
pub(crate) fn is_speech_of_somebody(label: &str) -> bool {
    label.rsplit_once('的').is_some_and(|(somebody, of)| {
        lexicon::SPEECH.contains(of)
            && (matches!(name_shape::shape(somebody), Shape::Person | Shape::Role)
                || behind_role::name(somebody).is_some())
    })
}

/// Whether words after a name tell what its bearer does, and that it is to speak: `笑着补了一句`.
pub(crate) fn is_deed_of_speaker(words: &str) -> bool {
    let begins = lexicon::BEGINNING_DEEDS.start(words) || lexicon::BEFORE_DEEDS.start(words);
    begins && (lexicon::PLAIN_SAYING.end(words) || lexicon::OF_DEEDS.occur_in(words))
}

/// A clause without the one to whom it is said: `李明告诉记者` and `李明打断她` tell what `李明告诉` and `李明打断` do.
pub(crate) fn without_addressee(clause: &str) -> &str {
    const VERB: &str = "告诉";
    /// In characters: longer words say what somebody is told.
    const LONGEST: usize = 4;
    const PRONOUNS: [&str; 6] = ["他们", "她们", "对方", "他", "她", "我"];
    let said = PRONOUNS.iter().find_map(|told| clause.strip_suffix(told));
    let said = said.map(|said| said.strip_suffix('了').unwrap_or(said));
    if let Some(said) = said.filter(|said| lexicon::BEFORE_ADDRESSEES.end(said)) {
        return said;
    }
    match clause.rfind(VERB).map(|at| at + VERB.len()) {
        Some(end) if clause[end..].chars().count() <= LONGEST => &clause[..end],
        _ => clause,
    }
}

/// Whether words between a subject and the colon before quoted words tell what a speaker does, though no verb of saying does:
/// `算了一笔账`, `红着眼睛`, `点点头`.
pub(crate) fn is_deed_before_words(behind: &str) -> bool {
    const PARTICLES: [char; 4] = ['了', '着', '得', '过'];
    may_be_deed(behind) && (lexicon::GESTURES.start(behind) || behind.contains(PARTICLES))
}

/// Whether words between the name of somebody who takes part and the colon before a quoted sentence may tell what they do as they
/// say it: `并不避讳`, `脱口而出`.
pub(crate) fn may_be_deed(behind: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 14;
    // Words that have a character of perceiving and tell of none.
    let perceives =
        || lexicon::PERCEIVING.occur_in(&behind.replace("印象", "").replace("片刻", "").replace("深刻", ""));
    behind.chars().count() <= LONGEST
        && behind.starts_with(name_shape::is_han)
        && !is_of_theirs(behind)
        && !behind.starts_with(['和', '与', '跟', '的'])
        && (lexicon::GESTURES.start(behind) || !perceives())
}

/// Whether a clause ends in what somebody does who is about to speak: `李明点点头`.
pub(crate) fn ends_in_gesture(clause: &str) -> bool {
    lexicon::GESTURES.end(clause)
}

/// The beginnings of a clause, or of what stands behind a role that begins it, that are as long as Chinese names.
pub(crate) fn names_at_start(clause: &str) -> impl Iterator<Item = &str> {
    let behind_roles = lexicon::ROLES.after_start(clause).chain(lexicon::WEAK_ROLES.after_start(clause));
    let starts = std::iter::once(clause).chain(behind_roles);
    starts.flat_map(|start| {
        [2, 3].into_iter().filter_map(move |length| {
            let (end, _) = start.char_indices().nth(length)?;
            Some(&start[..end])
        })
    })
}

/// Whether what stands behind a name tells of somebody of theirs, or how words come to them, and not that they say anything.
pub(crate) fn brings_words_of_others(behind: &str) -> bool {
    is_of_theirs(behind)
        || lexicon::PERCEIVING.occur_in(behind)
            && !ends_in_saying(behind)
            && !after_opening(behind).any(|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_no_part_of_a_name() {
        assert_eq!(name_before_verbs("赵一鸣回忆"), Some("赵一鸣"));
        assert_eq!(name_before_verbs("周舟笑称"), Some("周舟"));
        assert_eq!(name_before_verbs("老周随后感慨"), Some("老周"));
        assert_eq!(name_before_verbs("李一笑"), None);
        assert_eq!(name_before_verbs("据回忆"), None);
    }
}
