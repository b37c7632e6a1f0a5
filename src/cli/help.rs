//! Help in Chinese, by the table `data/messages/help-zh.txt`, whose key is the English.
//!
//! clap lays out help itself and speaks English alone. So it is asked for help without line ends of its own, which is taken
//! apart here, put into Chinese and broken again by the rules of Chinese:
//!
//! ```text
//! help    = ( paragraph | section )* "Usage:" usage section*
//! section = heading ":" ( argument [ gap text ] | text | "- " value ": " text )*
//! text    = words ( "[" "default" | "possible values" | … ": " … "]" )*
//! ```
//!
//! The table is read where help is shown in Chinese, and by nobody else.

use std::collections::HashMap;
use std::ffi::OsString;

use clap::error::{Error, ErrorKind};

use super::language::{EXAMPLES, HELP, rows, usage_in_chinese};
use crate::text::width::columns;
use crate::text::wrap::wrap_after;

/// The fewest spaces between an argument and what is said of it on the same line.
const GAP: &str = "  ";

/// Whether an error of clap's is the help that was asked for, or stands for what was not.
pub(super) fn is_help(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

/// The arguments without `--lang` where they ask for help of a command by name: clap's own `help` takes no options.
pub(super) fn without_language(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut words = arguments.iter().skip(1);
    let is_help = |word: &OsString| word == "help";
    let Some(_) = words.find(|word| is_help(word)) else { return arguments };
    let mut kept = Vec::with_capacity(arguments.len());
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            arguments.next();
        } else if !argument.to_str().is_some_and(|text| text.starts_with("--lang=")) {
            kept.push(argument);
        }
    }
    kept
}

/// Help that clap has written without line ends of its own, in Chinese, in lines of so many columns.
pub(super) fn in_chinese(help: &str, width: usize) -> String {
    let rows: HashMap<&str, &str> = rows(HELP).collect();
    translated(help, width, &mut |english| rows.get(english).map(|chinese| (*chinese).to_owned()))
}

/// The same by any table; what it lacks stays as it is.
fn translated(help: &str, width: usize, say: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut page = Page { width, say, text: String::new() };
    let usage = help.find("Usage:").unwrap_or(help.len());
    let (about, rest) = help.split_at(usage);
    for paragraph in about.split("\n\n").map(|paragraph| paragraph.trim_matches('\n')) {
        if paragraph.lines().all(|line| line.starts_with(GAP)) && !paragraph.is_empty() {
            // A list of values.
            paragraph.lines().for_each(|line| page.line(line));
            page.verbatim("");
        } else if !paragraph.trim().is_empty() {
            page.paragraph(paragraph.trim());
        }
    }
    let mut is_example = false;
    for line in rest.trim_end().lines() {
        is_example |= line == EXAMPLES;
        if is_example && line.starts_with(' ') { page.verbatim(line) } else { page.line(line) }
    }
    page.text
}

struct Page<'s> {
    width: usize,
    say: &'s mut dyn FnMut(&str) -> Option<String>,
    text: String,
}

impl Page<'_> {
    /// A paragraph of what is said of a command.
    fn paragraph(&mut self, paragraph: &str) {
        match paragraph.strip_prefix(EXAMPLES) {
            Some(examples) => {
                self.line(EXAMPLES);
                examples.trim_matches('\n').lines().for_each(|line| self.verbatim(line));
            }
            None => {
                let words: Vec<&str> = paragraph.split_whitespace().collect();
                let said = self.said(&words.join(" "));
                self.wrapped("", 0, &said);
            }
        }
        self.verbatim("");
    }

    /// A line of what follows the usage.
    fn line(&mut self, line: &str) {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        let before = &line[..indent];
        if let Some(usage) = content.strip_prefix("Usage:") {
            let head = self.said("Usage");
            self.verbatim(&format!("{head}：{}", usage_in_chinese(usage.trim())));
        } else if let Some(heading) = content.strip_suffix(':') {
            let head = self.said(heading);
            self.verbatim(&format!("{before}{head}："));
        } else if let Some((value, about)) = content.strip_prefix("- ").and_then(|rest| rest.split_once(": "))
        {
            let about = self.said(about.trim_start());
            self.wrapped(&format!("{before}- {value}："), indent + 2, &about);
        } else if let Some((_, about)) = content.split_once(GAP).filter(|_| indent > 0) {
            let about = about.trim_start();
            let lead = &line[..line.trim_end().len() - about.len()];
            let about = self.said(about);
            self.wrapped(lead, columns(lead), &about);
        } else if content.starts_with(['-', '<']) || content.is_empty() {
            self.verbatim(line.trim_end());
        } else if content.starts_with('[') && !content.contains(": ") {
            self.verbatim(line);
        } else {
            let said = self.said(content);
            self.wrapped(before, indent, &said);
        }
    }

    /// A text with what stands in brackets behind it, in Chinese.
    fn said(&mut self, text: &str) -> String {
        if let Some(said) = (self.say)(text) {
            return said;
        }
        let Some((words, key, values)) = bracketed(text) else { return text.to_owned() };
        let words = if words.is_empty() { String::new() } else { format!("{} ", self.said(words)) };
        format!("{words}[{}：{}]", self.said(key), values.replace(", ", "、"))
    }

    fn verbatim(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A text behind what stands before it, with its further lines so far in.
    fn wrapped(&mut self, lead: &str, indent: usize, text: &str) {
        let room = self.width.saturating_sub(indent);
        let taken = columns(lead).saturating_sub(indent);
        for (number, range) in wrap_after(text, taken, room).into_iter().enumerate() {
            let before = if number == 0 { lead.to_owned() } else { " ".repeat(indent) };
            self.verbatim(format!("{before}{}", &text[range]).trim_end());
        }
    }
}

