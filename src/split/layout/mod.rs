//! Pages of words with boxes → [`Article`]s.
//!
//! | step | gives out |
//! | --- | --- |
//! | `edges`, `line`, `initial` | printed lines, each within its column |
//! | `block`, `kind` | runs of lines in one type, and what each is |
//! | `region` | which headline each block stands under |
//! | `piece`, `jump` | what stands under one headline, in reading order; articles of several pages joined |
//! | `compose` | lines joined to paragraphs, those of a piece or those that a side file names |

mod block;
mod compose;
mod edges;
mod initial;
mod jump;
mod kind;
mod line;
mod piece;
mod region;

use jiff::civil::Date;

use super::furniture::masthead_date;
use super::{Article, Printed};
use crate::read::Page;
use crate::read::side::Side;
use block::Block;
use kind::{MARGIN, MASTHEAD};
use line::Line;

/// Pages of more blocks are no newspaper's: they are taken as one text.
const MOST_BLOCKS: usize = 3000;

/// The articles in the order in which they begin, and the day of the masthead.
pub(super) fn articles(text: &str, pages: &[Page]) -> (Vec<Article>, Option<Date>) {
    let blocks = blocks(text, pages);
    let date = issue_date(&blocks, pages);
    let pieces = jump::join(&blocks, piece::pieces(&blocks));
    (pieces.iter().map(|piece| compose::article(&blocks, piece, pages)).collect(), date)
}

/// The articles that a side file makes of printed lines, and the day of the masthead.
pub(super) fn settled(text: &str, pages: &[Page], side: &Side) -> (Vec<Article>, Option<Date>) {
    let blocks = blocks(text, pages);
    let articles = side.articles.iter().map(|article| compose::settled(&blocks, article, pages));
    (articles.collect(), issue_date(&blocks, pages))
}

/// The printed lines, numbered.
pub(super) fn printed(text: &str, pages: &[Page]) -> Vec<Printed> {
    let number = |block: &Block| pages.get(block.page).map(|page| page.number);
    let of_block = |block: &Block| {
        let page = number(block);
        block.numbered().map(|(number, line)| Printed { number, page, text: line.text.clone() }).collect::<Vec<_>>()
    };
    blocks(text, pages).iter().flat_map(of_block).collect()
}

/// The blocks of all pages, each with what it is, their lines numbered one behind the other.
fn blocks(text: &str, pages: &[Page]) -> Vec<Block> {
    let lines: Vec<Vec<Line>> = pages.iter().map(|page| line::lines(text, page)).collect();
    let body = block::body_size(lines.iter().flatten());
    let mut blocks: Vec<Block> = Vec::new();
    for ((at, page), lines) in pages.iter().enumerate().zip(lines) {
        let of_page = block::blocks(at, initial::join(lines, body), body);
        if of_page.len() > MOST_BLOCKS {
            blocks.extend(Block::of_page(at, line::whole_rows(text, page)));
            continue;
        }
        blocks.extend(kind::classify(of_page, body, page.height));
    }
    let mut number = 1u32;
    for block in &mut blocks {
        block.first = number;
        number = number.saturating_add(u32::try_from(block.lines.len()).unwrap_or(u32::MAX));
    }
    blocks
}

/// The day that the masthead and the running heads name; the one named most often, of equals the first.
fn issue_date(blocks: &[Block], pages: &[Page]) -> Option<Date> {
    let is_aside = |block: &&Block| {
        let height = pages.get(block.page).map_or(0.0, |page| page.height);
        let top = if block.page == 0 { MASTHEAD } else { MARGIN };
        height <= 0.0 || block.bottom <= top * height || block.top >= (1.0 - MARGIN) * height
    };
    let lines = blocks.iter().filter(is_aside).flat_map(|block| &block.lines);
    let named: Vec<Date> = lines.filter_map(|line| masthead_date(&line.text)).collect();
    let times = |date: &Date| named.iter().filter(|other| *other == date).count();
    named.iter().rev().copied().max_by_key(times)
}

#[cfg(test)]
mod tests;
