//! Days in numbers: one, a run, a list.

use super::context::{self, Sign, gives, word_after, word_before};
use super::cursor::{Cursor, Token};
use super::lead::day_part;
use super::lunar;
use super::scan::Place;
use super::value::{Day, Value, Year};
use super::words::Word;
use super::year::{year_behind, year_number, year_word};

type Read<'a> = Option<(Value, Cursor<'a>)>;

/// How much the words before a number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `ngày`, `sáng`, `hôm`: dots, dashes and spaces part a day from a month too.
    Led,
    /// Nothing: only a slash does, or a year must follow.
    Bare,
}

/// `mùng 2/9`: a solar day, as no sign of the lunar calendar stands with it.
pub(super) fn mung(place: Place) -> Read {
    days(place.cursor(), Style::Led)
}

/// `nay đến hết ngày 31/1`
pub(super) fn from_now(place: Place) -> Read {
    let cursor = place.cursor().words(&[Word::Nay, Word::To])?.maybe(Word::UntilEnd).maybe(Word::Day);
    let (day, after) = single(cursor, Style::Led)?;
    context::ends(after).then_some((Value::FromNow(day), after))
}

/// A day that no word leads in: `29/12/2023`, and `29/12` where the words around allow it.
pub(super) fn bare(place: Place) -> Read {
    if !context::begins(place) {
        return None;
    }
    if let Some(found) = year_first(place.cursor()) {
        return Some(found);
    }
    let before = word_before(place.text, place.start);
    let is_led = context::follows_date(place) && place.previous.is_some_and(|previous| previous.is_days())
        || context::is_bracketed_after_date(place)
        || before.eq_ignore_ascii_case("phiên");
    let style = if is_led { Style::Led } else { Style::Bare };
    let (value, after) = days(place.cursor(), style)?;
    let Value::Days(from, to) = value else { return None };
    let stated = matches!((from.year, to.year), (_, Year::Stated(_)));
    let is_run = from != to && place.text[place.start..after.at].matches('/').count() == 2;
    (stated || is_run || context::is_day(place, after)).then_some((value, after))
}

/// `2023-12-29`, `2023/12/29`
fn year_first(cursor: Cursor) -> Read {
    let (year, after) = year_number(cursor)?;
    let sign = if after.mark('-').is_some() { '-' } else { '/' };
    let (month, after) = after.mark(sign)?.small(12)?;
    let (day, end) = after.mark(sign)?.small(31)?;
    let day = Day { day, month, year: Year::Stated(year) };
    (day.is_possible() && context::ends(end)).then_some((Value::Days(day, day), end))
}

/// One day, a run of days or several that follow each other: `29/12`, `10-12/10`, `22 hoặc 23/8/2015`,
/// `17/8 đến 4/10 năm 2015`.
pub(super) fn days(cursor: Cursor, style: Style) -> Read {
    if let Some((first, after)) = single(cursor, style) {
        let (last, after) = range_end(first, after).unwrap_or((first, after));
        return context::ends(after).then_some((Value::Days(first, last), after));
    }
    let (value, after) = list(cursor, style)?;
    Some((value, after))
}

/// ` - 9/12/2016`, ` đến hết ngày 4/10`: the last day of a run.
fn range_end(first: Day, cursor: Cursor) -> Option<(Day, Cursor)> {
    let dash = cursor.mark('-');
    let link = dash.or_else(|| cursor.word(Word::To)).or_else(|| cursor.word(Word::Coming))?;
    let link = link.maybe(Word::UntilEnd);
    let (part, link) = day_part(link);
    let numbered = link.maybe(Word::Day);
    let style = if part || numbered.at != link.at || dash.is_none() { Style::Led } else { Style::Bare };
    let (last, after) = single(numbered, style)?;
    let both = matches!((first.year, last.year), (Year::Stated(_), Year::Stated(_)));
    let anniversary = both && (first.day, first.month) == (last.day, last.month);
    (!anniversary && is_ordered(first, last)).then_some((last, after))
}

fn is_ordered(first: Day, last: Day) -> bool {
    match (first.year, last.year) {
        (Year::Stated(a), Year::Stated(b)) => (a, first.month, first.day) <= (b, last.month, last.day),
        (Year::Stated(_), _) => true,
        _ => true,
    }
}

/// `21, 22, 23/8/2015`: the days share what stands with the last. Days that do not follow each other are taken one
/// by one, and only the first is given here.
fn list(cursor: Cursor, style: Style) -> Read {
    let (first, after_first) = cursor.maybe(Word::Mung).small(31)?;
    let (mut previous, mut at, mut consecutive) = (first, after_first, true);
    for _ in 0..LONGEST_LIST {
        let (is_range, next) = list_link(at)?;
        let decimal = at.rest().next() == Some(',')
            && next.at == at.at + 1
            && next.number().is_some_and(|(n, _)| n.start == next.at);
        let style = if is_range && style == Style::Bare || decimal { Style::Bare } else { Style::Led };
        if let Some((last, after)) = single(next, style) {
            let joined = is_range || consecutive && last.day == previous + 1;
            let from = borrowed(first, last, is_range)?;
            let (to, end) = if joined { (last, after) } else { (from, after_first) };
            return (!joined || context::ends(after)).then_some((Value::Days(from, to), end));
        }
        let (number, after) = next.small(31)?;
        consecutive &= number == previous + 1;
        (previous, at) = (number, after);
    }
    None
}

