//! DOC: whole files, and compound files around damaged streams.
#![no_main]

use bantin_fuzz::{made, read_as};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return read_as("x.doc", bytes);
    }
    // Two bytes say how long the first stream is: the tables are mostly read by places in it.
    let Some((length, streams)) = bytes.split_first_chunk() else { return };
    let at = usize::from(u16::from_le_bytes(*length)).min(streams.len());
    let (main, tables) = streams.split_at(at);
    read_as("x.doc", &made::compound(&[("/WordDocument", main), ("/0Table", tables), ("/1Table", tables)]));
});
