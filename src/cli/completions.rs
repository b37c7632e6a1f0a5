//! `townhall completions`: what a shell calls to complete a command line. The only place that names `clap_complete`.
//!
//! The script that a shell reads calls the program itself with `COMPLETE` set, so that it knows the library at hand: its topics,
//! people, notes, terms and ids, from the index as it is kept. Nothing of this costs a command anything but a look at that
//! variable.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::{Args, Command, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, SubcommandCandidates};
use clap_complete::env::Shells;
use etcetera::BaseStrategy;

use super::arguments::NoFormatArgs;
use super::candidates::{Asked, Candidate, Candidates, Marks};
use super::language::Language;
use super::state;

/// The variable by which a shell asks.
const ASKING: &str = "COMPLETE";

/// The variable by which bash tells in which quotation marks the word stands that is completed.
const QUOTE: &str = "_TOWNHALL_QUOTE";

/// Print or install the completions for a shell
///
/// They know the library at hand: topics, people, notes, kinds, terms, ids and saved
/// queries. --install writes the shell's file in your home, says which, and what
/// is still to do; your shell's own settings are never edited.
///
/// Examples:
///   townhall completions --install
///   townhall completions zsh --install
///   townhall completions bash > ~/.local/share/bash-completion/completions/townhall
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CompletionsArgs {
    /// The shell; with --install the one that SHELL names unless given
    #[arg(required_unless_present = "install")]
    shell: Option<Shell>,

    /// Write the file from which the shell reads them
    #[arg(long)]
    install: bool,

    #[command(flatten)]
    format: NoFormatArgs,
}

/// A shell that can be told what completes a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Prints the script, or what was written where.
pub(super) fn run(args: &CompletionsArgs, language: Language) -> anyhow::Result<Vec<u8>> {
    let shell = match args.shell {
        Some(shell) => shell,
        None => own_shell()?,
    };
    let script = script(shell)?;
    if !args.install {
        return Ok(script.into_bytes());
    }
    install(shell, &script).map(|done| language.say(&done).into_owned().into_bytes())
}

fn own_shell() -> anyhow::Result<Shell> {
    let path = env::var_os("SHELL").map(PathBuf::from);
    let name = path.as_deref().and_then(Path::file_stem).and_then(OsStr::to_str);
    let shell = name.and_then(|name| Shell::from_str(name, true).ok());
    shell.context("SHELL names no shell that is known; name one: `townhall completions zsh --install`")
}

/// What the shell reads.
fn script(shell: Shell) -> anyhow::Result<String> {
    let name = shell.name();
    let shells = Shells::builtins();
    let completer = shells.completer(name).with_context(|| format!("no completions are known for {name}"))?;
    let mut script = Vec::new();
    completer.write_registration(ASKING, "townhall", "townhall", "townhall", &mut script)?;
    let mut script = String::from_utf8(script)?;
    match shell {
        Shell::Bash => script = with_whole_words(&script),
        Shell::Zsh => script.push_str(LOADED_BY_ZSH),
        Shell::Powershell => script = read_as_utf8(&script),
        Shell::Elvish | Shell::Fish => {}
    }
    Ok(script)
}

