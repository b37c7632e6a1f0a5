//! Bounds what has been parsed and waits to be indexed: tantivy's own queue counts notes, however long they are.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How much text may wait, in bytes; one note may always.
const MOST: u64 = 4 << 20;
/// How long to wait for room, for each [`MOST`] that waits. A thread of tantivy's that could not write, as on a full disk,
/// leaves its queue as it is, and only who adds to it is told.
const PATIENCE: Duration = Duration::from_secs(1);

/// What waits.
#[derive(Default)]
pub(super) struct Backlog {
    bytes: Mutex<u64>,
    less: Condvar,
}

impl Backlog {
    /// Waits until there is room for this many bytes, but not for long, and takes it until the share is dropped.
    pub(super) fn share(self: &Arc<Self>, bytes: u64) -> Share {
        let full = |waiting: &mut u64| *waiting > 0 && *waiting + bytes > MOST;
        let waiting = self.bytes();
        let patience = PATIENCE.saturating_mul(u32::try_from(waiting.div_ceil(MOST)).unwrap_or(u32::MAX));
        let (mut waiting, _) =
            self.less.wait_timeout_while(waiting, patience, full).unwrap_or_else(PoisonError::into_inner);
        *waiting += bytes;
        Share { backlog: Arc::clone(self), bytes }
    }

    fn bytes(&self) -> MutexGuard<'_, u64> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A part of the backlog.
pub(super) struct Share {
    backlog: Arc<Backlog>,
    bytes: u64,
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.backlog.bytes() -= self.bytes;
        self.backlog.less.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_share_waits_for_room() {
        let backlog = Arc::new(Backlog::default());
        let first = backlog.share(MOST * 2);
        let other = Arc::clone(&backlog);
        let waiting = thread::spawn(move || drop(other.share(1)));
        assert!(!waiting.is_finished());
        drop(first);
        waiting.join().unwrap();
        assert_eq!(*backlog.bytes(), 0);
    }

    #[test]
    fn nobody_waits_for_ever() {
        let backlog = Arc::new(Backlog::default());
        let _first = backlog.share(MOST);
        backlog.share(MOST);
    }
}
