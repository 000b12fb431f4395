//! Walks all hits of a tantivy query once: counts them and keeps the best, in an order that is always the same.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Mutex;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::fastfield::AliveBitSet;
use tantivy::query::{Scorer, Weight};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED};

use super::parts::share_out;
use super::response::Sort;
use super::walk::{Addressed, walk};
use crate::error::lock;

/// The day number of an article without a date: before all others.
pub(super) const UNDATED: i64 = i64::MIN;

/// One hit, as far as its order needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) score: Score,
    /// Day of publication in days since 1970-01-01, or [`UNDATED`].
    pub(super) day: i64,
    pub(super) ident: u64,
    pub(super) address: DocAddress,
}

impl Candidate {
    /// Which of two is better: the greater one.
    fn order(&self, other: &Candidate, sort: Sort) -> Ordering {
        let decisive = |hit: &Candidate| decisive(hit.score, hit.day, sort);
        let firsts = decisive(self).total_cmp(&decisive(other));
        let seconds = || match sort {
            Sort::Relevance => self.day.cmp(&other.day),
            Sort::Newest | Sort::Oldest => self.score.total_cmp(&other.score),
        };
        firsts.then_with(seconds).then_with(|| other.ident.cmp(&self.ident))
    }
}

/// What decides first which of two hits is better: the greater one. Days are exact in it.
fn decisive(score: Score, day: i64, sort: Sort) -> f32 {
    match sort {
        Sort::Relevance => score,
        Sort::Newest | Sort::Oldest if day == UNDATED => f32::NEG_INFINITY,
        Sort::Newest => day as f32,
        Sort::Oldest => -day as f32,
    }
}

/// Best first.
pub(super) fn sort_best_first(candidates: &mut [Candidate], sort: Sort) {
    candidates.sort_unstable_by(|one, other| other.order(one, sort));
}

/// Puts the best `count` before the others, either of them in any order.
pub(super) fn part(candidates: &mut [Candidate], count: usize, sort: Sort) {
    if count < candidates.len() {
        candidates.select_nth_unstable_by(count, |one, other| other.order(one, sort));
    }
}

/// A hit and its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scored {
    pub(super) score: Score,
    pub(super) address: DocAddress,
}

impl Addressed for Candidate {
    fn address(&self) -> DocAddress {
        self.address
    }
}

impl Addressed for Scored {
    fn address(&self) -> DocAddress {
        self.address
    }
}

/// How many hits, and the best of them in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct Collected {
    pub(super) total: u64,
    pub(super) best: Vec<Candidate>,
    /// Every hit, in the order of addresses, in lists that go on where the one before ends, where that was asked; else
    /// none.
    pub(super) all: Vec<Vec<Scored>>,
}

/// Keeps the best `keep` hits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    pub(super) keep: usize,
    pub(super) sort: Sort,
    /// Whether every hit is told, too.
    pub(super) all: bool,
}

impl Collector for Best {
    type Fruit = Collected;
    type Child = BestOfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        Ok(self.of_segment(ordinal, Columns::open(segment)?))
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0
    }

    /// Two threads gather the hits of a segment, part by part, where they are many.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Collected> {
        if self.keep == 0 {
            return Ok(Collected { total: weight.count(segment)?.into(), ..Collected::default() });
        }
        let columns = Columns::open(segment)?;
        let scorer = weight.scorer(segment, 1.0)?;
        // Where hits are rare, most of the work is done when the first one is found, and would be done twice.
        let cost = scorer.cost();
        let parts = if cost < FEWEST_AT_ONCE || scorer.doc() > segment.max_doc() / RARE { 1 } else { PARTS };
        let ends = |part: DocId| if part == parts { TERMINATED } else { segment.max_doc() / parts * part };
        let parts: Vec<Range<DocId>> = (0..parts).map(|part| ends(part)..ends(part + 1)).collect();
        let many = cost as usize / parts.len().max(1);
        let opened = Mutex::new(Some(scorer));
        let begin = || (None, self.of_segment(ordinal, columns.clone()));
        let gathered = share_out(&parts, cost, begin, |(own, gathered): &mut (Option<Box<dyn Scorer>>, _), _, docs| {
            let scorer = match own.take().or_else(|| lock(&opened).take()) {
                Some(scorer) => scorer,
                None => weight.scorer(segment, 1.0)?,
            };
            gathered.gather(&mut **own.insert(scorer), docs, many, segment.alive_bitset());
            tantivy::Result::Ok(())
        });
        Ok(Collected::of(gathered?.into_iter().map(|(_, gathered)| gathered.harvest())))
    }

    fn merge_fruits(&self, fruits: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut merged = Collected::of(fruits);
        part(&mut merged.best, self.keep, self.sort);
        merged.best.truncate(self.keep);
        Ok(merged)
    }
}

