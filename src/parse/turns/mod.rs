//! Speech, line by line: quotes, questions, answers and the turns of a dialogue.

pub(crate) mod announcement;
pub(crate) mod led;
pub(crate) mod lines;
pub(crate) mod question_headings;
pub(crate) mod reading;
pub(crate) mod saying;
pub(crate) mod told;
