//! `townhall man`. The only place that names `clap_mangen`, which speaks English: what it is told to print is put into Chinese
//! before, by the table of the help, and what it says by itself afterwards.

use std::collections::HashMap;

use anyhow::bail;
use clap::Args;
use clap_mangen::Man;

use super::arguments::NoFormatArgs;
use super::language::{EXAMPLES, HELP, Language, rows};
use crate::app::near;

/// What a page says beside what is said of a command, and its Chinese. A section's name stands behind its mark.
const OF_PAGES: [(&str, &str); 9] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH EXAMPLES", ".SH 例子"),
    (".SH VERSION", ".SH 版本"),
    (".SH \"GLOBAL OPTIONS\"", ".SH 通用选项"),
    ("\\fIPossible values:\\fR", "可以是："),
];

/// Print the manual page, of the program or of one command
///
/// Examples:
///   townhall man | man -l -
///   townhall man search > ~/.local/share/man/man1/townhall-search.1
///   townhall man quotes --lang zh | man -l -
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ManArgs {
    /// The command; the whole program unless given
    command: Option<String>,

    #[command(flatten)]
    format: NoFormatArgs,
}

pub(super) fn run(args: &ManArgs, program: clap::Command, language: Language) -> anyhow::Result<Vec<u8>> {
    page(args.command.as_deref(), program, language).map(String::into_bytes)
}

/// The page of the program, or of the command of that name.
pub(super) fn page(
    command: Option<&str>,
    mut program: clap::Command,
    language: Language,
) -> anyhow::Result<String> {
    // Without this, the pages of commands lack the options that all commands share.
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let names: Vec<Vec<String>> =
                    program.get_subcommands().map(|command| vec![command.get_name().to_owned()]).collect();
                match near(name, names.iter().map(Vec::as_slice)) {
                    near if near.is_empty() => bail!("unknown command `{name}`; `townhall help` lists them"),
                    near => bail!("unknown command `{name}`; near: {}", near.join(", ")),
                }
            }
        },
    };
    let page = if language == Language::Chinese { in_chinese(page) } else { page };
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    let page = with_examples_last(&String::from_utf8(text)?);
    Ok(if language == Language::Chinese { with_chinese_sections(&page) } else { page })
}

/// A command that says in Chinese what is said of it, of its arguments and of its own commands.
fn in_chinese(command: clap::Command) -> clap::Command {
    let rows: HashMap<&str, &str> = rows(HELP).collect();
    let said = |text: &str| rows.get(text).map_or_else(|| text.to_owned(), |chinese| (*chinese).to_owned());
    // Examples are commands in any language, on a line each.
    let paragraphs = |text: &str| {
        let paragraphs = text.split("\n\n").map(|paragraph| match paragraph.starts_with(EXAMPLES) {
            true => paragraph.to_owned(),
            false => said(&paragraph.split_whitespace().collect::<Vec<_>>().join(" ")),
        });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    };
    let of_argument = |argument: clap::Arg| {
        let help = argument.get_help().map(|help| said(&help.to_string()));
        let long = argument.get_long_help().map(|help| paragraphs(&help.to_string()));
        let heading = argument.get_help_heading().map(|heading| rows.get(heading).copied());
        let argument = match help {
            Some(help) => argument.help(help),
            None => argument,
        };
        let argument = match long {
            Some(long) => argument.long_help(long),
            None => argument,
        };
        match heading {
            Some(Some(heading)) => argument.help_heading(heading),
            _ => argument,
        }
    };
    let about = command.get_about().map(|about| said(&about.to_string()));
    let long = command.get_long_about().map(|about| paragraphs(&about.to_string()));
    let mut command = command.mut_args(of_argument);
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    command.mut_subcommands(|own| match own.get_about().map(|about| said(&about.to_string())) {
        Some(about) => own.about(about),
        None => own,
    })
}

/// A page with the names of its sections in Chinese.
fn with_chinese_sections(page: &str) -> String {
    let line = |line: &str| match OF_PAGES.iter().find(|(english, _)| *english == line) {
        Some((_, chinese)) => (*chinese).to_owned(),
        None => line.to_owned(),
    };
    page.lines().map(|own| line(own) + "\n").collect()
}

/// The examples of a page as a section of their own at its end, each on its line: help has them within its description.
fn with_examples_last(page: &str) -> String {
    let mut rest = String::new();
    let mut examples = String::new();
    let mut is_example = false;
    for line in page.lines() {
        is_example = match line {
            EXAMPLES => {
                // The paragraph that they would have begun.
                rest.truncate(rest.strip_suffix(".PP\n").map_or(rest.len(), str::len));
                true
            }
            _ => is_example && line.starts_with("  "),
        };
        let (to, line) = if is_example { (&mut examples, line.trim_start()) } else { (&mut rest, line) };
        if line != EXAMPLES {
            to.push_str(line);
            to.push('\n');
        }
    }
    // Of the whole program they stand in a section without a name of its own.
    let rest = rest.replace(".SH EXTRA\n.SH", ".SH");
    match examples.is_empty() {
        true => rest,
        false => format!("{rest}.SH EXAMPLES\n.nf\n{examples}.fi\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_a_section_of_their_own() {
        let page = ".SH DESCRIPTION\nWhat it does.\n.PP\nExamples:\n  townhall x\n  townhall x y\n.SH OPTIONS\n.TP\n";
        let expect = ".SH DESCRIPTION\nWhat it does.\n.SH OPTIONS\n.TP\n.SH EXAMPLES\n.nf\ntownhall x\ntownhall x y\n.fi\n";
        assert_eq!(with_examples_last(page), expect);
        assert_eq!(with_examples_last(".SH NAME\nx\n"), ".SH NAME\nx\n");
    }
}
