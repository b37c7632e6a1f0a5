//! The one integration binary: see README.md beside this file for how to add a case.

mod commands;
mod parse;
mod properties;
mod town_hall;
