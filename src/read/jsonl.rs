//! JSON Lines: a record a line, read as a stream.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use super::record::Record;
use super::walk::{Found, io_reason};
use super::{Encoding, FileFacts, Sink, encoding, json, load};
use crate::error::Skipped;

/// Bytes of the longest line that is ever read.
const LONGEST_LINE: u64 = 64 << 20;
const BUFFER: usize = 1 << 20;

/// Reads a JSON Lines file line by line; one in another encoding whole, where it has no more than `largest` bytes.
///
/// # Errors
/// When it can't be read at all.
pub(super) fn read(found: &Found, largest: u64, sink: &mut Sink) -> Result<FileFacts, Skipped> {
    let failed = |error: io::Error| found.skipped(io_reason(&error));
    let file = found.open().map_err(failed)?;
    let mut reader = BufReader::with_capacity(BUFFER, Hashed { inner: file, hasher: blake3::Hasher::new() });
    let head = reader.fill_buf().map_err(failed)?;
    if head.is_empty() {
        return Err(found.skipped(load::EMPTY));
    }
    if !is_lines_of_utf8(head) {
        return super::read_whole(found, super::Kind::JsonLines, largest, sink);
    }
    let longest = usize::try_from(LONGEST_LINE.min(largest)).unwrap_or(usize::MAX);
    let mut lines = Lines { found, sink, number: 0, longest };
    each_line(&mut reader, longest, &mut |line| lines.take(line)).map_err(failed)?;
    Ok(FileFacts {
        hash: reader.get_ref().hasher.finalize().to_hex().to_string(),
        encoding: Encoding::default().name,
        unread: None,
    })
}

/// Whether the head of a file looks like records in UTF-8, and not like one JSON array or another encoding.
fn is_lines_of_utf8(head: &[u8]) -> bool {
    let first = head.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let looks_good = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    looks_good && first != Some(b'[') && !head.contains(&0)
}

/// The lines of a text that is in memory: what [`read`] does for files in other encodings.
pub(super) fn read_text(found: &Found, text: &str, sink: &mut Sink) {
    let mut lines = Lines { found, sink, number: 0, longest: text.len() };
    text.split('\n').for_each(|line| lines.take(Ok(line.as_bytes())));
}

/// A line of more bytes than allowed.
struct TooLong;

/// What takes lines, without their ends.
type LineSink<'a> = dyn FnMut(Result<&[u8], TooLong>) + 'a;

/// Hands over each line, without its end. Lines that lie in the buffer are not copied.
fn each_line(reader: &mut impl BufRead, longest: usize, take: &mut LineSink) -> io::Result<()> {
    let mut begun: Vec<u8> = Vec::new();
    let mut too_long = false;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', buffer);
        let part = &buffer[..end.unwrap_or(buffer.len())];
        too_long |= begun.len() + part.len() > longest;
        match end {
            Some(_) if too_long => take(Err(TooLong)),
            Some(_) if begun.is_empty() => take(Ok(part)),
            _ if too_long => {}
            _ => begun.extend_from_slice(part),
        }
        if end.is_some() {
            if !too_long && !begun.is_empty() {
                take(Ok(&begun));
            }
            begun.clear();
            too_long = false;
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
    }
    match (too_long, begun.is_empty()) {
        (true, _) => take(Err(TooLong)),
        (false, false) => take(Ok(&begun)),
        (false, true) => {}
    }
    Ok(())
}

/// Turns lines into documents.
struct Lines<'a> {
    found: &'a Found,
    sink: &'a mut Sink<'a>,
    number: u64,
    /// Bytes of the longest line that is read.
    longest: usize,
}

impl Lines<'_> {
    fn take(&mut self, line: Result<&[u8], TooLong>) {
        self.number += 1;
        let reason = match line {
            Ok(line) => match self.record(line) {
                Ok(()) => return,
                Err(reason) => reason,
            },
            Err(TooLong) => format!("the line is longer than {} MB; expected one record a line", self.longest >> 20),
        };
        (self.sink)(Err(self.found.skipped_at(self.number, reason)));
    }

    fn record(&mut self, line: &[u8]) -> Result<(), String> {
        let (text, replaced) = match simdutf8::basic::from_utf8(line) {
            Ok(text) => (Cow::Borrowed(text), 0),
            Err(_) => encoding::replace_malformed(line),
        };
        let text = text.trim_matches(['\u{feff}', ' ', '\t', '\r']);
        if text.is_empty() {
            return Ok(());
        }
        let record: Record = serde_json::from_str(text).map_err(|error| json::reason(&error))?;
        if !record.says_something() {
            return Err(json::NO_TEXT.to_owned());
        }
        let mut document = record.document(self.number, Some(self.number));
        if replaced > 0 {
            document.encoding.replaced = replaced;
            document.warnings.push(format!("line {}: {}", self.number, encoding::replaced_warning(replaced, "UTF-8")));
        }
        (self.sink)(Ok(document));
        Ok(())
    }
}

/// A reader that hashes what it hands on.
struct Hashed<R> {
    inner: R,
    hasher: blake3::Hasher,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}
