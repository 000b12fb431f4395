//! The day of publication that a page shows: `<time>`, or a line with a day beside the headline.

use std::ops::Range;

use jiff::civil::Date;

use super::block::Block;
use super::headline::split_date;
use super::region::{Region, common};
use super::tree::Tree;
use super::words::{bare, has_label, has_label_part};
use crate::read::stated::{shown_day as day_in, stated_day};

/// A line with a day of publication has no more letters beside it.
const MOST_LETTERS: usize = 60;
/// How far above the headline the day may stand, in blocks.
const ABOVE: usize = 2;
/// How far below the text the day may stand, in blocks.
const BELOW: usize = 6;

/// The day shown nearest to the headline: below it, else above it, else below the text under a label.
pub(super) fn shown_day(tree: &Tree, blocks: &[Block], region: &Region, headline: Option<usize>) -> Option<Date> {
    let first = headline.map_or(region.first_paragraph.saturating_sub(BELOW), |at| at + 1);
    let beside = headline.and_then(|at| split_date(&blocks[at].text).1);
    let top = match headline {
        Some(at) => first_within(tree, blocks, region, at).min(at.saturating_sub(ABOVE)),
        None => first,
    };
    let below = first..region.first_paragraph;
    beside
        .or_else(|| time_element(tree, blocks, top..region.first_paragraph + 1))
        .or_else(|| below.clone().find_map(|at| day_of_line(&blocks[at])))
        .or_else(|| (top..headline.unwrap_or(first)).rev().find_map(|at| day_of_line(&blocks[at])))
        .or_else(|| {
            let last = (region.blocks.end + BELOW).min(blocks.len());
            (region.first_paragraph..last)
                .filter(|at| is_labelled(&blocks[*at]))
                .find_map(|at| day_of_line(&blocks[at]))
        })
}

/// The first block of the element that holds both headline and text.
fn first_within(tree: &Tree, blocks: &[Block], region: &Region, headline: usize) -> usize {
    let root = common(tree, blocks[headline].node, blocks[region.first_paragraph].node);
    blocks.partition_point(|block| block.node < root)
}

fn time_element(tree: &Tree, blocks: &[Block], within: Range<usize>) -> Option<Date> {
    const AROUND: usize = 12;
    let start = blocks.get(within.start)?.node.saturating_sub(AROUND);
    let end = blocks.get(within.end).map_or(tree.nodes.len(), |block| block.node);
    let stated = |(at, node): (usize, &super::tree::Node)| {
        let text = tree.text_in(at);
        node.attribute("datetime").and_then(stated_day).or_else(|| stated_day(&text))
    };
    tree.elements("time").filter(|(at, _)| (start..end).contains(at)).find_map(stated)
}

/// The day in a short line; not the day on which the page was looked at.
fn day_of_line(block: &Block) -> Option<Date> {
    let letters = block.text.chars().filter(|c| c.is_alphabetic()).count();
    if letters > MOST_LETTERS
        || block.level.is_some()
        || bare(&block.text).starts_with("hom nay")
        || has_label(&block.labels, &["today", "clock", "homnay"])
    {
        return None;
    }
    day_in(&block.text)
}

/// Whether a line says what its day is the day of.
fn is_labelled(block: &Block) -> bool {
    const LABELS: [&str; 8] = [
        "ngay dang",
        "dang ngay",
        "cap nhat",
        "ngay cap nhat",
        "ngay xuat ban",
        "xuat ban",
        "dang luc",
        "thoi gian dang",
    ];
    let bare = bare(&block.text);
    LABELS.iter().any(|label| bare.starts_with(label))
        || has_label_part(&block.labels, &["ngaydang", "date", "thoigian"])
}
