//! ODT (OpenDocument 1.2): the paragraphs of `content.xml`.

use std::collections::HashMap;

use super::Found;
use super::flow::Flow;
use super::paragraph::{Face, Paragraph};
use super::styles::{align_of, heading_of, is_caption};
use crate::read::look::{Above, Align, Place};
use crate::read::package::Package;
use crate::read::xml::{Element, Item, each};

/// Reads a document.
///
/// # Errors
/// The reason, where it is damaged before its first paragraph.
pub(super) fn read(mut package: Package<'_>) -> Result<Found, String> {
    let xml = package
        .text("content.xml")?
        .ok_or("expected a document of a word processor, found a package without a text")?;
    let mut reading = Reading::default();
    if let Some(styles) = package.text("styles.xml")? {
        let _ = each(&styles, &mut |item| reading.take(item));
        reading.path.clear();
        reading.in_text = false;
    }
    let failed = each(&xml, &mut |item| reading.take(item)).err();
    while !reading.open.is_empty() {
        reading.end_paragraph();
    }
    let paragraphs = reading.flow.finish();
    match failed {
        Some(reason) if paragraphs.is_empty() => Err(reason),
        failed => {
            let warnings = failed.map(|reason| format!("{reason}; what stands before was read"));
            Ok(Found { paragraphs, warnings: warnings.into_iter().collect() })
        }
    }
}

/// What a style says, and the name of the one that it is based on.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    face: Face,
    align: Option<Align>,
    page_above: bool,
    heading: Option<u8>,
    caption: bool,
}

/// Letters of 12 points, where nothing says another size.
const USUAL_SIZE: u16 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Style,
    Paragraph,
    Span,
    Row,
    Cell,
    Text,
    Other,
}

struct Open {
    paragraph: Paragraph,
    /// How letters are set, for the paragraph and each open span in it.
    faces: Vec<Face>,
}

#[derive(Default)]
struct Reading {
    styles: HashMap<String, Style>,
    fonts: HashMap<String, String>,
    style: Option<String>,
    path: Vec<Part>,
    passed_over: usize,
    in_text: bool,
    open: Vec<Open>,
    flow: Flow,
}

impl Reading {
    fn take(&mut self, item: Item<'_>) -> Result<(), String> {
        match item {
            Item::Open(element) => self.open(&element),
            Item::Text(text) if self.passed_over == 0 && self.in_text => self.text(&text),
            Item::Text(_) => {}
            Item::Close => self.close(),
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        let changes =
            matches!(name, "tracked-changes" | "annotation" | "sequence-decls" | "note-citation" | "index-body");
        if self.passed_over > 0 || changes {
            self.passed_over += 1;
            return;
        }
        let part = match name {
            "body" => Part::Text,
            "style" | "default-style" => Part::Style,
            "p" | "h" if self.in_text => Part::Paragraph,
            "span" if self.in_text => Part::Span,
            "table-row" if self.in_text => Part::Row,
            "table-cell" if self.in_text => Part::Cell,
            _ => Part::Other,
        };
        self.path.push(part);
        match part {
            Part::Text => self.in_text = true,
            Part::Style => self.begin_style(element),
            Part::Paragraph => self.begin_paragraph(element),
            Part::Span => self.begin_span(element),
            Part::Row => self.flow.begin_row(),
            Part::Cell => self.flow.begin_cell(),
            Part::Other if self.in_text => self.sign(name),
            Part::Other => self.property(name, element),
        }
    }

    fn close(&mut self) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        match self.path.pop() {
            Some(Part::Text) => self.in_text = false,
            Some(Part::Style) => self.style = None,
            Some(Part::Paragraph) => self.end_paragraph(),
            Some(Part::Span) => drop(self.open.last_mut().map(|open| open.faces.pop())),
            Some(Part::Row) => self.flow.end_row(),
            Some(Part::Cell) => self.flow.end_cell(),
            Some(Part::Other) | None => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open { paragraph, faces }) = self.open.last_mut() {
            paragraph.push(text, faces.last().unwrap_or(&Face::default()));
        }
    }

