//! What was made of a word, kept for the next time it is met.
//!
//! A few thousand spellings are nearly all words of any news: looking one up takes less than making its forms again.

use std::ops::Range;

/// Words of more bytes than this are made anew each time.
const LONGEST: usize = 16;
/// How many sets of two words are kept: so many that of twenty words of news nineteen are there, so few that the
/// processor's second cache holds them.
const SETS: usize = 1 << SET_BITS;
const SET_BITS: u32 = 12;

/// Remembers two words a set; a third one pushes out the elder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo<T> {
    /// None before the first word.
    sets: Vec<[Slot<T>; 2]>,
    /// What was made of the last word that is too long.
    long: T,
}

#[derive(Clone, Debug, Default)]
struct Slot<T> {
    /// The word with zeros behind it; none is all zeros.
    word: u128,
    made: T,
}

impl<T: Clone + Default> Memo<T> {
    /// What `make` makes of the word at `range` of `text`; it gets what was made of another, to reuse its memory.
    #[inline]
    pub(crate) fn get(&mut self, text: &str, range: &Range<usize>, make: impl FnOnce(&str, &mut T)) -> &T {
        if self.sets.is_empty() {
            self.sets.resize(SETS, <[Slot<T>; 2]>::default());
        }
        let word = || text.get(range.clone()).unwrap_or_default();
        let Some(key) = key(text.as_bytes(), range) else {
            make(word(), &mut self.long);
            return &self.long;
        };
        let set = &mut self.sets[place(key)];
        if set[0].word == key {
            return &set[0].made;
        }
        if set[1].word != key {
            set.swap(0, 1);
            set[0].word = key;
            make(word(), &mut set[0].made);
            return &set[0].made;
        }
        &set[1].made
    }
}

/// The bytes of a word as a number; `None` where they are too many, or none.
#[inline]
fn key(text: &[u8], range: &Range<usize>) -> Option<u128> {
    let length = range.len();
    if length == 0 || length > LONGEST {
        return None;
    }
    let ahead = text.get(range.start..).and_then(|rest| rest.first_chunk::<LONGEST>());
    match ahead {
        // What stands behind the word is shifted out: quicker than copying so many bytes as it has.
        Some(bytes) => Some(u128::from_le_bytes(*bytes) & (u128::MAX >> (u128::BITS as usize - 8 * length))),
        None => {
            let mut bytes = [0; LONGEST];
            bytes.get_mut(..length)?.copy_from_slice(text.get(range.clone())?);
            Some(u128::from_le_bytes(bytes))
        }
    }
}

/// Multiplicative hashing (Knuth, TAOCP 3, 6.4) of both halves.
#[inline]
fn place(key: u128) -> usize {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed = (key as u64).wrapping_mul(GOLDEN) ^ ((key >> 64) as u64).wrapping_mul(GOLDEN.rotate_left(32));
    (mixed >> (u64::BITS - SET_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str) -> Range<usize> {
        0..word.len()
    }

    #[test]
    fn each_word_gets_its_own_whatever_pushes_it_out() {
        let mut memo = Memo::<String>::default();
        for _ in 0..2 {
            for number in 0..4 * SETS {
                let word = format!("từ{number}");
                assert_eq!(memo.get(&word, &all(&word), |word, made| word.clone_into(made)), &word);
            }
        }
    }

    #[test]
    fn what_stands_behind_a_word_is_none_of_it() {
        let mut memo = Memo::<String>::default();
        for text in ["nhà", "nhà cửa ruộng vườn", "nhàn nhã như mây trời"] {
            assert_eq!(memo.get(text, &(0..4), |word, made| word.clone_into(made)), "nhà");
        }
    }

    #[test]
    fn a_word_is_made_once() {
        let mut memo = Memo::<u32>::default();
        let mut made = 0;
        for word in ["nhà", "nhà", "nha", "nhà"] {
            memo.get(word, &all(word), |_, _| made += 1);
        }
        assert_eq!(made, 2);
    }

    #[test]
    fn long_words_are_made_each_time() {
        let mut memo = Memo::<usize>::default();
        for length in [17, 400, 18] {
            let word = "a".repeat(length);
            assert_eq!(*memo.get(&word, &all(&word), |word, made| *made = word.len()), length);
        }
    }
}
