//! Text with marks of no width, for a layout engine that counts columns but knows no escape sequences.
//!
//! ```text
//! marked = ( [ link number* ] role text end )*     number = a digit of base 16
//! ```
//!
//! The marks are tag characters: of no width, never drawn, and dropped from notes by `text::width`.

use std::fmt::Write as _;

use super::link::{LinkFormat, Target};
use super::style::{Rich, Role};
use crate::model::Kind;
use crate::verdicts::Outcome;

/// The first of the marks that each stand for a role.
const ROLE: u32 = 0xe_0021;
/// A piece leads somewhere: the number of its target follows.
const LINK: char = '\u{e0050}';
/// The first of the digits of such a number.
const DIGIT: u32 = 0xe_0060;
const BASE: usize = 16;
/// The end of a piece.
const END: char = '\u{e007f}';

const ROLES: [Role; 23] = [
    Role::Text,
    Role::Strong,
    Role::Faint,
    Role::Place,
    Role::Match,
    Role::Warning,
    Role::Kind(Kind::Note),
    Role::Kind(Kind::Section),
    Role::Kind(Kind::Passage),
    Role::Kind(Kind::Question),
    Role::Kind(Kind::Quote),
    Role::Kind(Kind::Prediction),
    Role::Kind(Kind::Term),
    Role::Speaker(0),
    Role::Speaker(1),
    Role::Speaker(2),
    Role::Speaker(3),
    Role::Speaker(4),
    Role::Speaker(5),
    Role::Outcome(Outcome::CameTrue),
    Role::Outcome(Outcome::Partly),
    Role::Outcome(Outcome::Failed),
    Role::Outcome(Outcome::TooEarly),
];

/// The text with each piece between marks, which [`unmark`] turns into colours and links. `targets` takes what they lead to.
pub(super) fn marked(text: &Rich, targets: &mut Vec<Target>) -> String {
    let mut marked = String::new();
    for (role, text, target) in text.runs() {
        if let Some(target) = target {
            let mut number = targets.len();
            targets.push(target.clone());
            marked.push(LINK);
            while number > 0 {
                marked.extend(char::from_u32(DIGIT + (number % BASE) as u32));
                number /= BASE;
            }
        }
        let number = ROLES.iter().position(|other| *other == role).unwrap_or(0) as u32;
        marked.extend(char::from_u32(ROLE + number));
        marked.push_str(&text);
        marked.push(END);
    }
    marked
}

/// Turns marks into colours and links, or into nothing.
pub(super) fn unmark(marked: &str, colour: bool, links: Option<&LinkFormat>, targets: &[Target]) -> String {
    let mut plain = String::with_capacity(marked.len());
    let mut style = Role::Text.style();
    // The number of a target with what its next digit is worth, and whether one is open.
    let mut number: Option<(usize, usize)> = None;
    let mut is_open = false;
    for character in marked.chars() {
        let code = u32::from(character);
        let digit = code.checked_sub(DIGIT).map(|digit| digit as usize).filter(|digit| *digit < BASE);
        let role = code.checked_sub(ROLE).and_then(|number| ROLES.get(number as usize));
        if character == LINK {
            number = Some((0, 1));
        } else if let (Some((value, worth)), Some(digit)) = (number, digit) {
            number = Some((value + digit * worth, worth * BASE));
        } else if let Some(role) = role {
            let target = number.take().and_then(|(number, _)| targets.get(number));
            if let Some((format, target)) = links.zip(target) {
                // Writing to a `String` cannot fail.
                let _ = write!(plain, "\u{1b}]8;;{}\u{1b}\\", format.address(target));
                is_open = true;
            }
            style = if colour { role.style() } else { Role::Text.style() };
            let _ = write!(plain, "{style}");
        } else if character == END {
            let _ = write!(plain, "{style:#}");
            if std::mem::take(&mut is_open) {
                plain.push_str("\u{1b}]8;;\u{1b}\\");
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::SPEAKERS;
    use crate::text::width::columns;

    #[test]
    fn every_role_has_a_mark() {
        for number in 0..SPEAKERS.len() {
            assert!(ROLES.contains(&Role::Speaker(number as u8)));
        }
        for info in &crate::model::KINDS {
            assert!(ROLES.contains(&Role::Kind(info.kind)));
        }
        for (outcome, _) in Outcome::ALL {
            assert!(ROLES.contains(&Role::Outcome(outcome)));
        }
        assert!(ROLE + (ROLES.len() as u32) < u32::from(LINK));
    }

    #[test]
    fn marks_have_no_width_and_become_colour() {
        let rich = Rich::new(Role::Strong, "推理").with(Role::Text, "成本");
        let marked = marked(&rich, &mut Vec::new());
        assert_eq!(columns(&marked), 8);
        assert_eq!(unmark(&marked, false, None, &[]), "推理成本");
        assert_eq!(unmark(&marked, true, None, &[]), rich.painted(true));
    }

    #[test]
    fn marks_become_links() {
        let mut targets = Vec::new();
        let format = LinkFormat::default();
        for number in 0..40 {
            let address = format!("https://example.org/{number}");
            let rich =
                Rich::new(Role::Text, "见").linked(Role::Text, "甲", Some(Target::Address(address.clone())));
            let marked = marked(&rich, &mut targets);
            assert_eq!(columns(&marked), 4);
            let linked = format!("见\u{1b}]8;;{address}\u{1b}\\甲\u{1b}]8;;\u{1b}\\");
            assert_eq!(unmark(&marked, false, Some(&format), &targets), linked);
            assert_eq!(unmark(&marked, false, None, &targets), "见甲");
        }
    }
}
