//! Which headline, sub-heading, caption and byline goes with which article.

use super::block::{Kind, Layout};
use super::cut::Cut;
use super::furniture::Furniture;
use super::lines::{is_capitals, is_closed};
use super::matching::assign;
use super::weights::HEAD;
use super::words::{Vector, mass, shared};
use crate::text::fold::fold;

/// An article in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Indices of its body blocks and sub-headings, in reading order.
    pub(super) blocks: Vec<usize>,
    /// Index of its headline.
    pub(super) headline: Option<usize>,
    /// Indices of its captions.
    pub(super) captions: Vec<usize>,
    /// Its authors.
    pub(super) byline: Vec<String>,
    /// Index of the jump mark above its first block.
    pub(super) stub: Option<usize>,
    /// Whether it is an item of brief news.
    pub(super) brief: bool,
    /// How sure its borders are.
    pub(super) cut: Cut,
}

/// Number of kinds of evidence for a headline.
pub(super) const HEAD_KINDS: usize = 30;
/// What speaks for and against a headline, one number a kind.
pub(super) type HeadEvidence = [f32; HEAD_KINDS];

/// Sub-headings have no more words.
const MOST_SUB_HEADING_WORDS: usize = 9;

/// The lead and the paragraph after it say what the headline says.
const LEAD_BLOCKS: usize = 2;

/// How many pieces that begin or end nearest are asked about a headline, on each side.
const NEAR_PIECES: usize = 6;

/// Pieces, and where each lies.
pub(super) struct Heads<'a> {
    layout: &'a Layout<'a>,
    subject: &'a [Vector],
    /// For each block, the piece it is body of.
    piece_of: Vec<Option<usize>>,
    /// Subject of each piece.
    pieces: Vec<Vector>,
    /// Subject of what begins each piece.
    leads: Vec<Vector>,
}

impl<'a> Heads<'a> {
    /// Prepares for `pieces`; `subject` has one vector a block.
    pub(super) fn new(layout: &'a Layout<'a>, subject: &'a [Vector], pieces: &[Piece]) -> Heads<'a> {
        let mut piece_of = vec![None; layout.blocks.len()];
        let (mut subjects, mut leads) = (Vec::with_capacity(pieces.len()), Vec::with_capacity(pieces.len()));
        for (at, piece) in pieces.iter().enumerate() {
            for &block in &piece.blocks {
                piece_of[block] = Some(at);
            }
            subjects.push(gathered(piece.blocks.iter().map(|&block| subject[block].as_slice())));
            leads.push(gathered(piece.blocks.iter().take(LEAD_BLOCKS).map(|&block| subject[block].as_slice())));
        }
        Heads { layout, subject, piece_of, pieces: subjects, leads }
    }

    /// Gives every loose block and byline to a piece.
    pub(super) fn attach(&self, pieces: &mut [Piece]) {
        let loose: Vec<usize> = self.of_kind(|kind| *kind == Kind::Loose);
        let offers: Vec<Vec<(usize, f32)>> = loose.iter().map(|&at| self.offers(at, pieces)).collect();
        let got = assign(&offers, pieces.len());
        let mut left = Vec::new();
        for (&at, piece) in loose.iter().zip(&got) {
            match piece.and_then(|piece| pieces.get_mut(piece)) {
                Some(piece) => piece.headline = Some(at),
                None => left.push(at),
            }
        }
        for at in left {
            self.attach_left_over(at, pieces);
        }
    }

    fn of_kind(&self, wanted: impl Fn(&Kind) -> bool) -> Vec<usize> {
        let blocks = self.layout.blocks.iter().enumerate();
        blocks.filter(|(_, block)| wanted(&block.kind)).map(|(at, _)| at).collect()
    }

    fn offers(&self, at: usize, pieces: &[Piece]) -> Vec<(usize, f32)> {
        let worth = |piece: usize| -> f32 {
            let evidence = pieces.get(piece).map(|one| self.evidence(at, piece, one));
            evidence.map_or(0.0, |evidence| evidence.iter().zip(HEAD).map(|(on, weight)| on * weight).sum())
        };
        self.near(at).into_iter().map(|piece| (piece, worth(piece))).filter(|(_, worth)| *worth > 0.0).collect()
    }

    /// Pieces with body near a block, nearest first.
    pub(super) fn near(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let above = (0..at).rev().take(200).filter_map(|block| self.piece_of[block]);
        let below = (at + 1..self.layout.blocks.len()).take(200).filter_map(|block| self.piece_of[block]);
        collect_new(above, &mut found);
        let mut after = Vec::new();
        collect_new(below, &mut after);
        after.retain(|piece| !found.contains(piece));
        found.append(&mut after);
        found
    }

    fn body_above(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&block| self.piece_of[block].is_some())
    }

