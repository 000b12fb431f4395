//! RTF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bantin_fuzz::read_as("x.rtf", bytes));
