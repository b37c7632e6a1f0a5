//! The program and a real cluster: three nodes of OpenSearch on this machine. `tests/engine/run` builds what they need and
//! starts these tests, one after the other; README.md beside this file says more.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cluster;
mod notes;
mod proxy;
mod pushing;
mod reading;
mod searching;
mod terms;
mod trouble;
