//! The splitter of printed pages: words of any size at any place.
#![no_main]

use bantin::read::{Body, Document, Page, Word};
use bantin_fuzz::hold;

#[derive(Debug, arbitrary::Arbitrary)]
struct Set<'a> {
    text: &'a str,
    left: f32,
    width: f32,
    base: f32,
    size: u8,
    style: u8,
    next_page: bool,
}

const WORDS: [&str; 8] = ["ĐÒ", "lũ", "(Tiếp", "theo", "trang", "3)", "HỒNG", "29/12/2023"];

libfuzzer_sys::fuzz_target!(|words: Vec<Set>| {
    let mut text = String::new();
    let page = |number| Page { number, width: 600.0, height: 800.0, words: Vec::new(), certainty: None };
    let mut pages = vec![page(1)];
    for set in words.iter().take(2000) {
        if set.next_page && pages.len() < 20 {
            pages.push(page(pages.len() as u32 + 1));
        }
        let printed = bantin_fuzz::text(set.text.replace(char::is_whitespace, "").as_bytes());
        let printed = if printed.is_empty() { WORDS[usize::from(set.style >> 5)] } else { &printed };
        let start = text.len();
        text.push_str(printed);
        let word = Word {
            range: start..text.len(),
            left: place(set.left),
            right: place(set.left) + place(set.width),
            base: place(set.base),
            size: f32::from(set.size) / 4.0,
            bold: set.style & 1 > 0,
            italic: set.style & 2 > 0,
            joined: set.style & 4 > 0,
        };
        text.push(' ');
        if let Some(page) = pages.last_mut() {
            page.words.push(word);
        }
    }
    let text = bantin_fuzz::text(text.as_bytes());
    if pages.iter().flat_map(|page| &page.words).any(|word| text.get(word.range.clone()).is_none()) {
        return;
    }
    hold::document(&Document { body: Body::Pages { text, pages }, ..Document::default() }, &[]);
});

/// Mostly on the page.
fn place(points: f32) -> f32 {
    if points.is_finite() && points.abs() > 1000.0 { points % 1000.0 } else { points }
}
