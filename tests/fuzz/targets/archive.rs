//! Any bytes as an export's zip.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../export.rs"]
mod export;

fuzz_target!(|bytes: &[u8]| export::check(bytes));
