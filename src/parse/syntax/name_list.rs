//! Lists of people as metadata, tables and lists of those present write them: `Sam Altman（OpenAI CEO）、李明`.
//!
//! ```text
//! people  = ( person | part ) ( mark ( person | part ) )*
//!                                                    ; mark = "、" | "，" | "；" | "/" | "|" | … | "和" | " with "
//! person  = ( role colon )? role? name other? bracket* other? ( dash remark )?
//!         | name colon life                          ; `Allie Wu（某刊主编）：常年写……`
//! bracket = "（" ( other | remark | people-with-roles ) "）"
//! other   = the same person's name in other letters  ; `陈大海（Chen）`, `林远 | Lin Yuan`
//! part    = what somebody does where people talk     ; `陈大海、主持人`: another one, whom nothing names
//! ```
//!
//! What stands behind a name and is none, an office or a place of work, is a remark on it: `陈大海，某厂创始人、总裁兼CEO`.

use super::listed_names::{
    are_spaced_names, called_by_title, in_two_scripts, is_full_of_nick, is_name, is_nickname_of,
    is_occupation, is_other_name, is_spread, may_be_in_characters, named_other, without_others,
};
use super::name_segments::{Segment, is_hosting, is_part, segments, split_colon, split_dash, unmarked};
use crate::language::lexicon;
use crate::language::name_shape::{self, Shape, is_han};
use crate::language::surname::{has_surname_of, may_be_of_one};
use crate::language::{bare_name, everyday};
use crate::text::marks;

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Without titles.
    pub(crate) name: String,
    /// Other names of the same person.
    pub(crate) others: Vec<String>,
    /// What the list says of them.
    pub(crate) remark: Option<String>,
    /// The role before their name, where the list has one: 主持, 嘉宾.
    pub(crate) role: Option<String>,
    /// A Latin name behind brackets that is not theirs as far as it looks: a second list may begin with it.
    beside: Option<String>,
}

impl Listed {
    /// Whether the list itself says that they ask.
    pub(crate) fn is_host(&self) -> bool {
        let tells = |words: &String| {
            words.contains("主持") || words.contains("访谈者") || words.to_lowercase().contains("host")
        };
        // `前电视台主持人` hosts nothing here.
        let is_of_now = |words: &&String| name_shape::asks_here(words) || words.ends_with("访谈者");
        self.role.iter().any(tells) || self.remark.iter().filter(is_of_now).any(tells)
    }

    /// What may be their name in Han characters, as far as turns are led by it: 田中由纪 of `Yuki Tanaka（田中由纪，经济学者）`.
    pub(crate) fn name_in_characters(&self) -> Option<&str> {
        let remark = self.remark.as_deref().filter(|_| !self.name.contains(is_han))?;
        let first = remark.split(['，', ',', '、', '；', ';']).next()?.trim();
        may_be_in_characters(first).then_some(first)
    }

    /// Whether the words beside them tell what they do where people talk: 主持人, 访谈者.
    pub(crate) fn has_part(&self) -> bool {
        let tells = |words: &String| {
            lexicon::PRESENT.occur_in(words) || lexicon::PARTS_IN_TALKS.occur_in(&words.to_lowercase())
        };
        self.role.iter().chain(&self.remark).any(tells)
    }

    /// Whether the name has a person's shape, rather than merely nothing that speaks against it.
    pub(crate) fn is_certain(&self) -> bool {
        name_shape::shape(&self.name) == Shape::Person || bare_name::is_surnamed(&self.name)
    }
}

