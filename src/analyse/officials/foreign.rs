//! Where a foreigner's name stands: `Kishida Fumio`, `Bunthan Xay-nhạ-xẻng`, `Jean - Yves Le Drian`.

use std::ops::Range;

use super::lexicon::{HEAD, HONORIFIC, INTRODUCER, Lexicon, PLACE, PREDICATE, RANK, UNIT};
use super::names::{Before, is_half_a_word, name_at, run_len};
use super::words::{Case, Gap, Words};
use crate::text::syllable::{is_syllable, is_unmarked_syllable};
use crate::text::{is_apostrophe, is_dash};

/// The most capitalised words of a foreign name, particles and hyphens aside.
const LONGEST: usize = 5;

/// A foreign name: up to five capitalised words of which half at least are no Vietnamese syllables; a single word
/// before another name is what that other is the head of (`Chủ tịch Interpol | Mạnh Hoành Vĩ`).
pub(super) fn foreign_at(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let first = words.get(at)?;
    if let Some(end) = behind_initial(words, at + 1) {
        return Some(at..with_parts(lexicon, words, at, end)).filter(|name| is_spelled_out(words, name));
    }
    let half = words.text.get(..first.start).is_some_and(|before| before.ends_with('&'));
    let begins = first.case == Case::Title && !half && lexicon.longest(words, at, PLACE | PREDICATE).is_none();
    if !begins || !may_be_foreign(words, at) && !is_hyphenated(words, at + 2) {
        return None;
    }
    let len = run_len(lexicon, words, at);
    let end = with_parts(lexicon, words, at, at + len);
    if len == 1 && end == at + 1 && first.end - first.start < 3 || (at..at + len).any(|at| is_brand(words.written(at)))
    {
        return None;
    }
    if (at + 1..at + len).any(|at| lexicon.longest(words, at, PLACE).is_some_and(|(len, _)| len >= 2)) {
        return None;
    }
    let strange = (at..at + len).filter(|at| is_strange(words, *at)).count();
    if end == at + len && is_half_a_word(lexicon, words, end - 1) {
        return None;
    }
    let of_another = end == at + 1 && name_at(lexicon, words, end, Before::Post).is_some();
    let fits = len <= LONGEST && strange > 0 && strange * 2 >= len && !of_another;
    fits.then_some(at..end).filter(|name| is_spelled_out(words, name))
}

/// Whether a name is more than initials: `T T` is the abbreviation of a field.
fn is_spelled_out(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.clone().any(|at| words.get(at).is_some_and(|word| word.end - word.start > 2))
}

/// `Dan Ban` right behind a head or a country: two or three words without marks that the lexicon doesn't know.
pub(super) fn unmarked_at(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let len = run_len(lexicon, words, at);
    let fits = |at: usize| {
        words.get(at).is_some_and(|word| word.ascii && word.case == Case::Title && word.end - word.start > 1)
            && lexicon.longest(words, at, PLACE | UNIT | HEAD).is_none()
    };
    (matches!(len, 2 | 3) && (at..at + len).all(fits)).then(|| at..with_parts(lexicon, words, at, at + len))
}

/// `trường Sunrise`, `bang Kelantan`: what stands before makes the name that of a thing; `Nhật Bản` is no `bản`.
pub(super) fn names_a_thing(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| words.written(at));
    let is_state = before(1) == "bang" && !matches!(before(2), "liên" | "Liên");
    is_state || lexicon.ends_before(words, at, INTRODUCER) && !lexicon.ends_before(words, at, PLACE)
}

/// A word without marks, one that is no Vietnamese syllable, or one that a hyphen joins to the next.
fn may_be_foreign(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|word| word.ascii) || is_strange(words, at)
}

/// Whether a word is no Vietnamese syllable, or is written in syllables joined by hyphens: `Xay-nhạ-xẻng`.
pub(super) fn is_strange(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|word| word.strange) || is_hyphenated(words, at + 1)
}

/// Whether a word as written is no Vietnamese syllable.
pub(super) fn is_strange_word(written: &str) -> bool {
    let lawful =
        if written.is_ascii() { is_unmarked_syllable(written) } else { is_syllable(written) || is_native(written) };
    !lawful && !written.contains(is_apostrophe)
}

/// Letters that no other country writes names with: `Đắk`, `Kđăm`.
fn is_native(word: &str) -> bool {
    word.contains(['đ', 'Đ', 'ă', 'ơ', 'ư', 'ắ', 'ờ', 'ừ'])
}

