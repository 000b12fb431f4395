//! Which fragments show most of what was looked for.

use std::collections::HashMap;
use std::ops::Range;

use super::cut;
use super::find::Hit;
use super::wanted::{Patterns, Unit};

/// A fragment of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// In bytes of the text.
    pub(super) range: Range<usize>,
    /// Whether it begins inside a sentence.
    pub(super) cut_before: bool,
    /// Whether it ends inside a sentence.
    pub(super) cut_behind: bool,
}

/// What the words of a query are worth, beside one another: a word; a pair of words that stand side by side as typed.
const WORD: f64 = 1000.0;
const PAIR: u64 = 1500;
/// What a fragment before has shown already is worth one part in so many.
const SHOWN_ALREADY: u64 = 4;
/// A further fragment that shows nothing new must be worth one part in so many of the best.
const WORTH_SHOWING: u64 = 10;

/// The best fragments, in text order: each time the one that shows most that has not been shown.
pub(super) fn fragments(text: &str, hits: &[Hit], patterns: &Patterns, n: usize, max_chars: usize) -> Vec<Chosen> {
    let mut tally = Tally::new(hits, patterns);
    let mut areas = vec![Area { hits: 0..hits.len(), text: 0..text.len() }];
    let mut chosen: Vec<Chosen> = Vec::with_capacity(n);
    let mut highest = 0;
    while chosen.len() < n {
        let windows = areas.iter().enumerate().filter_map(|(at, area)| Some((at, tally.best(area, max_chars)?)));
        let best = windows.reduce(|best, other| if other.1.score > best.1.score { other } else { best });
        let Some((at, window)) = best else { break };
        highest = highest.max(window.score);
        if window.score * WORTH_SHOWING < highest && !tally.shows_more(&window) {
            break;
        }
        let area = areas.remove(at);
        let fragment = cut::around(text, core(&hits[window.hits], max_chars), area.text.clone(), max_chars);
        tally.show(&fragment.range);
        areas.extend(area.without(hits, &fragment.range));
        chosen.push(fragment);
    }
    chosen.sort_by_key(|fragment| fragment.range.start);
    chosen
}

/// A part of the text between fragments already chosen.
#[derive(Clone, Debug)]
struct Area {
    hits: Range<usize>,
    text: Range<usize>,
}

impl Area {
    /// What is left before and behind `fragment`.
    fn without(self, hits: &[Hit], fragment: &Range<usize>) -> [Area; 2] {
        let own = &hits[self.hits.clone()];
        let first = self.hits.start;
        let before = first + own.partition_point(|hit| hit.range.start < fragment.start);
        let behind = first + own.partition_point(|hit| hit.range.start < fragment.end);
        [
            Area { hits: first..before, text: self.text.start..fragment.start },
            Area { hits: behind..self.hits.end, text: fragment.end..self.text.end },
        ]
    }
}

/// Hits near one another.
#[derive(Clone, Debug)]
struct Window {
    hits: Range<usize>,
    score: u64,
}

/// What a fragment around these hits should hold: with the posts of officials where they fit.
fn core(hits: &[Hit], max_chars: usize) -> Range<usize> {
    let union = |range: fn(&Hit) -> &Range<usize>| {
        let start = hits.iter().map(|hit| range(hit).start).min().unwrap_or_default();
        start..hits.iter().map(|hit| range(hit).end).max().unwrap_or(start)
    };
    let chars = union(|hit| &hit.chars);
    if chars.len() <= max_chars { union(|hit| &hit.core) } else { union(|hit| &hit.range) }
}

/// Counts what a window shows while it slides.
struct Tally<'a> {
    hits: &'a [Hit],
    /// What each unit and each pair is worth now.
    units: Vec<Worth>,
    pairs: Vec<Worth>,
    /// For a hit that stands behind another as typed: that hit, and the pair.
    behind: Vec<Option<(usize, usize)>>,
    /// For a hit that stands before another as typed: that hit, and the pair.
    before: Vec<Option<(usize, usize)>>,
    score: u64,
}

#[derive(Clone, Debug, Default)]
struct Worth {
    worth: u64,
    /// How often it is in the window.
    count: u32,
    is_shown: bool,
}

impl Worth {
    fn enter(&mut self) -> u64 {
        self.count += 1;
        if self.count == 1 { self.worth } else { 0 }
    }

    fn leave(&mut self) -> u64 {
        self.count -= 1;
        if self.count == 0 { self.worth } else { 0 }
    }

    fn show(&mut self) {
        if !self.is_shown {
            self.is_shown = true;
            self.worth /= SHOWN_ALREADY;
        }
    }
}

