//! The command line: what was typed is resolved here, once; below nobody reads the environment or the clock.

mod analyze;
pub mod args;
mod check;
mod examples;
mod failure;
mod index;
mod lexicon;
mod man;
mod memory;
mod officials;
mod out;
mod progress;
mod question;
mod read;
mod reading;
mod report;
mod search;
mod show;
mod status;
mod timeline;
mod watch;
mod why;

use std::process::ExitCode;

use args::{Cli, Command, Global};
use out::Out;

use crate::error::{Error, Result};

/// How a command ended, when it could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Exit status 0.
    Well,
    /// Exit status 1: nothing found, or some files could not be used.
    Short,
}

impl Ended {
    fn well_if(well: bool) -> Ended {
        if well { Ended::Well } else { Ended::Short }
    }
}

/// Carries out what was typed.
pub fn run(cli: Cli) -> ExitCode {
    failure::tell_cleanly();
    let mut out = Out::new(&cli.global);
    let ended = failure::caught(&cli.global.index, || dispatch(&cli.global, cli.command, &mut out));
    let ended = ended.and_then(|ended| out.flush().map(|()| ended));
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Short) => ExitCode::from(1),
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            out.error(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// Has the system give memory in small pages, also where it gives large ones unasked. Clearing those takes a question
/// longer than all the memory it needs (8.5 ms instead of 10.3, process start to printed answer); indexing takes as long
/// without them.
pub fn keep_pages_small() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

fn dispatch(global: &Global, command: Command, out: &mut Out) -> Result<Ended> {
    let well = lexicon::load(global, out)?;
    let ended = carry_out(global, command, out)?;
    Ok(if well { ended } else { Ended::Short })
}

fn carry_out(global: &Global, command: Command, out: &mut Out) -> Result<Ended> {
    match command {
        Command::Index(args) => index::run(global, &args, out),
        Command::Watch(args) => watch::run(global, &args, out),
        Command::Search(args) => search::run(global, &args, out),
        Command::Officials(args) => officials::run(global, &args, out),
        Command::Timeline(args) => timeline::run(global, &args, out),
        Command::Show(args) => show::run(global, &args, out),
        Command::Read(args) => read::run(global, &args, out),
        Command::Analyze(args) => analyze::run(global, &args, out),
        Command::Status(args) => status::run(global, &args, out),
        Command::Why(args) => why::run(global, &args, out),
        Command::Check => check::run(global, out),
        Command::PdfPages(args) => reading::pdf_pages(&args, out),
        Command::Completions { shell } => man::completions(shell, out),
        Command::Man => man::page(out),
    }
}
