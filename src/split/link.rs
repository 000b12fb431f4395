//! Which block goes on in which: the best set of links for the whole file.

use super::between::{Between, briefs, headlines_of, is_lead, stubs_above};
use super::block::{Block, Kind, Layout};
use super::doubt::Doubts;
use super::evidence::{MOST_BY_SUBJECT, worth};
use super::matching::assign;
use super::sides::{Side, Sides};
use super::weights::LOOSE_ENDS;
use super::words::Vector;
use std::collections::HashMap;

/// How many body blocks ahead a block may go on.
const AHEAD: usize = 60;
/// How many body blocks back: columns can come out of order.
const BACK: usize = 30;
/// How often links are found anew with what the last links tell of each side's subject.
const ROUNDS: usize = 3;
/// Links worth less, in log-odds, leave no doubt.
const LEAST_WORTH: f32 = -5.0;
/// How far widths may differ, as a share, for loose ends to be joined.
const ROOM: f32 = 0.06;
/// How far widths may differ, as a share, between blocks that no jump mark parts.
const SAME_COLUMN: f32 = 0.15;

/// The body blocks of a layout and what stands between them.
pub(super) struct Linker<'a> {
    /// The page.
    pub(super) layout: &'a Layout<'a>,
    /// Indices of the body blocks.
    pub(super) body: Vec<usize>,
    /// Subject of each body block.
    pub(super) subject: Vec<Side>,
    /// What stands between each body block and the next.
    pub(super) between: Vec<Between>,
    /// Whether a body block is brief news of its own.
    pub(super) brief: Vec<bool>,
    /// Whether a body block begins as news items do.
    pub(super) lead: Vec<bool>,
    /// Subject of each block.
    pub(super) all: &'a [Vector],
    /// The jump mark above a body block.
    pub(super) stub_above: HashMap<usize, usize>,
    /// The headline that a jump mark repeats the beginning of.
    pub(super) headline_of: HashMap<usize, usize>,
}

impl<'a> Linker<'a> {
    /// Gathers what the links are judged by; `all` has one vector a block.
    pub(super) fn new(layout: &'a Layout<'a>, all: &'a [Vector]) -> Linker<'a> {
        let is_body = |at: &usize| layout.blocks.get(*at).is_some_and(|block| block.kind == Kind::Body);
        let body: Vec<usize> = (0..layout.blocks.len()).filter(is_body).collect();
        let ends = body.iter().skip(1).copied().chain([layout.blocks.len()]);
        let between: Vec<Between> =
            body.iter().zip(ends).map(|(&from, to)| Between::of(layout, from + 1, to)).collect();
        let stub_above = stubs_above(layout, &body);
        Linker {
            layout,
            subject: body.iter().map(|&at| Side::of(all.get(at).cloned().unwrap_or_default())).collect(),
            brief: briefs(layout, &body, &between),
            lead: body.iter().map(|&at| layout.blocks.get(at).is_some_and(|b| is_lead(layout, b))).collect(),
            headline_of: headlines_of(layout, stub_above.values().copied()),
            between,
            body,
            all,
            stub_above,
        }
    }

    /// A body block by its place among them.
    pub(super) fn block(&self, at: usize) -> &Block {
        &self.layout.blocks[self.body[at]]
    }

    /// For each body block the one that it goes on in, and how sure that is.
    pub(super) fn links(&self) -> (Vec<Option<usize>>, Doubts) {
        let mut next: Vec<Option<usize>> = vec![None; self.body.len()];
        let mut offers: Vec<Vec<(usize, f32)>> = Vec::new();
        for _ in 0..ROUNDS {
            let sides = Sides::new(&self.subject, &next);
            offers = (0..self.body.len()).map(|from| self.offers(from, &sides)).collect();
            next = assign(&offers, self.body.len());
            break_rings(&mut next, &offers);
        }
        let loose = self.join_loose_ends(&mut next);
        let doubts = Doubts::new(&next, &offers, loose);
        (next, doubts)
    }

    fn window(&self, at: usize) -> impl Iterator<Item = usize> + use<> {
        (at.saturating_sub(BACK)..(at + AHEAD + 1).min(self.body.len())).filter(move |&other| other != at)
    }

    fn offers(&self, from: usize, sides: &Sides) -> Vec<(usize, f32)> {
        let candidates = self.window(from).filter(|&to| self.is_candidate(from, to));
        let judged = candidates.filter_map(|to| {
            let mut evidence = self.evidence_of_place(from, to);
            let hopeless = worth(&evidence) + MOST_BY_SUBJECT < 0.0 && !self.jump_in(to);
            (!hopeless).then(|| {
                self.add_subject(&mut evidence, from, to, sides);
                (to, worth(&evidence))
            })
        });
        judged.filter(|(_, worth)| *worth > LEAST_WORTH).collect()
    }

    /// A sentence that nothing goes on from and one that nothing leads up to, in columns of one width, are likely one:
    /// what a page's first column holds may come last in the file. Gives the worth of each link that it adds.
    fn join_loose_ends(&self, next: &mut [Option<usize>]) -> Vec<Option<f32>> {
        let sides = Sides::new(&self.subject, next);
        let mut offers: Vec<Vec<(usize, f32)>> = next.iter().map(|_| Vec::new()).collect();
        for from in (0..self.body.len()).filter(|&from| next[from].is_none() && self.block(from).open) {
            let wanting = self.window(from).filter(|&to| {
                let free = sides.previous[to].is_none() && self.block(to).inside && !self.jump_in(to);
                free && self.block(from).span.gap(&self.block(to).span) <= ROOM
            });
            let worths = wanting.map(|to| (to, worth(&self.evidence(from, to, &sides)) + LOOSE_ENDS));
            offers[from] = worths.filter(|(_, worth)| *worth > 0.0).collect();
        }
        let mut joined = vec![None; next.len()];
        for (from, to) in assign(&offers, self.body.len()).into_iter().enumerate() {
            next[from] = next[from].or(to);
            let worth = offers[from].iter().find(|(other, _)| Some(*other) == to);
            joined[from] = worth.map(|(_, worth)| *worth);
        }
        break_rings(next, &offers);
        joined
    }

    /// Cheap test that spares most pairs the full one.
    pub(super) fn is_candidate(&self, from: usize, to: usize) -> bool {
        let (a, b) = (self.block(from), self.block(to));
        if self.brief[to] && !b.inside && b.item {
            return false;
        }
        if to == from + 1 {
            return true;
        }
        let jump = self.between[from].jump_out || self.jump_in(to);
        let same_column = a.span.gap(&b.span) < SAME_COLUMN;
        (same_column || jump) && !(b.inside && !a.open && to < from)
    }

    fn jump_in(&self, at: usize) -> bool {
        at > 0 && self.between[at - 1].jump_in
    }
}

/// Cuts each ring of links at its weakest link.
fn break_rings(next: &mut [Option<usize>], offers: &[Vec<(usize, f32)>]) {
    let worth =
        |from: usize, to: usize| offers[from].iter().find(|(other, _)| *other == to).map_or(0.0, |(_, worth)| *worth);
    let mut state = vec![0usize; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = start + 1;
            match next[at] {
                Some(to) => at = to,
                None => break,
            }
        }
        if state[at] != start + 1 || next[at].is_none() {
            continue;
        }
        let ring = std::iter::successors(Some(at), |&from| next[from].filter(|&to| to != at));
        let weakest = ring
            .filter_map(|from| next[from].map(|to| (from, worth(from, to))))
            .min_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((from, _)) = weakest {
            next[from] = None;
        }
    }
}
