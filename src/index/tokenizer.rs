//! The one tokenizer of the index: the terms of each token of a text, its folded form and its [twin](super::twins) where
//! it has one.

use super::twins::Twins;
use crate::text::memo::Memo;
use crate::text::token::{forms, next_token, token_start};

/// Goes through the tokens of normalised texts. What `T` keeps of the terms of a token, for example their numbers, is
/// made once for nearly all words and remembered.
#[derive(Clone, Debug, Default)]
pub struct Tokenizer<T> {
    twins: Twins,
    memo: Memo<Kept<T>>,
    folded: String,
    twin: String,
}

/// What is remembered of a [run](crate::text::run::Run) of letters.
#[derive(Clone, Copy, Debug, Default)]
struct Kept<T> {
    made: T,
    shape: Shape,
}

/// Whether a run of letters is one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    #[default]
    Other,
    Word,
    /// It is, unless a number goes on behind it.
    Digits,
}

impl Shape {
    fn of(run: &str) -> Shape {
        match () {
            () if next_token(run, 0) != Some(0..run.len()) => Shape::Other,
            () if run.bytes().all(|byte| byte.is_ascii_digit()) => Shape::Digits,
            () => Shape::Word,
        }
    }

    /// Whether the run is one token where this byte stands behind it.
    #[inline]
    fn is_one_token(self, behind: Option<u8>) -> bool {
        match self {
            Shape::Word => !matches!(behind, Some(b'\'' | b'`')),
            Shape::Digits => !matches!(behind, Some(b'.' | b',')),
            Shape::Other => false,
        }
    }
}

impl<T: Copy + Default> Tokenizer<T> {
    /// A tokenizer for fields that have these twins.
    pub fn new(twins: Twins) -> Tokenizer<T> {
        Tokenizer { twins, ..Tokenizer::default() }
    }

    /// Forgets what was made so far.
    pub fn clear(&mut self) {
        self.memo = Memo::default();
    }

    /// Gives `sink` what `make` makes of each token's terms, in order: of the folded form and of the twin, which is
    /// empty where there is none. It is made anew where it isn't remembered, so it must be the same at every place.
    ///
    /// ```
    /// use bantin::index::tokenizer::Tokenizer;
    /// use bantin::index::twins::Twins;
    ///
    /// let (mut terms, mut numbers) = (Vec::new(), Vec::new());
    /// let mut make = |folded: &str, twin: &str| {
    ///     terms.push((folded.to_owned(), twin.to_owned()));
    ///     terms.len()
    /// };
    /// Tokenizer::new(Twins::OfMarked).each("Năm 2024 năm", &mut make, |number| numbers.push(number));
    /// assert_eq!(numbers, [1, 2, 3]);
    /// assert_eq!(terms[0], ("nam".to_owned(), "năm".to_owned()));
    /// assert_eq!(terms[1], ("2024".to_owned(), String::new()));
    /// ```
    #[inline]
    pub fn each(&mut self, text: &str, mut make: impl FnMut(&str, &str) -> T, mut sink: impl FnMut(T)) {
        let Tokenizer { twins, memo, folded, twin } = self;
        let mut made = |word: &str| {
            forms(word, folded, twin);
            twins.make(folded, twin);
            make(folded, twin)
        };
        let mut at = 0;
        while let Some(start) = token_start(text, at) {
            let keep = |run: &str| match Shape::of(run) {
                Shape::Other => Kept::default(),
                shape => Kept { made: made(run), shape },
            };
            match memo.run(text, start, keep) {
                Some((end, kept)) if kept.shape.is_one_token(text.as_bytes().get(end).copied()) => {
                    at = end;
                    sink(kept.made);
                }
                _ => {
                    let Some(word) = next_token(text, start) else { return };
                    at = word.end;
                    sink(made(&text[word]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::token::{Token, tokens};

    /// A tokenizer whose terms are kept as text.
    #[derive(Default)]
    struct Written {
        tokenizer: Tokenizer<usize>,
        terms: Vec<(String, Option<String>)>,
    }

    impl Written {
        fn new(twins: Twins) -> Written {
            Written { tokenizer: Tokenizer::new(twins), ..Written::default() }
        }

        fn of(&mut self, text: &str) -> Vec<(String, Option<String>)> {
            let (terms, mut numbers) = (&mut self.terms, Vec::new());
            let make = |folded: &str, twin: &str| {
                terms.push((folded.to_owned(), (!twin.is_empty()).then(|| twin.to_owned())));
                terms.len() - 1
            };
            self.tokenizer.each(text, make, |number| numbers.push(number));
            numbers.into_iter().map(|number| self.terms[number].clone()).collect()
        }
    }

    /// What the index holds of a text, token by token as the rules say.
    fn by_the_rules(text: &str, twins: Twins) -> Vec<(String, Option<String>)> {
        let terms = |token: Token| {
            let twin = twins.of(&token.folded, &token.exact);
            (token.folded, twin)
        };
        tokens(text).into_iter().map(terms).collect()
    }

    #[test]
    fn both_forms_are_given_where_they_differ() {
        let expected = [("nam", "năm"), ("2024", ""), ("nam", ""), ("binh", "binh~f"), ("sky", "")];
        let expected = expected.map(|(folded, twin)| (folded.to_owned(), (!twin.is_empty()).then(|| twin.to_owned())));
        assert_eq!(Written::default().of("Năm 2024, Nam Bình Sky"), expected);
    }

    #[test]
    fn long_tokens_have_both_forms_too() {
        let twin = format!("{}~f", "đương".repeat(40));
        assert_eq!(Written::default().of(&"Đường".repeat(40)), [("duong".repeat(40), Some(twin))]);
    }

    #[test]
    fn what_stands_behind_a_word_decides_whether_it_ends() {
        let mut written = Written::default();
        let text = "H'Yim, H Yim, R`lấp, 9.300 ha, 9 300, 1,5 và 29.12.2023, 9.300ha, nghiêng–ngả, a×b, cà̀, Đ’";
        for _ in 0..2 {
            assert_eq!(written.of(text), by_the_rules(text, Twins::OfMarked));
        }
    }

    #[test]
    fn the_usual_spelling_has_no_twin() {
        let expected = [("nguoi", None), ("nguoi", Some("nguoi~")), ("nguoi", Some("ngươi")), ("trong", None)];
        let expected = expected.map(|(folded, twin)| (folded.to_owned(), twin.map(str::to_owned)));
        assert_eq!(Written::new(Twins::OfUnusual).of("Người nguoi ngươi trong"), expected);
    }

    #[test]
    fn what_is_remembered_is_made_once() {
        let (mut tokenizer, mut made, mut given) = (Tokenizer::new(Twins::OfMarked), 0, Vec::new());
        for text in ["nhà cửa", "cửa nhà"] {
            let make = |_: &str, _: &str| {
                made += 1;
                made
            };
            tokenizer.each(text, make, |number| given.push(number));
        }
        assert_eq!(given, [1, 2, 2, 1]);
    }

    proptest! {
        #[test]
        fn terms_are_those_of_the_rules(
            texts in prop::collection::vec("([a-cĐđàệ’'`. ,×–0-9\u{300}]|bà|cũ){0,24}|\\PC{0,60}", 1..4)
        ) {
            for twins in [Twins::OfMarked, Twins::OfUnusual] {
                let mut written = Written::new(twins);
                for text in &texts {
                    prop_assert_eq!(written.of(text), by_the_rules(text, twins));
                    prop_assert_eq!(written.of(text), by_the_rules(text, twins));
                }
            }
        }
    }
}
