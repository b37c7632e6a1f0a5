//! The records of libraries on a search cluster, OpenSearch or Elasticsearch: sent there, over HTTP.
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

#![expect(dead_code, reason = "what asks and what pushes come next")]

mod address;
mod answer;
mod client;
mod credentials;
mod document;
mod error;
mod mapping;
mod terms;

pub use address::Address;
pub use client::{Client, Connection, Distribution, Product};
pub use credentials::Credentials;
pub use error::EngineError;
pub use mapping::{IndexName, LibraryName, USUAL_INDEX, VERSION};
