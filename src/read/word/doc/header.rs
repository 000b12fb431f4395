//! The file information block: where everything else lies ([MS-DOC] 2.5).

use super::bytes::{slice, u16_at, u32_at};

/// What is needed of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Whether the stream of tables is `1Table` rather than `0Table`.
    pub(super) second_table: bool,
    /// Characters of the text, the notes, the heads of pages, the comments, the notes at the end, the boxes.
    pub(super) lengths: [u32; 6],
    pub(super) pieces: Lies,
    pub(super) letters: Lies,
    pub(super) paragraphs: Lies,
    pub(super) styles: Lies,
    pub(super) fonts: Lies,
}

/// Where a table lies in the stream of tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lies {
    at: usize,
    count: usize,
}

impl Lies {
    /// The bytes of the table; none where it lies outside.
    pub(super) fn of<'b>(&self, tables: &'b [u8]) -> &'b [u8] {
        slice(tables, self.at, self.count).unwrap_or_default()
    }
}

/// Reads the block at the head of the main stream.
///
/// # Errors
/// The reason, where the document is of another program, older, or protected.
pub(super) fn read(main: &[u8]) -> Result<Header, String> {
    const MAGIC: u16 = 0xa5ec;
    const WORD_97: u16 = 0xc1;
    const PROTECTED: u16 = 0x100;
    const SECOND_TABLE: u16 = 0x200;
    let number = |at| u16_at(main, at).ok_or(super::DAMAGED);
    if number(0)? != MAGIC {
        return Err("expected a document of Word 97 to 2003, found one of another program".to_owned());
    }
    if number(2)? < WORD_97 {
        return Err("expected a document of Word 97 to 2003, found one of Word 6 or 95; save it as .docx".to_owned());
    }
    let flags = number(0xa)?;
    if flags & PROTECTED != 0 {
        return Err("protected by a password; save it without one".to_owned());
    }
    let length = |at| u32_at(main, at).unwrap_or(0).min(i32::MAX as u32);
    let lies = |index: usize| {
        let at = 0x9a + index * 8;
        let part = |at| u32_at(main, at).unwrap_or(0) as usize;
        Lies { at: part(at), count: part(at + 4) }
    };
    Ok(Header {
        second_table: flags & SECOND_TABLE != 0,
        lengths: [length(0x4c), length(0x50), length(0x54), length(0x5c), length(0x60), length(0x64)],
        styles: lies(1),
        letters: lies(12),
        paragraphs: lies(13),
        fonts: lies(15),
        pieces: lies(33),
    })
}
