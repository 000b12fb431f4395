//! Whether an article has the words of a question spelled as they were typed, where no [twin](crate::index::twins) of
//! the spelling says so.
//!
//! The first pass takes it for granted: nearly always it is so. To ask each article that it meets would take as long
//! again.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, Score, Searcher, Term};

use crate::query::positions::go_to;
use crate::query::spelled::{Spelled, TwinPostings};

/// The words of a question whose spelling the first pass took for granted, each with what it is worth.
pub(super) struct Granted<'a>(Vec<(&'a Term, Bm25Weight)>);

impl<'a> Granted<'a> {
    /// Those among the words as `typed`.
    ///
    /// # Errors
    /// When it can't be read how many articles have them.
    pub(super) fn of(searcher: &Searcher, typed: &'a [Spelled]) -> tantivy::Result<Granted<'a>> {
        let words = typed.iter().filter(|word| word.is_without_twin()).map(Spelled::term);
        let weighed = |term: &'a Term| Ok((term, Bm25Weight::for_terms(searcher, std::slice::from_ref(term))?));
        words.map(weighed).collect::<tantivy::Result<_>>().map(Granted)
    }

    /// Opens them in one segment.
    ///
    /// # Errors
    /// When the postings can't be read.
    pub(super) fn open(&self, inverted: &InvertedIndexReader) -> std::io::Result<Vec<TakenForGranted<'_>>> {
        let opened = self.0.iter().map(|(term, bm25)| TakenForGranted::open(inverted, term, bm25));
        opened.filter_map(Result::transpose).collect()
    }
}

/// A word whose spelling the first pass took for granted, in one segment.
#[derive(Clone)]
pub(super) struct TakenForGranted<'a> {
    any: SegmentPostings,
    twins: TwinPostings,
    bm25: &'a Bm25Weight,
}

impl TakenForGranted<'_> {
    /// `None` where no article of the segment has the word.
    fn open<'a>(
        inverted: &InvertedIndexReader,
        term: &Term,
        bm25: &'a Bm25Weight,
    ) -> std::io::Result<Option<TakenForGranted<'a>>> {
        const READ: IndexRecordOption = IndexRecordOption::WithFreqs;
        let Some(any) = inverted.read_postings(term, READ)? else { return Ok(None) };
        Ok(Some(TakenForGranted { any, twins: TwinPostings::open(inverted, term, READ)?, bm25 }))
    }

    /// What `doc`, which is not before the last one asked for, was given for the word, if it has it in other
    /// spellings only.
    pub(super) fn wrong(&mut self, doc: DocId, norms: &FieldNormReader) -> Option<Score> {
        if !go_to(&mut self.any, doc) || self.twins.count(doc) < self.any.term_freq() {
            return None;
        }
        Some(self.bm25.score(norms.fieldnorm_id(doc), self.any.term_freq()))
    }
}
