//! A file that is one article: headline, lead, body, a paragraph a line.

use super::Article;
use super::byline::byline;
use super::lines::{Line, is_closed};

/// A line so long, in characters, was not broken to fit a column.
const LONGEST_COLUMN_LINE: usize = 160;
/// Headlines are no longer, in characters.
const LONGEST_HEADLINE: usize = 250;

/// Are the lines paragraphs, rather than broken to fit a column?
///
/// Wrapped text has lines that stop within a sentence and go on at once in the next line.
pub(super) fn is_unwrapped(lines: &[Line<'_>]) -> bool {
    if lines.len() < 4 {
        return true;
    }
    let long = lines.iter().filter(|line| line.text.chars().nth(LONGEST_COLUMN_LINE).is_some()).count();
    let broken = lines.windows(2).filter(|pair| is_broken(pair)).count();
    long * 5 > lines.len() || broken * 6 < lines.len()
}

fn is_broken(pair: &[Line<'_>]) -> bool {
    let [line, next] = pair else { return false };
    !is_closed(line.text) && !next.gap && super::lines::starts_inside(next.text)
}

/// The one article.
pub(super) fn article(lines: &[Line<'_>]) -> Article {
    let mut article = Article::default();
    let mut body = lines;
    if let [first, rest @ ..] = lines
        && !rest.is_empty()
        && first.text.chars().nth(LONGEST_HEADLINE).is_none()
    {
        article.title = Some(first.text.to_owned());
        body = rest;
    }
    if let [rest @ .., last] = body
        && !rest.is_empty()
        && let Some(names) = byline(last.text)
    {
        article.byline = names;
        body = rest;
    }
    for line in body {
        push_paragraph(&mut article, line);
    }
    article
}

fn push_paragraph(article: &mut Article, line: &Line<'_>) {
    if !article.text.is_empty() {
        article.text.push('\n');
    }
    if let Ok(at) = u32::try_from(article.text.len()) {
        article.line_starts.push((at, line.number));
    }
    article.text.push_str(line.text);
    match article.lines.last_mut() {
        Some((_, last)) if *last + 1 == line.number => *last = line.number,
        _ => article.lines.push((line.number, line.number)),
    }
}
