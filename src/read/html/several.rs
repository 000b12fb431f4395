//! Pages that hold several articles: each under a heading of one level, each with a date or names of its own.

use std::ops::Range;

use jiff::civil::Date;

use super::article::{Text, finish, paragraphs};
use super::block::Block;
use super::byline::{Place, byline, byline_above};
use super::headline::split_date;
use super::region::Region;
use super::tree::Tree;
use crate::text::calendar::written_days;

/// One of several articles of a page.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) title: String,
    pub(super) date: Option<Date>,
    pub(super) text: Text,
}

/// The articles of a page, where it has several.
pub(super) fn parts(tree: &Tree, blocks: &[Block], region: &Region) -> Option<Vec<Part>> {
    (1..=4).find_map(|level| parts_under(tree, blocks, region, level))
}

fn parts_under(tree: &Tree, blocks: &[Block], region: &Region, level: u8) -> Option<Vec<Part>> {
    const FEWEST: usize = 2;
    let last = region.blocks.end;
    let is_heading = |at: &usize| blocks[*at].level == Some(level) && !blocks[*at].is_foreign;
    let first = (0..region.first_paragraph).rev().find(is_heading)?;
    let headings: Vec<usize> = (first..last).filter(is_heading).collect();
    let ends = headings.iter().skip(1).copied().chain([last]);
    let sections: Vec<Range<usize>> = headings.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let of_their_own = sections.iter().filter(|section| stands_alone(&blocks[(*section).clone()])).count();
    if sections.len() < FEWEST || of_their_own * 10 < sections.len() * 8 {
        return None;
    }
    Some(
        sections
            .into_iter()
            .map(|section| part(tree, blocks, section))
            .filter(|part| !part.text.paragraphs.is_empty())
            .collect(),
    )
}

/// Whether a heading and what follows are an article: there is text, and a date at the head or names at an end.
fn stands_alone(section: &[Block]) -> bool {
    const HEAD: usize = 3;
    const SHORT: usize = 60;
    let dated = |block: &Block| block.chars <= SHORT && !written_days(&block.text).is_empty();
    let dated_heading = section.first().is_some_and(|heading| split_date(&heading.text).1.is_some());
    let has_text = section.iter().skip(1).any(|block| block.weight() > 0);
    let signed = section.last().is_some_and(|block| byline(block, Place::Below).is_some());
    has_text && (signed || dated_heading || section.iter().take(HEAD).skip(1).any(dated))
}

fn part(tree: &Tree, blocks: &[Block], section: Range<usize>) -> Part {
    let heading = &blocks[section.start];
    let within = section.start + 1..section.end;
    let first_paragraph = within.clone().find(|at| blocks[*at].weight() > 0).unwrap_or(within.start);
    let days = |at: usize| written_days(&blocks[at].text).first().map(|(_, date)| *date);
    let above = byline_above(tree, blocks, within.start..first_paragraph);
    let (title, date) = split_date(&heading.text);
    Part {
        title: title.to_owned(),
        date: date.or_else(|| (within.start..first_paragraph).find_map(days)),
        text: finish(paragraphs(blocks, within, first_paragraph), above),
    }
}
