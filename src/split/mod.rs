//! [`Document`](crate::read::Document) → [`Article`]s: title, byline, paragraphs, and where each lies.

use crate::read::Published;

/// One article of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// 1-based place among the articles of its document, in the order of the file.
    pub part: u32,
    /// The headline; `None` where the piece has none.
    pub title: Option<String>,
    /// Authors as printed, one name each.
    pub byline: Vec<String>,
    /// Captions of photographs that belong to it.
    pub captions: Vec<String>,
    /// The paragraphs in reading order, lines joined, a newline between two.
    pub text: String,
    /// For each printed line that went into `text`, in order: the byte of `text` at which it begins, and its
    /// 1-based number in the file. Empty where the file has no lines to speak of.
    pub line_starts: Vec<(u32, u32)>,
    /// Where it lies in the file: 1-based lines, both ends included, in reading order; headline lines, bylines and
    /// captions are not part of it.
    pub lines: Vec<(u32, u32)>,
    /// 1-based page, where the file has pages.
    pub page: Option<u32>,
    /// Every date of publication that something speaks for: the document's own and the masthead's.
    pub dates: Vec<Published>,
}
/// stub
pub fn split(d: &crate::read::Document) -> Vec<Article> {
    vec![Article {
        part: 1,
        title: d.meta.title.clone(),
        text: d.body.text().to_owned(),
        dates: d.dates.clone(),
        ..Article::default()
    }]
}