    fn body_below(&self, at: usize) -> Option<usize> {
        (at + 1..self.layout.blocks.len()).find(|&block| self.piece_of[block].is_some())
    }

    /// All that speaks for and against the block being the headline of a piece.
    pub(super) fn evidence(&self, at: usize, number: usize, piece: &Piece) -> HeadEvidence {
        let mut evidence = [0.0; HEAD_KINDS];
        let Some(block) = self.layout.blocks.get(at) else { return evidence };
        let text = self.layout.text_of(block);
        let words = text.split_whitespace().count();
        let (above, below) = (self.body_above(at), self.body_below(at));
        let own = |block: Option<usize>| block.is_some_and(|block| self.piece_of[block] == Some(number));
        let first = piece.blocks.first().copied();
        let last = piece.blocks.last().copied();
        let starts_inside = first.and_then(|first| self.layout.blocks.get(first)).is_some_and(|first| first.inside);
        let open_above = above.and_then(|above| self.layout.blocks.get(above)).is_some_and(|above| above.open);
        let mut set = |kind: usize, on: bool| evidence[kind] = f32::from(u8::from(on));
        set(0, true);
        set(1, below.is_some() && below == first);
        set(2, below.is_some() && below == first && self.is_last_loose(at, below.unwrap_or(at)));
        set(3, own(above) && own(below) && open_above);
        set(4, own(above) && own(below) && !open_above);
        set(5, above.is_some() && above == last && below != first);
        set(6, !own(above) && !own(below));
        set(7, own(above) && !own(below) && above != last || own(below) && !own(above) && below != first);
        set(8, is_capitals(&text));
        set(9, is_closed(&text) && !text.ends_with('?'));
        set(10, is_photo(&text) && !text.contains('('));
        set(11, words <= 3);
        set(12, (4..=6).contains(&words));
        set(13, (19..=26).contains(&words));
        set(14, words > 26);
        set(15, starts_inside && piece.stub.is_none());
        set(16, piece.brief);
        set(17, self.stub_matches(piece, &text));
        set(18, piece.stub.is_some());
        set(25, text.ends_with('?'));
        set(26, at > 0 && !matches!(self.layout.blocks[at - 1].kind, Kind::Body | Kind::Loose));
        set(27, text.contains(['‘', ':', '“']));
        set(28, below.is_some_and(|below| self.layout.blocks[below].inside) && !open_above);
        set(29, first.is_some_and(|first| first > at) && below != first);
        let page = |block: Option<usize>| block.and_then(|block| self.layout.blocks.get(block)).map(|block| block.page);
        set(19, page(first).is_some_and(|page| page != block.page));
        let (title, body) = (&self.subject[at], &self.pieces[number]);
        let share = if mass(title) > 0.0 { shared(title, body) / mass(title) } else { 0.0 };
        evidence[20] = share;
        evidence[21] = (shared(title, body) / 100.0).min(3.0);
        evidence[24] = shared(title, &self.leads[number]) / mass(title).max(1.0);
        evidence[22] = f32::from(u8::from(block.lines.len() > 1));
        let rival = self.near(at).into_iter().filter(|&other| other != number);
        evidence[23] = rival.map(|other| shared(title, &self.pieces[other])).fold(0.0, f32::max) / mass(title).max(1.0);
        evidence
    }

