//! Articles that go on from one page to another, joined.

use std::collections::HashMap;

use super::block::{Block, Kind};
use super::piece::Piece;
use crate::split::cut::Because;
use crate::split::furniture::Furniture;
use crate::text::fold::fold;

/// Puts what goes on from another page behind the piece that it goes on from: the one whose headline its mark repeats,
/// or else one that says that it goes on.
pub(super) fn join(blocks: &[Block], pieces: Vec<Piece>) -> Vec<Piece> {
    let heads = Heads::of(blocks, &pieces);
    let mut pieces: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    for at in 0..pieces.len() {
        let Some(stub) = pieces[at].as_ref().and_then(|piece| piece.stub) else { continue };
        let named = heads.repeated(blocks, stub, at);
        let begun = named.or_else(|| waiting(blocks, &pieces, at));
        if let Some(begun) = begun.filter(|begun| *begun != at)
            && let Some(rest) = pieces[at].take()
        {
            match pieces[begun].as_mut() {
                Some(piece) => {
                    piece.append(rest);
                    piece.cut.add(if named.is_some() { 1.0 } else { BY_PAGE_ALONE }, Because::Jump);
                }
                None => pieces[at] = Some(rest),
            }
        }
    }
    pieces.into_iter().flatten().collect()
}

/// What is left of the confidence where a mark names pages only, not the headline.
const BY_PAGE_ALONE: f32 = 0.85;

/// Headlines by the words that they begin with.
struct Heads(HashMap<String, Vec<(usize, String)>>);

/// How many headlines that begin alike are compared with a mark.
const MOST_ALIKE: usize = 50;

impl Heads {
    fn of(blocks: &[Block], pieces: &[Piece]) -> Heads {
        let mut heads: HashMap<String, Vec<(usize, String)>> = HashMap::new();
        for (at, piece) in pieces.iter().enumerate() {
            if let Some(headline) = piece.headline.and_then(|headline| blocks.get(headline)) {
                let text = bare(&headline.text());
                heads.entry(key(&text)).or_default().push((at, text));
            }
        }
        Heads(heads)
    }

    /// The last piece before `at` whose headline begins with the words of a mark; else the first behind.
    fn repeated(&self, blocks: &[Block], stub: usize, at: usize) -> Option<usize> {
        let words = words(blocks, stub).filter(|words| !words.is_empty())?;
        let alike = self.0.get(&key(&words))?;
        let after = alike.partition_point(|(piece, _)| *piece < at);
        let before = alike[..after].iter().rev().take(MOST_ALIKE);
        let mut near = before.chain(alike[after..].iter().take(MOST_ALIKE));
        near.find(|(_, text)| text.starts_with(&words)).map(|(piece, _)| *piece)
    }
}

fn key(text: &str) -> String {
    text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

fn bare(text: &str) -> String {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn words(blocks: &[Block], stub: usize) -> Option<String> {
    match &blocks.get(stub)?.kind {
        Kind::Furniture(Furniture::JumpIn(words)) => Some(bare(words)),
        _ => None,
    }
}

/// The first piece on an earlier page that goes on to this one's page and that nothing was joined to.
fn waiting(blocks: &[Block], pieces: &[Option<Piece>], at: usize) -> Option<usize> {
    const MOST_BACK: usize = 500;
    let stub = blocks.get(pieces[at].as_ref()?.stub?)?;
    let from = page_named(&stub.text());
    let fits = |piece: &Piece| {
        let jump = piece.jump.and_then(|jump| blocks.get(jump))?;
        let to = page_named(&jump.text());
        let pages = to.is_none_or(|to| to == stub.page + 1) && from.is_none_or(|from| from == jump.page + 1);
        (jump.page < stub.page && pages).then_some(())
    };
    let near = at.saturating_sub(MOST_BACK)..at;
    near.into_iter().find(|&other| pieces[other].as_ref().is_some_and(|piece| fits(piece).is_some()))
}

/// The number behind the last `trang`.
fn page_named(text: &str) -> Option<usize> {
    let folded = fold(text);
    let (_, rest) = folded.rsplit_once("trang")?;
    let digits: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
