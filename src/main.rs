//! The program: parses the arguments, runs the command, ends with its status.

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bantin::cli::keep_pages_small();
    bantin::cli::run(bantin::cli::args::Cli::parse())
}