/// The people in a list.
pub(crate) fn people(value: &str) -> Vec<Listed> {
    /// Longer values tell of people in prose, in bytes.
    const LONGEST: usize = 6000;
    if value.len() > LONGEST {
        return Vec::new();
    }
    let segments = segments(value);
    let is_alone = segments.len() == 1;
    let is_comma = |mark: Option<char>| matches!(mark, Some('，' | ','));
    // Where commas part people, what stands behind one tells nothing of whom it follows.
    let have_own_mark = segments.iter().skip(1).any(|segment| !is_comma(segment.mark));
    // `林远（某厂创始人）；周舟，面点师`
    let have_semicolons = segments.iter().any(|segment| matches!(segment.mark, Some('；' | ';')));
    let mut people: Vec<Listed> = Vec::new();
    let mut is_told_of = false;
    for Segment { mark, text } in segments {
        let after_comma = is_comma(mark);
        if mark.is_some() && !is_told_of && !(after_comma && have_own_mark) && is_part(text) {
            continue;
        }
        let certain = people.iter().filter(|listed| listed.is_certain()).count();
        let found = person(text, is_alone);
        // `李明，某公司 CEO`: what the comma adds is an office, not another person, and so is what goes on after it.
        let is_remark = match &found[..] {
            [] => true,
            [only] => {
                after_comma && (certain == 1 || have_semicolons) && !only.is_certain()
                    || !people.is_empty() && is_told_of && !only.is_certain()
                    || after_comma && !people.is_empty() && is_office(text, only)
                    || mark == Some('/') && people.last().is_some_and(|last| is_place(last, text))
            }
            _ => false,
        };
        if !is_remark {
            is_told_of = false;
            let is_other = mark == Some('|') && found.len() == 1;
            match people.last_mut() {
                Some(last) if is_other && pairs(&last.name, &found[0].name) => {
                    let (name, other) = full_first(&last.name, &found[0].name);
                    last.others.push(other.to_owned());
                    last.name = name.to_owned();
                }
                _ => people.extend(found),
            }
        } else if let Some(last) = people.last_mut() {
            is_told_of = true;
            last.remark.get_or_insert_with(|| text.trim().to_owned());
        }
    }
    pair_languages(people)
}

/// Whether an everyday word behind a slash tells where somebody with a Latin name works: `Tom Hale/蓝鲸`.
fn is_place(somebody: &Listed, text: &str) -> bool {
    bare_name::is_full(&somebody.name)
        && !somebody.name.contains(is_han)
        && everyday::is_everyday(text.trim())
}

/// Whether what a comma adds to somebody tells what they do: `Acme Lab 联合创始人`, `CEO of Acme`.
fn is_office(text: &str, read: &Listed) -> bool {
    // `Maja Lind（马娅·林德）` has her other name in Chinese.
    let is_latin_of_han = !read.name.contains(is_han)
        && text.contains(is_han)
        && !read.others.iter().any(|name| name.contains(is_han));
    !read.is_certain() && name_shape::is_occupation(text) || is_latin_of_han && !read.has_part()
}

/// `林远、周舟（某公司） Yuan Lin, Zhou Zhou (Acme)`: the second list says the first again.
fn pair_languages(mut people: Vec<Listed>) -> Vec<Listed> {
    let han = people.iter().take_while(|listed| listed.name.contains(is_han)).count();
    let is_latin = |name: &String| !name.contains(is_han) && name.contains(' ');
    let latin = people.len() - han;
    let is_again = han >= 2
        && latin + 1 == han
        && people[han..].iter().all(|listed| is_latin(&listed.name))
        && people[han - 1].beside.as_ref().is_some_and(is_latin);
    // Three guests of whom the second has another name in brackets are three.
    let is_again = is_again && {
        let latin = people[han - 1].beside.iter().chain(people[han..].iter().map(|listed| &listed.name));
        people.iter().zip(latin).all(|(listed, latin)| has_surname_of(&listed.name, latin))
    };
    if is_again {
        let last = &mut people[han - 1];
        let first = last.beside.take();
        last.others.retain(|other| Some(other) != first.as_ref());
        let mut names: Vec<String> = first.into_iter().collect();
        names.extend(people.drain(han..).map(|listed| listed.name));
        people.iter_mut().zip(names).for_each(|(listed, name)| listed.others.push(name));
    }
    people
}

/// Whether two names on both sides of a bar may be one person's: in different letters, or one short for the other.
fn pairs(one: &str, other: &str) -> bool {
    match (one.contains(is_han), other.contains(is_han)) {
        (true, false) => may_be_of_one(one, other),
        (false, true) => may_be_of_one(other, one),
        // `老周 | 周大山`
        (true, true) => is_nickname_of(one, other) || is_nickname_of(other, one),
        (false, false) => false,
    }
}

/// The fuller of two names first.
fn full_first<'n>(one: &'n str, other: &'n str) -> (&'n str, &'n str) {
    if !bare_name::is_full(one) && bare_name::is_full(other) { (other, one) } else { (one, other) }
}

