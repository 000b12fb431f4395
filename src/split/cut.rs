//! How sure the splitter is of an article's borders, and what it went by.

use serde::{Deserialize, Serialize};

/// Why an article begins and ends where it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// About the chance that its borders are right: no word of another article in it, none of its own missing; 0 to 1.
    pub confidence: f32,
    /// What spoke for the cuts, and what leaves doubt.
    pub because: Vec<Because>,
}

/// Articles below this [`confidence`](Cut::confidence) are listed as doubtful: as likely wrong as right, or worse off.
pub const DOUBTFUL: f32 = 0.6;
/// From this [`confidence`](Cut::confidence) on the borders are called sure.
pub const SURE: f32 = 0.9;

impl Default for Cut {
    fn default() -> Self {
        Cut { confidence: 1.0, because: Vec::new() }
    }
}

impl Cut {
    /// Borders of this confidence, for one reason.
    pub(super) fn new(confidence: f32, because: Because) -> Cut {
        Cut { confidence, because: vec![because] }
    }

    /// Adds a reason, once, that leaves so much of the confidence.
    pub(super) fn add(&mut self, share: f32, because: Because) {
        self.confidence *= share;
        if !self.because.contains(&because) {
            self.because.push(because);
        }
    }

    /// Puts a reason before all others, once, that leaves so much of the confidence.
    pub(super) fn lead(&mut self, share: f32, because: Because) {
        self.confidence *= share;
        self.because.retain(|other| *other != because);
        self.because.insert(0, because);
    }

    /// Whether somebody should look at it.
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL
    }

    /// `sure`, `likely` or `doubtful`.
    pub fn word(&self) -> &'static str {
        word(self.confidence)
    }
}

/// What a confidence is called: `sure`, `likely` or `doubtful`.
///
/// ```
/// use bantin::split::cut::word;
/// assert_eq!([word(0.95), word(0.7), word(0.2)], ["sure", "likely", "doubtful"]);
/// ```
pub fn word(confidence: f32) -> &'static str {
    match confidence {
        sure if sure >= SURE => "sure",
        doubtful if doubtful < DOUBTFUL => "doubtful",
        _ => "likely",
    }
}

/// One thing that a cut was made by, or that leaves doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// The file or record is one article.
    OneArticle,
    /// Lines are whole paragraphs.
    WholeParagraphs,
    /// A headline.
    Headline,
    /// A headline in capitals.
    Capitals,
    /// The article above ends with its authors.
    BelowByline,
    /// An item of a list of brief news.
    Brief,
    /// It begins below a mark that something goes on here.
    GoesOnHere,
    /// Nothing that could be its headline.
    NoHeadline,
    /// Joined by a jump mark.
    Jump,
    /// Joined over a page without a mark that names it.
    Page,
    /// Joined though other text stands between, because a sentence goes on.
    Column,
    /// A sentence without an end and one without a beginning.
    LooseEnds,
    /// Another text may lead up to its beginning.
    MayBeginBefore,
    /// It may go on in another text.
    MayGoOn,
    /// Two of its parts may not belong together.
    MayFallApart,
    /// A headline in larger or bolder type.
    LargerType,
    /// A side file says so.
    SideFile,
    /// A day, a name or a source says that an article ends above or begins here.
    Certain,
    /// A heading that looks like those that begin articles.
    LooksAlike,
    /// Before the first headline.
    Preface,
    /// Its words were read from a picture.
    Picture,
}

impl Because {
    /// In words, as part of a list.
    pub fn words(self) -> &'static str {
        match self {
            Because::OneArticle => "the file or record is one article",
            Because::WholeParagraphs => "one paragraph a line: one article",
            Because::Headline => "headline",
            Because::Capitals => "headline in capitals",
            Because::BelowByline => "after a byline",
            Because::Brief => "item of brief news",
            Because::GoesOnHere => "below a mark that it goes on here",
            Because::NoHeadline => "no headline found",
            Because::Jump => "page jump joined",
            Because::Page => "joined with the next page, no mark says so",
            Because::Column => "columns joined within a sentence",
            Because::LooseEnds => "a sentence without end joined to one without beginning",
            Because::MayBeginBefore => "may begin in another text",
            Because::MayGoOn => "may go on in another text",
            Because::MayFallApart => "may be two articles",
            Because::LargerType => "headline in larger or bold type",
            Because::SideFile => "side file",
            Because::Certain => "a day, a name or a source parts it from the article above",
            Because::LooksAlike => "heading like those that begin articles",
            Because::Preface => "text before the first headline",
            Because::Picture => "read from a picture (OCR)",
        }
    }
}
