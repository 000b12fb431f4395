//! The one tokenizer of the index: two forms at one position of each syllable with marks, one of others.

use std::io;
use std::ops::Range;

use tantivy::termdict::TermDictionary;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::fold::{exact, fold, spellings};
use crate::text::memo::Memo;
use crate::text::token::{forms, next_token};

/// The name under which the schema asks for the tokenizer.
pub const NAME: &str = "bantin";
/// The same for posts, whose first token is [`POST_BEGINS`](super::schema::POST_BEGINS).
pub const OF_POSTS: &str = "bantin-post";

/// Whether a token has an exact twin in the index: where it carries a mark. Of one that carries none the folded form
/// says all; that a word stands without marks is told by the twins that aren't there ([`exact_terms_of`]).
///
/// ```
/// use bantin::index::tokenizer::has_twin;
/// assert!(has_twin("hoa", "hoa~f") && has_twin("nam", "năm"));
/// assert!(!has_twin("nam", "nam") && !has_twin("ly", "li"));
/// ```
pub fn has_twin(folded: &str, exact: &str) -> bool {
    (!exact.is_ascii() || exact.contains('~')) && exact != folded
}

/// The exact forms among `terms` that a token may have which is folded to `folded`, and perhaps some of tokens whose
/// `y` is `i`.
///
/// # Errors
/// When the dictionary can't be read.
pub fn exact_terms_of(folded: &str, terms: &TermDictionary) -> io::Result<Vec<String>> {
    let with_i = exact(folded);
    let mut all = Vec::new();
    for first in folded.chars().next().into_iter().flat_map(spellings) {
        let mut stream = terms.range().ge(first.to_string()).into_stream()?;
        while let Some(term) = stream.next().and_then(|(term, _)| std::str::from_utf8(term).ok()) {
            if !term.starts_with(first) {
                break;
            }
            let letters = fold(term.split_once('~').map_or(term, |(letters, _)| letters));
            if (letters == folded || letters == with_i) && has_twin(&letters, term) {
                all.push(term.to_owned());
            }
        }
    }
    Ok(all)
}

/// Gives each token of a normalised text as its folded form and, at the same position, as its exact form where it
/// carries a mark.
#[derive(Clone, Debug, Default)]
pub struct TwoForms {
    token: Token,
    /// The exact form of the present token; empty where it has no twin, or is given already.
    twin: String,
    memo: Memo<Terms>,
    /// The token before the first of each text.
    opening: Option<&'static str>,
}

/// The terms of one token, in place: with its word in the [memo](Memo) they fill one line of the processor's cache.
#[derive(Clone, Debug, Default)]
struct Terms {
    folded: Short<15>,
    /// Empty where it has no twin.
    exact: Short<23>,
    /// Whether both have room here.
    fit: bool,
}

/// A short text in place.
#[derive(Clone, Debug)]
struct Short<const ROOM: usize> {
    bytes: [u8; ROOM],
    length: u8,
}

impl<const ROOM: usize> Default for Short<ROOM> {
    fn default() -> Self {
        Short { bytes: [0; ROOM], length: 0 }
    }
}

impl<const ROOM: usize> Short<ROOM> {
    fn of(text: &str) -> Option<Short<ROOM>> {
        let mut bytes = [0; ROOM];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Short { bytes, length: u8::try_from(text.len()).ok()? })
    }

    #[inline]
    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Terms {
    fn of(folded: &str, exact: &str) -> Option<Terms> {
        Some(Terms { folded: Short::of(folded)?, exact: Short::of(exact)?, fit: true })
    }
}

/// Writes the term of the folded form, and that of the exact form where it has one, in place of what is there.
fn write_terms(word: &str, folded: &mut String, exact: &mut String) {
    forms(word, folded, exact);
    if !has_twin(folded, exact) {
        exact.clear();
    }
}

impl TwoForms {
    /// A tokenizer that gives one more token before the first of each text.
    pub fn with_opening(opening: &'static str) -> TwoForms {
        TwoForms { opening: Some(opening), ..TwoForms::default() }
    }

    /// Makes the terms of the token at `range` of `source`.
    #[inline]
    fn take(&mut self, source: &str, range: Range<usize>) {
        let TwoForms { token: Token { text, .. }, twin, memo, .. } = self;
        let terms = memo.get(source, &range, |word, terms| {
            write_terms(word, text, twin);
            *terms = Terms::of(text, twin).unwrap_or_default();
        });
        if terms.fit {
            text.clear();
            text.push_str(terms.folded.as_str());
            twin.clear();
            twin.push_str(terms.exact.as_str());
        } else {
            write_terms(&source[range], text, twin);
        }
    }
}

impl Tokenizer for TwoForms {
    type TokenStream<'a> = TwoFormsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TwoFormsStream<'a> {
        self.token.reset();
        self.twin.clear();
        TwoFormsStream { text, opening: self.opening, forms: self }
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct TwoFormsStream<'a> {
    text: &'a str,
    /// The opening, until it is given.
    opening: Option<&'static str>,
    forms: &'a mut TwoForms,
}

impl TokenStream for TwoFormsStream<'_> {
    fn advance(&mut self) -> bool {
        let TwoForms { token, twin, .. } = &mut *self.forms;
        if let Some(opening) = self.opening.take() {
            token.position = token.position.wrapping_add(1);
            opening.clone_into(&mut token.text);
            return true;
        }
        if !twin.is_empty() {
            std::mem::swap(&mut token.text, twin);
            twin.clear();
            return true;
        }
        let Some(word) = next_token(self.text, token.offset_to) else { return false };
        token.position = token.position.wrapping_add(1);
        token.offset_from = word.start;
        token.offset_to = word.end;
        self.forms.take(self.text, word);
        true
    }

    fn token(&self) -> &Token {
        &self.forms.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.forms.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> Vec<(usize, String)> {
        stream_of(&mut TwoForms::default(), text)
    }

    fn stream_of(tokenizer: &mut TwoForms, text: &str) -> Vec<(usize, String)> {
        let mut stream = tokenizer.token_stream(text);
        let mut all = Vec::new();
        while stream.advance() {
            all.push((stream.token().position, stream.token().text.clone()));
        }
        all
    }

    #[test]
    fn both_forms_stand_at_one_position_where_they_differ() {
        let expected = [(0, "nam"), (0, "năm"), (1, "2024"), (2, "nam"), (3, "binh"), (3, "binh~f"), (4, "sky")];
        assert_eq!(stream("Năm 2024, Nam Bình Sky"), expected.map(|(at, text)| (at, text.to_owned())));
    }

    #[test]
    fn a_post_begins_with_the_mark_of_its_beginning() {
        let expected = [(0, "^"), (1, "bi"), (1, "bi~s"), (2, "thu"), (2, "thư")];
        let expected = expected.map(|(at, text)| (at, text.to_owned()));
        let mut posts = TwoForms::with_opening("^");
        assert_eq!(stream_of(&mut posts, "Bí thư"), expected);
        assert_eq!(stream_of(&mut posts, "Bí thư"), expected, "once more");
    }

    #[test]
    fn long_tokens_have_both_forms_too() {
        let word = "Đường".repeat(40);
        assert_eq!(stream(&word), [(0, "duong".repeat(40)), (0, format!("{}~f", "đương".repeat(40)))]);
    }

    #[test]
    fn each_text_begins_at_position_zero() {
        assert_eq!(stream("ba"), stream("ba"));
    }
}
