//! The query language.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let typed = &bytes[..bytes.len().min(bantin_fuzz::LONGEST)];
    bantin_fuzz::hold::asking(&String::from_utf8_lossy(typed));
});
