//! The two forms of a syllable.
//!
//! *Folded*: lower case, all marks gone, `đ` → `d`. *Exact*: lower case, the tone mark taken out of its place and
//! put at the end behind a tilde, as the letter that types it in Telex (`hòa` and `hoà` → `hoa~f`), so that old
//! and new tone placement are one; circumflex, breve, horn and `đ` stay; `y` is `i` where the two spell one sound
//! (`Mỹ` = `Mĩ`).
//!
//! Tone placement: Decision 240/QĐ of the Ministry of Education (1984) and Circular 01/2003 print both; `i` and
//! `y` after h, k, l, m, s, t, qu in an open syllable are free by the same decision.

use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_canonical};

use super::is_mark;

/// What one lower-case character is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    /// Without any mark: `ệ` → `e`, `đ` → `d`.
    folded: char,
    /// Without its tone mark: `ệ` → `ê`, `đ` → `đ`.
    toneless: char,
    /// The Telex letter of its tone mark (`s f r x j`), or NUL.
    tone: char,
}

const NO_TONE: char = '\0';
const LATIN_END: usize = 0x250;
const ADDITIONAL: std::ops::Range<usize> = 0x1e00..0x1f00;

static TABLE: LazyLock<Vec<Parts>> =
    LazyLock::new(|| (0..LATIN_END).chain(ADDITIONAL).map(|code| take_apart(code as u32)).collect());

fn take_apart(code: u32) -> Parts {
    let c = char::from_u32(code).and_then(|c| c.to_lowercase().next()).unwrap_or('\0');
    let (mut base, mut toneless, mut tone) = (None, c, NO_TONE);
    decompose_canonical(c, |part| match (base, telex(part)) {
        (None, _) => (base, toneless) = (Some(part), part),
        (Some(_), Some(letter)) => tone = letter,
        (Some(_), None) => toneless = compose(toneless, part).unwrap_or(toneless),
    });
    let base = base.unwrap_or(c);
    Parts { folded: if base == 'đ' { 'd' } else { base }, toneless, tone }
}

/// Bytes of a tone at the end of an exact form.
const TONE: usize = "~s".len();

fn telex(mark: char) -> Option<char> {
    Some(match mark {
        '\u{301}' => 's',
        '\u{300}' => 'f',
        '\u{309}' => 'r',
        '\u{303}' => 'x',
        '\u{323}' => 'j',
        _ => return None,
    })
}

#[inline]
fn parts(c: char) -> Parts {
    let code = c as usize;
    if code < LATIN_END {
        TABLE[code]
    } else if ADDITIONAL.contains(&code) {
        TABLE[code - ADDITIONAL.start + LATIN_END]
    } else {
        let lower = c.to_lowercase().next().unwrap_or(c);
        Parts { folded: lower, toneless: lower, tone: telex_or_none(c) }
    }
}

fn telex_or_none(c: char) -> char {
    telex(c).unwrap_or(NO_TONE)
}

/// One character without case and marks; `None` for a combining mark that stands alone.
///
/// ```
/// # use bantin::text::fold::fold_char;
/// assert_eq!(fold_char('Ệ'), Some('e'));
/// assert_eq!(fold_char('Đ'), Some('d'));
/// assert_eq!(fold_char('\u{301}'), None);
/// ```
#[inline]
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    (!is_mark(c)).then(|| parts(c).folded)
}

