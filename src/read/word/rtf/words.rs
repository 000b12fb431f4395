//! Control words: what each does to the reading.

use super::tables::of_code_page;
use super::{Destination, PLAIN_SIZE, Reading};
use crate::read::look::{Align, Place};

impl Reading {
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let starred = std::mem::take(&mut self.starred);
        if self.passing > 0 && !matches!(word, "u" | "par" | "cell" | "row") {
            self.passing -= 1;
            return;
        }
        if self.destination_word(word, starred) || self.state.destination == Destination::Nothing {
            return;
        }
        if matches!(self.state.destination, Destination::Fonts | Destination::Styles) {
            return self.table_word(word, number);
        }
        if !(self.layout_word(word) || self.paragraph_word(word, number) || self.letter_word(word, number)) {
            self.sign_word(word);
        }
    }

    /// A word that says what the group is.
    fn destination_word(&mut self, word: &str, starred: bool) -> bool {
        use Destination::{Drawing, Fonts, Nothing, Styles};
        let inner = self.state.destination;
        let destination = match word {
            "shptxt" if matches!(inner, Drawing | Destination::Text) => {
                self.leave_paragraph(Place::Text);
                Destination::Text
            }
            _ if matches!(inner, Nothing) => Nothing,
            "shpinst" | "shp" | "do" => Drawing,
            "fonttbl" => Fonts,
            "stylesheet" => Styles,
            "footnote" => {
                self.leave_paragraph(self.state.place);
                Destination::Text
            }
            "header" | "headerl" | "headerr" | "headerf" => {
                self.leave_paragraph(Place::Margin);
                Destination::Text
            }
            "colortbl" | "info" | "pict" | "objdata" | "fldinst" | "nonshppict" | "shprslt" | "sp" | "footer"
            | "footerl" | "footerr" | "footerf" | "listtable" | "revtbl" | "ftnsep" | "aftnsep" | "xe" | "tc"
            | "bkmkstart" | "bkmkend" | "template" | "annotation" | "atnid" | "atnauthor" => Nothing,
            _ if starred => Nothing,
            _ => return false,
        };
        self.state.destination = destination;
        true
    }

    /// Leaves the present paragraph for the text of a note, a box or a header.
    fn leave_paragraph(&mut self, place: Place) {
        self.left.push((self.groups.len(), std::mem::take(&mut self.paragraph)));
        self.state.place = place;
    }

    fn table_word(&mut self, word: &str, number: Option<i32>) {
        let entry = &mut self.tables.entry;
        match (self.state.destination, word) {
            (Destination::Fonts, "f") | (Destination::Styles, "s" | "cs" | "ds" | "ts") => {
                entry.number = number.unwrap_or(0) + if matches!(word, "cs" | "ds" | "ts") { 1 << 20 } else { 0 };
            }
            (Destination::Fonts, "fcharset") => entry.charset = number,
            _ => {}
        }
    }

    /// A word that ends something.
    fn layout_word(&mut self, word: &str) -> bool {
        match word {
            "par" => self.end_paragraph(),
            "sect" | "page" | "column" => {
                self.end_paragraph();
                self.region = true;
            }
            "line" => self.text("\n"),
            "cell" => self.end_cell(),
            "row" => self.end_row(),
            "nestcell" => self.end_paragraph(),
            _ => return false,
        }
        true
    }

    fn paragraph_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let state = &mut self.state;
        match word {
            "pard" => (state.align, state.in_table, state.style) = (Align::Left, false, 0),
            "ql" | "qj" => state.align = Align::Left,
            "qc" => state.align = Align::Center,
            "qr" => state.align = Align::Right,
            "intbl" => state.in_table = true,
            "s" => state.style = number.unwrap_or(0),
            "outlinelevel" => {
                let level = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
                self.paragraph.heading = level.map(|level| level + 1);
            }
            "pagebb" => self.region = true,
            _ => return false,
        }
        true
    }

    fn letter_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let state = &mut self.state;
        match word {
            "plain" => {
                (state.bold, state.italic, state.hidden) = (false, false, false);
                (state.size, state.font) = (PLAIN_SIZE, None);
            }
            "f" => state.font = number,
            "fs" => state.size = number.and_then(|size| u16::try_from(size).ok()).unwrap_or(PLAIN_SIZE),
            "b" => state.bold = on,
            "i" => state.italic = on,
            "v" | "deleted" => state.hidden = on,
            "uc" => state.substitutes = number.and_then(|count| u32::try_from(count).ok()).unwrap_or(1).min(8),
            "u" => self.unicode(number.unwrap_or(0)),
            "deff" => self.default_font = number.unwrap_or(0),
            "ansicpg" => self.code_page = of_code_page(number),
            _ => return false,
        }
        true
    }

    fn sign_word(&mut self, word: &str) {
        let text = match word {
            "tab" | "emspace" | "enspace" | "qmspace" => " ",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            _ => return,
        };
        self.text(text);
    }

    fn unicode(&mut self, number: i32) {
        let unit = number.rem_euclid(1 << 16) as u16;
        self.passing = self.state.substitutes;
        let units: Vec<u16> = self.high_half.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.high_half = Some(unit);
            return;
        }
        self.unpassed_text(&String::from_utf16_lossy(&units));
    }
}
