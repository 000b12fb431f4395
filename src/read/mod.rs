//! path → [`Document`]: decoded, normalised text, as the file gives it.

mod archive;
mod encoding;
mod epub;
mod fields;
mod front_matter;
mod html;
mod json;
mod jsonl;
mod lawful;
mod legacy;
mod load;
pub mod look;
mod mail;
mod markdown;
mod package;
mod path_date;
pub mod pdf;
mod record;
pub mod side;
mod stated;
#[cfg(test)]
mod tests;
mod txt;
mod unpack;
mod utf16;
mod value;
pub mod walk;
mod word;
mod xml;

use jiff::civil::Date;

use crate::error::Skipped;
use look::Look;
use walk::{Found, Kind};

/// One file, or one record of a file that holds many, as text with what the file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The file, relative to the folder given, `/` between its parts.
    pub file: String,
    /// 1-based line of the record in a JSON Lines file, 1-based number of it in a JSON array.
    pub record: Option<u64>,
    /// What the file or record says of itself.
    pub meta: Meta,
    /// The text.
    pub body: Body,
    /// Where the date of publication could come from, as far as the reader can tell (metadata, path).
    pub dates: Vec<Published>,
    /// How the bytes became text.
    pub encoding: Encoding,
    /// What the user should know: bytes replaced, a date that can't be, front matter left open.
    pub warnings: Vec<String>,
    /// How a person settled what its articles are.
    pub side: Option<side::Side>,
}

/// The text of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// One article: paragraphs known, each on one line of `text`, with its 1-based line in the file where it has one.
    Article {
        /// Paragraphs, a newline between two.
        text: String,
        /// For each paragraph, the 1-based line of the file on which it begins.
        lines: Vec<Option<u32>>,
    },
    /// Lines as printed, hard-wrapped or not: one article or a whole issue; the splitter decides.
    Lines {
        /// The lines, a newline behind each.
        text: String,
        /// 1-based number, in the file, of the first line of `text`.
        first_line: u32,
    },
    /// Pages as printed: words, each with its place and its type; the splitter finds columns and articles.
    Pages {
        /// All words, a space behind each.
        text: String,
        /// The pages, in the order of the file.
        pages: Vec<Page>,
    },
    /// Paragraphs of a word processor: one article or a whole bulletin; the splitter decides by how each looks.
    Paragraphs {
        /// The paragraphs, each on one line, a newline behind each.
        text: String,
        /// How each paragraph looks.
        looks: Vec<Look>,
    },
}

/// A printed page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// 1-based place in the file.
    pub number: u32,
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// The words, in no order that means anything.
    pub words: Vec<Word>,
    /// Where the words were read from a picture, how certain they are on the average, 0 to 1. [`Word::joined`] then says
    /// of every word whether it goes on in the line of the word before.
    pub certainty: Option<f32>,
}

/// A word on a page; lengths in points, from the left and from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Bytes of the document's text, end exclusive.
    pub range: std::ops::Range<usize>,
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// The line on which its letters stand.
    pub base: f32,
    /// Size of the type.
    pub size: f32,
    /// Whether the type is bold.
    pub bold: bool,
    /// Whether the type is slanted.
    pub italic: bool,
    /// Whether the page itself joins it to the word before, on the same line, by a space.
    pub joined: bool,
}

impl Body {
    /// The text: lines or paragraphs parted by newlines, words of pages by spaces.
    pub fn text(&self) -> &str {
        match self {
            Body::Article { text, .. }
            | Body::Lines { text, .. }
            | Body::Paragraphs { text, .. }
            | Body::Pages { text, .. } => text,
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Body::Lines { text: String::new(), first_line: 1 }
    }
}

/// What a file or record says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The record's own id.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Authors.
    pub byline: Vec<String>,
    /// The paper or site it is from.
    pub source: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
}

/// A date of publication and where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// What says so.
    pub source: DateSource,
}

/// Where a date of publication was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// Front matter, a JSON field, JSON-LD, `<time>`.
    Metadata,
    /// A masthead line of the issue, or a line below a headline that is nothing but the day of its article.
    Masthead,
    /// The name of the file or of a folder above it.
    Path,
    /// The text: the latest complete day it tells of as past.
    Text,
}

/// How bytes became text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE`, `windows-1258`, `TCVN3`, `VNI`, `VISCII`, `VPS`; `Unicode` for documents and
    /// pages that need no table; `ocr` where some page was read from a picture.
    pub name: &'static str,
    /// How many malformed sequences were replaced by U+FFFD.
    pub replaced: u64,
}

impl Default for Encoding {
    fn default() -> Self {
        Encoding { name: "UTF-8", replaced: 0 }
    }
}

