//! How a paragraph of a word processor is set: what the splitter sees of it besides its words.

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// By its style: 0 for a title, 1 to 9 for a heading of that level.
    pub heading: Option<u8>,
    /// Whether its style is the one for captions.
    pub caption: bool,
    /// Size of most of its letters, in half-points; 0 where the file doesn't say.
    pub size: u16,
    /// Whether most of its letters are bold.
    pub bold: bool,
    /// Whether most of its letters are italic.
    pub italic: bool,
    /// Where it is set.
    pub align: Align,
    /// What parts it from the paragraph above.
    pub above: Above,
    /// Where on the page it stands.
    pub place: Place,
}

/// Where the lines of a paragraph are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// On the left, or filling the column.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

/// What parts a paragraph from the one above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Above {
    /// The end of a paragraph.
    #[default]
    Paragraph,
    /// The end of a line within a paragraph.
    Line,
    /// The beginning of a page, of a section, of a cell of a table that holds more than a value.
    Region,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the text.
    #[default]
    Text,
    /// The cells of a row of a table, side by side.
    Row,
    /// At the head or foot of every page.
    Margin,
}
