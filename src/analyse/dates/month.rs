//! Months, quarters and parts of a year: `tháng 12/2023`, `quý III/2023`, `6 tháng đầu năm`, `cuối tháng 7`.

use super::context::{self, Sign, gives, word_before};
use super::cursor::{Cursor, Token};
use super::day::month_word;
use super::lead::week_shift;
use super::lunar::is_lunar;
use super::scan::Place;
use super::value::{Month, Part, Value, Year};
use super::words::{Word, lookup};
use super::year::{year_behind, year_number, year_word};

type Read<'a> = Option<(Value, Cursor<'a>)>;

/// `tháng 12`, `tháng 12/2023`, `tháng 8 đến tháng 12/2020`, `tháng trước`
pub(super) fn month(place: Place) -> Read {
    let before = word_before(place.text, place.start);
    let cursor = place.cursor().word(Word::Month)?;
    if before.len() <= 2 && before.bytes().all(|byte| byte.is_ascii_digit()) && !before.is_empty() || before == "mạng"
    {
        return None;
    }
    if let Some((first, after)) = single(cursor) {
        let run = run_end(first, after);
        let (first, last, end) = run.unwrap_or((first, first, after));
        return context::ends(end).then_some((Value::Months(first, last), end));
    }
    let (shift, after) = week_shift(cursor)?;
    (!context::is_one_of_many(place)).then_some((Value::MonthShift(shift), after))
}

/// `12`, `12/2023`, `12 năm ngoái`, `Tám năm 1945`
fn single(cursor: Cursor) -> Option<(Month, Cursor)> {
    let in_number = cursor.small(12);
    let (month, after) = in_number.or_else(|| month_word(cursor))?;
    let (year, end) = year_behind(after, &['/', '-', '.', ' ', ',']);
    let named = in_number.is_some() || year != Year::Unknown;
    (named && !is_lunar(end)).then_some((Month { month, year }, end))
}

/// The end of `tháng 1-3/2021`, `tháng 8 đến tháng 12/2020`, `tháng 10 và 11 2022`.
fn run_end(first: Month, cursor: Cursor) -> Option<(Month, Month, Cursor)> {
    let (token, link) = cursor.next();
    let is_run = match token {
        Token::Mark('-') | Token::Word(Word::To | Word::Coming) => true,
        Token::Mark(',') | Token::Word(Word::And) => false,
        _ => return None,
    };
    let numbered = link.maybe(Word::UntilEnd);
    let worded = numbered.word(Word::Month);
    let (last, end) = single(worded.unwrap_or(numbered))?;
    let stated = last.year != Year::Unknown;
    let next_month = last.month == first.month + 1;
    let joined = if is_run { worded.is_some() || stated || token == Token::Mark('-') } else { next_month && stated };
    let first = match first.year {
        Year::Unknown if first.month <= last.month => Month { year: last.year, ..first },
        Year::Unknown => Month { year: earlier(last.year), ..first },
        _ => first,
    };
    (joined && context::ends(end)).then_some((first, last, end))
}

fn earlier(year: Year) -> Year {
    match year {
        Year::Stated(year) => Year::Stated(year - 1),
        Year::Shifted(shift) => Year::Shifted(shift - 1),
        Year::Unknown => Year::Unknown,
    }
}

/// `12/2023` without a word before it.
pub(super) fn bare(place: Place) -> Read {
    if !context::begins(place) || gives(word_before(place.text, place.start), Sign::NoDayBefore) {
        return None;
    }
    let (month, after) = place.cursor().small(12)?;
    let (year, end) = year_number(after.mark('/')?)?;
    let month = Month { month, year: Year::Stated(year) };
    ((1900..=2100).contains(&year) && context::ends(end)).then_some((Value::Months(month, month), end))
}

/// `quý III/2023`, `quý 4 năm 2023`, `quý hai`
pub(super) fn quarter(place: Place) -> Read {
    let (first, after) = quarter_number(place.cursor().word(Word::Quarter)?)?;
    let link = after.mark('-').or_else(|| after.word(Word::And)).or_else(|| after.word(Word::To));
    let second = link.and_then(|link| quarter_number(link.maybe(Word::Quarter))).filter(|(last, _)| *last == first + 1);
    let signs = ['/', '-', '.', ' ', ','];
    if let Some((last, after)) = second
        && let (Year::Stated(year), end) = year_behind(after, &signs)
        && after.at - place.start < SHORT_RUN
    {
        return Some((Value::Quarters(first, last, Year::Stated(year)), end));
    }
    let (year, end) = year_behind(after, &signs);
    context::ends(end).then_some((Value::Quarters(first, first, year), end))
}

