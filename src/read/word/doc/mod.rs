//! DOC of Word 97 to 2003 ([MS-DOC]): pieces of text, and pages of modifiers that say how they are set.
//!
//! Modifiers that fast saving put on whole pieces are passed over: they tell of looks, not of letters.

mod bytes;
mod header;
mod pages;
mod pieces;
mod sprm;
mod styles;
#[cfg(test)]
mod tests;
mod text;

use std::io::{Cursor, Read};

use super::Found;
use pages::{Of, Pages};
use styles::Styles;

const DAMAGED: &str = "damaged: expected a whole document of Word 97 to 2003";

/// Reads a document.
///
/// # Errors
/// The reason, where it is of another program, protected or damaged.
pub(super) fn read(bytes: &[u8]) -> Result<Found, String> {
    let mut streams = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| format!("{DAMAGED} ({error})"))?;
    if streams.is_stream("/EncryptedPackage") {
        return Err("protected by a password; save it without one".to_owned());
    }
    let main = stream(&mut streams, "/WordDocument", bytes.len()).ok_or(
        "expected a document of a word processor, found an old Office file of another kind (.xls, .ppt, .msg)",
    )?;
    let header = header::read(&main)?;
    let name = if header.second_table { "/1Table" } else { "/0Table" };
    let tables = stream(&mut streams, name, bytes.len()).ok_or(DAMAGED)?;
    let document = text::Document {
        pieces: pieces::pieces(header.pieces.of(&tables)).ok_or(DAMAGED)?,
        letters: Pages::read(&main, header.letters.of(&tables), Of::Letters),
        paragraphs: Pages::read(&main, header.paragraphs.of(&tables), Of::Paragraphs),
        styles: Styles::read(header.styles.of(&tables), header.fonts.of(&tables)),
        main: &main,
    };
    Ok(text::read(&document, header.lengths))
}

/// A stream, no longer than the whole file.
fn stream(streams: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let stream = streams.open_stream(name).ok()?;
    // What can't be read to its end is used as far as it goes.
    let _ = stream.take(most as u64).read_to_end(&mut bytes);
    (!bytes.is_empty()).then_some(bytes)
}
