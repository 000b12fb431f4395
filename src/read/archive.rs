//! ZIP archives: each member a file of its own, `archive.zip/inner/name.txt`. Nothing is unpacked to disk.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;
use zip::read::ZipFileEntry;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::unpack::Checked;
use super::walk::{Found, Kind, io_reason, is_companion};
use crate::error::Skipped;
use crate::text::boundary_before;

/// Where a member lies in its archive, and how it is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Byte at which its own header begins.
    header: u64,
    /// Bytes that it takes in the archive.
    packed: u64,
    /// CRC-32 of what it unpacks to.
    checksum: u32,
    /// Whether it is packed (DEFLATE) or lies there as it is.
    deflated: bool,
}

/// The members of an archive that can be read, in its order, and those that can't be used and why.
///
/// Passed over in silence, as on disk: hidden files and folders, `README.md`, what belongs to a saved page.
pub(super) fn members(archive: &Found) -> Vec<Result<Found, Skipped>> {
    match directory(archive) {
        Ok(entries) => entries.into_iter().map(|entry| found(archive, entry)).collect(),
        Err(reason) => vec![Err(archive.skipped(reason))],
    }
}

/// An entry of the directory of an archive.
struct Entry {
    name: String,
    size: u64,
    member: Result<Member, String>,
}

fn directory(archive: &Found) -> Result<Vec<Entry>, String> {
    let file = File::open(&archive.path).map_err(|error| io_reason(&error))?;
    let zip = ZipArchive::new(io::BufReader::new(file)).map_err(|error| damaged(&error))?;
    let entries: Vec<Entry> =
        (0..zip.len()).filter_map(|at| zip.by_index_data(at).ok()).filter_map(|it| entry(&it)).collect();
    let sum = |count: fn(&Entry) -> u64| entries.iter().map(count).fold(0, u64::saturating_add);
    let unpacked = sum(|entry| entry.size);
    let packed = sum(|entry| entry.member.as_ref().map_or(0, |member| member.packed));
    if is_bomb(unpacked, packed, archive.size) {
        return Err(format!(
            "unpacks to {} MB from {} KB: made to fill memory, or damaged; expected files of text",
            unpacked >> 20,
            archive.size >> 10
        ));
    }
    let mut entries = without_companions(entries);
    if zip.has_duplicate_names() {
        let reason = "two files of one name lie in this archive; only one of them was read".to_owned();
        entries.push(Entry { name: String::new(), size: 0, member: Err(reason) });
    }
    Ok(entries)
}

/// An archive may unpack to so many bytes whatever its size, …
const FREE: u64 = 1 << 30;
/// … and above that to so many times its size: text packs to a tenth, a bomb to a thousandth and less.
const MOST_TIMES: u64 = 100;

/// Whether the members unpack to far more than any text does, or lie on one another.
fn is_bomb(unpacked: u64, packed: u64, size: u64) -> bool {
    unpacked > FREE && unpacked / MOST_TIMES > size || packed > size
}

fn damaged(error: &ZipError) -> String {
    format!("damaged: expected a whole ZIP archive ({error})")
}

fn entry(entry: &ZipFileEntry<'_>) -> Option<Entry> {
    if entry.is_dir() {
        return None;
    }
    let deflated = match entry.compression() {
        _ if entry.encrypted() => Err("protected by a password; unpack it".to_owned()),
        CompressionMethod::Stored => Ok(false),
        CompressionMethod::Deflated => Ok(true),
        method => Err(format!("packed by {method:?}; expected DEFLATE, unpack it")),
    };
    let place = |deflated| Member {
        header: entry.header_start(),
        packed: entry.compressed_size(),
        checksum: entry.crc32(),
        deflated,
    };
    let raw = std::str::from_utf8(entry.name_raw()).map(str::to_owned);
    let name = raw.or_else(|_| entry.name().map(|name| name.into_owned())).ok()?;
    let member = if name.len() > LONGEST_NAME { Err("its name is too long".to_owned()) } else { deflated.map(place) };
    let shown = &name[..boundary_before(&name, LONGEST_NAME)];
    Some(Entry { name: plain_path(shown), size: entry.size(), member })
}

/// Bytes of the longest name of a member.
const LONGEST_NAME: usize = 4096;

/// `/` between the parts, nothing that leads out of the archive.
fn plain_path(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("/")
}

