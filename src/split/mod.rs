//! [`Document`] → [`Article`]s: title, byline, paragraphs, and where each lies.
//!
//! | step | gives out |
//! | --- | --- |
//! | `lines`, `glyphs`, `span` | printed lines, their widths, the column that they were set in |
//! | `furniture`, `byline` | lines that are no text: mastheads, jump marks, authors |
//! | `block` | runs of lines, each with what it is |
//! | `words`, `between`, `sides`, `evidence`, `weights`, `matching`, `link` | which block goes on in which |
//! | `heads`, `bylines` | whose headline, caption and byline it is |
//! | `doubt`, `cut` | how sure all that is, and why |
//! | `compose` | lines joined to paragraphs |
//! | `single`, `issue` | one article, or a whole issue |
//! | `styled`, `layout` | the same for paragraphs of a word processor, and for printed pages |
//! | `printed`, `side_file`, `settled` | the lines that a side file names, whether it fits them, articles of it |

use crate::read::{Body, DateSource, Document, Published};
use cut::{Because, Cut};

mod between;
mod block;
mod byline;
mod bylines;
mod compose;
pub mod cut;
mod doubt;
mod evidence;
mod furniture;
mod glyphs;
mod heads;
mod issue;
mod layout;
mod lines;
mod link;
mod matching;
mod printed;
mod settled;
mod side_file;
mod sides;
mod single;
mod span;
mod styled;
mod weights;
mod words;

pub use printed::{Printed, printed_lines};
pub use side_file::check_side_file;

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
    /// Every date of publication that something speaks for: the document's own and the masthead's, or a line below
    /// the headline that is this article's alone.
    pub dates: Vec<Published>,
    /// The day that the masthead of its issue names.
    pub issued: Option<jiff::civil::Date>,
    /// How sure its borders are, and why they were drawn there.
    pub cut: cut::Cut,
}

/// The articles of a document, in the order in which they begin; with a side file those that it names. Whether it fits
/// the lines is [`check_side_file`]'s to say, before.
///
/// ```
/// use bantin::read::{Body, Document};
/// use bantin::split::split;
/// let text = "Nước rút ở Cồn Hạc\nSáng nay lũ trên sông Lam xuống nhanh.\nNgười dân dọn bùn.\n".to_owned();
/// let articles = split(&Document { body: Body::Lines { text, first_line: 1 }, ..Document::default() });
/// assert_eq!(articles.len(), 1);
/// assert_eq!(articles[0].title.as_deref(), Some("Nước rút ở Cồn Hạc"));
/// assert_eq!(articles[0].lines, [(2, 3)]);
/// ```
pub fn split(document: &Document) -> Vec<Article> {
    let mut articles = all_articles(document);
    if matches!(document.body, Body::Pages { .. }) {
        // Printed lines have no numbers that the file itself would know.
        articles.iter_mut().for_each(|article| article.lines.clear());
    }
    articles
}

fn all_articles(document: &Document) -> Vec<Article> {
    let (mut articles, masthead) = match (&document.side, &document.body) {
        (Some(side), Body::Lines { text, first_line }) => {
            (settled::of_lines(text, *first_line, side), side.issue_date.or_else(|| masthead(text, *first_line)))
        }
        (Some(side), Body::Paragraphs { text, .. }) => (settled::of_paragraphs(text, side), side.issue_date),
        (Some(side), Body::Pages { text, pages }) => {
            let (articles, masthead) = layout::settled(text, pages, side);
            (articles, side.issue_date.or(masthead))
        }
        (_, body) => of_body(body),
    };
    articles.iter_mut().for_each(|article| article.issued = masthead);
    let masthead = masthead.map(|date| Published { date, source: DateSource::Masthead });
    for (at, article) in articles.iter_mut().enumerate() {
        article.part = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if article.dates.is_empty() {
            article.dates.extend(document.dates.iter().copied().chain(masthead));
        }
    }
    if let [article] = articles.as_mut_slice() {
        article.title = document.meta.title.clone().or(article.title.take());
        if !document.meta.byline.is_empty() {
            article.byline = document.meta.byline.clone();
        }
    }
    articles
}

fn of_body(body: &Body) -> (Vec<Article>, Option<jiff::civil::Date>) {
    match body {
        Body::Article { text, lines } => (vec![one_article(text, lines)], None),
        Body::Lines { text, first_line } => of_lines(text, *first_line),
        Body::Pages { text, pages } => layout::articles(text, pages),
        Body::Paragraphs { text, looks } => styled::articles(text, looks),
    }
}

/// The articles of a document, with the lines that a side file would name: see [`printed_lines`]. `None` where there
/// are no lines to name.
pub fn with_lines(document: &Document) -> Option<Vec<Article>> {
    let mut articles = all_articles(document);
    match &document.body {
        Body::Lines { .. } | Body::Pages { .. } => {}
        Body::Paragraphs { text, .. } => settled::number_paragraphs(text, &mut articles),
        Body::Article { .. } => return None,
    }
    Some(articles)
}

fn masthead(text: &str, first_line: u32) -> Option<jiff::civil::Date> {
    issue::issue_date(&lines::lines(text, first_line))
}

fn of_lines(text: &str, first_line: u32) -> (Vec<Article>, Option<jiff::civil::Date>) {
    let lines = lines::lines(text, first_line);
    let date = issue::issue_date(&lines);
    if single::is_unwrapped(&lines) {
        return (vec![single::article(&lines)], date.or_else(|| issue::date_above(&lines)));
    }
    let date = date.or_else(|| issue::weekday_above(&lines));
    let labelled = issue::labelled_above(&lines);
    let articles = issue::articles(lines);
    let date = date.or(labelled.filter(|_| articles.len() == 1));
    (articles, date)
}

/// An article whose paragraphs are known already.
fn one_article(text: &str, lines: &[Option<u32>]) -> Article {
    let cut = Cut::new(1.0, Because::OneArticle);
    let mut article = Article { text: text.to_owned(), cut, ..Article::default() };
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    for (start, line) in starts.zip(lines) {
        let (Ok(start), Some(line)) = (u32::try_from(start), *line) else { continue };
        article.line_starts.push((start, line));
        match article.lines.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => article.lines.push((line, line)),
        }
    }
    article
}

#[cfg(test)]
mod tests;
