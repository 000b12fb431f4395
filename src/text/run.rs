//! Runs of letters and digits, told by bytes wherever Vietnamese is written.
//!
//! Two ways to find where a run ends: character by character ([`end_of_run`]), and sixteen bytes at once ([`Run`]),
//! which knows ASCII only and so leaves it to its callers what further characters are.

/// Where the next run of letters and digits begins at or after the byte `from`, told by bytes wherever Vietnamese is
/// written; whether a run begins with a further character, `begins` says, which must agree for letters and digits.
#[inline]
pub(crate) fn start_of_run(text: &str, from: usize, begins: impl Fn(char) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z', _) => return Some(at),
            (..=0x7f, _) => 1,
            (0xc4..=0xc6, _) | (0xe1, Some(0xb8..=0xbb)) => return Some(at),
            _ => match text.get(at..)?.chars().next()? {
                c if begins(c) => return Some(at),
                c => c.len_utf8(),
            },
        };
    }
}

/// Where the run of letters and digits ends that goes on at the byte `from`, told by bytes wherever Vietnamese is
/// written; whether further characters belong to it, `belongs` says, which must agree where they are letters or digits.
#[inline]
pub(crate) fn end_of_run(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            (b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z', _) => 1,
            (..=0x7f, _) => return at,
            // U+0100 to U+01BF, and U+00C0 to U+00FF without × and ÷.
            (0xc4..=0xc6, _) => 2,
            (0xc3, Some(second)) if !matches!(second, 0x97 | 0xb7) => 2,
            // U+1E00 to U+1EFF.
            (0xe1, Some(0xb8..=0xbb)) => 3,
            _ => match text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| belongs(*c)) {
                Some(c) => c.len_utf8(),
                None => return at,
            },
        };
    }
    at
}

/// A piece of text up to the next ASCII sign that is no letter and no digit: nearly always a word. Whether the further
/// characters in it are letters, it doesn't know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its bytes, the first one lowest, and zeros behind them.
    pub(crate) bytes: u128,
    /// How many bytes it has; fewer than [`Run::ROOM`].
    pub(crate) length: usize,
}

impl Run {
    /// A run of so many bytes, or more, is none of these.
    pub(crate) const ROOM: usize = size_of::<u128>();

    /// The run that begins at the byte `start`; `None` where it has no bytes or too many.
    #[inline]
    pub(crate) fn at(text: &[u8], start: usize) -> Option<Run> {
        let ahead = load(text, start);
        let length = (!letters_and_others(ahead) & HIGH_BITS).trailing_zeros() as usize / 8;
        if length == 0 || length == Run::ROOM {
            return None;
        }
        // What stands behind the run is shifted out: quicker than copying so many bytes as it has.
        Some(Run { bytes: ahead & (u128::MAX >> (u128::BITS as usize - 8 * length)), length })
    }

    /// As much of a word as has room, from the byte `start` on: the run, without what is punctuation beyond ASCII.
    /// `None` where no word goes on.
    #[inline]
    pub(crate) fn of_word(text: &[u8], start: usize) -> Option<Run> {
        text.get(start).filter(|byte| in_word(**byte))?;
        match Run::at(text, start) {
            Some(run) if !run.has_signs() => Some(run),
            _ => Run::cut_off(text, start),
        }
    }

    #[cold]
    fn cut_off(text: &[u8], start: usize) -> Option<Run> {
        Run::at(&text[..start + word_length(&text[start..], Run::ROOM - 1)], start)
    }

    /// Whether the word that it is [of](Run::of_word) may go on behind it.
    #[inline]
    pub(crate) fn is_full(self) -> bool {
        self.length == Run::ROOM - 1
    }

    /// Whether a character in it begins with the byte 0xC2 or 0xE2: signs of Latin-1, and dashes, quotes and ellipses.
    #[inline]
    pub(crate) fn has_signs(self) -> bool {
        // Zero where it is, and a subtraction borrows from the high bit only there, or above such a byte (Warren, 6-1).
        let differs = (self.bytes & each(0xdf)) ^ each(0xc2);
        differs.wrapping_sub(each(1)) & !differs & HIGH_BITS != 0
    }
}

/// Whether a byte belongs to a word: that of an ASCII letter or digit, or of a further character that is no sign.
#[inline]
pub(crate) fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() && !matches!(byte, 0xc2 | 0xe2)
}

/// How many of the first `most` bytes belong to the word that begins with the first.
#[inline]
pub(crate) fn word_length(bytes: &[u8], most: usize) -> usize {
    bytes.iter().take(most).take_while(|byte| in_word(**byte)).count()
}

/// The sixteen bytes at `start`, zeros behind the end of the text.
#[inline]
fn load(text: &[u8], start: usize) -> u128 {
    let rest = text.get(start..).unwrap_or_default();
    u128::from_le_bytes(rest.first_chunk::<{ Run::ROOM }>().copied().unwrap_or_else(|| {
        let mut bytes = [0; Run::ROOM];
        bytes.iter_mut().zip(rest).for_each(|(byte, of_text)| *byte = *of_text);
        bytes
    }))
}

