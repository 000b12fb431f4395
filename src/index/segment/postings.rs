//! Postings of a batch of documents, sorted by the number of their term and packed.

use tantivy::schema::{FieldType, IndexRecordOption};

/// Where a term stands: the document's number in its batch, and the position there.
type Place = u64;

fn place(document: u32, position: u32) -> Place {
    u64::from(document) << 32 | u64::from(position)
}

fn document_of(place: Place) -> u32 {
    (place >> 32) as u32
}

/// The tokens of one field in a batch, in the order of its documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// The number of the term, and the position in the document.
    tokens: Vec<(u32, u32)>,
    /// Each document with such a field, and where its tokens end in [`tokens`](Self::tokens).
    documents: Vec<(u32, usize)>,
}

impl Tokens {
    /// Adds a token of the document that is [ended](Self::end) next.
    #[inline]
    pub(super) fn push(&mut self, term: u32, position: u32) {
        self.tokens.push((term, position));
    }

    /// Ends a document.
    pub(super) fn end(&mut self, document: u32) {
        self.documents.push((document, self.tokens.len()));
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether no document has the field.
    pub(super) fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// How many tokens each document has.
    pub(super) fn of_documents(&self) -> impl Iterator<Item = (u32, u32)> {
        let starts = std::iter::once(0).chain(self.documents.iter().map(|(_, end)| *end));
        self.documents.iter().zip(starts).map(|((document, end), start)| (*document, (end - start) as u32))
    }

    fn clear(&mut self) {
        self.tokens.clear();
        self.documents.clear();
    }
}

/// What is kept of each posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Documents,
    Positions,
}

impl Kept {
    /// As the schema says of a field of this kind; none of ours keeps frequencies without positions.
    pub(super) fn of(kind: &FieldType) -> Kept {
        match kind.index_record_option() {
            Some(IndexRecordOption::WithFreqsAndPositions) => Kept::Positions,
            _ => Kept::Documents,
        }
    }
}

/// The postings of one field in a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// The list of each term that stands in it.
    pub(super) lists: Vec<(u32, List)>,
    bytes: Vec<u8>,
    /// How many tokens it was made of.
    pub(super) tokens: u64,
}

/// The postings of one term in a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct List {
    /// How many documents have the term.
    documents: u32,
    /// Where its postings begin in the run's bytes.
    start: u32,
}

impl Run {
    /// Puts the postings of one list, in order, behind those in `documents`: the document's number, the first of the
    /// batch being `first`, and the term's frequency there. The differences of its positions go to `deltas`. Where only
    /// documents are kept, frequencies are 0.
    pub(super) fn unpack(
        &self,
        list: List,
        kept: Kept,
        first: u32,
        documents: &mut Vec<(u32, u32)>,
        deltas: &mut Vec<u32>,
    ) {
        let mut numbers = Numbers(&self.bytes[list.start as usize..]);
        let mut document = first;
        for _ in 0..list.documents {
            let head = numbers.next();
            document += head >> 1;
            let frequency = match kept {
                Kept::Documents => 0,
                Kept::Positions if head & 1 == 1 => 1,
                Kept::Positions => numbers.next(),
            };
            documents.push((document, frequency));
            deltas.extend((0..frequency).map(|_| numbers.next()));
        }
    }

    /// Has the processor fetch where a list begins. Asked for all lists of a term one after another, it waits for many
    /// of them at once: of unpacking 60,000 articles .25 s were left of .35.
    #[inline]
    pub(super) fn fetch(&self, list: List) {
        std::hint::black_box(self.bytes.get(list.start as usize).copied());
    }

    /// Bytes that it takes in memory.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + self.lists.capacity() * size_of::<(u32, List)>()
    }
}

/// Sorts tokens by term. Its room is used again for each batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorter {
    /// By number of term: how many places, then where they end. All zero between two runs.
    ends: Vec<usize>,
    /// The terms that were met, in order.
    met: Vec<u32>,
    places: Vec<Place>,
}

