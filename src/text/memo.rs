//! What was made of a word, kept for the next time it is met.
//!
//! A few thousand spellings are nearly all words of any news: looking one up takes less than making its forms again.

use super::run::Run;

/// How many sets of two words are kept: so many that nearly all words of news are there. With a quarter as many, which
/// the processor's second cache holds, one in twenty is made again, and that takes longer than the third cache.
const SETS: usize = 1 << SET_BITS;
const SET_BITS: u32 = 14;

/// Remembers two words a set; a third one pushes out the elder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo<T> {
    /// None before the first word.
    sets: Vec<[Slot<T>; 2]>,
}

#[derive(Clone, Debug, Default)]
struct Slot<T> {
    /// The bytes of the word; none is all zeros.
    word: u128,
    made: T,
}

impl<T: Clone + Default> Memo<T> {
    /// What `make` makes of the [run](Run) that begins at the byte `start` of `text`, and the byte behind the run;
    /// `None` where it is too long to be kept, or none begins there.
    #[inline]
    pub(crate) fn run(&mut self, text: &str, start: usize, make: impl FnOnce(&str) -> T) -> Option<(usize, &T)> {
        let run = Run::at(text.as_bytes(), start)?;
        let end = start + run.length;
        if self.sets.is_empty() {
            self.sets.resize(SETS, <[Slot<T>; 2]>::default());
        }
        let set = &mut self.sets[place(run.bytes)];
        if set[0].word == run.bytes {
            return Some((end, &set[0].made));
        }
        if set[1].word != run.bytes {
            let made = make(text.get(start..end)?);
            set.swap(0, 1);
            set[0] = Slot { word: run.bytes, made };
            return Some((end, &set[0].made));
        }
        Some((end, &set[1].made))
    }
}

/// Multiplicative hashing (Knuth, TAOCP 3, 6.4) of both halves.
#[inline]
fn place(word: u128) -> usize {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed = (word as u64).wrapping_mul(GOLDEN) ^ ((word >> 64) as u64).wrapping_mul(GOLDEN.rotate_left(32));
    (mixed >> (u64::BITS - SET_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_gets_its_own_whatever_pushes_it_out() {
        let mut memo = Memo::<String>::default();
        for _ in 0..2 {
            for number in 0..4 * SETS {
                let word = format!("từ{number}");
                assert_eq!(memo.run(&word, 0, str::to_owned), Some((word.len(), &word)));
            }
        }
    }

    #[test]
    fn what_stands_behind_a_word_is_none_of_it() {
        let mut memo = Memo::<String>::default();
        for text in ["nhà", "nhà cửa ruộng vườn", "nhà\tnhư mây trời"] {
            assert_eq!(memo.run(text, 0, str::to_owned), Some((4, &"nhà".to_owned())));
        }
    }

    #[test]
    fn a_word_is_made_once() {
        let mut memo = Memo::<u32>::default();
        let mut made = 0;
        for word in ["nhà", "nhà", "nha", "nhà"] {
            memo.run(word, 0, |_| {
                made += 1;
                made
            });
        }
        assert_eq!(made, 2);
    }

    #[test]
    fn long_words_are_not_kept() {
        let mut memo = Memo::<usize>::default();
        assert_eq!(memo.run(&"a".repeat(15), 0, str::len), Some((15, &15)));
        assert_eq!(memo.run(&"a".repeat(16), 0, str::len), None);
        assert_eq!(memo.run("nhà cửa", 4, str::len), None, "no word begins at a space");
    }
}
