//! RTF: groups of text and control words. Groups are a stack of states, never calls in calls.

mod lex;
mod state;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::Found;
use super::flow::Flow;
use super::paragraph::{Face, Paragraph};
use crate::read::look::Above;
use lex::{Token, Tokens};
use state::{Destination, PLAIN_SIZE, State};
use tables::Tables;

/// Groups in one another; documents have some dozens.
const DEEPEST: usize = 10_000;

/// Reads a document.
///
/// # Errors
/// The reason, where groups are nested too deeply before any text.
pub(super) fn read(bytes: &[u8]) -> Result<Found, String> {
    let mut reading = Reading::default();
    let mut failed = None;
    for token in Tokens::of(bytes) {
        if let Err(reason) = reading.take(token) {
            failed = Some(reason);
            break;
        }
    }
    if failed.is_none() && !reading.groups.is_empty() {
        failed = Some("the file ends in the middle of a group".to_owned());
    }
    let paragraphs = reading.finish();
    match failed {
        Some(reason) if paragraphs.is_empty() => Err(reason),
        failed => {
            let warnings = failed.map(|reason| format!("{reason}; what stands before was read"));
            Ok(Found { paragraphs, warnings: warnings.into_iter().collect() })
        }
    }
}

struct Reading {
    groups: Vec<State>,
    state: State,
    tables: Tables,
    flow: Flow,
    paragraph: Paragraph,
    /// Paragraphs that were left for a note, a box or a header, with the depth of that group.
    left: Vec<(usize, Paragraph)>,
    code_page: &'static Encoding,
    default_font: i32,
    /// `\*` stood before this word.
    starred: bool,
    /// Characters to pass over behind `\u`.
    passing: u32,
    /// The first half of a character of two.
    high_half: Option<u16>,
    in_row: bool,
    region: bool,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            groups: Vec::new(),
            state: State::default(),
            tables: Tables::default(),
            flow: Flow::default(),
            paragraph: Paragraph::default(),
            left: Vec::new(),
            code_page: WINDOWS_1252,
            default_font: 0,
            starred: false,
            passing: 0,
            high_half: None,
            in_row: false,
            region: true,
        }
    }
}

impl Reading {
    fn take(&mut self, token: Token<'_>) -> Result<(), String> {
        match token {
            Token::Open => self.open()?,
            Token::Close => self.close(),
            Token::Word(word, number) => self.word(word, number),
            Token::Sign(b'*') => self.starred = true,
            Token::Sign(sign) => self.sign(sign),
            Token::Byte(byte) => self.bytes(&[byte]),
            Token::Text(bytes) => self.bytes(bytes),
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), String> {
        if self.groups.len() >= DEEPEST {
            return Err(format!("nested too deeply: expected at most {DEEPEST} groups in one another"));
        }
        self.groups.push(self.state);
        (self.starred, self.passing) = (false, 0);
        Ok(())
    }

    fn close(&mut self) {
        match self.state.destination {
            Destination::Fonts if !self.tables.entry.name.is_empty() => self.tables.end_font(self.code_page),
            Destination::Styles if !self.tables.entry.name.is_empty() => self.tables.end_style(),
            _ => {}
        }
        if self.left.last().is_some_and(|(depth, _)| *depth == self.groups.len()) {
            self.end_paragraph();
            self.paragraph = self.left.pop().map(|(_, paragraph)| paragraph).unwrap_or_default();
        }
        self.state = self.groups.pop().unwrap_or_default();
        self.passing = 0;
    }

    fn sign(&mut self, sign: u8) {
        self.starred = false;
        match sign {
            b'~' => self.text(" "),
            b'_' => self.text("-"),
            b'\\' | b'{' | b'}' => self.bytes(&[sign]),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    /// Bytes in the encoding of the present font.
    fn bytes(&mut self, mut bytes: &[u8]) {
        let passed = bytes.len().min(self.passing as usize);
        self.passing -= passed as u32;
        bytes = bytes.get(passed..).unwrap_or_default();
        match self.state.destination {
            Destination::Fonts => self.entry_text(bytes),
            Destination::Styles => self.entry_text(bytes),
            Destination::Text if !bytes.is_empty() => {
                let font = self.state.font.unwrap_or(self.default_font);
                let encoding = self.tables.fonts.get(&font).map_or(Some(self.code_page), |font| font.encoding);
                if let Some(encoding) = encoding {
                    let (text, _) = encoding.decode_without_bom_handling(bytes);
                    self.unpassed_text(&text);
                }
            }
            _ => {}
        }
    }

    /// The name of a font or style; a semicolon ends it.
    fn entry_text(&mut self, bytes: &[u8]) {
        const LONGEST_NAME: usize = 200;
        let (text, _) = self.code_page.decode_without_bom_handling(bytes);
        let mut names = text.split(';').peekable();
        while let Some(part) = names.next() {
            if self.tables.entry.name.len() < LONGEST_NAME {
                self.tables.entry.name.push_str(part);
            }
            if names.peek().is_some() {
                match self.state.destination {
                    Destination::Fonts => self.tables.end_font(self.code_page),
                    _ => self.tables.end_style(),
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.passing > 0 {
            self.passing -= 1;
        } else {
            self.unpassed_text(text);
        }
    }

    fn unpassed_text(&mut self, text: &str) {
        if self.state.destination != Destination::Text {
            return;
        }
        let font = self.state.font.unwrap_or(self.default_font);
        let face = Face {
            font: self.tables.fonts.get(&font).map(|font| font.name.clone()),
            size: Some(self.state.size),
            bold: Some(self.state.bold),
            italic: Some(self.state.italic),
            hidden: Some(self.state.hidden),
        };
        self.paragraph.push(text, &face);
    }

    fn end_paragraph(&mut self) {
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let State { style, align, place, in_table, .. } = self.state;
        paragraph.heading = paragraph.heading.or_else(|| self.tables.heading(style));
        paragraph.caption = self.tables.is_caption(style);
        (paragraph.align, paragraph.place) = (align, place);
        if paragraph.is_blank() {
            return;
        }
        if std::mem::take(&mut self.region) {
            paragraph.above = Above::Region;
        }
        if self.left.is_empty() {
            self.keep_table(in_table);
        }
        self.flow.paragraph(paragraph);
    }

    /// Begins a row before its first paragraph, and ends one that was left open before text outside of tables.
    fn keep_table(&mut self, in_table: bool) {
        if in_table && !self.in_row {
            self.flow.begin_row();
            self.flow.begin_cell();
            self.in_row = true;
        } else if !in_table && self.in_row {
            self.end_row();
        }
    }

    fn end_cell(&mut self) {
        self.state.in_table = true;
        self.end_paragraph();
        self.keep_table(true);
        self.flow.end_cell();
        self.flow.begin_cell();
    }

    fn end_row(&mut self) {
        if std::mem::take(&mut self.in_row) {
            self.flow.end_row();
        }
    }

    fn finish(mut self) -> Vec<Paragraph> {
        self.end_paragraph();
        while let Some((_, paragraph)) = self.left.pop() {
            self.paragraph = paragraph;
            self.end_paragraph();
        }
        self.flow.finish()
    }
}
