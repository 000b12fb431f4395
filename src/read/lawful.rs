//! How Vietnamese a decoded text is: the share of its marked words that are syllables, and signs of damage.

use unicode_normalization::UnicodeNormalization;

use crate::text::normalise::normalise;
use crate::text::syllable::is_syllable;
use crate::text::{boundary_before, is_apostrophe, is_dash, is_double_quote};

/// Words with a letter outside ASCII, and how many of them are lawful.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    lawful: u32,
    marked: u32,
}

impl Share {
    /// In percent; 100 where no word is marked.
    pub(super) fn percent(self) -> u32 {
        (self.lawful * 100).checked_div(self.marked).unwrap_or(100)
    }

    /// Per million, drawn towards the middle where words are few: 2 of 2 count for less than 90 of 90.
    pub(super) fn smoothed(self) -> u64 {
        (u64::from(self.lawful) + 1) * 1_000_000 / (u64::from(self.marked) + 2)
    }

    /// Whether it is below so many percent.
    pub(super) fn is_poor(self, percent: u32) -> bool {
        self.percent() < percent
    }
}

/// Counts the marked words of a text.
pub(super) fn share(text: &str) -> Share {
    let normal = normalise(text);
    let mut share = Share::default();
    for word in normal.split(parts_words).filter(|word| !word.is_ascii() || word.bytes().any(|byte| byte < b' ')) {
        share.marked += 1;
        share.lawful += u32::from(has_sane_case(word) && is_syllable(word));
    }
    share
}

/// Spaces, digits and the signs of print; everything else is part of a word, and makes it none where it is no letter.
fn parts_words(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_digit()
        || c.is_ascii_punctuation()
        || is_dash(c)
        || is_apostrophe(c)
        || is_double_quote(c)
        || matches!(c, '…' | '•' | '‚')
}

/// Not a capital behind a small letter, as wrong tables make them.
fn has_sane_case(word: &str) -> bool {
    let mut small = false;
    word.chars().all(|c| {
        let sane = !(small && c.is_uppercase());
        small |= c.is_lowercase();
        sane
    })
}

/// Said of a text with tone marks on consonants (`th́`): bytes of windows-1252 that were read as windows-1258.
pub(super) fn damage(text: &str) -> Option<String> {
    const ENOUGH: usize = 1 << 20;
    const SIGNS: usize = 2;
    let sample = &text[..boundary_before(text, ENOUGH)];
    if sample.is_ascii() {
        return None;
    }
    let mut before = ' ';
    let mut signs = 0;
    let mut first = None;
    for (at, c) in sample.char_indices() {
        if is_tone(c) && before.is_ascii_alphabetic() && !"aeiouyAEIOUY".contains(before) || is_toned_consonant(c) {
            signs += 1;
            first.get_or_insert(at);
        }
        before = c;
    }
    let shown = word_at(sample, first.filter(|_| signs >= SIGNS)?);
    Some(format!("{signs} letters look damaged (`{shown}`): a text in windows-1252 that was once read as windows-1258"))
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// `ń`, `ḥ`: a consonant and a tone mark in one character; `ñ` and `ś` stand in foreign names.
fn is_toned_consonant(c: char) -> bool {
    matches!(c, 'ń' | 'ǹ' | 'ć' | 'ŕ' | 'ḿ' | 'ḥ' | 'ṇ' | 'ṭ' | 'ḳ' | 'ḷ' | 'ṃ' | 'ṿ' | 'ḍ')
        && std::iter::once(c).nfd().nth(1).is_some_and(is_tone)
}

fn word_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    let word = text[start..end].trim_matches(|c: char| c.is_ascii_punctuation());
    &word[..boundary_before(word, 30)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_words_are_counted() {
        assert_eq!(share("Sáng nay, UBND tỉnh Hồng Lam họp."), Share { lawful: 4, marked: 4 });
        assert_eq!(share("S¸ng nay tØnh").lawful, 0);
        assert_eq!(share("hỌc").lawful, 0);
        assert_eq!(Share::default().percent(), 100);
    }

    #[test]
    fn tone_marks_on_consonants_are_a_sign_of_damage() {
        let said = damage("Hôm nay th\u{301} hăy nhăn, mai th\u{301} thôi.").expect("damaged");
        assert!(said.starts_with("2 letters look damaged (`th\u{301}`)"), "{said}");
        assert_eq!(damage("Hôm nay thì hãy nhẫn nga\u{300}y"), None);
    }
}
