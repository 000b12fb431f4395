//! Whose byline it is: papers print authors below the article or below its headline, one paper in one way.

use super::block::{Kind, Layout};
use super::heads::Piece;
use super::matching::assign;

/// How many blocks a byline may be away from its article.
const FAR: usize = 60;

/// Where this file prints its bylines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Custom {
    /// Between headline and text.
    Above,
    /// Below the text.
    Below,
}

/// Gives each byline to the piece that lacks one and suits best.
pub(super) fn attach(layout: &Layout<'_>, pieces: &mut [Piece]) {
    let bylines: Vec<usize> =
        (0..layout.blocks.len()).filter(|&at| matches!(layout.blocks[at].kind, Kind::Byline(_))).collect();
    let piece_of = piece_of(layout, pieces);
    let custom = custom(layout, &bylines);
    let offers: Vec<Vec<(usize, f32)>> =
        bylines.iter().map(|&at| offers(layout, pieces, &piece_of, custom, at)).collect();
    let got = assign(&offers, pieces.len());
    for (&at, piece) in bylines.iter().zip(got) {
        let nearest = || (0..at).rev().chain(at..piece_of.len()).find_map(|block| piece_of[block]);
        let Some(piece) = piece.or_else(nearest).and_then(|piece| pieces.get_mut(piece)) else { continue };
        if let Some(Kind::Byline(names)) = layout.blocks.get(at).map(|block| &block.kind) {
            piece.byline.extend(names.iter().cloned());
        }
    }
}

fn piece_of(layout: &Layout<'_>, pieces: &[Piece]) -> Vec<Option<usize>> {
    let mut piece_of = vec![None; layout.blocks.len()];
    for (number, piece) in pieces.iter().enumerate() {
        for &block in &piece.blocks {
            piece_of[block] = Some(number);
        }
    }
    piece_of
}

/// What most bylines of the file do that stand between text and headline for certain.
fn custom(layout: &Layout<'_>, bylines: &[usize]) -> Custom {
    let count = |wanted: Custom| bylines.iter().filter(|&&at| side(layout, at) == Some(wanted)).count();
    if count(Custom::Above) > count(Custom::Below) { Custom::Above } else { Custom::Below }
}

fn offers(
    layout: &Layout<'_>,
    pieces: &[Piece],
    piece_of: &[Option<usize>],
    custom: Custom,
    at: usize,
) -> Vec<(usize, f32)> {
    let above = (at.saturating_sub(FAR)..at).rev().filter(|&block| piece_of[block].is_some());
    let below = (at + 1..(at + FAR).min(piece_of.len())).filter(|&block| piece_of[block].is_some());
    let mut best: Vec<(usize, f32)> = Vec::new();
    let mut offer = |block: usize, worth: f32| {
        let Some(number) = piece_of[block] else { return };
        match best.iter_mut().find(|(other, _)| *other == number) {
            Some((_, most)) => *most = most.max(worth),
            None => best.push((number, worth)),
        }
    };
    let sure = side(layout, at);
    for (away, block) in above.enumerate() {
        let worth = worth_below(layout, pieces, piece_of, block) + lean(custom, sure, Custom::Below);
        offer(block, worth - away as f32 * FADING);
    }
    for (away, block) in below.enumerate() {
        let worth = worth_above(layout, pieces, piece_of, block) + lean(custom, sure, Custom::Above);
        offer(block, worth - away as f32 * FADING);
    }
    best.retain(|(_, worth)| *worth > 0.0);
    best
}

/// What a body block of distance takes off.
const FADING: f32 = 0.08;

/// How much the place of the byline itself, and the custom of the file, speak for one side.
fn lean(custom: Custom, sure: Option<Custom>, this: Custom) -> f32 {
    let by_place = sure.map_or(0.0, |side| if side == this { 1.5 } else { -1.0 });
    by_place + if custom == this { 0.6 } else { 0.0 }
}

/// Where the neighbours alone tell which side the article is on.
fn side(layout: &Layout<'_>, at: usize) -> Option<Custom> {
    let printed = |block: &&super::block::Block| !matches!(block.kind, Kind::Furniture(_) | Kind::Byline(_));
    let before = layout.blocks.get(..at)?.iter().rev().find(printed);
    let after = layout.blocks.get(at + 1..)?.iter().find(printed);
    let text_ends = before.is_some_and(|block| block.kind == Kind::Body && !block.open);
    let headed = before.is_none_or(|block| block.kind == Kind::Loose);
    let text_starts = after.is_some_and(|block| block.kind == Kind::Body && !block.inside);
    match (text_ends, headed && text_starts) {
        (true, false) => Some(Custom::Below),
        (false, true) => Some(Custom::Above),
        _ => None,
    }
}

/// What speaks for a byline below `block`: the end of an article.
fn worth_below(layout: &Layout<'_>, pieces: &[Piece], piece_of: &[Option<usize>], block: usize) -> f32 {
    let Some(piece) = piece_of[block].and_then(|piece| pieces.get(piece)) else { return 0.0 };
    let last = piece.blocks.last() == Some(&block);
    let open = layout.blocks.get(block).is_some_and(|block| block.open);
    0.7 + if last { 2.0 } else { 0.0 } - if open { 1.0 } else { 0.0 } - if piece.brief { 5.0 } else { 0.0 }
}

/// What speaks for a byline above `block`: the start of an article.
fn worth_above(layout: &Layout<'_>, pieces: &[Piece], piece_of: &[Option<usize>], block: usize) -> f32 {
    let Some(piece) = piece_of[block].and_then(|piece| pieces.get(piece)) else { return 0.0 };
    let first = piece.blocks.first() == Some(&block);
    let inside = layout.blocks.get(block).is_some_and(|block| block.inside);
    0.4 + if first { 1.6 } else { 0.0 } - if inside { 1.0 } else { 0.0 } - if piece.brief { 5.0 } else { 0.0 }
}
