//! Whether an article has the words of a question spelled as they were typed, where no [twin](crate::index::twins) of
//! the spelling says so.
//!
//! The first pass takes it for granted: nearly always it is so. To ask each article that it meets would take as long
//! again.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Score, Searcher, Term};

use super::{parts_of, weights};
use crate::query::collect::Candidate;
use crate::query::parts::in_parts;
use crate::query::positions::go_to;
use crate::query::spelled::{Spelled, TwinPostings};

/// Takes off the score of each candidate what it was given for words that it has in other spellings only.
///
/// # Errors
/// When the postings can't be read.
pub(in crate::query) fn take_back(
    searcher: &Searcher,
    field: Field,
    typed: &[Spelled],
    candidates: &mut [Candidate],
) -> tantivy::Result<()> {
    let without_twin = typed.iter().filter(|word| word.is_without_twin()).map(Spelled::term);
    let bm25 = |term: &Term| Bm25Weight::for_terms(searcher, std::slice::from_ref(term));
    let words = without_twin.map(|term| Ok((term, bm25(term)?))).collect::<tantivy::Result<Vec<_>>>()?;
    if words.is_empty() {
        return Ok(());
    }
    candidates.sort_unstable_by_key(|candidate| candidate.address);
    let worth = |part: &[Candidate]| wrongly_given(searcher, field, &words, part);
    let worth = in_parts(candidates, parts_of(candidates), worth)?;
    for (candidate, wrong) in candidates.iter_mut().zip(worth) {
        if wrong > 0.0 && candidate.score > weights::AS_TYPED / 2.0 {
            candidate.score -= weights::AS_TYPED;
        }
        candidate.score -= wrong;
    }
    Ok(())
}

/// What each of the candidates, which are in the order of their addresses, was given for words that it has in other
/// spellings only.
fn wrongly_given(
    searcher: &Searcher,
    field: Field,
    words: &[(&Term, Bm25Weight)],
    candidates: &[Candidate],
) -> tantivy::Result<Vec<Score>> {
    let mut worth = Vec::with_capacity(candidates.len());
    for same_segment in candidates.chunk_by(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let Some(first) = same_segment.first() else { continue };
        let segment = searcher.segment_reader(first.address.segment_ord);
        let inverted = segment.inverted_index(field)?;
        let norms = segment.get_fieldnorms_reader(field)?;
        let opened = words.iter().map(|(term, bm25)| TakenForGranted::open(&inverted, term, bm25));
        let mut words: Vec<_> = opened.filter_map(Result::transpose).collect::<std::io::Result<_>>()?;
        worth.extend(same_segment.iter().map(|candidate| {
            let wrong = |word: &mut TakenForGranted<'_>| word.wrong(candidate.address.doc_id, &norms);
            words.iter_mut().filter_map(wrong).sum::<Score>()
        }));
    }
    Ok(worth)
}

/// A word whose spelling the first pass took for granted, in one segment.
struct TakenForGranted<'a> {
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
    fn wrong(&mut self, doc: DocId, norms: &FieldNormReader) -> Option<Score> {
        if !go_to(&mut self.any, doc) || self.twins.count(doc) < self.any.term_freq() {
            return None;
        }
        Some(self.bm25.score(norms.fieldnorm_id(doc), self.any.term_freq()))
    }
}
