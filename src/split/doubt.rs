//! How sure the links between blocks are, and with them the borders of an article.
//!
//! Each link was taken because all links together are worth most. A border is in doubt as far as a single exchange
//! (another successor, another predecessor, none) costs little: its log-odds against the links as they stand are the
//! worth it brings less the worth of the links it breaks. With the odds of all exchanges summed, the borders hold
//! with probability 1 / (1 + sum); [`SCALE`] and [`SHIFT`] calibrate their product.

use super::Article;
use super::block::{Kind, Layout};
use super::cut::{Because, Cut};
use super::heads::Piece;
use super::lines::is_capitals;
use super::link::Linker;

/// Platt scaling of the log-odds that all links of an article hold, fitted on 350 articles of 30 issues (fitted on one
/// half and judged on the other, the loss falls from .47 to .41 with the two weights below it).
const SCALE: f32 = 0.44;
/// See [`SCALE`].
const SHIFT: f32 = 1.62;
/// What a mark that an article goes on here adds to the log-odds, where nothing was joined above it.
const GOES_ON_HERE: f32 = -3.44;
/// What it adds that no headline was found, but for items of brief news.
const NO_HEADLINE: f32 = -2.32;
/// Doubts, in nats, that are named.
const NAMED: f32 = 0.3;
/// Exponents are held below this.
const MOST: f32 = 20.0;

/// Summed odds of the exchanges that would change each block's links.
pub(super) struct Doubts {
    /// Of exchanges that give a block another predecessor.
    into: Vec<f32>,
    /// Of exchanges that give it another successor.
    out: Vec<f32>,
    /// Of its link to its successor being none.
    dropped: Vec<f32>,
    /// Whether its link to its successor joins loose ends.
    loose: Vec<bool>,
}

impl Doubts {
    /// Of the links `next`, which were chosen among `offers`; `loose` are the worths of those that join loose ends.
    pub(super) fn new(next: &[Option<usize>], offers: &[Vec<(usize, f32)>], loose: Vec<Option<f32>>) -> Doubts {
        let taken = |from: usize| {
            let to = next.get(from).copied().flatten()?;
            let offered = offers.get(from)?.iter().find(|(other, _)| *other == to);
            loose.get(from).copied().flatten().or(offered.map(|(_, worth)| *worth))
        };
        let own: Vec<f32> = (0..next.len()).map(|from| taken(from).unwrap_or(0.0)).collect();
        let mut led = vec![0.0; next.len()];
        for (from, to) in next.iter().enumerate() {
            if let Some(to) = to {
                led[*to] = own[from];
            }
        }
        let odds = |worth: f32| worth.clamp(-MOST, MOST).exp();
        let dropped = next.iter().zip(&own).map(|(to, own)| if to.is_some() { odds(-own) } else { 0.0 }).collect();
        let (mut into, mut out) = (vec![0.0; next.len()], vec![0.0; next.len()]);
        for (from, offers) in offers.iter().enumerate() {
            for &(to, worth) in offers.iter().filter(|(to, _)| next[from] != Some(*to)) {
                let gain = odds(worth - own[from] - led[to]);
                out[from] += gain;
                into[to] += gain;
            }
        }
        Doubts { into, out, dropped, loose: loose.iter().map(Option::is_some).collect() }
    }

    /// The chance that the links of an article hold that consists of a chain of body blocks, not yet calibrated, and
    /// what joined and parts it.
    pub(super) fn cut(&self, linker: &Linker<'_>, chain: &[usize]) -> Cut {
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { return Cut::default() };
        let (begins, ends) = (self.into[first].ln_1p(), self.out[last].ln_1p());
        let pairs = chain.iter().zip(chain.iter().skip(1));
        let within: f32 = pairs.clone().map(|(&from, &to)| self.of_link(from, to)).sum();
        let mut because: Vec<Because> = Vec::new();
        if first > 0 && linker.between.get(first - 1).is_some_and(|above| above.byline) {
            because.push(Because::BelowByline);
        }
        for (&from, &to) in pairs {
            because.extend(self.joined_by(linker, from, to).filter(|reason| !because.contains(reason)));
        }
        let doubts = [(begins, Because::MayBeginBefore), (within, Because::MayFallApart), (ends, Because::MayGoOn)];
        because.extend(doubts.iter().filter(|(doubt, _)| *doubt > NAMED).map(|(_, reason)| *reason));
        Cut { confidence: (-(begins + within + ends)).exp(), because }
    }

    fn of_link(&self, from: usize, to: usize) -> f32 {
        (self.dropped[from] + self.out[from] + self.into[to]).ln_1p()
    }

    fn joined_by(&self, linker: &Linker<'_>, from: usize, to: usize) -> Option<Because> {
        let jump = to.checked_sub(1).and_then(|above| linker.between.get(above)).is_some_and(|above| above.jump_in);
        match () {
            () if jump => Some(Because::Jump),
            () if self.loose[from] => Some(Because::LooseEnds),
            () if to != from + 1 => Some(Because::Column),
            () => None,
        }
    }
}

/// The chance that borders are right whose links hold with this probability, below this head.
fn calibrated(holds: f32, head: Because) -> f32 {
    const LEAST: f32 = 0.005;
    let holds = holds.clamp(LEAST, 1.0 - LEAST);
    let of_head = match head {
        Because::GoesOnHere => GOES_ON_HERE,
        Because::NoHeadline => NO_HEADLINE,
        _ => 0.0,
    };
    let odds = SHIFT + SCALE * (holds / (1.0 - holds)).ln() + of_head;
    1.0 / (1.0 + (-odds).exp())
}

/// The article with its confidence, and what heads it as the first reason.
pub(super) fn with_head(layout: &Layout<'_>, piece: &Piece, mut article: Article) -> Article {
    let head = head(layout, piece);
    article.cut = piece.cut.clone();
    article.cut.confidence = calibrated(piece.cut.confidence, head);
    article.cut.lead(1.0, head);
    article
}

fn head(layout: &Layout<'_>, piece: &Piece) -> Because {
    let headline = piece.headline.and_then(|at| layout.blocks.get(at)).filter(|block| block.kind == Kind::Loose);
    match headline {
        _ if piece.brief => Because::Brief,
        Some(block) if layout.lines_of(block).iter().all(|line| is_capitals(line.text)) => Because::Capitals,
        Some(_) => Because::Headline,
        None if piece.stub.is_some() => Because::GoesOnHere,
        None => Because::NoHeadline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rival_as_good_leaves_doubt_and_a_hopeless_one_none() {
        let doubt = |offers: &[Vec<(usize, f32)>]| {
            let doubts = Doubts::new(&[Some(1), None, None], offers, vec![None; 3]);
            doubts.of_link(0, 1)
        };
        let clear = doubt(&[vec![(1, 8.0)], vec![], vec![]]);
        let rival = doubt(&[vec![(1, 8.0), (2, 8.0)], vec![], vec![]]);
        let hopeless = doubt(&[vec![(1, 8.0), (2, -4.0)], vec![], vec![]]);
        assert!(clear < 0.01 && hopeless < 0.01 && (rival - 2f32.ln()).abs() < 0.01, "{clear} {hopeless} {rival}");
    }

    #[test]
    fn what_begins_elsewhere_is_doubted_most() {
        let [headed, bare, rest] =
            [Because::Headline, Because::NoHeadline, Because::GoesOnHere].map(|head| calibrated(0.9, head));
        assert!(headed > 0.9 && bare < headed && rest < bare, "{headed} {bare} {rest}");
        assert!(calibrated(0.0, Because::Headline) > 0.0 && calibrated(1.0, Because::Headline) < 1.0);
    }
}
