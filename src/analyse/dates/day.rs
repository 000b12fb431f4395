//! Days: in numbers, by distance, by weekday.

use jiff::civil::Weekday;

use super::context::{self, Sign, gives, word_after, word_before};
use super::cursor::{Cursor, Token};
use super::lunar;
use super::scan::Place;
use super::value::{Day, Value, Year};
use super::words::Word;
use super::year::{year_behind, year_number, year_word};

type Read<'a> = Option<(Value, Cursor<'a>)>;

/// How much the words before a number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `ngày`, `sáng`, `hôm`: dots, dashes and spaces part a day from a month too.
    Led,
    /// Nothing: only a slash does, or a year must follow.
    Bare,
}

/// What the words before a number have told.
#[derive(Clone, Copy, Debug, Default)]
struct Lead {
    /// `sáng`, `hôm`
    sign: bool,
    shift: Option<i64>,
    weekday: Option<Weekday>,
    /// `chủ nhật` needs no other sign.
    sunday: bool,
}

/// A day that words lead in: `sáng ngày 29/12`, `hôm nay`, `tối thứ bảy tuần trước`, `chiều cùng ngày`.
pub(super) fn led(place: Place) -> Read {
    let start = place.cursor();
    let (part, cursor) = day_part(start);
    if let Some(after) = cursor.words(&[Word::Same, Word::Day]) {
        return Some((Value::SameDay, after));
    }
    let mut lead = Lead { sign: part, ..Lead::default() };
    let mut cursor = cursor;
    if let Some(after) = cursor.word(Word::Day) {
        if let Some(after) = after.word(Word::Tomorrow) {
            return Some((Value::DayShift(1), after));
        }
        cursor = after;
    }
    if let Some(after) = cursor.word(Word::Hom) {
        lead.sign = true;
        cursor = after;
    }
    if lead.sign
        && let Some((shift, after)) = shift(cursor)
    {
        lead.shift = Some(shift);
        cursor = after;
    } else if let Some((weekday, after)) = weekday(cursor) {
        lead.weekday = Some(weekday);
        lead.sunday = weekday == Weekday::Sunday;
        cursor = after;
    }
    if cursor.at == start.at {
        return None;
    }
    let numbered = cursor.maybe(Word::Day);
    if lead.shift.is_none()
        && let Some(found) = lunar::lunar(numbered)
    {
        return Some(found);
    }
    let is_led = lead.sign || lead.shift.is_some() || numbered.at != cursor.at || cursor.at != start.at;
    if is_led && let Some((value, after)) = days(numbered, Style::Led) {
        return (!lunar::is_lunar(after)).then_some((value, after));
    }
    match lead {
        Lead { shift: Some(shift), .. } => Some((Value::DayShift(shift), cursor)),
        Lead { weekday: Some(weekday), .. } => weekday_of(place, lead, weekday, cursor),
        _ => None,
    }
}

/// `sáng`, `rạng sáng`, `sáng sớm`
fn day_part(cursor: Cursor) -> (bool, Cursor) {
    match cursor.maybe(Word::Dawn).word(Word::DayPart) {
        Some(after) => (true, after.maybe(Word::DayPart).maybe(Word::Early)),
        None => (false, cursor),
    }
}

/// `nay`, `qua`, `kia`, `mai`, `trước` behind `hôm` or a part of the day.
fn shift(cursor: Cursor) -> Option<(i64, Cursor)> {
    let cursor = cursor.maybe(Word::Hom);
    let (token, after) = cursor.next();
    let shift = match token {
        Token::Word(Word::Nay) => 0,
        Token::Word(Word::Past) if word_after(after) != "đời" => -1,
        Token::Word(Word::Kia) => -2,
        Token::Word(Word::Before) if word_before(cursor.text, after.at - "trước".len()).to_lowercase() == "hôm" => {
            -1
        }
        Token::Word(Word::Tomorrow) if cursor.text[..after.at].ends_with("mai") => 1,
        _ => return None,
    };
    Some((shift, after))
}

/// `thứ hai` … `thứ bảy`, `thứ 2` … `thứ 7`, `chủ nhật`
fn weekday(cursor: Cursor) -> Option<(Weekday, Cursor)> {
    if let Some(after) = cursor.words(&[Word::Chu, Word::Nhat]) {
        return Some((Weekday::Sunday, after));
    }
    let cursor = cursor.word(Word::Thu)?;
    let (token, after) = cursor.next();
    let number = match token {
        Token::Word(Word::Count(number)) => number as i8,
        Token::Word(Word::Year) => 5,
        Token::Number(number) if number.digits == 1 => number.value as i8,
        _ => return None,
    };
    let weekday = Weekday::from_monday_zero_offset(number - 2).ok()?;
    (2..=7).contains(&number).then_some((weekday, after))
}

