//! The platform's own clipboard, beside the one that the terminal reaches: which programs fill it, and how.
//!
//! OSC 52 alone works over ssh, but not every terminal obeys it, and tmux by default does not pass it on.

use std::ffi::OsString;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};

/// A program that puts what it is given into a clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Whether it takes UTF-16, as Windows does.
    is_wide: bool,
}

const TMUX: Program = Program { name: "tmux", arguments: &["load-buffer", "-w", "-"], is_wide: false };
const WAYLAND: Program = Program { name: "wl-copy", arguments: &[], is_wide: false };
const X11: Program = Program { name: "xclip", arguments: &["-selection", "clipboard"], is_wide: false };
const MACOS: Program = Program { name: "pbcopy", arguments: &[], is_wide: false };
const WINDOWS: Program = Program { name: "clip.exe", arguments: &[], is_wide: true };

/// The programs for the clipboards that are within reach, by what the environment says.
fn programs(said: impl Fn(&str) -> Option<OsString>) -> Vec<Program> {
    let has = |name: &str| said(name).is_some_and(|value| !value.is_empty());
    let is_far = has("SSH_CONNECTION") || has("SSH_TTY");
    let mut programs = Vec::new();
    if has("TMUX") {
        programs.push(TMUX);
    }
    if has("WAYLAND_DISPLAY") {
        programs.push(WAYLAND);
    } else if has("DISPLAY") {
        programs.push(X11);
    }
    // Far away is somebody else's machine, or nobody's.
    if !is_far {
        if cfg!(target_os = "macos") {
            programs.push(MACOS);
        }
        if cfg!(windows) || has("WSL_DISTRO_NAME") {
            programs.push(WINDOWS);
        }
    }
    programs
}

/// Puts text into every clipboard that is within reach, and waits for the programs that do it. One that is not there is no
/// failure: the terminal was asked too.
///
/// # Errors
/// If a program that is there fails.
pub(super) fn copy(text: &str) -> anyhow::Result<()> {
    for program in programs(|name| std::env::var_os(name)) {
        let Ok(child) = start(program) else { continue };
        give(child, &program.encoded(text))
            .with_context(|| format!("`{}` did not take the text", program.name))?;
    }
    Ok(())
}

fn start(program: Program) -> std::io::Result<Child> {
    Command::new(program.name)
        .args(program.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

fn give(mut child: Child, bytes: &[u8]) -> anyhow::Result<()> {
    let written = child.stdin.take().map(|mut input| input.write_all(bytes));
    let status = child.wait()?;
    written.transpose()?;
    match status.success() {
        true => Ok(()),
        false => bail!("{status}"),
    }
}

impl Program {
    fn encoded(self, text: &str) -> Vec<u8> {
        match self.is_wide {
            false => text.as_bytes().to_vec(),
            // The mark of the byte order tells Windows that it is no text of its own code page.
            true => std::iter::once('\u{feff}')
                .chain(text.chars())
                .flat_map(|letter| letter.encode_utf16(&mut [0; 2]).to_vec())
                .flat_map(u16::to_le_bytes)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboards_within_reach_are_told_by_the_environment() {
        let within = |names: &[&str]| {
            let found = programs(|name| names.contains(&name).then(|| "x".into()));
            found.into_iter().map(|program| program.name).filter(|name| *name != "pbcopy").collect::<Vec<_>>()
        };
        if cfg!(not(windows)) {
            assert_eq!(within(&[]), [""; 0]);
            assert_eq!(within(&["TMUX", "SSH_TTY"]), ["tmux"]);
            assert_eq!(within(&["DISPLAY"]), ["xclip"]);
            assert_eq!(within(&["WAYLAND_DISPLAY", "DISPLAY"]), ["wl-copy"]);
            assert_eq!(within(&["WSL_DISTRO_NAME"]), ["clip.exe"]);
            assert_eq!(within(&["WSL_DISTRO_NAME", "SSH_CONNECTION"]), [""; 0]);
        }
    }

    #[test]
    fn windows_gets_its_own_encoding() {
        assert_eq!(WINDOWS.encoded("推a"), [0xff, 0xfe, 0xa8, 0x63, b'a', 0]);
        assert_eq!(X11.encoded("推"), "推".as_bytes());
    }

    #[cfg(unix)]
    #[test]
    fn text_is_given_whole_and_a_failure_is_told() {
        let program = |name| Program { name, arguments: &[], is_wide: false };
        give(start(program("cat")).unwrap(), "推理".repeat(10_000).as_bytes()).unwrap();
        assert!(give(start(program("false")).unwrap(), b"a").is_err());
    }
}
