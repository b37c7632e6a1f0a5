//! Quantities, to be compared: 百分之三十 is 30%, 3000万 is 三千万, and 100美元 is $100.

use super::numeral::{NUMERALS, in_digits};

/// What an amount is of.
const DOLLAR: char = '$';

/// The quantity that a text begins with, where a number stands with what tells how much it is of, or with what: its length in
/// characters, and its value in one form. None for a number alone, and for one too large to be counted with.
///
/// A space may stand before the unit, as many people set it: `3000 万`.
pub fn quantity(at: &dyn Fn(usize) -> Option<char>) -> Option<(usize, String)> {
    let is_prefixed = at(0) == Some(DOLLAR);
    let from = usize::from(is_prefixed);
    let behind = |place: usize| at(from + place);
    let (mut length, value) = share(&behind).or_else(|| amount(&behind))?;
    let unit = unit_behind(&behind, length.characters);
    let dollars = ["美元", "美金"].iter().find(|name| starts(&behind, unit, name));
    length.is_more |= is_prefixed || dollars.is_some();
    if let Some(name) = dollars.filter(|_| !is_prefixed) {
        length.characters = unit + name.chars().count();
    }
    let mark = if is_prefixed || dollars.is_some() { "$" } else { "" };
    length.is_more.then(|| (from + length.characters, format!("{mark}{value}")))
}

/// How much of a text a number takes.
struct Length {
    characters: usize,
    /// Whether that is more than the number alone.
    is_more: bool,
}

/// A share: 百分之三十, 十分之一, 1/10.
fn share(at: &dyn Fn(usize) -> Option<char>) -> Option<(Length, Value)> {
    const OF: &str = "分之";
    let (below, length) = whole(at, 0, true)?;
    if starts(at, length, OF) {
        let from = length + OF.chars().count();
        let (above, length) = point(at, from).or_else(|| whole_value(at, from))?;
        return Some((Length { characters: length, is_more: true }, above.over(below)?));
    }
    let from = (at(length) == Some('/')).then_some(length + 1)?;
    let digits = |from: usize| run(at, from, |it| it.is_ascii_digit());
    let (above, below) = (digits(0), digits(from));
    // 2026/1/26 is a day.
    let is_alone = above.len() == length && !matches!(at(from + below.len()), Some('/' | '.' | ','));
    let value = Value { above: above.parse().ok()?, below: 1 }.over(below.parse().ok()?)?;
    is_alone.then_some((Length { characters: from + below.len(), is_more: true }, value))
}

/// A number with what multiplies or divides it: 3.5万, 30%.
fn amount(at: &dyn Fn(usize) -> Option<char>) -> Option<(Length, Value)> {
    let (mut value, mut length) = decimal(at).or_else(|| whole_value(at, 0))?;
    let mut is_more = false;
    let from = unit_behind(at, length);
    let unit = run(at, from, |it| "十百千万亿".contains(it));
    let is_in_digits = at(0).is_some_and(|it| it.is_ascii_digit());
    let is_last = at(from + unit.chars().count()).is_none_or(|it| !NUMERALS.contains(it));
    if is_in_digits && !unit.is_empty() && is_last {
        let times: u128 = in_digits(format!("一{unit}").chars())?.parse().ok()?;
        value = Value { above: value.above.checked_mul(times)?, below: value.below }.over(1)?;
        length = from + unit.chars().count();
        is_more = true;
    }
    let parts = unit_behind(at, length);
    let divisor = match at(parts) {
        Some('%') => 100,
        Some('‰') => 1_000,
        _ => return Some((Length { characters: length, is_more }, value)),
    };
    Some((Length { characters: parts + 1, is_more: true }, value.over(divisor)?))
}

/// Where a unit begins that stands behind so many characters.
fn unit_behind(at: &dyn Fn(usize) -> Option<char>, length: usize) -> usize {
    length + usize::from(at(length) == Some(' '))
}

fn starts(at: &dyn Fn(usize) -> Option<char>, from: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(place, it)| at(from + place) == Some(it))
}

fn run(at: &dyn Fn(usize) -> Option<char>, from: usize, fits: impl Fn(char) -> bool) -> String {
    (from..).map_while(at).take_while(|it| fits(*it)).collect()
}

/// A whole number in one script, and where it ends. `is_base` where a unit alone is one: 百 in 百分之.
fn whole(at: &dyn Fn(usize) -> Option<char>, from: usize, is_base: bool) -> Option<(u128, usize)> {
    let is_digit = at(from)?.is_ascii_digit();
    let run = run(at, from, |it| if is_digit { it.is_ascii_digit() } else { NUMERALS.contains(it) });
    let is_unit = || is_base && !run.is_empty() && run.chars().all(|it| "十百千万亿".contains(it));
    let digits = in_digits(run.chars())
        .or_else(|| is_unit().then(|| in_digits(format!("一{run}").chars())).flatten())?;
    Some((digits.parse().ok()?, from + run.chars().count()))
}

