//! Where a Vietnamese name stands: a surname with one to five more capitalised syllables.

use std::ops::Range;

use super::foreign::{is_strange, with_parts};
use super::lexicon::{HEAD, HONORIFIC, INTRODUCER, Lexicon, PLACE, PREDICATE, SURNAME, UNIT};
use super::words::{Case, Gap, Words};
use crate::text::lower_case;

/// The most words of a name.
const LONGEST: usize = 6;

/// What is known of the place in the sentence where a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing special.
    Anything,
    /// Inside a post, whose unit may end with the name of a place.
    Post,
    /// Inside a post that stands behind its holder: `ông X - Chủ tịch UBND Mai Sơn`.
    Apposed,
    /// Behind a head that asks for a unit: `Tổng giám đốc`.
    Unit,
    /// A form of address or a rank: what follows is a person.
    Address,
}

/// The name that begins at a word.
///
/// `Nguyễn Quang Hưng`, `H'Yim Kđoh`, `Y Thanh Hà Niê Kđăm`; no name: `Thái Bình`, `đường Nguyễn Trãi`.
pub(super) fn name_at(lexicon: &Lexicon, words: &Words<'_>, at: usize, before: Before) -> Option<Range<usize>> {
    let first = words.get(at)?;
    if !first.is_capital() {
        return None;
    }
    let is_ethnic = is_ethnic_start(words, at);
    let run = run_len(lexicon, words, at);
    let addressed = before == Before::Address;
    let may_begin = is_ethnic || lexicon.is(words, at, SURNAME) || addressed && matches!(run, 3 | 4);
    if !may_begin {
        return None;
    }
    if !addressed && (is_unit(lexicon, words, at) || is_place(lexicon, words, at, before)) {
        return None;
    }
    let most = if is_ethnic || lexicon.is(words, at + 1, SURNAME) { LONGEST } else { 5 };
    let len = match run {
        len if len <= most => len,
        _ => 4,
    };
    let len = cut_before_place(lexicon, words, at, len);
    if len == 2 && !addressed && is_half_a_word(lexicon, words, at + 1) {
        return None;
    }
    let least = if before == Before::Apposed && !is_ethnic { 3 } else { 2 };
    (len >= least).then(|| at..with_hyphens(lexicon, words, at, at + len))
}

/// `Đoàn Kinh | tế`: the word goes on behind the capitals.
pub(super) fn is_half_a_word(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let goes_on = words.get(at + 1).is_some_and(|next| next.case == Case::Lower && next.gap == Gap::Space);
    goes_on && lexicon.longest(words, at, UNIT).is_some_and(|(len, _)| len >= 2)
}

/// `Kim Jong-un` begins like a Vietnamese name.
fn with_hyphens(lexicon: &Lexicon, words: &Words<'_>, at: usize, end: usize) -> usize {
    let unmarked = (at..end).all(|at| words.get(at).is_some_and(|word| word.ascii));
    if unmarked { with_parts(lexicon, words, at, end) } else { end }
}

/// `Đoàn Luật sư`, `Y tế`, `ĐỒNG CHÍ`: a field, a body, a form of address rather than a person.
fn is_unit(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    lexicon.longest(words, at, UNIT | HEAD | HONORIFIC).is_some_and(|(len, _)| len >= 2)
}

/// `Y` and `H'…` begin names of the Ê Đê and M'Nông.
fn is_ethnic_start(words: &Words<'_>, at: usize) -> bool {
    let written = words.written(at);
    written == "Y"
        || (written.starts_with(['H', 'K']) && written.chars().nth(1).is_some_and(crate::text::is_apostrophe))
}

