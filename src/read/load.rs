//! A whole file in memory, within limits.

use std::io::Read;

use super::walk::{Found, io_reason};
use crate::error::Skipped;

/// Bytes of the largest file that is ever read whole; JSON Lines are read line by line and have no such limit.
pub(super) const LARGEST_FILE: u64 = 512 << 20;

/// The bytes of a file.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) bytes: Vec<u8>,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub(super) hash: String,
}

/// What an archive says of a size is not believed beyond this.
const PLAUSIBLE: usize = 16 << 20;

/// Reads a file whole.
///
/// # Errors
/// When it can't be read, is empty or has more than `limit` bytes.
pub(super) fn load(found: &Found, limit: u64) -> Result<Loaded, Skipped> {
    let failed = |error: std::io::Error| found.skipped(io_reason(&error));
    if found.size > limit {
        return Err(found.skipped(too_large(found.size, limit)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.size).unwrap_or(0).min(PLAUSIBLE) + 1);
    let file = found.open().map_err(failed)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(found.skipped(too_large(bytes.len() as u64, limit)));
    }
    if bytes.is_empty() {
        return Err(found.skipped(EMPTY));
    }
    let hash = blake3::hash(&bytes).to_hex().to_string();
    Ok(Loaded { bytes, hash })
}

/// Said of files without a byte or without anything but spaces.
pub(super) const EMPTY: &str = "empty file: expected text, found none";

fn too_large(size: u64, limit: u64) -> String {
    let more = if limit < LARGEST_FILE { ", or give the run more --memory" } else { "" };
    format!(
        "too large: expected at most {} MB, found {} MB; cut it into parts or make it .jsonl{more}",
        limit >> 20,
        size >> 20
    )
}
