//! Pieces → [`Article`]s.

use super::block::{Block, Kind};
use super::line::Line;
use super::piece::Piece;
use crate::read::Page;
use crate::read::side::SideArticle;
use crate::split::Article;
use crate::split::cut::{Because, Cut};
use crate::split::furniture::Furniture;
use crate::split::lines::{is_closed, starts_item};
use crate::split::settled::{push_line, with_head};

/// The article that a piece of `pages` makes.
pub(super) fn article(blocks: &[Block], piece: &Piece, pages: &[Page]) -> Article {
    let text_of = |at: &usize| blocks.get(*at).map(Block::text);
    let stub = piece.stub.and_then(|at| match &blocks.get(at)?.kind {
        Kind::Furniture(Furniture::JumpIn(words)) if !words.is_empty() => Some(words.clone()),
        _ => None,
    });
    let first = piece.headline.or(piece.stub).or(piece.text.first().copied());
    let page = first.and_then(|at| pages.get(blocks.get(at)?.page));
    let own = || piece.text.iter().filter_map(|at| blocks.get(*at)).flat_map(with_block);
    let mut byline: Vec<String> = Vec::new();
    for at in &piece.bylines {
        if let Some(Kind::Byline(names)) = blocks.get(*at).map(|block| &block.kind) {
            byline.extend(names.iter().filter(|name| !byline.contains(name)).cloned().collect::<Vec<_>>());
        }
    }
    Article {
        title: piece.headline.as_ref().and_then(text_of).or(stub),
        byline,
        captions: piece.captions.iter().filter_map(text_of).collect(),
        text: text(own().map(|(_, line, block)| (line, block))),
        lines: ranges(own().map(|(number, ..)| number)),
        page: page.map(|page| page.number),
        cut: cut(blocks, piece, pages),
        ..Article::default()
    }
}

/// By judgement: on 189 articles of printed pages, all of them right, nothing could be fitted.
fn cut(blocks: &[Block], piece: &Piece, pages: &[Page]) -> Cut {
    let (share, head) = match piece {
        _ if piece.cut.because.contains(&Because::Brief) => (0.95, Because::Brief),
        Piece { headline: Some(_), .. } => (0.97, Because::LargerType),
        Piece { stub: Some(_), .. } => (0.4, Because::GoesOnHere),
        _ => (0.5, Because::NoHeadline),
    };
    let mut cut = piece.cut.clone();
    cut.lead(share, head);
    let own = piece.headline.iter().chain(&piece.text).filter_map(|at| pages.get(blocks.get(*at)?.page));
    if let Some(certainty) = own.filter_map(|page| page.certainty).reduce(f32::min) {
        cut.add(FROM_PICTURE * certainty, Because::Picture);
    }
    cut
}

/// What is left of the confidence, besides how certain the words are, where only their height tells types apart; by
/// judgement.
const FROM_PICTURE: f32 = 0.9;

/// The article that a side file makes of the lines of `blocks`.
pub(super) fn settled(blocks: &[Block], article: &SideArticle, pages: &[Page]) -> Article {
    let of_range = |(from, to): &(u32, u32)| {
        let range = *from..=*to;
        let start = blocks.partition_point(|block| block.first <= *from).saturating_sub(1);
        let near = blocks.get(start..).unwrap_or_default().iter().take_while(|block| block.first <= *to);
        let numbered = near.flat_map(with_block).filter(|(number, ..)| range.contains(number));
        numbered.collect::<Vec<_>>()
    };
    let own: Vec<(u32, &Line, &Block)> = article.lines.iter().flat_map(of_range).collect();
    let page = own.first().and_then(|(_, _, block)| pages.get(block.page));
    let settled = Article {
        text: text(own.iter().map(|(_, line, block)| (*line, *block))),
        lines: article.lines.clone(),
        page: page.map(|page| page.number),
        ..Article::default()
    };
    with_head(article, settled)
}

fn with_block(block: &Block) -> impl Iterator<Item = (u32, &Line, &Block)> {
    block.numbered().map(move |(number, line)| (number, line, block))
}

fn ranges(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut ranges = Vec::new();
    numbers.for_each(|number| push_line(&mut ranges, number));
    ranges
}

fn text<'a>(lines: impl Iterator<Item = (&'a Line, &'a Block)>) -> String {
    let mut text = String::new();
    let mut last: Option<(&Line, &Block)> = None;
    for (line, block) in lines {
        if let Some((before, of)) = last {
            text.push(if begins_paragraph(before, of, line, block) { '\n' } else { ' ' });
        }
        text.push_str(&line.text);
        last = Some((line, block));
    }
    text
}

/// A line is set in by this share of its size, at least, to begin a paragraph.
const INDENT: f32 = 0.4;

/// Whether a paragraph ends with `before` and the next begins with `line`.
fn begins_paragraph(before: &Line, of: &Block, line: &Line, block: &Block) -> bool {
    if !before.same_type(line) && is_closed(&before.text) {
        return true;
    }
    if starts_item(&line.text) {
        return is_closed(&before.text);
    }
    let set_in = line.left - block.left > INDENT * line.size;
    let short = of.right - before.right > 1.5 * before.size && !line.text.starts_with(char::is_lowercase);
    is_closed(&before.text) && (set_in || short)
}
