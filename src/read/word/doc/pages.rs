//! Formatted disk pages: which modifiers hold for which bytes of the main stream ([MS-DOC] 2.9.33, 2.9.175).

use super::bytes::{slice, u8_at, u16_at, u32_at};

/// Modifiers of a stretch of the main stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch<'b> {
    /// First byte.
    pub(super) from: usize,
    /// Byte behind the last.
    pub(super) to: usize,
    /// The style of a paragraph.
    pub(super) style: u16,
    pub(super) modifiers: &'b [u8],
}

/// Stretches in the order of the bytes.
#[derive(Debug, Default)]
pub(super) struct Pages<'b> {
    stretches: Vec<Stretch<'b>>,
}

/// What a page tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Letters,
    Paragraphs,
}

const PAGE: usize = 512;
/// More are of a damaged file.
const MOST: usize = 4_000_000;

impl<'b> Pages<'b> {
    /// Reads all pages that `table` names.
    pub(super) fn read(main: &'b [u8], table: &[u8], of: Of) -> Pages<'b> {
        let count = table.len().saturating_sub(4) / 8;
        let mut stretches = Vec::new();
        for number in 0..count {
            let place = u32_at(table, (count + 1) * 4 + number * 4).map(|page| (page & 0x3f_ffff) as usize * PAGE);
            let Some(page) = place.and_then(|place| slice(main, place, PAGE)) else { continue };
            let stretches_of_page = usize::from(page[PAGE - 1]);
            stretches.extend((0..stretches_of_page).map_while(|at| stretch(page, stretches_of_page, at, of)));
            if stretches.len() > MOST {
                break;
            }
        }
        stretches.sort_by_key(|stretch| stretch.from);
        Pages { stretches }
    }

    /// The stretch that a byte lies in.
    pub(super) fn at(&self, byte: usize) -> Option<&Stretch<'b>> {
        let behind = self.stretches.partition_point(|stretch| stretch.from <= byte);
        self.stretches.get(behind.checked_sub(1)?).filter(|stretch| byte < stretch.to)
    }

    /// Where the next stretch begins or the present one ends.
    pub(super) fn next_change(&self, byte: usize) -> usize {
        let behind = self.stretches.partition_point(|stretch| stretch.from <= byte);
        let next = self.stretches.get(behind).map_or(usize::MAX, |stretch| stretch.from);
        self.at(byte).map_or(next, |stretch| stretch.to.min(next))
    }
}

fn stretch(page: &[u8], count: usize, at: usize, of: Of) -> Option<Stretch<'_>> {
    let from = u32_at(page, at * 4)? as usize;
    let to = u32_at(page, at * 4 + 4)? as usize;
    let entries = (count + 1) * 4;
    let (style, modifiers) = match of {
        Of::Letters => (0, letters(page, u8_at(page, entries + at)?)),
        Of::Paragraphs => paragraph(page, u8_at(page, entries + at * 13)?),
    };
    Some(Stretch { from, to, style, modifiers })
}

fn letters(page: &[u8], place: u8) -> &[u8] {
    let at = usize::from(place) * 2;
    let count = u8_at(page, at).filter(|_| at > 0).unwrap_or(0);
    slice(page, at + 1, usize::from(count)).unwrap_or_default()
}

fn paragraph(page: &[u8], place: u8) -> (u16, &[u8]) {
    let at = usize::from(place) * 2;
    let bytes = match u8_at(page, at).filter(|_| at > 0) {
        None => None,
        Some(0) => u8_at(page, at + 1).and_then(|words| slice(page, at + 2, usize::from(words) * 2)),
        Some(words) => slice(page, at + 1, usize::from(words) * 2 - 1),
    };
    let bytes = bytes.unwrap_or_default();
    (u16_at(bytes, 0).unwrap_or(0), bytes.get(2..).unwrap_or_default())
}
