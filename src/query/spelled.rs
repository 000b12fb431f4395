//! A tantivy query: words in a row, each as it is spelled.
//!
//! One spelling of each word has no [twin](crate::index::twins) in the index: it stands where the folded form stands
//! and no twin does.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, PhraseQuery, Query, Scorer, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

use super::filter::Engine;
use super::positions::go_to;
use crate::index::schema::Fields;
use crate::index::twins::twins_in;

/// A word as it is looked up in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelled {
    /// With whatever marks: the term of its folded form.
    Anyhow(Term),
    /// In its exact form: the term of the twin.
    Twin(Term),
    /// In the exact form that has no twin: the term of its folded form, where no twin stands.
    WithoutTwin(Term),
}

impl Spelled {
    /// A word with whatever marks.
    pub(super) fn anyhow(field: Field, folded: &str) -> Spelled {
        Spelled::Anyhow(Term::from_field_text(field, folded))
    }

    /// A word in its exact form.
    pub(super) fn exactly(fields: &Fields, field: Field, folded: &str, exact: &str) -> Spelled {
        match fields.twins(field).of(folded, exact) {
            Some(twin) => Spelled::Twin(Term::from_field_text(field, &twin)),
            None => Spelled::WithoutTwin(Term::from_field_text(field, folded)),
        }
    }

    /// The term that stands wherever the word does.
    pub(super) fn term(&self) -> &Term {
        match self {
            Spelled::Anyhow(term) | Spelled::Twin(term) | Spelled::WithoutTwin(term) => term,
        }
    }

    pub(super) fn is_without_twin(&self) -> bool {
        matches!(self, Spelled::WithoutTwin(_))
    }
}

/// Articles in which the words follow each other; `None` for no words.
pub(super) fn in_a_row(words: Vec<Spelled>) -> Option<Engine> {
    let terms: Vec<Term> = words.iter().map(|word| word.term().clone()).collect();
    let found = match terms.len() {
        0 => return None,
        1 => scored(terms.into_iter().next()?),
        _ => Box::new(PhraseQuery::new(terms)),
    };
    Some(if words.iter().any(Spelled::is_without_twin) { Box::new(InARow { found, words }) } else { found })
}

/// Articles in which the word stands.
pub(super) fn stands(word: Spelled) -> Engine {
    let found = scored(word.term().clone());
    if word.is_without_twin() { Box::new(InARow { found, words: vec![word] }) } else { found }
}

/// Articles that have a term.
pub(super) fn scored(term: Term) -> Engine {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// The twins of one folded form in one segment.
#[derive(Clone)]
pub(super) struct TwinPostings {
    postings: Vec<SegmentPostings>,
    /// Where one of them stands in the present article.
    taken: Vec<u32>,
}

impl TwinPostings {
    /// Those of a `term` that is a folded form.
    ///
    /// # Errors
    /// When they can't be read.
    pub(super) fn open(
        inverted: &InvertedIndexReader,
        term: &Term,
        read: IndexRecordOption,
    ) -> std::io::Result<TwinPostings> {
        let folded = term.value().as_str().unwrap_or_default().to_owned();
        let mut postings = Vec::new();
        for twin in twins_in(inverted.terms(), &folded)? {
            postings.extend(inverted.read_postings(&Term::from_field_text(term.field(), &twin), read)?);
        }
        Ok(TwinPostings { postings, taken: Vec::new() })
    }

    /// How often they stand in `doc`, which is not before the last one asked for.
    pub(super) fn count(&mut self, doc: DocId) -> u32 {
        let there = self.postings.iter_mut().filter_map(|twin| go_to(twin, doc).then(|| twin.term_freq()));
        there.sum()
    }

    /// Leaves those of the `positions` in `doc`, which is not before the last one asked for, at which none stands.
    pub(super) fn leave(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        for twin in &mut self.postings {
            if go_to(twin, doc) {
                twin.positions(&mut self.taken);
                positions.retain(|position| self.taken.binary_search(position).is_err());
            }
        }
    }
}

/// Articles among those `found` in which the words follow each other.
#[derive(Debug)]
struct InARow {
    found: Engine,
    words: Vec<Spelled>,
}

impl Clone for InARow {
    fn clone(&self) -> InARow {
        InARow { found: self.found.box_clone(), words: self.words.clone() }
    }
}

impl Query for InARow {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(InARowWeight { found: self.found.weight(scoring)?, words: self.words.clone() }))
    }
}