fn whole_value(at: &dyn Fn(usize) -> Option<char>, from: usize) -> Option<(Value, usize)> {
    // 百分之百
    let is_hundred = at(from) == Some('百');
    let (value, length) = whole(at, from, is_hundred)?;
    Some((Value { above: value, below: 1 }, length))
}

/// A number with a point in Chinese: 三十五点二.
fn point(at: &dyn Fn(usize) -> Option<char>, from: usize) -> Option<(Value, usize)> {
    if at(from)?.is_ascii_digit() {
        let (value, length) = decimal(&|place| at(from + place))?;
        return Some((value, from + length));
    }
    let (before, length) = whole(at, from, false)?;
    let from = (at(length) == Some('点')).then_some(length + 1)?;
    let digits = run(at, from, |it| "零〇一二三四五六七八九".contains(it));
    let behind: Option<String> = digits.chars().map(|digit| in_digits(std::iter::once(digit))).collect();
    let value = Value::decimal(&before.to_string(), &behind.filter(|behind| !behind.is_empty())?)?;
    Some((value, from + digits.chars().count()))
}

/// A number in digits, with commas and a point: 3,000, 3.5.
fn decimal(at: &dyn Fn(usize) -> Option<char>) -> Option<(Value, usize)> {
    let is_digit = |place: usize| at(place).is_some_and(|it| it.is_ascii_digit());
    let mut length = run(at, 0, |it| it.is_ascii_digit()).len();
    let mut before = run(at, 0, |it| it.is_ascii_digit());
    if length == 0 {
        return None;
    }
    while at(length) == Some(',') && (1..=3).all(|place| is_digit(length + place)) && !is_digit(length + 4) {
        before.extend((1..=3).filter_map(|place| at(length + place)));
        length += 4;
    }
    let mut behind = String::new();
    if at(length) == Some('.') && is_digit(length + 1) {
        behind = run(at, length + 1, |it| it.is_ascii_digit());
        length += 1 + behind.len();
    }
    // 5.2.1 is a version, 3-5 a range, 15:30 a time.
    let goes_on = matches!(at(length), Some('.' | ',' | '-' | ':' | '/')) && is_digit(length + 1);
    (!goes_on).then_some(())?;
    Some((Value::decimal(&before, &behind)?, length))
}

/// A number as a fraction in its lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Value {
    above: u128,
    below: u128,
}

impl Value {
    fn decimal(before: &str, behind: &str) -> Option<Value> {
        let above: u128 = format!("{before}{behind}").parse().ok()?;
        Value { above, below: 1 }.over(10u128.checked_pow(u32::try_from(behind.len()).ok()?)?)
    }

    fn over(self, divisor: u128) -> Option<Value> {
        let (above, below) = (self.above, self.below.checked_mul(divisor).filter(|below| *below > 0)?);
        let (mut one, mut other) = (above, below);
        while other > 0 {
            (one, other) = (other, one % other);
        }
        Some(Value { above: above / one, below: below / one })
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.below {
            1 => write!(formatter, "{}", self.above),
            below => write!(formatter, "{}/{below}", self.above),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Option<(usize, String)> {
        let characters: Vec<char> = text.chars().collect();
        quantity(&|place| characters.get(place).copied())
    }

    #[test]
    fn one_quantity_in_several_forms_has_one_value() {
        for forms in [
            ["30%", "百分之三十", "30 %"],
            ["1%", "百分之一", "1/100"],
            ["10%", "十分之一", "1/10"],
            ["3000万", "3千万", "3,000 万"],
            ["3.5万", "3.5 万", "35千"],
            ["$100", "100美元", "100 美元"],
            ["百分之三十五点二", "35.2%", "百分之35.2"],
            ["百分之百", "100%", "100 %"],
            ["$3亿", "3亿美元", "3 亿美金"],
        ] {
            let values: Vec<_> = forms.iter().map(|form| found(form).map(|(_, value)| value)).collect();
            assert!(values[0].is_some() && values.iter().all(|value| *value == values[0]), "{values:?}");
            for form in forms {
                assert_eq!(found(form).map(|(length, _)| length), Some(form.chars().count()), "{form}");
            }
        }
    }

    #[test]
    fn what_is_no_quantity_has_no_value() {
        for text in [
            "30",
            "三十",
            "百分点",
            "十分好",
            "分之一",
            "2026/1/26",
            "1/0",
            "5.2.1%",
            "3-5%",
            "千万别",
            "两倍",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        let long = "9".repeat(60);
        assert_eq!(found(&format!("{long}%")), None);
        assert_eq!(found(&format!("1.{long}%")), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "[$0-9.,/% 分之百万亿千一点美元-]{0,24}") {
            let length = text.chars().count();
            prop_assert!(found(&text).is_none_or(|(taken, _)| taken > 0 && taken <= length));
        }
    }
}
