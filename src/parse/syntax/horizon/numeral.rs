//! Numerals in either script, as far as times need them: `15`, `1.5`, `十五`, `两`, `半`, `两三`.

/// An amount in tenths, or two that stand side by side: 两三 is two to three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    One(i32),
    Two(i32, i32),
}

/// Reads an amount at the start; gives what stands behind it. `None` for one that is not exact, as 十几 or 20多.
pub(super) fn read(text: &str) -> Option<(Amount, &str)> {
    let (amount, rest) = if let Some(rest) = text.strip_prefix('半') {
        (Amount::One(5), rest)
    } else if text.starts_with(|character: char| character.is_ascii_digit()) {
        arabic(text)?
    } else {
        chinese(text)?
    };
    (!rest.starts_with(['几', '多', '余', '来', '数', '万', '亿'])).then_some((amount, rest))
}

fn arabic(text: &str) -> Option<(Amount, &str)> {
    /// A longer number is no amount of years.
    const MOST: usize = 3;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let whole: i32 = text[..digits].parse().ok().filter(|_| digits <= MOST)?;
    let rest = &text[digits..];
    let tenth = rest.strip_prefix('.').and_then(|rest| {
        let digit = rest.chars().next()?.to_digit(10)?;
        Some((i32::try_from(digit).ok()?, &rest[1..]))
    });
    match tenth {
        Some((_, rest)) if rest.starts_with(|character: char| character.is_ascii_digit()) => None,
        Some((tenth, rest)) => Some((Amount::One(whole * 10 + tenth), rest)),
        None => Some((Amount::One(whole * 10), rest)),
    }
}

fn chinese(text: &str) -> Option<(Amount, &str)> {
    const MOST: usize = 5;
    let end = text.find(|character| digit(character).is_none() && unit(character).is_none());
    let (numeral, rest) = text.split_at(end.unwrap_or(text.len()));
    let numeral: Vec<char> = numeral.chars().collect();
    if numeral.is_empty() || numeral.len() > MOST {
        return None;
    }
    let pair = numeral
        .windows(2)
        .position(|pair| pair.iter().all(|character| digit(*character).is_some_and(|digit| digit > 0)));
    let Some(pair) = pair else { return Some((Amount::One(value(&numeral)? * 10), rest)) };
    // 两三, 三五, 二三十, 十五六
    let (one, other) = (digit(numeral[pair])?, digit(numeral[pair + 1])?);
    let without = |position: usize| {
        let mut numeral = numeral.clone();
        numeral.remove(position);
        value(&numeral)
    };
    let is_pair = other == one + 1 || (one, other) == (3, 5);
    let (first, last) = (without(pair + 1)?, without(pair)?);
    is_pair.then_some((Amount::Two(first * 10, last * 10), rest))
}

/// The value of a Chinese numeral: 十五, 二十, 一百零五.
pub(super) fn value(numeral: &[char]) -> Option<i32> {
    let (mut total, mut open) = (0, None);
    for character in numeral {
        match (digit(*character), unit(*character)) {
            (Some(0), _) => {}
            (Some(value), _) if open.is_none() => open = Some(value),
            (None, Some(unit)) => total += open.take().unwrap_or(1) * unit,
            _ => return None,
        }
    }
    Some(total + open.unwrap_or_default()).filter(|value| *value > 0)
}

/// The value of a Chinese digit.
pub(super) fn digit(character: char) -> Option<i32> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn unit(character: char) -> Option<i32> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        _ => None,
    }
}

/// A whole number of one to two digits, in either script, at the start: `3`, `12`, `十二`.
pub(super) fn small(text: &str) -> Option<(i8, &str)> {
    match read(text)? {
        (Amount::One(tenths), rest) if tenths % 10 == 0 && !text.starts_with(['半', '两']) => {
            Some((i8::try_from(tenths / 10).ok()?, rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_either_script() {
        for (text, tenths) in [
            ("15", 150),
            ("1.5", 15),
            ("十五", 150),
            ("二十", 200),
            ("两", 20),
            ("半", 5),
            ("一百零五", 1_050),
        ] {
            assert_eq!(read(text), Some((Amount::One(tenths), "")), "{text}");
        }
        for (text, first, last) in
            [("两三", 20, 30), ("三五", 30, 50), ("二三十", 200, 300), ("十五六", 150, 160)]
        {
            assert_eq!(read(text), Some((Amount::Two(first, last), "")), "{text}");
        }
        for text in ["十几", "20多", "二五", "2027", "1.25", "数", "九三"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(small("十二月"), Some((12, "月")));
        assert_eq!(small("两月"), None);
    }
}