struct InARowWeight {
    found: Box<dyn Weight>,
    words: Vec<Spelled>,
}

impl Weight for InARowWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        match Row::open(reader, &self.words)? {
            Some(row) => Ok(Box::new(Checked::new(self.found.scorer(reader, boost)?, row))),
            None => Ok(Box::new(EmptyScorer)),
        }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.found.explain(reader, doc)
    }
}

/// The postings of words in a row, in one segment.
#[derive(Clone)]
pub(super) struct Row {
    /// The rarest first: where that doesn't stand right, the others aren't asked.
    words: Vec<InRow>,
    /// Where the row may begin, by the words asked so far.
    begins: Vec<u32>,
    positions: Vec<u32>,
}

/// A word of a row.
#[derive(Clone)]
struct InRow {
    /// Which word of the row it is, from 0.
    place: u32,
    postings: SegmentPostings,
    twins: Option<TwinPostings>,
}

impl Row {
    /// `None` where one of the words isn't in the segment.
    ///
    /// # Errors
    /// When the postings can't be read.
    pub(super) fn open(reader: &SegmentReader, words: &[Spelled]) -> tantivy::Result<Option<Row>> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut opened = Vec::with_capacity(words.len());
        for (place, word) in (0..).zip(words) {
            let inverted = reader.inverted_index(word.term().field())?;
            let Some(postings) = inverted.read_postings(word.term(), option)? else { return Ok(None) };
            let twins =
                word.is_without_twin().then(|| TwinPostings::open(&inverted, word.term(), option)).transpose()?;
            opened.push(InRow { place, postings, twins });
        }
        opened.sort_by_key(|word| word.postings.doc_freq());
        Ok(Some(Row { words: opened, begins: Vec::new(), positions: Vec::new() }))
    }

    /// Whether the words follow each other in `doc`, which is not before the last one asked for.
    pub(super) fn is_in(&mut self, doc: DocId) -> bool {
        let Row { words, begins, positions } = self;
        let mut is_first = true;
        for InRow { place, postings, twins } in words {
            if !go_to(postings, doc) {
                return false;
            }
            postings.positions(positions);
            if let Some(twins) = twins {
                twins.leave(doc, positions);
            }
            if is_first {
                begins.clear();
                begins.extend(positions.iter().filter_map(|position| position.checked_sub(*place)));
            } else {
                begins.retain(|begin| positions.binary_search(&(begin + *place)).is_ok());
            }
            if begins.is_empty() {
                return false;
            }
            is_first = false;
        }
        true
    }
}

/// The articles found that have the row.
struct Checked {
    found: Box<dyn Scorer>,
    row: Row,
}

impl Checked {
    fn new(found: Box<dyn Scorer>, row: Row) -> Checked {
        let mut checked = Checked { found, row };
        checked.go_on();
        checked
    }

    /// Goes on to the first article, from the present one on, that has the row.
    fn go_on(&mut self) -> DocId {
        let mut doc = self.found.doc();
        while doc != TERMINATED && !self.row.is_in(doc) {
            doc = self.found.advance();
        }
        doc
    }
}

impl DocSet for Checked {
    fn advance(&mut self) -> DocId {
        self.found.advance();
        self.go_on()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.found.seek(target);
        self.go_on()
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        match self.found.seek_danger(target) {
            SeekDangerResult::Found if !self.row.is_in(target) => SeekDangerResult::SeekLowerBound(target + 1),
            found => found,
        }
    }

    fn doc(&self) -> DocId {
        self.found.doc()
    }

    fn size_hint(&self) -> u32 {
        self.found.size_hint()
    }

    fn cost(&self) -> u64 {
        self.found.cost()
    }
}

impl Scorer for Checked {
    fn score(&mut self) -> Score {
        self.found.score()
    }
}
