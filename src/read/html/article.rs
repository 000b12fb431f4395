//! The paragraphs of an article among the blocks of its page.

use std::ops::Range;

use super::block::Block;
use super::byline::{Place, byline, byline_above};
use super::region::Region;
use super::tree::Tree;
use super::words::{has_label, has_label_part, is_ending, is_furniture};
use crate::text::fold::fold;

/// Paragraphs and the names below them.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) paragraphs: Vec<String>,
    pub(super) byline: Vec<String>,
}

/// The text of a page with one article: the lead between headline and text, and the text.
pub(super) fn text(tree: &Tree, blocks: &[Block], region: &Region, headline: Option<usize>) -> Text {
    let start = headline.map_or(region.blocks.start, |at| at + 1);
    let outside = start..region.blocks.start.max(start);
    let mut kept: Vec<&Block> = outside.map(|at| &blocks[at]).filter(|block| is_lead(block)).collect();
    let within = region.blocks.start.max(start)..region.blocks.end;
    let mut text = paragraphs(blocks, within.clone(), region.first_paragraph);
    kept.append(&mut text);
    let above = byline_above(tree, blocks, start..region.first_paragraph.max(start));
    let mut text = finish(kept, above);
    if text.byline.is_empty() {
        let behind = within.end..(within.end + 3).min(blocks.len());
        text.byline = behind.into_iter().find_map(|at| behind_text(&blocks[at])).unwrap_or_default();
    }
    text
}

fn behind_text(block: &Block) -> Option<Vec<String>> {
    byline(block, Place::Beside).filter(|_| !block.is_links())
}

/// Paragraphs in a range of blocks, up to the lists that stand behind an article.
pub(super) fn paragraphs(blocks: &[Block], within: Range<usize>, first_paragraph: usize) -> Vec<&Block> {
    let weight = |range: Range<usize>| blocks[range].iter().map(Block::weight).sum::<usize>();
    let all = weight(within.clone());
    let mut kept = Vec::new();
    let mut passed = 0;
    for at in within.clone() {
        let block = &blocks[at];
        passed += block.weight();
        if is_ending(&block.text) && !block.is_foreign && (all - passed) * 4 <= all && at > first_paragraph {
            break;
        }
        let is_text = if at < first_paragraph { is_lead(block) } else { is_of_text(block) };
        if is_text {
            kept.push(block);
        }
    }
    kept
}

/// What stands between headline and text and belongs to the article: a lead, not a date or a section.
fn is_lead(block: &Block) -> bool {
    const SHORTEST: usize = 40;
    let labelled = has_label(&block.labels, &["lead", "summary", "description", "dek"])
        || has_label_part(&block.labels, &["sapo", "tomtat", "chapo", "trichyeu"]);
    is_of_text(block) && (labelled || block.chars >= SHORTEST) && (labelled || !block.is_day())
}

fn is_of_text(block: &Block) -> bool {
    !block.is_foreign && !block.is_links() && !is_furniture(&block.text) && !is_ending(&block.text)
}

/// Takes the names below the text out of it; names known from above go from the end of the text as well.
pub(super) fn finish(mut kept: Vec<&Block>, above: Option<Vec<String>>) -> Text {
    const LOOKED_AT: usize = 3;
    let mut below = None;
    for at in (kept.len().saturating_sub(LOOKED_AT)..kept.len()).rev() {
        let place = if at + 1 == kept.len() { Place::Last } else { Place::Below };
        if let Some(names) = byline(kept[at], place) {
            below = Some(names);
            kept.remove(at);
            break;
        }
    }
    if let Some(names) = &above {
        let is_name = |block: &&Block| names.iter().any(|name| fold(name) == fold(&block.text));
        kept.retain(|block| !is_name(block));
    }
    while kept.last().is_some_and(|block| block.weight() == 0 && block.text.ends_with(':')) {
        kept.pop();
    }
    let paragraphs = kept.into_iter().map(|block| block.text.clone()).collect();
    Text { paragraphs, byline: above.or(below).unwrap_or_default() }
}
