//! The small grammars of a line: what stands before a colon, between quotation marks, in a list of names, in a date.
//! Each states its grammar above its code, and knows neither people nor sections.

pub(crate) mod address;
mod beside_name;
pub(crate) mod callout;
pub(crate) mod date;
pub(crate) mod headword;
pub(crate) mod highlight;
pub(crate) mod horizon;
pub(crate) mod lead;
pub(crate) mod line;
mod listed_names;
pub(crate) mod name_list;
mod name_segments;
pub(crate) mod nicknames;
pub(crate) mod page_link;
pub(crate) mod quantity;
pub(crate) mod quotation;
pub(crate) mod split;
pub(crate) mod written_names;