    fn sign(&mut self, name: &str) {
        match name {
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn begin_style(&mut self, element: &Element<'_>) {
        let family = element.attribute("family").unwrap_or_default();
        let name = element.attribute("name").unwrap_or_default();
        let shown = element.attribute("display-name").unwrap_or_else(|| name.replace("_20_", " "));
        let style = Style {
            parent: element.attribute("parent-style-name").map(|parent| format!("{family}/{parent}")),
            heading: heading_of(&shown),
            caption: is_caption(&shown),
            ..Style::default()
        };
        let key = format!("{family}/{name}");
        self.styles.insert(key.clone(), style);
        self.style = Some(key);
    }

    fn property(&mut self, name: &str, element: &Element<'_>) {
        if name == "font-face" {
            let named = element.attribute("name").zip(element.attribute("font-family"));
            self.fonts.extend(named.map(|(name, font)| (name, font.trim_matches('\'').to_owned())));
        }
        let Some(style) = self.style.as_ref().and_then(|key| self.styles.get_mut(key)) else { return };
        match name {
            "text-properties" => set(&mut style.face, element, &self.fonts),
            "paragraph-properties" => {
                style.align = element.attribute("text-align").map(|align| align_of(&align)).or(style.align);
                style.page_above = element.attribute("break-before").is_some_and(|above| above != "auto");
            }
            _ => {}
        }
    }

    /// A style on top of those that it is based on, and of what all paragraphs have.
    fn chain(&self, family: &str, name: Option<String>) -> Style {
        const LONGEST: usize = 24;
        let mut style = Style::default();
        let mut next = name.map(|name| format!("{family}/{name}"));
        for _ in 0..LONGEST {
            let Some(one) = next.and_then(|key| self.styles.get(&key)) else { break };
            style.face = one.face.under(&style.face);
            style.align = style.align.or(one.align);
            style.page_above |= one.page_above;
            style.heading = style.heading.or(one.heading);
            style.caption |= one.caption;
            next = one.parent.clone();
        }
        style
    }

    fn begin_paragraph(&mut self, element: &Element<'_>) {
        let style = self.chain("paragraph", element.attribute("style-name"));
        let usual = Face { size: Some(USUAL_SIZE), ..Face::default() };
        let document = usual.under(&self.chain("paragraph", Some(String::new())).face);
        let level = element.attribute("outline-level").and_then(|level| level.parse().ok());
        let paragraph = Paragraph {
            heading: level.filter(|level| (1..=9).contains(level)).or(style.heading),
            caption: style.caption,
            align: style.align.unwrap_or_default(),
            above: if style.page_above { Above::Region } else { Above::Paragraph },
            place: Place::Text,
            ..Paragraph::default()
        };
        self.open.push(Open { paragraph, faces: vec![document.under(&style.face)] });
    }

    fn end_paragraph(&mut self) {
        if let Some(open) = self.open.pop() {
            self.flow.paragraph(open.paragraph);
        }
    }

    fn begin_span(&mut self, element: &Element<'_>) {
        let over = self.chain("text", element.attribute("style-name")).face;
        if let Some(open) = self.open.last_mut() {
            let face = open.faces.last().cloned().unwrap_or_default().under(&over);
            open.faces.push(face);
        }
    }
}

fn set(face: &mut Face, element: &Element<'_>, fonts: &HashMap<String, String>) {
    let value = |name| element.attribute(name);
    face.bold =
        value("font-weight").map(|weight| matches!(&*weight, "bold" | "600" | "700" | "800" | "900")).or(face.bold);
    face.italic = value("font-style").map(|style| style != "normal").or(face.italic);
    face.size = value("font-size").and_then(|size| half_points(&size)).or(face.size);
    face.hidden = value("display").map(|display| display == "none").or(face.hidden);
    let named = value("font-name").map(|name| fonts.get(&name).cloned().unwrap_or(name));
    face.font = value("font-family").or(named).map(Into::into).or(face.font.take());
}

/// `14pt`
fn half_points(size: &str) -> Option<u16> {
    let points: f32 = size.strip_suffix("pt")?.parse().ok()?;
    (0.0..1000.0).contains(&points).then_some((points * 2.0) as u16)
}
