//! Whole numbers in either script, to be compared.

/// The characters of which Chinese numbers are made.
pub const NUMERALS: &str = "零〇一二三四五六七八九十百千万亿两";

/// A whole number in digits, whatever script it is in: 一百 is 100, 二〇二六 is 2026. None for all else, and for what is several
/// numbers, as 三五.
pub fn in_digits(characters: impl Iterator<Item = char>) -> Option<String> {
    let digit =
        |it: char| "零一二三四五六七八九".chars().position(|other| other == it).map(|digit| digit as u64);
    let digit = |it: char| match it {
        '〇' => Some(0),
        '两' => Some(2),
        it => it.to_digit(10).map(u64::from).or_else(|| digit(it)),
    };
    let unit = |it: char| match it {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    };
    /// More are no number that anybody says; so many do not overflow.
    const MOST: usize = 16;
    /// So many digits without a unit are a year.
    const YEAR: usize = 4;
    let marks: Vec<char> = characters.collect();
    let digits: Option<Vec<u64>> = marks.iter().map(|it| digit(*it)).collect();
    if let Some(digits) = digits {
        let is_arabic = marks.first().is_some_and(char::is_ascii_digit);
        let is_one = digits.len() == 1 || is_arabic || digits.len() == YEAR;
        return is_one.then(|| digits.iter().map(u64::to_string).collect());
    }
    if marks.len() > MOST || !marks.iter().any(|it| digit(*it).is_some() || *it == '十') {
        return None;
    }
    let (mut total, mut part, mut open): (u64, u64, Option<u64>) = (0, 0, None);
    for mark in marks {
        match (digit(mark), unit(mark)) {
            (Some(0), _) => {}
            (Some(digit), _) if open.is_none() => open = Some(digit),
            (None, Some(unit)) if unit >= 10_000 => {
                part = (part + open.take().unwrap_or(0)).max(1);
                total += std::mem::take(&mut part) * unit;
            }
            (None, Some(unit)) => part += open.take().unwrap_or(1) * unit,
            _ => return None,
        }
    }
    Some((total + part + open.unwrap_or(0)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_either_script() {
        for (numeral, digits) in [
            ("五", "5"),
            ("两", "2"),
            ("十二", "12"),
            ("一百零五", "105"),
            ("三百一十二", "312"),
            ("三万两千", "32000"),
            ("二〇二六", "2026"),
            ("2026", "2026"),
        ] {
            assert_eq!(in_digits(numeral.chars()).as_deref(), Some(digits), "{numeral}");
        }
        let (long, longest) = ("十".repeat(17), format!("{}亿", "九千".repeat(7)));
        for numeral in ["三五", "千万", "百", "1.5", "3-5", "", "九九九九九九九九九九九九九九九九九", &long]
        {
            assert_eq!(in_digits(numeral.chars()), None, "{numeral}");
        }
        assert_eq!(in_digits(longest.chars()).as_deref(), Some("6300000000000"));
    }
}
