//! The parts of a ZIP package, within limits: what is packed small can be made to unpack without end.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of the largest part that is unpacked.
const LARGEST_PART: u64 = 256 << 20;

/// A ZIP package in memory.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes of the largest part that is unpacked.
    largest: u64,
}

impl<'b> Package<'b> {
    /// # Errors
    /// The reason, where the bytes are no whole ZIP package.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        Ok(Package { archive, largest: LARGEST_PART })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; `None` where there is no such part.
    ///
    /// # Errors
    /// The reason, where the part is damaged or too large.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        let mut bytes = Vec::new();
        part.take(self.largest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("damaged: its part {name} can't be unpacked ({error})"))?;
        if bytes.len() as u64 > self.largest {
            return Err(format!(
                "too large: its part {name} unpacks to more than {} MB; expected the text of a document",
                self.largest >> 20
            ));
        }
        Ok(Some(decoded(bytes)))
    }
}

fn decoded(bytes: Vec<u8>) -> String {
    if let Some((order, mark)) = super::utf16::order_of(&bytes) {
        return order.decode(bytes.get(mark..).unwrap_or_default());
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

fn damaged(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => {
            "protected by a password; save it without one".to_owned()
        }
        error => format!("damaged: expected a whole ZIP package, found one that can't be unpacked ({error})"),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A package of parts, packed.
    pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
            writer.write_all(text.as_bytes()).expect("its text");
        }
        writer.finish().expect("a package").into_inner()
    }

    #[test]
    fn what_unpacks_without_end_is_left() {
        let bytes = package(&[("word/document.xml", &"0".repeat(3 << 20))]);
        assert!(bytes.len() < 10_000);
        let mut package = Package { largest: 1 << 20, ..Package::open(&bytes).expect("a package") };
        let said = package.text("word/document.xml").expect_err("too large");
        assert_eq!(
            said,
            "too large: its part word/document.xml unpacks to more than 1 MB; expected the text of a document"
        );
    }

    #[test]
    fn a_cut_package_is_said_to_be_damaged() {
        let bytes = package(&[("word/document.xml", "<a/>")]);
        let said = Package::open(&bytes[..bytes.len() / 2]).err().expect("damaged");
        assert!(said.starts_with("damaged: expected a whole ZIP package"), "{said}");
    }
}
