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
pub const CODES: [CodeInfo; 39] = [
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
        code: Code::VerdictFault,
        name: "verdict-fault",
        level: Level::Error,
        about: "a line of the verdicts that can't be read, or that another one contradicts",
        why: "It doesn't count, so the prediction is listed as one that nobody has judged, or with another outcome.",
        mend: "Write it in the form that `townhall judge` writes; of two lines on one prediction take one out.",
        example: "`outcome: came true` where the outcome is called `came-true`",
        ..USUAL
    },
    CodeInfo {
        code: Code::VerdictStray,
        name: "verdict-stray",
        about: "a verdict that fits no prediction of the notes, or fits several",
        why: "It counts nowhere: its prediction was rewritten or taken out, or its note is no longer here.",
        mend: "Write the id that `townhall predictions` prints, or take the line out.",
        example: "a verdict on 招聘放缓, which the note now calls 团队扩张",
        ..USUAL
    },
    CodeInfo {
        code: Code::Queries,
        name: "queries",
        level: Level::Error,
        about: "a line of the saved queries that can't be used, or their file that can't be read",
        why: "Its query can't be run; the others can.",
        mend: "Write each as a line of its own, a name with what stands behind `townhall search`.",
        example: "`search: topic:agents` in `queries.yaml`",
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
        code: Code::BrokenImage,
        name: "broken-image",
        about: "a picture that is not there",
        why: "Readers see a gap, and what the picture showed is lost to them.",
        mend: "Put the file where the note looks for it, from the note's own folder, or take the picture out.",
        example: "![白板](img/board.png) where img has no such file",
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
        example: "Elias Marburg in one note and 伊莱亚斯·马尔伯格 in another",
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
    CodeInfo {
        code: Code::KeyQuoteSpeaker,
        name: "key-quote-speaker",
        about: "a key quote under another name than its words have in the body",
        why: "Readers cite it as the words of somebody who didn't say them.",
        mend: "Look up who said it, and write that name in both places.",
        example: "> 李明：“成本会下降。” among the key quotes, and > 王芳：“成本会下降。” in the body",
        ..USUAL
    },
    CodeInfo {
        code: Code::ContentsNoHeading,
        name: "contents-no-heading",
        about: "an entry of the table of contents that no heading is called by",
        why: "Whoever follows it looks for a section that is not there.",
        mend: "Write the heading's own words into the table, or take the entry out.",
        example: "`3. 价格` in the table, and `## 成本` below it",
        ..USUAL
    },
    CodeInfo {
        code: Code::ContentsUnlisted,
        name: "contents-unlisted",
        about: "a heading that the table of contents lacks, while it lists others of that level",
        why: "Readers of the table don't learn of that section.",
        mend: "Add it to the table.",
        example: "`## 问答`, the last of eight headings, of which the table lists seven",
        ..USUAL
    },
    CodeInfo {
        code: Code::ContentsOrder,
        name: "contents-order",
        about: "a table of contents with the headings in another order",
        why: "What the table says of the course of the talk is wrong.",
        mend: "Put the entries in the order of the headings.",
        example: "成本, 速度 in the table, 速度, 成本 in the note",
        ..USUAL
    },
    CodeInfo {
        code: Code::LinkSameTarget,
        name: "link-same-target",
        about: "a table of contents whose links all lead to one page, and to no heading in it",
        why: "No link of it leads to its section; some exports of Notion are so.",
        mend: "Link each entry to its heading (`#…`), or make the table plain text.",
        example: "25 entries, each of which links to the note's own page",
        ..USUAL
    },
    CodeInfo {
        code: Code::LinkEmpty,
        name: "link-empty",
        about: "a link without an address",
        why: "It looks like a link and is none.",
        mend: "Give it its address, or make it plain text.",
        example: "[原视频]()",
        ..USUAL
    },
    CodeInfo {
        code: Code::LinkNoHeading,
        name: "link-no-heading",
        about: "a link to a heading that is not there, in the note or in another",
        why: "Whoever follows it stays where they are.",
        mend: "Link to the heading as it is called now.",
        example: "[成本](#成本) where the heading is `## 价格`",
        ..USUAL
    },
    CodeInfo {
        code: Code::TermUnused,
        name: "term-unused",
        level: Level::Note,
        about: "a term of the glossary that its note does not use",
        why: "Readers look for where it matters, in vain; or the note calls it something else.",
        mend: "Take the row out, or add the name that the note uses to it. A glossary that goes beyond its note says so in its heading: 延伸术语表.",
        example: "`MCP` in the glossary of a talk in which nobody speaks of it",
        ..USUAL
    },
    CodeInfo {
        code: Code::TermUndefined,
        name: "term-undefined",
        level: Level::Note,
        is_opt_in: true,
        about: "a term of Latin capitals that a note with a glossary uses again and again without explaining it",
        why: "Readers who need the glossary need it for this too.",
        mend: "Add a row.",
        example: "`RLHF` in nine quotes and not in the glossary",
        ..USUAL
    },
    CodeInfo {
        code: Code::MaybeTypo,
        name: "maybe-typo",
        about: "a name that looks like a slip of another one in the same note",
        why: "A search for the right name doesn't find it.",
        mend: "Write the name as elsewhere; where it is right, keep it and ignore the finding there.",
        example: "`GT-5` once and `GPT-5` nine times",
        ..USUAL
    },
    CodeInfo {
        code: Code::PredictionNoProposer,
        name: "prediction-no-proposer",
        level: Level::Note,
        about: "a claim that nobody is said to make",
        why: "Nobody can be asked about it, and no score of anybody's counts it.",
        mend: "Add a column 提出者, or name who claims it.",
        example: "a table of claims in a talk of three, without a column for who",
        ..USUAL
    },
    CodeInfo {
        code: Code::PredictionNoHorizon,
        name: "prediction-no-horizon",
        level: Level::Note,
        about: "a claim without a time",
        why: "Nobody can tell when it will have failed.",
        mend: "Add a column 时间节点; where the talk gave no time, 未提及 says so.",
        example: "| 成本会下降 | 李明 | — |",
        ..USUAL
    },
    CodeInfo {
        code: Code::PredictionUnsupported,
        name: "prediction-unsupported",
        level: Level::Note,
        is_opt_in: true,
        about: "a claim of which nothing in the body speaks",
        why: "It may sum up what was said elsewhere, or not at all.",
        mend: "Quote the words that it rests on in the body.",
        example: "a claim about prices in a note that is about hiring",
        ..USUAL
    },
    CodeInfo {
        code: Code::MetadataMissing,
        name: "metadata-missing",
        about: "metadata that gives no day of the talk",
        why: "Filters by date pass the note over, and 明年 in it means no year.",
        mend: "Add a row: 发布时间, 2026年1月26日.",
        example: "a table with title, guest and address alone",
        ..USUAL
    },
    CodeInfo {
        code: Code::MetadataDates,
        name: "metadata-dates",
        about: "days that contradict each other",
        why: "One of them is wrong, and times in the talk count from it.",
        mend: "Look the day up at the talk's address, and write it in both places.",
        example: "a note that was made on a day before the talk",
        ..USUAL
    },
    CodeInfo {
        code: Code::MetadataIds,
        name: "metadata-ids",
        about: "an id of the recording that is not the one in its address",
        why: "One of them leads to another recording.",
        mend: "Open both, and keep the right one.",
        example: "watch?v=abc in the table, 视频ID：abd at the end",
        ..USUAL
    },
    CodeInfo {
        code: Code::MetadataDuration,
        name: "metadata-duration",
        about: "a length of the recording that its time stamps go beyond",
        why: "The length is wrong, or the stamps are of another recording.",
        mend: "Look the length up at the talk's address.",
        example: "59分钟40秒, and `[01:20:00]` in a heading",
        ..USUAL
    },
];
