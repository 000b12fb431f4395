//! The splitter of documents of word processors: paragraphs of any look.
#![no_main]

use bantin::read::look::{Above, Align, Look, Place};
use bantin::read::{Body, Document};

type Set<'a> = (&'a str, u16, u16);

libfuzzer_sys::fuzz_target!(|paragraphs: Vec<Set>| {
    let mut text = String::new();
    let mut looks = Vec::new();
    for (printed, size, bits) in paragraphs.iter().take(2000) {
        let line = bantin_fuzz::text(printed.replace(['\n', '\r'], " ").as_bytes());
        if line.trim().is_empty() {
            continue;
        }
        text.push_str(&line);
        text.push('\n');
        looks.push(Look {
            heading: (bits & 1 > 0).then_some((bits >> 12) as u8 % 10),
            caption: bits & 2 > 0,
            size: size % 100,
            bold: bits & 4 > 0,
            italic: bits & 8 > 0,
            align: [Align::Left, Align::Center, Align::Right][usize::from(bits >> 4) % 3],
            above: [Above::Paragraph, Above::Line, Above::Region][usize::from(bits >> 6) % 3],
            place: [Place::Text, Place::Row, Place::Margin][usize::from(bits >> 8) % 3],
        });
    }
    let text = bantin_fuzz::text(text.as_bytes());
    if text.lines().count() != looks.len() {
        return;
    }
    bantin_fuzz::hold::document(&Document { body: Body::Paragraphs { text, looks }, ..Document::default() }, &[]);
});
