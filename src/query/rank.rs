//! The second look at the best candidates: which query words stand side by side, and how often.
//!
//! The first pass (BM25 over folded and exact terms) knows no order. An unmarked syllable stands for three spellings,
//! an unmarked pair for hardly more than one, so neighbours are worth more than marks. Pairs as tokens of their own
//! would make the index half as large again; positions are there anyway, and a few hundred candidates suffice.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, Term};

use super::collect::Candidate;

/// Every weight of the ranking, with the measurement that chose it: 600 headlines as queries over 8,218 articles
/// without their headlines, MRR@10 as typed / without marks.
pub(super) mod weights {
    /// How many candidates get a second look.
    pub(in crate::query) const SECOND_LOOK: usize = 400;
    /// The share of the words that a partial match must hold.
    pub(in crate::query) const MOST: f32 = 0.6;
    /// What an article gains that has every word with its marks as typed: more than any sum of the others, so that
    /// the marked spelling comes first.
    pub(in crate::query) const AS_TYPED: f32 = 1000.0;
    /// What an article gains that has all the words as one phrase.
    pub(in crate::query) const AS_PHRASE: f32 = 2000.0;
    /// The most words that are taken for one phrase.
    pub(in crate::query) const LONGEST_PHRASE: usize = 8;
    /// What a word in the title is worth beside one in the body.
    pub(in crate::query) const TITLE: f32 = 0.5;
    /// What a pair of neighbours is worth beside the sum of its words' idf.
    pub(super) const PAIR: f32 = 1.0;
    /// What a pair with its marks as typed is worth besides.
    pub(super) const EXACT_PAIR: f32 = 0.3;
    /// Of that, what the same words one further apart are worth.
    pub(super) const NEAR: f32 = 0.3;
    /// BM25's own: how soon more of the same counts less, and how much length counts.
    pub(super) const K1: f32 = 1.2;
    /// See [`K1`].
    pub(super) const B: f32 = 0.75;
}

/// A query word on its way through the second look.
#[derive(Clone, Debug)]
pub(super) struct SequenceWord {
    /// The term that stands for it: exact where marks are demanded, folded otherwise.
    pub(super) term: Term,
    pub(super) idf: f32,
    /// Where marks were typed and are not demanded: the exact term and its idf.
    pub(super) exact: Option<(f32, Term)>,
}

/// Runs of words typed one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    pub(super) words: Vec<SequenceWord>,
    /// Which words were typed side by side: `i` stands for the pair of word `i` and word `i + 1`.
    pub(super) pairs: Vec<usize>,
}

/// Adds to the score of each candidate what its neighbours are worth.
pub(super) fn look_again(
    searcher: &Searcher,
    field: Field,
    sequence: &Sequence,
    candidates: &mut [Candidate],
) -> tantivy::Result<()> {
    if sequence.pairs.is_empty() {
        return Ok(());
    }
    candidates.sort_by_key(|candidate| candidate.address);
    for same_segment in candidates.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let segment = searcher.segment_reader(same_segment[0].address.segment_ord);
        let inverted = segment.inverted_index(field)?;
        let norms = segment.get_fieldnorms_reader(field)?;
        let average = inverted.total_num_tokens() as f32 / segment.max_doc().max(1) as f32;
        let mut places = Places::open(&inverted, sequence)?;
        for candidate in same_segment {
            let doc = candidate.address.doc_id;
            places.move_to(doc);
            let length = norms.fieldnorm(doc) as f32 / average.max(1.0);
            candidate.score += places.neighbours(sequence, length);
        }
    }
    Ok(())
}

/// Where each word stands in the present document.
struct Places {
    folded: Forms,
    exact: Forms,
}

impl Places {
    fn open(inverted: &InvertedIndexReader, sequence: &Sequence) -> std::io::Result<Places> {
        let exact = |word: &SequenceWord| word.exact.as_ref().map_or(word.term.clone(), |(_, term)| term.clone());
        let as_typed: Vec<Term> = match sequence.words.iter().any(|word| word.exact.is_some()) {
            true => sequence.words.iter().map(exact).collect(),
            false => Vec::new(),
        };
        let folded: Vec<Term> = sequence.words.iter().map(|word| word.term.clone()).collect();
        Ok(Places { folded: Forms::open(inverted, &folded)?, exact: Forms::open(inverted, &as_typed)? })
    }

    fn move_to(&mut self, doc: u32) {
        self.folded.move_to(doc);
        self.exact.move_to(doc);
    }

    fn neighbours(&self, sequence: &Sequence, length: f32) -> f32 {
        let saturation = weights::K1 * (1.0 - weights::B + weights::B * length);
        let worth = |forms: &Forms, pair: usize| {
            let (at_once, near) = forms.meet(pair);
            let frequency = at_once as f32 + weights::NEAR * near as f32;
            let idf = sequence.words[pair].idf + sequence.words[pair + 1].idf;
            idf * frequency * (weights::K1 + 1.0) / (frequency + saturation)
        };
        let both =
            |pair: &usize| weights::PAIR * worth(&self.folded, *pair) + weights::EXACT_PAIR * worth(&self.exact, *pair);
        sequence.pairs.iter().map(both).sum()
    }
}

/// Positions of one form of each word.
struct Forms {
    postings: Vec<Option<SegmentPostings>>,
    positions: Vec<Vec<u32>>,
}

impl Forms {
    fn open(inverted: &InvertedIndexReader, terms: &[Term]) -> std::io::Result<Forms> {
        let read = |term: &Term| inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions);
        let postings = terms.iter().map(read).collect::<std::io::Result<Vec<_>>>()?;
        let positions = vec![Vec::new(); postings.len()];
        Ok(Forms { postings, positions })
    }

    fn move_to(&mut self, doc: u32) {
        for (postings, positions) in self.postings.iter_mut().zip(&mut self.positions) {
            positions.clear();
            let Some(postings) = postings else { continue };
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.positions(positions);
            }
        }
    }

    fn meet(&self, pair: usize) -> (u32, u32) {
        match (self.positions.get(pair), self.positions.get(pair + 1)) {
            (Some(first), Some(second)) => meet(first, second),
            _ => (0, 0),
        }
    }
}

/// How often a place of `second` follows one of `first` at once, and how often with one or two words between.
fn meet(first: &[u32], second: &[u32]) -> (u32, u32) {
    let (mut at_once, mut near) = (0, 0);
    let mut from = 0;
    for place in first {
        while second.get(from).is_some_and(|other| other <= place) {
            from += 1;
        }
        match second.get(from).map(|other| other - place) {
            Some(1) => at_once += 1,
            Some(2 | 3) => near += 1,
            _ => {}
        }
    }
    (at_once, near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_counted_in_typed_order() {
        assert_eq!(meet(&[3, 10, 20], &[4, 12, 19]), (1, 1));
        assert_eq!(meet(&[], &[1]), (0, 0));
        assert_eq!(meet(&[5], &[4]), (0, 0));
    }
}
