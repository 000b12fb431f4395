//! Whether an article has the words of a question as they were typed, one behind the other.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader};

use super::Sequence;
use super::places::Places;
use crate::query::positions::{follow_each_other, go_to};

/// The words of a phrase in one article after another of one segment.
pub(super) struct Phrase {
    /// Where the spelling as typed is another than the one that [`Places`] knows: its postings.
    typed: Vec<Option<SegmentPostings>>,
    positions: Vec<Vec<u32>>,
}

impl Phrase {
    /// `None` where no phrase is looked for, or no article of the segment can have it.
    ///
    /// # Errors
    /// When the postings can't be read.
    pub(super) fn open(inverted: &InvertedIndexReader, sequence: &Sequence) -> std::io::Result<Option<Phrase>> {
        let mut typed = Vec::with_capacity(sequence.phrase.len());
        for (term, word) in sequence.phrase.iter().zip(&sequence.words) {
            let other = *term != word.term;
            let found =
                if other { inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? } else { None };
            if other && found.is_none() {
                return Ok(None);
            }
            typed.push(found);
        }
        let positions = vec![Vec::new(); typed.len()];
        Ok((!typed.is_empty()).then_some(Phrase { typed, positions }))
    }

    /// Whether `doc`, at which `places` stands and which is not before the last one asked for, has the phrase.
    pub(super) fn is_in(&mut self, doc: DocId, places: &Places) -> bool {
        if !follow_each_other(places.positions()) {
            return false;
        }
        for ((typed, own), any) in self.typed.iter_mut().zip(&mut self.positions).zip(places.positions()) {
            own.clear();
            match typed {
                None => own.extend_from_slice(any),
                Some(postings) => {
                    if !go_to(postings, doc) {
                        return false;
                    }
                    postings.positions(own);
                }
            }
        }
        follow_each_other(&self.positions)
    }
}