/// What is known of a file once it has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFacts {
    /// A hash of its bytes (BLAKE3, in hexadecimal).
    pub hash: String,
    /// How its bytes were read: see [`Encoding::name`].
    pub encoding: &'static str,
    /// Where pages without text were left unread, with how many seconds for the file; 0 where their pictures were not
    /// looked at.
    pub unread: Option<u64>,
}

/// How files are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How PDFs are read.
    pub pdf: pdf::Options,
    /// Bytes of the largest file that is read whole: all but JSON Lines, of which a line is.
    pub largest_file: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { pdf: pdf::Options::default(), largest_file: load::LARGEST_FILE }
    }
}

/// What a reader hands over: documents, and records that can't be used.
type Sink<'a> = dyn FnMut(Result<Document, Skipped>) + 'a;

/// Reads one file and hands over its documents one by one, as soon as each is read; records that can't be used are
/// handed over as [`Skipped`] with their line, and reading goes on behind them.
///
/// # Errors
/// When nothing of the file can be used: it can't be opened, is empty, too large, binary, or of an unknown kind.
pub fn read(found: &Found, options: &Options, sink: &mut Sink) -> Result<FileFacts, Skipped> {
    let kind = Kind::of(&found.file).map_err(|reason| found.skipped(reason))?;
    let from_path = path_date::day_of(found).map(|date| Published { date, source: DateSource::Path });
    let mut sink = |item: Result<Document, Skipped>| {
        sink(item.map(|mut document| {
            document.file.clone_from(&found.file);
            document.dates.extend(from_path);
            side::attach(found, &mut document);
            document
        }));
    };
    match kind {
        Kind::JsonLines => jsonl::read(found, options.largest_file, &mut sink),
        Kind::Pdf => read_pdf(found, options, &mut sink),
        Kind::Word | Kind::Book | Kind::Mail | Kind::SavedPage => {
            read_packed(found, kind, options.largest_file, &mut sink)
        }
        Kind::Archive => Err(found.skipped("an archive; expected one of its members")),
        _ => read_whole(found, kind, options.largest_file, &mut sink),
    }
}

fn read_pdf(found: &Found, options: &Options, sink: &mut Sink) -> Result<FileFacts, Skipped> {
    let (document, facts) = pdf::read(found, options)?;
    sink(Ok(document));
    Ok(facts)
}

/// A file whose bytes are no text of their own; the readers say how they became text.
fn read_packed(found: &Found, kind: Kind, largest: u64, sink: &mut Sink) -> Result<FileFacts, Skipped> {
    let loaded = load::load(found, largest)?;
    let mut facts = FileFacts { hash: loaded.hash, encoding: UNICODE, unread: None };
    let mut sink = |item: Result<Document, Skipped>| {
        facts.encoding = item.as_ref().map_or(facts.encoding, |document| document.encoding.name);
        sink(item);
    };
    let read = match kind {
        Kind::Book => epub::read(found, &loaded.bytes, &mut sink),
        Kind::Mail => mail::read(&loaded.bytes, false, &mut sink),
        Kind::SavedPage => mail::read(&loaded.bytes, true, &mut sink),
        _ => match word::inner_kind(&loaded.bytes) {
            Some(Kind::SavedPage) => mail::read(&loaded.bytes, true, &mut sink),
            Some(_) => encoding::decode(&loaded.bytes).and_then(|page| html::read(&page.text, &mut sink)),
            None => word::document(&loaded.bytes).map(|document| sink(Ok(document))),
        },
    };
    read.map_err(|reason| found.skipped(reason))?;
    Ok(facts)
}

/// The encoding of documents that say themselves which letters they have.
const UNICODE: &str = "Unicode";

fn read_whole(found: &Found, kind: Kind, largest: u64, sink: &mut Sink) -> Result<FileFacts, Skipped> {
    let loaded = load::load(found, largest)?;
    let decoded = encoding::decode(&loaded.bytes).map_err(|reason| found.skipped(reason))?;
    let facts = FileFacts { hash: loaded.hash, encoding: decoded.encoding.name, unread: None };
    let mut warnings = decoded.warnings;
    let mut sink = |item: Result<Document, Skipped>| {
        sink(item.map(|mut document| {
            document.encoding = decoded.encoding.clone();
            document.warnings.splice(0..0, warnings.drain(..));
            document
        }));
    };
    match kind {
        Kind::Text => sink(Ok(txt::document(&decoded.text).map_err(|reason| found.skipped(reason))?)),
        Kind::Markdown => sink(Ok(markdown::document(&decoded.text).map_err(|reason| found.skipped(reason))?)),
        Kind::Html => html::read(&decoded.text, &mut sink).map_err(|reason| found.skipped(reason))?,
        _ => json::read(found, &decoded.text, &mut sink)?,
    }
    Ok(facts)
}