/// To bash a colon ends a word, so that `topic:agents` is three: the program gets them as the one that they are, and of what it
/// answers bash gets what stands behind the last colon that is typed. Within quotation marks a word is one, and only the program
/// knows what it needs there, so it gets the mark.
fn with_whole_words(script: &str) -> String {
    const INDEX: &str = "    local _CLAP_COMPLETE_INDEX=${COMP_CWORD}\n";
    const WORDS: &str = "    local words=(\"${COMP_WORDS[@]}\")\n    if [[ \"${BASH_VERSINFO[0]}\" -ge 4 ]]; then\n        words[COMP_CWORD]=\"$2\"\n    fi\n";
    const BEHIND: &str = "    if [[ $? != 0 ]]; then\n        unset COMPREPLY\n";
    const ASKED: &str = "        COMPLETE=\"bash\" \\\n";
    let joined = r#"    local words=() word number typed="" begun="" quote=""
    case "${COMP_WORDS[COMP_CWORD]}" in
        [\"\']*) quote="${COMP_WORDS[COMP_CWORD]:0:1}" ;;
    esac
    local _CLAP_COMPLETE_INDEX=0
    for ((number = 0; number <= COMP_CWORD; number++)); do
        word="${COMP_WORDS[number]}"
        if ((number == COMP_CWORD)) && [[ "$word" != : ]] && ((BASH_VERSINFO[0] >= 4)); then
            word="$2"
        fi
        if ((number > 1)) && [[ "$word" == :* || "${COMP_WORDS[number - 1]}" == : ]]; then
            words[_CLAP_COMPLETE_INDEX]+="$word"
        else
            ((number > 0)) && ((_CLAP_COMPLETE_INDEX += 1))
            words+=("$word")
        fi
    done
    typed="${words[_CLAP_COMPLETE_INDEX]}"
    if [[ -z "$quote" && "$typed" == *:* && "$COMP_WORDBREAKS" == *:* ]]; then
        begun="${typed%"${typed##*:}"}"
    fi
"#;
    let behind = format!(
        "{BEHIND}    elif [[ -n \"$begun\" ]]; then\n        COMPREPLY=(\"${{COMPREPLY[@]#\"$begun\"}}\")\n"
    );
    let asked = format!("        {QUOTE}=\"$quote\" \\\n{ASKED}");
    let script = script.replacen(INDEX, "", 1).replacen(WORDS, joined, 1);
    script.replacen(BEHIND, &behind, 1).replacen(ASKED, &asked, 1)
}

/// On Windows PowerShell reads what a program writes in the system's old encoding, in which names in Chinese are lost.
fn read_as_utf8(script: &str) -> String {
    const BEFORE: &str = "    $results = Invoke-Expression";
    const BEHIND: &str = "    if ($null -eq $prev) {";
    let set = "    $encoding = [Console]::OutputEncoding;\n    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8;\n";
    let back = "    [Console]::OutputEncoding = $encoding;\n";
    script.replacen(BEFORE, &format!("{set}{BEFORE}"), 1).replacen(BEHIND, &format!("{back}{BEHIND}"), 1)
}

/// zsh runs a file of `fpath` when its function is first asked for, and wants that answer from it too.
const LOADED_BY_ZSH: &str = "
if [[ $funcstack[1] == _townhall ]]; then
    _clap_dynamic_completer_townhall \"$@\"
fi
";

impl Shell {
    fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Elvish => "elvish",
            Shell::Fish => "fish",
            Shell::Powershell => "powershell",
            Shell::Zsh => "zsh",
        }
    }

    /// Where the shell's file lies, and what has to be done that it is read.
    fn place(self) -> anyhow::Result<(PathBuf, String)> {
        let base = etcetera::base_strategy::Xdg::new().context("there is no home folder")?;
        let (data, config) = (base.data_dir(), base.config_dir());
        Ok(match self {
            Shell::Bash => {
                let own = env::var_os("BASH_COMPLETION_USER_DIR").map(PathBuf::from);
                let folder = own.unwrap_or_else(|| data.join("bash-completion"));
                (
                    folder.join("completions").join("townhall"),
                    "bash-completion reads it in a new shell".to_owned(),
                )
            }
            Shell::Fish => (
                config.join("fish").join("completions").join("townhall.fish"),
                "fish reads it in a new shell".to_owned(),
            ),
            Shell::Zsh => {
                let folder = data.join("zsh").join("site-functions");
                let line = format!("fpath=({} $fpath)", quoted(&folder));
                let next = format!("put this line before compinit in ~/.zshrc, unless it is there: {line}");
                (folder.join("_townhall"), next)
            }
            Shell::Powershell => {
                let file = config.join("powershell").join("townhall.ps1");
                let next = format!("put this line into $PROFILE, unless it is there: . {}", quoted(&file));
                (file, next)
            }
            Shell::Elvish => {
                let file = config.join("elvish").join("lib").join("townhall.elv");
                (file, "put this line into rc.elv, unless it is there: use townhall".to_owned())
            }
        })
    }
}

fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    shlex::try_quote(&text).map_or_else(|_| text.to_string(), |quoted| quoted.into_owned())
}

/// Writes the shell's file, unless it is there, and tells where it is and what is still to do.
fn install(shell: Shell, script: &str) -> anyhow::Result<String> {
    let (path, next) = shell.place()?;
    let before = state::read(&path).ok();
    let shown = path.display();
    let done = match before {
        Some(before) if before == script => format!("{shown} is there already"),
        // One of an earlier version, or printed into it.
        Some(before) if before.contains("townhall") => {
            state::replace(&path, script)?;
            format!("renewed {shown}")
        }
        Some(_) => bail!("{shown} is there and is none of townhall's: move it away first"),
        None => {
            state::replace(&path, script)?;
            format!("wrote {shown}")
        }
    };
    Ok(format!("{done}\n{next}\n"))
}

/// Completes a command line for a shell that asks for it; says whether one did.
///
/// # Errors
/// If the shell is unknown, or nobody listens.
pub(super) fn answer(program: fn() -> Command, arguments: &[OsString]) -> anyhow::Result<bool> {
    let Some(shell) = env::var_os(ASKING) else { return Ok(false) };
    let marks = match shell.to_str() {
        Some("bash") => match env::var_os(QUOTE) {
            Some(mark) if mark == "\"" => Marks::InDouble,
            Some(mark) if mark == "'" => Marks::InSingle,
            _ => Marks::Backslashes,
        },
        Some("powershell") => Marks::Quotes,
        _ => Marks::None,
    };
    let candidates = Arc::new(Candidates::of(arguments, marks));
    let factory = move || knowing(program(), &candidates);
    let folder = env::current_dir().ok();
    Ok(CompleteEnv::with_factory(factory).try_complete(arguments.iter().cloned(), folder.as_deref())?)
}

/// The program with arguments that know the library.
fn knowing(program: Command, candidates: &Arc<Candidates>) -> Command {
    let saved = Arc::clone(candidates);
    let program =
        program.add(SubcommandCandidates::new(move || saved.saved().into_iter().map(candidate).collect()));
    let names: Vec<String> = program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    names.into_iter().fold(program, |program, name| {
        program.mut_subcommand(&name, |command| {
            command.mut_args(|argument| {
                let Some(asked) = Asked::of(&name, argument.get_id().as_str()) else { return argument };
                let candidates = Arc::clone(candidates);
                let complete = move |current: &OsStr| {
                    let found = current.to_str().map(|current| candidates.of_value(asked, current));
                    found.unwrap_or_default().into_iter().map(candidate).collect::<Vec<_>>()
                };
                argument.add(ArgValueCompleter::new(complete))
            })
        })
    })
}

fn candidate(Candidate { value, help }: Candidate) -> CompletionCandidate {
    CompletionCandidate::new(value)
        .help(Some(help.into()).filter(|help: &clap::builder::StyledStr| !help.to_string().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shell_has_a_script_that_calls_the_program() {
        for shell in Shell::value_variants() {
            let script = script(*shell).unwrap();
            assert!(script.contains(ASKING) && script.contains("townhall"), "{script}");
        }
    }

    #[test]
    fn bash_gives_words_with_colons_whole() {
        let script = script(Shell::Bash).unwrap();
        let own = ["words[_CLAP_COMPLETE_INDEX]+=", "${COMPREPLY[@]#", "unset COMPREPLY", "_TOWNHALL_QUOTE="];
        for part in own {
            assert_eq!(script.matches(part).count(), 1, "{part} in {script}");
        }
        assert!(!script.contains("words[COMP_CWORD]") && !script.contains("INDEX=${COMP_CWORD}"), "{script}");
    }

    #[test]
    fn powershell_reads_utf8_and_gets_its_own_encoding_back() {
        let script = script(Shell::Powershell).unwrap();
        let at = |text: &str| script.find(text).unwrap_or_else(|| panic!("{text} in {script}"));
        assert!(at("OutputEncoding = [System.Text.Encoding]::UTF8") < at("Invoke-Expression"));
        assert!(at("Invoke-Expression") < at("OutputEncoding = $encoding"));
    }
}
