//! One record, or an array of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bantin_fuzz::read_as("x.json", bytes));
