//! Hits per day, month or year.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::local::Local;
use super::request::Request;
use super::response::{Bar, Step, TimelineAnswer, Warning};
use crate::error::Result;
use crate::index::entry::day_of;

impl Local<'_> {
    /// How many of the articles that `request` selects were published in each day, month or year.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn timeline(&self, request: &Request, by: Step) -> Result<(TimelineAnswer, Vec<Warning>)> {
        let (query, undated_excluded, warnings) = self.counting(request)?;
        let days = self.opened.searcher.search(&query, &Days)?;
        let counted: u64 = days.per_day.values().sum();
        let total = counted + days.undated;
        let bars = bars(&days.per_day, by);
        let officials = self.officials_in(&query, request)?;
        Ok((TimelineAnswer { by, total, undated: days.undated, undated_excluded, bars, officials }, warnings))
    }
}

/// One bar for each step from the first day to the last, the empty ones included.
pub(super) fn bars(per_day: &BTreeMap<i64, u64>, by: Step) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for (day, count) in per_day {
        let Some(day) = day_of(*day) else { continue };
        while bars.last().is_some_and(|bar| bar.to < day) {
            let Some(next) = bars.last().and_then(|bar| bar.to.tomorrow().ok()) else { break };
            bars.push(empty_bar(next, by));
        }
        if bars.is_empty() {
            bars.push(empty_bar(day, by));
        }
        if let Some(last) = bars.last_mut() {
            last.count += count;
        }
    }
    bars
}

fn empty_bar(day: Date, by: Step) -> Bar {
    let (from, to) = match by {
        Step::Day => (day, day),
        Step::Month => (day.first_of_month(), day.last_of_month()),
        Step::Year => (date(day.year(), 1, 1), date(day.year(), 12, 31)),
    };
    Bar { from, to, count: 0 }
}

/// Counts hits by day of publication.
pub(super) struct Days;

#[derive(Default)]
pub(super) struct PerDay {
    pub(super) per_day: BTreeMap<i64, u64>,
    pub(super) undated: u64,
}

impl Collector for Days {
    type Fruit = PerDay;
    type Child = DaysOfSegment;

    fn for_segment(&self, _ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<DaysOfSegment> {
        Ok(DaysOfSegment { published: segment.fast_fields().i64("published")?, counted: PerDay::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<PerDay>) -> tantivy::Result<PerDay> {
        let mut all = PerDay::default();
        for fruit in fruits {
            all.undated += fruit.undated;
            for (day, count) in fruit.per_day {
                *all.per_day.entry(day).or_default() += count;
            }
        }
        Ok(all)
    }
}

pub(super) struct DaysOfSegment {
    published: Column<i64>,
    counted: PerDay,
}

impl SegmentCollector for DaysOfSegment {
    type Fruit = PerDay;

    fn collect(&mut self, doc: DocId, _score: Score) {
        match self.published.first(doc) {
            Some(day) => *self.counted.per_day.entry(day).or_default() += 1,
            None => self.counted.undated += 1,
        }
    }

    fn harvest(self) -> PerDay {
        self.counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::entry::day_number;

    #[test]
    fn empty_months_between_have_a_bar() {
        let per_day = BTreeMap::from([(day_number(date(2023, 10, 31)), 2), (day_number(date(2024, 1, 1)), 1)]);
        let months: Vec<(String, u64)> =
            bars(&per_day, Step::Month).into_iter().map(|bar| (bar.to.to_string(), bar.count)).collect();
        let expected = [("2023-10-31", 2), ("2023-11-30", 0), ("2023-12-31", 0), ("2024-01-31", 1)];
        assert_eq!(months, expected.map(|(to, count)| (to.to_owned(), count)));
        assert_eq!(bars(&per_day, Step::Year).len(), 2);
        assert_eq!(bars(&BTreeMap::new(), Step::Day), []);
    }
}
