//! A tantivy query: articles that hold a word which begins as typed.
//!
//! The terms that do stand next to each other in the dictionary, so that neither an automaton is built nor another term
//! is met.

use std::collections::HashMap;
use std::sync::Mutex;

use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, InvertedIndexReader, Score, SegmentReader, Term};

use crate::error::lock;
use crate::index::schema::Fields;
use crate::index::twins::{Twins, twins_in};
use crate::text::usual;

/// What the terms of the words begin and end with.
#[derive(Clone, Debug)]
pub(super) struct PrefixQuery {
    field: Field,
    twins: Twins,
    begin: String,
    end: Ending,
}

#[derive(Clone, Debug)]
enum Ending {
    /// Folded forms alone are asked: where an exact one stands, that stands too.
    Folded,
    /// Any.
    Any,
    /// This tone.
    Tone(String),
}

impl PrefixQuery {
    /// Words whose folded form begins with `folded`.
    pub(super) fn of_folded(fields: &Fields, field: Field, folded: &str) -> PrefixQuery {
        PrefixQuery { field, twins: fields.twins(field), begin: folded.to_owned(), end: Ending::Folded }
    }

    /// Words whose exact form begins as `exact`, and has its tone where that has one.
    pub(super) fn of_exact(fields: &Fields, field: Field, exact: &str) -> PrefixQuery {
        let (begin, end) = match exact.find('~') {
            Some(tone) => (&exact[..tone], Ending::Tone(exact[tone..].to_owned())),
            None => (exact, Ending::Any),
        };
        PrefixQuery { field, twins: fields.twins(field), begin: begin.to_owned(), end }
    }

    /// Whether a term is one of theirs.
    fn holds(&self, term: &str) -> bool {
        term.starts_with(&self.begin)
            && match &self.end {
                Ending::Folded => !term.contains('~'),
                Ending::Any => true,
                Ending::Tone(tone) => term.ends_with(tone),
            }
    }

    /// The articles of a segment.
    fn articles(&self, inverted: &InvertedIndexReader, docs: u32) -> tantivy::Result<BitSet> {
        let mut found = self.articles_without_twins(inverted, docs)?;
        let mut terms = inverted.terms().range().ge(&self.begin).into_stream()?;
        while terms.advance() {
            let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
            if !term.starts_with(&self.begin) {
                break;
            }
            if !self.holds(term) {
                continue;
            }
            let blocks = inverted.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            each_block(blocks, |block| block.docs().iter().for_each(|doc| _ = found.insert(*doc)));
        }
        Ok(found)
    }

    /// The articles that have words whose spelling has no twin: where the folded form stands oftener than its twins.
    fn articles_without_twins(&self, inverted: &InvertedIndexReader, docs: u32) -> tantivy::Result<BitSet> {
        let mut found = BitSet::with_max_value(docs);
        if self.twins != Twins::OfUnusual || matches!(self.end, Ending::Folded) {
            return Ok(found);
        }
        let words: Vec<&str> = usual::all().filter(|(_, exact)| self.holds(exact)).map(|(folded, _)| folded).collect();
        if words.is_empty() {
            return Ok(found);
        }
        // No word has more twins in an article than it stands there, so those of all words may be taken together.
        let mut left = vec![0_u32; docs as usize];
        for folded in words {
            self.each_article(inverted, folded, |doc, times| left[doc as usize] += times)?;
            for twin in twins_in(inverted.terms(), folded)? {
                self.each_article(inverted, &twin, |doc, times| {
                    // In a damaged index it may.
                    left[doc as usize] = left[doc as usize].saturating_sub(times);
                })?;
            }
        }
        (0..docs).zip(left).filter(|(_, left)| *left > 0).for_each(|(doc, _)| _ = found.insert(doc));
        Ok(found)
    }

    /// Tells of each article that has a term how often it has it.
    fn each_article(
        &self,
        inverted: &InvertedIndexReader,
        term: &str,
        mut tell: impl FnMut(DocId, u32),
    ) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.field, term);
        if let Some(blocks) = inverted.read_block_postings(&term, IndexRecordOption::WithFreqs)? {
            each_block(blocks, |block| {
                block.docs().iter().zip(block.freqs()).for_each(|(doc, times)| tell(*doc, *times))
            });
        }
        Ok(())
    }
}

fn each_block(mut blocks: BlockSegmentPostings, mut tell: impl FnMut(&BlockSegmentPostings)) {
    while !blocks.docs().is_empty() {
        tell(&blocks);
        blocks.advance();
    }
}

impl Query for PrefixQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PrefixWeight { query: self.clone(), found: Mutex::default() }))
    }
}

struct PrefixWeight {
    query: PrefixQuery,
    /// The articles of segments that were asked already.
    found: Mutex<HashMap<SegmentId, BitSet>>,
}

impl Weight for PrefixWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut found = lock(&self.found);
        let articles = match found.get(&reader.segment_id()) {
            Some(articles) => articles.clone(),
            None => {
                let articles = self.query.articles(&*reader.inverted_index(self.query.field)?, reader.max_doc())?;
                found.insert(reader.segment_id(), articles.clone());
                articles
            }
        };
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a word that begins so", 1.0))
    }
}
