//! In which language the program speaks: Chinese or English, and never both at once.
//!
//! What it says arises where nobody knows of languages, and is English there. It is put into Chinese here, where it is said,
//! by the table `data/messages/zh.txt`, in which the English is the key, as with gettext; what the table lacks stays English.
//! The table is read where something is said in Chinese, and by nobody else. Results are no messages: keys, and the words of
//! notes, are what they are.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::env;
use std::ffi::OsString;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};

pub(super) use crate::render::Language;

/// The messages in Chinese.
const CHINESE: &str = include_str!("../../data/messages/zh.txt");
/// What help says.
pub(super) const HELP: &str = include_str!("../../data/messages/help-zh.txt");
/// What a message holds that is not its own words, and how the table writes it.
const HOLES: [(&str, Hole); 3] = [("{}", Hole::Words), ("{#}", Hole::Number), ("{+}", Hole::Message)];
/// How many messages may stand within each other.
const DEEPEST: usize = 6;

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        &[Language::English, Language::Chinese]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl Language {
    /// What `--lang` calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// The one that is named, else the one of the first variable of the environment that says anything.
    pub(super) fn of(named: Option<Language>) -> Language {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
        let locale = || variables.filter_map(env::var_os).find(|value| !value.is_empty());
        named.or_else(|| locale().map(|locale| Language::of_locale(&locale))).unwrap_or_default()
    }

    /// What `--lang` names among arguments that may be wrong, which is said in that language too.
    pub(super) fn named(arguments: &[OsString]) -> Option<Language> {
        arguments.iter().enumerate().find_map(|(number, argument)| {
            let value = argument.to_str()?.strip_prefix("--lang")?;
            let value = match value.strip_prefix('=') {
                Some(value) => value,
                None if value.is_empty() => arguments.get(number + 1)?.to_str()?,
                None => return None,
            };
            Language::from_str(value, true).ok()
        })
    }

    fn of_locale(locale: &std::ffi::OsStr) -> Language {
        match locale.as_encoded_bytes() {
            [b'z' | b'Z', b'h' | b'H', ..] => Language::Chinese,
            _ => Language::English,
        }
    }

    /// A message in this language. One of several lines is several.
    pub(super) fn say(self, message: &str) -> Cow<'_, str> {
        if self == Language::English {
            return Cow::Owned(message.to_owned());
        }
        let templates = templates();
        let lines = message.split('\n').map(|line| {
            let indent = line.len() - line.trim_start().len();
            let message = &line[indent..];
            format!(
                "{}{}",
                &line[..indent],
                in_chinese(&templates, message, 0).unwrap_or_else(|| message.to_owned())
            )
        });
        Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
    }

    /// An error with its causes in this language.
    pub(super) fn chain(self, error: &anyhow::Error) -> String {
        match self {
            Language::English => format!("{error:#}"),
            Language::Chinese => {
                let parts: Vec<String> =
                    error.chain().map(|cause| self.say(&cause.to_string()).into_owned()).collect();
                parts.join("：")
            }
        }
    }

    /// What is wrong with arguments, where it can be said in this language: clap itself speaks English.
    pub(super) fn refusal(self, error: &clap::Error) -> Option<String> {
        if self == Language::English {
            return None;
        }
        let one = |kind| match error.get(kind)? {
            ContextValue::String(text) => Some(text.clone()),
            ContextValue::Strings(texts) => Some(texts.join("、")).filter(|texts| !texts.is_empty()),
            ContextValue::StyledStr(text) => Some(text.to_string()),
            ContextValue::StyledStrs(texts) => {
                Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))
            }
            ContextValue::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let argument = one(ContextKind::InvalidArg).unwrap_or_default();
        let value = one(ContextKind::InvalidValue).unwrap_or_default();
        let mut said = match error.kind() {
            ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
            ErrorKind::InvalidValue => format!("{argument} 的值 '{value}' 不对"),
            ErrorKind::ValueValidation => {
                let reason =
                    std::error::Error::source(error).map(|reason| self.say(&reason.to_string()).into_owned());
                format!("{argument} 的值 '{value}' 不对：{}", reason.unwrap_or_default())
            }
            ErrorKind::UnknownArgument => format!("没有参数 '{argument}'"),
            ErrorKind::InvalidSubcommand => {
                format!("没有命令 '{}'", one(ContextKind::InvalidSubcommand).unwrap_or_default())
            }
            ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
            ErrorKind::ArgumentConflict => {
                let prior = one(ContextKind::PriorArg).unwrap_or_default();
                if prior == argument {
                    format!("{argument} 只能写一次")
                } else {
                    format!("{argument} 不能与 {prior} 同用")
                }
            }
            ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
            ErrorKind::NoEquals => format!("{argument} 的值要用等号写"),
            ErrorKind::TooManyValues => format!("{argument} 的值 '{value}' 多了"),
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值个数不对"),
            ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字节".to_owned(),
            _ => return None,
        };
        if let Some(valid) = one(ContextKind::ValidValue).or_else(|| one(ContextKind::ValidSubcommand)) {
            said.push_str(&format!("；可以是：{valid}"));
        }
        let suggested =
            [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
        if let Some(near) = suggested.into_iter().find_map(one) {
            said.push_str(&format!("；是不是 '{near}'？"));
        }
        let usage =
            one(ContextKind::Usage).map(|usage| usage_in_chinese(&usage.replacen("Usage: ", "用法：", 1)));
        let usage = usage.map(|usage| format!("\n\n{}", usage.trim())).unwrap_or_default();
        Some(format!("错误：{said}{usage}\n\n更多请看 '--help'。\n"))
    }
}

