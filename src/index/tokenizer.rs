//! The one tokenizer of the index: two forms a syllable at one position.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::token::Scanner;

/// The name under which the schema asks for the tokenizer.
pub const NAME: &str = "bantin";

/// The term of an exact form: as it is where it carries a mark, with a closing tilde where it doesn't, so that no
/// exact term can be mistaken for a folded one.
///
/// ```
/// use bantin::index::tokenizer::exact_term;
/// assert_eq!(exact_term("năm"), "năm");
/// assert_eq!(exact_term("hoa~f"), "hoa~f");
/// assert_eq!(exact_term("nam"), "nam~");
/// ```
pub fn exact_term(exact: &str) -> String {
    let mut term = exact.to_owned();
    push_marker(&mut term);
    term
}

fn push_marker(exact: &mut String) {
    if exact.is_ascii() && !exact.contains('~') {
        exact.push('~');
    }
}

/// Whether a token has an exact twin in the index. Numbers have one form only.
pub fn has_twin(folded: &str) -> bool {
    !folded.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Gives each token of a normalised text as its folded form and, at the same position, as its exact form.
#[derive(Clone, Debug, Default)]
pub struct TwoForms {
    token: Token,
}

impl Tokenizer for TwoForms {
    type TokenStream<'a> = TwoFormsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TwoFormsStream<'a> {
        self.token.reset();
        TwoFormsStream { scanner: Scanner::new(text), token: &mut self.token, twin_next: false }
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct TwoFormsStream<'a> {
    scanner: Scanner<'a>,
    token: &'a mut Token,
    twin_next: bool,
}

impl TokenStream for TwoFormsStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        if std::mem::take(&mut self.twin_next) {
            self.token.text.push_str(&self.scanner.exact);
            push_marker(&mut self.token.text);
            return true;
        }
        if !self.scanner.advance() {
            return false;
        }
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = self.scanner.byte_range.start;
        self.token.offset_to = self.scanner.byte_range.end;
        self.token.text.push_str(&self.scanner.folded);
        self.twin_next = has_twin(&self.scanner.folded);
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
    fn both_forms_stand_at_one_position() {
        let expected = [(0, "nam"), (0, "năm"), (1, "2024"), (2, "hoa"), (2, "hoa~f"), (3, "binh"), (3, "binh~f")];
        assert_eq!(stream("Năm 2024, Hoà Bình"), expected.map(|(at, text)| (at, text.to_owned())));
    }

    #[test]
    fn each_text_begins_at_position_zero() {
        assert_eq!(stream("ba"), stream("ba"));
    }
}
