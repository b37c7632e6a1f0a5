//! What goes on behind the screen, for which no key waits: the clipboard's programs, a web browser.

use std::thread::{self, JoinHandle};

/// Work on threads of its own.
#[derive(Default)]
pub(super) struct Behind {
    running: Vec<JoinHandle<anyhow::Result<()>>>,
}

impl Behind {
    /// Starts a piece of work.
    pub(super) fn start(&mut self, work: impl FnOnce() -> anyhow::Result<()> + Send + 'static) {
        self.running.push(thread::spawn(work));
    }

    /// What has failed since this was asked last.
    pub(super) fn failures(&mut self) -> Vec<anyhow::Error> {
        let ended = self.running.extract_if(.., |work| work.is_finished());
        let told = ended.filter_map(|work| match work.join() {
            Ok(done) => done.err(),
            // The panic itself was told by the hook, which has given the terminal back.
            Err(_) => None,
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_told_once() {
        let mut behind = Behind::default();
        behind.start(|| Ok(()));
        behind.start(|| anyhow::bail!("no browser"));
        let mut told = Vec::new();
        while !behind.running.is_empty() {
            told.extend(behind.failures().iter().map(ToString::to_string));
            thread::yield_now();
        }
        assert_eq!(told, ["no browser"]);
    }
}