const LONGEST_LIST: usize = 8;

/// Past `,`, `và`, `hoặc`, `-`, `đến`; and whether it makes a run of days.
fn list_link(cursor: Cursor) -> Option<(bool, Cursor)> {
    let (token, after) = cursor.next();
    let is_range = match token {
        Token::Mark('-') | Token::Word(Word::To) => true,
        Token::Mark(',') | Token::Word(Word::And | Word::Or) => false,
        _ => return None,
    };
    Some((is_range, after.maybe(Word::UntilEnd).maybe(Word::Day).maybe(Word::Mung)))
}

/// The first day of a list, with the month and year of the last; `30 - 2/1` begins in the month before.
fn borrowed(day: i8, last: Day, is_range: bool) -> Option<Day> {
    let mut first = Day { day, ..last };
    if is_range && day > last.day {
        first.month = if last.month == 1 { 12 } else { last.month - 1 };
        if let (1, Year::Stated(year)) = (last.month, last.year) {
            first.year = Year::Stated(year - 1);
        }
    }
    first.is_possible().then_some(first)
}

/// `29/12`, `29.12.2023`, `29 tháng 12 năm 2023`
fn single(cursor: Cursor, style: Style) -> Option<(Day, Cursor)> {
    let (day, after_day) = cursor.maybe(Word::Mung).small(31)?;
    let (token, after) = after_day.next();
    let spaced = after.at > after_day.at + 1;
    let read = match token {
        Token::Mark('/') => with_slash(after),
        Token::Mark('.') if !spaced => with_sign('.', after, style),
        Token::Mark('-') => with_sign('-', after, style).filter(|_| !is_first_of_run(after)),
        Token::Word(Word::Month) => in_words(after),
        Token::Number(_) if spaced => with_spaces(after_day, style),
        _ => None,
    };
    let (month, year, end) = read?;
    let day = Day { day, month, year };
    (day.is_possible() && !lunar::is_lunar(end)).then_some((day, end))
}

type MonthAndYear<'a> = Option<(i8, Year, Cursor<'a>)>;

/// `12`, `12/2023`, `12 năm 2023` behind `29/`
fn with_slash(cursor: Cursor) -> MonthAndYear {
    let (month, after) = cursor.small(12)?;
    let (year, end) = year_behind(after, &['/']);
    Some((month, year, end))
}

/// `12.2023` behind `29.`; without the year only where a word leads in.
fn with_sign(sign: char, cursor: Cursor, style: Style) -> MonthAndYear {
    let (month, after) = cursor.small(12)?;
    let (year, end) = year_behind(after, &[sign]);
    let stated = matches!(year, Year::Stated(_));
    let touching = cursor.rest().next().is_some_and(|c| c.is_ascii_digit());
    (stated || style == Style::Led && touching).then_some((month, year, end))
}

/// Whether `10-12` goes on as `10-12/10`: a run of days.
fn is_first_of_run(cursor: Cursor) -> bool {
    let Some((_, after)) = cursor.small(31) else { return false };
    let (token, behind) = after.next();
    let parted = matches!(token, Token::Mark('/') | Token::Word(Word::Month));
    parted && behind.small(12).is_some()
}

/// `12 năm 2023`, `Chín năm 1945` behind `29 tháng`
fn in_words(cursor: Cursor) -> MonthAndYear {
    let (month, after) = cursor.small(12).or_else(|| month_word(cursor))?;
    let (year, end) = year_behind(after, &['/', '-', '.', ' ', ',']);
    Some((month, year, end))
}

/// `ba`, `Mười`, `mười hai`; `năm` only where `năm` and a year follow.
pub(super) fn month_word(cursor: Cursor) -> Option<(i8, Cursor)> {
    let (token, after) = cursor.next();
    match token {
        Token::Word(Word::Count(10)) => match after.next() {
            (Token::Word(Word::Count(more @ 1..=2)), behind) => Some((10 + more as i8, behind)),
            _ => Some((10, after)),
        },
        Token::Word(Word::Count(count)) => Some((count as i8, after)),
        Token::Word(Word::Year) if year_word(after).is_some() => Some((5, after)),
        _ => None,
    }
}

/// `ngày 24 11`, `30 06 2021`: papers whose slashes were lost.
fn with_spaces(cursor: Cursor, style: Style) -> MonthAndYear {
    let (month, after) = cursor.small(12)?;
    let year = after.number().filter(|(number, _)| number.digits == 4 && (1900..=2100).contains(&number.value));
    match year {
        Some((year, end)) => Some((month, Year::Stated(year.value), end)),
        None => {
            let next = word_after(after);
            let counted = gives(next, Sign::Counted) || gives(next, Sign::Unit);
            (style == Style::Led && !counted).then_some((month, Year::Unknown, after))
        }
    }
}
