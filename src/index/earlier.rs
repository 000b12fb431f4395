//! A tantivy query for what is taken out: articles of the segments that the last commit has.
//!
//! tantivy takes out what was added before. Which documents of a segment were, it only knows where they went through its
//! own writer; with a segment that was [built](super::segment) beside it, an article would go that has just taken the
//! place of an earlier one.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term};

/// Articles with a term, in some segments.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    articles: TermQuery,
    segments: Arc<HashSet<SegmentId>>,
}

impl Earlier {
    /// Those that have `term` in one of `segments`.
    pub(super) fn new(term: Term, segments: Arc<HashSet<SegmentId>>) -> Earlier {
        Earlier { articles: TermQuery::new(term, IndexRecordOption::Basic), segments }
    }
}

impl Query for Earlier {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let articles = self.articles.weight(scoring)?;
        Ok(Box::new(EarlierWeight { articles, segments: Arc::clone(&self.segments) }))
    }
}

struct EarlierWeight {
    articles: Box<dyn Weight>,
    segments: Arc<HashSet<SegmentId>>,
}

impl Weight for EarlierWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.segments.contains(&reader.segment_id()) {
            self.articles.scorer(reader, boost)
        } else {
            Ok(Box::new(EmptyScorer))
        }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.articles.explain(reader, doc)
    }
}
