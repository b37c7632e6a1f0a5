//! A line of a user's own making for each thing.
//!
//! ```text
//! template    = (text | "{{" | "}}" | "\n" | "\t" | "\\" | placeholder)*
//! placeholder = "{" name ("|" name)* [":" form] "}"      the first of these that has a value
//! form        = "%"…                                      a day, or a time in seconds, as strftime has it
//!             | ["<" | ">" | "^"] [width] ["." most]      display columns: room to fill, and room to keep to
//! ```
//!
//! A value stands on one line, and nothing in it reaches a terminal that a terminal would obey. One that is longer than
//! its most columns ends in `…`, which is counted; words of letters stay whole.

use super::super::{Item, Language};
use super::time_form::TimeForm;
use super::value::value;
use super::{Field, Shown};
use crate::text::width::{clean, columns, one_line};
use crate::text::wrap::wrap;

/// A template, ready to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(Placeholder),
}

/// A value and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// The first of them that has a value counts.
    fields: Vec<Field>,
    form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// As strftime has it.
    Time(TimeForm),
    /// In display columns.
    Room { align: Align, width: usize, most: Option<usize> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
    Centre,
}

/// No line is longer, and whoever asks for more has mistyped.
const MOST_COLUMNS: usize = 10_000;

impl Template {
    /// Reads a template for what a command shows; names of days and months in it are in a language.
    ///
    /// # Errors
    /// If it is none; the message says what is wrong, and lists the fields where a name is.
    pub fn parse(text: &str, shown: Shown, language: Language) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let after = &rest[character.len_utf8()..];
            let next = after.chars().next();
            rest = match (character, next) {
                ('{', Some('{')) | ('}', Some('}')) => {
                    literal.push(character);
                    &after[1..]
                }
                ('{', _) => {
                    let Some(end) = after.find('}') else {
                        return Err(format!("`{{{after}` has no end; `{{{{` is a brace that means itself"));
                    };
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Value(Placeholder::parse(&after[..end], shown, language)?));
                    &after[end + 1..]
                }
                ('}', _) => return Err("`}` ends nothing; `}}` is a brace that means itself".to_owned()),
                ('\\', Some(escaped @ ('n' | 't' | '\\'))) => {
                    literal.push(match escaped {
                        'n' => '\n',
                        't' => '\t',
                        other => other,
                    });
                    &after[1..]
                }
                ('\\', _) => return Err("`\\` stands before n, t or another `\\` only".to_owned()),
                _ => {
                    literal.push(character);
                    after
                }
            };
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        for piece in &mut pieces {
            if let Piece::Text(text) = piece {
                *text = clean(text).into_owned();
            }
        }
        Ok(Template { pieces })
    }

    /// Fills it in.
    pub(super) fn fill(&self, item: &Item) -> String {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Value(placeholder) => filled.push_str(&placeholder.fill(item)),
            }
        }
        filled
    }
}

impl Placeholder {
    /// Reads what stands between braces.
    pub(super) fn parse(text: &str, shown: Shown, language: Language) -> Result<Placeholder, String> {
        let (names, form) = text.split_once(':').map_or((text, None), |(names, form)| (names, Some(form)));
        let fields: Vec<Field> =
            names.split('|').map(|name| shown.field(name.trim())).collect::<Result<_, _>>()?;
        let form = match form {
            Some(form) if form.starts_with('%') => Form::Time(TimeForm::parse(form, &fields, language)?),
            form => room(form.unwrap_or_default()).ok_or_else(|| {
                format!(
                    "`{{{text}}}`: behind the colon stands room in columns (`12`, `>12`, `.60`, `<12.12`) or the form of \
                     a day (`%Y-%m-%d`)"
                )
            })?,
        };
        Ok(Placeholder { fields, form })
    }

    /// The field that comes first.
    pub(super) fn field(&self) -> Field {
        self.fields[0]
    }

    /// The value of the first field that has one, and that field.
    fn value(&self, item: &Item) -> (Field, String) {
        let mut values = self.fields.iter().map(|field| (*field, value(item, field.name)));
        let found = values.find(|(_, value)| !value.is_empty());
        found.unwrap_or((self.field(), String::new()))
    }

    /// The value as it is written.
    pub(super) fn fill(&self, item: &Item) -> String {
        let (field, value) = self.value(item);
        match &self.form {
            Form::Time(form) => form.fill(field.kind, &value).unwrap_or(value),
            Form::Room { align, width, most } => {
                let text = one_line(&value);
                let text = most.map_or_else(|| text.clone().into_owned(), |most| cut(&text, most));
                padded(text, *align, *width)
            }
        }
    }
}

