//! Whether an article has the words of a question as they were typed, one behind the other.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader};

use super::Sequence;
use super::places::Places;
use crate::query::positions::{follow_each_other, go_to};
use crate::query::spelled::{Spelled, TwinPostings};

const READ: IndexRecordOption = IndexRecordOption::WithFreqsAndPositions;

/// The words of a phrase in one article after another of one segment.
pub(super) struct Phrase {
    typed: Vec<Typed>,
    positions: Vec<Vec<u32>>,
}

/// The spelling of a word as typed, beside the one that [`Places`] knows.
enum Typed {
    /// It is that one.
    Same,
    /// Another, with its postings.
    Twin(Box<SegmentPostings>),
    /// That one where none of these stands.
    Without(TwinPostings),
}

impl Phrase {
    /// `None` where no phrase is looked for, or no article of the segment can have it.
    ///
    /// # Errors
    /// When the postings can't be read.
    pub(super) fn open(inverted: &InvertedIndexReader, sequence: &Sequence) -> std::io::Result<Option<Phrase>> {
        let mut typed = Vec::with_capacity(sequence.phrase.len());
        for (spelled, word) in sequence.phrase.iter().zip(&sequence.words) {
            let term = spelled.term();
            typed.push(match spelled {
                Spelled::WithoutTwin(_) => Typed::Without(TwinPostings::open(inverted, term, READ)?),
                _ if *term == word.term => Typed::Same,
                _ => match inverted.read_postings(term, READ)? {
                    Some(postings) => Typed::Twin(Box::new(postings)),
                    None => return Ok(None),
                },
            });
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
                Typed::Same => own.extend_from_slice(any),
                Typed::Twin(postings) => {
                    if !go_to(postings, doc) {
                        return false;
                    }
                    postings.positions(own);
                }
                Typed::Without(twins) => {
                    own.extend_from_slice(any);
                    twins.leave(doc, own);
                }
            }
        }
        follow_each_other(&self.positions)
    }
}
