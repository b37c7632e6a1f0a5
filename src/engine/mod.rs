//! The records of libraries on a search cluster, OpenSearch or Elasticsearch: sent there and asked there, over HTTP.
//!
//! It stands where `index` does: what is asked is the trait [`Records`](crate::records::Records), and the terms are those of
//! `analysis`. The engine distributes, replicates and intersects postings; what a word is and what counts as exact is ours,
//! so no text is sent for the engine to read, but terms. Nothing here knows of arguments, the environment or the terminal.
//!
//! | file | |
//! |---|---|
//! | `error` | what an engine fails with |
//! | `address` | where it is |
//! | `credentials` | who asks |
//! | `answer` | what it answers |
//! | `client` | requests to it |
//! | `terms` | the terms of `analysis` as it takes them |
//! | `mapping` | the fields of an index, and what each is for |
//! | `document` | from what a library holds to documents and back |
//! | `lengths` | how many terms records have |
//! | `libraries` | which libraries there are, and whose |
//! | `difference` | what an index has already |
//! | `bulk` | documents on their way |
//! | `push` | a library on its way |
//! | `ask` | what is there, asked |

mod address;
mod answer;
mod ask;
mod bulk;
mod client;
mod credentials;
mod difference;
mod document;
mod error;
mod lengths;
mod libraries;
mod mapping;
mod push;
mod terms;
#[cfg(test)]
mod test;

pub use address::Address;
pub use ask::{Cluster, PushedBeside, Reading};
pub use bulk::Refused;
pub use client::{Client, Connection, Distribution, Product};
pub use credentials::Credentials;
pub use error::EngineError;
pub use libraries::{LibraryIndex, Owned, libraries};
pub use mapping::{IndexName, LibraryName, USUAL_INDEX, VERSION};
pub use push::{Beside, Push, Summary, TellPushed};
