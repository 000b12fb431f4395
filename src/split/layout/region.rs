//! Which headline each block stands under.

use super::block::{Block, Kind};
use crate::split::furniture::Furniture;

/// How far, in points, a text may stick out of its headline's left.
const SLACK: f32 = 6.0;

/// What heads articles: a headline, the mark above what goes on from another page, the head of brief news.
pub(super) fn is_head(block: &Block) -> bool {
    matches!(block.kind, Kind::Headline | Kind::Furniture(Furniture::JumpIn(_) | Furniture::Briefs))
}

/// For each block the head that it stands under, if any.
pub(super) fn heads_above(blocks: &[Block]) -> Vec<Option<usize>> {
    let reaches: Vec<Option<f32>> = blocks.iter().map(|block| is_head(block).then(|| reach(blocks, block))).collect();
    blocks.iter().map(|block| head_above(blocks, &reaches, block)).collect()
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
        covers && head.page == block.page && head.bottom <= block.top + SLACK
    });
    let nearest =
        above.max_by(|(_, (a, _)), (_, (b, _))| a.bottom.total_cmp(&b.bottom).then(a.left.total_cmp(&b.left)));
    nearest.map(|(at, _)| at)
}
