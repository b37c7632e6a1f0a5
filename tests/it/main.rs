//! The integration tests, in one binary. `README.md` beside this file says how to add a case.

mod commands;
mod layers;
mod library;
mod parse;
mod properties;
mod town_hall;
