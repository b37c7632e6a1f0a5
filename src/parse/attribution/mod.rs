//! What only the whole note tells: who speaks where nobody is named, which question a quote answers, what is said twice.

pub(crate) mod repeats;
pub(crate) mod resolve;
pub(crate) mod twins;
