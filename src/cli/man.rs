//! `bantin completions` and `bantin man`: made from the arguments themselves.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Ended;
use super::args::Cli;
use super::out::Out;
use crate::error::{Error, Result};

pub(super) fn completions(shell: Shell, out: &mut Out) -> Result<Ended> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "bantin", &mut script);
    out.text(&String::from_utf8_lossy(&script))?;
    Ok(Ended::Well)
}

pub(super) fn page(out: &mut Out) -> Result<Ended> {
    let mut page = Vec::new();
    let render = clap_mangen::Man::new(Cli::command()).render(&mut page);
    render.map_err(|error| Error::io("standard output", error))?;
    out.text(&String::from_utf8_lossy(&page))?;
    Ok(Ended::Well)
}
