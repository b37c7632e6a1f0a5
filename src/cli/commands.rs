//! The names of all commands, which no saved query may have. A list, as to make the commands themselves takes a tenth of the time of
//! a search; a test holds that it is whole.

/// In the order of the help.
pub(super) const COMMANDS: [&str; 27] = [
    "search",
    "quotes",
    "predictions",
    "glossary",
    "questions",
    "sections",
    "show",
    "cite",
    "open",
    "pick",
    "browse",
    "judge",
    "people",
    "compare",
    "topics",
    "notes",
    "new",
    "stats",
    "check",
    "export",
    "index",
    "push",
    "config",
    "mcp",
    "completions",
    "man",
    "help",
];
