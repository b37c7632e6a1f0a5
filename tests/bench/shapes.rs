//! How the time to read a note grows with its length, for texts that repeat one thing.
//!
//! `cargo bench --bench shapes [-- BYTES]` reads each shape at half a megabyte, or at BYTES, and at twice that, and prints the
//! milliseconds of both and how much more the second took: 2 is linear, 4 is quadratic. `!` stands beside what grows by more than
//! 3 or takes more than 2 s for a megabyte.

use std::io::Write;
use std::time::Instant;

use anyhow::Context;
use townhall::parse::parse;
use townhall::topics::Vocabulary;

#[path = "../it/shapes.rs"]
mod shapes;

/// In bytes.
const LENGTH: usize = 500_000;
/// Milliseconds for a megabyte.
const MOST: f64 = 2_000.0;

fn main() -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    // `cargo bench` adds `--bench`.
    let length = std::env::args().skip(1).find(|argument| argument != "--bench");
    let length = length.map_or(Ok(LENGTH), |length| length.parse()).context("BYTES is a number of bytes")?;
    let vocabulary = Vocabulary::built_in()?;
    writeln!(output, "{:>10} {:>10} {:>6}", "ms", "twice", "ratio")?;
    for shape in shapes::SHAPES {
        let took = |length: usize| {
            let text = format!("# 题\n\n{}", shape.repeat(length.div_ceil(shape.len())));
            let start = Instant::now();
            let records = parse("a.md", &text, &vocabulary).records.len();
            (start.elapsed().as_secs_f64() * 1_000.0, records)
        };
        let ((once, _), (twice, records)) = (took(length), took(2 * length));
        let ratio = twice / once.max(f64::MIN_POSITIVE);
        let is_slow = ratio > 3.0 && twice > 100.0 || twice * 1e6 / (2 * length) as f64 > MOST;
        let mark = if is_slow { "!" } else { " " };
        writeln!(output, "{once:10.1} {twice:10.1} {ratio:6.1} {mark} {records:8} records of {shape:?}")?;
        output.flush()?;
    }
    Ok(())
}
