//! Days of the lunar calendar that words name: `mùng 3 Tết Giáp Thìn`, `rằm tháng Giêng`, `28 Tết`.
//! `10/3 âm lịch` alone is left out; it is read here only so that nobody takes it for the tenth of March.

use super::cursor::{Cursor, Token};
use super::value::{LunarDays, LunarYear, Value, Year};
use super::words::Word;
use super::year::{year_number, year_word};
use crate::text::lower_case;

type Read<'a> = Option<(Value, Cursor<'a>)>;

/// A day of the lunar calendar at the cursor.
pub(super) fn lunar(cursor: Cursor) -> Read {
    if let Some(after) = cursor.word(Word::Mung) {
        return mung(after);
    }
    if let Some(after) = cursor.word(Word::Ram) {
        let (month, after) = month(after.word(Word::Month)?)?;
        return Some(day(15, month, after));
    }
    if let Some(after) = cursor.word(Word::Tet) {
        return tet(after);
    }
    let (number, after) = cursor.small(30)?;
    if number >= FIRST_BEFORE_TET
        && let Some(after) = after.word(Word::Tet)
    {
        return Some(day(number as u8, 12, festival(after)));
    }
    match after.word(Word::Month)?.next() {
        (Token::Word(Word::LunarMonth(month)), after) => Some(day(number as u8, month, after)),
        _ => None,
    }
}

/// Days before Tết are counted from the day of the kitchen gods on: `23 Tết` … `30 Tết`.
const FIRST_BEFORE_TET: i8 = 23;

/// `3 Tết`, `10 tháng Giêng`, `10/3 âm lịch` behind `mùng`
fn mung(cursor: Cursor) -> Read {
    let (number, after) = cursor.small(10).or_else(|| super::day::month_word(cursor))?;
    let number = number as u8;
    if let Some(after) = after.word(Word::Tet) {
        return Some(day(number, 1, festival(after)));
    }
    if let Some(after) = after.word(Word::Month) {
        let by_name = matches!(after.next().0, Token::Word(Word::LunarMonth(_)));
        let (month, after) = month(after)?;
        return (by_name || is_lunar(after)).then(|| day(number, month, after));
    }
    let (month, after) = after.mark('/')?.small(12)?;
    is_lunar(after).then(|| day(number, month as u8, after))
}

/// `Giêng`, `Chạp`, `7`
fn month(cursor: Cursor) -> Option<(u8, Cursor)> {
    match cursor.next() {
        (Token::Word(Word::LunarMonth(month)), after) => Some((month, after)),
        _ => {
            let (month, after) = cursor.small(12).or_else(|| super::day::month_word(cursor))?;
            Some((month as u8, after))
        }
    }
}

/// Past `Nguyên đán`, `âm lịch` behind `Tết`.
fn festival(cursor: Cursor) -> Cursor {
    let named = cursor.words(&[Word::Nguyen, Word::Dan]).unwrap_or(cursor);
    lunar_mark(named).unwrap_or(named)
}

/// Past `âm lịch`, `(âm lịch)`, `ÂL`.
fn lunar_mark(cursor: Cursor) -> Option<Cursor> {
    let bracket = cursor.mark('(');
    let inside = bracket.unwrap_or(cursor);
    let after = inside.word(Word::LunarShort).or_else(|| inside.words(&[Word::Lunar, Word::Calendar]))?;
    if bracket.is_some() { after.mark(')') } else { Some(after) }
}

/// Whether the numbers before belong to the lunar calendar.
pub(super) fn is_lunar(cursor: Cursor) -> bool {
    let named = cursor.maybe(Word::Year);
    lunar_mark(cursor).is_some() || named_year(named).is_some()
}

fn day(day: u8, month: u8, cursor: Cursor) -> (Value, Cursor) {
    let cursor = lunar_mark(cursor).unwrap_or(cursor);
    let (year, end) = year(cursor).unwrap_or((LunarYear::Unknown, cursor));
    (Value::Lunar(LunarDays { first: day, last: day, month, year }), end)
}

/// `Tết Giáp Thìn`, `Tết Nguyên đán 2024`: the first three days. Without a year the word is mostly the season.
fn tet(cursor: Cursor) -> Read {
    let cursor = festival(cursor);
    let (year, end) = year(cursor)?;
    Some((Value::Lunar(LunarDays { first: 1, last: 3, month: 1, year }), end))
}

/// `Giáp Thìn`, `Giáp Thìn 2024`, `năm 2024`, `2024`, `năm nay`
fn year(cursor: Cursor) -> Option<(LunarYear, Cursor)> {
    let after = cursor.maybe(Word::Year);
    if let Some((index, behind)) = named_year(after) {
        let dash = behind.mark('-').unwrap_or(behind);
        let end = year_number(dash).map_or(behind, |(_, end)| end);
        return Some((LunarYear::Named(index), end));
    }
    if let Some((year, end)) = year_number(after) {
        return Some((LunarYear::Year(Year::Stated(year)), end));
    }
    let (year, end) = cursor.word(Word::Year).and_then(year_word)?;
    Some((LunarYear::Year(year), end))
}

const STEMS: [&[&str]; 10] = [
    &["giáp"],
    &["ất"],
    &["bính"],
    &["đinh"],
    &["mậu"],
    &["kỷ", "kỉ"],
    &["canh"],
    &["tân"],
    &["nhâm"],
    &["quý", "quí"],
];
const BRANCHES: [&[&str]; 12] = [
    &["tý", "tí"],
    &["sửu"],
    &["dần"],
    &["mão", "mẹo"],
    &["thìn"],
    &["tỵ", "tị"],
    &["ngọ"],
    &["mùi"],
    &["thân"],
    &["dậu"],
    &["tuất"],
    &["hợi"],
];

/// One of the sixty names of a year, counted from `Giáp Tý`.
fn named_year(cursor: Cursor) -> Option<(u8, Cursor)> {
    let (stem, after) = one_of(&STEMS, cursor)?;
    let (branch, end) = one_of(&BRANCHES, after)?;
    (0..60).find(|year| year % 10 == stem && year % 12 == branch).map(|year| (year as u8, end))
}

fn one_of<'a>(names: &[&[&str]], cursor: Cursor<'a>) -> Option<(usize, Cursor<'a>)> {
    let (_, after) = cursor.next();
    let word = lower_case(cursor.text.get(cursor.at..after.at)?.trim());
    names.iter().position(|spellings| spellings.contains(&&*word)).map(|index| (index, after))
}