/// The person in a piece of a list; several where brackets name them by their roles or nothing but a space parts them.
/// `is_alone`: the list has no other piece.
fn person(part: &str, is_alone: bool) -> Vec<Listed> {
    let part = part.trim().trim_start_matches(['-', '*', '•', '·', '—', '–']).trim();
    let part = part.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).unwrap_or(part);
    let part = without_others(part);
    let (role, part) = match split_colon(part) {
        // `嘉宾：李明`
        Some((before, after)) if !tells_a_life(before) => (Some(before.trim().to_owned()), after.trim()),
        // `Allie Wu（某刊主编）：常年写……`
        Some((before, _)) => (None, before.trim()),
        None => (None, part),
    };
    let (core, brackets, after) = brackets(part);
    let by_role: Vec<Listed> = brackets.iter().flat_map(|bracket| people_by_role(bracket)).collect();
    if !by_role.is_empty() {
        return by_role;
    }
    // `Acme（某集团）合伙人 Oliver Li`: the place of work stands before the office.
    let (core, after) = match bare_name::bare(after) {
        name if name.len() < after.len() && name_shape::shape(name) == Shape::Person => (name, ""),
        _ => (core, after),
    };
    let (core, after_dash) = split_dash(core);
    // `主持人（王芳）`
    if let [named] = brackets[..]
        && is_part(core)
        && bare_name::is_full(bare_name::bare(named))
    {
        return vec![listed(bare_name::bare(named), Vec::new(), None, Some(core.to_owned()))];
    }
    let mut others = Vec::new();
    let mut remarks: Vec<&str> = Vec::new();
    let names = core_names(core, &mut others, &mut remarks);
    // `主持人王芳`
    let before = |name: &str| core.find(name).map(|at| core[..at].trim()).filter(|before| is_hosting(before));
    let role = role.or_else(|| names.first().and_then(|name| before(name)).map(str::to_owned));
    let [name] = names[..] else {
        return names.into_iter().map(|name| listed(name, Vec::new(), None, role.clone())).collect();
    };
    if !is_name(name, is_alone) {
        return Vec::new();
    }
    for bracket in &brackets {
        if let Some(other) = named_other(bracket) {
            others.push(other);
            continue;
        }
        // `库克（Alistair Cook，某资本合伙人）`: the other name, then what they are.
        if let Some((first, rest)) = bracket.split_once(['，', ',', '；', ';'])
            && is_other_name(name, first)
            && bare_name::is_full(bare_name::bare(first))
        {
            others.push(bare_name::bare(first));
            remarks.push(rest);
        } else if is_other_name(name, bracket) || is_full_of_nick(name, bracket) {
            others.push(bare_name::bare(bracket))
        } else {
            remarks.push(bracket)
        }
    }
    if is_other_name(name, after) {
        others.push(bare_name::bare(after))
    } else {
        remarks.push(after)
    }
    remarks.extend(after_dash);
    let remark = remarks.into_iter().map(str::trim).find(|remark| !remark.is_empty()).map(str::to_owned);
    let mut found = listed(name, others, remark, role);
    found.beside = Some(after).filter(|after| bare_name::is_full(after)).map(str::to_owned);
    // `kevin（林远）` is 林远.
    if !bare_name::is_full(&found.name)
        && let Some(at) = found.others.iter().position(|other| bare_name::is_full(other))
    {
        std::mem::swap(&mut found.name, &mut found.others[at]);
    }
    // Of 王总 and 李医生 no more is known than that.
    if let Some(called) = called_by_title(&found.name, core) {
        found.name = called.to_owned();
    }
    vec![found]
}

fn listed(name: &str, others: Vec<&str>, remark: Option<String>, role: Option<String>) -> Listed {
    let others = others.into_iter().map(str::to_owned).collect();
    // `侯 健` is spread over its column.
    let name = if is_spread(name) { name.replace(' ', "") } else { name.to_owned() };
    Listed { name, others, remark, role, beside: None }
}

/// Whether words before a colon are somebody whose life stands behind it.
fn tells_a_life(before: &str) -> bool {
    let (core, brackets, _) = brackets(before.trim());
    let shape = name_shape::shape(core);
    !name_shape::is_role(core)
        && (shape == Shape::Person
            || bare_name::may_be_listed(core)
            || shape == Shape::Open && brackets.iter().any(|words| bare_name::is_full(words)))
}

/// A name, the words in the brackets behind it, and what stands behind those.
fn brackets(part: &str) -> (&str, Vec<&str>, &str) {
    let Some(cut) = part.find(marks::opens_brackets).filter(|cut| *cut > 0) else {
        return (part, Vec::new(), "");
    };
    let mut rest = &part[cut..];
    let mut found = Vec::new();
    while let Some((inner, after)) = marks::bracketed(rest) {
        found.push(inner);
        rest = after.trim_start();
    }
    if found.is_empty() {
        // Brackets that nothing closes: `李明（某公司`.
        found.push(rest.trim_start_matches(marks::opens_brackets));
        rest = "";
    }
    // `朱远（某公司） Judy Zhu (Acme)`: brackets behind another name tell the same again.
    let after = rest.find(marks::opens_brackets).map_or(rest, |at| &rest[..at]);
    (part[..cut].trim(), found, after.trim())
}

