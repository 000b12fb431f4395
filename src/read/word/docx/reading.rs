//! The elements of a part, one after the other → paragraphs.

use super::super::flow::Flow;
use super::super::paragraph::{Face, Paragraph};
use super::super::styles::{Styles, align_of, outline_level, set};
use super::Notes;
use crate::read::look::{Above, Place};
use crate::read::xml::{Element, Item, each};

/// An element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Row,
    Cell,
    Other,
}

/// A paragraph being read; one can stand inside another, in a box.
struct Open {
    paragraph: Paragraph,
    /// What its style says of letters.
    base: Face,
    /// How the letters of the present run are set.
    face: Face,
    /// The paragraphs of notes that it refers to.
    notes: Vec<Paragraph>,
}

pub(super) struct Reading<'s> {
    styles: &'s Styles,
    place: Place,
    pub(super) flow: Flow,
    open: Vec<Open>,
    path: Vec<Part>,
    /// Elements open inside one that is passed over, itself counted.
    passed_over: usize,
    /// Whether a new page or section begins with the next paragraph.
    region: bool,
    /// Notes that the text may refer to.
    notes: Notes,
    /// In a part of notes: each note, and how many paragraphs stand before it.
    pub(super) begun_notes: Vec<(String, usize)>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(styles: &'s Styles, place: Place, notes: Notes) -> Reading<'s> {
        Reading {
            styles,
            place,
            flow: Flow::default(),
            open: Vec::new(),
            path: Vec::new(),
            passed_over: 0,
            region: true,
            notes,
            begun_notes: Vec::new(),
        }
    }

    pub(super) fn take_all(&mut self, xml: &str) -> Result<(), String> {
        let read = each(xml, &mut |item| {
            match item {
                Item::Open(element) => self.open(&element),
                Item::Text(text) => self.text(&text),
                Item::Close => self.close(),
            }
            Ok(())
        });
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        read
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        if self.passed_over > 0 || is_passed_over(name) {
            self.passed_over += 1;
            return;
        }
        let above = self.path.last().copied();
        self.path.push(part(name, above));
        match name {
            "p" => self.begin_paragraph(),
            "r" => self.reset_face(),
            "tr" => self.flow.begin_row(),
            "tc" => self.flow.begin_cell(),
            "tab" | "ptab" if above == Some(Part::Run) => self.text_of_run(" "),
            "br" | "cr" if above == Some(Part::Run) => self.break_line(element),
            "noBreakHyphen" => self.text_of_run("-"),
            "sectPr" => self.region = true,
            "footnote" | "endnote" => self.begun_notes.push((note_key(name, element), self.flow.len())),
            "footnoteReference" | "endnoteReference" => self.refer(name.trim_end_matches("Reference"), element),
            _ if above == Some(Part::RunProperties) => self.run_property(name, element),
            _ if above == Some(Part::ParagraphProperties) => self.paragraph_property(name, element),
            _ => {}
        }
    }

    fn close(&mut self) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        match self.path.pop() {
            Some(Part::Paragraph) => self.end_paragraph(),
            Some(Part::Cell) => self.flow.end_cell(),
            Some(Part::Row) => self.flow.end_row(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.passed_over == 0 && self.path.last() == Some(&Part::Text) {
            self.text_of_run(text);
        }
    }

    fn begin_paragraph(&mut self) {
        let style = self.styles.of_paragraph(None);
        let above = if self.region { Above::Region } else { Above::Paragraph };
        let paragraph = Paragraph {
            heading: style.heading,
            caption: style.caption,
            align: style.align.unwrap_or_default(),
            place: self.place,
            above,
            ..Paragraph::default()
        };
        self.open.push(Open { paragraph, base: style.face.clone(), face: style.face, notes: Vec::new() });
    }

    fn end_paragraph(&mut self) {
        if let Some(open) = self.open.pop() {
            self.region &= open.paragraph.is_blank();
            self.flow.paragraph(open.paragraph);
            open.notes.into_iter().for_each(|note| self.flow.paragraph(note));
        }
    }

    /// The paragraph refers to a note: it stands below the paragraph.
    fn refer(&mut self, kind: &str, element: &Element<'_>) {
        let note = self.notes.remove(&note_key(kind, element));
        if let Some(open) = self.open.last_mut() {
            open.notes.extend(note.into_iter().flatten());
        }
    }

    fn reset_face(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.face = open.base.clone();
        }
    }

    fn text_of_run(&mut self, text: &str) {
        if let Some(Open { paragraph, face, .. }) = self.open.last_mut() {
            paragraph.push(text, face);
        }
    }

    fn break_line(&mut self, element: &Element<'_>) {
        match element.attribute("type").as_deref() {
            Some("page" | "column") if self.open.last().is_none_or(|open| open.paragraph.is_blank()) => {
                if let Some(open) = self.open.last_mut() {
                    open.paragraph.above = Above::Region;
                }
                self.region = true;
            }
            _ => self.text_of_run("\n"),
        }
    }

    fn run_property(&mut self, name: &str, element: &Element<'_>) {
        let of_run = self.path.iter().rev().nth(2) == Some(&Part::Run);
        let styles = self.styles;
        let Some(open) = self.open.last_mut().filter(|_| of_run) else { return };
        if name == "rStyle" {
            let style = element.attribute("val").unwrap_or_default();
            open.face = open.base.under(&styles.of_run(&style));
        } else {
            set(&mut open.face, name, element);
        }
    }

    fn paragraph_property(&mut self, name: &str, element: &Element<'_>) {
        let styles = self.styles;
        let Some(Open { paragraph, base, face, .. }) = self.open.last_mut() else { return };
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "pStyle" => {
                let style = styles.of_paragraph(Some(&value()));
                paragraph.heading = style.heading;
                paragraph.caption = style.caption;
                paragraph.align = style.align.unwrap_or_default();
                (*base, *face) = (style.face.clone(), style.face);
            }
            "jc" => paragraph.align = align_of(&value()),
            "outlineLvl" => paragraph.heading = outline_level(&value()),
            "pageBreakBefore" => paragraph.above = Above::Region,
            _ => {}
        }
    }
}

fn note_key(kind: &str, element: &Element<'_>) -> String {
    format!("{kind} {}", element.attribute("id").unwrap_or_default())
}

/// What is no text of the document: what was deleted or moved away, what stands there a second time for older
/// programs, instructions of fields, the properties of before a change.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "Fallback"
            | "del"
            | "moveFrom"
            | "instrText"
            | "delText"
            | "rPrChange"
            | "pPrChange"
            | "sdtPr"
            | "tblPr"
            | "numPr"
    )
}

fn part(name: &str, above: Option<Part>) -> Part {
    match name {
        "p" => Part::Paragraph,
        "pPr" => Part::ParagraphProperties,
        "r" => Part::Run,
        "rPr" => Part::RunProperties,
        "t" if above == Some(Part::Run) => Part::Text,
        "tr" => Part::Row,
        "tc" => Part::Cell,
        _ => Part::Other,
    }
}
