//! Whether an article has the words of a question as they were typed, one behind the other.

use tantivy::{DocId, SegmentReader};

use super::Sequence;
use super::places::Places;
use crate::query::positions::follow_each_other;
use crate::query::spelled::Row;

/// The words of a phrase in one article after another of one segment.
#[derive(Clone)]
pub(super) struct Phrase {
    /// The words in the spellings typed, where [`Places`] knows others: asked only where those follow each other.
    row: Option<Row>,
}

impl Phrase {
    /// `None` where no phrase is looked for, or no article of the segment can have it.
    ///
    /// # Errors
    /// When the postings can't be read.
    pub(super) fn open(segment: &SegmentReader, sequence: &Sequence) -> tantivy::Result<Option<Phrase>> {
        let mut words = sequence.phrase.iter().zip(&sequence.words);
        if words.len() == 0 {
            return Ok(None);
        }
        if words.all(|(typed, word)| !typed.is_without_twin() && *typed.term() == word.term) {
            return Ok(Some(Phrase { row: None }));
        }
        Ok(Row::open(segment, &sequence.phrase)?.map(|row| Phrase { row: Some(row) }))
    }

    /// Whether `doc`, at which `places` stands and which is not before the last one asked for, has the phrase.
    pub(super) fn is_in(&mut self, doc: DocId, places: &Places) -> bool {
        follow_each_other(places.positions()) && self.row.as_mut().is_none_or(|row| row.is_in(doc))
    }
}
