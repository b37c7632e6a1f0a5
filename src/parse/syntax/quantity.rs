//! Lengths of time and counts, as Chinese notes write them.
//!
//! ```text
//! duration = ( number ( "小时" | "时" | "h" ) )? ( number ( "分钟" | "分" | "m" ) )? ( number ( "秒" | "s" ) )?
//!          | clock
//! count    = digits with "," | number ( "万" | "亿" | "k" | "M" )
//! ```

use super::date::half_width;

/// Reads a length of time in seconds.
pub(crate) fn duration_seconds(text: &str) -> Option<u32> {
    let compact: String =
        text.chars().filter(|character| !character.is_whitespace()).map(half_width).collect();
    clock_seconds(&compact).or_else(|| spelled_seconds(&compact.to_lowercase()))
}

fn clock_seconds(text: &str) -> Option<u32> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let clock: &str =
        text[start..].split(|character: char| !(character.is_ascii_digit() || character == ':')).next()?;
    let parts: Vec<u32> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    match parts[..] {
        [minutes, seconds] if seconds < 60 => Some(minutes * 60 + seconds),
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            Some(hours * 3600 + minutes * 60 + seconds)
        }
        _ => None,
    }
}

fn spelled_seconds(text: &str) -> Option<u32> {
    // Longer words first, since `分` begins `分钟`.
    const UNITS: [(&str, f64); 15] = [
        ("个半小时", 5400.0),
        ("小时", 3600.0),
        ("个小时", 3600.0),
        ("钟头", 3600.0),
        ("hours", 3600.0),
        ("hour", 3600.0),
        ("时", 3600.0),
        ("h", 3600.0),
        ("分钟", 60.0),
        ("分", 60.0),
        ("min", 60.0),
        ("m", 60.0),
        ("秒", 1.0),
        ("sec", 1.0),
        ("s", 1.0),
    ];
    let mut total = 0.0;
    let mut found = false;
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest
            .find(|character: char| !(character.is_ascii_digit() || character == '.'))
            .unwrap_or(rest.len());
        let value: f64 = rest[..end].parse().ok()?;
        rest = &rest[end..];
        let Some((unit, seconds)) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)) else { continue };
        total += if *unit == "个半小时" { value * 3600.0 + 1800.0 } else { value * seconds };
        found = true;
        rest = &rest[unit.len()..];
    }
    (found && total <= f64::from(u32::MAX)).then_some(total.round() as u32)
}

/// Reads a count such as `91,044次` or `约1.2万`.
pub(crate) fn count(text: &str) -> Option<u64> {
    let compact: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(half_width)
        .filter(|c| *c != ',')
        .collect();
    let start = compact.find(|character: char| character.is_ascii_digit())?;
    let rest = &compact[start..];
    let end =
        rest.find(|character: char| !(character.is_ascii_digit() || character == '.')).unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches('.');
    let factor = match rest[end..].chars().next() {
        Some('万' | '萬') => 10_000.0,
        Some('亿' | '億') => 100_000_000.0,
        Some('k' | 'K' | '千') => 1_000.0,
        Some('M') => 1_000_000.0,
        _ => return digits.parse().ok(),
    };
    let value: f64 = digits.parse().ok()?;
    Some((value * factor).round() as u64)
}

/// Reads how often something was watched, where the value itself says so: `1,234 次观看`, `点赞 56，播放 1.2万`.
pub(crate) fn views(text: &str) -> Option<u64> {
    const WORDS: [&str; 5] = ["观看", "播放", "浏览", "收听", "views"];
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '万' | '亿' | 'k' | 'K' | 'M');
    WORDS.iter().find_map(|word| {
        let (before, after) = text.split_once(word)?;
        // `1,234 次观看` has its number before the word, `播放 1.2万` behind it.
        let before = before.trim_end().trim_end_matches(['次', '人']).trim_end();
        let start =
            before.char_indices().rev().take_while(|(_, c)| is_of_number(*c)).last().map(|(at, _)| at);
        let number = start.map_or("", |start| &before[start..]);
        let after = after.trim_start_matches(['量', '数', '次', '：', ':', ' ', '约']);
        let end = after.find(|c| !is_of_number(c)).unwrap_or(after.len());
        [number, &after[..end]]
            .into_iter()
            .find(|number| number.starts_with(|c: char| c.is_ascii_digit()) && !number.ends_with([',', '.']))
            .and_then(count)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_every_form() {
        let cases = [
            ("59分钟40秒", 3_580),
            ("1 小时 20 分 11 秒", 4_811),
            ("约50分钟", 3_000),
            ("01:10:03", 4_203),
            ("12:30", 750),
            ("1.5小时", 5_400),
            ("1个半小时", 5_400),
            ("1h20m", 4_800),
        ];
        for (text, seconds) in cases {
            assert_eq!(duration_seconds(text), Some(seconds), "{text}");
        }
        assert_eq!(duration_seconds("未提及"), None);
    }

    #[test]
    fn counts_in_every_form() {
        for (text, expected) in
            [("91,044次", 91_044), ("约 13,826 次观看", 13_826), ("1.2万", 12_000), ("３００次", 300)]
        {
            assert_eq!(count(text), Some(expected), "{text}");
        }
        assert_eq!(count("未提及"), None);
    }

    #[test]
    fn views_stand_among_other_counts() {
        for (text, expected) in [
            ("1,234 次观看", Some(1_234)),
            ("点赞 56，播放 1.2万", Some(12_000)),
            ("点赞 56，1,234 次观看", Some(1_234)),
            ("3.4万次播放 · 210 条评论", Some(34_000)),
            ("约 5,600 views", Some(5_600)),
            ("播放量：900", Some(900)),
            ("观看链接", None),
            ("点赞 56", None),
        ] {
            assert_eq!(views(text), expected, "{text}");
        }
    }
}
