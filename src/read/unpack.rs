//! Readers that unpack, within limits.

use std::io::{self, Read};

use flate2::Crc;
use flate2::read::MultiGzDecoder;

/// Hands on what was packed, and fails where it is not what the archive says.
pub(super) struct Checked<R> {
    inner: R,
    left: u64,
    checksum: u32,
    seen: Crc,
}

impl<R> Checked<R> {
    /// Expects `size` bytes of this CRC-32.
    pub(super) fn new(inner: R, size: u64, checksum: u32) -> Checked<R> {
        Checked { inner, left: size, checksum, seen: Crc::new() }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.seen.update(&buffer[..read]);
        match self.left.checked_sub(read as u64) {
            None => return Err(io::Error::other("it unpacks to more than the archive says")),
            Some(_) if read == 0 && !buffer.is_empty() && (self.left > 0 || self.seen.sum() != self.checksum) => {
                return Err(io::Error::other("it is damaged: its checksum is another"));
            }
            Some(left) => self.left = left,
        }
        Ok(read)
    }
}

/// A file may unpack to so many bytes whatever its size, …
const FREE: u64 = 256 << 20;
/// … and above that to so many times its size.
const MOST_TIMES: u64 = 200;

/// Hands on what unpacks to no more than text does.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other("it unpacks to far more than text does: made to fill memory")),
        }
        Ok(read)
    }
}

/// Ways of packing a single file, by the ending behind that of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    Gzip,
    Zstandard,
}

impl Packed {
    /// How the file called `name` is packed, and its name without the ending that says so.
    pub(super) fn of(name: &str) -> Option<(Packed, &str)> {
        let (stem, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "gz" => Some((Packed::Gzip, stem)),
            "zst" => Some((Packed::Zstandard, stem)),
            _ => None,
        }
    }

    /// What `packed`, `size` bytes long, unpacks to.
    ///
    /// # Errors
    /// When it is packed in another way.
    pub(super) fn unpack(self, packed: Box<dyn Read>, size: u64) -> io::Result<Box<dyn Read>> {
        let inner: Box<dyn Read> = match self {
            Packed::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Packed::Zstandard => Box::new(zstd::Decoder::new(packed)?),
        };
        Ok(Box::new(Bounded { inner, left: FREE.max(size.saturating_mul(MOST_TIMES)) }))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn read(name: &str, bytes: Vec<u8>) -> io::Result<String> {
        let (packed, _) = Packed::of(name).expect("packed");
        let size = bytes.len() as u64;
        let mut text = String::new();
        packed.unpack(Box::new(io::Cursor::new(bytes)), size)?.read_to_string(&mut text)?;
        Ok(text)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(text).expect("packed");
        writer.finish().expect("packed")
    }

    #[test]
    fn single_files() {
        assert_eq!(Packed::of("tin/so-1.txt.GZ").map(|(_, stem)| stem), Some("tin/so-1.txt"));
        assert_eq!(Packed::of("tin.txt"), None);
        assert_eq!(
            read("a.txt.gz", [gzip("Nước ".as_bytes()), gzip("rút".as_bytes())].concat()).expect("text"),
            "Nước rút"
        );
        assert_eq!(
            read("a.txt.zst", zstd::encode_all("Nước rút".as_bytes(), 1).expect("packed")).expect("text"),
            "Nước rút"
        );
        let cut = gzip("Nước rút ở Cồn Hạc".as_bytes());
        assert!(read("a.gz", cut[..cut.len() - 4].to_vec()).is_err());
        assert!(read("a.zst", b"no such thing".to_vec()).is_err());
    }

    #[test]
    fn what_unpacks_without_end() {
        let mut bounded = Bounded { inner: io::repeat(b'a'), left: 1000 };
        let said = bounded.read_to_end(&mut Vec::new()).expect_err("too much");
        assert_eq!(said.to_string(), "it unpacks to far more than text does: made to fill memory");
    }

    #[test]
    fn members_are_what_their_archive_says() {
        let mut crc = Crc::new();
        crc.update(b"abc");
        let read = |size, checksum| Checked::new(&b"abc"[..], size, checksum).read_to_end(&mut Vec::new());
        assert_eq!(read(3, crc.sum()).expect("as said"), 3);
        for (size, checksum) in [(2, crc.sum()), (4, crc.sum()), (3, 7)] {
            assert!(read(size, checksum).is_err(), "{size} {checksum}");
        }
    }
}
