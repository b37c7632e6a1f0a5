//! What each code means, for readers: `--explain` prints it, SARIF carries it. `data/messages/zh.txt` has it in Chinese.

use super::code::{Code, Level};

/// What is known of a code.
#[derive(Debug)]
pub struct CodeInfo {
    /// Which it is.
    pub code: Code,
    /// Its name, for users and scripts.
    pub name: &'static str,
    /// What `problem` says, which stays for those that have always had it.
    pub problem: Option<&'static str>,
    /// How much it weighs.
    pub level: Level,
    /// Whether it is looked for only where it is asked for.
    pub is_opt_in: bool,
    /// What it is, in some words.
    pub about: &'static str,
    /// Why it is worth a look.
    pub why: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// An example.
    pub example: &'static str,
}

/// Where most codes stand: looked for unasked, and without an older name.
const USUAL: CodeInfo = CodeInfo {
    code: Code::Unreadable,
    name: "",
    problem: None,
    level: Level::Warning,
    is_opt_in: false,
    about: "",
    why: "",
    mend: "",
    example: "",
};

/// Every code, in the order of [`Code`].
pub const CODES: [CodeInfo; 18] = [
    CodeInfo {
        code: Code::Unreadable,
        name: "unreadable",
        problem: Some("unreadable"),
        level: Level::Error,
        about: "a file that can't be read",
        why: "Nothing of it can be found.",
        mend: "Give yourself the right to read it, or save it as text; what is no note belongs into another folder.",
        example: "a picture that was saved as `talk.md`",
        ..USUAL
    },
    CodeInfo {
        code: Code::Topics,
        name: "topics",
        problem: Some("topics"),
        level: Level::Error,
        about: "a file of topics that can't be read",
        why: "Its topics are left out, so that nothing can be found by them.",
        mend: "Write it as YAML, in the form of the built-in one: README shows it.",
        example: "`topics.yaml` with a tab where YAML wants spaces",
        ..USUAL
    },
    CodeInfo {
        code: Code::People,
        name: "people",
        level: Level::Error,
        about: "a list of people that can't be read, or says what another denies",
        why: "Its people are left out, so that one who has two names counts as two.",
        mend: "Write it as a YAML list; where two lists say different things, let one of them give way.",
        example: "`people.yaml` with `- 李明: Li Ming` instead of `- 李明, Li Ming`",
        ..USUAL
    },
    CodeInfo {
        code: Code::Undecodable,
        name: "undecodable",
        problem: Some("undecodable"),
        about: "bytes that are no text",
        why: "Each is read as U+FFFD, so the words that it stands in are not found.",
        mend: "Save the note as UTF-8, from the program that made it.",
        example: "a note in GB18030 into which some lines of UTF-8 were pasted",
        ..USUAL
    },
    CodeInfo {
        code: Code::UnclosedQuote,
        name: "unclosed-quote",
        problem: Some("unclosed_quote"),
        about: "a quotation mark that nothing closes",
        why: "Where the words end is a guess, and so is what belongs to the quote.",
        mend: "Close it where the words end.",
        example: "> 李明：“我们明年再看。",
        ..USUAL
    },
    CodeInfo {
        code: Code::RowLength,
        name: "row-length",
        problem: Some("row_length"),
        about: "a table row that is longer or shorter than its header",
        why: "A cell may stand below the wrong heading: a date where the speaker should be.",
        mend: "Give the row as many cells as the header has; a bar within a cell is written `\\|`.",
        example: "| 观点 | 提出者 | above | 成本会下降 | 李明 | 2027年 |",
        ..USUAL
    },
    CodeInfo {
        code: Code::BadDate,
        name: "bad-date",
        problem: Some("bad_date"),
        about: "a date that no calendar has",
        why: "The note counts as one without a date, so filters by date pass it over.",
        mend: "Write the day that is meant.",
        example: "2026年2月30日",
        ..USUAL
    },
    CodeInfo {
        code: Code::BrokenLink,
        name: "broken-link",
        problem: Some("broken_link"),
        about: "a link to a note that is not there",
        why: "Whoever follows it comes to nothing.",
        mend: "Link to where the note is now, or export it as well.",
        example: "[上一期](第一期.md) where no file is called so",
        ..USUAL
    },
    CodeInfo {
        code: Code::BadEncoding,
        name: "bad-encoding",
        problem: Some("bad_encoding"),
        about: "a link that is not encoded as it should",
        why: "This program finds the note all the same, others don't.",
        mend: "Encode the path's bytes in UTF-8, each as `%` with two digits; a `%` of its own is `%25`.",
        example: "[甲](%E7%94.md)",
        ..USUAL
    },
    CodeInfo {
        code: Code::SuspectTurn,
        name: "suspect-turn",
        about: "a turn that may hold another's words",
        why: "If a new turn begins there, its words are under the wrong name.",
        mend: "Begin the turn in the form that the note's other turns have, with an empty line before it.",
        example: "李明：我们先看数据。 with `**王芳** 我不同意。` on the next line",
        ..USUAL
    },
    CodeInfo {
        code: Code::SuspectSpeaker,
        name: "suspect-speaker",
        about: "words whose speaker was left open, as they may be one of several people's",
        why: "A search by speaker doesn't find them.",
        mend: "Name the speaker at the words.",
        example: "> “我们明年再看。” in a talk of 李明 and 王芳",
        ..USUAL
    },
    CodeInfo {
        code: Code::TurnsNotTaken,
        name: "turns-not-taken",
        about: "lines that look like turns and were not taken",
        why: "They are passages, and nobody's words.",
        mend: "Write them in a form of dialogue that README lists, as `**李明**：……`.",
        example: "a dialogue whose names are parted from the words by `→`",
        ..USUAL
    },
    CodeInfo {
        code: Code::MaybeSamePerson,
        name: "maybe-same-person",
        level: Level::Note,
        about: "names that may be one person's, with the line that joins them",
        why: "Their words are listed as those of two.",
        mend: "Paste the line into people.yaml; if they are two, `not:` there says so.",
        example: "哈撒比斯 in one note and 哈萨比斯 in another",
        ..USUAL
    },
    CodeInfo {
        code: Code::IgnoreUnknown,
        name: "ignore-unknown",
        about: "a comment that wants a code ignored which there is not",
        why: "It has no effect.",
        mend: "Write a code that `townhall check --explain` lists.",
        example: "<!-- townhall: ignore row-lenght -->",
        ..USUAL
    },
    CodeInfo {
        code: Code::KeyQuoteAltered,
        name: "key-quote-altered",
        about: "a key quote whose words, numbers or order are not those of the body",
        why: "Readers cite key quotes: this one says what nobody said.",
        mend: "Copy the words from the body again; in the diff, [- -] holds what the body has and {+ +} what the key quote has.",
        example: "> 李明：“成本会降低100倍。” where the body has “成本会降低10倍。”",
        ..USUAL
    },
    CodeInfo {
        code: Code::KeyQuoteUnsourced,
        name: "key-quote-unsourced",
        about: "a key quote that stands nowhere else in a note whose other key quotes do",
        why: "Nobody can look up when it was said, and to which question.",
        mend: "Add the passage that it is from to the body, or take the quote out.",
        example: "a fifth key quote, where four stand in the body",
        ..USUAL
    },
    CodeInfo {
        code: Code::KeyQuoteAbridged,
        name: "key-quote-abridged",
        level: Level::Note,
        about: "a key quote that leaves out words from its middle without saying so",
        why: "What is left out may matter, and readers can't see that something is.",
        mend: "Put …… where words are left out, or quote them all.",
        example: "> 李明：“世界需要适应。” where the body has “世界，特别是城市，需要适应。”",
        ..USUAL
    },
    CodeInfo {
        code: Code::KeyQuoteCombined,
        name: "key-quote-combined",
        level: Level::Note,
        about: "a key quote that is put together from several places of the body",
        why: "The words were not said in one go, perhaps not even in answer to one question.",
        mend: "Make a quote of each, or put …… between them.",
        example: "> 李明：“成本会下降。而且速度会变快。” from two answers",
        ..USUAL
    },
];
