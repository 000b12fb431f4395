//! What each block of a page is: by its type, its words and its place.

use super::block::{Block, Kind, is_item};
use super::line::same_size;
use crate::split::byline::byline;
use crate::split::furniture::{Furniture, furniture};
use crate::split::lines::is_closed;

/// A headline's type is so much larger than the body's, at least (provincial newspapers: 1.3 to 3).
pub(super) const HEADLINE: f32 = 1.25;
/// A bold line so much larger is one where it doesn't end as a sentence.
const SMALL_HEADLINE: f32 = 1.15;
/// A caption's type is so much smaller, or it is slanted.
const CAPTION: f32 = 0.95;
/// The share of a page's height, at its top and at its bottom, where running heads stand.
pub(super) const MARGIN: f32 = 0.08;
/// The share of a first page's height that its masthead takes, at most.
pub(super) const MASTHEAD: f32 = 0.2;

/// Says of each block of a page what it is; `body` is the size of running text, `height` that of the page.
pub(super) fn classify(mut blocks: Vec<Block>, body: f32, height: f32) -> Vec<Block> {
    for block in &mut blocks {
        block.kind = kind(block, body, height);
    }
    name_of_paper(&mut blocks, height);
    running_heads(&mut blocks, height);
    jump_marks_below(&mut blocks);
    kickers(&mut blocks);
    blocks
}

fn kind(block: &Block, body: f32, height: f32) -> Kind {
    let text = block.text();
    let [first, rest @ ..] = block.lines.as_slice() else { return Kind::Body };
    let large = first.size >= HEADLINE * body;
    if let Some(found) = furniture(&text)
        && !(large && found == Furniture::Plain && block.top > MASTHEAD * height)
    {
        return Kind::Furniture(found);
    }
    if rest.is_empty()
        && !large
        && let Some(names) = byline(&text)
    {
        return Kind::Byline(names);
    }
    let sentence = text.ends_with('.') && !text.ends_with("..");
    match () {
        () if !sentence && (large || first.bold && first.size >= SMALL_HEADLINE * body) => Kind::Headline,
        () if is_item(&text) => Kind::Body,
        () if first.italic && !first.bold && !large || first.size < CAPTION * body => Kind::Caption,
        () if (first.bold || !same_size(first.size, body)) && (is_closed(&text) || !rest.is_empty()) => Kind::Lead,
        () => Kind::Body,
    }
}

/// The name of the paper: on a first page the largest type, at the top, beside or above a line of the masthead.
fn name_of_paper(blocks: &mut [Block], height: f32) {
    const MOST_WORDS: usize = 6;
    let largest = blocks.iter().map(Block::size).fold(0.0, f32::max);
    let plain = |block: &Block| block.kind == Kind::Furniture(Furniture::Plain);
    let masthead: Vec<f32> = blocks.iter().filter(|block| plain(block)).map(|block| block.top).collect();
    for block in blocks.iter_mut().filter(|block| block.page == 0 && block.kind == Kind::Headline) {
        let at_top = block.bottom <= MASTHEAD * height && block.size() >= largest;
        let near = masthead.iter().any(|top| *top < block.bottom + block.size());
        if at_top && near && block.text().split(' ').count() <= MOST_WORDS {
            block.kind = Kind::Furniture(Furniture::Plain);
        }
    }
}

/// What stands in one row with a page number or a date, at the very top or bottom, is a running head too.
fn running_heads(blocks: &mut [Block], height: f32) {
    let in_margin = |block: &Block| block.bottom <= MARGIN * height || block.top >= (1.0 - MARGIN) * height;
    let is_plain = |block: &Block| block.kind == Kind::Furniture(Furniture::Plain);
    let known: Vec<(f32, f32)> = blocks
        .iter()
        .filter(|block| is_plain(block) && in_margin(block))
        .map(|block| (block.top, block.bottom))
        .collect();
    for block in blocks.iter_mut().filter(|block| block.lines.len() == 1 && in_margin(block)) {
        if known.iter().any(|(top, bottom)| block.top < *bottom && *top < block.bottom) {
            block.kind = Kind::Furniture(Furniture::Plain);
        }
    }
}

/// `MƯA LŨ…` as a headline and `(Tiếp theo trang 1)` below it are one mark.
fn jump_marks_below(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let Kind::Furniture(Furniture::JumpIn(words)) = &blocks[at].kind else { continue };
        if !words.is_empty() {
            continue;
        }
        let mark = &blocks[at];
        let above = blocks.iter().position(|head| {
            let near = (-0.5..=1.5).contains(&((mark.top - head.bottom) / mark.size().max(1.0)));
            head.kind == Kind::Headline && head.overlaps(mark) && near
        });
        if let Some(head) = above {
            let words = blocks[head].text().trim_end_matches(['.', '…', ' ']).to_owned();
            blocks[head].kind = Kind::Furniture(Furniture::JumpIn(words));
            blocks[at].kind = Kind::Furniture(Furniture::Plain);
        }
    }
}

/// Lines right above a headline, nearer to it than to what is above them.
fn kickers(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        if is_kicker(blocks, at) {
            blocks[at].kind = Kind::Kicker;
        }
    }
}

fn is_kicker(blocks: &[Block], at: usize) -> bool {
    const MOST_LINES: usize = 2;
    let block = &blocks[at];
    let may_be = matches!(block.kind, Kind::Body | Kind::Lead | Kind::Caption) && block.lines.len() <= MOST_LINES;
    if !may_be || block.is_closed() {
        return false;
    }
    let head = blocks.iter().find(|head| {
        let below = (-2.0..=block.size()).contains(&(head.top - block.bottom));
        head.kind == Kind::Headline && below && (head.left - block.left).abs() <= block.size()
    });
    let Some(head) = head else { return false };
    let above =
        blocks.iter().filter(|above| above.overlaps(block) && above.bottom <= block.top + 1.0 && *above != block);
    let nearest = above.map(|above| block.top - above.bottom).fold(f32::MAX, f32::min);
    nearest > 0.5 * block.size() + (head.top - block.bottom).max(0.0)
}
