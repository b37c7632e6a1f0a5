//! What one line does, as its form tells. Ranges are bytes of the line's inline text.

use std::ops::Range;

use crate::parse::draft::Speaker;
use crate::parse::syntax::quotation::{Speech, Trailer};

/// What one line does.
#[derive(Debug)]
pub(crate) enum Utterance {
    /// Somebody else begins to speak: words that no mark has closed end above. The line is still to be read.
    Restarts,
    /// Goes on with words above.
    Continues(Continues),
    Asks(Asks),
    Says(Says),
    LeadsIn(LeadsIn),
    Attributes(Attributes),
    /// The words above in another language.
    Translates(Translates),
    /// The words of the turn below in another language.
    TranslatesBelow(Range<usize>),
    /// What a label, or any line that begins something else, ends above it. The line is still to be read.
    Label(Label),
    /// Nothing: a time, or a mark.
    Markup,
    /// Nobody's speech.
    Plain {
        /// Whether a lead-in above waits in vain.
        ends_lead_in: bool,
    },
}

#[derive(Debug)]
pub(crate) struct Continues {
    pub(crate) of: OpenWords,
    /// What it adds.
    pub(crate) words: Range<usize>,
    /// Where a mark closes the words: what stands after it.
    pub(crate) closes: Option<Trailer>,
    pub(crate) lead_in: LeadInAfter,
}

/// Which words above a line goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenWords {
    /// Those that a mark opened and none has closed.
    Marked,
    /// A question whose paragraph goes on.
    Question,
    /// Words without marks whose paragraph or blockquote goes on.
    Unmarked,
    /// The turn of a dialogue that later paragraphs go on with.
    Turn,
    /// The last turn, which a lead-in above both announced.
    Above,
}

/// A question that no turn is.
#[derive(Debug)]
pub(crate) struct Asks {
    pub(crate) words: Range<usize>,
    pub(crate) asker: Option<String>,
    pub(crate) lead_in: LeadInAfter,
}

#[derive(Debug)]
pub(crate) struct Says {
    pub(crate) spoken: Spoken,
    pub(crate) voice: Voice,
    /// Words before it that stay a passage.
    pub(crate) before: Option<Range<usize>>,
    /// Whether it begins another run of turns, unless its blockquote holds them together.
    pub(crate) group: Group,
    /// Whether plain paragraphs below go on with it.
    pub(crate) goes_on: bool,
    pub(crate) lead_in: LeadInAfter,
}

/// The words of a turn.
#[derive(Debug)]
pub(crate) enum Spoken {
    /// As the marks of quotation tell, in offsets from the start of `range`.
    Marked { speech: Speech, range: Range<usize> },
    /// Without marks; `continues` where plain lines below belong to them.
    Unmarked { words: Range<usize>, continues: bool },
    /// Two parts with their teller between them.
    Split(Range<usize>, Range<usize>),
}

/// Which run of turns a turn belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Same,
    New,
    /// A new one, but within a blockquote, which is one.
    NewOutsideBlockquote,
}

/// What becomes of a lead-in above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeadInAfter {
    /// It goes on waiting.
    Kept,
    /// It has its words; one that reaches to the next lead waits for more.
    Used,
    Ended,
}

/// Whose words, and how.
#[derive(Debug, Clone, Default)]
pub(crate) struct Voice {
    pub(crate) speaker: Speaker,
    pub(crate) qualifier: Option<String>,
    pub(crate) label: Option<String>,
    /// The lead tells that the words ask.
    pub(crate) told_to_ask: bool,
    /// `答：` announces the words.
    pub(crate) is_answer: bool,
    /// They are among the note's own selection, wherever they stand.
    pub(crate) key: bool,
}

impl Voice {
    pub(crate) fn named(name: &str) -> Self {
        Voice { speaker: Speaker::stated(name), ..Voice::default() }
    }

    /// Whoever a pronoun stands for.
    pub(crate) fn of_pronoun() -> Self {
        Voice { speaker: Speaker::Pronoun, ..Voice::default() }
    }

    /// Somebody else than the guest, whoever that is.
    pub(crate) fn of_others() -> Self {
        Voice { speaker: Speaker::Other, ..Voice::default() }
    }
}

/// A lead whose words are still to come.
#[derive(Debug, Clone)]
pub(crate) struct LeadIn {
    pub(crate) voice: Voice,
    /// The words to come are a question.
    pub(crate) asks: bool,
    /// Plain paragraphs and bullets belong to it too; else only a blockquote or quoted words.
    pub(crate) takes_plain: bool,
    pub(crate) reach: Reach,
}

impl LeadIn {
    /// The words of the next blockquote are this voice's.
    pub(crate) fn of(voice: Voice) -> Self {
        LeadIn { voice, asks: false, takes_plain: false, reach: Reach::NextBlock }
    }
}

/// How far a lead-in reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    NextBlock,
    /// All of the next block: whatever is quoted in it has this voice, and the rest are this person's passages.
    WholeBlock,
    UntilNextLead,
    /// The rest of the paragraph, or else the block below; of a bullet at this depth the rest of its item.
    Below(Option<u8>),
}

/// A line that announces the words below it.
#[derive(Debug)]
pub(crate) struct LeadsIn {
    pub(crate) lead_in: LeadIn,
    pub(crate) group: Group,
    pub(crate) line: LineOfLeadIn,
}

/// What becomes of a line that leads in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineOfLeadIn {
    /// A label, which the record takes up.
    Label,
    /// A passage of its own, so that its words stay findable.
    Passage,
    /// It joins the plain lines around it.
    Plain,
    /// It is still to be read.
    Open,
}

/// A line that tells who speaks above it.
#[derive(Debug)]
pub(crate) struct Attributes {
    pub(crate) speaker: Speaker,
    pub(crate) qualifier: Option<String>,
    /// The words above have been taken for a remark so far.
    pub(crate) of_remark: bool,
}

#[derive(Debug)]
pub(crate) struct Translates {
    pub(crate) words: String,
    pub(crate) range: Range<usize>,
    pub(crate) trailer: Option<Trailer>,
    pub(crate) lead_in: LeadInAfter,
}

/// What a line ends above it, and what it begins.
#[derive(Debug, Default)]
pub(crate) struct Label {
    /// Whether quoted words below are speech wherever they stand; `None` leaves that as it is.
    pub(crate) announces_words: Option<bool>,
    /// The turn that paragraphs went on with.
    pub(crate) ends_turn: bool,
    /// Words without marks.
    pub(crate) ends_unmarked: bool,
    pub(crate) ends_lead_in: bool,
}

/// Whether a line has been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Applied {
    Taken,
    /// Later forms are still to read the line.
    ReadOn,
}
