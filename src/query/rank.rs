//! The second look at the best candidates: which query words stand side by side, and how often.
//!
//! The first pass (BM25 over folded and exact terms) knows no order. An unmarked syllable stands for three spellings,
//! an unmarked pair for hardly more than one, so neighbours are worth more than marks. Pairs as tokens of their own
//! would make the index half as large again; positions are there anyway, and a few hundred candidates suffice.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, Term};

use super::collect::Candidate;

/// Every weight of the ranking, with the measurement that chose it: 600 headlines as queries over 8,218 articles
/// without their headlines, MRR@10 as typed / without marks. Differences below .005 are noise.
pub(super) mod weights {
    /// How many candidates get a second look.
    pub(in crate::query) const SECOND_LOOK: usize = 1000;
    /// The share of a few words that a partial match must hold.
    pub(in crate::query) const MOST: f32 = 0.6;
    /// The share of a sentence's words that a partial match must hold: .5 instead costs .003 / .002 and .003 of recall.
    pub(in crate::query) const MOST_OF_SENTENCE: f32 = 0.4;
    /// A query of more words than this is a sentence: see [`PASSAGE`].
    pub(in crate::query) const FEW_WORDS: usize = 5;
    /// A query of more words than this may be a pasted headline, whose quotation marks are its own when nothing is
    /// found: without this, .82 / .81.
    pub(in crate::query) const HEADLINE_WORDS: usize = 8;
    /// Within so many words (or twice as many as are asked, where that is more) all words of a sentence must stand for an article to hold them: common syllables
    /// scattered over a long article are no match for a headline. Anywhere: .683 / .684; 60: .847 / .841; 30: .852 /
    /// .846; 20: .850 / .845 (quotation marks taken off).
    pub(in crate::query) const PASSAGE: u32 = 30;
    /// What an article gains that has every word with its marks as typed: more than any sum of the others, so that
    /// the marked spelling comes first.
    pub(in crate::query) const AS_TYPED: f32 = 1000.0;
    /// What an article gains that has all the words as one phrase.
    pub(in crate::query) const AS_PHRASE: f32 = 2000.0;
    /// The most words that are taken for one phrase.
    pub(in crate::query) const LONGEST_PHRASE: usize = 8;
    /// What a word in the title is worth beside one in the body.
    pub(in crate::query) const TITLE: f32 = 0.5;
    /// What a pair of neighbours is worth.
    pub(super) const PAIR: f32 = 1.0;
    /// What a pair with its marks as typed is worth besides.
    pub(super) const EXACT_PAIR: f32 = 0.3;
    /// Of a pair at once, what the same words one or two further apart are worth.
    pub(super) const NEAR: f32 = 0.1;
    /// What a pair is worth besides that stands in the lead, as so many times more: .853 / .846 without, .853 / .855
    /// with 1.
    pub(super) const EARLY_PAIR: f32 = 1.0;
    /// How much (.831 / .815 with 0, .840 / .834 with .5) the rarity of a pair counts by how few of the candidates have it; the rest by that of its two words.
    pub(super) const OWN_RARITY: f32 = 0.6;
    /// News says first what it is about: what a word among the first [`LEAD_WORDS`] is worth beside its rarity.
    /// Without: .843 / .837; with .6: .851 / .844; with 1: .854 / .844.
    pub(super) const LEAD: f32 = 1.0;
    /// What a word with its marks as typed in the lead is worth besides: .850 without, .853 with.
    pub(super) const EXACT_LEAD: f32 = 0.3;
    /// How many words of title and text are the lead.
    pub(super) const LEAD_WORDS: u32 = 150;
    /// BM25's own for pairs: how soon more of the same counts less.
    pub(super) const K1: f32 = 1.2;
    /// BM25's own for pairs: how much the article's length counts.
    pub(super) const B: f32 = 0.6;
}

/// A query word on its way through the second look.
#[derive(Clone, Debug)]
pub(super) struct SequenceWord {
    /// The term that stands for it: exact where marks are demanded, folded otherwise.
    pub(super) term: Term,
    pub(super) idf: f32,
    /// The exact term, where marks were typed and are not demanded.
    pub(super) exact: Option<Term>,
}

