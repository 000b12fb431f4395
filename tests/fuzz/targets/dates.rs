//! Days in a text, for any day of publication.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((day, text)) = bytes.split_first_chunk() else { return };
    let days = i32::from(u16::from_le_bytes(*day));
    let published = jiff::civil::date(1945, 9, 2).checked_add(jiff::Span::new().days(days)).ok();
    bantin_fuzz::hold::dating(&bantin_fuzz::text(text), published.filter(|_| days != 0));
});