/// The end of a foreign name whose capitalised run ends at `end`: with hyphens, initials and particles.
pub(super) fn with_parts(lexicon: &Lexicon, words: &Words<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    let floor = start + LONGEST + 2;
    while end < floor {
        let further = hyphenated(words, end)
            .or_else(|| spaced_hyphen(lexicon, words, start, end))
            .or_else(|| behind_initial(words, end))
            .or_else(|| particle(words, end));
        match further {
            Some(after) => end = after,
            None => break,
        }
    }
    end
}

/// Whether a word hangs on the one before by a hyphen, in lower case: `Nam-il`, `Xay-nhạ`.
fn is_hyphenated(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|word| {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or(0, |before| before.end);
        let between = words.text.get(before..word.start).unwrap_or("");
        word.gap == Gap::Joint && word.case == Case::Lower && between.starts_with(is_dash)
    })
}

/// `Nam-il`, `Xay-nhạ-xẻng`, and the capitalised words that follow.
fn hyphenated(words: &Words<'_>, end: usize) -> Option<usize> {
    let joined = (end..end + 4).take_while(|at| is_hyphenated(words, *at)).count();
    (joined > 0).then(|| capitals(words, end + joined))
}

/// `Kim Jong - un`, `Jean - Yves Le Drian`: hyphens that a tool has set between spaces.
fn spaced_hyphen(lexicon: &Lexicon, words: &Words<'_>, start: usize, end: usize) -> Option<usize> {
    let next = words.get(end).filter(|word| word.gap == Gap::Dash)?;
    let unknown = lexicon.longest(words, end, HEAD | RANK | UNIT | HONORIFIC | PLACE).is_none();
    let all_unmarked = (start..=end).all(|at| may_be_foreign(words, at));
    let fits = match next.case {
        Case::Lower => {
            end == start + 2 && next.end - next.start <= 5 && lexicon.longest(words, end, PREDICATE).is_none()
        }
        Case::Title => is_strange(words, end) && is_strange(words, end - 1),
        _ => false,
    };
    (unknown && all_unmarked && fits).then(|| capitals(words, end + 1))
}

/// `George W. Bush`: the full stop of an initial ends no sentence.
fn behind_initial(words: &Words<'_>, end: usize) -> Option<usize> {
    let initial = words.written(end.checked_sub(1)?);
    let is_initial = initial.len() == 1 && initial.starts_with(|c: char| c.is_ascii_uppercase());
    let next = words.get(end).filter(|word| word.case == Case::Title)?;
    let before = end.checked_sub(1).and_then(|before| words.get(before)).map_or(0, |before| before.end);
    let stop = words.text.get(before..next.start).is_some_and(|between| between.starts_with('.'));
    (is_initial && stop && is_strange(words, end)).then(|| capitals(words, end + 1))
}

/// `al-Hadi`, `bin Salman`, `de la Cruz`.
fn particle(words: &Words<'_>, end: usize) -> Option<usize> {
    let is_particle = |at: usize| {
        matches!(
            words.written(at),
            "al" | "bin" | "ben" | "de" | "del" | "la" | "van" | "von" | "der" | "da" | "el" | "ibn"
        )
    };
    let joins = words.gap(end) == Gap::Space && is_particle(end);
    let second = if joins && words.gap(end + 1) == Gap::Space && is_particle(end + 1) { end + 2 } else { end + 1 };
    let next = words.get(second).filter(|word| word.is_capital() && word.ascii)?;
    (joins && (next.gap.joins() || next.gap == Gap::Dash)).then(|| capitals(words, second + 1))
}

/// Past the capitalised words without marks that follow.
fn capitals(words: &Words<'_>, from: usize) -> usize {
    let fits = |at: &usize| {
        words
            .get(*at)
            .is_some_and(|word| word.case == Case::Title && word.gap == Gap::Space && may_be_foreign(words, *at))
    };
    from + (from..from + LONGEST).take_while(fits).count()
}

/// `DongABank`, `F1H2O`: a word with a digit, or a capital behind a small letter.
fn is_brand(word: &str) -> bool {
    let bytes = word.as_bytes();
    let mixed = bytes.iter().zip(bytes.iter().skip(1)).any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase());
    bytes.iter().any(u8::is_ascii_digit) || mixed && !word.starts_with("Mc") && !word.starts_with("Mac")
}