    /// Whether no other loose block stands between this one and the body below.
    fn is_last_loose(&self, at: usize, below: usize) -> bool {
        self.layout
            .blocks
            .get(at + 1..below)
            .is_none_or(|between| between.iter().all(|block| block.kind != Kind::Loose))
    }

    /// Does the headline begin with the words that a jump mark within the piece repeats?
    fn stub_matches(&self, piece: &Piece, text: &str) -> bool {
        let folded = fold(text);
        piece.blocks.iter().filter_map(|&block| self.stub_above(block)).any(|stub| {
            let stub = fold(&stub);
            stub.len() >= 4 && folded.starts_with(&stub)
        })
    }

    /// The words of the jump mark right above a block.
    fn stub_above(&self, at: usize) -> Option<String> {
        let above = self.layout.blocks.get(..at)?.iter().rev().take(3);
        let mut above = above.take_while(|block| block.kind != Kind::Body);
        above.find_map(|block| match &block.kind {
            Kind::Furniture(Furniture::JumpIn(stub)) => Some(stub.clone()),
            _ => None,
        })
    }

    /// What is no headline is a sub-heading or a caption.
    fn attach_left_over(&self, at: usize, pieces: &mut [Piece]) {
        if let Some((piece, place)) = self.sub_heading_place(at, pieces)
            && let Some(piece) = pieces.get_mut(piece)
        {
            piece.blocks.insert(place, at);
            return;
        }
        let title = &self.subject[at];
        let (above, below) = (self.body_above(at), self.body_below(at));
        let beside = |piece: usize| {
            let touches = |block: Option<usize>| block.is_some_and(|block| self.piece_of[block] == Some(piece));
            0.15 * f32::from(u8::from(touches(above))) + 0.1 * f32::from(u8::from(touches(below)))
        };
        let worth = |piece: usize| shared(title, &self.pieces[piece]) / mass(title).max(1.0) + beside(piece);
        let best = self.near(at).into_iter().map(|piece| (piece, worth(piece))).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some(piece) = best.and_then(|(piece, _)| pieces.get_mut(piece)) {
            piece.captions.push(at);
        }
    }

    /// Where in a piece the block stands as a sub-heading: between two of its paragraphs.
    fn sub_heading_place(&self, at: usize, pieces: &[Piece]) -> Option<(usize, usize)> {
        let block = self.layout.blocks.get(at)?;
        let text = self.layout.text_of(block);
        let (above, below) = (self.body_above(at)?, self.body_below(at)?);
        let piece = self.piece_of[above].filter(|piece| self.piece_of[below] == Some(*piece))?;
        let place = pieces.get(piece)?.blocks.iter().position(|&block| block == below)?;
        let follows = place > 0 && pieces.get(piece)?.blocks.get(place - 1) == Some(&above);
        let paragraphs = !self.layout.blocks.get(above)?.open && !self.layout.blocks.get(below)?.inside;
        let short =
            text.split_whitespace().count() <= MOST_SUB_HEADING_WORDS && !is_photo(&text) || text.ends_with('?');
        (follows && paragraphs && short).then_some((piece, place))
    }
}

fn collect_new(pieces: impl Iterator<Item = usize>, found: &mut Vec<usize>) {
    for piece in pieces {
        if found.len() >= NEAR_PIECES {
            break;
        }
        if !found.contains(&piece) {
            found.push(piece);
        }
    }
}

/// The union of many vectors.
fn gathered<'a>(vectors: impl Iterator<Item = &'a [(u64, f32)]>) -> Vector {
    let mut all: Vector = vectors.flatten().copied().collect();
    all.sort_unstable_by_key(|(feature, _)| *feature);
    all.dedup_by_key(|(feature, _)| *feature);
    all
}

/// Does the text speak of itself as a picture?
pub(super) fn is_photo(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    bare.starts_with("anh:")
        || bare.starts_with("anh tu lieu")
        || folded.contains("anh:")
        || folded.contains("anh minh hoa")
        || folded.contains("trong anh")
}
