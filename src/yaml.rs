//! YAML: from text to values and back. The only door to `serde_yaml`, which is no longer developed, so that another
//! reader takes its place by changing this file.
//!
//! Its time grows with the square of how deep brackets nest, so a text that nests deeper than anything that people
//! write is refused before it is read.

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use serde_yaml::Value;

/// Brackets that nest deeper than this are no metadata, no vocabulary and no settings.
const DEEPEST: usize = 64;

/// Why a text could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Its brackets nest deeper than those of anything that people write.
    #[error("its brackets nest too deep")]
    TooDeep,
    /// It is no YAML, or not of the form asked for.
    #[error(transparent)]
    Form(#[from] serde_yaml::Error),
}

/// Reads a value.
///
/// # Errors
/// If the text is no YAML or of another form, or its brackets nest too deep.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    if bracket_depth(text) > DEEPEST {
        return Err(ReadError::TooDeep);
    }
    Ok(serde_yaml::from_str(text)?)
}

/// Makes of a value what it stands for.
///
/// # Errors
/// If it is of another form.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, ReadError> {
    Ok(serde_yaml::from_value(value)?)
}

/// Writes a value, with a line end after it.
///
/// # Errors
/// If the value has no form in YAML.
pub fn write(value: &impl Serialize) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(value)
}

/// A text as a scalar in quotation marks, on one line whatever it holds.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // What YAML has for no character of a text, or for the end of a line.
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ if character.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// How many of YAML's brackets are open at once, at least: a bracket in quotation marks opens one as any other does, but closes
/// only one within the same marks. What stands in marks hangs on what stands before them (`it's`), and to be wrong must not let
/// a text through that nests deep.
fn bracket_depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    // The mark that is open, and how many brackets were open before it.
    let mut quoted: Option<(u8, usize)> = None;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1).max(quoted.map_or(0, |(_, before)| before)),
            b'"' | b'\'' => match quoted {
                None => quoted = Some((byte, open)),
                Some((mark, _)) if mark == byte => quoted = None,
                Some(_) => {}
            },
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_brackets_are_counted() {
        for (text, expect) in [
            ("", 0),
            ("a: [b, {c: d}]", 2),
            ("]]][", 1),
            ("[][][]", 1),
            ("[[[", 3),
            ("['[a]', ']', ']']", 2),
            ("[']',[']',[']'", 3),
        ] {
            assert_eq!(bracket_depth(text), expect, "{text}");
        }
    }

    #[test]
    fn what_nests_too_deep_is_refused_before_it_is_read() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read::<Value>(&nested(DEEPEST)).is_ok());
        assert!(matches!(read::<Value>(&nested(DEEPEST + 1)), Err(ReadError::TooDeep)));
        assert!(matches!(read::<Value>("a: ["), Err(ReadError::Form(_))));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let value: Value = read("a: [b, 1, true]\n").unwrap();
        assert_eq!(read::<Value>(&write(&value).unwrap()).unwrap(), value);
    }
}
