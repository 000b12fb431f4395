//! Tokens: runs of letters and digits at successive positions, each in its folded and exact form.
//!
//! - An apostrophe after a one-letter word joins: `R'lấp` is one token.
//! - Numbers stay whole: `9.300` and `9300` are one token, `80,4` keeps its comma, `29.12.2023` is three.
//! - Everything else is its parts: `21-NQ/TW` is `21 nq tw`.
//!
//! The text must be [normalised](super::normalise); byte ranges count in it.

use std::ops::Range;

use super::fold::{fold_char, push_forms};
use super::run::{end_of_run, start_of_run};
use super::{is_apostrophe, is_letter_or_digit, is_mark};

/// A token with its own copy of both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower case without marks.
    pub folded: String,
    /// Lower case with the tone mark at the end.
    pub exact: String,
    /// 0-based; each token takes one position, whatever stands between.
    pub position: usize,
    /// Where it stands in the text, in bytes, end exclusive.
    pub byte_range: Range<usize>,
}

/// All tokens of a normalised text.
///
/// ```
/// # use bantin::text::token::tokens;
/// let folded: Vec<String> = tokens("Nghị quyết 21-NQ/TW").into_iter().map(|t| t.folded).collect();
/// assert_eq!(folded, ["nghi", "quyet", "21", "nq", "tw"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner::new(text);
    let mut all = Vec::new();
    while scanner.advance() {
        all.push(Token {
            folded: scanner.folded.clone(),
            exact: scanner.exact.clone(),
            position: all.len(),
            byte_range: scanner.byte_range.clone(),
        });
    }
    all
}

/// Walks a text token by token and reuses its buffers: nothing is allocated a token.
#[derive(Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    next: usize,
    /// The present token without case and marks.
    pub folded: String,
    /// The present token's exact form.
    pub exact: String,
    /// Whether the two forms differ.
    pub differs: bool,
    /// Where the present token stands, in bytes, end exclusive.
    pub byte_range: Range<usize>,
}

impl<'a> Scanner<'a> {
    /// A scanner that stands before the first token of a normalised text.
    pub fn new(text: &'a str) -> Self {
        Scanner { text, next: 0, folded: String::new(), exact: String::new(), differs: false, byte_range: 0..0 }
    }

    /// Stands before the first token of another normalised text.
    pub(crate) fn go_over_to(&mut self, text: &'a str) {
        (self.text, self.next, self.byte_range) = (text, 0, 0..0);
    }

    /// Moves to the next token; `false` when there is none.
    pub fn advance(&mut self) -> bool {
        let there = self.step();
        if there {
            self.make_forms();
        }
        there
    }

    /// Moves to the next token and leaves the forms as they were; `false` when there is none.
    pub(crate) fn step(&mut self) -> bool {
        let Some(range) = next_token(self.text, self.next) else { return false };
        self.next = range.end;
        self.byte_range = range;
        true
    }

    /// Makes the forms of the present token.
    pub(crate) fn make_forms(&mut self) {
        self.differs = forms(&self.text[self.byte_range.clone()], &mut self.folded, &mut self.exact);
    }

    /// The first byte that the folded form of the present token has, before it is made.
    pub(crate) fn first_folded_byte(&self) -> Option<u8> {
        let first = self.text[self.byte_range.start..].chars().next().and_then(fold_char)?;
        first.encode_utf8(&mut [0; LONGEST_LETTER]).bytes().next()
    }
}

/// Makes both forms of one token as it is written, in place of what the buffers hold; says whether they differ.
pub(crate) fn forms(word: &str, folded: &mut String, exact: &mut String) -> bool {
    folded.clear();
    exact.clear();
    if word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    {
        folded.extend(word.chars().filter(|c| *c != '.'));
        exact.push_str(folded);
        false
    } else if word.contains(is_apostrophe) {
        let joined: String = word.chars().filter(|c| !is_apostrophe(*c)).collect();
        push_forms(&joined, folded, exact)
    } else {
        push_forms(word, folded, exact)
    }
}

#[inline]
fn is_word_char(c: char) -> bool {
    is_letter_or_digit(c) || is_mark(c)
}

/// The byte range of the first token at or after `from`.
pub fn next_token(text: &str, from: usize) -> Option<Range<usize>> {
    let start = token_start(text, from)?;
    let mut end = word_end(text, start);
    let word = &text.as_bytes()[start..end];
    if word.iter().all(u8::is_ascii_digit) {
        end = number_end(text, start, end);
    } else if let Some(joined) = apostrophe_join(text, start, end) {
        end = joined;
    }
    Some(start..end)
}

/// Where the first token at or after `from` begins.
#[inline]
pub(crate) fn token_start(text: &str, from: usize) -> Option<usize> {
    start_of_run(text, from, |c| is_letter_or_digit(c) && !is_mark(c) && !is_apostrophe(c))
}

fn word_end(text: &str, start: usize) -> usize {
    end_of_run(text, start, is_word_char)
}

/// The most bytes of one character.
const LONGEST_LETTER: usize = 4;

