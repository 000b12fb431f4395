//! Paragraphs of a word processor → the articles of a bulletin, or the one article.
//!
//! | step | gives out |
//! | --- | --- |
//! | `part` | what each paragraph is by its words and its look |
//! | `starts` | the headings that begin articles |
//! | `compose` | articles |

mod compose;
mod part;
mod starts;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::Article;
use super::issue::issue_date;
use super::lines::{Line, lines};
use crate::read::look::Look;
use part::parts;

/// The articles of a document, and the day that its masthead names.
pub(super) fn articles(text: &str, looks: &[Look]) -> (Vec<Article>, Option<Date>) {
    let issued = masthead_day(text);
    let parts = parts(text, looks);
    let starts = starts::starts(&parts, issued.is_some());
    let articles =
        if starts.is_empty() { vec![compose::single(&parts)] } else { compose::several(&parts, &starts, issued) };
    (articles, issued)
}

/// The day of the masthead: each paragraph is a line that stands alone.
fn masthead_day(text: &str) -> Option<Date> {
    let alone: Vec<Line<'_>> = lines(text, 1).into_iter().map(|line| Line { gap: true, ..line }).collect();
    issue_date(&alone)
}
