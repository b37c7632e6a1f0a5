//! Words of a query that begin with a dash, among flags.

use std::ffi::OsString;

/// The flags of one letter.
pub(super) const SHORT_FLAGS: [char; 7] = ['C', 'V', 'f', 'h', 'n', 'q', 'v'];

/// Whether a word that begins with a dash can be no flag.
pub(super) fn is_no_flag(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-') else { return false };
    let Some(first) = rest.chars().next() else { return false };
    let is_word = first.is_ascii_alphabetic() && !SHORT_FLAGS.contains(&first) && rest.len() > 1;
    !first.is_ascii() || is_word
}

/// `search 东京 -秘密 -MCP` without quotes: what cannot be a flag, as a dash before Han or before a word that begins with the
/// letter of none, gets a space before it, so that it reaches the query language and not the parser of flags.
pub(super) fn protected(arguments: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    arguments.into_iter().map(|argument| match argument.to_str() {
        Some(text) if is_no_flag(text) => format!(" {text}").into(),
        _ => argument,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_a_flag_is_taken_for_a_query() {
        let protect = |arguments: &[&str]| -> Vec<OsString> {
            protected(arguments.iter().map(OsString::from)).collect()
        };
        assert_eq!(protect(&["townhall", "search", "东京", "-秘密", "-n", "3"])[3], " -秘密");
        assert_eq!(protect(&["townhall", "search", "东京", "-n", "3"])[3], "-n");
        assert_eq!(protect(&["townhall", "quotes", "-秘密"])[2], " -秘密");
        assert_eq!(protect(&["townhall", "quotes", "-MCP"])[2], " -MCP");
        for flag in ["-n3", "-q", "-x", "-0", "--MCP", "-"] {
            assert_eq!(protect(&["townhall", "quotes", flag])[2], flag);
        }
    }
}
