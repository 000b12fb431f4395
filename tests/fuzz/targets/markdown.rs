//! Markdown with front matter.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bantin_fuzz::read_as("x.md", bytes));
