//! The id of an article: short, the same in every index of the same files.

use std::hash::Hasher;

/// Crockford's base 32 without the letters that are mistaken for digits, in lower case.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LEN: u32 = 12;

/// FNV-1a over 64 bits, spelled out because an id must not change with a library.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A 64-bit hash of `parts`, each closed by a byte that no part holds.
pub fn hash(parts: &[&[u8]]) -> u64 {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    for part in parts {
        fnv.write(part);
        fnv.write(&[0xff]);
    }
    let mixed = fnv.finish();
    mixed ^ (mixed >> 32)
}

/// The number of an article: 60 bits of a hash of the name of the folder (or file) that was indexed, of its file,
/// its record and its part. Folders above the one indexed don't count, so an archive that moves keeps its ids.
pub fn ident(root: &str, file: &str, record: Option<u64>, part: u32) -> u64 {
    let folder = root.rsplit(['/', '\\']).next().unwrap_or(root);
    let record = record.unwrap_or(0).to_le_bytes();
    hash(&[folder.as_bytes(), file.as_bytes(), &record, &part.to_le_bytes()]) >> 4
}

/// The number as it is shown and typed.
///
/// ```
/// use bantin::index::ident::{format, range};
/// assert_eq!(format(0), "000000000000");
/// let id = format(123_456_789);
/// assert_eq!(range(&id), Some((123_456_789, 123_456_789)));
/// ```
pub fn format(ident: u64) -> String {
    (0..LEN).rev().map(|i| DIGITS[(ident >> (5 * i)) as usize & 31] as char).collect()
}

/// The numbers, both ends included, whose ids begin with what was typed; `None` where it can be no id.
pub fn range(typed: &str) -> Option<(u64, u64)> {
    let len = u32::try_from(typed.len()).ok().filter(|len| (1..=LEN).contains(len))?;
    let mut number = 0u64;
    for byte in typed.bytes() {
        let digit = DIGITS.iter().position(|d| *d == byte.to_ascii_lowercase())?;
        number = number << 5 | digit as u64;
    }
    let open = 5 * (LEN - len);
    Some((number << open, (number << open) | ((1u64 << open) - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_stands_for_all_ids_that_begin_so() {
        let number = ident("/archive", "2023/issue.txt", None, 3);
        let id = format(number);
        for len in 1..=12 {
            let (from, to) = range(&id[..len]).expect("an id");
            assert!(from <= number && number <= to);
        }
        assert_eq!(range("u"), None, "no letter u in the alphabet");
        assert_eq!(range(""), None);
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_ne!(ident("/x", "a", Some(1), 1), ident("/x", "a", None, 1));
        assert_ne!(ident("/x/one", "a", None, 1), ident("/x/two", "a", None, 1));
        assert_eq!(ident("/x/one", "a", None, 1), ident("/y/one", "a", None, 1));
    }
}