impl Collected {
    /// Those of several parts of the articles, in their order.
    fn of(parts: impl IntoIterator<Item = Collected>) -> Collected {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            all.total += part.total;
            all.best.extend(part.best);
            all.all.extend(part.all);
        }
        all.all.sort_unstable_by_key(|list| list.first().map(|hit| hit.address));
        all
    }
}

impl Best {
    fn of_segment(&self, ordinal: SegmentOrdinal, columns: Columns) -> BestOfSegment {
        BestOfSegment {
            columns,
            ordinal,
            wanted: *self,
            total: 0,
            met: Vec::with_capacity(2 * self.keep.min(MOST_ROOM)),
            least: None,
            all: Vec::new(),
        }
    }
}

/// From so many articles on, that may be hits, two threads gather them.
const FEWEST_AT_ONCE: u64 = 2000;
/// In so many parts, of as many articles each.
const PARTS: DocId = 8;
/// Unless the first hit is only found behind this part of them.
const RARE: DocId = 4;
/// Hits for which room is made before any is found.
const MOST_ROOM: usize = 4096;

/// What the order of hits needs to know of articles besides their scores.
#[derive(Clone)]
struct Columns {
    published: Column<i64>,
    ident: Column<u64>,
}

impl Columns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Columns> {
        let fast = segment.fast_fields();
        Ok(Columns { published: fast.i64("published")?, ident: fast.u64("ident")? })
    }

    fn day(&self, doc: DocId) -> i64 {
        self.published.first(doc).unwrap_or(UNDATED)
    }

    fn candidate(&self, Scored { score, address }: Scored) -> Candidate {
        let doc = address.doc_id;
        Candidate { score, day: self.day(doc), ident: self.ident.first(doc).unwrap_or(0), address }
    }
}

/// The hits with all that their order needs; they are in the order of segments.
///
/// # Errors
/// When the columns can't be read.
pub(super) fn candidates(searcher: &Searcher, hits: &[Scored]) -> tantivy::Result<Vec<Candidate>> {
    let each = |columns: &mut Columns, hit: &Scored, all: &mut Vec<_>| all.push(columns.candidate(*hit));
    Ok(walk(searcher, &[hits], Columns::open, Vec::with_capacity, each)?.concat())
}

/// The hits of one segment. Twice as many as are kept are gathered before the worse half goes: that takes less than to
/// keep them in order all the time.
pub(super) struct BestOfSegment {
    columns: Columns,
    ordinal: SegmentOrdinal,
    wanted: Best,
    total: u64,
    met: Vec<Met>,
    /// The worst of those that stayed when the others went: no hit below it is among the best.
    least: Option<Candidate>,
    all: Vec<Vec<Scored>>,
}

/// A hit while hits are gathered. What else its order needs is read only where `first` is another's, too.
#[derive(Clone, Copy, Debug)]
struct Met {
    first: f32,
    score: Score,
    doc: DocId,
}

impl BestOfSegment {
    fn scored(&self, score: Score, doc: DocId) -> Scored {
        Scored { score, address: DocAddress::new(self.ordinal, doc) }
    }

    fn candidate(&self, met: &Met) -> Candidate {
        self.columns.candidate(self.scored(met.score, met.doc))
    }

