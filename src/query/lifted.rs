//! A tantivy query: articles that hold what is required, scored higher for what they hold besides.
//!
//! tantivy's own optional clauses are a union, which reads every posting of every clause. Here each is only looked up
//! in the articles that are found anyway.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

use super::filter::Engine;
use super::positions::go_to;
use super::rank::weights;
use super::spelled::Spelled;

/// A plain word of a question, by the terms that lift the articles that hold it.
#[derive(Clone, Debug)]
pub(super) struct LiftedWord {
    /// The spelling as typed, where it is not what is required. One without a twin is taken for granted here.
    pub(super) typed: Option<Spelled>,
    /// The word in the title.
    pub(super) title: Term,
}

/// Articles that answer to `required`, lifted by `words`.
#[derive(Debug)]
pub(super) struct LiftedQuery {
    pub(super) required: Engine,
    pub(super) words: Vec<LiftedWord>,
    /// What an article gains that has every word as typed.
    pub(super) as_typed: Score,
}

impl Clone for LiftedQuery {
    fn clone(&self) -> LiftedQuery {
        LiftedQuery { required: self.required.box_clone(), words: self.words.clone(), as_typed: self.as_typed }
    }
}

impl Query for LiftedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let required = self.required.weight(scoring)?;
        let EnableScoring::Enabled { statistics_provider, .. } = scoring else { return Ok(required) };
        let bm25 = |term: &Term| Bm25Weight::for_terms(statistics_provider, std::slice::from_ref(term));
        let (mut typed, mut titles) = (Vec::new(), Vec::with_capacity(self.words.len()));
        for word in &self.words {
            if let Some(Spelled::Twin(term)) = &word.typed {
                typed.push((term.clone(), bm25(term)?));
            }
            titles.push((word.title.clone(), bm25(&word.title)?.boost_by(weights::TITLE)));
        }
        Ok(Box::new(LiftedWeight { required, typed, titles, as_typed: self.as_typed }))
    }
}

type Weighed = (Term, Bm25Weight);

struct LiftedWeight {
    required: Box<dyn Weight>,
    typed: Vec<Weighed>,
    titles: Vec<Weighed>,
    as_typed: Score,
}

impl Weight for LiftedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let required = self.required.scorer(reader, boost)?;
        let open = |weighed: &[Weighed]| -> tantivy::Result<Vec<Lookup>> {
            let found = weighed.iter().map(|weighed| Lookup::open(reader, weighed).transpose());
            found.flatten().collect()
        };
        let (typed, titles) = (open(&self.typed)?, open(&self.titles)?);
        let as_typed = if typed.len() == self.typed.len() { self.as_typed } else { 0.0 };
        Ok(Box::new(Lifted { required, typed, titles, as_typed }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.required.explain(reader, doc)
    }
}

/// The articles of one segment, lifted.
struct Lifted {
    required: Box<dyn Scorer>,
    typed: Vec<Lookup>,
    titles: Vec<Lookup>,
    as_typed: Score,
}

impl DocSet for Lifted {
    fn advance(&mut self) -> DocId {
        self.required.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.required.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.required.seek_danger(target)
    }

    fn doc(&self) -> DocId {
        self.required.doc()
    }

    fn size_hint(&self) -> u32 {
        self.required.size_hint()
    }

    fn cost(&self) -> u64 {
        self.required.cost()
    }
}

impl Scorer for Lifted {
    fn score(&mut self) -> Score {
        let doc = self.required.doc();
        let mut score = self.required.score();
        let mut as_typed = true;
        for typed in &mut self.typed {
            match typed.score(doc) {
                Some(worth) => score += worth,
                None => as_typed = false,
            }
        }
        if as_typed {
            score += self.as_typed;
        }
        score + self.titles.iter_mut().filter_map(|title| title.score(doc)).sum::<Score>()
    }
}

/// The postings of one term, looked up in one article after another.
struct Lookup {
    postings: SegmentPostings,
    norms: FieldNormReader,
    bm25: Bm25Weight,
}

impl Lookup {
    /// `None` where no article of the segment has the term.
    fn open(reader: &SegmentReader, (term, bm25): &Weighed) -> tantivy::Result<Option<Lookup>> {
        let inverted = reader.inverted_index(term.field())?;
        let Some(postings) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? else { return Ok(None) };
        Ok(Some(Lookup { postings, norms: reader.get_fieldnorms_reader(term.field())?, bm25: bm25.clone() }))
    }

    /// What the term is worth in `doc`, which is not before the last one asked for; `None` where it isn't there.
    fn score(&mut self, doc: DocId) -> Option<Score> {
        go_to(&mut self.postings, doc).then(|| self.bm25.score(self.norms.fieldnorm_id(doc), self.postings.term_freq()))
    }
}
