//! PDFs: pages of words, each with its box, type and size.
//!
//! | part | where | what |
//! | --- | --- | --- |
//! | `inside`, `letters`, `limits` | child process | the file's letters, drawn in any order → words |
//! | `wire` | between | what the child tells, a page a line |
//! | `child`, `job`, `poppler` | parent | begins the child, ends it when it takes too much |
//! | `ocr` | parent | pages without text → pictures → words, by two more programs in child processes |
//! | `fonts`, `gather` | parent | letters of old fonts led back; pages → [`Document`] |
//!
//! Libraries for PDFs can be made to panic, to overflow the stack, to run for ever and to take all memory; so one
//! never runs in this process.

mod child;
mod fonts;
mod gather;
mod inside;
mod job;
mod letters;
mod limits;
mod ocr;
mod poppler;
mod wire;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::walk::Found;
use super::{Document, FileFacts, load};
use crate::error::Skipped;
use child::Errand;
pub use job::Job;
use ocr::Pictures;
use wire::{PageTold, Told};

/// How PDFs are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The `bantin` program, which is run again for each PDF. Without it PDFs are reported, not read.
    pub program: Option<PathBuf>,
    /// Which reader.
    pub reader: Reader,
    /// Whether pages without text are read from pictures, by `pdftoppm` and `tesseract`.
    pub ocr: bool,
    /// How long the readers together may take over one file.
    pub time_limit: Duration,
    /// Bytes of memory that each reader may take for one file; a quarter of them for what it tells.
    pub memory: u64,
}

impl Default for Options {
    fn default() -> Self {
        let time_limit = Duration::from_secs(60);
        Options { program: None, reader: Reader::Auto, ocr: false, time_limit, memory: MOST_MEMORY }
    }
}

/// Bytes of memory that a reader may take at most …
pub const MOST_MEMORY: u64 = 2 << 30;
/// … and that it needs for an ordinary file.
pub const LEAST_MEMORY: u64 = 256 << 20;

/// Which reader reads PDFs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// The built-in one; where it fails, poppler's `pdftotext`, if it is installed.
    #[default]
    Auto,
    /// The built-in one alone.
    Builtin,
    /// `pdftotext` alone.
    Poppler,
}

/// Said of files that want a password.
const PASSWORD: &str = "protected by a password: expected a PDF that opens without one";

/// The command of the program that reads a PDF inside the child process: [`run_child`].
pub const CHILD_COMMAND: &str = "pdf-pages";

/// The child process: limits itself to so many seconds and bytes, does its job with the file at `path` and tells `out`
/// what comes of it.
///
/// # Errors
/// When `out` can't be written, or a program can't be run.
pub fn run_child(path: &Path, job: Job, seconds: u64, memory: u64, out: &mut dyn Write) -> io::Result<()> {
    limits::limit_this_process(seconds, memory);
    match job.command(path) {
        None => inside::tell(path, out),
        Some(command) => run_in_place(command, job, out),
    }
}

/// What [`run_child`] tells, told by this process without its limits: for programs that damage files to test it.
///
/// # Errors
/// When `out` can't be written.
#[doc(hidden)]
pub fn tell_without_limits(path: &Path, out: &mut dyn Write) -> io::Result<()> {
    inside::tell(path, out)
}

/// What this process makes of the lines that a child told: for programs that damage them to test it.
///
/// # Errors
/// The reason, where they tell of nothing to read.
#[doc(hidden)]
pub fn document_as_told(told: &[u8]) -> Result<Document, String> {
    let mut heard = Heard::default();
    told.split(|byte| *byte == b'\n').for_each(|line| heard.take(line));
    gather::document(heard.finish(None))
}

#[cfg(unix)]
fn run_in_place(mut command: std::process::Command, job: Job, _out: &mut dyn Write) -> io::Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(missing(command.exec(), job))
}

#[cfg(not(unix))]
fn run_in_place(mut command: std::process::Command, job: Job, out: &mut dyn Write) -> io::Result<()> {
    let output = command.stdin(Stdio::inherit()).output();
    out.write_all(&output.map_err(|error| missing(error, job))?.stdout)
}

fn missing(error: io::Error, job: Job) -> io::Error {
    if error.kind() == io::ErrorKind::NotFound { io::Error::other(job.missing()) } else { error }
}

/// What a reader made of a file.
#[derive(Debug, Default)]
struct Got {
    pages: Vec<PageTold>,
    /// Pages that could not be read: 1-based number, reason.
    lost: Vec<(u32, String)>,
    /// How many pages there are, where that is known.
    total: Option<u32>,
    /// Why the rest is missing, where it is.
    trouble: Option<String>,
    /// Why the second reader was asked, where it was.
    instead: Option<String>,
    /// What became of the pages without text, where they were to be read from pictures.
    pictures: Option<Pictures>,
}

impl Got {
    fn failed(reason: impl Into<String>) -> Got {
        Got { trouble: Some(reason.into()), ..Got::default() }
    }

    fn words(&self) -> usize {
        self.pages.iter().map(|page| page.words.len()).sum()
    }

    fn is_whole(&self) -> bool {
        self.trouble.is_none() && self.lost.is_empty()
    }

    /// With how many seconds some pages without text were left unread: see [`FileFacts::unread`].
    fn unread(&self, options: &Options) -> Option<u64> {
        match &self.pictures {
            None => self.pages.iter().any(|page| page.words.is_empty()).then_some(0),
            Some(pictures) if pictures.lacking => Some(0),
            Some(pictures) if pictures.left.is_empty() && pictures.failed.is_empty() => None,
            Some(_) => Some(options.time_limit.as_secs()),
        }
    }
}

