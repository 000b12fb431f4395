//! Blocks → pieces: what stands under one head, in reading order; pieces of several pages joined.

use super::block::{Block, Kind, is_item};
use super::region::{heads_of, is_head};
use crate::split::furniture::Furniture;
use crate::text::fold::fold;

/// An article in the making: indices of blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) headline: Option<usize>,
    /// Leads and body, in reading order.
    pub(super) text: Vec<usize>,
    pub(super) captions: Vec<usize>,
    pub(super) bylines: Vec<usize>,
    /// The mark that says of which article it is the rest.
    pub(super) stub: Option<usize>,
}

impl Piece {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.captions.is_empty() && self.headline.is_none()
    }
}

/// The pieces of all pages, in the order of their heads.
pub(super) fn pieces(blocks: &[Block]) -> Vec<Piece> {
    let heads = heads_of(blocks);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, head) in blocks.iter().enumerate() {
        if is_head(head) {
            let own: Vec<usize> = (0..blocks.len()).filter(|&other| heads[other] == Some(at)).collect();
            pieces.extend(under(blocks, at, &own));
        }
    }
    let orphans: Vec<usize> = (0..blocks.len()).filter(|&at| heads[at].is_none()).collect();
    let mut rest = Piece::default();
    fill(&mut rest, blocks, &orphans);
    if !rest.text.is_empty() {
        pieces.push(rest);
    }
    join_jumps(blocks, &mut pieces);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn under(blocks: &[Block], head: usize, own: &[usize]) -> Vec<Piece> {
    match &blocks[head].kind {
        Kind::Furniture(Furniture::Briefs) => items(blocks, own),
        Kind::Furniture(_) => {
            let mut piece = Piece { stub: Some(head), ..Piece::default() };
            fill(&mut piece, blocks, own);
            vec![piece]
        }
        _ => {
            let mut piece = Piece { headline: Some(head), ..Piece::default() };
            fill(&mut piece, blocks, own);
            vec![piece]
        }
    }
}

/// Brief news: each item is a piece of its own.
fn items(blocks: &[Block], own: &[usize]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for at in in_reading_order(blocks, own) {
        let block = &blocks[at];
        if !matches!(block.kind, Kind::Body | Kind::Lead) {
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if !is_item(&block.text()) && goes_on(blocks, piece, block) => piece.text.push(at),
            _ => pieces.push(Piece { text: vec![at], ..Piece::default() }),
        }
    }
    pieces
}

fn goes_on(blocks: &[Block], piece: &Piece, block: &Block) -> bool {
    let last = piece.text.last().and_then(|&last| blocks.get(last));
    block.starts_inside() || last.is_some_and(Block::is_open)
}

fn fill(piece: &mut Piece, blocks: &[Block], own: &[usize]) {
    for at in in_reading_order(blocks, own) {
        match &blocks[at].kind {
            Kind::Body | Kind::Lead => piece.text.push(at),
            Kind::Caption => piece.captions.push(at),
            Kind::Byline(_) => piece.bylines.push(at),
            Kind::Headline | Kind::Furniture(_) => {}
        }
    }
}

/// Column by column from the left, each from the top.
pub(super) fn in_reading_order(blocks: &[Block], own: &[usize]) -> Vec<usize> {
    let mut order = own.to_vec();
    order.sort_by(|&a, &b| blocks[a].page.cmp(&blocks[b].page).then(blocks[a].left.total_cmp(&blocks[b].left)));
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match columns.last_mut() {
            Some(column) if is_of_column(&blocks[column[0]], &blocks[at]) => column.push(at),
            _ => columns.push(vec![at]),
        }
    }
    for column in &mut columns {
        column.sort_by(|&a, &b| blocks[a].top.total_cmp(&blocks[b].top));
    }
    columns.concat()
}

fn is_of_column(first: &Block, block: &Block) -> bool {
    first.page == block.page && block.left - first.left <= 3.0 * block.size().min(12.0)
}

/// Puts what goes on from another page behind the piece whose headline its mark repeats.
fn join_jumps(blocks: &[Block], pieces: &mut Vec<Piece>) {
    let mut at = 0;
    while at < pieces.len() {
        let target = pieces[at].stub.and_then(|stub| start_of(blocks, pieces, stub));
        match target {
            Some(target) => {
                let rest = pieces.remove(at);
                let target = target - usize::from(target > at);
                if let Some(piece) = pieces.get_mut(target) {
                    piece.text.extend(rest.text);
                    piece.captions.extend(rest.captions);
                    piece.bylines.extend(rest.bylines);
                }
            }
            None => at += 1,
        }
    }
}

fn start_of(blocks: &[Block], pieces: &[Piece], stub: usize) -> Option<usize> {
    let Kind::Furniture(Furniture::JumpIn(words)) = &blocks[stub].kind else { return None };
    let words = fold(words);
    let begins = |piece: &Piece| piece.headline.is_some_and(|at| fold(&blocks[at].text()).starts_with(&words));
    (!words.is_empty()).then(|| pieces.iter().position(begins)).flatten()
}
