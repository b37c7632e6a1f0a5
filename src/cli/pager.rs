//! Where results go: straight to stdout, or on a terminal through a pager once they are longer than its window.

use std::io::{self, BufWriter, Write};
use std::process::{Child, Command, Stdio};

/// How to write results.
#[derive(Debug)]
pub(super) struct Output {
    /// The pager's command line; `None` to write straight to stdout.
    pub(super) pager: Option<String>,
    /// Lines of the terminal's window; 0 where there is none.
    pub(super) rows: usize,
}

impl Output {
    /// Whether somebody reads them in a window.
    pub(super) fn is_terminal(&self) -> bool {
        self.rows > 0
    }
}

/// Gives `write` a writer and sees to it that all of it arrives. A pager hides what is said below the results, so it shows
/// `above` first; tells whether it has.
///
/// # Errors
/// The writer's; a pager that is left early is none.
pub(super) fn with_output(
    output: &Output,
    above: impl FnOnce() -> String,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<bool> {
    let Some(pager) = &output.pager else {
        let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        write(&mut stdout)?;
        stdout.flush()?;
        return Ok(false);
    };
    let mut text = Vec::new();
    write(&mut text)?;
    let lines = text.iter().filter(|&&byte| byte == b'\n').count();
    let child = if lines >= output.rows { start(pager).ok() } else { None };
    if let Some(mut child) = child {
        if let Some(mut input) = child.stdin.take() {
            // A reader who has seen enough closes the pipe.
            let _ = input.write_all(above().as_bytes()).and_then(|()| input.write_all(&text));
        }
        // A pager that could not do its work (not found, failed at once) must not swallow the results; one that a
        // signal ended has been seen.
        if child.wait()?.code().is_none_or(|code| code == 0) {
            return Ok(true);
        }
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(&text)?;
    stdout.flush()?;
    Ok(false)
}

fn start(pager: &str) -> io::Result<Child> {
    let mut command = if cfg!(unix) {
        // As `git` does it: users put flags and quotes there.
        let mut shell = Command::new("sh");
        shell.args(["-c", pager]);
        shell
    } else {
        let mut words = pager.split_whitespace();
        let mut program = Command::new(words.next().unwrap_or("more"));
        program.args(words);
        program
    };
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::piped()).spawn()
}
