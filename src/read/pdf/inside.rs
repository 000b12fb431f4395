//! Inside the child process: a PDF → its pages, told line by line.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pdf_oxide::PdfDocument;
use pdf_oxide::error::Error;
use pdf_oxide::layout::TextChar;

use super::letters::{Letter, words};
use super::wire::{Font, PageTold, Told};

/// Reads the PDF at `path` and tells its pages to `out`, one JSON object a line.
///
/// # Errors
/// When `out` can't be written.
pub(super) fn tell(path: &Path, out: &mut dyn Write) -> io::Result<()> {
    let opened = caught(|| PdfDocument::open(path)).and_then(|document| {
        let pages = caught(|| document.page_count())?;
        Ok((document, pages))
    });
    let (document, pages) = match opened {
        Ok(opened) => opened,
        Err(reason) => return say(out, &Told::Failed(reason)),
    };
    if document.is_encrypted() && !matches!(caught(|| document.authenticate(b"")), Ok(true)) {
        return say(out, &Told::Failed(super::PASSWORD.to_owned()));
    }
    say(out, &Told::Pages(u32::try_from(pages).unwrap_or(u32::MAX)))?;
    for index in 0..pages {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let told = match caught(|| page(&document, index)) {
            Ok(page) => Told::Page(PageTold { number, ..page }),
            Err(reason) => Told::Lost(number, reason),
        };
        say(out, &told)?;
    }
    say(out, &Told::End)
}

fn say(out: &mut dyn Write, told: &Told) -> io::Result<()> {
    serde_json::to_writer(&mut *out, told)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// What `read` gives; a panic of the reader is a reason like its errors.
fn caught<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(Error::EncryptedPdf)) => Err(super::PASSWORD.to_owned()),
        Ok(Err(error)) => Err(format!("damaged PDF: {error}")),
        Err(_) => Err("damaged PDF: the reader failed on it".to_owned()),
    }
}

fn page(document: &PdfDocument, index: usize) -> Result<PageTold, Error> {
    let (left, bottom, right, top) = document.get_page_media_box(index)?;
    let (width, height) = ((right - left).abs(), (top - bottom).abs());
    let sheet = Sheet { left: left.min(right), top: top.max(bottom), width, height };
    let chars = document.extract_chars(index)?;
    let turn = turn_of_most(&chars);
    let mut fonts: Vec<Font> = Vec::new();
    let mut letters = Vec::with_capacity(chars.len());
    for char in chars.iter().filter(|char| quarter(char) == turn) {
        letters.push(sheet.letter(char, turn, font_number(&mut fonts, char)));
    }
    let (width, height) = if turn.is_multiple_of(2) { (width, height) } else { (height, width) };
    Ok(PageTold { width, height, fonts, words: words(letters), ..PageTold::default() })
}

/// The paper: the corner from which we measure, in the file's own points, which grow upwards, and its extent.
struct Sheet {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
}

impl Sheet {
    /// The letter as it stands when the page is turned so that it can be read.
    fn letter(&self, char: &TextChar, turn: u8, font: u32) -> Letter {
        let (x, y) = (char.origin_x - self.left, self.top - char.origin_y);
        let (left, base) = match turn {
            0 => (x, y),
            1 => (self.height - y, x),
            2 => (self.width - x, self.height - y),
            _ => (y, self.width - x),
        };
        let width = char.advance_width.max(0.0);
        Letter { letter: char.char, left, right: left + width, base, size: char.font_size, font }
    }
}

fn font_number(fonts: &mut Vec<Font>, char: &TextChar) -> u32 {
    let bold = char.font_weight.is_bold();
    let is_this = |font: &Font| font.name == char.font_name && font.bold == bold && font.italic == char.is_italic;
    let at = fonts.iter().rposition(is_this).unwrap_or_else(|| {
        fonts.push(Font { name: char.font_name.clone(), bold, italic: char.is_italic });
        fonts.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// How often a letter is turned by ninety degrees; 4 where it is turned otherwise.
fn quarter(char: &TextChar) -> u8 {
    let turned = char.rotation_degrees.rem_euclid(360.0) / 90.0;
    let nearest = turned.round();
    if (turned - nearest).abs() < 0.03 { nearest as u8 % 4 } else { 4 }
}

/// How most letters of the page are turned.
fn turn_of_most(chars: &[TextChar]) -> u8 {
    let count = |turn: u8| chars.iter().filter(|char| quarter(char) == turn).count();
    (0..4).rev().max_by_key(|turn| count(*turn)).unwrap_or(0)
}
