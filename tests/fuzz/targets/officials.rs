//! Officials and posts in a text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    bantin_fuzz::hold::naming(&bantin_fuzz::text(bytes));
});
