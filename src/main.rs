//! The `townhall` program: connects the command line to the process.

use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match townhall::cli::run(std::env::args_os()) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            // With stderr closed, the exit status has to tell.
            let _ = writeln!(io::stderr(), "{}{}", townhall::cli::PROGRAM, townhall::cli::message(&error));
            ExitCode::from(2)
        }
    }
}