/// `words [key: values]` in its parts.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_suffix(']')?;
    let (words, inner) = inner.rsplit_once('[')?;
    let (key, values) = inner.split_once(": ")?;
    Some((words.trim_end(), key, values))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn all_that_help_says_has_its_chinese() {
        let said: HashMap<&str, &str> = rows(HELP).collect();
        assert_eq!(said.len(), rows(HELP).count(), "a row stands twice");
        let mut program = Cli::command().term_width(0);
        program.build();
        let pages = [program.clone()].into_iter().chain(program.get_subcommands().cloned());
        let mut missing: Vec<String> = Vec::new();
        for mut page in pages.filter(|page| page.get_name() != "help") {
            for help in [page.render_help(), page.render_long_help()] {
                translated(&help.to_string(), 100, &mut |english| {
                    let chinese = said.get(english).map(|chinese| (*chinese).to_owned());
                    if chinese.is_none() && bracketed(english).is_none() {
                        missing.push(format!("{}: {english}", page.get_name()));
                    }
                    chinese
                });
            }
        }
        missing.dedup();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn help_in_chinese_keeps_to_the_window() {
        let mut program = Cli::command().term_width(0);
        program.build();
        for mut page in program.get_subcommands().cloned() {
            for help in [page.render_help(), page.render_long_help()] {
                for width in [60, 80, 100] {
                    let said = in_chinese(&help.to_string(), width);
                    // Commands and their arguments are never broken.
                    let is_text =
                        |line: &&str| line.chars().any(|it| it > '\u{2e7f}') && !line.contains("townhall ");
                    let over: Vec<&str> =
                        said.lines().filter(is_text).filter(|line| columns(line) > width).collect();
                    assert!(over.is_empty(), "{width}: {over:#?}");
                }
            }
        }
    }

    #[test]
    fn help_by_name_takes_a_language() {
        let kept =
            |line: &str| without_language(line.split(' ').map(OsString::from).collect()).join(" ".as_ref());
        assert_eq!(kept("townhall help quotes --lang zh"), "townhall help quotes");
        assert_eq!(kept("townhall --lang=zh help"), "townhall help");
        assert_eq!(kept("townhall quotes --lang zh --foo"), "townhall quotes --lang zh --foo");
    }

    #[test]
    fn lines_are_taken_apart() {
        let help = "List quotes\n\nExamples:\n  townhall quotes\n\nUsage: townhall quotes [QUERY]...\n\nArguments:\n  [QUERY]...  What the quote must hold\n\nOptions:\n  -n, --limit <N>\n          At most this many results\n          [default: 3]\n          - any: judged\n";
        let said = translated(help, 40, &mut |english| {
            Some(format!("<{english}>")).filter(|_| !english.ends_with(']'))
        });
        let expect = "<List quotes>\n\n<Examples>：\n  townhall quotes\n\n<Usage>：townhall quotes [QUERY]...\n\n<Arguments>：\n  [QUERY]...  <What the quote must hold>\n\n<Options>：\n  -n, --limit <N>\n          <At most this many results>\n          [<default>：3]\n          - any：<judged>\n";
        assert_eq!(said, expect);
    }
}
