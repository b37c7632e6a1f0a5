//! What other programs and the shell tell the reader: to end, to stop for a while, and to go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// The signals that came.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// The one that tells it to end; 0 for none.
    ended_by: Arc<AtomicI32>,
    /// Whether it is to stop, for the terminal has to be given back first.
    stop: Arc<AtomicBool>,
    /// Whether it goes on after a stop that nobody can catch: by then the shell has had the terminal.
    gone_on: Arc<AtomicBool>,
}

impl Signals {
    /// Listens from now on. Where the reader is told to end and can't, `give_back` is done in its place: from a terminal that
    /// is gone crossterm reads without end. While another program has the terminal, and the reader not, Ctrl-C is meant for
    /// that one.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(super) fn listen(has_terminal: fn() -> bool, give_back: fn()) -> anyhow::Result<Signals> {
        let signals = Signals::default();
        #[cfg(not(unix))]
        let _ = (has_terminal, give_back);
        #[cfg(unix)]
        {
            use std::thread;
            use std::time::Duration;

            use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
            use signal_hook::{flag, iterator};
            /// How long the reader may take to end by itself.
            const GRACE: Duration = Duration::from_millis(500);
            flag::register(SIGTSTP, Arc::clone(&signals.stop))?;
            flag::register(SIGCONT, Arc::clone(&signals.gone_on))?;
            let mut ends = iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
            let ended_by = Arc::clone(&signals.ended_by);
            thread::spawn(move || {
                for signal in ends.forever().filter(|signal| *signal != SIGINT || has_terminal()) {
                    ended_by.store(signal, Ordering::Relaxed);
                    thread::sleep(GRACE);
                    give_back();
                    // It fails only for what is no signal.
                    let _ = signal_hook::low_level::emulate_default_handler(signal);
                }
            });
        }
        Ok(signals)
    }

    /// Whether it was told to end.
    pub(super) fn is_ended(&self) -> bool {
        self.ended_by.load(Ordering::Relaxed) != 0
    }

    /// Whether it was told to stop since this was asked last.
    pub(super) fn is_to_stop(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }

    /// Whether it was stopped and goes on since this was asked last.
    pub(super) fn is_going_on(&self) -> bool {
        self.gone_on.swap(false, Ordering::Relaxed)
    }

    /// Ends as the signal would have ended the process, if there was one, so that whoever sent it sees that.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(super) fn end(&self) -> anyhow::Result<()> {
        #[cfg(unix)]
        if self.is_ended() {
            signal_hook::low_level::emulate_default_handler(self.ended_by.load(Ordering::Relaxed))?;
        }
        Ok(())
    }

    /// Stops until the shell says to go on.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(super) fn wait_to_go_on(&self) -> anyhow::Result<()> {
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        // This one was waited for.
        self.is_going_on();
        Ok(())
    }
}
