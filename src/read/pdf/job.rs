//! What a child process does with a file: its command line, and what it runs in its place.

use std::path::Path;
use std::process::Command;

use super::{ocr, poppler};

/// What a child process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Tells the pages of a PDF by the built-in reader.
    Builtin,
    /// Tells the pages of a PDF by poppler's `pdftotext`.
    Pdftotext,
    /// Makes a picture of a page by poppler's `pdftoppm`.
    Picture {
        /// 1-based.
        page: u32,
        /// Dots an inch.
        resolution: u32,
    },
    /// Reads the picture on its standard input by `tesseract`.
    Tesseract {
        /// Dots an inch.
        resolution: u32,
    },
}

impl Job {
    /// How `bantin pdf-pages` is told of it.
    pub(super) fn arguments(self) -> Vec<String> {
        let numbered = |name: &str, number: u32| [format!("--{name}"), number.to_string()];
        match self {
            Job::Builtin => Vec::new(),
            Job::Pdftotext => vec!["--poppler".to_owned()],
            Job::Picture { page, resolution } => {
                [numbered("picture", page), numbered("resolution", resolution)].concat()
            }
            Job::Tesseract { resolution } => {
                [vec!["--ocr".to_owned()], numbered("resolution", resolution).to_vec()].concat()
            }
        }
    }

    /// What runs in the child's place; `None` where it does the work itself.
    pub(super) fn command(self, path: &Path) -> Option<Command> {
        match self {
            Job::Builtin => None,
            Job::Pdftotext => Some(poppler::command(path)),
            Job::Picture { page, resolution } => Some(ocr::picture_command(path, page, resolution)),
            Job::Tesseract { resolution } => Some(ocr::reader_command(resolution)),
        }
    }

    /// The program, as messages call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Job::Builtin | Job::Pdftotext => "the reader",
            Job::Picture { .. } => "pdftoppm",
            Job::Tesseract { .. } => "tesseract",
        }
    }

    /// Said where its program is not there.
    pub(super) fn missing(self) -> &'static str {
        match self {
            Job::Builtin => "bantin is not installed",
            Job::Pdftotext => "pdftotext is not installed (package poppler-utils)",
            Job::Picture { .. } => "pdftoppm is not installed (package poppler-utils)",
            Job::Tesseract { .. } => "tesseract is not installed (packages tesseract-ocr, tesseract-ocr-vie)",
        }
    }
}