impl<'a> Tally<'a> {
    fn new(hits: &'a [Hit], patterns: &Patterns) -> Tally<'a> {
        let (behind, before) = neighbours(hits, &patterns.pairs);
        let pairs = vec![Worth { worth: PAIR, ..Worth::default() }; patterns.pairs.len()];
        Tally { hits, units: units(hits), pairs, behind, before, score: 0 }
    }

    /// The first of the best windows of an area.
    fn best(&mut self, area: &Area, max_chars: usize) -> Option<Window> {
        let reach = max_chars.saturating_mul(3) / 4;
        let mut best: Option<Window> = None;
        let mut end = area.hits.start;
        for start in area.hits.clone() {
            let first = &self.hits[start];
            while end < area.hits.end
                && self.fits(end, area)
                && (end == start || self.hits[end].chars.end <= first.chars.start + reach)
            {
                self.enter(end, start);
                end += 1;
            }
            if end == start {
                end += 1;
                continue;
            }
            if best.as_ref().is_none_or(|best| self.beats(start..end, best)) {
                best = Some(Window { hits: start..end, score: self.score });
            }
            self.leave(start, end);
        }
        best.map(|window| self.without_repeats(window))
    }

    /// Whether the present window shows more than the best so far, or the same with less before it.
    fn beats(&self, hits: Range<usize>, best: &Window) -> bool {
        self.score > best.score || (self.score == best.score && hits.end == best.hits.end)
    }

    /// A window without what stands at its end and only repeats.
    fn without_repeats(&self, window: Window) -> Window {
        let (mut units, mut pairs) = (vec![false; self.units.len()], vec![false; self.pairs.len()]);
        let is_new = |seen: &mut [bool], which: usize| !std::mem::replace(&mut seen[which], true);
        let mut end = window.hits.start;
        for at in window.hits.clone() {
            let pair = self.behind[at].filter(|(first, _)| *first >= window.hits.start).map(|(_, pair)| pair);
            let is_new_pair = pair.is_some_and(|pair| is_new(&mut pairs, pair));
            if is_new(&mut units, self.hits[at].unit) || is_new_pair {
                end = at + 1;
            }
        }
        Window { hits: window.hits.start..end, ..window }
    }

    fn fits(&self, at: usize, area: &Area) -> bool {
        self.hits[at].range.end <= area.text.end
    }

    fn enter(&mut self, at: usize, start: usize) {
        self.score += self.units[self.hits[at].unit].enter();
        if let Some((first, pair)) = self.behind[at].filter(|(first, _)| *first >= start) {
            debug_assert!(first < at);
            self.score += self.pairs[pair].enter();
        }
    }

    fn leave(&mut self, at: usize, end: usize) {
        self.score -= self.units[self.hits[at].unit].leave();
        if let Some((_, pair)) = self.before[at].filter(|(second, _)| *second < end) {
            self.score -= self.pairs[pair].leave();
        }
    }

    fn shows_more(&self, window: &Window) -> bool {
        self.hits[window.hits.clone()].iter().any(|hit| !self.units[hit.unit].is_shown)
    }

    fn show(&mut self, fragment: &Range<usize>) {
        for (at, hit) in self.hits.iter().enumerate() {
            if hit.range.start >= fragment.start && hit.range.end <= fragment.end {
                self.units[hit.unit].show();
                if let Some((_, pair)) = self.behind[at] {
                    self.pairs[pair].show();
                }
            }
        }
    }
}

/// What each unit is worth: less where the text is full of it.
fn units(hits: &[Hit]) -> Vec<Worth> {
    let count = hits.iter().map(|hit| hit.unit + 1).max().unwrap_or_default();
    let mut seen = vec![(0_u32, 0_u32); count];
    for hit in hits {
        let (times, weight) = &mut seen[hit.unit];
        *times += 1;
        *weight = hit.weight.max(*weight);
    }
    let worth = |(times, weight): (u32, u32)| (WORD * f64::from(weight) / (1.0 + f64::from(times.max(1)).ln())) as u64;
    seen.into_iter().map(|seen| Worth { worth: worth(seen), ..Worth::default() }).collect()
}

type Links = Vec<Option<(usize, usize)>>;

/// For each hit the one that it stands behind, and the one that it stands before, as the query has them.
fn neighbours(hits: &[Hit], pairs: &HashMap<(Unit, Unit), usize>) -> (Links, Links) {
    let (mut behind, mut before) = (vec![None; hits.len()], vec![None; hits.len()]);
    let mut ends = Vec::with_capacity(hits.len());
    ends.extend(hits.iter().enumerate().filter_map(|(at, hit)| Some((hit.positions?.1, at))));
    ends.sort_unstable();
    for (second, hit) in hits.iter().enumerate() {
        let Some((start, _)) = hit.positions else { continue };
        let from = ends.partition_point(|(end, _)| end + 1 < start);
        let adjacent = ends[from..].iter().take_while(|(end, _)| end + 1 == start);
        let pair_with = |first: usize| pairs.get(&(hits[first].unit, hit.unit)).map(|pair| (first, *pair));
        if let Some((first, pair)) =
            adjacent.filter_map(|(_, first)| pair_with(*first)).find(|(first, _)| before[*first].is_none())
        {
            behind[second] = Some((first, pair));
            before[first] = Some((second, pair));
        }
    }
    (behind, before)
}
