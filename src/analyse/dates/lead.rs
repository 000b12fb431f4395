//! Days that words lead in: by a part of the day, by distance, by weekday.

use jiff::civil::Weekday;

use super::context::{self, Sign, gives, word_after, word_before};
use super::cursor::{Cursor, Token};
use super::day::{Style, days};
use super::lunar;
use super::scan::Place;
use super::value::Value;
use super::words::Word;

type Read<'a> = Option<(Value, Cursor<'a>)>;

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
    if is_led && let Some(found) = days(numbered, Style::Led) {
        return Some(found);
    }
    match lead {
        Lead { shift: Some(shift), .. } => Some((Value::DayShift(shift), cursor)),
        Lead { weekday: Some(weekday), .. } => weekday_of(place, lead, weekday, cursor),
        _ => None,
    }
}

/// `sáng`, `rạng sáng`, `sáng sớm`
pub(super) fn day_part(cursor: Cursor) -> (bool, Cursor) {
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
