//! Blocks → pieces: what stands under one head, in reading order.

use std::ops::Range;

use super::block::{Block, Kind, is_item};
use super::region::{heads_of, is_head};
use crate::split::cut::{Because, Cut};
use crate::split::furniture::Furniture;

/// An article in the making: indices of blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) headline: Option<usize>,
    /// Kickers, leads and body, in reading order.
    pub(super) text: Vec<usize>,
    pub(super) captions: Vec<usize>,
    pub(super) bylines: Vec<usize>,
    /// The mark that says of which article it is the rest.
    pub(super) stub: Option<usize>,
    /// The mark that says where it goes on.
    pub(super) jump: Option<usize>,
    /// What is known of its borders besides its head.
    pub(super) cut: Cut,
}

impl Piece {
    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.captions.is_empty() && self.headline.is_none()
    }

    /// Puts what goes on elsewhere behind this.
    pub(super) fn append(&mut self, rest: Piece) {
        self.text.extend(rest.text);
        self.captions.extend(rest.captions);
        self.bylines.extend(rest.bylines);
        self.jump = rest.jump;
    }

    fn of(blocks: &[Block], own: &[usize]) -> Piece {
        let mut piece = Piece::default();
        for at in in_reading_order(blocks, own) {
            match &blocks[at].kind {
                Kind::Body | Kind::Lead | Kind::Kicker => piece.text.push(at),
                Kind::Caption => piece.captions.push(at),
                Kind::Byline(_) => piece.bylines.push(at),
                Kind::Furniture(Furniture::JumpOut) => piece.jump = Some(at),
                Kind::Headline | Kind::Furniture(_) => {}
            }
        }
        piece
    }
}

/// What is left of the confidence where a text is joined with the next page without a mark.
const NEXT_PAGE: f32 = 0.8;

/// The pieces of all pages, page by page in the order of their heads; what stands under no head goes on from the page
/// before, or is a piece of its own.
pub(super) fn pieces(blocks: &[Block]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = 0;
    for page in blocks.chunk_by(|a, b| a.page == b.page) {
        let range = start..start + page.len();
        start = range.end;
        let (headless, headed) = of_page(blocks, range);
        if !headless.is_empty() {
            match pieces.last_mut() {
                Some(last) if headed.is_empty() || goes_on(blocks, last, &headless) => {
                    last.append(headless);
                    last.cut.add(NEXT_PAGE, Because::Page);
                }
                _ => pieces.push(headless),
            }
        }
        pieces.extend(headed);
    }
    pieces
}

/// What stands under no head, and the pieces that do.
fn of_page(blocks: &[Block], range: Range<usize>) -> (Piece, Vec<Piece>) {
    let page = blocks.get(range.clone()).unwrap_or_default();
    let heads = heads_of(page);
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); page.len()];
    let mut headless = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let place = head.and_then(|head| own.get_mut(head)).unwrap_or(&mut headless);
        place.push(range.start + at);
    }
    let with_head = own.iter().enumerate().filter(|(at, _)| is_head(&page[*at]));
    let pieces = with_head.flat_map(|(at, own)| under(blocks, range.start + at, own));
    (Piece::of(blocks, &headless), pieces.filter(|piece| !piece.is_empty()).collect())
}

fn under(blocks: &[Block], head: usize, own: &[usize]) -> Vec<Piece> {
    match &blocks[head].kind {
        Kind::Furniture(Furniture::Briefs) => items(blocks, own),
        Kind::Furniture(_) => vec![Piece { stub: Some(head), ..Piece::of(blocks, own) }],
        _ => vec![Piece { headline: Some(head), ..Piece::of(blocks, own) }],
    }
}

/// Brief news: each item is a piece of its own.
fn items(blocks: &[Block], own: &[usize]) -> Vec<Piece> {
    let whole = Piece::of(blocks, own);
    let mut pieces: Vec<Piece> = Vec::new();
    for at in whole.text {
        let item = Piece { text: vec![at], cut: Cut::new(1.0, Because::Brief), ..Piece::default() };
        match pieces.last_mut() {
            Some(piece) if !is_item(&blocks[at].text()) && goes_on(blocks, piece, &item) => piece.append(item),
            _ => pieces.push(item),
        }
    }
    if let Some(last) = pieces.last_mut() {
        last.captions = whole.captions;
        last.bylines = whole.bylines;
    }
    pieces
}

/// Whether a sentence runs from one piece into the other.
fn goes_on(blocks: &[Block], piece: &Piece, rest: &Piece) -> bool {
    let last = piece.text.last().and_then(|&last| blocks.get(last));
    let first = rest.text.first().and_then(|&first| blocks.get(first));
    first.is_some_and(Block::starts_inside) || last.is_some_and(|last| !last.is_closed())
}

/// Blocks that begin no further to the right, in points, are of one column.
const ONE_COLUMN: f32 = 28.0;

/// Column by column from the left, each from the top.
fn in_reading_order(blocks: &[Block], own: &[usize]) -> Vec<usize> {
    let mut order = own.to_vec();
    order.sort_by(|&a, &b| blocks[a].left.total_cmp(&blocks[b].left));
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match columns.last_mut() {
            Some(column) if blocks[at].left - blocks[column[0]].left <= ONE_COLUMN => column.push(at),
            _ => columns.push(vec![at]),
        }
    }
    for column in &mut columns {
        column.sort_by(|&a, &b| blocks[a].top.total_cmp(&blocks[b].top));
    }
    columns.concat()
}
