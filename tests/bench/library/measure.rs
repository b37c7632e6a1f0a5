//! Whole processes: how long they take and how much memory.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

/// What a process did.
pub(crate) struct Run {
    pub(crate) seconds: f64,
    /// The most memory it held, in bytes, where the system tells and it ran for long enough to be asked.
    pub(crate) memory: Option<u64>,
    /// What it wrote to stdout.
    pub(crate) output: String,
    /// Lines of it.
    pub(crate) lines: usize,
}

/// Runs a command to its end. That it found nothing (status 1) is no error.
pub(crate) fn run(mut command: Command) -> anyhow::Result<Run> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let process = child.id();
    let watch = thread::spawn(move || peak_memory(process));
    let mut bytes = Vec::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_end(&mut bytes)?;
    }
    let status = child.wait()?;
    let seconds = started.elapsed().as_secs_f64();
    anyhow::ensure!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
    let output = String::from_utf8_lossy(&bytes).into_owned();
    let lines = output.lines().count();
    Ok(Run { seconds, memory: watch.join().unwrap_or_default(), output, lines })
}

/// Asks Linux for a process's peak again and again until the process is gone; short ones are not asked at all, so that
/// asking slows no query.
fn peak_memory(process: u32) -> Option<u64> {
    let mut peak = None;
    loop {
        thread::sleep(Duration::from_millis(50));
        let Ok(status) = fs::read_to_string(format!("/proc/{process}/status")) else { return peak };
        let Some(line) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) else { return peak };
        let kilobytes: Option<u64> = line.split_whitespace().next().and_then(|number| number.parse().ok());
        peak = peak.max(kilobytes.map(|kilobytes| kilobytes * 1024));
    }
}

/// Bytes of all files in a folder.
pub(crate) fn size_of(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() { size_of(&entry.path())? } else { metadata.len() };
    }
    Ok(bytes)
}

/// The middle one.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
