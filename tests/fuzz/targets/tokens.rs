//! Normalising and tokens.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let given = String::from_utf8_lossy(&bytes[..bytes.len().min(bantin_fuzz::LONGEST)]);
    bantin_fuzz::hold::normalising(&given);
    bantin_fuzz::hold::tokenising(&bantin_fuzz::text(bytes));
    bantin_fuzz::hold::tokenising(&given);
});
