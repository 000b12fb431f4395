//! The one tokenizer of the index: two forms at one position of each token that has a [twin](super::twins), one of others.

use arrayvec::ArrayString;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::twins::Twins;
use crate::text::memo::Memo;
use crate::text::token::{forms, next_token, token_start};

/// The name under which the schema asks for the tokenizer of texts.
pub const OF_TEXTS: &str = "bantin-text";
/// The same for names.
pub const OF_NAMES: &str = "bantin-name";
/// The same for posts, whose first token is [`POST_BEGINS`](super::schema::POST_BEGINS).
pub const OF_POSTS: &str = "bantin-post";

/// Gives each token of a normalised text as its folded form and, at the same position, as its twin where it has one.
#[derive(Clone, Debug, Default)]
pub struct TwoForms {
    token: Token,
    /// The twin of the present token; empty where it has none, or that is given already.
    twin: String,
    /// Which tokens have one.
    twins: Twins,
    memo: Memo<Terms>,
    /// The token before the first of each text.
    opening: Option<&'static str>,
}

/// What a [run](crate::text::run::Run) of letters is made to, in place: with the run in the [memo](Memo) it fills one
/// line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
struct Terms {
    folded: ArrayString<15>,
    /// Empty where it has none.
    twin: ArrayString<19>,
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
    fn of(run: &str, twins: Twins) -> Terms {
        let (mut folded, mut twin) = (String::new(), String::new());
        let is_one_token = next_token(run, 0) == Some(0..run.len());
        write_terms(run, twins, &mut folded, &mut twin);
        match (ArrayString::from(&folded), ArrayString::from(&twin)) {
            (Ok(folded), Ok(twin)) if is_one_token => {
                let shape = if run.bytes().all(|byte| byte.is_ascii_digit()) { Shape::Digits } else { Shape::Word };
                Terms { folded, twin, shape }
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

/// Writes the term of the folded form, and that of the twin where it has one, in place of what is there.
fn write_terms(word: &str, twins: Twins, folded: &mut String, twin: &mut String) {
    forms(word, folded, twin);
    twins.make(folded, twin);
}

impl TwoForms {
    /// A tokenizer for a field that has these twins.
    pub fn new(twins: Twins) -> TwoForms {
        TwoForms { twins, ..TwoForms::default() }
    }

    /// The same, with one more token before the first of each text.
    pub fn opening(self, opening: &'static str) -> TwoForms {
        TwoForms { opening: Some(opening), ..self }
    }

    /// Moves to the first token of `text` behind the present one; `false` where there is none.
    #[inline]
    fn next_word(&mut self, text: &str) -> bool {
        let TwoForms { token, twin, twins, memo, .. } = self;
        let twins = *twins;
        let Some(start) = token_start(text, token.offset_to) else { return false };
        let word = match memo.run(text, start, |run| Terms::of(run, twins)) {
            Some((end, terms)) if terms.are_of_one_token(text.as_bytes().get(end).copied()) => {
                token.text.clear();
                token.text.push_str(&terms.folded);
                twin.clear();
                twin.push_str(&terms.twin);
                start..end
            }
            _ => {
                let Some(word) = next_token(text, start) else { return false };
                write_terms(&text[word.clone()], twins, &mut token.text, twin);
                word
            }
        };
        token.position = token.position.wrapping_add(1);
        token.offset_from = word.start;
        token.offset_to = word.end;
        true
    }

    /// Moves to the twin of the present token; `false` where it has none, or that is the present one.
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
        let mut posts = TwoForms::default().opening("^");
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
    fn by_the_rules(text: &str, twins: Twins) -> Vec<(usize, String)> {
        let forms = |token: Token| {
            let twin = twins.of(&token.folded, &token.exact).map(|twin| (token.position, twin));
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
        let (mut tokenizer, twins) = (TwoForms::default(), Twins::OfMarked);
        let text = "H'Yim, H Yim, R`lấp, 9.300 ha, 9 300, 1,5 và 29.12.2023, 9.300ha, nghiêng–ngả, a×b, cà̀, Đ’";
        for _ in 0..2 {
            assert_eq!(stream_of(&mut tokenizer, text), by_the_rules(text, twins));
            assert_eq!(processed(&mut tokenizer, text), by_the_rules(text, twins));
        }
    }

    #[test]
    fn the_usual_spelling_has_no_twin() {
        let mut tokenizer = TwoForms::new(Twins::OfUnusual);
        let expected = [(0, "nguoi"), (1, "nguoi"), (1, "nguoi~"), (2, "nguoi"), (2, "ngươi"), (3, "trong")];
        let expected = expected.map(|(at, text)| (at, text.to_owned()));
        assert_eq!(stream_of(&mut tokenizer, "Người nguoi ngươi trong"), expected);
    }

    proptest! {
        #[test]
        fn both_ways_give_the_tokens_of_the_rules(
            texts in prop::collection::vec("([a-cĐđàệ’'`. ,×–0-9\u{300}]|bà|cũ){0,24}|\\PC{0,60}", 1..4)
        ) {
            for twins in [Twins::OfMarked, Twins::OfUnusual] {
                let mut tokenizer = TwoForms::new(twins);
                for text in &texts {
                    prop_assert_eq!(stream_of(&mut tokenizer, text), by_the_rules(text, twins));
                    prop_assert_eq!(processed(&mut tokenizer, text), by_the_rules(text, twins));
                }
            }
        }
    }
}
