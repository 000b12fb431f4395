//! Reading a text token by token, as far as date expressions need it.

use super::words::{Word, lookup_run};
use crate::text::is_dash;
use crate::text::run::{Run, in_word, word_length};

/// A number of one to four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: i16,
    pub(super) digits: usize,
    /// Its first byte.
    pub(super) start: usize,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Number),
    Word(Word),
    /// `/ . - , (` and other signs; every dash is `-`.
    Mark(char),
    /// A word outside the grammar, or a number of more than four digits.
    Other,
    /// The text ends, or a gap is too wide to be read over.
    Nothing,
}

/// A place in a text. Reading gives the next place, so every attempt can be given up at no cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// How many spaces or line ends are read over between two tokens.
const WIDEST_GAP: usize = 3;
/// More bytes than any word of the grammar has.
const LONGEST_WORD: usize = 24;

/// Whether a word may begin with a byte: with one of a word that doesn't go on a character.
#[inline]
pub(super) fn starts_word(byte: u8) -> bool {
    in_word(byte) && !matches!(byte, 0x80..=0xbf)
}

/// The word that begins at `at`, where it has few bytes; those of the grammar do.
#[inline]
pub(super) fn word_run(bytes: &[u8], at: usize) -> Option<Run> {
    Run::of_word(bytes, at).filter(|run| !run.is_full())
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Cursor { text, at }
    }

    /// The next token and the place behind it.
    pub(super) fn next(self) -> (Token, Self) {
        let at = self.at + self.gap();
        let bytes = self.text.as_bytes();
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_digit() => self.number_at(at),
            Some(byte) if starts_word(*byte) => self.word_at(at),
            Some(b' ' | b'\n' | b'\r' | b'\t') | None => (Token::Nothing, self),
            Some(_) => self.mark_at(at),
        }
    }

    fn gap(self) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        rest.iter().take(WIDEST_GAP).take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    fn number_at(self, at: usize) -> (Token, Self) {
        let digits = self.text.as_bytes()[at..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
        let after = Cursor { at: at + digits, ..self };
        match self.text[at..at + digits].parse() {
            Ok(value) if digits <= 4 => (Token::Number(Number { value, digits, start: at }), after),
            _ => (Token::Other, after),
        }
    }

    fn word_at(self, at: usize) -> (Token, Self) {
        let bytes = self.text.as_bytes();
        let run = word_run(bytes, at);
        let len = run.map_or_else(|| word_length(&bytes[at..], LONGEST_WORD), |run| run.length);
        let word = run.and_then(|run| lookup_run(self.text.get(at..at + len)?, run));
        (word.map_or(Token::Other, Token::Word), Cursor { at: at + len, ..self })
    }

    fn mark_at(self, at: usize) -> (Token, Self) {
        let Some(mark) = self.text.get(at..).and_then(|rest| rest.chars().next()) else {
            return (Token::Nothing, self);
        };
        let sign = if is_dash(mark) { '-' } else { mark };
        (Token::Mark(sign), Cursor { at: at + mark.len_utf8(), ..self })
    }

    /// Past `word`, where it stands next.
    pub(super) fn word(self, word: Word) -> Option<Self> {
        let (token, after) = self.next();
        (token == Token::Word(word)).then_some(after)
    }

    /// Past the words of a row.
    pub(super) fn words(self, words: &[Word]) -> Option<Self> {
        words.iter().try_fold(self, |cursor, word| cursor.word(*word))
    }

    /// Past `word` where it stands next, else unmoved.
    pub(super) fn maybe(self, word: Word) -> Self {
        self.word(word).unwrap_or(self)
    }

    /// Past `mark`, where it stands next.
    pub(super) fn mark(self, mark: char) -> Option<Self> {
        let (token, after) = self.next();
        (token == Token::Mark(mark)).then_some(after)
    }

    /// The number that stands next.
    pub(super) fn number(self) -> Option<(Number, Self)> {
        match self.next() {
            (Token::Number(number), after) => Some((number, after)),
            _ => None,
        }
    }

    /// A number of one or two digits that lies between 1 and `most`.
    pub(super) fn small(self, most: i16) -> Option<(i8, Self)> {
        let (number, after) = self.number()?;
        let fits = number.digits <= 2 && (1..=most).contains(&number.value);
        fits.then_some((number.value as i8, after))
    }

    /// The characters that stand here, without a gap.
    pub(super) fn rest(self) -> std::str::Chars<'a> {
        self.text.get(self.at..).unwrap_or_default().chars()
    }
}
