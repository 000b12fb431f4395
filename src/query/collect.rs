//! Walks all hits of a tantivy query once: counts them and keeps the best, in an order that is always the same.

use std::cmp::Reverse;
use std::ops::Range;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{Scorer, Weight};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TERMINATED};

use super::parts::at_once;
use super::response::Sort;
use super::spelled::{Row, Spelled};

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

/// Greater is better.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key(f64, f64, Reverse<u64>);

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then(self.1.total_cmp(&other.1)).then(self.2.cmp(&other.2))
    }
}

impl Candidate {
    fn key(&self, sort: Sort) -> Key {
        Key::new(self.score, self.day, self.ident, sort)
    }
}

impl Key {
    fn new(score: Score, day: i64, ident: u64, sort: Sort) -> Key {
        let (score, of_day) = (f64::from(score), day as f64);
        let (first, second) = match sort {
            Sort::Relevance => (score, of_day),
            Sort::Newest => (of_day, score),
            Sort::Oldest if day == UNDATED => (f64::NEG_INFINITY, score),
            Sort::Oldest => (-of_day, score),
        };
        Key(first, second, Reverse(ident))
    }

    /// The greatest that a hit can have whose number isn't read yet.
    fn at_most(score: Score, day: i64, sort: Sort) -> Key {
        Key::new(score, day, u64::MIN, sort)
    }
}

/// Best first.
pub(super) fn sort_best_first(candidates: &mut [Candidate], sort: Sort) {
    candidates.sort_by_cached_key(|candidate| Reverse(candidate.key(sort)));
}

/// Puts the best `count` before the others, either of them in any order.
pub(super) fn part(candidates: &mut [Candidate], count: usize, sort: Sort) {
    if count < candidates.len() {
        candidates.select_nth_unstable_by_key(count, |candidate| Reverse(candidate.key(sort)));
    }
}

/// How many hits, and the best of them in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct Collected {
    pub(super) total: u64,
    pub(super) best: Vec<Candidate>,
}

/// Keeps the best `keep` hits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best<'a> {
    pub(super) keep: usize,
    pub(super) sort: Sort,
    /// Words that a hit must have in a row besides; none where nothing more is asked. Few have them, so these lead.
    pub(super) row: &'a [Spelled],
}

impl Collector for Best<'_> {
    type Fruit = Collected;
    type Child = BestOfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        Ok(BestOfSegment {
            ordinal,
            published: segment.fast_fields().i64("published")?,
            ident: segment.fast_fields().u64("ident")?,
            keep: self.keep,
            sort: self.sort,
            total: 0,
            found: Vec::with_capacity(2 * self.keep.min(MOST_ROOM)),
            least: None,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0
    }

    /// Two threads gather the hits of a segment, one of each half, where they are many.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Collected> {
        if self.keep == 0 && self.row.is_empty() {
            return Ok(Collected { total: weight.count(segment)?.into(), best: Vec::new() });
        }
        let scorer = weight.scorer(segment, 1.0)?;
        let middle = segment.max_doc() / 2;
        // Where hits are rare, most of the work is done when the first one is found, and would be done twice.
        if scorer.cost() < FEWEST_AT_ONCE || scorer.doc() > segment.max_doc() / RARE {
            return self.within(scorer, 0..TERMINATED, ordinal, segment);
        }
        let [first, second] = at_once(
            || self.within(scorer, 0..middle, ordinal, segment),
            || self.within(weight.scorer(segment, 1.0)?, middle..TERMINATED, ordinal, segment),
        )?;
        Ok(Collected { total: first.total + second.total, best: [first.best, second.best].concat() })
    }

    fn merge_fruits(&self, fruits: Vec<Collected>) -> tantivy::Result<Collected> {
        let total = fruits.iter().map(|fruit| fruit.total).sum();
        let mut best: Vec<Candidate> = fruits.into_iter().flat_map(|fruit| fruit.best).collect();
        part(&mut best, self.keep, self.sort);
        best.truncate(self.keep);
        Ok(Collected { total, best })
    }
}

impl Best<'_> {
    /// The hits among the articles `docs` of a segment.
    fn within(
        &self,
        mut scorer: Box<dyn Scorer>,
        docs: Range<DocId>,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Collected> {
        let mut gathered = self.for_segment(ordinal, segment)?;
        let alive = segment.alive_bitset();
        let mut take = |doc: DocId, scorer: &mut dyn Scorer| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                gathered.collect(doc, scorer.score());
            }
        };
        if self.row.is_empty() {
            let mut doc = reach(&mut *scorer, docs.start);
            while doc < docs.end {
                take(doc, &mut *scorer);
                doc = scorer.advance();
            }
        } else if let Some(mut row) = Row::open(segment, self.row)? {
            let mut doc = row.find_from(docs.start);
            while doc < docs.end {
                if reach(&mut *scorer, doc) == doc {
                    take(doc, &mut *scorer);
                }
                doc = row.find_from(doc + 1);
            }
        }
        Ok(gathered.harvest())
    }
}

/// Goes on to the first article at or after `target`.
fn reach(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    if scorer.doc() < target { scorer.seek(target) } else { scorer.doc() }
}

/// From so many articles on, that may be hits, two threads look at half of them each.
const FEWEST_AT_ONCE: u64 = 2000;
/// Unless the first hit is only found behind this part of them.
const RARE: DocId = 16;
/// Hits for which room is made before any is found.
const MOST_ROOM: usize = 4096;

/// The hits of one segment. Twice as many as are kept are gathered before the worse half goes: that takes less than to
/// keep them in order all the time.
pub(super) struct BestOfSegment {
    ordinal: SegmentOrdinal,
    published: Column<i64>,
    ident: Column<u64>,
    keep: usize,
    sort: Sort,
    total: u64,
    found: Vec<(Key, Candidate)>,
    /// The worst of those that stayed when the others went: no hit below it is among the best.
    least: Option<Key>,
}

impl BestOfSegment {
    /// Whether a hit of this score can't be among the best, whatever its date.
    #[inline]
    fn is_too_low(&self, score: Score) -> bool {
        self.sort == Sort::Relevance && self.least.is_some_and(|least| f64::from(score) < least.0)
    }

    /// Leaves the best only.
    fn prune(&mut self) {
        let keep = self.keep;
        if self.found.len() > keep {
            let by_key = |one: &(Key, Candidate), other: &(Key, Candidate)| {
                other.0.cmp(&one.0).then(one.1.address.cmp(&other.1.address))
            };
            let (_, least, _) = self.found.select_nth_unstable_by(keep - 1, by_key);
            self.least = Some(least.0);
            self.found.truncate(keep);
        }
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.keep == 0 || self.is_too_low(score) {
            return;
        }
        let day = self.published.first(doc).unwrap_or(UNDATED);
        let is_below = |key: Key| self.least.is_some_and(|least| key < least);
        if is_below(Key::at_most(score, day, self.sort)) {
            return;
        }
        let ident = self.ident.first(doc).unwrap_or(0);
        let candidate = Candidate { score, day, ident, address: DocAddress::new(self.ordinal, doc) };
        let key = candidate.key(self.sort);
        if is_below(key) {
            return;
        }
        self.found.push((key, candidate));
        if self.found.len() >= self.keep.saturating_mul(2) {
            self.prune();
        }
    }

    fn harvest(mut self) -> Collected {
        if self.keep > 0 {
            self.prune();
        }
        Collected { total: self.total, best: self.found.into_iter().map(|(_, candidate)| candidate).collect() }
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
