//! `townhall completions`. The only place that names `clap_complete`.

use clap::Args;
use clap_complete::Shell;

/// Print the completions for a shell
///
/// Examples:
///   townhall completions bash > ~/.local/share/bash-completion/completions/townhall
///   townhall completions zsh > ~/.zfunc/_townhall
///   townhall completions fish > ~/.config/fish/completions/townhall.fish
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs, mut program: clap::Command) -> Vec<u8> {
    let mut script = Vec::new();
    let name = program.get_name().to_owned();
    clap_complete::generate(args.shell, &mut program, name, &mut script);
    script
}
