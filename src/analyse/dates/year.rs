//! Years, runs of years, and units by distance: `năm 2023`, `giai đoạn 2021-2025`, `năm ngoái`, `tuần trước`.

use jiff::civil::Weekday;

use super::context::{self, Sign, gives, word_after, word_before};
use super::cursor::{Cursor, Token};
use super::lead::week_shift;
use super::scan::Place;
use super::value::{Value, Year};
use super::words::Word;

type Read<'a> = Option<(Value, Cursor<'a>)>;

/// A number of four digits that can be a year.
pub(super) fn year_number(cursor: Cursor) -> Option<(i16, Cursor)> {
    let (number, after) = cursor.number()?;
    let touches_letter = after.rest().next().is_some_and(|c| c.is_alphanumeric());
    (number.digits == 4 && (1000..=2199).contains(&number.value) && !touches_letter).then_some((number.value, after))
}

/// The year behind a day, month or quarter: one of `signs` and a number, or `năm 2023`, `năm ngoái`, `của năm 2023`.
/// A space among the signs stands for none at all.
pub(super) fn year_behind<'a>(cursor: Cursor<'a>, signs: &[char]) -> (Year, Cursor<'a>) {
    let signed = signs.iter().find_map(|sign| match sign {
        ' ' => year_number(cursor).filter(|(year, _)| (1900..=2100).contains(year)),
        ',' => cursor.mark(',')?.word(Word::Year).and_then(year_number),
        sign => year_number(cursor.mark(*sign)?),
    });
    if let Some((year, after)) = signed {
        return (Year::Stated(year), after);
    }
    let word = cursor.maybe(Word::Of).word(Word::Year).and_then(year_word);
    word.unwrap_or((Year::Unknown, cursor))
}

/// What stands behind `năm`: `2023`, `nay`, `ngoái`, `trước`, `sau`, `tới`.
pub(super) fn year_word(cursor: Cursor) -> Option<(Year, Cursor)> {
    if let Some((year, after)) = year_number(cursor) {
        return Some((Year::Stated(year), after));
    }
    let (token, after) = cursor.next();
    let shift = match token {
        Token::Word(Word::Nay) => 0,
        Token::Word(Word::LastYear | Word::Before) => -1,
        Token::Word(Word::After | Word::Coming) => 1,
        _ => return None,
    };
    Some((Year::Shifted(shift), after))
}

/// `năm 2023`, `năm 2021 - 2025`, `năm học 2020-2021`, `năm ngoái`
pub(super) fn year(place: Place) -> Read {
    let cursor = place.cursor().word(Word::Year)?;
    let school = cursor.word(Word::School).map(|after| after.maybe(Word::New));
    if let Some(after) = school {
        return years(after);
    }
    if let Some((first, after)) = year_number(cursor) {
        let range = range_end(first, after);
        let (last, end) = range.unwrap_or((first, after));
        return context::ends(end).then_some((Value::Years(first, last), end));
    }
    let (shift, after) = year_shift(cursor)?;
    (!context::is_one_of_many(place)).then_some((Value::YearShift(shift), after))
}

fn year_shift(cursor: Cursor) -> Option<(i16, Cursor)> {
    let (token, after) = cursor.next();
    match token {
        Token::Word(Word::Nay) => Some((0, after)),
        Token::Word(Word::LastYear | Word::Done) => Some((-1, after)),
        Token::Word(Word::Before | Word::After | Word::Coming) => {
            week_shift(cursor).map(|(shift, after)| (shift as i16, after))
        }
        _ => None,
    }
}

/// ` - 2025`, ` đến năm 2025` behind a first year
fn range_end(first: i16, cursor: Cursor) -> Option<(i16, Cursor)> {
    let link = cursor.mark('-').or_else(|| cursor.word(Word::To)).or_else(|| cursor.word(Word::Coming))?;
    let (last, after) = year_number(link.maybe(Word::UntilEnd).maybe(Word::Year))?;
    (first < last).then_some((last, after))
}

/// `2021-2025`, `2021/2022`, `2021 2025`
fn years(cursor: Cursor) -> Read {
    let (first, after) = year_number(cursor)?;
    let link = after.mark('-').or_else(|| after.mark('/')).or_else(|| after.word(Word::To)).unwrap_or(after);
    let (last, end) = year_number(link.maybe(Word::Year))?;
    (first < last && context::ends(end)).then_some((Value::Years(first, last), end))
}

/// `giai đoạn 2021-2025`, `nhiệm kỳ 2020 - 2025`, `niên khóa 2021-2022`
pub(super) fn period(place: Place) -> Read {
    let (token, after) = place.cursor().next();
    let named = match token {
        Token::Word(Word::Giai) => after.word(Word::Doan)?,
        Token::Word(Word::Term) => after.word(Word::Ky)?,
        Token::Word(Word::Nien) => after.word(Word::Khoa)?,
        Token::Word(Word::Khoa) => after,
        _ => return None,
    };
    years(named.maybe(Word::Year))
}

/// A number of four digits that nothing leads in: `SEA Games 2023`, `(SN 1979`, `2017-2018`.
pub(super) fn bare(place: Place) -> Read {
    if !context::begins(place) {
        return None;
    }
    let (first, after) = year_number(place.cursor())?;
    let before = word_before(place.text, place.start);
    if !(1900..=2100).contains(&first) || gives(before, Sign::NoDayBefore) {
        return None;
    }
    if let Some((Value::Years(first, last), end)) = years(place.cursor())
        && last - first <= LONGEST_BARE_RUN
    {
        return Some((Value::Years(first, last), end));
    }
    let quantity = gives(before, Sign::NoYearBefore) && !context::follows_date(place)
        || gives(word_after(after), Sign::Unit)
        || after.number().is_some();
    (!quantity && context::ends(after) && after.mark('-').and_then(|c| c.number()).is_none())
        .then_some((Value::Years(first, first), after))
}

/// A run of years longer than this is more likely a quantity from one number to another.
const LONGEST_BARE_RUN: i16 = 60;

/// `tuần trước`, `tuần này`, `tuần tới`
pub(super) fn week(place: Place) -> Read {
    let (shift, after) = week_shift(place.cursor().word(Word::Week)?)?;
    let week = Value::Week { shift, first: Weekday::Monday, last: Weekday::Sunday };
    (!context::is_one_of_many(place)).then_some((week, after))
}

/// `cuối tuần trước`, `cuối tuần này`
pub(super) fn weekend(place: Place) -> Read {
    let (shift, after) = week_shift(place.cursor().words(&[Word::End, Word::Week])?)?;
    Some((Value::Week { shift, first: Weekday::Saturday, last: Weekday::Sunday }, after))
}
