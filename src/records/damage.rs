//! Whether what keeps the records has turned out to be damaged.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells whether damage has been met. Who keeps records tells it, so that whoever asked can ask again.
#[derive(Debug, Clone, Default)]
pub struct Damage(Arc<AtomicBool>);

impl Damage {
    /// Whether it has.
    pub fn is_met(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Tells that it has.
    pub fn meet(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// What was damaged has been made again.
    pub fn forget(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