/// The usage of a command as clap writes it, with its own words for what goes where in Chinese.
pub(super) fn usage_in_chinese(usage: &str) -> String {
    usage.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>").replace("[COMMAND]", "[命令]")
}

/// What stands between messages that are put together.
const JOINTS: [&str; 4] = ["", "in", ":", ","];

/// What a message may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hole {
    /// Words that stay as they are: a name, a path, a query.
    Words,
    /// A number.
    Number,
    /// Another message.
    Message,
}

/// The English and the Chinese of a message.
struct Template<'t> {
    /// What stands between the holes.
    pieces: Vec<&'t str>,
    holes: Vec<Hole>,
    chinese: &'t str,
}

/// What stands before examples, which are commands in any language.
pub(super) const EXAMPLES: &str = "Examples:";

/// The rows of a table of messages: the English with its Chinese.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn templates() -> Vec<Template<'static>> {
    rows(CHINESE)
        .map(|(english, chinese)| {
            let (mut pieces, mut holes) = (Vec::new(), Vec::new());
            let mut rest = english;
            let first = |text: &str| {
                let places =
                    HOLES.iter().filter_map(|(mark, hole)| Some((text.find(mark)?, mark.len(), *hole)));
                places.min_by_key(|(at, ..)| *at)
            };
            while let Some((at, length, hole)) = first(rest) {
                pieces.push(&rest[..at]);
                holes.push(hole);
                rest = &rest[at + length..];
            }
            pieces.push(rest);
            Template { pieces, holes, chinese }
        })
        .collect()
}