/// Runs of words typed one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    pub(super) words: Vec<SequenceWord>,
    /// Which words were typed side by side: `i` stands for the pair of word `i` and word `i + 1`.
    pub(super) pairs: Vec<usize>,
}

/// Adds to the score of each candidate what its neighbours and its lead are worth.
pub(super) fn look_again(
    searcher: &Searcher,
    field: Field,
    sequence: &Sequence,
    candidates: &mut [Candidate],
) -> tantivy::Result<()> {
    if sequence.pairs.is_empty() {
        return Ok(());
    }
    candidates.sort_by_key(|candidate| candidate.address);
    let mut seen = Vec::with_capacity(candidates.len());
    for same_segment in candidates.chunk_by(|a, b| a.address.segment_ord == b.address.segment_ord) {
        see(searcher, field, sequence, same_segment, &mut seen)?;
    }
    let rarity = rarity_of_pairs(sequence, &seen);
    for (candidate, seen) in candidates.iter_mut().zip(&seen) {
        candidate.score += seen.lead + seen.neighbours(&rarity);
    }
    Ok(())
}

/// How often each pair stands in one document, folded and exact.
type Frequencies = Vec<[f32; 2]>;

/// What the second look saw of one candidate.
#[derive(Debug)]
struct Seen {
    lead: f32,
    /// BM25's saturation for an article of this length.
    saturation: f32,
    pairs: Frequencies,
}

impl Seen {
    fn neighbours(&self, rarity: &[[f32; 2]]) -> f32 {
        let worth =
            |frequency: f32, rarity: f32| rarity * frequency * (weights::K1 + 1.0) / (frequency + self.saturation);
        let both = |([folded, exact], [folded_rarity, exact_rarity]): (&[f32; 2], &[f32; 2])| {
            weights::PAIR * worth(*folded, *folded_rarity) + weights::EXACT_PAIR * worth(*exact, *exact_rarity)
        };
        self.pairs.iter().zip(rarity).map(both).sum()
    }
}

/// Looks at the candidates of one segment, in the order of their documents.
fn see(
    searcher: &Searcher,
    field: Field,
    sequence: &Sequence,
    candidates: &[Candidate],
    seen: &mut Vec<Seen>,
) -> tantivy::Result<()> {
    let segment = searcher.segment_reader(candidates[0].address.segment_ord);
    let inverted = segment.inverted_index(field)?;
    let norms = segment.get_fieldnorms_reader(field)?;
    let average = inverted.total_num_tokens() as f32 / segment.max_doc().max(1) as f32;
    let mut places = Places::open(&inverted, sequence)?;
    for candidate in candidates {
        let doc = candidate.address.doc_id;
        places.move_to(doc);
        let length = norms.fieldnorm(doc) as f32 / average.max(1.0);
        seen.push(Seen {
            lead: places.lead(sequence),
            saturation: weights::K1 * (1.0 - weights::B + weights::B * length),
            pairs: sequence.pairs.iter().map(|pair| places.frequencies(*pair)).collect(),
        });
    }
    Ok(())
}

/// The rarity of each pair, folded and exact. How many articles of the whole index have a pair isn't known without
/// reading it all; how many of the candidates have it is.
fn rarity_of_pairs(sequence: &Sequence, seen: &[Seen]) -> Frequencies {
    let of_form = |place: usize, form: usize| {
        let having = seen.iter().filter(|seen| seen.pairs[place][form] >= 1.0).count();
        let pair = sequence.pairs[place];
        let of_words = sequence.words[pair].idf + sequence.words[pair + 1].idf;
        weights::OWN_RARITY * idf(having as f32, seen.len() as f32) + (1.0 - weights::OWN_RARITY) * of_words
    };
    (0..sequence.pairs.len()).map(|place| [of_form(place, 0), of_form(place, 1)]).collect()
}

/// BM25's inverse document frequency of what `holding` of `all` documents hold.
pub(super) fn idf(holding: f32, all: f32) -> f32 {
    (1.0 + (all - holding + 0.5).max(0.5) / (holding + 0.5)).ln()
}

/// Where each word stands in the present document.
struct Places {
    folded: Forms,
    exact: Forms,
}

