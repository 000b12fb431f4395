//! A tantivy query: words that stand without marks.
//!
//! The index has an exact twin only of tokens that carry a mark. So a word stands without marks where its folded form
//! stands and none of the exact forms that fold to it.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Score, SegmentReader, Term};

use super::positions::{self, Test, follow_each_other, go_to};
use crate::index::tokenizer::exact_terms_of;

/// Articles in which words follow each other, some of them without marks.
#[derive(Clone, Debug)]
pub(super) struct UnmarkedQuery {
    field: Field,
    words: Vec<Spelled>,
}

/// A word of such a run.
#[derive(Clone, Debug)]
pub(super) enum Spelled {
    /// Its exact form.
    Marked(String),
    /// Its folded form, which must stand there without marks.
    Unmarked(String),
}

impl UnmarkedQuery {
    pub(super) fn new(field: Field, words: Vec<Spelled>) -> UnmarkedQuery {
        UnmarkedQuery { field, words }
    }
}

impl Query for UnmarkedQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(UnmarkedWeight(self.clone())))
    }
}

struct UnmarkedWeight(UnmarkedQuery);

impl Weight for UnmarkedWeight {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let UnmarkedQuery { field, words } = &self.0;
        let inverted = reader.inverted_index(*field)?;
        let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(*field, word.text())).collect();
        let marked = words.iter().map(|word| word.with_marks(*field, &inverted)).collect::<tantivy::Result<_>>()?;
        positions::scorer(&inverted, &terms, InARow { marked, taken: Vec::new() })
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words without marks", 0.0))
    }
}

impl Spelled {
    fn text(&self) -> &str {
        match self {
            Spelled::Marked(text) | Spelled::Unmarked(text) => text,
        }
    }

    /// The postings of all spellings with marks that may stand where an unmarked word is asked for.
    fn with_marks(&self, field: Field, inverted: &InvertedIndexReader) -> tantivy::Result<Vec<SegmentPostings>> {
        let Spelled::Unmarked(folded) = self else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for exact in exact_terms_of(folded, inverted.terms())? {
            let term = Term::from_field_text(field, &exact);
            all.extend(inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok(all)
    }
}

/// Passes where the words follow each other, and each stands with no other marks.
struct InARow {
    /// For each word, the postings of the spellings it must not have.
    marked: Vec<Vec<SegmentPostings>>,
    /// Where one of them stands in the present article.
    taken: Vec<u32>,
}

impl Test for InARow {
    fn passes(&mut self, doc: DocId, positions: &mut [Vec<u32>]) -> bool {
        for (own, marked) in positions.iter_mut().zip(&mut self.marked) {
            for postings in marked {
                if go_to(postings, doc) {
                    postings.positions(&mut self.taken);
                    own.retain(|position| self.taken.binary_search(position).is_err());
                }
            }
        }
        follow_each_other(positions)
    }
}