/// How many capitalised words of one manner of writing follow one another.
pub(super) fn run_len(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> usize {
    let is_upper = words.get(at).is_some_and(|word| word.case == Case::Upper);
    let mut len = 1;
    while let Some(word) = words.get(at + len) {
        let single = word.end - word.start <= 3 && words.written(at + len).chars().count() == 1;
        let fits = match is_upper {
            true => word.case == Case::Upper || single && word.is_capital(),
            false => word.case == Case::Title,
        };
        let hyphen = word.gap == Gap::Joint && words.text[words.all[at + len - 1].end..word.start].starts_with('-');
        let addresses = matches!(words.written(at + len), "Ông" | "Bà");
        if addresses || !fits || !(word.gap == Gap::Space || hyphen) || len > LONGEST {
            break;
        }
        if is_upper && len >= 2 && lexicon.longest(words, at + len, PREDICATE | HEAD).is_some_and(|(n, _)| n >= 2) {
            break;
        }
        len += 1;
    }
    len
}

/// Leaves out a known place of two words at the end of five or more.
fn cut_before_place(lexicon: &Lexicon, words: &Words<'_>, at: usize, len: usize) -> usize {
    let ends_in_place = len >= 5 && lexicon.longest(words, at + len - 2, PLACE).is_some_and(|(n, _)| n == 2);
    if ends_in_place { len - 2 } else { len }
}

/// Whether the capitalised run is a place or a work rather than a person.
fn is_place(lexicon: &Lexicon, words: &Words<'_>, at: usize, before: Before) -> bool {
    let run = run_len(lexicon, words, at);
    if is_president(words, at, run) {
        return false;
    }
    if let Some((len, _)) = lexicon.longest(words, at, PLACE).filter(|(len, _)| *len >= 2) {
        let rest = run.saturating_sub(len);
        let inside_post = matches!(before, Before::Post | Before::Apposed);
        return rest == 0
            || inside_post && is_strange(words, at + len)
            || starts_name(lexicon, words, at + len, rest)
            || inside_post && rest >= 2;
    }
    if !lexicon.ends_before(words, at, INTRODUCER) {
        return false;
    }
    match (before, level_before(words, at)) {
        (Before::Post, Level::District) => run <= 2 && !is_common(words, at) || splits_later(lexicon, words, at, run),
        (Before::Post, Level::Wide) => splits_later(lexicon, words, at, run),
        (Before::Post | Before::Apposed, Level::Narrow) => run <= 2 || splits_later(lexicon, words, at, run),
        (Before::Apposed, Level::Wide | Level::District) => run <= 2 || splits_later(lexicon, words, at, run),
        _ => true,
    }
}

/// The surnames of nine in ten: `huyện Nguyễn Lân` is a person's, `huyện Vạn Khê` a place's name.
fn is_common(words: &Words<'_>, at: usize) -> bool {
    const COMMON: [&str; 14] =
        ["nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô"];
    COMMON.contains(&&*lower_case(words.written(at)))
}

/// `Chủ tịch Hồ Chí Minh`: no province has three syllables and no level before it, so this is the man.
fn is_president(words: &Words<'_>, at: usize, run: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words.written(before));
    run == 3 && matches!(before, "tịch" | "Tịch" | "TỊCH")
}

fn starts_name(lexicon: &Lexicon, words: &Words<'_>, at: usize, run: usize) -> bool {
    run >= 2 && lexicon.is(words, at, SURNAME)
}

/// `xã Mai Sơn Trần Văn Ba`: the place comes first, the person behind it.
fn splits_later(lexicon: &Lexicon, words: &Words<'_>, at: usize, run: usize) -> bool {
    run >= 4
        && (1..=3).any(|skip| {
            run > skip + 1 && run - skip <= 4 && run >= 5 && starts_name(lexicon, words, at + skip, run - skip)
        })
}

/// The level whose name stands before a word, and whether posts leave its place unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// `Chủ tịch UBND tỉnh` + name of a person.
    Wide,
    /// `Chủ tịch UBND huyện` + name of a person, or of a place in two syllables.
    District,
    /// `Chủ tịch UBND xã` + name of a place, mostly.
    Narrow,
    None,
}

fn level_before(words: &Words<'_>, at: usize) -> Level {
    match at.checked_sub(1).map_or("", |before| words.written(before)) {
        "tỉnh" | "Tỉnh" | "TỈNH" | "TP" | "phố" | "Phố" | "PHỐ" => Level::Wide,
        "huyện" | "Huyện" | "HUYỆN" => Level::District,
        "xã" | "Xã" | "XÃ" | "trấn" | "phường" | "Phường" | "quận" | "Quận" | "thôn" | "ấp" | "xóm" | "bản"
        | "làng" => Level::Narrow,
        _ => Level::None,
    }
}
