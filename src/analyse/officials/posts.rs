//! Where a post stands: a head (`Phó Chủ tịch`), then words of its unit, until a name or the predicate.

use std::ops::Range;

use super::lexicon::{
    CONFERRAL, HEAD, HONORIFIC, Kinds, Lexicon, OPEN, PLACE, PREDICATE, PREFIX, PRIVATE, PUBLIC, RANK, UNIT, WEAK,
};
use super::names::{Before, foreign_at, name_at, unmarked_at};
use super::words::{Case, Gap, Words};

/// The most words of a post.
const LONGEST: usize = 40;

/// A post found in the text.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// With `nguyên`, `cố`, `tân` before the head.
    pub(super) words: Range<usize>,
    /// The first word behind the head.
    pub(super) head_end: usize,
    pub(super) kind: PostKind,
}

/// What a post says of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PostKind {
    /// Makes an official.
    Public,
    /// Makes an official only of one who is known as one: `Tổng giám đốc` alone.
    Bare,
    /// A company's, a club's.
    Private,
    Rank,
}

/// The post that begins at a word.
pub(super) fn post_at(lexicon: &Lexicon, words: &Words<'_>, at: usize, before: Before) -> Option<Post> {
    let prefix = prefix_len(lexicon, words, at);
    if let Some((len, _)) = lexicon.longest(words, at + prefix, RANK) {
        let end = at + prefix + len;
        return Some(Post { words: at..end, head_end: end, kind: PostKind::Rank });
    }
    let (len, kinds) = lexicon.longest(words, at + prefix, HEAD)?;
    let is_longer_unit = lexicon.longest(words, at, UNIT).is_some_and(|(unit, _)| unit > prefix + len);
    if is_longer_unit || is_part_of_unit(words, at) || is_split_conferral(lexicon, words, at) {
        return None;
    }
    let head_end = at + prefix + len;
    let end = tail_end(lexicon, words, head_end..at + LONGEST, before);
    let kind = kind_of(lexicon, words, at..end, head_end, kinds & WEAK != 0);
    Some(Post { words: at..end, head_end, kind })
}

/// `nguyên`, `cựu`, `cố`, `tân`, `quyền` before a head; not the `quyền` of `thừa ủy quyền`.
fn prefix_len(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> usize {
    let authority = words.gap(at).joins()
        && at.checked_sub(1).is_some_and(|before| matches!(words.written(before), "ủy" | "uỷ" | "thẩm" | "chính"));
    usize::from(!authority && lexicon.is(words, at, PREFIX) && words.gap(at + 1).joins())
}

/// `chức vụ | Trưởng ban`: no `vụ trưởng`.
fn is_split_conferral(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|word| word.case == Case::Lower)
        && words.get(at + 1).is_some_and(|next| next.case == Case::Title)
        && lexicon.ends_before(words, at + 1, CONFERRAL)
}

/// `Văn phòng Chủ tịch nước`, `Ban Bí thư`: the head is part of a body's name.
fn is_part_of_unit(words: &Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words.written(before));
    words.gap(at).joins() && matches!(before, "phòng" | "Ban" | "ban" | "Lăng" | "lăng" | "ghế" | "tưởng")
}

fn kind_of(lexicon: &Lexicon, words: &Words<'_>, post: Range<usize>, head_end: usize, weak: bool) -> PostKind {
    let mut owners: Kinds = 0;
    for at in post.clone() {
        owners |= lexicon.longest(words, at, PRIVATE | PUBLIC).map_or(0, |(_, kinds)| kinds);
    }
    if owners & PRIVATE != 0 && owners & PUBLIC == 0 && !has_party_unit(words, post.clone()) {
        return PostKind::Private;
    }
    match weak && head_end == post.end {
        true => PostKind::Bare,
        false => PostKind::Public,
    }
}

/// Party cells and unions stand inside companies too; their heads are officials.
fn has_party_unit(words: &Words<'_>, post: Range<usize>) -> bool {
    post.clone().any(|at| match words.written(at).to_lowercase().as_str() {
        "đảng" | "bí" | "ubnd" | "hđnd" | "bộ" | "mttq" => true,
        "đoàn" => !matches!(words.written(at.saturating_sub(1)), "Tập" | "tập" | "TẬP"),
        _ => false,
    })
}

