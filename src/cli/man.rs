//! `townhall man`. The only place that names `clap_mangen`.

use anyhow::bail;
use clap::Args;
use clap_mangen::Man;

use super::arguments::NoFormatArgs;
use crate::app::near;

/// Print the manual page, of the program or of one command
///
/// Examples:
///   townhall man | man -l -
///   townhall man search > ~/.local/share/man/man1/townhall-search.1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ManArgs {
    /// The command; the whole program unless given
    command: Option<String>,

    #[command(flatten)]
    format: NoFormatArgs,
}

pub(super) fn run(args: &ManArgs, mut program: clap::Command) -> anyhow::Result<Vec<u8>> {
    // Without this, the pages of commands lack the options that all commands share.
    program.build();
    let page = match &args.command {
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
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    Ok(with_examples_last(&String::from_utf8(text)?).into_bytes())
}

/// The examples of a page as a section of their own at its end, each on its line: help has them within its description.
fn with_examples_last(page: &str) -> String {
    let mut rest = String::new();
    let mut examples = String::new();
    let mut is_example = false;
    for line in page.lines() {
        is_example = match line {
            "Examples:" => {
                // The paragraph that they would have begun.
                rest.truncate(rest.strip_suffix(".PP\n").map_or(rest.len(), str::len));
                true
            }
            _ => is_example && line.starts_with("  "),
        };
        let (to, line) = if is_example { (&mut examples, line.trim_start()) } else { (&mut rest, line) };
        if line != "Examples:" {
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
