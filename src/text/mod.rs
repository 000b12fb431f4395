//! Pure functions over Vietnamese text; nothing here knows of files, articles or an index.
//!
//! | step | gives out |
//! | --- | --- |
//! | [`normalise`](normalise::normalise) | one spelling of each letter: what is stored and what every offset counts in |
//! | [`fold`] | the two forms of a syllable: folded (no marks) and exact (tone mark at the end) |
//! | [`token`] | tokens with positions and byte ranges |
//! | [`syllable`] | whether a word can be a Vietnamese syllable |
//! | [`usual`] | which of a syllable's spellings is most of what is printed |
//! | [`compact`] | one byte a letter, as text is stored |
//! | [`calendar`], [`when`] | days as papers print them, and as users type them |
//! | [`lunar`] | days of the Vietnamese lunar calendar |

use std::borrow::Cow;

pub mod calendar;
pub mod compact;
pub mod fold;
pub mod lunar;
pub(crate) mod memo;
pub mod normalise;
pub(crate) mod run;
pub mod sketch;
pub mod syllable;
pub mod token;
pub mod usual;
pub mod when;

/// Is this a letter or digit? As [`char::is_alphanumeric`], without a table for the letters of Vietnamese.
#[inline]
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Is this a combining mark? As Unicode says, without a table for what can be none.
#[inline]
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && !('\u{1e00}'..='\u{1eff}').contains(&c) && unicode_normalization::char::is_combining_mark(c)
}

/// Is this one of the dashes that print ranges, pauses and list items (`-`, `‐` … `―`, `−`)?
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Is this one of the apostrophes that stand inside names such as `H'Yim` and `M’Nông`?
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′' | '´' | '`')
}

/// Is this one of the double quotation marks, straight or curled?
pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″')
}

/// A text in lower case: itself where it is in lower case already.
pub(crate) fn lower_case(text: &str) -> Cow<'_, str> {
    let is_lower = |c: char| if c.is_ascii() { !c.is_ascii_uppercase() } else { c.to_lowercase().next() == Some(c) };
    if text.chars().all(is_lower) { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// The last character boundary of `text` at or before the byte `at`.
///
/// ```
/// use bantin::text::boundary_before;
/// assert_eq!((boundary_before("ađ", 2), boundary_before("ađ", 9)), (1, 3));
/// ```
pub fn boundary_before(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod letters {
    use super::*;

    proptest::proptest! {
        #[test]
        fn lower_case_is_what_unicode_says(text in "\\PC{0,12}|[a-zA-ZÀ-ỹĐđ]{0,12}") {
            proptest::prop_assert_eq!(lower_case(&text), text.to_lowercase());
        }
    }

    #[test]
    fn quick_tests_of_letters_say_what_unicode_says() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_mark(c), unicode_normalization::char::is_combining_mark(c), "{c:?}");
        }
    }
}