/// Where the unit of a post ends.
fn tail_end(lexicon: &Lexicon, words: &Words<'_>, within: Range<usize>, before: Before) -> usize {
    let from = within.start;
    let mut at = from;
    while at < words.len() && at < within.end {
        match step(lexicon, words, at, from, before) {
            Some(len) => at += len,
            None => break,
        }
    }
    trim(words, from, at)
}

/// Connectives that end up at the end of a post are no part of it.
fn trim(words: &Words<'_>, from: usize, mut end: usize) -> usize {
    while end > from && matches!(words.written(end - 1), "và" | "của" | "các" | "tại") {
        end -= 1;
    }
    end
}

/// How many words the post goes on with, if it goes on.
fn step(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize, before: Before) -> Option<usize> {
    let word = words.get(at)?;
    if !may_cross(lexicon, words, at, from) {
        return None;
    }
    let unit = lexicon.longest(words, at, UNIT).map_or(0, |(len, _)| len);
    let verb = lexicon.longest(words, at, PREDICATE).map_or(0, |(len, _)| len);
    let spoken = word.case == Case::Lower;
    let named = unit > 0 && at > 0 && matches!(words.written(at - 1), "Ban" | "BAN");
    if spoken && !named && verb > 0 && verb >= unit && !goes_on_with_and(lexicon, words, at, from) {
        return None;
    }
    if name_at(lexicon, words, at, before).is_some() {
        return None;
    }
    let place = lexicon.longest(words, at, PLACE).filter(|_| word.is_capital()).map_or(0, |(len, _)| len);
    if place > unit {
        return Some(place);
    }
    if unit > 0 {
        return Some(before_name(lexicon, words, at, unit));
    }
    if lexicon.longest(words, at, HEAD | RANK | HONORIFIC).is_some()
        && !(word.case == Case::Upper && word.end - word.start < 4)
    {
        return None;
    }
    if foreign_at(lexicon, words, at).is_some() || is_unmarked_name(lexicon, words, at, from) {
        return None;
    }
    match word.case {
        Case::Title | Case::Upper => Some(1),
        Case::Digit => number_fits(words, at, from).then_some(1),
        Case::Lower if goes_on_with_and(lexicon, words, at, from) => Some(1),
        Case::Lower if second_syllable(lexicon, words, at, from) => Some(1),
        Case::Lower => complement(lexicon, words, at, from),
    }
}

