//! How files are read; and the inside of the process in which a PDF is.

use std::time::Duration;

use super::Ended;
use super::args::{PdfPagesArgs, PdfReaderArg, ReadingArgs};
use super::out::Out;
use crate::error::{Error, Result};
use crate::read::pdf::{self, Reader};

/// What was typed, with this program to run again.
pub(super) fn options(args: &ReadingArgs) -> crate::read::Options {
    let reader = match args.pdf_reader {
        PdfReaderArg::Auto => Reader::Auto,
        PdfReaderArg::Builtin => Reader::Builtin,
        PdfReaderArg::Poppler => Reader::Poppler,
    };
    let time_limit = Duration::from_secs(args.file_timeout);
    let pdf = pdf::Options { program: std::env::current_exe().ok(), reader, time_limit, ..pdf::Options::default() };
    crate::read::Options { pdf, ..crate::read::Options::default() }
}

/// `bantin pdf-pages`
pub(super) fn pdf_pages(args: &PdfPagesArgs, out: &mut Out) -> Result<Ended> {
    pdf::run_child(&args.file, args.seconds, args.memory, args.poppler, out.writer())
        .map_err(|error| Error::io(&args.file, error))?;
    Ok(Ended::Well)
}
