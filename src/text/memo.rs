//! What was made of a word, kept for the next time it is met.
//!
//! A few thousand spellings are nine words of ten of any news: looking one up takes less than making its forms again.

/// Words of more bytes than this are made anew each time.
const LONGEST: usize = 16;
/// How many words are kept: some hundred kilobytes of them, so that the nearer caches hold the common ones.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 11;

/// Remembers one word a slot; a word pushes out another that has the same slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo<T> {
    /// None before the first word.
    slots: Vec<Slot<T>>,
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
    /// What `make` makes of `word`; it gets what was made of another word, to reuse its memory.
    #[inline]
    pub(crate) fn get(&mut self, word: &str, make: impl FnOnce(&str, &mut T)) -> &T {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Slot::default());
        }
        let Some(key) = key(word.as_bytes()) else {
            make(word, &mut self.long);
            return &self.long;
        };
        let slot = &mut self.slots[place(key)];
        if slot.word != key {
            slot.word = key;
            make(word, &mut slot.made);
        }
        &slot.made
    }
}

#[inline]
fn key(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes)).filter(|key| *key != 0)
}

/// Multiplicative hashing (Knuth, TAOCP 3, 6.4) of both halves.
#[inline]
fn place(key: u128) -> usize {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed = (key as u64).wrapping_mul(GOLDEN) ^ ((key >> 64) as u64).wrapping_mul(GOLDEN.rotate_left(32));
    (mixed >> (u64::BITS - SLOT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_gets_its_own_whatever_pushes_it_out() {
        let mut memo = Memo::<String>::default();
        for _ in 0..2 {
            for number in 0..4 * SLOTS {
                let word = format!("từ{number}");
                assert_eq!(memo.get(&word, |word, made| word.clone_into(made)), &word);
            }
        }
    }

    #[test]
    fn a_word_is_made_once() {
        let mut memo = Memo::<u32>::default();
        let mut made = 0;
        for word in ["nhà", "nhà", "nha", "nhà"] {
            memo.get(word, |_, _| made += 1);
        }
        assert_eq!(made, 2);
    }

    #[test]
    fn long_words_are_made_each_time() {
        let mut memo = Memo::<usize>::default();
        for length in [17, 400, 18] {
            assert_eq!(*memo.get(&"a".repeat(length), |word, made| *made = word.len()), length);
        }
    }
}
