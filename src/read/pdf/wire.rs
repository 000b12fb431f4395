//! What the child process tells its parent: one JSON object a line, so that the pages read before a failure are kept.

use serde::{Deserialize, Serialize};

/// A line of the child's answer.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Told {
    /// How many pages the file has. Comes first.
    Pages(u32),
    /// A page.
    Page(PageTold),
    /// A page that can't be read: 1-based number, reason.
    Lost(u32, String),
    /// The file can't be read at all: the reason. Comes alone.
    Failed(String),
    /// Nothing is missing. Comes last.
    End,
}

/// A page as the file draws it.
#[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct PageTold {
    /// 1-based.
    pub(super) number: u32,
    /// In points.
    pub(super) width: f32,
    /// In points.
    pub(super) height: f32,
    /// The fonts that words refer to by number.
    pub(super) fonts: Vec<Font>,
    /// The words.
    pub(super) words: Vec<WordTold>,
    /// Where the words were read from a picture, how certain they are on the average, 0 to 1.
    #[serde(skip)]
    pub(super) certainty: Option<f32>,
}

/// A font by what its name and its descriptor say.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Font {
    pub(super) name: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// A word: its letters as the font gives them; where it stands in points from the left and from the top.
#[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct WordTold {
    #[serde(rename = "t")]
    pub(super) text: String,
    #[serde(rename = "l")]
    pub(super) left: f32,
    #[serde(rename = "r")]
    pub(super) right: f32,
    #[serde(rename = "b")]
    pub(super) base: f32,
    #[serde(rename = "s")]
    pub(super) size: f32,
    #[serde(rename = "f")]
    pub(super) font: u32,
    /// Where another font goes on within the word: byte of the text, font.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<(usize, u32)>,
    /// Whether nothing but a space, as wide as a space, parts it from the word before.
    #[serde(rename = "j", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) joined: bool,
}
