//! Where the words of a question stand in one article.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{InvertedIndexReader, Term};

use super::weights;
use crate::query::positions::go_to;

/// Where each word stands in the present document of one segment.
#[derive(Clone)]
pub(super) struct Places {
    postings: Vec<Option<SegmentPostings>>,
    /// The positions of each word, in order; none where the document lacks it.
    positions: Vec<Vec<u32>>,
    work: Work,
}

impl Places {
    /// Opens the postings of `terms`.
    ///
    /// # Errors
    /// When they can't be read.
    pub(super) fn open<'a>(
        inverted: &InvertedIndexReader,
        terms: impl Iterator<Item = &'a Term>,
    ) -> std::io::Result<Places> {
        let read = |term: &Term| inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions);
        let postings = terms.map(read).collect::<std::io::Result<Vec<_>>>()?;
        let positions = vec![Vec::new(); postings.len()];
        Ok(Places { postings, positions, work: Work::default() })
    }

    /// Goes on to `doc`, which is not before the present one.
    pub(super) fn move_to(&mut self, doc: u32) {
        for (postings, positions) in self.postings.iter_mut().zip(&mut self.positions) {
            positions.clear();
            let Some(postings) = postings else { continue };
            if go_to(postings, doc) {
                postings.positions(positions);
            }
        }
    }

    /// The positions of each word in the present document, ascending.
    pub(super) fn positions(&self) -> &[Vec<u32>] {
        &self.positions
    }

    /// Whether word `place` stands in the lead.
    pub(super) fn is_early(&self, place: usize) -> bool {
        let first = self.positions.get(place).and_then(|positions| positions.first());
        first.is_some_and(|position| *position < weights::LEAD_WORDS)
    }

    /// How word `pair` and the one typed after it stand to each other.
    pub(super) fn meet(&self, pair: usize) -> Meetings {
        match (self.positions.get(pair), self.positions.get(pair + 1)) {
            (Some(first), Some(second)) => meet(first, second),
            _ => Meetings::default(),
        }
    }

    /// The greatest sum of `worth` of different words within `width` neighbouring positions.
    pub(super) fn best_passage(&mut self, width: u32, worth: impl Fn(usize) -> f32) -> f32 {
        best_passage(&self.positions, width, worth, &mut self.work)
    }
}

/// See [`Places::best_passage`]; what was in the `Work` doesn't matter.
fn best_passage(
    positions: &[Vec<u32>],
    width: u32,
    worth: impl Fn(usize) -> f32,
    Work { all, inside }: &mut Work,
) -> f32 {
    all.clear();
    for (word, places) in positions.iter().enumerate() {
        all.extend(places.iter().map(|place| Place::new(*place, word)));
    }
    all.sort_unstable();
    inside.clear();
    inside.resize(positions.len(), 0);
    // More than all words that are there no passage has.
    let there = positions.iter().filter(|places| !places.is_empty()).count();
    let (mut words, mut sum, mut best) = (0, 0.0_f32, 0.0_f32);
    let mut first = 0;
    for at in all.iter() {
        let (place, word) = (at.position(), at.word());
        while all[first].position() + width <= place {
            let left = all[first].word();
            inside[left] -= 1;
            if inside[left] == 0 {
                sum -= worth(left);
                words -= 1;
            }
            first += 1;
        }
        if inside[word] == 0 {
            sum += worth(word);
            words += 1;
            best = best.max(sum);
            if words == there {
                break;
            }
        }
        inside[word] += 1;
    }
    best
}

/// What is worked with, kept from article to article so that none asks for memory again.
#[derive(Clone, Debug, Default)]
struct Work {
    /// All places of all words, ascending, each with its word.
    all: Vec<Place>,
    /// How many places of each word are inside the passage.
    inside: Vec<u32>,
}

/// A position, and which word stands there, in one number, which is what is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u64);

impl Place {
    fn new(position: u32, word: usize) -> Place {
        Place(u64::from(position) << u32::BITS | word as u64)
    }

    fn position(self) -> u32 {
        (self.0 >> u32::BITS) as u32
    }

    fn word(self) -> usize {
        self.0 as u32 as usize
    }
}

/// How two words stand to each other in one article.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Meetings {
    /// How often the second follows the first at once.
    pub(super) at_once: u32,
    /// How often it follows with one or two words between.
    pub(super) near: u32,
    /// Whether it follows at once somewhere early.
    pub(super) early: bool,
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
                met.early |= *place < weights::EARLY_WORDS;
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
    fn only_a_pair_among_the_first_words_is_early() {
        let last = weights::EARLY_WORDS - 1;
        assert!(meet(&[last], &[last + 1]).early);
        assert!(!meet(&[last + 1], &[last + 2]).early);
        assert!(!meet(&[last - 5], &[last - 3]).early);
    }

    #[test]
    fn the_best_passage_counts_each_word_once_and_forgets_what_it_left() {
        let worth = |word: usize| [1.0, 2.0, 4.0][word];
        let best_passage = |positions: &[Vec<u32>], width, worth| {
            best_passage(positions, width, worth, &mut Work { all: vec![Place::new(7, 7)], inside: vec![7] })
        };
        assert_eq!(best_passage(&[vec![0, 1, 2], vec![40], vec![9]], 10, worth), 5.0);
        assert_eq!(best_passage(&[vec![0], vec![10], vec![]], 10, worth), 2.0);
        assert_eq!(best_passage(&[], 10, worth), 0.0);
    }
}
