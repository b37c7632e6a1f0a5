//! `townhall man`. The only place that names `clap_mangen`.

use anyhow::bail;
use clap::Args;
use clap_mangen::Man;

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
    Ok(text)
}
