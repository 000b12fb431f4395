//! Styles and fonts of a document ([MS-DOC] 2.9.271, 2.9.286).

use std::sync::Arc;

use super::super::fonts::script;
use super::super::paragraph::Face;
use super::bytes::{slice, u8_at, u16_at, utf16};
use super::sprm::each;
use crate::read::look::Align;

/// What a style says, and all that it is based on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) heading: Option<u8>,
    pub(super) caption: bool,
    pub(super) align: Align,
}

/// Styles and fonts by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Option<Style>>,
    fonts: Vec<Arc<str>>,
}

/// Letters of 10 points, where nothing says another size.
const USUAL_SIZE: u16 = 20;

impl Styles {
    pub(super) fn read(styles: &[u8], fonts: &[u8]) -> Styles {
        let mut all = Styles { styles: Vec::new(), fonts: self::fonts(fonts) };
        let raw = raw_styles(styles);
        let default_font = u16_at(styles, 2 + 16).or_else(|| u16_at(styles, 2 + 12));
        let document =
            Face { font: default_font.and_then(|number| all.font(number)), size: Some(USUAL_SIZE), ..Face::default() };
        all.styles = (0..raw.len()).map(|number| chain(&raw, number, &document, &all)).collect();
        all
    }

    pub(super) fn style(&self, number: u16) -> Style {
        self.styles.get(usize::from(number)).cloned().flatten().unwrap_or_default()
    }

    /// Letters with modifiers, set in `face` before. Of the fonts for ASCII and for other letters, one older than
    /// Unicode counts.
    pub(super) fn set(&self, face: &Face, modifiers: &[u8]) -> Face {
        let base = face;
        let mut face = face.clone();
        let mut fonts: [Option<Arc<str>>; 2] = Default::default();
        each(modifiers, &mut |number, value| {
            let word = || u16_at(value, 0);
            match number {
                0x0835 => face.bold = toggle(value, base.bold),
                0x0836 => face.italic = toggle(value, base.italic),
                0x083c | 0x0800 => face.hidden = toggle(value, base.hidden).max(face.hidden),
                0x4a43 => face.size = word().or(face.size),
                0x4a4f => fonts[0] = word().and_then(|font| self.font(font)),
                0x4a51 => fonts[1] = word().and_then(|font| self.font(font)),
                0x4a30 => {
                    let style = word().map(|style| self.style(style).face).unwrap_or_default();
                    face = face.under(&Face { size: None, ..style });
                }
                _ => {}
            }
        });
        let is_old = |font: &&Arc<str>| script(font).is_some();
        let font = fonts.iter().flatten().find(is_old).or_else(|| fonts.iter().flatten().next());
        face.font = font.cloned().or(face.font);
        face
    }

    fn font(&self, number: u16) -> Option<Arc<str>> {
        self.fonts.get(usize::from(number)).cloned()
    }
}

/// A property that can be as in the style, or the contrary.
fn toggle(value: &[u8], in_style: Option<bool>) -> Option<bool> {
    match u8_at(value, 0) {
        Some(0x80) => in_style,
        Some(0x81) => Some(in_style != Some(true)),
        Some(on) => Some(on != 0),
        None => in_style,
    }
}

/// Where a paragraph is set, in a list of modifiers.
pub(super) fn align(number: u16, value: &[u8]) -> Option<Align> {
    matches!(number, 0x2403 | 0x2461).then(|| match u8_at(value, 0) {
        Some(1) => Align::Center,
        Some(2) => Align::Right,
        _ => Align::Left,
    })
}

/// A style as it stands in the file.
#[derive(Clone, Copy, Debug, Default)]
struct Raw<'b> {
    built_in: u16,
    based_on: u16,
    paragraph: &'b [u8],
    letters: &'b [u8],
}

fn raw_styles(table: &[u8]) -> Vec<Option<Raw<'_>>> {
    const MOST: usize = 0xfff;
    let mut all = Vec::new();
    let Some(head) = u16_at(table, 0).map(usize::from) else { return all };
    let base = u16_at(table, 4).map_or(10, usize::from);
    let mut at = 2 + head;
    while let Some(size) = u16_at(table, at).map(usize::from).filter(|_| all.len() < MOST) {
        let Some(bytes) = slice(table, at + 2, size) else { break };
        all.push(raw_style(bytes, base));
        at += 2 + size + size % 2;
    }
    all
}

fn raw_style(bytes: &[u8], base: usize) -> Option<Raw<'_>> {
    let kind = u16_at(bytes, 2)?;
    let name = usize::from(u16_at(bytes, base)?);
    let mut at = base + 4 + name * 2;
    let mut part = || {
        at += at % 2;
        let size = usize::from(u16_at(bytes, at).unwrap_or(0));
        let part = slice(bytes, at + 2, size).unwrap_or_default();
        at += 2 + size;
        part
    };
    let (paragraph, letters) = match kind & 0xf {
        1 => (part().get(2..).unwrap_or_default(), part()),
        2 => (Default::default(), part()),
        _ => return None,
    };
    Some(Raw { built_in: u16_at(bytes, 0)? & 0xfff, based_on: kind >> 4, paragraph, letters })
}

/// A style on top of those that it is based on.
fn chain(raw: &[Option<Raw<'_>>], number: usize, document: &Face, all: &Styles) -> Option<Style> {
    const LONGEST: usize = 24;
    raw.get(number)?.as_ref()?;
    let next = |at: &usize| raw.get(*at)?.map(|style| usize::from(style.based_on));
    let mut line: Vec<usize> = std::iter::successors(Some(number), next).take(LONGEST).collect();
    line.reverse();
    let mut style = Style { face: document.clone(), ..Style::default() };
    for one in line.into_iter().filter_map(|at| raw.get(at).copied().flatten()) {
        style.face = all.set(&style.face, one.letters);
        each(one.paragraph, &mut |number, value| {
            style.align = align(number, value).unwrap_or(style.align);
        });
        match one.built_in {
            level @ 1..=9 => style.heading = Some(level as u8),
            62 => style.heading = Some(0),
            34 => style.caption = true,
            _ => {}
        }
    }
    Some(style)
}

/// The names of the fonts.
fn fonts(table: &[u8]) -> Vec<Arc<str>> {
    const HEAD: usize = 39;
    const MOST: usize = 0x7ff0;
    let mut at = 4;
    let mut names = Vec::new();
    while let Some(size) = u8_at(table, at).map(usize::from).filter(|_| names.len() < MOST) {
        let name = slice(table, at + 1, size).and_then(|font| font.get(HEAD..)).map(utf16).unwrap_or_default();
        names.push(name.split('\0').next().unwrap_or_default().into());
        at += 1 + size;
    }
    names
}