impl Places {
    fn open(inverted: &InvertedIndexReader, sequence: &Sequence) -> std::io::Result<Places> {
        let exact = |word: &SequenceWord| word.exact.clone().unwrap_or_else(|| word.term.clone());
        let as_typed: Vec<Term> = match sequence.words.iter().any(|word| word.exact.is_some()) {
            true => sequence.words.iter().map(exact).collect(),
            false => Vec::new(),
        };
        let folded: Vec<Term> = sequence.words.iter().map(|word| word.term.clone()).collect();
        Ok(Places { folded: Forms::open(inverted, &folded)?, exact: Forms::open(inverted, &as_typed)? })
    }

    fn move_to(&mut self, doc: u32) {
        self.folded.move_to(doc);
        self.exact.move_to(doc);
    }

    /// How often a pair stands here, folded and exact.
    fn frequencies(&self, pair: usize) -> [f32; 2] {
        [&self.folded, &self.exact].map(|forms| {
            let met = forms.meet(pair);
            let early = if met.early { weights::EARLY_PAIR } else { 0.0 };
            met.at_once as f32 + weights::NEAR * met.near as f32 + early
        })
    }

    /// What the words that stand in the lead are worth.
    fn lead(&self, sequence: &Sequence) -> f32 {
        let worth = |(place, word): (usize, &SequenceWord)| {
            let as_typed = word.exact.is_some() && self.exact.is_early(place);
            let folded = if self.folded.is_early(place) { weights::LEAD } else { 0.0 };
            word.idf * (folded + if as_typed { weights::EXACT_LEAD } else { 0.0 })
        };
        sequence.words.iter().enumerate().map(worth).sum()
    }
}

/// Positions of one form of each word.
struct Forms {
    postings: Vec<Option<SegmentPostings>>,
    positions: Vec<Vec<u32>>,
}

impl Forms {
    fn open(inverted: &InvertedIndexReader, terms: &[Term]) -> std::io::Result<Forms> {
        let read = |term: &Term| inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions);
        let postings = terms.iter().map(read).collect::<std::io::Result<Vec<_>>>()?;
        let positions = vec![Vec::new(); postings.len()];
        Ok(Forms { postings, positions })
    }

    fn move_to(&mut self, doc: u32) {
        for (postings, positions) in self.postings.iter_mut().zip(&mut self.positions) {
            positions.clear();
            let Some(postings) = postings else { continue };
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.positions(positions);
            }
        }
    }

    /// Whether a word stands in the lead.
    fn is_early(&self, place: usize) -> bool {
        let first = self.positions.get(place).and_then(|positions| positions.first());
        first.is_some_and(|position| *position < weights::LEAD_WORDS)
    }

    fn meet(&self, pair: usize) -> Meetings {
        match (self.positions.get(pair), self.positions.get(pair + 1)) {
            (Some(first), Some(second)) => meet(first, second),
            _ => Meetings::default(),
        }
    }
}

/// How two words stand to each other in one article.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Meetings {
    /// How often the second follows the first at once.
    at_once: u32,
    /// How often it follows with one or two words between.
    near: u32,
    /// Whether it follows at once somewhere in the lead.
    early: bool,
}

/// How places of `second` follow those of `first`.
fn meet(first: &[u32], second: &[u32]) -> Meetings {
    let mut met = Meetings::default();
    let mut from = 0;
    for place in first {
        while second.get(from).is_some_and(|other| other <= place) {
            from += 1;
        }
        match second.get(from).map(|other| other - place) {
            Some(1) => {
                met.at_once += 1;
                met.early |= *place < weights::LEAD_WORDS;
            }
            Some(2 | 3) => met.near += 1,
            _ => {}
        }
    }
    met
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_counted_in_typed_order() {
        assert_eq!(meet(&[3, 10, 20], &[4, 12, 19]), Meetings { at_once: 1, near: 1, early: true });
        assert_eq!(meet(&[], &[1]), Meetings::default());
        assert_eq!(meet(&[5], &[4]), Meetings::default());
    }

    #[test]
    fn only_a_pair_within_the_lead_is_early() {
        let last = weights::LEAD_WORDS - 1;
        assert!(meet(&[last], &[last + 1]).early);
        assert!(!meet(&[last + 1], &[last + 2]).early);
        assert!(!meet(&[last - 5], &[last - 3]).early);
    }
}
