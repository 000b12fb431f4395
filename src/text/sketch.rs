//! A sketch of a text: a few numbers by which two texts that are nearly the same know each other.
//!
//! Every run of [`SHINGLE`] words is hashed, and the least [`VALUES`] hashes are kept (bottom-k sampling: Broder 1997,
//! "On the resemblance and containment of documents"). The share of values that two sketches have in common among
//! the least of both estimates the share of runs that the texts have in common.

/// Words in a run.
pub const SHINGLE: usize = 4;
/// The most values of a sketch.
pub const VALUES: usize = 16;
/// A text of fewer runs than this has no sketch: a headline or a photo's caption says too little of what it is from.
const FEWEST: usize = 12;
/// Of sixteen values, how many two texts must share to be copies. By the binomial distribution, texts that share nine
/// tenths of their runs do so in 98 of 100 cases, texts that share half of them in 4 of 100, texts that share three
/// tenths in 3 of 10,000.
const SHARED: usize = 12;

/// The sketch of a text, its least value first, by a hash of each of its words; empty where the text is too short. Takes
/// time linear in the number of words.
///
/// ```
/// use std::hash::{DefaultHasher, Hash, Hasher};
///
/// use bantin::text::sketch::{are_copies, sketch};
///
/// let of = |text: &str| {
///     sketch(text.split_whitespace().map(|word| {
///         let mut hasher = DefaultHasher::new();
///         word.hash(&mut hasher);
///         hasher.finish()
///     }))
/// };
/// let words = "Sáng nay, huyện Vạn Khê khởi công cây cầu treo thứ ba qua suối Nậm Mơ; \
///     cầu dài 84 mét, đủ rộng cho xe máy và dự kiến xong trước mùa lũ năm sau.";
/// let other = "Chiều qua, xã Đông Lĩnh tổng kết một năm trồng rừng gỗ lớn: bốn trăm hộ đã nhận khoán, \
///     hai hợp tác xã lo cây giống và một xưởng ván ghép mở ngay tại xã.";
/// assert!(are_copies(&of(words), &of(&format!("Tin: {words}"))));
/// assert!(!are_copies(&of(words), &of(other)));
/// ```
pub fn sketch(words: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut shingle = Shingle::default();
    let mut least = Least { values: Vec::with_capacity(VALUES + 1), runs: 0 };
    for (before, word) in words.enumerate() {
        shingle.push(word);
        if before + 1 >= SHINGLE {
            least.take(shingle.hash());
        }
    }
    least.finish()
}

/// Whether two texts are copies of each other, by their sketches. A text without a sketch is nobody's copy.
pub fn are_copies(a: &[u32], b: &[u32]) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let of_both = VALUES.min(a.len().max(b.len()));
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    for _ in 0..of_both {
        match (left.peek(), right.peek()) {
            (Some(x), Some(y)) if x == y => {
                shared += 1;
                left.next();
                right.next();
            }
            (Some(x), Some(y)) if x < y => drop(left.next()),
            (Some(_), None) => drop(left.next()),
            _ => drop(right.next()),
        }
    }
    shared * VALUES >= SHARED * of_both
}

/// An odd number near 2³² ÷ the golden ratio, and its inverse modulo 2³².
const SCATTER: u32 = 0x9e37_79b1;
const GATHER: u32 = inverse(SCATTER);

/// Newton's iteration: each step doubles the bits that are right, of which an odd number has three to begin with.
const fn inverse(odd: u32) -> u32 {
    let mut found = odd;
    let mut bits = 3;
    while bits < u32::BITS {
        found = found.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(found)));
        bits *= 2;
    }
    found
}

/// A value of a sketch, spread over all 32 bits: stored as they are, the least of many hashes would make a column of
/// many short pieces, each of another width, all of which are looked at when it is opened.
///
/// ```
/// use bantin::text::sketch::{gather, scatter};
/// assert_eq!(gather(scatter(4812)), 4812);
/// ```
pub fn scatter(value: u32) -> u32 {
    value.wrapping_mul(SCATTER)
}

/// The value that was [scattered](scatter).
pub fn gather(scattered: u32) -> u32 {
    scattered.wrapping_mul(GATHER)
}

/// The least values, in order.
struct Least {
    values: Vec<u32>,
    runs: usize,
}

impl Least {
    fn take(&mut self, value: u32) {
        self.runs += 1;
        if self.values.len() == VALUES && self.values.last().is_some_and(|most| value >= *most) {
            return;
        }
        if let Err(place) = self.values.binary_search(&value) {
            self.values.insert(place, value);
            self.values.truncate(VALUES);
        }
    }

    fn finish(self) -> Vec<u32> {
        if self.runs < FEWEST { Vec::new() } else { self.values }
    }
}

/// 2⁶⁴ ÷ the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The words of a run in their order, as a polynomial; a word more takes two multiplications.
#[derive(Default)]
struct Shingle {
    words: [u64; SHINGLE],
    joined: u64,
}

impl Shingle {
    /// Leaves out the first word and takes one more.
    fn push(&mut self, word: u64) {
        const OF_FIRST: u64 = GOLDEN.wrapping_pow(SHINGLE as u32);
        let first = std::mem::replace(&mut self.words[0], word);
        self.words.rotate_left(1);
        self.joined = self.joined.wrapping_mul(GOLDEN).wrapping_add(word).wrapping_sub(first.wrapping_mul(OF_FIRST));
    }

    /// The upper half of the hash, mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    fn hash(&self) -> u32 {
        let mixed = (self.joined ^ (self.joined >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sketch of a text of these words.
    fn of(words: impl IntoIterator<Item = u64>) -> Vec<u32> {
        sketch(words.into_iter().map(|word| word.wrapping_mul(GOLDEN)))
    }

    #[test]
    fn small_changes_leave_a_copy() {
        let changed = (0..400).filter(|word| *word != 300).map(|word| if word == 57 { 1000 } else { word });
        assert!(are_copies(&of(0..400), &of(changed)));
        assert!(are_copies(&of(0..400), &of(0..370)));
    }

    #[test]
    fn texts_of_one_subject_are_no_copies() {
        assert!(!are_copies(&of(0..400), &of(300..700)));
        assert!(!are_copies(&of(0..400), &of(400..800)));
    }

    #[test]
    fn short_texts_are_nobodys_copies() {
        assert!(of(0..10).is_empty() && of([]).is_empty());
        assert!(!are_copies(&[], &[]));
    }

    #[test]
    fn a_sketch_is_the_same_on_every_machine() {
        assert_eq!(of(0..15)[..3], [434_408_562, 1_050_301_974, 1_926_277_994]);
        assert!(of(0..900).len() == VALUES && of(0..900).is_sorted());
    }
}
