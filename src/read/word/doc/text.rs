//! Pieces → paragraphs: letters by letters, with the signs that end lines, cells and fields.

use encoding_rs::WINDOWS_1252;

use super::super::Found;
use super::super::flow::Flow;
use super::super::paragraph::{Face, Paragraph};
use super::bytes::{slice, u8_at, u16_at, utf16};
use super::pages::Pages;
use super::pieces::Piece;
use super::sprm::each;
use super::styles::{Styles, align};
use crate::read::look::{Above, Align, Place};

/// All that is needed to read the text.
pub(super) struct Document<'b> {
    pub(super) main: &'b [u8],
    pub(super) pieces: Vec<Piece>,
    pub(super) letters: Pages<'b>,
    pub(super) paragraphs: Pages<'b>,
    pub(super) styles: Styles,
}

/// What the parts of a document are, in their order: text, notes, heads of pages, comments, notes, boxes.
const PARTS: [Option<Place>; 6] =
    [Some(Place::Text), Some(Place::Text), Some(Place::Margin), None, Some(Place::Text), Some(Place::Text)];

/// The paragraphs of the text, the notes, the heads of pages and the boxes.
pub(super) fn read(document: &Document<'_>, lengths: [u32; 6]) -> Found {
    let mut reading = Reading::new(document);
    let mut from = 0u32;
    for (place, length) in PARTS.into_iter().zip(lengths) {
        let to = from.saturating_add(length);
        if let Some(place) = place {
            reading.begin_part(place);
            reading.characters(from, to);
            reading.end_part();
        }
        from = to;
    }
    let warnings = if reading.lost {
        vec!["a part of its text lies outside of the file; the rest was read".into()]
    } else {
        Vec::new()
    };
    Found { paragraphs: reading.flow.finish(), warnings }
}

struct Reading<'d, 'b> {
    document: &'d Document<'b>,
    flow: Flow,
    paragraph: Paragraph,
    place: Place,
    /// The letters of the present run, and how they are set.
    run: String,
    face: Face,
    /// For each open field, whether its instruction is over.
    fields: Vec<bool>,
    /// How many of them are still in their instruction: no text of the document.
    instructions: usize,
    in_row: bool,
    region: bool,
    lost: bool,
    /// Characters that may still be read: pieces of a damaged file can lie on one another.
    left: usize,
}

/// What the modifiers of a paragraph say.
#[derive(Clone, Copy, Debug, Default)]
struct Properties {
    align: Option<Align>,
    level: Option<u8>,
    in_table: bool,
    ends_row: bool,
    page_above: bool,
}

impl<'d, 'b> Reading<'d, 'b> {
    fn new(document: &'d Document<'b>) -> Reading<'d, 'b> {
        Reading {
            document,
            flow: Flow::default(),
            paragraph: Paragraph::default(),
            place: Place::Text,
            run: String::new(),
            face: Face::default(),
            fields: Vec::new(),
            instructions: 0,
            in_row: false,
            region: true,
            lost: false,
            left: document.main.len(),
        }
    }

    fn begin_part(&mut self, place: Place) {
        self.place = place;
        self.region = true;
    }

    fn end_part(&mut self) {
        self.flush();
        self.fields.clear();
        self.instructions = 0;
        let rest = std::mem::take(&mut self.paragraph);
        self.flow.paragraph(Paragraph { place: self.place, ..rest });
        self.end_row();
    }

    /// Reads the characters from one place of the document up to another.
    fn characters(&mut self, from: u32, to: u32) {
        let document = self.document;
        let behind = document.pieces.partition_point(|piece| piece.first.saturating_add(piece.count) <= from);
        for piece in document.pieces.iter().skip(behind).take_while(|piece| piece.first < to) {
            let skipped = from.saturating_sub(piece.first);
            let count = piece.count.min(to - piece.first).saturating_sub(skipped);
            self.piece(piece, skipped as usize, count as usize);
        }
    }

    /// Reads a part of a piece, a stretch of letters set alike at a time.
    fn piece(&mut self, piece: &Piece, skipped: usize, count: usize) {
        let width = if piece.narrow { 1 } else { 2 };
        let mut at = piece.at.saturating_add(skipped.saturating_mul(width));
        let end = at.saturating_add(count.min(self.left).saturating_mul(width));
        self.lost |= count > self.left || end > self.document.main.len();
        self.left = self.left.saturating_sub(count);
        let end = end.min(self.document.main.len());
        while at < end {
            let change = self.document.letters.next_change(at).min(end);
            let stretch = (change - at).max(width).next_multiple_of(width).min(end - at);
            let Some(bytes) = slice(self.document.main, at, stretch) else { return };
            self.begin_run(at);
            self.stretch(bytes, at, piece.narrow);
            at += stretch;
        }
    }

