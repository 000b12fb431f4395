//! A file that is one article: headline, lead, body, a paragraph a line.

use super::Article;
use super::byline::byline;
use super::cut::{Because, Cut};
use super::furniture::{Furniture, date_above, furniture};
use super::issue::MOST_MASTHEAD_LINES;
use super::lines::{Line, is_closed};

/// A line so long, in characters, was not broken to fit a column.
const LONGEST_COLUMN_LINE: usize = 160;
/// Headlines are no longer, in characters.
const LONGEST_HEADLINE: usize = 250;

/// How sure it is that a text of whole paragraphs is one article; by judgement: nothing in it was weighed.
const WHOLE: f32 = 0.95;

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
    let mut article = Article { cut: Cut::new(WHOLE, Because::WholeParagraphs), ..Article::default() };
    let lines = below_masthead(lines);
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

/// Lines as paragraphs of an article, whatever they are.
pub(super) fn paragraphs(lines: &[Line<'_>]) -> Article {
    let mut article = Article::default();
    lines.iter().for_each(|line| push_paragraph(&mut article, line));
    article
}

/// The lines below those at the top that are a masthead; all of them where nothing else would be left.
fn below_masthead<'a, 'b>(lines: &'a [Line<'b>]) -> &'a [Line<'b>] {
    let is_text = |line: &Line<'_>| furniture(line.text) != Some(Furniture::Plain) && date_above(line.text).is_none();
    let first = lines.iter().take(MOST_MASTHEAD_LINES + 1).position(is_text).unwrap_or(0);
    lines.get(first..).unwrap_or(lines)
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
