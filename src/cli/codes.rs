//! What `check` calls the things that it finds, and which of them it looks for only where it is asked to.

use clap::builder::PossibleValue;

use crate::model::Problem;

/// The code of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) name: &'static str,
    /// What `problem` says, which stays for those that have always had it.
    pub(super) problem: Option<&'static str>,
    /// Whether it is looked for only with `--select`.
    is_opt_in: bool,
    about: &'static str,
}

macro_rules! codes {
    ($($(#[$opt_in:ident])? $constant:ident = $name:literal, $problem:expr, $about:literal;)*) => {
        impl Code {
            $(pub(super) const $constant: Code = Code {
                name: $name,
                problem: $problem,
                is_opt_in: codes!(@ $($opt_in)?),
                about: $about,
            };)*
        }

        /// Every code, in the order of the help text.
        const CODES: &[Code] = &[$(Code::$constant),*];
    };
    (@) => { false };
    (@ opt_in) => { true };
}

codes! {
    UNREADABLE = "unreadable", Some("unreadable"), "a file that can't be read";
    TOPICS = "topics", Some("topics"), "a file of topics that can't be read";
    PEOPLE = "people", None, "a list of people that can't be read";
    UNDECODABLE = "undecodable", Some("undecodable"), "bytes that are no text";
    UNCLOSED_QUOTE = "unclosed-quote", Some("unclosed_quote"), "a quotation mark that nothing closes";
    ROW_LENGTH = "row-length", Some("row_length"), "a table row that is longer or shorter than its header";
    BAD_DATE = "bad-date", Some("bad_date"), "a date that no calendar has";
    BROKEN_LINK = "broken-link", Some("broken_link"), "a link to a note that is not there";
    BAD_ENCODING = "bad-encoding", Some("bad_encoding"), "a link that is not encoded as it should";
    SUSPECT_TURN = "suspect-turn", None, "a turn that may hold another's words";
    SUSPECT_SPEAKER = "suspect-speaker", None, "words whose speaker was left open, as they may be one of several people's";
    TURNS_NOT_TAKEN = "turns-not-taken", None, "lines that look like turns and were not taken";
    MAYBE_SAME_PERSON = "maybe-same-person", None, "names that may be one person's, with the line that joins them";
}

impl Code {
    pub(super) fn of(problem: &Problem) -> Code {
        match problem {
            Problem::UnclosedQuote(_) => Code::UNCLOSED_QUOTE,
            Problem::RowLength { .. } => Code::ROW_LENGTH,
            Problem::BadDate(_) => Code::BAD_DATE,
            Problem::Undecodable(_) => Code::UNDECODABLE,
            Problem::SuspectTurn(_) => Code::SUSPECT_TURN,
            Problem::SuspectSpeaker(_) => Code::SUSPECT_SPEAKER,
            Problem::TurnsNotTaken(_) => Code::TURNS_NOT_TAKEN,
        }
    }
}

/// As arguments.
impl clap::ValueEnum for Code {
    fn value_variants<'a>() -> &'a [Self] {
        CODES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name).help(self.about))
    }
}

/// Which codes are wanted.
#[derive(Debug, Default, clap::Args)]
pub(super) struct CodeArgs {
    /// Also look for this, which is looked for only where it is asked for (repeatable)
    #[arg(long, value_name = "CODE", hide_possible_values = true)]
    select: Vec<Code>,

    /// Leave this out (repeatable)
    #[arg(long, value_name = "CODE")]
    ignore: Vec<Code>,
}

impl CodeArgs {
    pub(super) fn want(&self, code: Code) -> bool {
        !self.ignore.contains(&code) && (!code.is_opt_in || self.select.contains(&code))
    }
}
