//! What findings are called.

use serde::{Deserialize, Serialize};

use crate::model::Problem;

/// The code of a finding. The table [`CODES`](super::CODES) says what each means, in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// A file that can't be read.
    Unreadable,
    /// A file of topics that can't be read.
    Topics,
    /// A list of people that can't be read.
    People,
    /// What is wrong in the file of verdicts.
    VerdictFault,
    /// A verdict that fits no prediction.
    VerdictStray,
    /// What is wrong in the file of saved queries.
    Queries,
    /// Bytes that are no text.
    Undecodable,
    /// A quotation mark that nothing closes.
    UnclosedQuote,
    /// A table row that is longer or shorter than its header.
    RowLength,
    /// A date that no calendar has.
    BadDate,
    /// A link to a note that is not there.
    BrokenLink,
    /// A link that is not encoded as it should.
    BadEncoding,
    /// A picture that is not there.
    BrokenImage,
    /// A turn that may hold another's words.
    SuspectTurn,
    /// Words whose speaker was left open.
    SuspectSpeaker,
    /// Lines that look like turns and were not taken.
    TurnsNotTaken,
    /// Names that may be one person's.
    MaybeSamePerson,
    /// A comment that wants findings ignored whose code there is not.
    IgnoreUnknown,
    /// A key quote whose words are not those that it comes from.
    KeyQuoteAltered,
    /// One that stands nowhere else in the note.
    KeyQuoteUnsourced,
    /// One that leaves words out.
    KeyQuoteAbridged,
    /// One that is put together from several places.
    KeyQuoteCombined,
    /// One under somebody else's name.
    KeyQuoteSpeaker,
    /// An entry of the table of contents that no heading is called by.
    ContentsNoHeading,
    /// A heading that the table of contents lacks.
    ContentsUnlisted,
    /// A table of contents in another order.
    ContentsOrder,
    /// A table of contents whose links all lead to one page.
    LinkSameTarget,
    /// A link without an address.
    LinkEmpty,
    /// A link to a heading that is not there.
    LinkNoHeading,
    /// A term of the glossary that the note does not use.
    TermUnused,
    /// A term that the note uses and its glossary lacks.
    TermUndefined,
    /// A name that may be a slip of another.
    MaybeTypo,
    /// A claim that nobody makes.
    PredictionNoProposer,
    /// A claim for no time.
    PredictionNoHorizon,
    /// A claim of which nothing in the body speaks.
    PredictionUnsupported,
    /// A fact about the talk that is not there.
    MetadataMissing,
    /// Days that contradict each other.
    MetadataDates,
    /// Ids of the recording that do.
    MetadataIds,
    /// A length of the recording that its stamps go beyond.
    MetadataDuration,
}

/// How much a finding weighs, for programs that ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something could not be read.
    Error,
    /// Something is wrong.
    Warning,
    /// Something is worth a look.
    Note,
}

impl Level {
    /// As SARIF has it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }
}

impl Code {
    /// The code of what the parser found.
    pub fn of(problem: &Problem) -> Code {
        match problem {
            Problem::UnclosedQuote(_) => Code::UnclosedQuote,
            Problem::RowLength { .. } => Code::RowLength,
            Problem::BadDate(_) => Code::BadDate,
            Problem::Undecodable(_) => Code::Undecodable,
            Problem::SuspectTurn(_) => Code::SuspectTurn,
            Problem::SuspectSpeaker(_) => Code::SuspectSpeaker,
            Problem::TurnsNotTaken(_) => Code::TurnsNotTaken,
        }
    }
}
