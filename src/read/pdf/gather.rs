//! What a reader got → [`Document`].

use super::Got;
use super::fonts;
use super::ocr::Pictures;
use super::wire::{PageTold, WordTold};
use crate::read::encoding::carried_over;
use crate::read::legacy::Legacy;
use crate::read::{Body, Document, Encoding, Page, Word};
use crate::text::normalise::normalise;

/// The document.
///
/// # Errors
/// The reason, where no page has a word.
pub(super) fn document(got: Got) -> Result<Document, String> {
    let bare = bare_pages(&got);
    if got.words() == 0 {
        return Err(nothing_found(&got, bare.len()));
    }
    let mut warnings = missing(&got);
    match &got.pictures {
        Some(pictures) => warnings.extend(from_pictures(pictures, &got.pages)),
        None if bare.is_empty() => {}
        None => warnings.push(format!("{} {SCANNED}", listed(&bare))),
    }
    let mut gathered =
        Gathered { text: String::new(), pages: Vec::new(), encoding: "Unicode", carried_over: unnamed(&got) };
    for page in &got.pages {
        gathered.push(page);
    }
    let encoding = Encoding { name: gathered.encoding, replaced: 0 };
    let body = Body::Pages { text: gathered.text, pages: gathered.pages };
    Ok(Document { body, encoding, warnings, ..Document::default() })
}

/// The old encoding of fonts whose names don't tell it.
fn unnamed(got: &Got) -> Option<Legacy> {
    const ENOUGH: usize = 2000;
    let named = got.pages.iter().flat_map(|page| &page.fonts).any(|font| fonts::reading(&font.name).is_some());
    let drawn = got.pages.iter().filter(|page| page.certainty.is_none());
    let words = drawn.flat_map(|page| &page.words).take(ENOUGH).map(|word| word.text.as_str());
    if named { None } else { carried_over(&words.collect::<Vec<_>>().join(" ")) }
}

fn bare_pages(got: &Got) -> Vec<u32> {
    got.pages.iter().filter(|page| page.words.is_empty()).map(|page| page.number).collect()
}

/// Said of pages that nobody looked at the pictures of.
const SCANNED: &str = "without text (scanned; --ocr reads them)";

fn nothing_found(got: &Got, bare: usize) -> String {
    let pages = format!("{bare} {}", if bare == 1 { "page" } else { "pages" });
    match (&got.trouble, got.lost.first(), &got.pictures) {
        (Some(trouble), _, _) => trouble.clone(),
        (None, Some((_, reason)), _) => reason.clone(),
        (None, None, None) => format!("{pages} {SCANNED}"),
        (None, None, Some(pictures)) => {
            let reason = pictures.trouble.as_ref().or(pictures.failed.first().map(|(_, reason)| reason));
            let reason = reason.map_or(NOTHING_READ, String::as_str);
            format!("{pages} without text (scanned): {reason}")
        }
    }
}

/// Said of pictures without words.
const NOTHING_READ: &str = "nothing could be read on the picture";

/// What became of the pages without text.
fn from_pictures(pictures: &Pictures, pages: &[PageTold]) -> Vec<String> {
    let certain = pages.iter().filter_map(|page| page.certainty).collect::<Vec<_>>();
    let average = certain.iter().sum::<f32>() / certain.len().max(1) as f32 * 100.0;
    let some = |numbers: &[u32]| (!numbers.is_empty()).then(|| listed(numbers));
    let read = some(&pictures.read).map(|pages| {
        format!("the text of {pages} was read from pictures (OCR) and may be wrong; {average:.0} % certain on average")
    });
    let left = some(&pictures.left).zip(pictures.trouble.as_ref());
    let left = left.map(|(left, trouble)| match pictures.read.len() {
        0 => format!("{left} without text (scanned): {trouble}"),
        read => {
            let all = read + pictures.left.len() + pictures.empty.len() + pictures.failed.len();
            format!("only {} of {all} scanned pages could be read: {trouble}", all - pictures.left.len())
        }
    });
    let empty = some(&pictures.empty).map(|pages| format!("{pages} without text (scanned): {NOTHING_READ}"));
    let failed = pictures.failed.iter().map(|(page, reason)| format!("page {page} without text (scanned): {reason}"));
    read.into_iter().chain(empty).chain(failed).chain(left).collect()
}

