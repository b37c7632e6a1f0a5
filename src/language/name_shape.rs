//! Whether a few words before a colon are somebody's name, judged by their shape.
//!
//! Notes put names and labels in the same place: `**李明**：……` speaks, `**工具排名**：……` does not. Shape alone is
//! evidence, not proof, so the answer has three values, and the parser's cast weighs it against what the rest of the
//! note says. The lists that it looks words up in are [`crate::language::lexicon`].

use super::{foreign_name, label, lexicon};
use crate::text::{lower, marks};

/// What the shape of some words says about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A personal name: a Chinese surname and given name, a foreign name, capitalised words.
    Person,
    /// Somebody in a role, such as 主持人 or 发言人1.
    Role,
    /// Could be a name, nothing speaks against it.
    Open,
    /// A label, a topic or a clause.
    Label,
}

/// Judges some words (without qualifier and colon) by their shape.
pub(crate) fn shape(name: &str) -> Shape {
    let name = name.trim().trim_start_matches('@');
    let characters: Vec<char> = name.chars().collect();
    if characters.is_empty() || characters.len() > 40 {
        return Shape::Label;
    }
    if is_titled(name) {
        return Shape::Person;
    }
    if is_role(name) || is_described_role(name) || is_organisation(name) {
        return Shape::Role;
    }
    if let Some(bare) = without_nickname(name) {
        let is_somebody = matches!(shape(&bare), Shape::Person | Shape::Role);
        return if is_somebody { Shape::Person } else { Shape::Label };
    }
    if is_named_role(name) {
        return Shape::Person;
    }
    if characters.iter().any(|character| is_han(*character)) {
        if foreign_name::has_initials(name) {
            return Shape::Person;
        }
        if foreign_name::has_hyphen(name) {
            return shape(&name.replace('-', "·"));
        }
        han_shape(name, &characters)
    } else {
        latin_shape(name)
    }
}

/// Whether words are a company's or another body's whose name looks like a person's. Bodies say things, and are nobody.
pub(crate) fn is_organisation(name: &str) -> bool {
    match name.contains(' ') {
        true => lexicon::COMPANIES.contains(&lower(name).replace(' ', "")),
        false => lexicon::COMPANIES.contains(&lower(name)),
    }
}

/// Whether these words name somebody by a role: 主持人, 观众A, 发言人 1, OpenAI团队成员, Host.
pub(crate) fn is_role(name: &str) -> bool {
    // `《晚报》记者`
    let name = name.trim();
    let name = name.strip_prefix('《').and_then(|of| of.split_once('》')).map_or(name, |(_, role)| role);
    let core = name
        .trim()
        .trim_end_matches(|character: char| {
            character.is_ascii_digit()
                || matches!(
                    character,
                    'A'..='H'
                        | ' '
                        | '#'
                        | '_'
                        | '-'
                        | '甲'
                        | '乙'
                        | '丙'
                        | '丁'
                        | '①'
                        | '②'
                        | '③'
                        | '一'
                        | '二'
                        | '三'
                )
        })
        .trim_end();
    let is_phrase = core.contains(['，', '。', '、', '的', '《', '》']) || core.contains(marks::is_quotation);
    if core.is_empty() || core.chars().count() > 16 || is_phrase {
        return false;
    }
    lexicon::LATIN_ROLES.contains(&lower(core))
        || lexicon::ROLES.before_end(core).any(is_short_of_role)
        || core == "我"
}

/// Whether a name is what a machine calls those whom it hears: 发言人, 发言人 1, Speaker 2.
pub(crate) fn is_numbered_role(name: &str) -> bool {
    let core = name.trim().trim_end_matches(|character: char| character.is_ascii_digit() || character == ' ');
    matches!(&*lower(core), "发言人" | "说话人" | "speaker" | "讲话人")
}