/// `<12.40`: how much room a value has.
fn room(form: &str) -> Option<Form> {
    let (align, rest) = match form.chars().next() {
        Some('<') => (Align::Left, &form[1..]),
        Some('>') => (Align::Right, &form[1..]),
        Some('^') => (Align::Centre, &form[1..]),
        _ => (Align::Left, form),
    };
    let number = |digits: &str| {
        let number = digits.parse().ok().filter(|number| *number <= MOST_COLUMNS);
        number.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (width, most) = match rest.split_once('.') {
        Some((width, most)) => (width, Some(number(most)?)),
        None => (rest, None),
    };
    let width = if width.is_empty() { 0 } else { number(width)? };
    Some(Form::Room { align, width, most })
}

/// A text of one line in so many columns.
fn cut(text: &str, most: usize) -> String {
    const ENDING: &str = "…";
    if columns(text) <= most {
        return text.to_owned();
    }
    let Some(room) = most.checked_sub(columns(ENDING)) else { return String::new() };
    let first = wrap(text, room).into_iter().next().map_or("", |line| &text[line]);
    if columns(first) > room { ENDING.to_owned() } else { format!("{first}{ENDING}") }
}

fn padded(text: String, align: Align, width: usize) -> String {
    let missing = width.saturating_sub(columns(&text));
    let before = match align {
        Align::Left => 0,
        Align::Right => missing,
        Align::Centre => missing / 2,
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(missing - before))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Kind;
    use crate::render::{Fact, FactValue};

    const QUOTES: Shown = Shown::Records(Kind::Quote);

    fn quote(text: &str) -> Item {
        let values = [
            ("id", "q1"),
            ("speaker", "李明"),
            ("text", text),
            ("note_title", "问答：开发者与我们"),
            ("date", "2026-01-26"),
            ("time", "754"),
        ];
        let values = values.map(|(name, value)| (name, FactValue::Text(value.to_owned())));
        Item::Fact(Fact {
            kind: "quote",
            path: None,
            file: None,
            note: None,
            lines: Some(crate::model::LineSpan { first: 12, last: 12 }),
            values: values.into(),
        })
    }

    #[track_caller]
    fn check(template: &str, expect: &str) {
        let template = Template::parse(template, QUOTES, Language::English).unwrap();
        assert_eq!(template.fill(&quote("推理成本 would fall by half\n每年。")), expect);
    }

    #[test]
    fn values_stand_on_one_line() {
        check(
            "{speaker}：{text}（{note_title}，{date}）",
            "李明：推理成本 would fall by half 每年。（问答：开发者与我们，2026-01-26）",
        );
        check(r"{{{id|line}}}\t{line}\n\\", "{q1}\t12\n\\");
        check("{person|speaker}{person}", "李明");
    }

    #[test]
    fn room_is_counted_in_columns() {
        check("{text:.9}|", "推理成本…|");
        check("{text:.14}|", "推理成本…|");
        check("{text:.15}|", "推理成本 would…|");
        check("{text:.2}|{text:.1}|{text:.0}|", "…|…||");
        check(
            "{speaker:<6}|{speaker:>6}|{speaker:^6}|{speaker:6}|{line:>4}",
            "李明  |  李明| 李明 |李明  |  12",
        );
        check("{text:<12.9}|", "推理成本…   |");
    }

    #[test]
    fn days_and_times_have_forms() {
        check("{date:%Y年%m月} {time:%H:%M:%S} {time}", "2026年01月 00:12:34 754");
    }

    #[test]
    fn what_is_no_template_says_why() {
        for (template, expect) in [
            ("{speker}", "unknown field `speker`; near: speaker"),
            ("{text", "has no end"),
            ("text}", "ends nothing"),
            (r"\x", "stands before n, t"),
            ("{text:abc}", "room in columns"),
            ("{text:.99999}", "room in columns"),
            ("{text:+5}", "room in columns"),
            ("{text:%Y}", "neither a day nor a time"),
            ("{date:%Q}", "is nothing that `date` has"),
            ("{date:%H}", "is nothing that `date` has"),
            ("{}", "unknown field ``"),
        ] {
            let error = Template::parse(template, QUOTES, Language::English).unwrap_err();
            assert!(error.contains(expect), "{template}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_template_or_an_error(text in "[ -~{}|:.<>^%\\\\一\u{1b}\u{7}]{0,40}|\\PC{0,40}") {
            if let Ok(template) = Template::parse(&text, QUOTES, Language::English) {
                let filled = template.fill(&quote("a\u{1b}[2Jb\u{7}"));
                prop_assert!(!filled.chars().any(crate::text::width::is_unsafe), "{filled:?}");
            }
        }

        #[test]
        fn escaped_text_means_itself(text in "\\PC{0,40}") {
            let escaped = text.replace('\\', "\\\\").replace('{', "{{").replace('}', "}}");
            let filled = Template::parse(&escaped, QUOTES, Language::English).unwrap().fill(&quote(""));
            prop_assert_eq!(filled, clean(&text));
        }

        #[test]
        fn no_value_is_wider_than_its_most(text in "[ a-z中。，“”é\u{301}\u{200d}👨👩🏽]{0,40}", most in 0usize..30) {
            let template = Template::parse(&format!("{{text:.{most}}}"), QUOTES, Language::English).unwrap();
            let filled = template.fill(&quote(&text));
            prop_assert!(columns(&filled) <= most, "{filled:?}");
        }
    }
}
