//! The second look at the best candidates: which query words stand side by side, close together and early.
//!
//! The first pass (BM25 over folded and exact terms) knows no order. An unmarked syllable stands for three spellings,
//! an unmarked pair for hardly more than one, so neighbours are worth more than marks. Pairs as tokens of their own
//! would make the index half as large again; positions are there anyway, and a thousand candidates suffice.

mod phrase;
mod places;
mod typed;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader, Term};

use self::phrase::Phrase;
use self::places::Places;
use self::typed::{Granted, TakenForGranted};
use super::collect::Candidate;
use super::spelled::Spelled;
use super::walk::walk;

/// Every weight of the ranking, with the measurement that chose it: headlines as queries over 7,968 articles without
/// their headlines, MRR@10 as typed / without marks. Those of the second look were fitted together on 1,797 headlines:
/// .865 / .854. What each is worth is told by what is left without it, the others as they are; without a second look it
/// is .796 / .733. Fitted on either half of the headlines and asked with the other, such weights gave .858 on average of
/// both ways, a second look by how often pairs are met .851. Differences below .005 are noise.
pub(super) mod weights {
    /// How many candidates get a second look. 400 instead: .867 / .851, and .937 of recall instead of .945 without marks.
    pub(in crate::query) const SECOND_LOOK: usize = 1000;
    /// The same where words are typed with marks: the first pass knows them well. 1000 instead: .867.
    pub(in crate::query) const SECOND_LOOK_MARKED: usize = 400;
    /// The share of a few words that a partial match must hold.
    pub(in crate::query) const MOST: f32 = 0.6;
    /// The share of a sentence's words that a partial match must hold: .5 instead costs .003 / .002 and .003 of recall.
    pub(in crate::query) const MOST_OF_SENTENCE: f32 = 0.4;
    /// A query of more words than this is a sentence: see [`PASSAGE`].
    pub(in crate::query) const FEW_WORDS: usize = 5;
    /// A query of more words than this, with a quotation in it, may be a pasted headline, whose quotation marks are
    /// its own when nothing is found. Without this, .82 / .81.
    pub(in crate::query) const HEADLINE_WORDS: usize = 6;
    /// The same where the quotation is the whole query.
    pub(in crate::query) const QUOTED_HEADLINE: usize = 8;
    /// Within so many words (or twice as many as are asked, where that is more) all words of a sentence must stand
    /// for an article to hold them: common syllables scattered over a long article are no match for a headline.
    /// Anywhere: .683 / .684; 60: .847 / .841; 30: .852 / .846; 20: .850 / .845 (quotation marks taken off).
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
    /// What a pair of neighbours is worth that is met at all. Without: .852 / .827; no pairs at all: .819 / .752.
    pub(super) const PAIR: f32 = 4.0;
    /// What it is worth besides for its rarity among the candidates. Without: .863 / .846.
    pub(super) const PAIR_RARITY: f32 = 0.9;
    /// Of a pair at once, what the same words one or two further apart are worth.
    pub(super) const NEAR: f32 = 0.1;
    /// What the rarity of a pair is worth besides where it is met among the first [`EARLY_WORDS`]. Without: .861 / .853.
    pub(super) const EARLY_PAIR: f32 = 0.6;
    /// How many words of title and text are early for a pair.
    pub(super) const EARLY_WORDS: u32 = 80;
    /// What is taken off, by the rarity of its words, for a pair that goes on where the pair before it was met: three
    /// words of one name are one sign, not two. Without: .862 / .850.
    pub(super) const RUN: f32 = 1.0;
    /// News says first what it is about: what the rarity of a word is worth besides that stands among the first
    /// [`LEAD_WORDS`]. Without: .856 / .850.
    pub(super) const LEAD: f32 = 1.6;
    /// How many words of title and text are the lead.
    pub(super) const LEAD_WORDS: u32 = 150;
    /// What the words are worth that stand together in the best passage of [`PASSAGE`] words, by their rarity.
    /// Without: .861 / .851.
    pub(super) const BEST_PASSAGE: f32 = 1.25;
    /// What is taken off a sentence's score by the logarithm of the article's length beside the average: long
    /// articles have some pair of everything. Without: .864 / .854, so hardly more than noise.
    pub(super) const LENGTH: f32 = 4.0;
    /// BM25's own for pairs: how soon more of the same counts less. Once is nearly all.
    pub(super) const K1: f32 = 0.3;
    /// BM25's own for pairs: how much the article's length counts.
    pub(super) const B: f32 = 0.6;
}

/// A query word on its way through the second look.
#[derive(Clone, Debug)]
pub(super) struct SequenceWord {
    /// The term that stands for it: exact where marks are demanded, folded otherwise.
    pub(super) term: Term,
    /// How rare it is in the whole index.
    pub(super) idf: f32,
}