/// `H'Yim`: one letter, an apostrophe, a letter.
fn apostrophe_join(text: &str, start: usize, end: usize) -> Option<usize> {
    let may_be_apostrophe = |byte: &u8| !byte.is_ascii() || matches!(byte, b'\'' | b'`');
    if end - start > LONGEST_LETTER || !text.as_bytes().get(end).is_some_and(may_be_apostrophe) {
        return None;
    }
    let mut letters = text[start..end].chars();
    let (first, rest) = (letters.next()?, letters.next());
    let apostrophe = text[end..].chars().next().filter(|c| is_apostrophe(*c))?;
    let after = end + apostrophe.len_utf8();
    let next = text[after..].chars().next()?;
    (first.is_alphabetic() && rest.is_none() && next.is_alphabetic()).then(|| word_end(text, after))
}

/// Where a number that begins with the digits `start..end` ends: over groups of thousands and a decimal comma.
fn number_end(text: &str, start: usize, end: usize) -> usize {
    let whole = thousands_end(text, start, end).unwrap_or(end);
    decimals_end(text, start, whole).unwrap_or(whole)
}

fn byte_at(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

fn digits_from(text: &str, from: usize) -> usize {
    text.as_bytes()[from..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Whether a word goes on at `at`: `9.300ha` is no number with groups.
fn word_goes_on(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(is_word_char)
}

/// The most groups of thousands in one number; looking further would be quadratic in what only looks like one.
const MOST_GROUPS: usize = 12;

fn thousands_end(text: &str, start: usize, end: usize) -> Option<usize> {
    if end - start > 3 || byte_at(text, start) == Some(b'0') {
        return None;
    }
    let mut at = end;
    while at < end + 4 * MOST_GROUPS && byte_at(text, at) == Some(b'.') && digits_from(text, at + 1) > 0 {
        if digits_from(text, at + 1) != 3 {
            return None;
        }
        at += 4;
    }
    (at > end && !word_goes_on(text, at)).then_some(at)
}

/// A comma between digits, unless it is one of several: `80,4` but not `1,2,3`.
fn decimals_end(text: &str, start: usize, at: usize) -> Option<usize> {
    let in_list = start >= 2 && text.as_bytes()[start - 1] == b',' && text.as_bytes()[start - 2].is_ascii_digit();
    let count = (byte_at(text, at) == Some(b',')).then(|| digits_from(text, at + 1)).filter(|count| *count > 0)?;
    let end = at + 1 + count;
    let another = byte_at(text, end) == Some(b',') && digits_from(text, end + 1) > 0;
    (!in_list && !another && !word_goes_on(text, end)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn numbers_stay_whole() {
        assert_eq!(folded("“9.300” tỷ, 1.234.567,5 và 80,4%"), ["9300", "ty", "1234567,5", "va", "80,4"]);
        assert_eq!(folded("29.12.2023"), ["29", "12", "2023"]);
        assert_eq!(folded("0.300 1.2345 1,2,3"), ["0", "300", "1", "2345", "1", "2", "3"]);
        assert_eq!(folded("khóa 4, 5, 6"), ["khoa", "4", "5", "6"]);
    }

    #[test]
    fn endless_groups_of_digits_take_linear_time() {
        assert_eq!(folded(&format!("1{}.2345", ".234".repeat(1_000_000))).len(), 1_000_001 / 13 + 3);
    }

    #[test]
    fn apostrophes_join_one_letter() {
        assert_eq!(folded("Đắk R’lấp, H'Yim, rock'n"), ["dak", "rlap", "hyim", "rock", "n"]);
        assert_eq!(folded("ʼ 2Rʼ ʼa"), ["2r", "a"], "the apostrophe that is a letter makes no word");
    }

    #[test]
    fn compounds_are_their_parts() {
        assert_eq!(
            folded("kinh tế - xã hội; COVID-19; a.b@gmail.com"),
            ["kinh", "te", "xa", "hoi", "covid", "19", "a", "b", "gmail", "com"]
        );
    }

    proptest! {
        #[test]
        fn the_first_byte_of_a_form_is_known_before(text in "[a-cA-CĐđÀàỆệ’0-9. ]{0,24}|\\PC{0,60}") {
            let mut scanner = Scanner::new(&text);
            while scanner.step() {
                let first = scanner.first_folded_byte();
                scanner.make_forms();
                prop_assert_eq!(first, scanner.folded.bytes().next(), "{:?}", scanner.folded);
            }
        }

        #[test]
        fn tokens_and_gaps_make_the_text(text in "\\PC{0,80}") {
            let mut at = 0;
            let mut joined = String::new();
            for (position, token) in tokens(&text).into_iter().enumerate() {
                prop_assert!(token.byte_range.start >= at && token.byte_range.end > token.byte_range.start);
                prop_assert_eq!(token.position, position);
                let gap = text.get(at..token.byte_range.start);
                prop_assert!(gap.is_some_and(|gap| !gap.contains(|c| is_letter_or_digit(c) && !is_mark(c) && !is_apostrophe(c))), "{:?}", gap);
                joined += gap.unwrap_or_default();
                joined += &text[token.byte_range.clone()];
                at = token.byte_range.end;
            }
            joined += &text[at..];
            prop_assert_eq!(joined, text);
        }
    }
}
