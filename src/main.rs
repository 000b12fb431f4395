//! The program: parses the arguments, runs the command, ends with its status.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    bantin::cli::keep_pages_small();
    bantin::cli::run(bantin::cli::args::Cli::parse())
}