/// Runs of words typed one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    pub(super) words: Vec<SequenceWord>,
    /// Which words were typed side by side: `i` stands for the pair of word `i` and word `i + 1`.
    pub(super) pairs: Vec<usize>,
    /// How many candidates get a second look.
    pub(super) candidates: usize,
    /// The words as typed, where an article that has them as one phrase comes before all others; else none.
    pub(super) phrase: Vec<Spelled>,
    /// The spellings that were typed, where they are preferred.
    pub(super) typed: Vec<Spelled>,
    /// Whether an article that has every word as typed comes before all others.
    pub(super) typed_leads: bool,
}

impl Sequence {
    /// Whether the best candidates are to be looked at again.
    pub(super) fn wants_second_look(&self) -> bool {
        !self.pairs.is_empty() || self.takes_for_granted()
    }

    /// Whether the first pass takes it for granted that some word is spelled as typed.
    pub(super) fn takes_for_granted(&self) -> bool {
        self.typed.iter().any(Spelled::is_without_twin)
    }
}

/// Adds to the score of each candidate what its neighbours, its lead and its best passage are worth, and takes off it
/// what it was given for words that it has in other spellings only.
pub(super) fn look_again(
    searcher: &Searcher,
    field: Field,
    sequence: &Sequence,
    candidates: &mut [Candidate],
) -> tantivy::Result<()> {
    candidates.sort_unstable_by_key(|candidate| candidate.address);
    let granted = Granted::of(searcher, &sequence.typed)?;
    let open = |segment: &SegmentReader| Sight::open(segment, field, sequence, &granted);
    let look = |sight: &mut Sight<'_>, candidate: &Candidate, all: &mut SeenAll| {
        sight.see(candidate.address.doc_id, sequence, all);
    };
    let seen = walk(searcher, &[&*candidates], open, |candidates| SeenAll::of(candidates, sequence), look)?;
    let rarity = rarity_of_pairs(sequence, &seen);
    for (candidate, (seen, pairs)) in candidates.iter_mut().zip(seen.iter().flat_map(SeenAll::each)) {
        if seen.wrong > 0.0 && candidate.score > weights::AS_TYPED / 2.0 {
            candidate.score -= weights::AS_TYPED;
        }
        candidate.score += seen.words - seen.wrong + neighbours(pairs, &rarity);
        if seen.is_phrase {
            candidate.score += weights::AS_PHRASE;
        }
    }
    Ok(())
}

/// What is looked into, in one segment.
#[derive(Clone)]
struct Sight<'a> {
    granted: Vec<TakenForGranted<'a>>,
    norms: FieldNormReader,
    /// The average length of an article.
    average: f32,
    places: Places,
    phrase: Option<Phrase>,
}

impl<'a> Sight<'a> {
    fn open(
        segment: &SegmentReader,
        field: Field,
        sequence: &Sequence,
        granted: &'a Granted<'_>,
    ) -> tantivy::Result<Sight<'a>> {
        let inverted = segment.inverted_index(field)?;
        Ok(Sight {
            granted: granted.open(&inverted)?,
            norms: segment.get_fieldnorms_reader(field)?,
            average: inverted.total_num_tokens() as f32 / segment.max_doc().max(1) as f32,
            places: Places::open(&inverted, sequence.words.iter().map(|word| &word.term))?,
            phrase: Phrase::open(segment, sequence)?,
        })
    }

    /// Looks at `doc`, which is not before the last one looked at.
    fn see(&mut self, doc: DocId, sequence: &Sequence, all: &mut SeenAll) {
        let wrong = self.granted.iter_mut().filter_map(|word| word.wrong(doc, &self.norms)).sum();
        if sequence.pairs.is_empty() {
            all.candidates.push(Seen { wrong, ..Seen::default() });
            return;
        }
        self.places.move_to(doc);
        let is_phrase = self.phrase.as_mut().is_some_and(|phrase| phrase.is_in(doc, &self.places));
        let length = self.norms.fieldnorm(doc) as f32 / self.average.max(1.0);
        let words = see_one(&mut self.places, sequence, length, &mut all.pairs);
        all.candidates.push(Seen { wrong, words, is_phrase });
    }
}

/// What the second look saw of some candidates, in their order.
#[derive(Debug)]
struct SeenAll {
    candidates: Vec<Seen>,
    /// Each pair of the sequence in the first of them, then in the next one, and so on.
    pairs: Vec<SeenPair>,
}

impl SeenAll {
    /// Room for so many candidates.
    fn of(candidates: usize, sequence: &Sequence) -> SeenAll {
        let pairs = Vec::with_capacity(candidates * sequence.pairs.len());
        SeenAll { candidates: Vec::with_capacity(candidates), pairs }
    }

    /// Each candidate with its pairs.
    fn each(&self) -> impl Iterator<Item = (&Seen, &[SeenPair])> {
        let pairs = self.pairs.len().checked_div(self.candidates.len()).unwrap_or_default();
        self.candidates.iter().enumerate().map(move |(at, seen)| (seen, &self.pairs[at * pairs..][..pairs]))
    }
}

/// What the second look saw of one candidate, its pairs aside.
#[derive(Debug, Default)]
struct Seen {
    /// What it was given for words that it has in other spellings only.
    wrong: f32,
    /// What its words are worth, whatever the other candidates have.
    words: f32,
    /// Whether it has the words as typed as one phrase.
    is_phrase: bool,
}

