//! The splitter of printed lines.
#![no_main]

use bantin::read::{Body, Document};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = bantin_fuzz::text(bytes) + "\n";
    let body = Body::Lines { text: text.clone(), first_line: 1 };
    bantin_fuzz::hold::document(&Document { body, ..Document::default() }, text.as_bytes());
});
