//! A tantivy query: articles in which all of some terms stand within one passage.
//!
//! Any article long enough holds all the common syllables of a headline somewhere; what tells the one that is meant
//! is that they stand together.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader, Term};

use super::positions::{self, Test};

/// Articles in which every term stands at least once within `width` neighbouring positions.
#[derive(Clone, Debug)]
pub(super) struct PassageQuery {
    field: Field,
    terms: Vec<Term>,
    width: u32,
}

impl PassageQuery {
    /// A query for `terms` of `field`, each of them once.
    pub(super) fn new(field: Field, mut terms: Vec<Term>, width: u32) -> PassageQuery {
        terms.sort();
        terms.dedup();
        PassageQuery { field, terms, width }
    }
}

impl Query for PassageQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PassageWeight(self.clone())))
    }
}

struct PassageWeight(PassageQuery);

impl Weight for PassageWeight {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let PassageQuery { field, terms, width } = &self.0;
        positions::scorer(&*reader.inverted_index(*field)?, terms, Within(*width))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("all words within one passage", 0.0))
    }
}

/// Passes where every term stands within so many neighbouring positions.
struct Within(u32);

impl Test for Within {
    fn passes(&mut self, _doc: DocId, positions: &mut [Vec<u32>]) -> bool {
        narrowest(positions).is_some_and(|width| width <= self.0)
    }
}

/// How many neighbouring positions hold at least one of each list; `None` where a list is empty. The lists ascend.
fn narrowest(lists: &[Vec<u32>]) -> Option<u32> {
    let mut at = vec![0; lists.len()];
    let mut best = None;
    loop {
        let mut ends =
            lists.iter().zip(&at).enumerate().map(|(list, (positions, at))| Some((*positions.get(*at)?, list)));
        let first = ends.next()??;
        let (mut low, mut high) = (first, first);
        for end in ends {
            let Some(end) = end else { return best };
            (low, high) = (low.min(end), high.max(end));
        }
        let width = high.0 - low.0 + 1;
        best = Some(best.map_or(width, |best: u32| best.min(width)));
        at[low.1] += 1;
        if at[low.1] == lists[low.1].len() {
            return best;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_passage_holds_one_of_each() {
        assert_eq!(narrowest(&[vec![3, 40], vec![10, 41], vec![5, 44]]), Some(5));
        assert_eq!(narrowest(&[vec![7], vec![9]]), Some(3));
        assert_eq!(narrowest(&[vec![7]]), Some(1));
        assert_eq!(narrowest(&[vec![7], vec![]]), None);
    }
}
