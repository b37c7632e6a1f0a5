//! Which codes a name means, and which of their findings are wanted.

use super::code::Code;
use super::codes::{CODES, CodeInfo};
use crate::text::near;

impl Code {
    /// What is known of it.
    pub fn info(self) -> &'static CodeInfo {
        &CODES[self as usize]
    }

    /// The codes that a name means: that one, those of a family whose names begin so (`key-quote`), or `all`.
    ///
    /// # Errors
    /// Where it means none, with the near ones.
    pub fn named(name: &str) -> Result<Vec<Code>, String> {
        let wanted = name.trim().to_ascii_lowercase();
        let family = wanted.trim_end_matches('*').trim_end_matches('-');
        let is_meant = |info: &&CodeInfo| {
            let rest = info.name.strip_prefix(family);
            wanted == ALL || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let meant: Vec<Code> = CODES.iter().filter(is_meant).map(|info| info.code).collect();
        if !meant.is_empty() && !family.is_empty() {
            return Ok(meant);
        }
        let names: Vec<[String; 1]> = CODES.iter().map(|info| [info.name.to_owned()]).collect();
        let near = near(&wanted, names.iter().map(<[String; 1]>::as_slice));
        Err(match near.is_empty() {
            true => format!("no code `{name}`; `townhall check --explain` lists all"),
            false => format!("no code `{name}`; near: {}", near.join(", ")),
        })
    }
}

/// What names every code.
const ALL: &str = "all";

/// Which findings are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only these; where there are none, all that are looked for without being asked.
    pub select: Vec<Code>,
    /// None of these.
    pub ignore: Vec<Code>,
}

impl Wanted {
    /// Whether findings with this code are.
    pub fn has(&self, code: Code) -> bool {
        let is_selected = match self.select.is_empty() {
            true => !code.info().is_opt_in,
            false => self.select.contains(&code),
        };
        is_selected && !self.ignore.contains(&code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_code_in_order() {
        for (number, info) in CODES.iter().enumerate() {
            assert_eq!(info.code as usize, number, "{}", info.name);
            let is_kebab = info.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(is_kebab, "{}", info.name);
            for text in [info.about, info.why, info.mend, info.example] {
                assert!(!text.is_empty() && !text.contains(['\n', '\t']), "{}", info.name);
            }
        }
    }

    #[test]
    fn a_name_means_a_code_or_a_family() {
        assert_eq!(Code::named("row-length"), Ok(vec![Code::RowLength]));
        assert_eq!(Code::named("suspect"), Ok(vec![Code::SuspectTurn, Code::SuspectSpeaker]));
        assert_eq!(Code::named("suspect-*"), Code::named("suspect"));
        assert_eq!(Code::named("all").map(|codes| codes.len()), Ok(CODES.len()));
        assert_eq!(Code::named("row-lenght").unwrap_err(), "no code `row-lenght`; near: row-length");
        assert!(Code::named("sus").is_err());
        assert!(Code::named("").is_err() && Code::named("*").is_err());
    }

    #[test]
    fn what_is_selected_is_all_that_is_wanted() {
        let wanted = Wanted { select: vec![Code::RowLength, Code::BadDate], ignore: vec![Code::BadDate] };
        assert!(wanted.has(Code::RowLength) && !wanted.has(Code::BadDate) && !wanted.has(Code::Unreadable));
        assert!(Wanted::default().has(Code::Unreadable));
    }
}