/// A weekday stands for a day when a week, a side or a part of the day is named; else it may be an ordinal.
fn weekday_of<'a>(place: Place<'a>, lead: Lead, weekday: Weekday, cursor: Cursor<'a>) -> Read<'a> {
    if let Some((shift, after)) = cursor.word(Word::Week).and_then(week_shift) {
        return Some((Value::Week { shift, first: weekday, last: weekday }, after));
    }
    let (next, after) = cursor.next();
    let sided = matches!(next, Token::Word(Word::Coming | Word::Just | Word::Soon));
    let dated = next == Token::Mark('(') || next == Token::Mark(',');
    let dated = dated && (after.number().is_some() || after.word(Word::Day).is_some_and(|c| c.number().is_some()));
    let bracketed = next == Token::Mark(')') && place.text[..place.start].ends_with('(');
    let recurring = gives(word_after(cursor), Sign::Many) || context::is_one_of_many(place);
    let is_day = (lead.sign || lead.sunday || sided || dated || bracketed) && !recurring;
    (is_day && word_after(cursor) != "liên").then_some((Value::Weekday(weekday), cursor))
}

/// `trước`, `này`, `sau`, `tới`, `qua`, `vừa qua`, `rồi` behind a unit.
pub(super) fn week_shift(cursor: Cursor) -> Option<(i64, Cursor)> {
    let just = cursor.word(Word::Just);
    let (token, after) = just.unwrap_or(cursor).next();
    let shift = match token {
        Token::Word(Word::Past | Word::Done) => -1,
        _ if just.is_some() => return None,
        Token::Word(Word::Before) => -1,
        Token::Word(Word::This) => 0,
        Token::Word(Word::After | Word::Coming) => 1,
        _ => return None,
    };
    let from_elsewhere = after.word(Word::There).is_some() || after.number().is_some();
    (!from_elsewhere).then_some((shift, after))
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

/// `24/7` without a word before it: all day, all week.
const ROUND_THE_CLOCK: (i8, i8) = (24, 7);

/// A day that no word leads in: `29/12/2023`, and `29/12` where the words around allow it.
pub(super) fn bare(place: Place) -> Read {
    if !context::begins(place) {
        return None;
    }
    let before = word_before(place.text, place.start);
    let is_led = context::follows_date(place) && place.previous.is_some_and(|previous| previous.is_days())
        || context::is_bracketed_after_date(place)
        || before.eq_ignore_ascii_case("phiên");
    let style = if is_led { Style::Led } else { Style::Bare };
    let (value, after) = iso(place.cursor()).or_else(|| days(place.cursor(), style))?;
    let Value::Days(from, to) = value else { return None };
    if lunar::is_lunar(after) {
        return None;
    }
    let stated = matches!((from.year, to.year), (_, Year::Stated(_)));
    let always = !stated && (from.day, from.month) == ROUND_THE_CLOCK && style == Style::Bare && before != "vào";
    (!always && (stated || context::is_day(place, after, from != to))).then_some((value, after))
}

/// `2023-12-29`, the only form in which the year comes first.
fn iso(cursor: Cursor) -> Read {
    let (year, after) = year_number(cursor)?;
    let (month, after) = after.mark('-')?.small(12)?;
    let (day, end) = after.mark('-')?.small(31)?;
    let day = Day { day, month, year: Year::Stated(year) };
    (day.is_possible() && context::ends(end)).then_some((Value::Days(day, day), end))
}

/// One day, a run of days or several that follow each other: `29/12`, `10-12/10`, `22 hoặc 23/8/2015`,
/// `17/8 đến 4/10 năm 2015`.
fn days(cursor: Cursor, style: Style) -> Read {
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
        let (is_range, next) = list_link(at, style)?;
        let style = if is_range && style == Style::Bare { Style::Bare } else { Style::Led };
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
fn list_link(cursor: Cursor, style: Style) -> Option<(bool, Cursor)> {
    let (token, after) = cursor.next();
    let is_range = match token {
        Token::Mark('-') | Token::Word(Word::To) => true,
        Token::Mark(',') if style == Style::Led => false,
        Token::Word(Word::And | Word::Or) => false,
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
    day.is_possible().then_some((day, end))
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
