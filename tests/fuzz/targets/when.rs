//! Days as users type them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let today = jiff::civil::date(2024, 2, 29);
    if let Ok(span) = bantin::text::when::parse_when(&String::from_utf8_lossy(bytes), today) {
        assert!(span.from <= span.to);
    }
});
