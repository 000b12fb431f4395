//! Pages of words with boxes → [`Article`]s.
//!
//! | step | gives out |
//! | --- | --- |
//! | `edges`, `line` | printed lines, each within its column |
//! | `block` | runs of lines in one type, each with what it is |
//! | `region` | which headline each block stands under |
//! | `piece` | what stands under one headline, in reading order; jumps between pages joined |
//! | `compose` | lines joined to paragraphs |

mod block;
mod compose;
mod edges;
mod line;
mod piece;
mod region;

use jiff::civil::Date;

use super::Article;
use super::furniture::masthead_date;
use crate::read::Page;
use block::Block;
use line::Line;

/// The articles in the order in which they begin, and the day of the masthead.
pub(super) fn articles(text: &str, pages: &[Page]) -> (Vec<Article>, Option<Date>) {
    let lines: Vec<Vec<Line>> = pages.iter().map(|page| line::lines(text, page)).collect();
    let body = block::body_size(lines.iter().flatten());
    let mut blocks: Vec<Block> =
        lines.into_iter().enumerate().flat_map(|(page, lines)| block::blocks(page, lines, body)).collect();
    block::classify(&mut blocks, body);
    let date = issue_date(&blocks);
    let numbers: Vec<u32> = pages.iter().map(|page| page.number).collect();
    let pieces = piece::pieces(&blocks);
    (pieces.iter().map(|piece| compose::article(&blocks, piece, &numbers)).collect(), date)
}

/// The day that mastheads and running heads name; the one named most often, of equals the first.
fn issue_date(blocks: &[Block]) -> Option<Date> {
    let named: Vec<Date> =
        blocks.iter().flat_map(|block| &block.lines).filter_map(|line| masthead_date(&line.text)).collect();
    let times = |date: &Date| named.iter().filter(|other| *other == date).count();
    named.iter().rev().copied().max_by_key(times)
}
