//! Something that a rule found.

use serde::{Deserialize, Serialize};

use super::code::Code;
use crate::model::LineSpan;

/// Something in a note that is worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What sort of thing it is.
    pub code: Code,
    /// Where it stands; `None` for a whole file.
    pub lines: Option<LineSpan>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it here; the code's own advice where that is all there is to say.
    pub hint: Option<String>,
    /// Two names that it takes for those of two people, as one note does: where the library knows better, nothing is wrong.
    pub apart: Option<(String, String)>,
    /// A name and the one that it may be a slip of: where more notes of the library have the first, it is none.
    pub slip: Option<(String, String)>,
}

impl Finding {
    /// Of some lines.
    pub fn at(code: Code, lines: LineSpan, message: String) -> Finding {
        Finding { code, lines: Some(lines), message, hint: None, apart: None, slip: None }
    }

    /// Of one line.
    pub fn at_line(code: Code, line: u32, message: String) -> Finding {
        Finding::at(code, LineSpan { first: line, last: line }, message)
    }

    /// Of a file.
    pub fn of_file(code: Code, message: String) -> Finding {
        Finding { code, lines: None, message, hint: None, apart: None, slip: None }
    }

    /// With what to do about it.
    #[must_use]
    pub fn with_hint(self, hint: String) -> Finding {
        Finding { hint: Some(hint), ..self }
    }

    /// Where these are two people.
    #[must_use]
    pub fn if_apart(self, one: &str, other: &str) -> Finding {
        Finding { apart: Some((one.to_owned(), other.to_owned())), ..self }
    }

    /// Where one name is a slip of another.
    #[must_use]
    pub fn if_slip(self, slip: &str, meant: &str) -> Finding {
        Finding { slip: Some((slip.to_owned(), meant.to_owned())), ..self }
    }

    /// The first line, if it has any.
    pub fn line(&self) -> Option<u32> {
        self.lines.map(|lines| lines.first)
    }
}
