//! Where the text of the article lies among the blocks of a page.

use std::ops::Range;

use super::block::Block;
use super::tree::Tree;

/// The blocks of the innermost element that holds most of the text.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// Their numbers.
    pub(super) blocks: Range<usize>,
    /// The first block in it that reads like a paragraph.
    pub(super) first_paragraph: usize,
}

/// The innermost element that holds seven tenths of what reads like paragraphs; `None` where nothing does.
pub(super) fn region(tree: &Tree, blocks: &[Block]) -> Option<Region> {
    let weights = weights(blocks);
    let all: usize = weights.iter().sum();
    if all == 0 {
        return None;
    }
    let sums: Vec<usize> = std::iter::once(0)
        .chain(weights.iter().scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        }))
        .collect();
    let within = |at: usize| blocks_in(tree, blocks, at);
    let holds_most = |at: &usize| {
        let range = within(*at);
        (sums[range.end] - sums[range.start]) * 10 >= all * 7
    };
    let elements = (0..tree.nodes.len()).rev().filter(|at| !tree.nodes[*at].tag().is_empty());
    let element = elements.into_iter().find(holds_most).map(|at| container(tree, at));
    let range = element.map_or(0..blocks.len(), within);
    let first_paragraph = range.clone().find(|at| weights[*at] > 0)?;
    Some(Region { blocks: range, first_paragraph })
}

/// The element itself, or where it is a mere paragraph the one that holds its neighbours.
fn container(tree: &Tree, element: usize) -> usize {
    let mut at = element;
    while let Some(node) = tree.nodes.get(at) {
        let holds =
            matches!(node.tag(), "div" | "td" | "th" | "article" | "section" | "main" | "body" | "center" | "form");
        if holds || node.parent == at {
            break;
        }
        at = node.parent;
    }
    at
}

/// How much each block speaks for being text; where no block does, short sentences count as well.
fn weights(blocks: &[Block]) -> Vec<usize> {
    let weights: Vec<usize> = blocks.iter().map(Block::weight).collect();
    if weights.iter().any(|weight| *weight > 0) {
        return weights;
    }
    const BRIEF: usize = 20;
    let is_brief =
        |block: &Block| !block.is_foreign && !block.is_links() && block.chars >= BRIEF && block.text.ends_with('.');
    blocks.iter().map(|block| if is_brief(block) { block.chars } else { 0 }).collect()
}

/// Numbers of the blocks that begin in an element.
pub(super) fn blocks_in(tree: &Tree, blocks: &[Block], element: usize) -> Range<usize> {
    let end = tree.nodes.get(element).map_or(0, |node| node.end);
    let first = blocks.partition_point(|block| block.node < element);
    first..blocks.partition_point(|block| block.node < end).max(first)
}

/// The innermost element in which both nodes lie.
pub(super) fn common(tree: &Tree, one: usize, other: usize) -> usize {
    let mut at = one;
    while let Some(node) = tree.nodes.get(at) {
        if (at..node.end).contains(&other) && !node.tag().is_empty() || node.parent == at {
            return at;
        }
        at = node.parent;
    }
    0
}
