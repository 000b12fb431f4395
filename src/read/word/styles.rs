//! The styles of a DOCX: what a paragraph or run that names one looks like.

use std::collections::HashMap;

use super::paragraph::Face;
use crate::read::look::Align;
use crate::read::xml::{Element, Item, each};
use crate::text::fold::fold;

/// Styles that are based on one another in a longer chain are damaged.
const LONGEST_CHAIN: usize = 24;

/// One style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) heading: Option<u8>,
    pub(super) caption: bool,
    pub(super) align: Option<Align>,
    based_on: Option<String>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// What paragraphs without a style have.
    default: Option<String>,
    /// What everything is set in.
    document: Face,
}

impl Styles {
    /// Reads `word/styles.xml`; damaged markup leaves what came before.
    pub(super) fn read(xml: &str) -> Styles {
        let mut reading = Reading::default();
        let _ = each(xml, &mut |item| {
            match item {
                Item::Open(element) => reading.open(&element),
                Item::Close => reading.close(),
                Item::Text(_) => {}
            }
            Ok(())
        });
        reading.styles
    }

    /// What a paragraph of a style looks like, or one without.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Style {
        let mut style = self.chain(id.or(self.default.as_deref()));
        style.face = self.document.under(&style.face);
        style
    }

    /// What a run of a style looks like, as far as its style says.
    pub(super) fn of_run(&self, id: &str) -> Face {
        self.chain(Some(id)).face
    }

    fn chain(&self, id: Option<&str>) -> Style {
        let mut style = Style::default();
        let mut next = id;
        for _ in 0..LONGEST_CHAIN {
            let Some(one) = next.and_then(|id| self.by_id.get(id)) else { break };
            style.face = one.face.under(&style.face);
            style.heading = style.heading.or(one.heading);
            style.caption |= one.caption;
            style.align = style.align.or(one.align);
            next = one.based_on.as_deref();
        }
        style
    }
}

#[derive(Default)]
struct Reading {
    styles: Styles,
    path: Vec<Where>,
    id: Option<String>,
}

/// How far above a property the elements stand that say whose it is.
const NEAR: usize = 4;

/// The element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Defaults,
    Style,
    RunProperties,
    Other,
}

impl Reading {
    fn open(&mut self, element: &Element<'_>) {
        let inside = |place: Where| self.path.iter().rev().take(NEAR).any(|near| *near == place);
        let place = match element.name() {
            "docDefaults" => Where::Defaults,
            "style" => self.begin_style(element),
            "rPr" => Where::RunProperties,
            name => {
                if inside(Where::RunProperties) && inside(Where::Defaults) {
                    set(&mut self.styles.document, name, element);
                } else if let Some(style) = self.id.as_ref().and_then(|id| self.styles.by_id.get_mut(id)) {
                    if inside(Where::RunProperties) {
                        set(&mut style.face, name, element);
                    } else {
                        set_style(style, name, element);
                    }
                }
                Where::Other
            }
        };
        self.path.push(place);
    }

    fn begin_style(&mut self, element: &Element<'_>) -> Where {
        let id = element.attribute("styleId").unwrap_or_default();
        let is_default = element.attribute("default").is_some_and(|on| on == "1" || on == "true");
        if is_default && element.attribute("type").as_deref() == Some("paragraph") {
            self.styles.default = Some(id.clone());
        }
        self.styles.by_id.insert(id.clone(), Style::default());
        self.id = Some(id);
        Where::Style
    }

    fn close(&mut self) {
        if self.path.pop() == Some(Where::Style) {
            self.id = None;
        }
    }
}

fn set_style(style: &mut Style, name: &str, element: &Element<'_>) {
    let value = || element.attribute("val").unwrap_or_default();
    match name {
        "name" => {
            style.heading = heading_of(&value());
            style.caption = is_caption(&value());
        }
        "basedOn" => style.based_on = Some(value()),
        "outlineLvl" => style.heading = style.heading.or(outline_level(&value())),
        "jc" => style.align = Some(align_of(&value())),
        _ => {}
    }
}

/// `heading 1`, `Title`, `Tiêu đề 2`.
pub(super) fn heading_of(name: &str) -> Option<u8> {
    let folded = fold(name.trim());
    let level = |rest: &str| rest.trim_matches([' ', '_']).parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    match folded.as_str() {
        "title" | "tieu de" => Some(0),
        _ => ["heading", "tieu de", "dau de"].iter().find_map(|word| level(folded.strip_prefix(word)?)),
    }
}

pub(super) fn is_caption(name: &str) -> bool {
    matches!(fold(name.trim()).as_str(), "caption" | "chu thich" | "figure" | "illustration" | "chu thich anh")
}

/// `0` is the level of a heading 1; 9 is none.
pub(super) fn outline_level(value: &str) -> Option<u8> {
    value.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level + 1)
}

pub(super) fn align_of(value: &str) -> Align {
    match value {
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        _ => Align::Left,
    }
}

/// A property of letters.
pub(super) fn set(face: &mut Face, name: &str, element: &Element<'_>) {
    let value = || element.attribute("val");
    let on = || Some(!matches!(value().as_deref(), Some("0" | "false" | "off" | "none")));
    match name {
        "b" => face.bold = on(),
        "i" => face.italic = on(),
        "vanish" => face.hidden = on(),
        "sz" => face.size = value().and_then(|size| size.parse().ok()).or(face.size),
        "rFonts" => {
            let themed = || element.attribute("hAnsiTheme").or_else(|| element.attribute("asciiTheme"));
            let named = element.attribute("hAnsi").or_else(|| element.attribute("ascii"));
            let font = named.or_else(|| themed().map(|_| String::new()));
            face.font = font.map(Into::into).or_else(|| face.font.take());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_based_on_one_another() {
        let styles = Styles::read(
            r#"<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>
            <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
            <w:style w:styleId="A"><w:name w:val="heading 2"/><w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:jc w:val="center"/></w:pPr>
            <w:rPr><w:b w:val="0"/><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style></w:styles>"#,
        );
        let style = styles.of_paragraph(Some("A"));
        assert_eq!((style.heading, style.align, style.face.bold), (Some(2), Some(Align::Center), Some(true)));
        assert_eq!((style.face.size, style.face.font.as_deref()), (Some(26), Some(".VnTime")));
        assert_eq!(styles.of_paragraph(None).face.size, Some(26));
    }

    #[test]
    fn names_of_styles() {
        for (name, heading) in
            [("Heading 3", Some(3)), ("Tiêu đề 1", Some(1)), ("Title", Some(0)), ("Normal", None), ("Heading 12", None)]
        {
            assert_eq!(heading_of(name), heading, "{name}");
        }
    }
}
