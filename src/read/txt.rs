//! Plain text: lines as printed; the splitter decides what they are.

use super::load::EMPTY;
use super::{Body, Document};
use crate::text::normalise::normalise;

/// The lines of a text file, form feeds kept (they part pages), line ends made one kind.
///
/// # Errors
/// The reason, where the text has no letter or sign.
pub(super) fn document(text: &str) -> Result<Document, String> {
    let mut text = normalise(text).into_owned();
    if text.trim().is_empty() {
        return Err(EMPTY.to_owned());
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(Document { body: Body::Lines { text, first_line: 1 }, ..Document::default() })
}
