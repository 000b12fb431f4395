//! Snippets of a text for a query: the query is the first line.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: (u8, u8, [(u16, u8); 2], &[u8])| {
    let (n, max_chars, spans, bytes) = input;
    let text = bantin_fuzz::text(bytes);
    let (query, text) = text.split_once('\n').unwrap_or((&text, &text));
    let spans = spans.map(|(start, length)| usize::from(start)..usize::from(start) + usize::from(length));
    bantin_fuzz::hold::cutting(text, query, spans.to_vec(), usize::from(n % 8), usize::from(max_chars) + 1);
});
