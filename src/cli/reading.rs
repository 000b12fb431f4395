//! How files are read; and the inside of the process in which a PDF is.

use std::time::Duration;

use super::Ended;
use super::args::{PdfPagesArgs, PdfReaderArg, ReadingArgs};
use super::out::Out;
use crate::error::{Error, Result};
use crate::read::pdf::{self, Job, Reader};

/// What was typed, with this program to run again.
pub(super) fn options(args: &ReadingArgs) -> crate::read::Options {
    let reader = match args.pdf_reader {
        PdfReaderArg::Auto => Reader::Auto,
        PdfReaderArg::Builtin => Reader::Builtin,
        PdfReaderArg::Poppler => Reader::Poppler,
    };
    let time_limit = Duration::from_secs(args.file_timeout);
    let program = std::env::current_exe().ok();
    let pdf = pdf::Options { program, reader, ocr: args.ocr, time_limit, ..pdf::Options::default() };
    crate::read::Options { pdf, ..crate::read::Options::default() }
}

/// `bantin pdf-pages`
pub(super) fn pdf_pages(args: &PdfPagesArgs, out: &mut Out) -> Result<Ended> {
    let resolution = args.resolution;
    let job = match args.picture {
        _ if args.poppler => Job::Pdftotext,
        _ if args.ocr => Job::Tesseract { resolution },
        Some(page) => Job::Picture { page, resolution },
        None => Job::Builtin,
    };
    pdf::run_child(&args.file, job, args.seconds, args.memory, out.writer())
        .map_err(|error| Error::io(&args.file, error))?;
    Ok(Ended::Well)
}
