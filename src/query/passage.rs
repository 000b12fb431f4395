//! A tantivy query: articles in which all of some terms stand within one passage.
//!
//! Any article long enough holds all the common syllables of a headline somewhere; what tells the one that is meant
//! is that they stand together.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

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
        let inverted = reader.inverted_index(self.0.field)?;
        let mut postings = Vec::with_capacity(self.0.terms.len());
        for term in &self.0.terms {
            match inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
                Some(found) => postings.push(found),
                None => return Ok(Box::new(EmptyScorer)),
            }
        }
        if postings.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        postings.sort_by_key(DocSet::size_hint);
        Ok(Box::new(PassageScorer::new(postings, self.0.width)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("all words within one passage", 0.0))
    }
}

/// The articles of one segment. The rarest term leads, the others follow.
struct PassageScorer {
    postings: Vec<SegmentPostings>,
    positions: Vec<Vec<u32>>,
    width: u32,
    doc: DocId,
}

impl PassageScorer {
    fn new(postings: Vec<SegmentPostings>, width: u32) -> PassageScorer {
        let positions = vec![Vec::new(); postings.len()];
        let first = postings.first().map_or(TERMINATED, DocSet::doc);
        let mut scorer = PassageScorer { postings, positions, width, doc: TERMINATED };
        scorer.doc = scorer.find_from(first);
        scorer
    }

    /// The first article at or after `target` that holds a passage.
    fn find_from(&mut self, mut target: DocId) -> DocId {
        while target != TERMINATED {
            match self.next_common(target) {
                Ok(doc) if self.holds_passage() => return doc,
                Ok(_) => target = self.postings[0].advance(),
                Err(later) => target = later,
            }
        }
        TERMINATED
    }

    /// `target`, when every posting list has it; else the article to try next.
    fn next_common(&mut self, target: DocId) -> Result<DocId, DocId> {
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
            if postings.doc() != target {
                return Err(postings.doc());
            }
        }
        Ok(target)
    }

    fn holds_passage(&mut self) -> bool {
        for (postings, positions) in self.postings.iter_mut().zip(&mut self.positions) {
            positions.clear();
            postings.positions(positions);
        }
        narrowest(&self.positions).is_some_and(|width| width <= self.width)
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

impl DocSet for PassageScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            let next = self.postings[0].advance();
            self.doc = self.find_from(next);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.find_from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.postings.first().map_or(0, DocSet::size_hint)
    }
}

impl Scorer for PassageScorer {
    fn score(&mut self) -> Score {
        0.0
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
