//! What is behind a lock.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a lock guards, whatever became of who held it: nothing here is half done.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