/// A message by the template that has most of its words; `None` where none fits.
fn in_chinese(templates: &[Template<'_>], message: &str, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let mut fitting: Vec<_> =
        templates.iter().filter_map(|template| Some((template.held(message)?, template))).collect();
    fitting
        .sort_by_key(|(_, template)| Reverse(template.pieces.iter().map(|piece| piece.len()).sum::<usize>()));
    fitting.into_iter().find_map(|(held, template)| template.filled(templates, &held, depth))
}

impl Template<'_> {
    /// Its Chinese with what it holds. One that only joins messages joins none that are unknown: their own commas and colons are
    /// no joints.
    fn filled(&self, templates: &[Template<'_>], held: &[&str], depth: usize) -> Option<String> {
        let only_joins = self.holes.iter().all(|hole| *hole == Hole::Message)
            && self.pieces.iter().all(|piece| JOINTS.contains(&piece.trim()));
        let mut words = Vec::with_capacity(held.len());
        for (held, hole) in held.iter().zip(&self.holes) {
            let known = match hole {
                Hole::Message => in_chinese(templates, held, depth + 1),
                Hole::Words | Hole::Number => None,
            };
            words.push(known.ok_or(*held));
        }
        // What stands before a colon may be a name.
        let joined = if self.pieces.contains(&": ") { &words[words.len() - 1..] } else { &words };
        if only_joins && joined.iter().any(Result::is_err) {
            return None;
        }
        let mut said = self.chinese.to_owned();
        // From the last one on, as what is put in may hold anything.
        let mut places: Vec<(usize, usize)> = (0..held.len())
            .filter_map(|number| Some((said.find(&format!("{{{}}}", number + 1))?, number)))
            .collect();
        places.sort_unstable();
        for (at, number) in places.into_iter().rev() {
            let word = words[number].as_deref().unwrap_or_else(|held| *held);
            said.replace_range(at..at + 3, word);
        }
        Some(said)
    }

    /// What stands in its holes, if the message is of it.
    fn held<'m>(&self, message: &'m str) -> Option<Vec<&'m str>> {
        let (first, rest) = self.pieces.split_first()?;
        let mut left = message.strip_prefix(first)?;
        let Some((last, middle)) = rest.split_last() else { return left.is_empty().then(Vec::new) };
        let mut held = Vec::with_capacity(rest.len());
        for piece in middle {
            let (before, after) = left.split_once(piece)?;
            held.push(before);
            left = after;
        }
        held.push(left.strip_suffix(last)?);
        let fits = |(words, hole): (&&str, &Hole)| {
            !words.is_empty() && (*hole != Hole::Number || words.bytes().all(|byte| byte.is_ascii_digit()))
        };
        held.iter().zip(&self.holes).all(fits).then_some(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, expect: &str) {
        assert_eq!(Language::Chinese.say(message), expect);
        assert_eq!(Language::English.say(message), message);
    }

    #[test]
    fn every_row_is_a_message_in_two_languages() {
        let mut seen = std::collections::HashSet::new();
        for line in CHINESE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (english, chinese) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
            assert!(seen.insert(english), "{english} stands twice");
            let holes = HOLES.iter().map(|(mark, _)| english.matches(mark).count()).sum::<usize>();
            for number in 1..=holes {
                assert_eq!(chinese.matches(&format!("{{{number}}}")).count(), 1, "{line}");
            }
            assert_eq!(chinese.matches('{').count(), holes, "{line}");
        }
    }

    #[test]
    fn messages_are_said_in_the_language_that_is_spoken() {
        check("10 of 67 quotes", "共 67 条语录，显示 10 条");
        check("1 hit", "1 条结果");
        check("5 is not in 20..=65535", "`5` 不在 20..=65535 之内");
        check("a name in b", "a name in b");
        check("one: two, three", "one: two, three");
        check(".[0]: missing field `chinese` at line 1 column 3", "第 1 行第 3 列：.[0]：缺少 `chinese`");
        check(
            "did not find expected ',' or ']' at line 2 column 1, while parsing a flow sequence at line 1 column 8",
            "第 2 行第 1 列：YAML 此处应为 ',' or ']'（方括号列表始于第 1 行第 8 列）",
        );
        check(
            "5 hits: 3 exact, 2 most; without: 的",
            "5 条结果：原文相符 3 条、含大部分词 2 条；没有用到：的",
        );
        check("unknown topic `x`; near: safety, science", "没有主题 `x`；相近的有：safety, science");
        check(
            "ambiguous note `一`; one of:\n  a1  《一》\n  and 3 more",
            "笔记 `一` 可指几个：\n  a1  《一》\n  还有 3 个",
        );
        check("what nobody says", "what nobody says");
    }

    #[test]
    fn words_that_are_no_message_stay_as_they_are() {
        check("nothing found for `1 hit`", "没有找到 `1 hit`");
        check("nothing found for `{1}`; try: {2}", "没有找到 `{1}`；可以试试：{2}");
    }

    #[test]
    fn causes_are_said_too() {
        let error = anyhow::anyhow!("it is encrypted").context("cannot read the archive a.zip");
        assert_eq!(Language::Chinese.chain(&error), "无法读取压缩包 a.zip：它是加密的");
        assert_eq!(Language::English.chain(&error), "cannot read the archive a.zip: it is encrypted");
    }

    #[test]
    fn a_flag_goes_before_the_environment() {
        let arguments = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(Language::named(&arguments("townhall --lang zh search x")), Some(Language::Chinese));
        assert_eq!(Language::named(&arguments("townhall search x --lang=en")), Some(Language::English));
        assert_eq!(Language::named(&arguments("townhall search x --language")), None);
        assert_eq!(Language::of(Some(Language::Chinese)), Language::Chinese);
        assert_eq!(Language::of_locale("zh_CN.UTF-8".as_ref()), Language::Chinese);
        assert_eq!(Language::of_locale("C".as_ref()), Language::English);
    }
}
