//! Single packed files: whole ones, and damaged text that is packed well.
#![no_main]

use std::io::Write;

use bantin_fuzz::read_as;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes {
        [0x1f, 0x8b, ..] => read_as("x.txt.gz", bytes),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => read_as("x.jsonl.zst", bytes),
        [b'g', text @ ..] => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            let packed = writer.write_all(text).and_then(|()| writer.finish());
            read_as_packed("x.md.gz", &packed.unwrap_or_default(), text);
        }
        text => read_as_packed("x.jsonl.zst", &zstd::encode_all(text, 1).unwrap_or_default(), text),
    }
});

/// Lines are those of what was packed.
fn read_as_packed(name: &str, bytes: &[u8], text: &[u8]) {
    for document in bantin_fuzz::documents(name, bytes) {
        bantin_fuzz::hold::document(&document, text);
    }
}
