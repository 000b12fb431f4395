//! Documents of word processors: every format becomes [`Paragraph`]s of runs, and these one [`Document`].
//!
//! | step | gives out |
//! | --- | --- |
//! | `docx`, `styles` | paragraphs of a DOCX |
//! | `odt` | those of an ODT |
//! | `rtf` | those of an RTF |
//! | `doc` | those of a DOC of Word 97 to 2003 |
//! | `flow` | paragraphs out of tables, row by row or cell by cell |
//! | `fonts` | letters of the fonts older than Unicode |
//! | `paragraph` | what most letters of a paragraph look like |

mod doc;
mod docx;
mod flow;
mod fonts;
mod odt;
mod paragraph;
mod rtf;
mod styles;
#[cfg(test)]
mod tests;

use std::mem::take;

use super::encoding::lead_back;
use super::load::EMPTY;
use super::package::Package;
use super::record::one_line;
use super::walk::Kind;
use super::{Body, Document, Encoding};
use crate::text::normalise::normalise;
use paragraph::Paragraph;

/// What a reader of one format found.
#[derive(Debug, Default)]
struct Found {
    paragraphs: Vec<Paragraph>,
    warnings: Vec<String>,
}

/// What a file is that only bears the name of a document: Word keeps web pages under `.doc` too.
pub(super) fn inner_kind(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.trim_ascii_start().get(..12)?.to_ascii_lowercase();
    let page =
        [b"<html".as_slice(), b"<!doctype", b"<?xml", b"<head", b"<meta"].iter().any(|tag| head.starts_with(tag));
    match () {
        () if page => Some(Kind::Html),
        () if head.starts_with(b"mime-version") => Some(Kind::SavedPage),
        () => None,
    }
}

/// Reads a document of a word processor, whichever format its bytes are in: names lie.
///
/// # Errors
/// The reason, where nothing of it can be read.
pub(super) fn document(bytes: &[u8]) -> Result<Document, String> {
    let found = match bytes {
        [b'P', b'K', 3, 4, ..] => packed(bytes)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => doc::read(bytes)?,
        _ if bytes.trim_ascii_start().starts_with(b"{\\rt") => rtf::read(bytes)?,
        _ => {
            return Err(
                "expected a document of a word processor (.docx, .doc, .odt, .rtf), found something else".to_owned()
            );
        }
    };
    assemble(found)
}

fn packed(bytes: &[u8]) -> Result<Found, String> {
    let package = Package::open(bytes)?;
    if package.has("content.xml") { odt::read(package) } else { docx::read(package) }
}

fn assemble(mut found: Found) -> Result<Document, String> {
    let by_font = fonts::decode(&mut found.paragraphs);
    let mut warnings = take(&mut found.warnings);
    let (mut text, mut looks) = (String::new(), Vec::with_capacity(found.paragraphs.len()));
    for paragraph in found.paragraphs {
        let line = one_line(&paragraph.text());
        if !line.is_empty() {
            text.push_str(&line);
            text.push('\n');
            looks.push(paragraph.look());
        }
    }
    if looks.is_empty() {
        return Err(EMPTY.to_owned());
    }
    let mut encoding = Encoding { name: by_font.unwrap_or("Unicode"), replaced: 0 };
    if by_font.is_none()
        && let Some((name, again)) = lead_back(&text)
    {
        warnings.push(format!("letters of {name} stood in it as Unicode; they were led back"));
        encoding.name = name;
        text = again.lines().fold(String::with_capacity(again.len()), |text, line| text + &normalise(line) + "\n");
    }
    Ok(Document { body: Body::Paragraphs { text, looks }, encoding, warnings, ..Document::default() })
}
