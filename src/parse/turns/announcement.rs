//! What the words before a colon announce: a question, an answer, a speaker, or nothing but a label.

use crate::language::bare_name;
use crate::language::behind_role;
use crate::language::clause;
use crate::language::everyday;
use crate::language::label;
use crate::language::lexicon;
use crate::language::name_shape::{self, Shape};
use crate::language::reported;
use crate::parse::cast::Cast;
use crate::parse::syntax::lead::{BRACKETS_SPLIT, Lead};
use crate::parse::syntax::written_names;
use crate::text::marks;

/// What a lead announces.
pub(crate) enum Announced {
    Question { asker: Option<String> },
    Answer { speaker: Option<String>, qualifier: Option<String> },
    Speaker { name: String, by_saying: bool },
    Label,
}

/// What the words before a colon announce.
pub(crate) fn announced(lead: &Lead, cast: &Cast, rest: &str) -> Announced {
    match by_words(lead, cast, rest) {
        Announced::Speaker { name, .. } if !reported::gives_words_to(&lead.name, &name) => {
            match reported::cited(&lead.name) {
                Some(name) => Announced::Speaker { name: name.to_owned(), by_saying: true },
                None => Announced::Label,
            }
        }
        announced => announced,
    }
}

fn by_words(lead: &Lead, cast: &Cast, rest: &str) -> Announced {
    let name = lead.name.as_str();
    if lists_attendees(name, rest) {
        return Announced::Label;
    }
    // `江平说：`, where that is the whole name of somebody listed.
    if cast.is_whole_name(name) && is_verb_at_end(name, cast) {
        return Announced::Speaker { name: name.to_owned(), by_saying: false };
    }
    // `李明告诉记者`: the one who is told is not who speaks.
    if clause::without_addressee(name).len() < name.len() {
        return match cast.teller(name) {
            Some(person) => Announced::Speaker { name: person.to_owned(), by_saying: true },
            None => Announced::Label,
        };
    }
    if let Some(asker) = asked_by(name, rest, cast) {
        let bracketed = || person_in_brackets(lead, cast).0.or_else(|| asker_in_brackets(lead));
        return Announced::Question { asker: asker.or_else(bracketed) };
    }
    if let Some(speaker) = answered_by(name, cast) {
        let (bracketed, qualifier) = person_in_brackets(lead, cast);
        return Announced::Answer { speaker: speaker.or(bracketed), qualifier };
    }
    let is_marked = rest.starts_with(marks::opens_quotation);
    // `李明说：“……”`: the verb is no part of the name.
    if let Some(person) = clause::without_saying(name).filter(|person| cast.is_person(person, is_marked)) {
        let person = cast.teller(name).filter(|teller| person.ends_with(teller)).unwrap_or(person);
        return Announced::Speaker { name: person.to_owned(), by_saying: rest.trim().is_empty() };
    }
    // `李明道：`, unless that is a name itself.
    if let Some(person) = name.strip_suffix(['道', '曰'])
        && cast.is_known(person)
        && !cast.is_known(name)
    {
        return Announced::Speaker { name: person.to_owned(), by_saying: rest.trim().is_empty() };
    }
    // `李明回忆：`, twice in a note, is no name either.
    if let Some(person) = clause::name_before_verbs(name).filter(|_| !cast.is_known(name)) {
        // An office before the name is none of it: `院长李明总结说`.
        let is_whole = cast.is_known(person) && !name_shape::is_role(person);
        let person = behind_role::name(person).filter(|_| !is_whole).unwrap_or(person);
        // 苏铁 of `苏铁摇摇头`
        let known =
            cast.speaking_at(person).filter(|known| known.chars().count() + 1 == person.chars().count());
        let person = known.unwrap_or_else(|| without_role(person));
        return Announced::Speaker { name: person.to_owned(), by_saying: rest.trim().is_empty() };
    }
    if cast.is_person(name, is_marked) {
        let has_latin = name.contains(|character: char| character.is_ascii_alphabetic());
        let bare = if has_latin { behind_role::name(name) } else { None };
        return Announced::Speaker { name: bare.unwrap_or(name).to_owned(), by_saying: false };
    }
    // `海岬大学教授林远：……` among turns, `审计员林远：“……”`
    if let Some(person) = behind_office(name) {
        return Announced::Speaker { name: person.to_owned(), by_saying: false };
    }
    // `基金合伙人 林远`: a title is no part of the name.
    let bare = bare_name::bare(name);
    if is_marked && bare.len() < name.len() && name.contains(' ') && name_shape::shape(bare) == Shape::Person
    {
        return Announced::Speaker { name: bare.to_owned(), by_saying: false };
    }
    if lead.is_bold && names_listener(name) && rest.trim_end().ends_with(['？', '?']) {
        return Announced::Question { asker: Some(name.to_owned()) };
    }
    match reported::cited(name).or_else(|| cast.teller(name)) {
        Some(person) => Announced::Speaker { name: person.to_owned(), by_saying: true },
        None => Announced::Label,
    }
}

