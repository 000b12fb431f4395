//! The one tokenizer of the index: two forms at one position of each syllable with marks, one of others.

use std::io;

use arrayvec::ArrayString;
use tantivy::termdict::TermDictionary;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::fold::{exact, fold, spellings};
use crate::text::memo::Memo;
use crate::text::token::{forms, next_token, token_start};

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

/// What a [run](crate::text::run::Run) of letters is made to, in place: with the run in the [memo](Memo) it fills one
/// line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
struct Terms {
    folded: ArrayString<15>,
    /// Empty where it has no twin.
    exact: ArrayString<19>,
    shape: Shape,
}

/// Whether a run of letters is one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    /// It isn't, or its terms have no room.
    #[default]
    Other,
    Word,
    /// It is, unless a number goes on behind it.
    Digits,
}

impl Terms {
    fn of(run: &str) -> Terms {
        let (mut folded, mut exact) = (String::new(), String::new());
        let is_one_token = next_token(run, 0) == Some(0..run.len());
        write_terms(run, &mut folded, &mut exact);
        match (ArrayString::from(&folded), ArrayString::from(&exact)) {
            (Ok(folded), Ok(exact)) if is_one_token => {
                let shape = if run.bytes().all(|byte| byte.is_ascii_digit()) { Shape::Digits } else { Shape::Word };
                Terms { folded, exact, shape }
            }
            _ => Terms::default(),
        }
    }

    /// Whether the run is one token where this byte stands behind it.
    #[inline]
    fn are_of_one_token(&self, behind: Option<u8>) -> bool {
        match self.shape {
            Shape::Word => !matches!(behind, Some(b'\'' | b'`')),
            Shape::Digits => !matches!(behind, Some(b'.' | b',')),
            Shape::Other => false,
        }
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

    /// Moves to the first token of `text` behind the present one; `false` where there is none.
    #[inline]
    fn next_word(&mut self, text: &str) -> bool {
        let TwoForms { token, twin, memo, .. } = self;
        let Some(start) = token_start(text, token.offset_to) else { return false };
        let word = match memo.run(text, start, Terms::of) {
            Some((end, terms)) if terms.are_of_one_token(text.as_bytes().get(end).copied()) => {
                token.text.clear();
                token.text.push_str(&terms.folded);
                twin.clear();
                twin.push_str(&terms.exact);
                start..end
            }
            _ => {
                let Some(word) = next_token(text, start) else { return false };
                write_terms(&text[word.clone()], &mut token.text, twin);
                word
            }
        };
        token.position = token.position.wrapping_add(1);
        token.offset_from = word.start;
        token.offset_to = word.end;
        true
    }

    /// Moves to the exact form of the present token; `false` where it has none, or that is the present one.
    #[inline]
    fn next_twin(&mut self) -> bool {
        if self.twin.is_empty() {
            return false;
        }
        std::mem::swap(&mut self.token.text, &mut self.twin);
        self.twin.clear();
        true
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

impl TwoFormsStream<'_> {
    /// Moves to the opening; `false` where there is none, or it was given.
    fn open(&mut self) -> bool {
        let Some(opening) = self.opening.take() else { return false };
        self.forms.token.position = self.forms.token.position.wrapping_add(1);
        opening.clone_into(&mut self.forms.token.text);
        true
    }
}

impl TokenStream for TwoFormsStream<'_> {
    fn advance(&mut self) -> bool {
        self.open() || self.forms.next_twin() || self.forms.next_word(self.text)
    }

    /// The same tokens as [`advance`](Self::advance) gives, in one loop.
    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        if self.open() {
            sink(&self.forms.token);
        }
        loop {
            if self.forms.next_twin() {
                sink(&self.forms.token);
            }
            if !self.forms.next_word(self.text) {
                return;
            }
            sink(&self.forms.token);
        }
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
    use proptest::prelude::*;

    use super::*;
    use crate::text::token::{Token, tokens};

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

    /// What the index holds of a text, token by token as the rules say.
    fn by_the_rules(text: &str) -> Vec<(usize, String)> {
        let forms = |token: Token| {
            let twin = has_twin(&token.folded, &token.exact).then_some((token.position, token.exact));
            std::iter::once((token.position, token.folded)).chain(twin)
        };
        tokens(text).into_iter().flat_map(forms).collect()
    }

    fn processed(tokenizer: &mut TwoForms, text: &str) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        tokenizer.token_stream(text).process(&mut |token| all.push((token.position, token.text.clone())));
        all
    }

    #[test]
    fn what_stands_behind_a_word_decides_whether_it_ends() {
        let mut tokenizer = TwoForms::default();
        let text = "H'Yim, H Yim, R`lấp, 9.300 ha, 9 300, 1,5 và 29.12.2023, 9.300ha, nghiêng–ngả, a×b, cà̀, Đ’";
        for _ in 0..2 {
            assert_eq!(stream_of(&mut tokenizer, text), by_the_rules(text));
            assert_eq!(processed(&mut tokenizer, text), by_the_rules(text));
        }
    }

    proptest! {
        #[test]
        fn both_ways_give_the_tokens_of_the_rules(
            texts in prop::collection::vec("[a-cĐđàệ’'`. ,×–0-9\u{300}]{0,24}|\\PC{0,60}", 1..4)
        ) {
            let mut tokenizer = TwoForms::default();
            for text in &texts {
                prop_assert_eq!(stream_of(&mut tokenizer, text), by_the_rules(text));
                prop_assert_eq!(processed(&mut tokenizer, text), by_the_rules(text));
            }
        }
    }
}
