//! What other programs and the shell tell the reader: to end, and to stop for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The signal that told the reader to end.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// 0 for none.
    ended_by: Arc<AtomicUsize>,
}

impl Signals {
    /// Listens from now on.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(super) fn listen() -> anyhow::Result<Signals> {
        let signals = Signals::default();
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
            for signal in [SIGHUP, SIGINT, SIGTERM] {
                let number = usize::try_from(signal)?;
                signal_hook::flag::register_usize(signal, Arc::clone(&signals.ended_by), number)?;
            }
        }
        Ok(signals)
    }

    /// Whether it was told to end.
    pub(super) fn is_ended(&self) -> bool {
        self.ended_by.load(Ordering::Relaxed) != 0
    }

    /// Ends as the signal would have ended the process, if there was one, so that whoever sent it sees that.
    ///
    /// # Errors
    /// If the system doesn't let it.
    pub(super) fn end(&self) -> anyhow::Result<()> {
        #[cfg(unix)]
        if self.is_ended() {
            let signal = i32::try_from(self.ended_by.load(Ordering::Relaxed))?;
            signal_hook::low_level::emulate_default_handler(signal)?;
        }
        Ok(())
    }
}

/// Stops until the shell says to go on.
///
/// # Errors
/// If the system doesn't let it.
pub(super) fn stop() -> anyhow::Result<()> {
    #[cfg(unix)]
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    Ok(())
}