/// The length in bytes of what a machine calls one of those whom it hears, at the start of a text: `SPEAKER_00`,
/// `Speaker 2`, `说话人1`.
pub(crate) fn numbered_label(text: &str) -> Option<usize> {
    const LABELS: [&str; 6] = ["SPEAKER", "Speaker", "speaker", "说话人", "发言人", "讲话人"];
    let rest = LABELS.iter().find_map(|label| text.strip_prefix(label))?;
    let number = rest.strip_prefix(['_', ' ']).unwrap_or(rest);
    let after = number.trim_start_matches(|character: char| character.is_ascii_digit());
    (1..=3).contains(&(number.len() - after.len())).then_some(text.len() - after.len())
}

/// A surname with a title: 王教授, 佘师傅, 欧阳老师; with one character of the given name between them: 李明老师.
pub(crate) fn is_titled(name: &str) -> bool {
    const LONGEST: usize = 6;
    let is_short = name.len() <= LONGEST * '一'.len_utf8();
    let begins_a_surname =
        |first| surname(first) || lexicon::COMPOUND_SURNAMES.iter().any(|compound| compound.contains(first));
    is_short
        && before_titles(name).any(|rest| {
            let length = rest.chars().count();
            rest.chars().all(is_han)
                && (length == 1 && rest.starts_with(surname)
                    || (2..=3 + usize::from(has_compound_surname(rest))).contains(&length)
                        && rest.starts_with(begins_a_surname)
                        && (has_compound_surname(rest) || shape(rest) == Shape::Person))
        })
}

/// What stands before each title that ends some words, the longest title first; nothing where that is a word which tells what kind
/// of office it is: 时政 of 时政记者.
pub(crate) fn before_titles(words: &str) -> impl Iterator<Item = &str> {
    lexicon::TITLES.before_end(words).map(|rest| (rest, rest.trim_end())).filter_map(|(rest, name)| {
        let is_kind = lexicon::WORDS_LIKE_NAMES.contains(name) || lexicon::NOUNS.contains(name);
        (!is_kind || !lexicon::OFFICE_TITLES.contains(&words[rest.len()..])).then_some(name)
    })
}

/// `街坊老钱`, `记者李明`: a role and a name.
fn is_named_role(name: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=9;
    if !LENGTHS.contains(&name.chars().count()) || !name.starts_with(is_han) {
        return false;
    }
    lexicon::ROLES.after_start(name).chain(lexicon::WEAK_ROLES.after_start(name)).map(str::trim_start).any(
        |rest| {
            (2..=4).contains(&rest.chars().count())
                && shape(rest) == Shape::Person
                && !is_role(rest)
                && !rest.starts_with(['席', '来', '区', '群'])
                && !lexicon::PLAIN_SAYING.end(rest)
        },
    )
}

/// `来自深圳的赵先生`, `后排的听众`: somebody by where they come from or sit.
fn is_described_role(name: &str) -> bool {
    name.rsplit_once('的').is_some_and(|(place, core)| {
        (lexicon::BEFORE_ROLES.start(place) || is_row(place) || aided(name).is_some())
            && place.chars().count() <= 16
            && (is_role(core) || is_weak_role(core) || matches!(shape(core), Shape::Person))
    })
}