/// A whole text without case and marks, spaces and punctuation kept.
///
/// ```
/// # use bantin::text::fold::fold;
/// assert_eq!(fold("Ngô Đông Hải"), "ngo dong hai");
/// ```
pub fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// Writes both forms of one word behind what `folded` and `exact` already hold; says whether they differ.
pub fn push_forms(word: &str, folded: &mut String, exact: &mut String) -> bool {
    let exact_start = exact.len();
    let folded_start = folded.len();
    let mut tone = NO_TONE;
    for c in word.chars() {
        if c.is_ascii() {
            let lower = c.to_ascii_lowercase();
            folded.push(lower);
            exact.push(lower);
            continue;
        }
        let Parts { folded: bare, toneless, tone: own } = parts(c);
        if own != NO_TONE {
            tone = own;
        }
        if is_mark(c) {
            continue;
        }
        folded.push(bare);
        exact.push(toneless);
    }
    if ends_in_free_y(&exact[exact_start..]) {
        exact.pop();
        exact.push('i');
    }
    if tone != NO_TONE {
        exact.push('~');
        exact.push(tone);
    }
    exact[exact_start..] != folded[folded_start..]
}

/// Whether a toneless syllable is one of those in which `y` and `i` are free: `hy ky ly my sy ty quy`.
fn ends_in_free_y(toneless: &str) -> bool {
    matches!(toneless, "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy")
}

/// The exact form of one word.
///
/// ```
/// # use bantin::text::fold::exact;
/// assert_eq!(exact("thuỷ"), exact("thủy"));
/// assert_eq!(exact("Mỹ"), exact("Mĩ"));
/// assert_ne!(exact("tai"), exact("tay"));
/// ```
pub fn exact(word: &str) -> String {
    let mut exact = String::with_capacity(word.len() + TONE);
    push_forms(word, &mut String::with_capacity(word.len()), &mut exact);
    exact
}

/// Whether a word carries any mark: hat, breve, horn, stroke or tone.
///
/// ```
/// # use bantin::text::fold::is_marked;
/// assert!(is_marked("năm") && is_marked("đi") && !is_marked("trong"));
/// ```
pub fn is_marked(word: &str) -> bool {
    word.chars().any(|c| {
        !c.is_ascii() && {
            let p = parts(c);
            p.tone != NO_TONE || p.folded != p.toneless
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_old_and_new_is_one() {
        for (a, b) in [
            ("hoà", "hòa"),
            ("Uỷ", "Ủy"),
            ("khoẻ", "khỏe"),
            ("tuỵ", "tụy"),
            ("quý", "qúy"),
            ("việt", "vịêt"),
            ("thuyến", "thuýên"),
            ("của", "cuả"),
            ("lý", "lí"),
            ("tỷ", "tỉ"),
            ("quý", "quí"),
        ] {
            assert_eq!(exact(a), exact(b), "{a} {b}");
        }
    }

    #[test]
    fn what_differs_in_sound_differs() {
        for (a, b) in
            [("ma", "má"), ("tai", "tay"), ("án", "an"), ("năm", "nam"), ("Thể", "Thế"), ("Vi", "Vy"), ("thi", "thy")]
        {
            assert_ne!(exact(a), exact(b), "{a} {b}");
        }
    }

    #[test]
    fn the_tone_stands_at_the_end() {
        assert_eq!(exact("hoà"), "hoa~f");
        assert_eq!(exact("Pokémon"), "pokemon~s");
        assert_eq!(exact("Đường"), "đương~f");
    }

    proptest::proptest! {
        /// The exact form without its tone is the folded one, but for the `y` that may be an `i`.
        #[test]
        fn both_forms_agree(word in "[a-zA-ZÀ-ỹĐđ]{1,12}") {
            let word = crate::text::normalise::normalise(&word);
            let (mut folded, mut marked) = (String::new(), String::new());
            let differs = push_forms(&word, &mut folded, &mut marked);
            let toneless = marked.split('~').next().unwrap_or_default();
            let one_i = |text: &str| fold(text).replace('y', "i");
            proptest::prop_assert_eq!(one_i(toneless), one_i(&folded));
            proptest::prop_assert_eq!(&fold(&word), &folded);
            proptest::prop_assert_eq!(&fold(&folded), &folded);
            proptest::prop_assert_eq!(differs, marked != folded);
            proptest::prop_assert_eq!(exact(&word), marked);
        }
    }
}
