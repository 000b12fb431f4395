//! Which headline each block of a page stands under.

use super::block::{Block, Kind};
use crate::split::furniture::Furniture;

/// How far, in points, a text may stick out of its headline's left.
const SLACK: f32 = 6.0;

/// What heads articles: a headline, the mark above what goes on from another page, the head of brief news.
pub(super) fn is_head(block: &Block) -> bool {
    matches!(block.kind, Kind::Headline | Kind::Furniture(Furniture::JumpIn(_) | Furniture::Briefs))
}

/// For each block of a page the head that it stands under, if any.
pub(super) fn heads_of(blocks: &[Block]) -> Vec<Option<usize>> {
    let reaches: Vec<Option<f32>> = blocks.iter().map(|block| is_head(block).then(|| reach(blocks, block))).collect();
    let mut heads: Vec<Option<usize>> = blocks.iter().map(|block| head_above(blocks, &reaches, block)).collect();
    for start in 0..blocks.len() {
        if blocks[start].kind == Kind::Kicker {
            heads[start] = headline_under(blocks, &blocks[start]);
        } else if is_detached(blocks, &heads, start) {
            attach(blocks, &reaches, &mut heads, start);
        }
    }
    heads
}

/// The headline that a kicker leads up to.
fn headline_under(blocks: &[Block], kicker: &Block) -> Option<usize> {
    let below = blocks
        .iter()
        .enumerate()
        .filter(|(_, head)| head.kind == Kind::Headline && head.overlaps(kicker) && head.top >= kicker.top);
    below.min_by(|(_, a), (_, b)| a.top.total_cmp(&b.top)).map(|(at, _)| at)
}

/// Whether an article seems to begin with this block though no headline stands right above: a text in the type of leads,
/// below a gap.
fn is_detached(blocks: &[Block], heads: &[Option<usize>], at: usize) -> bool {
    let block = &blocks[at];
    if block.kind != Kind::Lead || block.starts_inside() {
        return false;
    }
    let above = blocks.iter().enumerate().filter(|(other, above)| {
        is_text(above)
            && heads[*other] == heads[at]
            && above.page == block.page
            && above.overlaps(block)
            && above.bottom <= block.top + SLACK
    });
    let nearest = above.map(|(_, above)| above.bottom).fold(f32::MIN, f32::max);
    heads[at].is_none() || nearest > f32::MIN && block.top - nearest > GAP * block.size()
}

/// Articles are parted by a gap of so many times the size of the type, at least.
const GAP: f32 = 0.9;
/// Columns are parted by a gutter of so many points, at most.
const GUTTER: f32 = 40.0;
/// Tops of one module differ by so many points, at most.
const LEVEL: f32 = 4.0;

fn is_text(block: &Block) -> bool {
    matches!(block.kind, Kind::Body | Kind::Lead)
}

/// Puts an article that begins beside or above its headline under it.
fn attach(blocks: &[Block], reaches: &[Option<f32>], heads: &mut [Option<usize>], start: usize) {
    let first = &blocks[start];
    let column_bottom = blocks.iter().filter(|other| is_head(other));
    let column_bottom = column_bottom.filter(|other| other.overlaps(first) && other.top >= first.bottom - LEVEL);
    let below = column_bottom.min_by(|a, b| a.top.total_cmp(&b.top));
    let bottom = below.map_or(f32::MAX, |below| below.top);
    if let Some(head) = headline_beside(blocks, first) {
        for (at, block) in blocks.iter().enumerate() {
            let of_column =
                block.page == first.page && block.overlaps(first) && block.right <= blocks[head].left + SLACK;
            if of_column && !is_head(block) && block.top >= first.top - LEVEL && block.bottom <= bottom + LEVEL {
                heads[at] = Some(head);
            }
        }
    } else if let Some((head, reach)) = headline_below(blocks, reaches, first, bottom) {
        for (at, block) in blocks.iter().enumerate() {
            let within = first.left - SLACK <= block.left && block.left < reach - SLACK;
            if within && !is_head(block) && block.top >= first.top - LEVEL && block.bottom <= blocks[head].top + LEVEL {
                heads[at] = Some(head);
            }
        }
    }
}

/// The headline that stands right of a first column, at its level.
fn headline_beside(blocks: &[Block], first: &Block) -> Option<usize> {
    let beside = blocks.iter().enumerate().filter(|(_, head)| {
        let level = (head.top - first.top).abs() <= 0.6 * head.size();
        let next = (0.0..GUTTER).contains(&(head.left - first.right));
        head.kind == Kind::Headline && level && next
    });
    beside.min_by(|(_, a), (_, b)| a.left.total_cmp(&b.left)).map(|(at, _)| at)
}

/// The headline that stands in the middle of its article, right below its first column; and how far it reaches.
fn headline_below(blocks: &[Block], reaches: &[Option<f32>], first: &Block, top: f32) -> Option<(usize, f32)> {
    let found = blocks.iter().zip(reaches).enumerate().find(|(_, (head, _))| {
        let aligned = (head.left - first.left).abs() <= SLACK;
        head.kind == Kind::Headline && aligned && head.top == top
    });
    found.and_then(|(at, (_, reach))| Some((at, (*reach)?)))
}

/// How far to the right a head reaches: to what stands beside it, or to the edge of the page.
fn reach(blocks: &[Block], head: &Block) -> f32 {
    let beside = blocks.iter().filter(|other| {
        let is_text = matches!(
            other.kind,
            Kind::Headline | Kind::Body | Kind::Lead | Kind::Furniture(Furniture::JumpIn(_) | Furniture::Briefs)
        );
        is_text && other.beside(head) && other.left > head.right - SLACK && other.left > head.left + SLACK
    });
    beside.map(|other| other.left).fold(f32::MAX, f32::min)
}

fn head_above(blocks: &[Block], reaches: &[Option<f32>], block: &Block) -> Option<usize> {
    let above = blocks.iter().zip(reaches).enumerate().filter(|(_, (head, reach))| {
        let covers = reach.is_some_and(|reach| head.left - SLACK <= block.left && block.left < reach - SLACK);
        covers && head.bottom <= block.top + SLACK
    });
    let nearest =
        above.max_by(|(_, (a, _)), (_, (b, _))| a.bottom.total_cmp(&b.bottom).then(a.left.total_cmp(&b.left)));
    nearest.map(|(at, _)| at)
}