/// `第三排`, `第 5 排左边`: where somebody sits.
fn is_row(place: &str) -> bool {
    place.strip_prefix('第').and_then(|rest| rest.split_once('排')).is_some_and(|(number, _)| {
        let number = number.trim();
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// 李明 of `李明的手语翻译`: whom somebody helps who is named by that alone.
pub(crate) fn aided(name: &str) -> Option<&str> {
    let (aided, core) = name.rsplit_once('的')?;
    (is_role(core) && shape(aided) == Shape::Person).then_some(aided)
}

/// `“老猫”李明` without the words in quotation marks, if it has any.
fn without_nickname(name: &str) -> Option<String> {
    let open = name.find(marks::is_quotation)?;
    let after = open + name[open..].chars().next()?.len_utf8();
    let close = after + name[after..].find(marks::is_quotation)?;
    let rest = close + name[close..].chars().next()?.len_utf8();
    (close > after).then(|| format!("{}{}", &name[..open], name[rest..].trim_start()))
}

/// Whether words before a role tell which one it is, rather than what it does: `前排`, but not `隔着门有`.
fn is_short_of_role(before: &str) -> bool {
    before.chars().count() <= 10
        && !before.chars().any(|character| lexicon::NEVER_BEFORE_ROLES.contains(character))
}

/// Whether these words after a name tell what its bearer does rather than name somebody else.
pub(crate) fn is_occupation(words: &str) -> bool {
    let has_job = || lower(words).split_whitespace().any(|word| lexicon::LATIN_OCCUPATIONS.contains(word));
    matches!(shape(words), Shape::Label | Shape::Role) || has_job()
}

/// Whether these words name somebody by an occupation that as often labels a matter: 法律顾问, 用户.
pub(crate) fn is_weak_role(name: &str) -> bool {
    let name = name.trim().trim_end_matches(|character: char| character.is_ascii_uppercase());
    lexicon::WEAK_ROLES.before_end(name.trim_end()).any(|before| before.chars().count() <= 8)
}

/// Whether these words stand in place of a name: 甲, A, SPEAKER_00, S1, 客户.
pub(crate) fn is_placeholder(name: &str) -> bool {
    let unnumbered = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let is_numbered = unnumbered.len() < name.len() && unnumbered.is_ascii();
    is_letter(name) || is_numbered || is_role(name) || is_weak_role(name)
}

/// Whether a name is what those call somebody who know them: 阿灯, 小满, 大刘; but 小结 is a thing.
pub(crate) fn is_nickname(name: &str) -> bool {
    let characters: Vec<char> = name.chars().take(3).collect();
    match characters[..] {
        ['阿', second] => is_han(second),
        ['老' | '小' | '大', second] => {
            is_han(second)
                && !lexicon::SELDOM_IN_GIVEN_NAMES.contains(second)
                && !lexicon::EVERYDAY_WORDS.contains(name)
        }
        _ => false,
    }
}

/// Whether a name is a letter or one of the characters that count as letters do: A, 甲.
pub(crate) fn is_letter(name: &str) -> bool {
    name.len() == 1 || matches!(name, "甲" | "乙" | "丙" | "丁" | "戊")
}

/// Whether these words, as far as they are a role, are one that asks rather than tells.
pub(crate) fn is_asking_role(name: &str) -> bool {
    let folded = lower(name);
    lexicon::ASKING_ROLES.occur_in(&folded) || lexicon::LATIN_ASKING_ROLES.occur_in(&folded)
}

/// Whether words beside a name tell that its bearer asks here, rather than what they do elsewhere: 主持人, but not
/// 前电视台主持人.
pub(crate) fn asks_here(remark: &str) -> bool {
    const LONGEST: usize = 5;
    let remark = remark.trim();
    let is_short = remark.chars().filter(|character| is_han(*character)).count() <= LONGEST;
    is_asking_role(remark)
        && is_short
        && !remark.starts_with(['前', '原', '曾', '著', '资'])
        && !remark.contains('台')
}

fn han_shape(name: &str, characters: &[char]) -> Shape {
    // A label may be numbered: 观点一, 案例2.
    let unnumbered = name.trim_end_matches(|character: char| {
        "一二三四五六七八九十".contains(character) || character.is_ascii_digit()
    });
    let name = if unnumbered.chars().count() >= 2 { unnumbered.trim_end() } else { name };
    if is_weak_role(name) {
        return Shape::Open;
    }
    if label::is_label(name) || name.starts_with("关于") || name.starts_with("第") {
        return Shape::Label;
    }
    let is_plain =
        characters.iter().all(|character| is_han(*character) || marks::MIDDLE_DOTS.contains(character));
    if is_plain && characters.iter().any(|character| !is_han(*character)) {
        let parts: Vec<&str> = name.split(marks::MIDDLE_DOTS).collect();
        // `比尔·马什在信中`, `比尔·马什对记者` say something.
        let begins_phrase = |character| lexicon::BEGINNING_PHRASES.contains(character);
        let is_part =
            |part: &&str| (1..=6).contains(&part.chars().count()) && !part.chars().skip(1).any(begins_phrase);
        let fits = parts.iter().all(is_part);
        return if fits { Shape::Person } else { Shape::Label };
    }
    if !is_plain {
        return if is_spaced_name(name) { Shape::Open } else { mixed_shape(characters) };
    }
    let length = characters.len();
    if (2..=6).contains(&length)
        && characters.iter().all(|character| lexicon::TRANSLITERATION.contains(*character))
        && length >= 3
    {
        return Shape::Person;
    }
    if characters.iter().any(|character| lexicon::NEVER_IN_NAMES.contains(*character)) {
        return Shape::Label;
    }
    // 何苗 is somebody, though 何 asks elsewhere.
    let is_compound = has_compound_surname(name) && (3..=4).contains(&length);
    let given = if surname(characters[0]) { &characters[1..] } else { characters };
    if given.iter().any(|character| lexicon::SELDOM_IN_NAMES.contains(*character))
        && !(length == 3 && surname(characters[0]) || length == 4 && is_compound)
    {
        return Shape::Label;
    }
    let has_title = ["总", "哥", "姐", "爷"].iter().any(|title| {
        name.strip_suffix(title)
            .is_some_and(|rest| (1..=3).contains(&rest.chars().count()) && rest.starts_with(surname))
    });
    let is_chief = name.strip_suffix('总').is_some_and(|rest| (1..=2).contains(&rest.chars().count()));
    let has_prefix = matches!(characters[0], '老' | '小' | '阿') && length == 2 && surname(characters[1]);
    if is_compound
        || has_title
        || is_chief
        || has_prefix
        || (surname(characters[0]) && (2..=3).contains(&length))
    {
        return Shape::Person;
    }
    if length <= 5 { Shape::Open } else { Shape::Label }
}

/// `藤本 千夏`: two short Han words with a space between them, neither of which is a clause.
fn is_spaced_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split(' ').collect();
    parts.len() == 2
        && parts.iter().all(|part| {
            (1..=4).contains(&part.chars().count())
                && part
                    .chars()
                    .all(|character| is_han(character) && !lexicon::SELDOM_IN_NAMES.contains(character))
                && !lexicon::NOUNS.contains(part)
        })
}

/// Han and Latin together: `Koji杨远骋`, `李明 Li Ming`, `Sam（…）` without its brackets; but `AI安全` is a topic.
fn mixed_shape(characters: &[char]) -> Shape {
    if characters.iter().any(|character| {
        !(character.is_alphanumeric() || matches!(character, ' ' | '·' | '.' | '-' | '/' | '&'))
    }) {
        return Shape::Label;
    }
    let han: String = characters.iter().filter(|character| is_han(**character)).collect();
    let latin: String =
        characters.iter().map(|character| if is_han(*character) { ' ' } else { *character }).collect();
    // `Dr.王`, `王 Sir`
    let title = latin.trim().trim_end_matches('.').to_lowercase();
    if lexicon::LATIN_TITLES.contains(&title) && han.starts_with(surname) && han.chars().count() <= 3 {
        return Shape::Person;
    }
    // `阿May`, `小Z`
    if matches!(han.as_str(), "阿" | "小" | "老" | "大") && characters[0].to_string() == han {
        return if latin.trim().starts_with(char::is_uppercase) { Shape::Person } else { Shape::Label };
    }
    match (shape(&han), latin_shape(latin.trim())) {
        (Shape::Person | Shape::Role, Shape::Person | Shape::Open) => Shape::Person,
        (Shape::Open, Shape::Person) if han.chars().count() <= 3 => Shape::Open,
        _ => Shape::Label,
    }
}

fn latin_shape(name: &str) -> Shape {
    if name.is_empty() || name.contains(['/', '@', '=', '(', '[', '"', '%', ';', ',', '?', '!']) {
        return Shape::Label;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() > 5 || label::counts_off(name) {
        return Shape::Label;
    }
    for word in &words {
        let folded = lower(word.trim_end_matches('.'));
        if lexicon::LATIN_LABELS.contains(&folded) {
            return Shape::Label;
        }
    }
    if is_thing(&words) {
        return Shape::Label;
    }
    let has_digit = name.chars().any(|character| character.is_ascii_digit());
    let is_capitalised = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let has_elision = |word: &&str| {
        ["d'", "l'", "o'", "d’", "l’"].iter().any(|elision| {
            word.strip_prefix(elision).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        })
    };
    let all_fit = words
        .iter()
        .all(|word| is_capitalised(word) || lexicon::LATIN_PARTICLES.contains(word) || has_elision(word));
    if has_digit || !all_fit {
        // `swyx` is somebody, `gpt-5` is not; neither can be told by its shape.
        let is_plain_word = words.len() == 1 && name.len() >= 3 && name.chars().all(char::is_alphabetic);
        return if is_plain_word { Shape::Open } else { Shape::Label };
    }
    let is_acronym = |word: &&str| word.len() > 1 && word.chars().all(|character| character.is_uppercase());
    if words.len() >= 2 && !words.iter().all(is_acronym) {
        return Shape::Person;
    }
    if words.len() == 1 && name.chars().count() == 1 {
        return Shape::Label;
    }
    Shape::Open
}

/// Whether several Latin words are the name of a place, a product or another thing: San Francisco, Claude Code.
fn is_thing(words: &[&str]) -> bool {
    let ([first, .., last], true) = (words, words.len() <= 3) else { return false };
    lexicon::BEGINNING_THINGS.contains(&first.to_lowercase())
        || lexicon::ENDING_THINGS.contains(&last.to_lowercase())
        || lexicon::THINGS.contains(&words.concat().to_lowercase())
}

/// Whether words are an acronym, as bodies have them: IMF, OECD. Two letters may be somebody's initials.
pub(crate) fn is_acronym(words: &str) -> bool {
    words.len() > 2 && words.chars().all(|character| character.is_ascii_uppercase())
}

/// A name on the net: letters, then digits.
pub(crate) fn is_handle(name: &str) -> bool {
    const FEWEST: usize = 4;
    let letters = name.trim_end_matches(|character: char| character.is_ascii_digit());
    letters.len() < name.len()
        && letters.len() >= FEWEST
        && letters.chars().all(|character| character.is_ascii_alphabetic() || character == '_')
}

fn surname(character: char) -> bool {
    lexicon::SURNAMES.contains(character)
}

fn has_compound_surname(name: &str) -> bool {
    lexicon::COMPOUND_SURNAMES.after_start(name).next().is_some()
}

/// Whether words are what one calls somebody by, with or without a name: 妈, 老师, 岑师傅.
pub(crate) fn calls(words: &str) -> bool {
    lexicon::KIN.contains(words) || lexicon::TITLES.contains(words) || is_titled(words)
}

/// Whether a character is Han (unified ideographs and their extensions).
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: Shape) {
        for name in names {
            assert_eq!(shape(name), expected, "{name}");
        }
    }

    #[test]
    fn names_have_the_shape_of_names() {
        check(
            &[
                "李明",
                "欧阳修远",
                "王小川",
                "Li Ming",
                "Sam Altman",
                "Andy Grove",
                "杰夫·迪恩",
                "扎克伯格",
                "老李",
                "王总",
            ],
            Shape::Person,
        );
    }

    #[test]
    fn labels_do_not() {
        check(
            &[
                "嘉宾背景",
                "工具排名",
                "发布会开场",
                "更精确的估计",
                "核心观点",
                "金句",
                "关键数据",
                "方法",
                "成本",
                "GPT-5",
                "Key Insight",
                "San Francisco",
                "Claude Code",
                "Google Maps",
                "第一天",
                "关于安全",
            ],
            Shape::Label,
        );
    }

    #[test]
    fn roles_are_roles() {
        check(&["主持人", "发言人1", "发言人 12", "观众A", "OpenAI团队成员", "评委", "Host"], Shape::Role);
    }

    #[test]
    fn unusual_names_stay_open() {
        check(&["好大", "OpenAI", "swyx"], Shape::Open);
    }
}
