//! Markdown: front matter, headings and paragraphs.

use super::Document;

/// stub
pub(super) fn document(text: &str) -> Result<Document, String> {
    super::txt::document(text)
}
