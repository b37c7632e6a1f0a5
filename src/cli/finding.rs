//! Something that `check` finds.

use super::codes::Code;
use crate::library::Trouble;
use crate::render::{Fact, FactValue};

/// Something wrong.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) path: String,
    pub(super) line: Option<u32>,
    pub(super) code: Code,
    pub(super) message: String,
}

impl Finding {
    /// A file that can't be used.
    pub(super) fn unusable(code: Code, trouble: Trouble) -> Finding {
        Finding { path: trouble.path, line: None, code, message: trouble.reason }
    }

    pub(super) fn fact(self) -> Fact {
        let problem = self.code.problem;
        let values = vec![
            ("problem", problem.map_or(FactValue::Nothing, |problem| FactValue::Text(problem.to_owned()))),
            ("message", FactValue::Text(self.message)),
            ("code", FactValue::Text(self.code.name.to_owned())),
        ];
        Fact { kind: "problem", path: Some(self.path), line: self.line, values }
    }
}