/// The whole name, or the surname with a title, behind a body and an office that are no part of it.
fn behind_office(name: &str) -> Option<&str> {
    let titled = || {
        let ends = name.char_indices().map(|(at, _)| &name[at..]).skip(2);
        ends.filter(|end| (2..=4).contains(&end.chars().count())).find(|end| name_shape::is_titled(end))
    };
    let person = behind_role::name(name).filter(|person| bare_name::is_full(person)).or_else(titled)?;
    let is_office =
        |before: &str| !before.contains(['，', '。', '、', '？', '！']) && !clause::is_clause(before);
    let before = &name[..name.len() - person.len()];
    let is_told = clause::is_address(name) || clause::ends_in_saying(name);
    (is_office(before) && !is_told && !everyday::is_everyday(person)).then_some(person)
}

/// Whether a label is a word for the audience and a name of any kind: 听众阿杰, but not 网友热议.
fn names_listener(label: &str) -> bool {
    let is_name = |name: &str| {
        (2..=4).contains(&name.chars().count())
            && name_shape::shape(name) != Shape::Label
            && !everyday::is_everyday(name)
            && !everyday::may_be_matter(name)
            && !clause::ends_in_saying(name)
            && !lexicon::SPEECH.end(name)
            && !name.ends_with(['议', '论', '评', '赞', '称', '言'])
    };
    lexicon::AUDIENCES.after_start(label).map(str::trim).any(is_name)
}

/// Whether some words are those who attend, as minutes list them: `与会人：林远、周舟`. Minutes of a year do so again and again.
fn lists_attendees(name: &str, words: &str) -> bool {
    const FEWEST: usize = 2;
    lexicon::ATTENDANCE.occur_in(&name.to_lowercase())
        && !words.contains(['。', '？', '！', '?', '!', '“', '「'])
        && !clause::is_personal(words)
        && written_names::names(words).len() >= FEWEST
}

/// Whether a name ends in a verb of saying or asking, and what stands before that is nobody's whole name.
fn is_verb_at_end(name: &str, cast: &Cast) -> bool {
    let before = clause::without_saying(name).or_else(|| name.strip_suffix(['问', '答', '道', '曰']));
    bare_name::is_surnamed(name) && before.is_some_and(|before| !cast.is_whole_name(before))
}

/// The person whom the brackets after a label name, and what else stands in them: `回答（李明）（笑）`.
fn person_in_brackets(lead: &Lead, cast: &Cast) -> (Option<String>, Option<String>) {
    let mut person = None;
    let mut others = Vec::new();
    for words in
        lead.qualifier.as_deref().unwrap_or_default().split(BRACKETS_SPLIT).filter(|words| !words.is_empty())
    {
        // `@阿豆`: a name on the net.
        let name = words.strip_prefix('@');
        let is_name = || words.chars().count() > 1 && !label::is_reaction(words);
        let is_person =
            name.is_some() || is_name() && !words.starts_with("来自") && cast.is_person(words, true);
        // `回答（行政总监 李明）`
        let with_office = || behind_office(words).filter(|_| !is_person);
        if let Some(name) = with_office().filter(|_| person.is_none()) {
            person = Some(name.to_owned());
            others.push(words[..words.len() - name.len()].trim_end());
        } else if is_person && person.is_none() {
            person = Some(name.unwrap_or(words).to_owned());
        } else {
            others.push(words);
        }
    }
    (person, (!others.is_empty()).then(|| others.join(BRACKETS_SPLIT)))
}

/// Whoever asks by a name of any kind: `提问（小满不加糖）`.
fn asker_in_brackets(lead: &Lead) -> Option<String> {
    const LONGEST: usize = 12;
    let words = lead.qualifier.as_deref()?;
    let is_name = (2..=LONGEST).contains(&words.chars().count())
        && words.chars().all(|character| character.is_alphanumeric() || " ·_-".contains(character))
        && words.chars().any(char::is_alphabetic)
        && !label::is_label(words)
        && !label::is_reaction(words)
        && !lexicon::ABOUT_QUESTIONS.start(words);
    is_name.then(|| words.to_owned())
}

