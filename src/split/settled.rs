//! Articles as a side file settles them; and the lines of an article, for writing one.

use super::Article;
use super::block::layout;
use super::compose;
use super::cut::{Because, Cut};
use super::heads::Piece;
use super::lines::{self, Line};
use super::single;
use crate::read::side::{Side, SideArticle};
use crate::read::{DateSource, Published};

/// The articles that a side file makes of printed lines, the first of them numbered `first`.
pub(super) fn of_lines(text: &str, first: u32, side: &Side) -> Vec<Article> {
    let lines = lines::lines(text, first);
    let whole = single::is_unwrapped(&lines);
    side.articles.iter().map(|settled| with_head(settled, article(chosen(&lines, settled), whole))).collect()
}

/// The articles that a side file makes of paragraphs, one a line.
pub(super) fn of_paragraphs(text: &str, side: &Side) -> Vec<Article> {
    let lines = lines::lines(text, 1);
    let article = |settled: &SideArticle| Article { line_starts: Vec::new(), ..article(chosen(&lines, settled), true) };
    side.articles.iter().map(|settled| with_head(settled, article(settled))).collect()
}

/// The lines of an article in its order; each range begins as below a gap.
fn chosen<'a>(lines: &[Line<'a>], settled: &SideArticle) -> Vec<Line<'a>> {
    let ranges = settled.lines.iter().flat_map(|(from, to)| {
        let start = lines.partition_point(|line| line.number < *from);
        let end = lines.partition_point(|line| line.number <= *to);
        let range = lines.get(start..end).unwrap_or_default().iter().enumerate();
        range.map(|(at, line)| Line { gap: line.gap || at == 0, ..*line })
    });
    ranges.collect()
}

fn article(lines: Vec<Line<'_>>, whole_paragraphs: bool) -> Article {
    if whole_paragraphs {
        return single::paragraphs(&lines);
    }
    let layout = layout(lines);
    let piece = Piece { blocks: (0..layout.blocks.len()).collect(), ..Piece::default() };
    compose::article(&layout, &piece)
}

/// The article with what a side file says of it.
pub(super) fn with_head(settled: &SideArticle, article: Article) -> Article {
    let date = settled.date.map(|date| Published { date, source: DateSource::Metadata });
    Article {
        title: settled.title.clone(),
        byline: settled.byline.clone(),
        captions: settled.captions.clone(),
        dates: date.into_iter().collect(),
        cut: Cut::new(1.0, Because::SideFile),
        ..article
    }
}

/// Puts a line behind ranges of lines.
pub(super) fn push_line(ranges: &mut Vec<(u32, u32)>, number: u32) {
    match ranges.last_mut() {
        Some((_, last)) if *last + 1 == number => *last = number,
        _ => ranges.push((number, number)),
    }
}

/// The lines of `text` in which the paragraphs of articles stand, where each paragraph is a line: each is looked for
/// behind the one before, then from the top.
pub(super) fn number_paragraphs(text: &str, articles: &mut [Article]) {
    let mut places: std::collections::HashMap<&str, Vec<u32>> = std::collections::HashMap::new();
    for (line, number) in text.lines().zip(1u32..) {
        places.entry(line.trim()).or_default().push(number);
    }
    let mut at = 0;
    for article in articles {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for paragraph in article.text.lines() {
            let Some(numbers) = places.get(paragraph.trim()) else { continue };
            let next = numbers.partition_point(|number| *number <= at);
            let Some(&number) = numbers.get(next).or(numbers.first()) else { continue };
            push_line(&mut ranges, number);
            at = number;
        }
        article.lines = ranges;
    }
}
