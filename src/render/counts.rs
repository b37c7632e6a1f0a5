//! How many records there are of what.

use crate::model::{KINDS, Kind};

/// How many records of each kind there are; indexed by [`Kind`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([usize; KINDS.len()]);

impl Counts {
    /// From the counts themselves, by [`Kind`].
    pub fn new(counts: [usize; KINDS.len()]) -> Self {
        Counts(counts)
    }

    /// Counts one more.
    pub fn add(&mut self, kind: Kind) {
        self.0[kind as usize] += 1;
    }

    /// How many of this kind.
    pub fn of(&self, kind: Kind) -> usize {
        self.0[kind as usize]
    }

    /// How many of all kinds.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}
