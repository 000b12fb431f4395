//! What an RTF says once: its fonts, and the styles that have a name.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use encoding_rs::{
    Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
};

use super::super::fonts::script;
use super::super::styles::{heading_of, is_caption};

/// A font.
#[derive(Clone, Debug)]
pub(super) struct Font {
    pub(super) name: Arc<str>,
    /// How bytes set in it are letters; `None` for fonts of signs.
    pub(super) encoding: Option<&'static Encoding>,
}

/// A font or style being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) number: i32,
    pub(super) charset: Option<i32>,
    pub(super) name: String,
}

/// Fonts and styles by their numbers.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) fonts: HashMap<i32, Font>,
    headings: HashMap<i32, u8>,
    captions: HashSet<i32>,
    pub(super) entry: Entry,
}

/// Entries of a table that are kept: files have some dozens.
const MOST: usize = 10_000;

impl Tables {
    /// The font being read is complete.
    pub(super) fn end_font(&mut self, default: &'static Encoding) {
        let entry = std::mem::take(&mut self.entry);
        let name: Arc<str> = entry.name.trim().trim_end_matches(';').into();
        if self.fonts.len() < MOST && !name.is_empty() {
            let encoding =
                if script(&name).is_some() { Some(WINDOWS_1252) } else { of_charset(entry.charset, default) };
            self.fonts.insert(entry.number, Font { name, encoding });
        }
    }

    /// The style being read is complete.
    pub(super) fn end_style(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        let name = entry.name.trim().trim_end_matches(';');
        if let Some(level) = heading_of(name).filter(|_| self.headings.len() < MOST) {
            self.headings.insert(entry.number, level);
        }
        if is_caption(name) && self.captions.len() < MOST {
            self.captions.insert(entry.number);
        }
    }

    pub(super) fn heading(&self, style: i32) -> Option<u8> {
        self.headings.get(&style).copied()
    }

    pub(super) fn is_caption(&self, style: i32) -> bool {
        self.captions.contains(&style)
    }
}

/// `\fcharset` → code page; 2 is the one of signs.
fn of_charset(charset: Option<i32>, default: &'static Encoding) -> Option<&'static Encoding> {
    match charset {
        Some(2) => None,
        Some(161) => Some(WINDOWS_1253),
        Some(162) => Some(WINDOWS_1254),
        Some(163) => Some(WINDOWS_1258),
        Some(186) => Some(WINDOWS_1257),
        Some(204) => Some(WINDOWS_1251),
        Some(238) => Some(WINDOWS_1250),
        _ => Some(default),
    }
}

/// `\ansicpg` → code page.
pub(super) fn of_code_page(number: Option<i32>) -> &'static Encoding {
    match number {
        Some(1250) => WINDOWS_1250,
        Some(1251) => WINDOWS_1251,
        Some(1253) => WINDOWS_1253,
        Some(1254) => WINDOWS_1254,
        Some(1257) => WINDOWS_1257,
        Some(1258) => WINDOWS_1258,
        Some(65001) => encoding_rs::UTF_8,
        _ => WINDOWS_1252,
    }
}
