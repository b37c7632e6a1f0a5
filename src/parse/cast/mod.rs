//! Who is who in one note: the evidence, and how a sentence names somebody.

pub(crate) mod evidence;
pub(crate) mod mentions;
pub(crate) mod protagonist;