/// `（主持：周舟；嘉宾：鸦哥，好大）`: the people whom brackets name by their roles.
fn people_by_role(bracket: &str) -> Vec<Listed> {
    let mut found: Vec<Listed> = Vec::new();
    for part in bracket.split(['；', ';']) {
        let Some((role, names)) = split_colon(part) else { return Vec::new() };
        if !lexicon::PRESENT.occur_in(role) && !lexicon::PARTS_IN_TALKS.occur_in(&role.to_lowercase()) {
            return Vec::new();
        }
        found.extend(
            people(names).into_iter().map(|listed| Listed { role: Some(role.trim().to_owned()), ..listed }),
        );
    }
    found
}

/// The name in words without brackets. Other names of its bearer go to `others`, all else to `remarks`; several names where
/// a space alone parts people.
fn core_names<'c>(core: &'c str, others: &mut Vec<&'c str>, remarks: &mut Vec<&'c str>) -> Vec<&'c str> {
    let core = unmarked(core.trim().trim_matches('*').trim());
    if core.contains(' ') && core.contains(is_han) {
        let tokens: Vec<&str> = core.split(' ').filter(|token| !token.is_empty()).collect();
        // `侯 健`, `欧阳 若`
        if is_spread(core) && core.chars().all(|c| is_han(c) || c == ' ') {
            return vec![core];
        }
        let is_person = |token: &&str| {
            token.chars().all(is_han)
                && token.chars().count() <= 4
                && name_shape::shape(token) == Shape::Person
                && !is_occupation(token)
        };
        let persons: Vec<&str> = tokens.iter().copied().filter(is_person).collect();
        if persons.len() >= 2 && persons.len() == tokens.len() || are_spaced_names(&tokens) {
            return tokens;
        }
        if let [person] = persons[..] {
            let at = core.find(person).unwrap_or_default();
            for rest in [core[..at].trim(), core[at + person.len()..].trim()] {
                let is_latin_name = !rest.contains(is_han) && name_shape::shape(rest) == Shape::Person
                    || rest.chars().all(|c| c.is_ascii_alphabetic())
                        && rest.starts_with(char::is_uppercase)
                        && name_shape::shape(rest) == Shape::Open;
                if is_latin_name && rest.len() > 2 && may_be_of_one(person, rest) {
                    others.push(rest)
                } else {
                    remarks.push(rest)
                }
            }
            return vec![person];
        }
        // `Wey Gu 某公司布道师`, `刘某某 某公司`: what comes first, if it is somebody, and what it is.
        let first_han = core.find(is_han).unwrap_or_default();
        let latin = core[..first_han].trim();
        if first_han > 0 && core[..first_han].ends_with(' ') && is_name(latin, false) {
            remarks.push(&core[first_han..]);
            return vec![bare_name::bare(latin)];
        }
    }
    let name = bare_name::bare(core);
    // `周舟Koji`, `Koji周舟`
    if let Some((han, latin)) = in_two_scripts(name) {
        others.push(latin);
        return vec![han];
    }
    vec![name]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &[&str]) {
        let found: Vec<String> = people(value)
            .into_iter()
            .map(|listed| [listed.name].into_iter().chain(listed.others).collect::<Vec<_>>().join("="))
            .collect();
        assert_eq!(found, expected, "{value}");
    }

    #[test]
    fn names_are_split() {
        check("李明和王芳", &["李明", "王芳"]);
        check("李明（A、B 公司）；王芳 - 教授", &["李明", "王芳"]);
        check("Chen with Wu", &["Chen", "Wu"]);
        check("伊利亚·彼得罗夫（Ilya Petrov）", &["伊利亚·彼得罗夫=Ilya Petrov"]);
        check("莉娜·库尔（Lina Kuhl，某资本合伙人）、李飞", &["莉娜·库尔=Lina Kuhl", "李飞"]);
        check("让-吕克·莫罗（Jean-Luc Moreau）", &["让-吕克·莫罗=Jean-Luc Moreau"]);
        check("李明、王芳，赵六、明沛", &["李明", "王芳", "赵六", "明沛"]);
        check("好大、鸦哥", &["好大", "鸦哥"]);
        check("田小鸿 刘小聪 - 某研究院", &["田小鸿", "刘小聪"]);
        check("[[沈微]], [[陈遥]]", &["沈微", "陈遥"]);
        check("Li Ming & Wang Fang", &["Li Ming", "Wang Fang"]);
        check("未提及", &[]);
    }

    #[test]
    fn offices_and_places_of_work_are_nobody() {
        check("李明，某公司创始人", &["李明"]);
        check("沈微，东岬船厂总工程师", &["沈微"]);
        check("Li Ming, CEO of Acme, Wang Fang", &["Li Ming", "Wang Fang"]);
        check("陈大江（Chen），海滨船厂创始人、总裁兼CEO", &["陈大江=Chen"]);
        check("Acme (Holdings) 合伙人 Oliver Li, Brian Wu", &["Oliver Li", "Brian Wu"]);
        check("某基金管理合伙人 林远", &["林远"]);
        check("Allie Wu（某刊主编）：常年写海运", &["Allie Wu"]);
        check("Money & Macro", &[]);
        check("王小楠，Acme AI 联合创始人兼 CTO，博士毕业于某大学", &["王小楠"]);
        check("多位嘉宾", &[]);
        check("Tom Hale/蓝鲸、林小舟", &["Tom Hale", "林小舟"]);
        check("林海潮/高峰", &["林海潮", "高峰"]);
    }

    #[test]
    fn words_for_occupations_that_begin_with_a_surname_are_nobody() {
        for value in [
            "林若安，陶艺家",
            "林若安/陶艺家",
            "陶艺家｜林若安",
            "陶艺家 林若安",
            "林若安 陶艺家",
            "林若安、石匠",
            "林若安等三人",
            "林若安等3人",
        ] {
            check(value, &["林若安"]);
        }
        check("林若安、周树人、臧克家", &["林若安", "周树人", "臧克家"]);
        check("待定", &[]);
    }

    #[test]
    fn spaces_part_names_where_each_is_one() {
        check("林若安 沙明 权大勇", &["林若安", "沙明", "权大勇"]);
        check("欧阳 若", &["欧阳若"]);
        check("林远 高级顾问", &["林远"]);
        check("物业经理 权大勇", &["权大勇"]);
        check("物业经理权大勇", &["权大勇"]);
        check("镇长班固、书记 林远", &["班固", "林远"]);
        check("主播 阿杏", &["阿杏"]);
    }

    #[test]
    fn one_person_may_have_several_names() {
        check("林远 | Lin Yuan", &["林远=Lin Yuan"]);
        check("kevin（林远）", &["林远=kevin"]);
        check("周亦思（笔名：三咲智子）、李明", &["周亦思=三咲智子", "李明"]);
        check("李思远（又名李大山）", &["李思远=李大山"]);
        check("朱远（某公司标准部） Judy Zhu (Acme)", &["朱远=Judy Zhu"]);
        check("周舟Koji", &["周舟=Koji"]);
        check("高远（@gaoyuan）", &["高远=gaoyuan"]);
        check("侯 健", &["侯健"]);
        check("kevin（林远）：写过三本书", &["林远=kevin"]);
        check("沈小毅、黎小欢（某公司） Yi Shen, Huan Li (Acme)", &["沈小毅=Yi Shen", "黎小欢=Huan Li"]);
        check("于航 - Acme", &["于航"]);
        check("海星体育CEO朱晓舟，体育媒体人张文彬", &["朱晓舟", "张文彬"]);
    }

    #[test]
    fn brackets_and_colons_tell_roles() {
        check("Koji Zhou (主持：周舟Koji；嘉宾：鸦哥，好大)", &["周舟=Koji", "鸦哥", "好大"]);
    }

    #[test]
    fn hosts_are_told_by_words_that_are_theirs() {
        for (value, expected) in [
            (
                "Lex Li (主持人)，嘉宾：Bo Wu 与 Nan Xu",
                &[("Lex Li", true), ("Bo Wu", false), ("Nan Xu", false)][..],
            ),
            ("陈大海、主持人", &[("陈大海", false)]),
            ("陈大海（Chen）/ 主持人", &[("陈大海", false)]),
            ("陈大海和主持人", &[("陈大海", false)]),
            ("Dahai Chen, host", &[("Dahai Chen", false)]),
            ("陈大海，某厂创始人、主持人", &[("陈大海", false)]),
            ("陈大海、主持人林岚", &[("陈大海", false), ("林岚", true)]),
            ("陈大海、主持人（林岚）等", &[("陈大海", false), ("林岚", true)]),
            ("林岚，主持人；陈大海", &[("林岚", true), ("陈大海", false)]),
        ] {
            let found = people(value);
            let hosts: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.is_host())).collect();
            assert_eq!(hosts, expected, "{value}");
        }
    }
}