/// A pair in one candidate.
#[derive(Clone, Copy, Debug, Default)]
struct SeenPair {
    /// How much of it there is, from 0 to a little over 1.
    share: f32,
    is_met: bool,
    is_early: bool,
}

/// What the pairs of a candidate are worth.
fn neighbours(pairs: &[SeenPair], rarity: &[f32]) -> f32 {
    let worth = |(pair, rarity): (&SeenPair, &f32)| {
        let early = if pair.is_early { weights::EARLY_PAIR * rarity } else { 0.0 };
        pair.share * (weights::PAIR + weights::PAIR_RARITY * rarity) + early
    };
    pairs.iter().zip(rarity).map(worth).sum()
}

/// Looks at one candidate, whose `length` is in averages: what its words are worth; its pairs are put behind the others.
fn see_one(places: &mut Places, sequence: &Sequence, length: f32, pairs: &mut Vec<SeenPair>) -> f32 {
    let others = pairs.len();
    pairs.extend(sequence.pairs.iter().map(|pair| see_pair(places, *pair, length)));
    let idf = |place: usize| sequence.words.get(place).map_or(0.0, |word| word.idf);
    let lead: f32 = (0..sequence.words.len()).filter(|place| places.is_early(*place)).map(idf).sum();
    let together = places.best_passage(weights::PASSAGE, idf);
    weights::LEAD * lead + weights::BEST_PASSAGE * together
        - weights::RUN * runs(sequence, &pairs[others..])
        - length_malus(sequence, length)
}

fn see_pair(places: &Places, pair: usize, length: f32) -> SeenPair {
    let met = places.meet(pair);
    let frequency = met.at_once as f32 + weights::NEAR * met.near as f32;
    let saturation = weights::K1 * (1.0 - weights::B + weights::B * length);
    SeenPair {
        share: frequency * (weights::K1 + 1.0) / (frequency + saturation),
        is_met: met.at_once > 0,
        is_early: met.early,
    }
}

/// The rarity of the words of pairs that go on where the pair before them was met.
fn runs(sequence: &Sequence, pairs: &[SeenPair]) -> f32 {
    let of_words = |place: usize| sequence.words[place..].iter().take(2).map(|word| word.idf).sum::<f32>();
    let goes_on = |place: &usize| {
        let place = *place;
        sequence.pairs[place - 1] + 1 == sequence.pairs[place] && pairs[place - 1].is_met && pairs[place].is_met
    };
    (1..pairs.len()).filter(goes_on).map(|place| of_words(sequence.pairs[place])).sum()
}

/// What its length costs an article that is asked for with a sentence.
fn length_malus(sequence: &Sequence, length: f32) -> f32 {
    if sequence.words.len() > weights::FEW_WORDS { weights::LENGTH * length.max(0.1).ln() } else { 0.0 }
}

/// The rarity of each pair. How many articles of the whole index have a pair isn't known without reading it all; how
/// many of the candidates have it is.
fn rarity_of_pairs(sequence: &Sequence, seen: &[SeenAll]) -> Vec<f32> {
    let candidates: usize = seen.iter().map(|seen| seen.candidates.len()).sum();
    let mut having = vec![0_u32; sequence.pairs.len()];
    for (_, pairs) in seen.iter().flat_map(SeenAll::each) {
        having.iter_mut().zip(pairs).for_each(|(having, pair)| *having += u32::from(pair.is_met));
    }
    having.into_iter().map(|having| idf(having as f32, candidates as f32)).collect()
}

/// BM25's inverse document frequency of what `holding` of `all` documents hold.
pub(super) fn idf(holding: f32, all: f32) -> f32 {
    (1.0 + (all - holding + 0.5).max(0.5) / (holding + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(idfs: &[f32], pairs: &[usize]) -> Sequence {
        let term = Term::from_field_text(Field::from_field_id(0), "x");
        let words = idfs.iter().map(|idf| SequenceWord { term: term.clone(), idf: *idf }).collect();
        Sequence { words, pairs: pairs.to_vec(), ..Sequence::default() }
    }

    #[test]
    fn only_a_pair_that_goes_on_is_part_of_a_run() {
        let met = SeenPair { is_met: true, ..SeenPair::default() };
        let away = SeenPair::default();
        let typed = sequence(&[1.0, 2.0, 4.0, 8.0], &[0, 1, 2]);
        assert_eq!(runs(&typed, &[met, met, met]), 6.0 + 12.0);
        assert_eq!(runs(&typed, &[met, away, met]), 0.0);
        assert_eq!(runs(&sequence(&[1.0, 2.0, 4.0, 8.0], &[0, 2]), &[met, met]), 0.0);
    }

    #[test]
    fn a_few_words_find_long_articles_as_well_as_short_ones() {
        assert_eq!(length_malus(&sequence(&[1.0; 3], &[0, 1]), 4.0), 0.0);
        assert!(length_malus(&sequence(&[1.0; 9], &[0, 1]), 4.0) > 0.0);
    }
}
