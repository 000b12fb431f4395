//! DOCX: whole packages, and packages around damaged parts.
#![no_main]

use bantin_fuzz::{made, read_as};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return read_as("x.docx", bytes);
    }
    let relations = br#"<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let names = [
        "word/document.xml",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
        "word/header1.xml",
        "word/footnotes.xml",
    ];
    let mut parts = made::parts(bytes, &names);
    parts.push(("_rels/.rels", relations));
    read_as("x.docx", &made::package(&parts));
});
