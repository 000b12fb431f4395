//! ZIP archives: whole ones, and archives of one damaged member with a damaged name.
#![no_main]

use bantin_fuzz::{made, read_as};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return read_as("x.zip", bytes);
    }
    let name = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let member = bytes.get(name.len() + 1..).unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    read_as("x.zip", &made::package(&[(&name, member), ("b.txt", b"Lua chin.\n")]));
});
