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
    memo: Memo<Terms>,
}

/// The terms of one token; that of its exact form is empty where it has no twin.
#[derive(Clone, Debug, Default)]
struct Terms {
    folded: String,
    exact: String,
}

impl Terms {
    fn make(word: &str, terms: &mut Terms) {
        forms(word, &mut terms.folded, &mut terms.exact);
        if !has_twin(&terms.folded, &terms.exact) {
            terms.exact.clear();
        }
    }
}

impl Tokenizer for TwoForms {
    type TokenStream<'a> = TwoFormsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TwoFormsStream<'a> {
        self.token.reset();
        TwoFormsStream { text, token: &mut self.token, memo: &mut self.memo, word: 0..0, twin_next: false }
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct TwoFormsStream<'a> {
    text: &'a str,
    token: &'a mut Token,
    memo: &'a mut Memo<Terms>,
    /// Where the present word stands.
    word: Range<usize>,
    twin_next: bool,
}

impl TokenStream for TwoFormsStream<'_> {
    fn advance(&mut self) -> bool {
        if !self.twin_next {
            let Some(word) = next_token(self.text, self.word.end) else { return false };
            self.token.position = self.token.position.wrapping_add(1);
            self.token.offset_from = word.start;
            self.token.offset_to = word.end;
            self.word = word;
        }
        let terms = self.memo.get(&self.text[self.word.clone()], Terms::make);
        let term = if self.twin_next { &terms.exact } else { &terms.folded };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.twin_next = !self.twin_next && !terms.exact.is_empty();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = TwoForms::default();
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
    fn each_text_begins_at_position_zero() {
        assert_eq!(stream("ba"), stream("ba"));
    }
}