/// `Thủ tướng Mông Cổ | Dan Ban`.
fn is_unmarked_name(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> bool {
    (at == from || lexicon.ends_before(words, at, PLACE)) && unmarked_at(lexicon, words, at).is_some()
}

/// `UBND tỉnh | Đoàn Bá Hoạch`: a phrase (`tỉnh đoàn`) stops where a name begins.
fn before_name(lexicon: &Lexicon, words: &Words<'_>, at: usize, len: usize) -> usize {
    let begins = |inner: &usize| {
        words.get(at + inner - 1).is_some_and(|before| before.case == Case::Lower)
            && name_at(lexicon, words, at + inner, Before::Post).is_some()
    };
    (1..len).find(begins).unwrap_or(len)
}

/// Whether a post may go on over the gap before a word.
fn may_cross(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> bool {
    let word = match words.get(at) {
        Some(word) => word,
        None => return false,
    };
    match word.gap {
        Gap::Space | Gap::Joint => true,
        Gap::Comma => at > from && lists_fields(lexicon, words, at),
        Gap::Dash => at > from && is_compound_dash(lexicon, words, at),
        Gap::Semicolon | Gap::Colon | Gap::Open | Gap::Close | Gap::Stop | Gap::Break | Gap::Other => false,
    }
}

/// `Sở Văn hóa, Thể thao và Du lịch`: a capitalised field behind the comma, and `và` or another comma with a field.
fn lists_fields(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let Some((len, _)) = field_at(lexicon, words, at) else { return false };
    let after = at + len;
    let and = words.gap(after).joins() && matches!(words.written(after), "và" | "&");
    let another = words.gap(after) == Gap::Comma && lists_fields_once(lexicon, words, after);
    and && field_at(lexicon, words, after + 1).is_some() || another
}

fn lists_fields_once(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    field_at(lexicon, words, at).is_some_and(|(len, _)| {
        words.gap(at + len).joins()
            && words.written(at + len) == "và"
            && field_at(lexicon, words, at + len + 1).is_some()
    })
}

/// A field such as `Thể thao`: of a list of units, capitalised, and no post.
fn field_at(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> Option<(usize, u16)> {
    let is_capital = words.get(at).is_some_and(|word| word.is_capital());
    (is_capital && lexicon.longest(words, at, HEAD).is_none()).then(|| lexicon.longest(words, at, UNIT)).flatten()
}

/// `Thông tin - Truyền thông`, `VH - TT & DL`.
fn is_compound_dash(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let both_short = word.case == Case::Upper
        && words.get(at - 1).is_some_and(|before| before.case == Case::Upper)
        && lexicon.longest(words, at, HEAD | RANK).is_none()
        && word.end - word.start <= 4;
    let field = lexicon.longest(words, at, UNIT).is_some()
        && lexicon.longest(words, at, HEAD | RANK).is_none()
        && lexicon.longest(words, at, PREDICATE).is_none();
    let place = word.is_capital()
        && lexicon.longest(words, at, PLACE).is_some()
        && name_at(lexicon, words, at, Before::Anything).is_none();
    both_short || field || place
}

/// `Văn hóa và Thể thao`, `Ủy ban Kinh tế của Quốc hội`: what follows is part of the unit.
fn goes_on_with_and(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> bool {
    let next = at + 1;
    if at == from || !words.gap(next).joins() {
        return false;
    }
    let capital = words.get(next).is_some_and(|word| word.is_capital());
    let free = lexicon.longest(words, next, HEAD | RANK | HONORIFIC).is_none()
        && name_at(lexicon, words, next, Before::Anything).is_none();
    let unit = lexicon.longest(words, next, UNIT).is_some();
    match words.written(at) {
        "và" => {
            free && unit
                && (capital && !begins_body(words, next)
                    || !capital
                        && words.get(at - 1).is_some_and(|w| w.case == Case::Lower)
                        && field_before(lexicon, words, at))
        }
        "của" => capital && free,
        "về" => unit,
        _ => false,
    }
}

fn field_before(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    at >= 2
        && lexicon.longest(words, at - 2, UNIT).is_some_and(|(len, _)| len == 2)
        && !matches!(words.written(at - 2), "Tỉnh" | "Thành" | "Huyện")
}

/// `và UBND`, `và Sở`: another body begins.
fn begins_body(words: &Words<'_>, at: usize) -> bool {
    matches!(
        words.written(at),
        "UBND" | "HĐND" | "Sở" | "Bộ" | "Ủy" | "Uỷ" | "Ban" | "Tỉnh" | "Hội" | "Đoàn" | "Thường"
    )
}

/// `Quân khu 5`, `xóm 3`, `quận 1`.
fn number_fits(words: &Words<'_>, at: usize, from: usize) -> bool {
    at > from && words.gap(at).joins() && words.get(at).is_some_and(|word| word.end - word.start <= 3)
}

/// `Trung tâm | xúc tiến thương mại | tỉnh`: unknown words behind a unit that asks for more, as far as the next known
/// word, the name or the end of the clause; nothing when a predicate comes first.
fn complement(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> Option<usize> {
    let before = (1..=3).rev().filter_map(|len| at.checked_sub(len).map(|start| (start, len)));
    let last = before
        .filter(|(start, _)| start + 3 >= from)
        .find_map(|(start, len)| lexicon.longest(words, start, UNIT | HEAD).filter(|(found, _)| *found == len));
    if last.is_none_or(|(_, kinds)| kinds & OPEN == 0) {
        return None;
    }
    for len in 1..=6 {
        let word = words.get(at + len);
        let closed = word.is_none_or(|word| !word.gap.joins());
        if closed
            || word.is_some_and(|word| word.case != Case::Lower)
            || lexicon.longest(words, at + len, UNIT).is_some()
        {
            return Some(len);
        }
        let connects = matches!(words.written(at + len), "và" | "về" | "của");
        if !connects && lexicon.longest(words, at + len, PREDICATE).is_some() {
            return None;
        }
    }
    None
}

/// `Khoa học`: the lower-case syllable behind one capitalised syllable of an unknown field.
fn second_syllable(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| *before >= from).and_then(|before| words.get(before)) else {
        return false;
    };
    let alone = at < from + 2
        || words
            .get(at - 2)
            .is_some_and(|word| matches!(word.case, Case::Lower | Case::Digit) || lexicon.is(words, at - 2, UNIT));
    let place = lexicon.longest(words, at - 1, PLACE).is_some();
    before.case == Case::Title && alone && !place && words.gap(at) == Gap::Space
}
