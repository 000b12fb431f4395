//! EPUB: whole books, and books around damaged parts.
#![no_main]

use bantin_fuzz::{made, read_as};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return read_as("x.epub", bytes);
    }
    let container = br#"<container><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>"#;
    let mut parts = made::parts(bytes, &["b/c.opf", "b/1.xhtml", "b/2.xhtml"]);
    parts.push(("META-INF/container.xml", container));
    read_as("x.epub", &made::package(&parts));
});
