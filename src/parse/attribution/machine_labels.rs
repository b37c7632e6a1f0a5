//! What programs call voices that they can't tell the names of.

use crate::text::lower;

/// A machine's label for a voice, or a site: `SPEAKER_00`, `Speaker 2`, `Harbor.com`.
pub(crate) fn is_label_of_machine(name: &str) -> bool {
    let folded = lower(name);
    let core = folded.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ' | '#'));
    let is_site = [".com", ".cn", ".org", ".net", ".io"].iter().any(|end| folded.ends_with(end));
    is_site
        || matches!(
            core,
            "speaker"
                | "spk"
                | "voice"
                | "unknown"
                | "unknown speaker"
                | "unidentified speaker"
                | "participant"
                | "user"
        )
        || name.chars().count() == 1 && name.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_machines_are_nobody() {
        for label in ["SPEAKER_00", "Speaker 2", "Unknown Speaker", "unidentified speaker 1", "Harbor.com"] {
            assert!(is_label_of_machine(label), "{label}");
        }
        for name in ["Anna Bell", "Mark Speaker"] {
            assert!(!is_label_of_machine(name), "{name}");
        }
    }
}