/// Without hidden files and folders and what belongs to a saved page.
fn without_companions(entries: Vec<Entry>) -> Vec<Entry> {
    let names: HashSet<String> = entries.iter().map(|entry| entry.name.to_lowercase()).collect();
    let is_saved_with_page = |folder: &str| {
        let page = folder.strip_suffix("_files").map(str::to_lowercase);
        page.is_some_and(|page| names.contains(&format!("{page}.html")) || names.contains(&format!("{page}.htm")))
    };
    let is_ours = |entry: &Entry| {
        let folders = entry.name.match_indices('/').map(|(at, _)| entry.name.get(..at).unwrap_or_default());
        let hidden = entry.name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        let name = entry.name.rsplit('/').next().unwrap_or_default();
        !name.is_empty() && !hidden && !is_companion(name) && !folders.into_iter().any(is_saved_with_page)
    };
    entries.into_iter().filter(is_ours).collect()
}

fn found(archive: &Found, entry: Entry) -> Result<Found, Skipped> {
    let name = if entry.name.is_empty() { archive.file.clone() } else { format!("{}/{}", archive.file, entry.name) };
    let found = Found {
        file: name,
        size: entry.size,
        member: entry.member.as_ref().ok().copied(),
        side: None,
        ..archive.clone()
    };
    match entry.member {
        Err(reason) => Err(found.skipped(reason)),
        Ok(_) => match Kind::of(&found.file) {
            Ok(Kind::Archive) => Err(found.skipped("an archive inside an archive; unpack it")),
            Ok(_) => Ok(found),
            Err(reason) => Err(found.skipped(reason)),
        },
    }
}

/// What a member unpacks to, `size` bytes long.
///
/// # Errors
/// When the archive can't be read or has changed; reading the member to its end fails where it is damaged.
pub(super) fn open(found: &Found, member: Member) -> io::Result<Box<dyn Read>> {
    const HEAD: usize = 30;
    let mut file = File::open(&found.path)?;
    file.seek(SeekFrom::Start(member.header))?;
    let mut head = [0; HEAD];
    file.read_exact(&mut head)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(io::Error::other("the archive is damaged, or it changed while it was read"));
    }
    let length = |at: usize| i64::from(u16::from_le_bytes([head[at], head[at + 1]]));
    file.seek(SeekFrom::Current(length(26) + length(28)))?;
    let packed = file.take(member.packed);
    let plain: Box<dyn Read> = if member.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
    Ok(Box::new(Checked::new(plain, found.size, member.checksum)))
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::package;
    use super::super::walk::walk;
    use super::*;

    fn shown(bytes: &[u8]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("tin.zip"), bytes).expect("written");
        let text = |found: Found| {
            let mut text = String::new();
            let read = found.open().and_then(|mut reader| reader.read_to_string(&mut text));
            read.map_or_else(|error| format!("{}: {error}", found.file), |_| format!("{} {text}", found.file))
        };
        let all = walk(folder.path()).into_iter();
        all.map(|item| item.map_or_else(|skipped| format!("!{}: {}", skipped.file, skipped.reason), text)).collect()
    }

    #[test]
    fn members_are_files_of_their_own() {
        let bytes = package(&[
            ("2023/a.txt", "Nước rút"),
            ("../b.md", "Kè"),
            ("trang.html", "<p>"),
            ("trang_files/quang-cao.txt", "x"),
            ("__MACOSX/a.txt", "x"),
            (".an/a.txt", "x"),
            ("README.md", "x"),
            ("sau.zip", "x"),
        ]);
        assert_eq!(
            shown(&bytes),
            [
                "tin.zip/2023/a.txt Nước rút",
                "tin.zip/b.md Kè",
                "tin.zip/trang.html <p>",
                "!tin.zip/sau.zip: an archive inside an archive; unpack it",
            ]
        );
    }

    #[test]
    fn damaged_archives() {
        let whole = package(&[("a.txt", "Nước rút ở Cồn Hạc")]);
        assert!(shown(&whole[..whole.len() - 9])[0].starts_with("!tin.zip: damaged: expected a whole ZIP archive"));
        let mut wrong = whole.clone();
        wrong[38] ^= 0x55;
        let said = shown(&wrong).remove(0);
        assert!(said.starts_with("tin.zip/a.txt: "), "{said}");
    }

    #[test]
    fn bombs() {
        assert!(is_bomb(10 << 30, 10 << 20, 10 << 20) && is_bomb(1, 200, 100));
        assert!(!is_bomb(3 << 30, 400 << 20, 401 << 20) && !is_bomb(900 << 20, 1 << 20, 2 << 20));
    }
}