    /// Takes the hits among the articles `docs`, which are behind those that were taken before; there may be `many`.
    fn gather(&mut self, scorer: &mut dyn Scorer, docs: &Range<DocId>, many: usize, alive: Option<&AliveBitSet>) {
        self.all.extend(self.wanted.all.then(|| Vec::with_capacity(many.min(docs.len()))));
        let mut doc = if scorer.doc() < docs.start { scorer.seek(docs.start) } else { scorer.doc() };
        while doc < docs.end {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                self.collect(doc, scorer.score());
            }
            doc = scorer.advance();
        }
    }

    /// Leaves the best only.
    fn prune(&mut self) {
        let Best { keep, sort, .. } = self.wanted;
        if self.met.len() <= keep {
            return;
        }
        let (_, least, _) = self.met.select_nth_unstable_by(keep - 1, |one, other| other.first.total_cmp(&one.first));
        let least = least.first;
        let alike = self.met.iter().filter(|met| met.first.total_cmp(&least).is_eq());
        let mut all: Vec<(Candidate, Met)> = Vec::with_capacity(alike.clone().count());
        all.extend(alike.map(|met| (self.candidate(met), *met)));
        self.met.retain(|met| met.first.total_cmp(&least).is_gt());
        let room = keep - self.met.len();
        let (_, (least, _), _) = all.select_nth_unstable_by(room - 1, |(one, _), (other, _)| other.order(one, sort));
        self.least = Some(*least);
        self.met.extend(all.iter().take(room).map(|(_, met)| met));
    }

    /// Whether a hit can't be among the best, though `first` doesn't tell.
    fn is_below(&self, least: &Candidate, score: Score, doc: DocId) -> bool {
        // The greatest number that it can have, since its own isn't read yet.
        let at_most = Candidate { score, day: self.columns.day(doc), ident: u64::MIN, address: least.address };
        at_most.order(least, self.wanted.sort).is_lt()
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Collected;

    #[inline]
    fn collect(&mut self, doc: DocId, score: Score) {
        let Best { keep, sort, all } = self.wanted;
        self.total += 1;
        if all {
            let scored = self.scored(score, doc);
            match self.all.last_mut() {
                Some(list) => list.push(scored),
                None => self.all.push(vec![scored]),
            }
        }
        let day = if sort == Sort::Relevance { UNDATED } else { self.columns.day(doc) };
        let first = decisive(score, day, sort);
        let cant_be = |least: &Candidate| {
            let of_least = decisive(least.score, least.day, sort);
            first < of_least || first == of_least && self.is_below(least, score, doc)
        };
        if keep == 0 || self.least.as_ref().is_some_and(cant_be) {
            return;
        }
        self.met.push(Met { first, score, doc });
        if self.met.len() >= keep.saturating_mul(2) {
            self.prune();
        }
    }

    fn harvest(mut self) -> Collected {
        self.prune();
        let best = self.met.iter().map(|met| self.candidate(met)).collect();
        Collected { total: self.total, best, all: self.all }
    }
}

/// Gathers the numbers of all hits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Idents;

impl Collector for Idents {
    type Fruit = Vec<u64>;
    type Child = IdentsOfSegment;

    fn for_segment(&self, _ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<IdentsOfSegment> {
        Ok(IdentsOfSegment { ident: segment.fast_fields().u64("ident")?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<u64>>) -> tantivy::Result<Vec<u64>> {
        Ok(fruits.concat())
    }
}

/// The numbers of one segment.
pub(super) struct IdentsOfSegment {
    ident: Column<u64>,
    found: Vec<u64>,
}

impl SegmentCollector for IdentsOfSegment {
    type Fruit = Vec<u64>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.found.extend(self.ident.first(doc));
    }

    fn harvest(self) -> Vec<u64> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(score: Score, day: i64, ident: u64) -> Candidate {
        Candidate { score, day, ident, address: DocAddress::new(0, ident as u32) }
    }

    fn best_first(sort: Sort) -> Vec<u64> {
        let mut hits =
            [hit(1.0, 5, 1), hit(2.0, UNDATED, 2), hit(2.0, 7, 4), hit(2.0, 7, 3), hit(0.5, 7, 5), hit(9.0, 5, 6)];
        sort_best_first(&mut hits, sort);
        hits.map(|hit| hit.ident).to_vec()
    }

    #[test]
    fn what_is_without_a_day_is_last_by_days_and_the_least_number_first_among_equals() {
        assert_eq!(best_first(Sort::Relevance), [6, 3, 4, 2, 1, 5]);
        assert_eq!(best_first(Sort::Newest), [3, 4, 5, 6, 1, 2]);
        assert_eq!(best_first(Sort::Oldest), [6, 1, 3, 4, 5, 2]);
    }

    #[test]
    fn the_best_are_parted_from_the_others() {
        let mut hits: Vec<Candidate> = (0..40).map(|ident| hit((ident * 7 % 10) as f32, 0, ident)).collect();
        let mut expected = hits.clone();
        sort_best_first(&mut expected, Sort::Relevance);
        part(&mut hits, 13, Sort::Relevance);
        hits.truncate(13);
        sort_best_first(&mut hits, Sort::Relevance);
        assert_eq!(hits, expected[..13]);
    }
}
