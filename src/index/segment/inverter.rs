//! Documents → batches of postings, in the thread that made the documents.

use tantivy::index::SegmentId;
use tantivy::schema::{Document, Field, FieldType, Schema, Value};
use tantivy::tokenizer::MAX_TOKEN_LEN;
use tantivy::{TantivyDocument, i64_to_u64};

use super::postings::{Kept, Run, Sorter, Tokens};
use super::vocabulary::Vocabulary;
use crate::index::schema::{self, POST_BEGINS};
use crate::index::tokenizer::Tokenizer;

/// Inverts documents, batch by batch.
#[derive(Debug)]
pub struct Inverter {
    streams: Vec<Stream>,
    vocabulary: Vocabulary,
    texts: Tokenizer<Numbers>,
    names: Tokenizer<Numbers>,
    documents: Vec<TantivyDocument>,
    sorter: Sorter,
    /// Which of a segment's vocabularies this one is.
    pub(super) place: Option<(SegmentId, usize)>,
}

/// What a batch brings to the segment.
#[derive(Debug)]
pub(in crate::index) struct Batch {
    /// For columns and stored articles.
    pub(super) documents: Vec<TantivyDocument>,
    /// Of each field that documents have.
    pub(super) fields: Vec<OfField>,
}

/// What a batch brings to a field.
#[derive(Debug)]
pub(super) struct OfField {
    pub(super) field: Field,
    pub(super) run: Run,
    /// Each document that has the field, and how many tokens there.
    pub(super) tokens: Vec<(u32, u32)>,
}

/// The numbers of a token's terms; [`NONE`] where it has none.
#[derive(Clone, Copy, Debug, Default)]
struct Numbers {
    folded: u32,
    twin: u32,
}

/// No term.
const NONE: u32 = u32::MAX;

/// Between the last position of a value and the first of the next one of the same field, as tantivy counts.
const POSITION_GAP: u32 = 1;

/// A field and the tokens of its values.
#[derive(Debug)]
struct Stream {
    field: Field,
    terms: TermsOf,
    kept: Kept,
    tokens: Tokens,
    /// Of the document that is being added: whether it has the field, and the first position of its next value.
    is_met: bool,
    position: u32,
}

/// How values become terms.
#[derive(Clone, Copy, Debug)]
enum TermsOf {
    Texts,
    Names,
    /// Names with one more token before the first of each value.
    Posts,
    /// Each value is one term.
    Whole,
    Numbers,
    /// It isn't searched.
    Nothing,
}

impl Stream {
    fn of(field: Field, schema: &Schema) -> Stream {
        let kind = schema.get_field_entry(field).field_type();
        let indexing = match kind {
            FieldType::Str(options) => options.get_indexing_options(),
            _ => None,
        };
        let terms = match (kind, indexing.map(|indexing| indexing.tokenizer())) {
            (_, Some(schema::OF_TEXTS)) => TermsOf::Texts,
            (_, Some(schema::OF_NAMES)) => TermsOf::Names,
            (_, Some(schema::OF_POSTS)) => TermsOf::Posts,
            (_, Some(_)) => TermsOf::Whole,
            (FieldType::U64(_) | FieldType::I64(_), _) if kind.is_indexed() => TermsOf::Numbers,
            _ => TermsOf::Nothing,
        };
        Stream { field, terms, kept: Kept::of(kind), tokens: Tokens::default(), is_met: false, position: 0 }
    }
}

/// A batch is handed on when it has so many tokens, of some nine hundred articles: the fewer batches, the fewer places
/// where the postings of a term are gathered from in the end.
const MOST_TOKENS: usize = 1 << 19;
/// Or so many documents: of records of one word there are thousands in a kilobyte.
const MOST_DOCUMENTS: usize = 4_096;

impl Inverter {
    pub(in crate::index) fn new(schema: &Schema) -> Inverter {
        Inverter {
            streams: schema.fields().map(|(field, _)| Stream::of(field, schema)).collect(),
            vocabulary: Vocabulary::default(),
            texts: Tokenizer::new(schema::TEXTS),
            names: Tokenizer::new(schema::NAMES),
            documents: Vec::new(),
            sorter: Sorter::default(),
            place: None,
        }
    }