/// What the reader could not give.
fn missing(got: &Got) -> Vec<String> {
    let lost = got.lost.iter().map(|(number, reason)| format!("page {number} can't be read: {reason}"));
    let read = got.pages.len() + got.lost.len();
    let rest = got.trouble.as_ref().map(|trouble| match got.total {
        Some(total) if total as usize <= read => format!("text may be missing: {trouble}"),
        Some(total) => format!("only {read} of {total} pages could be read: {trouble}"),
        None => format!("only {read} pages could be read: {trouble}"),
    });
    let instead = got.instead.iter().map(|reason| format!("read with pdftotext, which knows no fonts: {reason}"));
    instead.chain(lost).chain(rest).collect()
}

/// `page 3`, `pages 1, 2, 5`.
fn listed(numbers: &[u32]) -> String {
    const MOST: usize = 20;
    let shown: Vec<String> = numbers.iter().take(MOST).map(u32::to_string).collect();
    let more = if numbers.len() > MOST { " and more" } else { "" };
    format!("{} {}{more}", if numbers.len() == 1 { "page" } else { "pages" }, shown.join(", "))
}

/// The encoding of letters that were read from a picture.
const OCR: &str = "ocr";

struct Gathered {
    text: String,
    pages: Vec<Page>,
    encoding: &'static str,
    carried_over: Option<Legacy>,
}

impl Gathered {
    fn push(&mut self, told: &PageTold) {
        let mut page = Page {
            number: told.number,
            width: told.width,
            height: told.height,
            words: Vec::with_capacity(told.words.len()),
            certainty: told.certainty,
        };
        for word in &told.words {
            page.words.extend(self.word(word, told));
        }
        if told.certainty.is_some() {
            self.encoding = OCR;
        }
        self.pages.push(page);
    }

    /// The letters of a word, those of old fonts led back.
    fn letters(&mut self, told: &WordTold, page: &PageTold) -> String {
        if page.certainty.is_some() {
            return told.text.clone();
        }
        let ends = told.changes.iter().map(|(end, _)| *end).chain([told.text.len()]);
        let mut start = 0;
        let mut letters = String::with_capacity(told.text.len() + 4);
        for (end, font) in ends.zip(std::iter::once(told.font).chain(told.changes.iter().map(|(_, font)| *font))) {
            let run = told.text.get(start..end).unwrap_or_default();
            let named = page.fonts.get(font as usize).and_then(|font| fonts::reading(&font.name));
            let reading = named.or(self.carried_over.map(fonts::Reading::of));
            match reading.and_then(|reading| Some((reading.read(run)?, reading.legacy.name()))) {
                Some((led_back, name)) => {
                    if self.encoding != OCR {
                        self.encoding = name;
                    }
                    letters.push_str(&led_back);
                }
                None => letters.push_str(run),
            }
            start = end;
        }
        letters
    }

    fn word(&mut self, told: &WordTold, page: &PageTold) -> Option<Word> {
        let letters = self.letters(told, page);
        let letters = normalise(&letters);
        let letters = letters.trim();
        if letters.is_empty() {
            return None;
        }
        let start = self.text.len();
        self.text.push_str(letters);
        let end = self.text.len();
        self.text.push(' ');
        let font = page.fonts.get(told.font as usize);
        Some(Word {
            range: start..end,
            left: told.left,
            right: told.right,
            base: told.base,
            size: told.size,
            bold: font.is_some_and(|font| font.bold),
            italic: font.is_some_and(|font| font.italic),
            joined: told.joined,
        })
    }
}
