//! Rows of tables as records.

pub(crate) mod rows;
