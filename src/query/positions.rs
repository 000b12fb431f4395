//! Articles that hold all of some terms, and whose positions pass a test: what our own tantivy queries stand on.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, Scorer};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, TERMINATED, Term};

/// What the positions of the terms are asked.
pub(super) trait Test: Send + Sync + 'static {
    /// Whether article `doc` passes, where the terms, in the order given, stand at `positions` (ascending); asked of
    /// one article after another in ascending order.
    fn passes(&mut self, doc: DocId, positions: &mut [Vec<u32>]) -> bool;
}

/// The articles of one segment that hold every one of `terms` and pass `test`; they score nothing.
///
/// # Errors
/// When the postings can't be read.
pub(super) fn scorer(
    inverted: &InvertedIndexReader,
    terms: &[Term],
    test: impl Test,
) -> tantivy::Result<Box<dyn Scorer>> {
    let mut postings = Vec::with_capacity(terms.len());
    for (place, term) in terms.iter().enumerate() {
        match inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
            Some(found) => postings.push((place, found)),
            None => return Ok(Box::new(EmptyScorer)),
        }
    }
    postings.sort_by_key(|(_, postings)| postings.doc_freq());
    Ok(if postings.is_empty() { Box::new(EmptyScorer) } else { Box::new(Common::new(postings, test)) })
}

/// Goes on to `doc`, which is not before the present article; whether the term is there.
pub(super) fn go_to(postings: &mut SegmentPostings, doc: DocId) -> bool {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    postings.doc() == doc
}

/// The rarest term leads, the others follow, the commonest last.
struct Common<T> {
    /// All terms, at least one, the rarest first, each with its place among the terms given.
    postings: Vec<(usize, SegmentPostings)>,
    positions: Vec<Vec<u32>>,
    test: T,
    doc: DocId,
}

impl<T: Test> Common<T> {
    fn new(postings: Vec<(usize, SegmentPostings)>, test: T) -> Common<T> {
        let positions = vec![Vec::new(); postings.len()];
        let first = postings[0].1.doc();
        let mut common = Common { postings, positions, test, doc: TERMINATED };
        common.doc = common.find_from(first);
        common
    }

    /// The first article at or after `target` that passes.
    fn find_from(&mut self, mut target: DocId) -> DocId {
        while target != TERMINATED {
            match self.all_go_to(target) {
                Ok(()) if self.passes(target) => return target,
                Ok(()) => target = self.postings[0].1.advance(),
                Err(later) => target = later,
            }
        }
        TERMINATED
    }

    /// Goes on to `target`, which is not before the present article of any term, when all of them have it; else the
    /// article to try next.
    fn all_go_to(&mut self, target: DocId) -> Result<(), DocId> {
        for (_, postings) in &mut self.postings {
            if !go_to(postings, target) {
                return Err(postings.doc());
            }
        }
        Ok(())
    }

    fn passes(&mut self, doc: DocId) -> bool {
        for (place, postings) in &mut self.postings {
            postings.positions(&mut self.positions[*place]);
        }
        self.test.passes(doc, &mut self.positions)
    }
}

impl<T: Test> DocSet for Common<T> {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            let next = self.postings[0].1.advance();
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
        self.postings[0].1.size_hint()
    }
}

impl<T: Test> Scorer for Common<T> {
    fn score(&mut self) -> Score {
        0.0
    }
}

/// Whether there is a position from which on the lists, which ascend, have one position each in a row.
pub(super) fn follow_each_other(lists: &[Vec<u32>]) -> bool {
    let Some((first, rest)) = lists.split_first() else { return false };
    let goes_on = |start: u32| (start + 1..).zip(rest).all(|(position, list)| list.binary_search(&position).is_ok());
    first.iter().any(|start| goes_on(*start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_follow_each_other_in_their_order() {
        assert!(follow_each_other(&[vec![3, 8], vec![4, 9, 12], vec![10]]));
        assert!(!follow_each_other(&[vec![3, 8], vec![5, 9], vec![4, 11]]));
        assert!(follow_each_other(&[vec![3]]) && !follow_each_other(&[vec![]]) && !follow_each_other(&[]));
    }
}
