//! Progress on a terminal, for what takes long enough to wonder about. The only place that names `indicatif`.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::language::Language;

/// What takes less says nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// Redraws per second.
const RATE: u8 = 10;

/// A line on stderr that tells how far something has come; it vanishes when this is dropped.
pub(super) struct Progress {
    started: Instant,
    wanted: bool,
    language: Language,
    what: &'static str,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Starts the clock. Nothing is ever drawn unless it is `wanted`.
    pub(super) fn new(wanted: bool, language: Language) -> Progress {
        Progress::of("reading notes", wanted, language)
    }

    /// The same for something else than reading notes.
    pub(super) fn of(what: &'static str, wanted: bool, language: Language) -> Progress {
        Progress { started: Instant::now(), wanted, language, what, bar: OnceLock::new() }
    }

    /// Tells that so many of all have been done.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if !self.wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template(&format!(
                "{} {{bar:24}} {{pos}}/{{len}}",
                self.language.say(self.what)
            ));
            let bar =
                ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr_with_hz(RATE));
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        // Threads tell in any order.
        bar.set_position(bar.position().max(done as u64 + 1));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
