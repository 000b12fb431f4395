//! The lines of a document as a side file names them.

use super::layout;
use crate::read::{Body, Document};

/// A line that a side file can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// 1-based; the next line has the next number.
    pub number: u32,
    /// 1-based page, where the file has pages.
    pub page: Option<u32>,
    /// The line.
    pub text: String,
}

/// The lines of a text, the paragraphs of a document, or the printed lines of pages, each within its column and below
/// those of its block. `None` where there are no lines to name.
pub fn printed_lines(document: &Document) -> Option<Vec<Printed>> {
    let of_text = |text: &str, first: u32| {
        let lines = text.lines().zip(first..);
        lines.map(|(line, number)| Printed { number, page: None, text: line.to_owned() }).collect()
    };
    match &document.body {
        Body::Lines { text, first_line } => Some(of_text(text, *first_line)),
        Body::Paragraphs { text, .. } => Some(of_text(text, 1)),
        Body::Pages { text, pages } => Some(layout::printed(text, pages)),
        Body::Article { .. } => None,
    }
}