    /// Adds a document to the batch.
    pub(in crate::index) fn add(&mut self, document: TantivyDocument) {
        for (field, value) in document.iter_fields_and_values() {
            let stream = &mut self.streams[field.field_id() as usize];
            let value = value.as_value();
            stream.is_met = !matches!(stream.terms, TermsOf::Nothing);
            let text = || value.as_str().unwrap_or_default();
            match stream.terms {
                TermsOf::Texts => stream.add_text(text(), None, &mut self.texts, &mut self.vocabulary),
                TermsOf::Names => stream.add_text(text(), None, &mut self.names, &mut self.vocabulary),
                TermsOf::Posts => stream.add_text(text(), Some(POST_BEGINS), &mut self.names, &mut self.vocabulary),
                TermsOf::Whole => stream.add_whole(text().as_bytes(), &mut self.vocabulary),
                TermsOf::Numbers => {
                    let number = value.as_u64().or(value.as_i64().map(i64_to_u64)).unwrap_or_default();
                    stream.add_whole(&number.to_be_bytes(), &mut self.vocabulary);
                }
                TermsOf::Nothing => {}
            }
        }
        let number = self.documents.len() as u32;
        for stream in self.streams.iter_mut().filter(|stream| stream.is_met) {
            stream.tokens.end(number);
            stream.is_met = false;
            stream.position = 0;
        }
        self.documents.push(document);
    }

    /// Whether the batch is to be handed on.
    pub(in crate::index) fn is_full(&self) -> bool {
        let tokens: usize = self.streams.iter().map(|stream| stream.tokens.len()).sum();
        tokens >= MOST_TOKENS || self.documents.len() >= MOST_DOCUMENTS
    }

    /// Whether there is nothing to hand on.
    pub(in crate::index) fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// What was added since the last batch.
    pub(in crate::index) fn take(&mut self) -> Batch {
        let terms = self.vocabulary.terms().len();
        let of_stream = |stream: &mut Stream| {
            let tokens = stream.tokens.of_documents().collect();
            OfField { field: stream.field, run: self.sorter.run(&mut stream.tokens, terms, stream.kept), tokens }
        };
        let fields = self.streams.iter_mut().filter(|stream| !stream.tokens.is_empty()).map(of_stream).collect();
        Batch { documents: std::mem::take(&mut self.documents), fields }
    }

    /// The terms that postings speak of by number.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Begins a new vocabulary, for another segment.
    pub(super) fn forget(&mut self) {
        self.vocabulary.clear();
        self.texts.clear();
        self.names.clear();
        self.place = None;
    }
}

impl Stream {
    /// Adds the tokens of one value, each term of a token at the token's position.
    #[inline]
    fn add_text(
        &mut self,
        text: &str,
        opening: Option<&str>,
        tokenizer: &mut Tokenizer<Numbers>,
        vocabulary: &mut Vocabulary,
    ) {
        let (tokens, mut next) = (&mut self.tokens, self.position);
        // Behind the last token that has a term.
        let mut end = next;
        let mut push = |numbers: Numbers| {
            for term in [numbers.folded, numbers.twin] {
                if term != NONE {
                    tokens.push(term, next);
                    end = next + 1;
                }
            }
            next += 1;
        };
        if let Some(opening) = opening {
            push(Numbers { folded: vocabulary.number(opening.as_bytes()), twin: NONE });
        }
        let mut number = |term: &str| match term.len() {
            0 => NONE,
            // tantivy takes no longer ones.
            length if length > MAX_TOKEN_LEN => NONE,
            _ => vocabulary.number(term.as_bytes()),
        };
        tokenizer.each(text, |folded, twin| Numbers { folded: number(folded), twin: number(twin) }, push);
        self.position = end + POSITION_GAP;
    }

    fn add_whole(&mut self, value: &[u8], vocabulary: &mut Vocabulary) {
        if value.len() <= MAX_TOKEN_LEN {
            self.tokens.push(vocabulary.number(value), 0);
        }
    }
}
