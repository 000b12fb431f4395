//! Terms and their numbers.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Terms one behind the other; the number of a term is its place, from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Terms {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The term of a number that one has.
    pub(super) fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.bytes[start..self.ends[number]]
    }

    fn push(&mut self, term: &[u8]) {
        self.bytes.extend_from_slice(term);
        self.ends.push(self.bytes.len());
    }

    /// Puts behind these what `others`, which begin with the same terms, have more.
    pub(super) fn catch_up_with(&mut self, others: &Terms) {
        let (bytes, ends) = (self.bytes.len(), self.ends.len());
        self.bytes.extend_from_slice(&others.bytes[bytes..]);
        self.ends.extend_from_slice(&others.ends[ends..]);
    }

    /// Bytes that they take in memory.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * size_of::<usize>()
    }
}

/// Terms that are found by their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    terms: Terms,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Vocabulary {
    /// The number of a term, which is given one where it has none.
    pub(super) fn number(&mut self, term: &[u8]) -> u32 {
        let Vocabulary { terms, numbers, hasher } = self;
        let hash = hasher.hash_one(term);
        let is_it = |number: &u32| terms.get(*number) == term;
        if let Some(number) = numbers.find(hash, is_it) {
            return *number;
        }
        let number = terms.len() as u32;
        terms.push(term);
        numbers.insert_unique(hash, number, |number| hasher.hash_one(terms.get(*number)));
        number
    }

    /// All terms by their numbers.
    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Forgets them all.
    pub(super) fn clear(&mut self) {
        *self = Vocabulary::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_has_one_number_and_each_number_its_term() {
        let mut vocabulary = Vocabulary::default();
        for _ in 0..2 {
            for number in 0..5_000u32 {
                assert_eq!(vocabulary.number(format!("từ{number}").as_bytes()), number);
            }
        }
        assert_eq!(vocabulary.number(b""), 5_000);
        assert_eq!(vocabulary.terms().get(4_999), "từ4999".as_bytes());
        assert_eq!(vocabulary.terms().get(5_000), b"");
        let mut terms = Terms::default();
        for upto in [0, 2, 5_001] {
            let mut others = Terms::default();
            (0..upto).for_each(|number| others.push(vocabulary.terms().get(number)));
            terms.catch_up_with(&others);
        }
        assert_eq!((terms.len(), terms.get(3)), (5_001, "từ3".as_bytes()));
    }
}
