//! The piece table: where the characters of the text lie in the main stream ([MS-DOC] 2.8.35, 2.9.38).

use super::bytes::{slice, u8_at, u16_at, u32_at};

/// Characters that lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Place of the first of its characters in the document.
    pub(super) first: u32,
    /// How many they are.
    pub(super) count: u32,
    /// Where the first lies, in bytes.
    pub(super) at: usize,
    /// One byte a character rather than two.
    pub(super) narrow: bool,
}

/// The pieces in the order of the text.
pub(super) fn pieces(table: &[u8]) -> Option<Vec<Piece>> {
    let plc = piece_descriptors(table)?;
    let count = plc.len().checked_sub(4)? / 12;
    let piece = |number: usize| {
        let first = u32_at(plc, number * 4)?;
        let next = u32_at(plc, number * 4 + 4)?;
        let place = u32_at(plc, (count + 1) * 4 + number * 8 + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let place = (place & 0x3fff_ffff) as usize;
        Some(Piece { first, count: next.checked_sub(first)?, at: if narrow { place / 2 } else { place }, narrow })
    };
    Some((0..count).map_while(piece).collect())
}

/// Passes over the property modifiers of fast saving to the pieces.
fn piece_descriptors(table: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while u8_at(table, at)? == 1 {
        at += 3 + usize::from(u16_at(table, at + 1)?);
    }
    (u8_at(table, at)? == 2).then_some(())?;
    slice(table, at + 5, u32_at(table, at + 1)? as usize)
}
