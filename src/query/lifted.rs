//! A tantivy query: articles that hold what is required, scored higher for what they hold besides.
//!
//! tantivy's own optional clauses are a union, which reads every posting of every clause. Here each is only looked up
//! in the articles that are found anyway.

mod frequencies;
mod windows;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

use self::frequencies::Frequencies;
use self::windows::{InWindows, Words};
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

/// Terms of one field, of which some must be there.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// Each with how many times it counts.
    pub(super) terms: Vec<(Term, Score)>,
    /// How many of them must be there, from one to all.
    pub(super) least: usize,
}

/// Articles that answer to `required`, lifted by `words`.
#[derive(Debug)]
pub(super) struct LiftedQuery {
    pub(super) required: Engine,
    /// What `required` is, where it is nothing but terms that must be there.
    pub(super) terms: Option<Terms>,
    pub(super) words: Vec<LiftedWord>,
    /// What an article gains that has every word as typed.
    pub(super) as_typed: Score,
}

impl Clone for LiftedQuery {
    fn clone(&self) -> LiftedQuery {
        LiftedQuery {
            required: self.required.box_clone(),
            terms: self.terms.clone(),
            words: self.words.clone(),
            as_typed: self.as_typed,
        }
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
        let boosted = |(term, counts): &(Term, Score)| Ok((term.clone(), bm25(term)?.boost_by(*counts)));
        let (mut terms, mut least) = (Vec::new(), 0);
        if let Some(Terms { terms: wanted, least: of_wanted }) = &self.terms {
            terms = wanted.iter().map(boosted).collect::<tantivy::Result<_>>()?;
            least = *of_wanted;
        }
        Ok(Box::new(LiftedWeight { required, terms, least, typed, titles, as_typed: self.as_typed }))
    }
}

type Weighed = (Term, Bm25Weight);

struct LiftedWeight {
    required: Box<dyn Weight>,
    /// What `required` is, where it is nothing but terms of which `least` must be there; else none.
    terms: Vec<Weighed>,
    least: usize,
    typed: Vec<Weighed>,
    titles: Vec<Weighed>,
    as_typed: Score,
}

impl Weight for LiftedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if let Some((first, _)) = self.terms.first() {
            return self.in_windows(first.field(), reader, boost);
        }
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

impl LiftedWeight {
    /// The articles that have as many of the terms, which are of `field`, as must be there.
    fn in_windows(&self, field: Field, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let open = |weighed: &[Weighed], boost: Score| -> tantivy::Result<Vec<Frequencies>> {
            let mut opened = Vec::with_capacity(weighed.len());
            for (term, bm25) in weighed {
                let inverted = reader.inverted_index(term.field())?;
                opened.extend(Frequencies::open(&inverted, term, bm25.boost_by(boost), reader.max_doc())?);
            }
            Ok(opened)
        };
        let mut required = open(&self.terms, boost)?;
        if required.len() < self.least {
            return Ok(Box::new(EmptyScorer));
        }
        required.sort_by_key(Frequencies::articles_having);
        let typed = open(&self.typed, 1.0)?;
        let as_typed = if typed.len() == self.typed.len() { self.as_typed } else { 0.0 };
        let titles = open(&self.titles, 1.0)?;
        let of_titles = self.titles.first().map_or(field, |(term, _)| term.field());
        let norms = reader.get_fieldnorms_reader(field)?;
        let title_norms = reader.get_fieldnorms_reader(of_titles)?;
        Ok(Box::new(InWindows::new(Words { required, least: self.least, typed, as_typed, norms, titles, title_norms })))
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

#[cfg(test)]
mod tests;
