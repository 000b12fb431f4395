//! ODT: whole packages, and packages around damaged parts.
#![no_main]

use bantin_fuzz::{made, read_as};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return read_as("x.odt", bytes);
    }
    read_as("x.odt", &made::package(&made::parts(bytes, &["content.xml", "styles.xml"])));
});
