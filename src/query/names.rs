//! Names as typed, held against names as printed.

use std::collections::{BTreeMap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::text::fold::is_marked;
use crate::text::token::{Token, tokens};

/// A name typed: each syllable with marks as typed where it has any, else without.
pub(super) struct Meant {
    syllables: Vec<(Token, bool)>,
}

impl Meant {
    pub(super) fn new(typed: &str) -> Meant {
        let marked = |token: &Token| is_marked(&typed[token.byte_range.clone()]);
        Meant { syllables: tokens(typed).into_iter().map(|token| (token.clone(), marked(&token))).collect() }
    }

    /// Whether whoever is printed as `name` may be meant.
    pub(super) fn holds(&self, name: &str) -> bool {
        let is_meant = |(wanted, marked): &(Token, bool), token: &Token| match marked {
            true => wanted.exact == token.exact,
            false => wanted.folded == token.folded,
        };
        let syllables = tokens(name);
        let length = self.syllables.len();
        length > 0
            && syllables
                .windows(length)
                .any(|run| self.syllables.iter().zip(run).all(|(wanted, token)| is_meant(wanted, token)))
    }
}

/// Gathers the names of officials in the articles of a query, as `key TAB name`, with how often they are named.
pub(super) struct Names;

impl Collector for Names {
    type Fruit = BTreeMap<String, u64>;
    type Child = NamesOfSegment;

    fn for_segment(&self, _ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<NamesOfSegment> {
        Ok(NamesOfSegment { column: segment.fast_fields().str("person")?, seen: HashMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<BTreeMap<String, u64>>) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        for (name, times) in fruits.into_iter().flatten() {
            *all.entry(name).or_default() += times;
        }
        Ok(all)
    }
}

/// What one segment has.
pub(super) struct NamesOfSegment {
    column: Option<StrColumn>,
    seen: HashMap<u64, u64>,
}

impl SegmentCollector for NamesOfSegment {
    type Fruit = BTreeMap<String, u64>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        if let Some(column) = &self.column {
            column.term_ords(doc).for_each(|ord| *self.seen.entry(ord).or_default() += 1);
        }
    }

    fn harvest(self) -> BTreeMap<String, u64> {
        let Some(column) = self.column else { return BTreeMap::new() };
        let mut seen: Vec<(u64, u64)> = self.seen.into_iter().collect();
        seen.sort_unstable();
        let ords: Vec<u64> = seen.iter().map(|(ord, _)| *ord).collect();
        let mut names = Vec::with_capacity(ords.len());
        // What can't be read is missing here as it is in every other question.
        let _ = column.dictionary().sorted_ords_to_term_cb(&ords, |name| {
            names.push(String::from_utf8_lossy(name).into_owned());
        });
        names.into_iter().zip(seen.into_iter().map(|(_, times)| times)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_those_who_bear_it_whole_or_in_part() {
        for (typed, name, meant) in [
            ("tran the lam", "Trần Thế Lâm", true),
            ("Thế Lâm", "Trần Thế Lâm", true),
            ("Trần Thể Lâm", "Trần Thế Lâm", false),
            ("the tran", "Trần Thế Lâm", false),
            ("the la", "Trần Thế Lâm", false),
            ("ly my", "Lý Mỹ", true),
            ("Lí Mĩ", "Lý Mỹ", true),
            ("lý my", "Lý Mỹ", true),
            ("trần the", "Trần Thế Lâm", true),
            ("trẩn the", "Trần Thế Lâm", false),
            ("Kim Ki-duk", "Kim Ki-duk", true),
            ("h'yim", "H'Yim Kđoh", true),
            ("---", "Trần Thế Lâm", false),
        ] {
            assert_eq!(Meant::new(typed).holds(name), meant, "{typed} and {name}");
        }
    }
}