/// Reads a PDF.
///
/// # Errors
/// When nothing of it can be used, or it holds pictures of text only.
pub(super) fn read(found: &Found, options: &super::Options) -> Result<(Document, FileFacts), Skipped> {
    let loaded = load::load(found, load::LARGEST_FILE.min(options.largest_file.saturating_mul(BYTES_FOR_TEXT)))?;
    if !is_pdf(&loaded.bytes) {
        return Err(found.skipped("expected a PDF, found something else under its name"));
    }
    let (hash, cut_off) = (loaded.hash, is_cut_off(&loaded.bytes));
    let unpacked = if found.is_packed() { Some(unpacked(found, &loaded.bytes)?) } else { None };
    drop(loaded.bytes);
    let path = unpacked.as_ref().map_or(found.path.as_path(), |file| file.path());
    let begun = Instant::now();
    let mut got = got(path, &options.pdf);
    if cut_off {
        got.trouble.get_or_insert_with(|| CUT_OFF.to_owned());
    }
    if options.pdf.ocr {
        ocr::read_pictures(path, &mut got, &options.pdf, begun);
    }
    let unread = got.unread(&options.pdf);
    let document = gather::document(got).map_err(|reason| found.skipped(reason))?;
    let facts = FileFacts { hash, encoding: document.encoding.name, unread };
    Ok((document, facts))
}

/// A PDF is in memory only to be looked at, and most of it are pictures: it may be so many times as large as a text.
const BYTES_FOR_TEXT: u64 = 4;

/// The bytes of a PDF inside an archive as a file of their own, for the child process; gone when the value is.
fn unpacked(found: &Found, bytes: &[u8]) -> Result<tempfile::NamedTempFile, Skipped> {
    let file = tempfile::NamedTempFile::new().and_then(|mut file| file.write_all(bytes).map(|()| file));
    file.map_err(|error| found.skipped(format!("can't be unpacked to a file of its own: {error}")))
}

const CUT_OFF: &str = "damaged PDF: its end is missing";

/// The mark of the end stands within the last kilobyte (ISO 32000-1, annex H, note 18); some writers fill up with more.
fn is_cut_off(bytes: &[u8]) -> bool {
    memchr::memmem::rfind(&bytes[bytes.len().saturating_sub(4096)..], b"%%EOF").is_none()
}

/// Readers look for the mark within the first kilobyte (ISO 32000-1, annex H, note 13).
fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

fn got(path: &Path, options: &Options) -> Got {
    if options.reader == Reader::Poppler {
        return by_poppler(path, options);
    }
    let within = |time_limit| Options { time_limit, ..options.clone() };
    let whole = options.time_limit;
    let begun = Instant::now();
    // The second reader is there for files on which the first runs for ever, too.
    let share = if options.reader == Reader::Auto { whole * 3 / 4 } else { whole };
    let first = by_builtin(path, &within(share));
    let final_word = first.trouble.as_deref() == Some(PASSWORD) || options.program.is_none();
    if first.is_whole() && first.words() > 0 || final_word || options.reader == Reader::Builtin {
        return first;
    }
    let second = by_poppler(path, &within(whole.saturating_sub(begun.elapsed())));
    let more_pictures = options.ocr && second.pages.len() > first.pages.len();
    if second.words() <= first.words() && !more_pictures {
        return first;
    }
    let reason = first.trouble.or(first.lost.into_iter().next().map(|(_, reason)| reason));
    let reason = reason.unwrap_or_else(|| "the built-in reader found no text".to_owned());
    Got { instead: Some(reason), ..second }
}

fn by_builtin(path: &Path, options: &Options) -> Got {
    let mut heard = Heard::default();
    let errand = Errand { path, job: Job::Builtin, input: Stdio::null() };
    let asked = child::ask(errand, options, &mut |line| heard.take(line));
    match asked {
        Ok(trouble) => heard.finish(trouble),
        Err(reason) => Got::failed(reason),
    }
}

/// What the built-in reader has told so far.
#[derive(Default)]
struct Heard {
    got: Got,
    failed: Option<String>,
    ended: bool,
    /// Whether a line made no sense: what follows it is not heard.
    garbled: bool,
}

impl Heard {
    fn take(&mut self, line: &[u8]) {
        if self.garbled || line.is_empty() {
            return;
        }
        match serde_json::from_slice(line) {
            Ok(Told::Pages(pages)) => self.got.total = Some(pages),
            Ok(Told::Page(page)) => self.got.pages.push(page),
            Ok(Told::Lost(number, reason)) => self.got.lost.push((number, reason)),
            Ok(Told::Failed(reason)) => self.failed = Some(reason),
            Ok(Told::End) => self.ended = true,
            Err(_) => self.garbled = true,
        }
    }

    /// All that was told, and why the reader ended before its time.
    fn finish(self, trouble: Option<String>) -> Got {
        if let Some(reason) = self.failed {
            return Got::failed(reason);
        }
        let mut got = Got { trouble, ..self.got };
        if !self.ended {
            got.trouble.get_or_insert_with(|| "the reader stopped within the file".to_owned());
        }
        got
    }
}

fn by_poppler(path: &Path, options: &Options) -> Got {
    let mut heard = poppler::Heard::default();
    let errand = Errand { path, job: Job::Pdftotext, input: Stdio::null() };
    let asked = child::ask(errand, options, &mut |line| heard.take(&String::from_utf8_lossy(line)));
    match asked {
        Ok(trouble) => {
            let pages = heard.pages;
            let trouble = trouble.or(pages.is_empty().then(|| "damaged PDF: no page found".to_owned()));
            Got { total: u32::try_from(pages.len()).ok(), pages, trouble, ..Got::default() }
        }
        Err(reason) => Got::failed(reason),
    }
}