impl Sorter {
    /// The postings of tokens whose terms have numbers below `terms`. The tokens are gone then.
    pub(super) fn run(&mut self, tokens: &mut Tokens, terms: usize, kept: Kept) -> Run {
        let Sorter { ends, met, places } = self;
        if ends.len() < terms {
            ends.resize(terms, 0);
        }
        met.clear();
        for (term, _) in &tokens.tokens {
            let count = &mut ends[*term as usize];
            if *count == 0 {
                met.push(*term);
            }
            *count += 1;
        }
        let mut start = 0;
        for term in &*met {
            let end = &mut ends[*term as usize];
            start += std::mem::replace(end, start);
        }
        places.resize(tokens.tokens.len(), 0);
        let mut from = 0;
        for (document, to) in &tokens.documents {
            for (term, position) in &tokens.tokens[from..*to] {
                let end = &mut ends[*term as usize];
                places[*end] = place(*document, *position);
                *end += 1;
            }
            from = *to;
        }
        let mut run = Run { tokens: tokens.tokens.len() as u64, ..Run::default() };
        run.lists.reserve_exact(met.len());
        let mut from = 0;
        for term in &*met {
            let to = std::mem::take(&mut ends[*term as usize]);
            let start = run.bytes.len() as u32;
            let documents = pack(&places[from..to], kept, &mut run.bytes);
            run.lists.push((*term, List { documents, start }));
            from = to;
        }
        run.bytes.shrink_to_fit();
        tokens.clear();
        run
    }
}

/// Packs the places of one term, sorted; gives the number of documents. A document is a number with the difference to the
/// one before, doubled, and 1 more where the term stands there once or only documents are kept; then the frequency where
/// that is more, and the differences of positions.
fn pack(places: &[Place], kept: Kept, bytes: &mut Vec<u8>) -> u32 {
    let (mut documents, mut before) = (0, 0);
    for group in places.chunk_by(|one, other| document_of(*one) == document_of(*other)) {
        let document = document_of(group[0]);
        let is_single = kept == Kept::Documents || group.len() == 1;
        push_number(bytes, (document - before) << 1 | u32::from(is_single));
        if !is_single {
            push_number(bytes, group.len() as u32);
        }
        if kept == Kept::Positions {
            let mut last = 0;
            for place in group {
                let position = *place as u32;
                push_number(bytes, position - last);
                last = position;
            }
        }
        before = document;
        documents += 1;
    }
    documents
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
#[inline]
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Numbers as [`push_number`] wrote them.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    /// The next one; 0 behind the last.
    #[inline]
    fn next(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let [byte, rest @ ..] = self.0 {
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
            shift = (shift + 7) % u32::BITS;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 1 << 28, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| push_number(&mut bytes, *number));
        let mut read = Numbers(&bytes);
        assert_eq!(numbers.map(|_| read.next()), numbers);
        assert_eq!(read.next(), 0);
    }

    /// Term, document and differences of positions, list by list.
    fn all(run: &Run, kept: Kept) -> Vec<(u32, u32, Vec<u32>)> {
        let mut all = Vec::new();
        for (term, list) in &run.lists {
            let (mut documents, mut deltas) = (Vec::new(), Vec::new());
            run.unpack(*list, kept, 5, &mut documents, &mut deltas);
            for (document, frequency) in documents {
                all.push((*term, document - 5, deltas.drain(..frequency as usize).collect()));
            }
        }
        all
    }

    #[test]
    fn postings_are_sorted_by_term_document_and_position() {
        let mut sorter = Sorter::default();
        let mut tokens = Tokens::default();
        for _ in 0..2 {
            for (document, terms) in [(0, [7, 2, 7]), (1, [9, 9, 9]), (700, [7, 300, 2])] {
                terms.iter().zip(0..).for_each(|(term, position)| tokens.push(*term, position * 200));
                tokens.end(document);
            }
            assert_eq!(tokens.of_documents().collect::<Vec<_>>(), [(0, 3), (1, 3), (700, 3)]);
            let mut copy = tokens.clone();
            let run = sorter.run(&mut tokens, 301, Kept::Positions);
            let expected = [
                (7, 0, vec![0, 400]),
                (7, 700, vec![0]),
                (2, 0, vec![200]),
                (2, 700, vec![400]),
                (9, 1, vec![0, 200, 200]),
                (300, 700, vec![200]),
            ];
            assert_eq!(all(&run, Kept::Positions), expected);
            let run = sorter.run(&mut copy, 301, Kept::Documents);
            assert_eq!(all(&run, Kept::Documents), expected.map(|(term, document, _)| (term, document, Vec::new())));
            assert_eq!((run.tokens, copy.len(), tokens.len()), (9, 0, 0));
        }
    }
}