/// `quý I-II/2023` is one run; `quý I và quý II/2023` is two quarters.
const SHORT_RUN: usize = "quý III-IV".len() + 1;

fn quarter_number(cursor: Cursor) -> Option<(i8, Cursor)> {
    let (token, after) = cursor.next();
    let number = match token {
        Token::Word(Word::Roman(number) | Word::Count(number @ 1..=4)) => number as i8,
        Token::Number(number) if number.digits == 1 && (1..=4).contains(&number.value) => number.value as i8,
        _ => return None,
    };
    Some((number, after))
}

/// `6 tháng đầu năm`, `9 tháng năm 2023`: the number stands at the cursor.
pub(super) fn months_of_year(cursor: Cursor) -> Read {
    let (count, after) = cursor.small(12)?;
    months_behind(count, after.word(Word::Month)?)
}

fn months_behind(count: i8, cursor: Cursor) -> Read {
    let (token, after) = cursor.next();
    let side = match token {
        Token::Word(Word::Begin) => Some((1, count)),
        Token::Word(Word::End) => Some((13 - count, 12)),
        _ => None,
    };
    let Some((first, last)) = side else {
        let year = cursor.word(Word::Year).and_then(year_number).or_else(|| year_number(cursor.mark('/')?));
        let (year, end) = year?;
        return Some((Value::MonthsOfYear(1, count, Year::Stated(year)), end));
    };
    let (year, end) = of_year(after)?;
    Some((Value::MonthsOfYear(first, last, year), end))
}

/// `năm`, `năm 2023`, `của năm nay`, `2023`
fn of_year(cursor: Cursor) -> Option<(Year, Cursor)> {
    if let Some((year, after)) = year_number(cursor) {
        return Some((Year::Stated(year), after));
    }
    let after = cursor.maybe(Word::Of).word(Word::Year)?;
    Some(year_word(after).unwrap_or((Year::Unknown, after)))
}

/// `sáu tháng đầu năm`: `tháng` stands at the place, the count in words before it.
pub(super) fn counted_months(place: Place) -> Option<(usize, Value, Cursor)> {
    let after = place.cursor().word(Word::Month)?;
    if !matches!(after.next().0, Token::Word(Word::Begin | Word::End)) {
        return None;
    }
    let before = word_before(place.text, place.start);
    let count = match lookup(before)? {
        Word::Count(count) => count as i8,
        Word::Year => 5,
        _ => return None,
    };
    let start = place.start - 1 - before.len();
    let free = place.previous.is_none_or(|previous| previous.byte_range.end <= start);
    let (value, end) = months_behind(count, after)?;
    (free && place.text[start..].starts_with(before)).then_some((start, value, end))
}

/// `nửa đầu năm 2023`, `nửa cuối năm`
pub(super) fn half(place: Place) -> Read {
    let (token, after) = place.cursor().word(Word::Half)?.next();
    let (first, last) = match token {
        Token::Word(Word::Begin) => (1, 6),
        Token::Word(Word::End) => (7, 12),
        _ => return None,
    };
    let (year, end) = of_year(after)?;
    Some((Value::MonthsOfYear(first, last, year), end))
}

/// `đầu tháng 8/2020`, `cuối năm 2022`, `đầu 2021`
pub(super) fn part(place: Place) -> Read {
    let (token, after) = place.cursor().next();
    let part = match token {
        Token::Word(Word::Begin) => Part::Begin,
        Token::Word(Word::Middle) => Part::Middle,
        Token::Word(Word::End) => Part::End,
        _ => return None,
    };
    if let Some(after) = after.word(Word::Month) {
        let (month, end) = single(after)?;
        return context::ends(end).then_some((Value::MonthPart(part, month), end));
    }
    let year = year_number(after).map(|(year, end)| (Year::Stated(year), end));
    let (year, end) = year.or_else(|| after.word(Word::Year).and_then(year_word))?;
    let (first, last) = match part {
        Part::Begin => (1, 3),
        Part::Middle => return None,
        Part::End => (10, 12),
    };
    context::ends(end).then_some((Value::MonthsOfYear(first, last, year), end))
}
