//! What a group of an RTF inherits from the one around it.

use crate::read::look::{Align, Place};

/// What the text of a group is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    #[default]
    Text,
    /// No text of the document.
    Nothing,
    /// A drawing: no text, but for a box of text in it.
    Drawing,
    Fonts,
    Styles,
}

/// What a group inherits from the one around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) destination: Destination,
    pub(super) font: Option<i32>,
    pub(super) size: u16,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) hidden: bool,
    /// How many characters stand behind `\u` for readers without Unicode.
    pub(super) substitutes: u32,
    pub(super) align: Align,
    pub(super) in_table: bool,
    pub(super) style: i32,
    pub(super) place: Place,
}

/// `\plain`: 12 points.
pub(super) const PLAIN_SIZE: u16 = 24;

impl Default for State {
    fn default() -> State {
        State {
            destination: Destination::Text,
            font: None,
            size: PLAIN_SIZE,
            bold: false,
            italic: false,
            hidden: false,
            substitutes: 1,
            align: Align::Left,
            in_table: false,
            style: 0,
            place: Place::Text,
        }
    }
}
