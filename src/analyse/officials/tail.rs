//! Where the unit of a post ends: words of units, fields and places, until a name or the predicate.

use std::ops::Range;

use super::foreign::{foreign_at, names_a_thing, unmarked_at};
use super::lexicon::{HEAD, HONORIFIC, Kinds, Lexicon, OPEN, PLACE, PREDICATE, RANK, UNIT};
use super::names::{Before, name_at};
use super::words::{Case, Gap, Words};

/// Where the unit of a post ends.
pub(super) fn tail_end(lexicon: &Lexicon, words: &Words<'_>, within: Range<usize>, before: Before) -> usize {
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
    let named = unit > 0 && at > 0 && matches!(words.written(at - 1), "Ban" | "BAN" | "ban");
    if let Some(len) = seat(lexicon, words, at, from).or_else(|| in_charge(lexicon, words, at, from)) {
        return Some(len);
    }
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
    if let Some((len, _)) = lexicon.longest(words, at, HEAD | RANK | HONORIFIC)
        && !(word.case == Case::Upper && word.end - word.start < 4)
    {
        return is_office(words, at).then_some(len);
    }
    if let Some(foreign) = foreign_at(lexicon, words, at) {
        return names_a_thing(lexicon, words, at).then(|| without_head(words, at, foreign.len()));
    }
    if is_unmarked_name(lexicon, words, at, from) {
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

/// `bang Hamburg | Olaf Scholz`: the two last words of three and more behind `bang` are its head's name.
fn without_head(words: &Words<'_>, at: usize, len: usize) -> usize {
    let is_state = at > 0 && words.written(at - 1) == "bang";
    if is_state && len >= 3 { len - 2 } else { len }
}

/// `Chủ nhiệm Văn phòng Chủ tịch nước`: the office of one post is the unit of another.
fn is_office(words: &Words<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| words.written(at));
    matches!((before(2), before(1)), ("Văn" | "văn", "phòng")) && words.get(at).is_some_and(|word| word.is_capital())
}

/// `Đại sứ Nhật Bản tại Việt Nam`, `Tòa án cấp cao tại Hà Nội`: where a post is held that names its seat.
fn seat(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> Option<usize> {
    let (len, _) = lexicon.longest(words, at + 1, PLACE).filter(|_| words.written(at) == "tại")?;
    let is_capital = words.get(at + 1).is_some_and(|word| word.is_capital());
    let high_court = at > from && matches!(words.written(at - 1), "cao" | "Cao");
    let seated = (1..=3).any(|back| {
        let head = from.saturating_sub(back)..from;
        matches!(
            words.printed(head).to_lowercase().as_str(),
            "đại sứ" | "tham tán" | "lãnh sự" | "đại diện" | "tùy viên" | "công sứ" | "đại biện"
        )
    });
    (is_capital && (high_court || seated)).then_some(1 + len)
}

/// `Phó Giám đốc phụ trách Sở …`: `phụ trách` is part of the post where a unit follows.
fn in_charge(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> Option<usize> {
    let is_unit =
        lexicon.longest(words, at + 2, UNIT).is_some() && words.get(at + 2).is_some_and(|word| word.is_capital());
    let says = words.written(at) == "phụ" && words.written(at + 1) == "trách";
    (says && is_unit && at <= from + 2 && words.gap(at + 2).joins()).then_some(2)
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
        Gap::Comma => at > from && (lists_fields(lexicon, words, at) || is_higher_unit(lexicon, words, at, from)),
        Gap::Dash => at > from && is_compound_dash(lexicon, words, at),
        Gap::Semicolon | Gap::Colon | Gap::Open | Gap::Close | Gap::Stop | Gap::Break | Gap::Other => false,
    }
}

/// `Vụ trưởng Vụ Pháp chế, Bộ Nội vụ`: the unit that the first one is part of.
fn is_higher_unit(lexicon: &Lexicon, words: &Words<'_>, at: usize, from: usize) -> bool {
    const PARTS: [&str; 9] = ["Vụ", "Phòng", "Cục", "Đội", "Khoa", "Viện", "Trung", "Thanh", "Chi"];
    let is_part = words.get(from).is_some_and(|first| first.is_capital()) && PARTS.contains(&words.written(from))
        || from > 0 && matches!(words.written(from - 1), "phòng" | "Phòng" | "khoa" | "Khoa");
    let once = (from + 1..at).all(|inner| words.gap(inner) != Gap::Comma);
    let higher = matches!(words.written(at), "Bộ" | "Sở" | "Tổng")
        || words.written(at) == "Công" && words.written(at + 1) == "an"
        || words.written(at) == "Đại" && words.written(at + 1) == "học";
    is_part && once && higher && lexicon.longest(words, at, HEAD | RANK).is_none()
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
fn field_at(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> Option<(usize, Kinds)> {
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
    if at == from && words.written(at) != "của" || !words.gap(next).joins() {
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
        "của" => free && (capital || lexicon.longest(words, next, UNIT).is_some_and(|(len, _)| len >= 2)),
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
