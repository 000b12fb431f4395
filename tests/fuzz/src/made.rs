//! Files made of parts: damage that a checksum would stop comes behind it.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What parts the parts of an input.
const BORDER: &[u8] = b"\n=====\n";

/// The parts of an input, one for each name at most; the last has the rest.
pub fn parts<'a, 'n>(bytes: &'a [u8], names: &[&'n str]) -> Vec<(&'n str, &'a [u8])> {
    let mut rest = Some(bytes);
    let mut all = Vec::new();
    for name in names {
        let Some(bytes) = rest else { break };
        let border = bytes.windows(BORDER.len()).position(|window| window == BORDER);
        all.push((*name, border.map_or(bytes, |at| &bytes[..at])));
        rest = border.map(|at| &bytes[at + BORDER.len()..]);
    }
    all
}

/// A ZIP package of parts, not packed.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        if writer.start_file(*name, stored).is_ok() {
            let _ = writer.write_all(bytes);
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A compound file with these streams, as documents of Word 97 are.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let make = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        for (name, bytes) in streams {
            file.create_stream(name)?.write_all(bytes)?;
        }
        Ok(file.into_inner().into_inner())
    };
    make().unwrap_or_default()
}