/// Whether these words announce a question, and who asks it.
pub(crate) fn asked_by(name: &str, rest: &str, cast: &Cast) -> Option<Option<String>> {
    let core = name.trim_end_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, ' ' | '#' | '.')
    });
    if label::asks(core) {
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
    // A label 问题 may name a problem as well, and a letter need not ask.
    if matches!(core, "问题" | "提问内容" | "现场问题" | "观众问题" | "听众来信" | "观众来信" | "读者来信")
    {
        return rest.contains(['？', '?']).then_some(None);
    }
    for ending in ["提问", "追问", "发问"] {
        if let Some(asker) = core.strip_suffix(ending) {
            let asker = asker.trim_end_matches('的').trim();
            return (asker.chars().count() <= 16).then(|| {
                // `旁听的家长提问`: the last word is who asks.
                let core = asker.rsplit('的').next().unwrap_or(asker);
                let is_somebody = cast.is_person(asker, true)
                    || lexicon::ASKERS.contains(asker)
                    || core != asker
                        && (cast.is_person(core, true) || label::is_somebody(core) || core == "家长");
                is_somebody.then(|| without_role(asker).to_owned())
            });
        }
    }
    // 主持人问 asks; 顾问 is an occupation and 学问 a thing.
    if lexicon::NOT_ASKING.end(core) {
        return None;
    }

    let asker = core.strip_suffix('问')?.trim();
    // `一位老人问`
    let is_unnamed = || clause::is_somebody_unnamed(asker) && asker.chars().count() > 2;
    let is_somebody = asker.chars().count() >= 2 && (cast.is_person(asker, true) || is_unnamed());
    is_somebody.then(|| Some(without_role(asker).to_owned()))
}

/// A whole name without the role that a space parts from it: `记者 林远`.
fn without_role(name: &str) -> &str {
    let bare = bare_name::bare(name);
    if name.contains(' ') && bare.len() < name.len() && bare_name::is_full(bare) { bare } else { name }
}

/// Whether words after a dash or in brackets are a name. Stricter than before a colon: a comment may stand there too.
pub(crate) fn is_attributable(cast: &Cast, name: &str) -> bool {
    cast.is_known(name)
        || match cast.shape(name) {
            Shape::Person | Shape::Role => true,
            Shape::Open => cast.is_person(name, false),
            Shape::Label => false,
        }
}

/// Whether a label announces an answer and names nobody: 答, A, A1; but `A：` and `B：` are two who speak.
pub(crate) fn answers_plainly(name: &str, cast: &Cast) -> bool {
    let core = name.trim_end_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, ' ' | '#' | '.')
    });
    label::answers(core) && !cast.takes_turns_with_another(name) && !is_option(core, cast)
}

/// Whether `A` is one of the options of a choice: `B` leads other lines, and nothing asks under a `Q`.
fn is_option(core: &str, cast: &Cast) -> bool {
    core == "A" && cast.is_leading("B") && !["Q", "q", "问"].iter().any(|label| cast.is_leading(label))
}

/// Who asks under a label that an answer stands below: `旅客问`; nobody where the label is none of a person's.
pub(crate) fn asker(name: &str) -> Option<String> {
    const LONGEST: usize = 8;
    let asker = ["提问", "问"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name).trim();
    let is_short = (1..=LONGEST).contains(&asker.chars().count());
    (is_short && !label::is_label(asker)).then(|| asker.to_owned())
}

/// Whether these words announce an answer, and who gives it.
fn answered_by(name: &str, cast: &Cast) -> Option<Option<String>> {
    let core = name.trim_end_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, ' ' | '#' | '.')
    });
    if cast.takes_turns_with_another(name) || is_option(core, cast) {
        return None;
    }
    // `答案：` may well stand before a letter or a number.
    if label::answers(core) || core == "答案" && cast.talks(name) && !cast.gives_facts(name) {
        return Some(None);
    }
    for ending in ["的回答", "回答", "答"] {
        if let Some(speaker) = core.strip_suffix(ending) {
            let speaker = speaker.trim();
            return cast.is_person(speaker, false).then(|| Some(speaker.to_owned()));
        }
    }
    None
}