    fn begin_run(&mut self, at: usize) {
        self.flush();
        let style = self.document.paragraphs.at(at).map_or(0, |paragraph| paragraph.style);
        let modifiers = self.document.letters.at(at).map_or(&[][..], |letters| letters.modifiers);
        self.face = self.document.styles.set(&self.document.styles.style(style).face, modifiers);
    }

    fn stretch(&mut self, bytes: &[u8], at: usize, narrow: bool) {
        if narrow {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            text.chars().zip(at..).for_each(|(c, at)| self.character(c, at));
        } else {
            utf16(bytes).chars().fold(at, |at, c| {
                self.character(c, at);
                at + c.len_utf16() * 2
            });
        }
    }

    fn character(&mut self, c: char, at: usize) {
        match c {
            '\u{13}' => self.begin_field(),
            '\u{14}' => self.end_instruction(true),
            '\u{15}' => self.end_instruction(false),
            _ if self.instructions > 0 => {}
            '\r' => self.end_paragraph(at),
            '\u{7}' => self.end_cell(at),
            '\u{c}' => {
                self.end_paragraph(at);
                self.region = true;
            }
            '\u{b}' => self.run.push('\n'),
            '\t' | '\u{e}' => self.run.push(' '),
            '\u{1e}' => self.run.push('-'),
            '\0'..='\u{1f}' => {}
            c => self.run.push(c),
        }
    }

    fn begin_field(&mut self) {
        self.fields.push(false);
        self.instructions += 1;
    }

    /// The innermost field goes on with its result, or ends.
    fn end_instruction(&mut self, goes_on: bool) {
        if self.fields.pop() == Some(false) {
            self.instructions -= 1;
        }
        if goes_on {
            self.fields.push(true);
        }
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.paragraph.push(&run, &self.face);
    }

    fn end_paragraph(&mut self, at: usize) {
        self.flush();
        let properties = self.properties(at);
        if properties.in_table {
            self.begin_row();
        } else {
            self.end_row();
        }
        self.finish_paragraph(at, properties);
    }

    fn finish_paragraph(&mut self, at: usize, properties: Properties) {
        let style = self.document.styles.style(self.document.paragraphs.at(at).map_or(0, |paragraph| paragraph.style));
        let mut paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_blank() {
            return;
        }
        paragraph.heading = properties.level.or(style.heading);
        paragraph.caption = style.caption;
        paragraph.align = properties.align.unwrap_or(style.align);
        paragraph.place = self.place;
        if std::mem::take(&mut self.region) || properties.page_above {
            paragraph.above = Above::Region;
        }
        self.flow.paragraph(paragraph);
    }

    /// The sign ends a cell, or the row.
    fn end_cell(&mut self, at: usize) {
        self.flush();
        let properties = self.properties(at);
        if properties.ends_row {
            self.finish_paragraph(at, properties);
            return self.end_row();
        }
        self.begin_row();
        self.finish_paragraph(at, properties);
        self.flow.end_cell();
        self.flow.begin_cell();
    }

    fn begin_row(&mut self) {
        if !std::mem::replace(&mut self.in_row, true) {
            self.flow.begin_row();
            self.flow.begin_cell();
        }
    }

    fn end_row(&mut self) {
        if std::mem::take(&mut self.in_row) {
            self.flow.end_row();
        }
    }

    fn properties(&self, at: usize) -> Properties {
        let mut properties = Properties::default();
        let modifiers = self.document.paragraphs.at(at).map_or(&[][..], |paragraph| paragraph.modifiers);
        each(modifiers, &mut |number, value| {
            let on = u8_at(value, 0).is_some_and(|on| on != 0);
            match number {
                0x2416 => properties.in_table = on,
                0x2417 => properties.ends_row = on,
                0x2407 => properties.page_above = on,
                0x2640 => properties.level = u8_at(value, 0).filter(|level| *level < 9).map(|level| level + 1),
                0x6649 => properties.in_table |= u16_at(value, 0).is_some_and(|depth| depth > 0),
                _ => properties.align = align(number, value).or(properties.align),
            }
        });
        properties
    }
}