const HIGH_BITS: u128 = each(0x80);

/// The same byte sixteen times.
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; Run::ROOM])
}

/// The high bit of each byte that is an ASCII letter or digit, or none of ASCII. Arithmetic on all bytes at once
/// (Warren, "Hacker's Delight", 2-18): with seven bits a byte no sum reaches into the next byte.
#[inline]
fn letters_and_others(bytes: u128) -> u128 {
    let low = bytes & !HIGH_BITS;
    let lower_case = low | each(b'a' ^ b'A');
    let at_least = |bytes: u128, least: u8| bytes + each(0x80 - least);
    let letters = at_least(lower_case, b'a') & !at_least(lower_case, b'z' + 1);
    let digits = at_least(low, b'0') & !at_least(low, b'9' + 1);
    letters | digits | bytes
}

#[cfg(test)]
mod tests {
    use super::super::is_letter_or_digit;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn runs_end_where_their_characters_say() {
        for c in '\0'..='\u{ffff}' {
            let expected = if is_letter_or_digit(c) { 1 + c.len_utf8() } else { 1 };
            assert_eq!(end_of_run(&format!("a{c}"), 0, is_letter_or_digit), expected, "{c:?}");
        }
        assert_eq!(end_of_run("người ở", 0, is_letter_or_digit), "người".len());
    }

    #[test]
    fn runs_begin_where_their_characters_say() {
        for c in '\0'..='\u{ffff}' {
            let expected = if is_letter_or_digit(c) { 1 } else { 1 + c.len_utf8() };
            assert_eq!(start_of_run(&format!(" {c}a"), 0, is_letter_or_digit), Some(expected), "{c:?}");
        }
        assert_eq!(start_of_run(" – ", 0, is_letter_or_digit), None);
    }

    #[test]
    fn each_byte_ends_a_run_or_goes_on() {
        for byte in 0..=u8::MAX {
            let mut text = *b"xxxxx     x     ";
            text[5] = byte;
            let length = if byte.is_ascii_alphanumeric() || !byte.is_ascii() { 6 } else { 5 };
            assert_eq!(Run::at(&text, 0).map(|run| run.length), Some(length), "{byte:#x}");
            text[15] = byte;
            assert_eq!(Run::at(&text, 10).map(|run| run.length), Some(1), "{byte:#x}");
        }
    }

    #[test]
    fn a_run_has_its_own_bytes_only() {
        let of =
            |text: &str, at| Run::at(text.as_bytes(), at).map(|run| run.bytes.to_le_bytes()[..run.length].to_vec());
        assert_eq!(of("nhà cửa ruộng vườn, ao cá", 0).as_deref(), Some("nhà".as_bytes()));
        assert_eq!(of("nhà cửa", 5).as_deref(), Some("cửa".as_bytes()));
        assert_eq!(of("nhà cửa", 4), None);
        assert_eq!(of("nhà", 5), None);
        assert_eq!(of("nghiêngnghiêng ngả", 0), None);
    }

    #[test]
    fn signs_beyond_ascii_are_told() {
        for c in '\u{80}'..='\u{ffff}' {
            let text = format!("ab{c}c");
            let is_sign = matches!(text.as_bytes()[2], 0xc2 | 0xe2);
            assert_eq!(Run::at(text.as_bytes(), 0).map(Run::has_signs), Some(is_sign), "{c:?}");
        }
        assert_eq!(Run::at(b"abBc", 0).map(Run::has_signs), Some(false));
    }

    #[test]
    fn words_end_at_signs_beyond_ascii() {
        let lengths = |text: &str| {
            let mut at = 0;
            let next = || Run::of_word(text.as_bytes(), at).map(|run| (at += run.length, run.length).1);
            std::iter::from_fn(next).collect::<Vec<_>>()
        };
        assert_eq!(lengths("nhà”, cửa"), [4]);
        assert_eq!(lengths("nghiêng–ngả nghiêng"), [8]);
        assert_eq!(lengths("abcdefghijklmnopqrstuvwxyzabcdefghi – k"), [15, 15, 5]);
        assert!(lengths("“nhà").is_empty());
    }

    proptest! {
        #[test]
        fn runs_are_what_their_bytes_say(text in "\\PC{0,40}", start in 0_usize..40) {
            let bytes = text.as_bytes();
            let rest = bytes.get(start..).unwrap_or_default();
            let goes_on = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
            let length = rest.iter().take_while(goes_on).count();
            let expected = (1..Run::ROOM).contains(&length).then_some(length);
            prop_assert_eq!(Run::at(bytes, start).map(|run| run.length), expected);
        }
    }
}
