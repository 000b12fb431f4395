//! From what was written to days of the calendar: the only place where a year is chosen.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::sentence::Sentence;
use super::value::{Day, LunarDays, LunarYear, Month, Part, Tense, Value, Written, Year};
use crate::analyse::{DateKind, DateMention, YearFrom};
use crate::text::calendar::day;
use crate::text::lunar;

/// Dates with their years; those whose year stays unknown, and days that no calendar has, are left out.
pub(super) fn resolve(text: &str, written: &[Written], published: Option<Date>) -> Vec<DateMention> {
    let mut resolver = Resolver { text, published, anchors: Anchors::of(written, published), last_day: None };
    let mut mentions: Vec<DateMention> = Vec::new();
    for (index, one) in written.iter().enumerate() {
        let resolved = match (one.value, written.get(index + 1)) {
            (Value::Weekday(_), Some(next)) if explains(one, next) => resolver.span(next),
            _ => resolver.span(one),
        };
        if let Some((from, to, year)) = resolved.and_then(|span| resolver.until_now(one, span)) {
            if from == to {
                resolver.last_day = Some(from);
            }
            mentions.push(DateMention {
                byte_range: one.byte_range.clone(),
                from,
                to,
                kind: kind(one, from, to),
                year,
            });
        }
    }
    mentions
}

/// Whether the day that follows a weekday says which it was: `thứ bảy (30/12)`.
fn explains(weekday: &Written, next: &Written) -> bool {
    next.is_days() && next.byte_range.start.saturating_sub(weekday.byte_range.end) <= " (ngày ".len()
}

fn kind(written: &Written, from: Date, to: Date) -> DateKind {
    if written.until_now {
        return DateKind::Relative;
    }
    match written.value {
        Value::Days(..) if from == to => DateKind::Day,
        Value::Days(..) | Value::FromNow(_) | Value::MonthPart(..) | Value::MonthsOfYear(..) => DateKind::DayRange,
        Value::Months(first, last) if first == last => DateKind::Month,
        Value::Months(..) => DateKind::DayRange,
        Value::Quarters(first, last, _) if first == last => DateKind::Quarter,
        Value::Quarters(..) => DateKind::DayRange,
        Value::Years(first, last) if first == last => DateKind::Year,
        Value::Years(..) => DateKind::YearRange,
        Value::Lunar(_) => DateKind::Lunar,
        _ => DateKind::Relative,
    }
}

/// Dates with a year, to lend it to those without where no day of publication is known.
#[derive(Debug)]
struct Anchors(Vec<(usize, Date)>);

/// How far, in bytes, a date may stand from one that lends it a year.
const NEARBY: usize = 400;

impl Anchors {
    fn of(written: &[Written], published: Option<Date>) -> Anchors {
        let needed = published.is_none();
        let anchors = written.iter().filter(|_| needed).filter_map(|one| Some((one.byte_range.start, anchor(one)?)));
        Anchors(anchors.collect())
    }

    fn nearest(&self, place: usize) -> Option<Date> {
        let behind = self.0.partition_point(|(at, _)| *at <= place);
        let before = behind.checked_sub(1).and_then(|index| self.0.get(index));
        let candidates = before.into_iter().chain(self.0.get(behind));
        let near = candidates.filter(|(at, _)| at.abs_diff(place) <= NEARBY);
        near.min_by_key(|(at, _)| at.abs_diff(place)).map(|(_, date)| *date)
    }
}

/// A day within the year that a date states; the middle of it where only the year is stated.
fn anchor(written: &Written) -> Option<Date> {
    let stated = |year: Year| match year {
        Year::Stated(year) => Some(year),
        _ => None,
    };
    match written.value {
        Value::Days(_, last) => day(stated(last.year)?, last.month, last.day),
        Value::Months(_, last) => day(stated(last.year)?, last.month, 15),
        Value::Quarters(_, _, year) | Value::MonthsOfYear(_, _, year) => day(stated(year)?, 7, 1),
        Value::Years(first, last) if first == last => day(first, 7, 1),
        _ => None,
    }
}

type Resolved = Option<(Date, Date, YearFrom)>;

struct Resolver<'a> {
    text: &'a str,
    published: Option<Date>,
    anchors: Anchors,
    /// The single day last spoken of.
    last_day: Option<Date>,
}

impl Resolver<'_> {
    /// `đến nay` ends on the day of publication.
    fn until_now(&self, written: &Written, (from, to, year): (Date, Date, YearFrom)) -> Resolved {
        if !written.until_now {
            return Some((from, to, year));
        }
        let published = self.published.filter(|published| *published >= from)?;
        Some((from, published, year))
    }

    fn span(&self, written: &Written) -> Resolved {
        let published = self.published;
        let by_publication = |(from, to): (Date, Date)| (from, to, YearFrom::Publication);
        match written.value {
            Value::Days(first, last) => self.days(written, first, last),
            Value::FromNow(last) => {
                let from = published?;
                let to = on_or_after(from, last)?;
                Some((from, to, YearFrom::Publication))
            }
            Value::Months(first, last) => self.months(written, first, last),
            Value::MonthPart(part, month) => {
                let (first, _, year) = self.months(written, month, month)?;
                let (from, to) = third(part, first)?;
                Some((from, to, year))
            }
            Value::Quarters(first, last, year) => self.of_year(written, year, first * 3 - 2, last * 3),
            Value::MonthsOfYear(first, last, year) => self.of_year(written, year, first, last),
            Value::Years(first, last) => Some((day(first, 1, 1)?, day(last, 12, 31)?, YearFrom::Stated)),
            Value::DayShift(days) => shifted(published?, days).map(|date| by_publication((date, date))),
            Value::Week { shift, first, last } => week(published?, shift, first, last).map(by_publication),
            Value::Weekday(weekday) => weekday_near(published?, weekday, written.tense).map(by_publication),
            Value::MonthShift(months) => {
                let first = published?.first_of_month().checked_add(months.months()).ok()?;
                Some(by_publication((first, first.last_of_month())))
            }
            Value::YearShift(shift) => {
                let year = published?.year() + shift;
                Some(by_publication((day(year, 1, 1)?, day(year, 12, 31)?)))
            }
            Value::SameDay => match self.last_day {
                Some(date) => Some((date, date, YearFrom::Context)),
                None => published.map(|date| by_publication((date, date))),
            },
            Value::Lunar(days) => self.lunar(written, days),
        }
    }

    /// The day that years are nearest to, and what it is.
    fn reference(&self, written: &Written) -> Option<(Date, YearFrom)> {
        let published = self.published.map(|date| (date, YearFrom::Publication));
        published.or_else(|| self.anchors.nearest(written.byte_range.start).map(|date| (date, YearFrom::Context)))
    }

    /// The year, where it is written or told by distance.
    fn known(&self, year: Year) -> Option<(i16, YearFrom)> {
        match year {
            Year::Stated(year) => Some((year, YearFrom::Stated)),
            Year::Shifted(shift) => Some((self.published?.year() + shift, YearFrom::Publication)),
            Year::Unknown => None,
        }
    }

    fn days(&self, written: &Written, first: Day, last: Day) -> Resolved {
        let crosses = (first.month, first.day) > (last.month, last.day);
        if let Some((year, how)) = self.known(last.year) {
            let before = self.known(first.year).map(|(year, _)| year).unwrap_or(year - i16::from(crosses));
            return ordered(day(before, first.month, first.day)?, day(year, last.month, last.day)?, how);
        }
        if let Some((year, how)) = self.known(first.year) {
            let after = year + i16::from(crosses);
            return ordered(day(year, first.month, first.day)?, day(after, last.month, last.day)?, how);
        }
        let (reference, how) = self.reference(written)?;
        let span = |year: i16| {
            let from = day(year, first.month, first.day)?;
            Some((from, day(year + i16::from(crosses), last.month, last.day)?))
        };
        let found = nearest(reference, written.tense, span)?;
        let told = written.tense == Tense::Open
            && found.0 > reference
            && self.is_told(written, (found.0 - reference).get_days());
        let (from, to) = if told { nearest(reference, Tense::Past, span)? } else { found };
        ordered(from, to, how)
    }

    /// Whether a day without a year, this many days ahead where nearest, is rather told of as past.
    fn is_told(&self, written: &Written, ahead: i32) -> bool {
        let sentence = Sentence::around(self.text, &written.byte_range);
        !sentence.is_planned() && (ahead > FARTHEST_UNSAID || sentence.is_told_before())
    }

    fn months(&self, written: &Written, first: Month, last: Month) -> Resolved {
        let crosses = first.month > last.month;
        let span =
            |year: i16, until: i16| Some((day(year, first.month, 1)?, day(until, last.month, 1)?.last_of_month()));
        if let Some((year, how)) = self.known(last.year) {
            let before = self.known(first.year).map(|(year, _)| year).unwrap_or(year - i16::from(crosses));
            return span(before, year).and_then(|(from, to)| ordered(from, to, how));
        }
        if let Some((year, how)) = self.known(first.year) {
            return span(year, year + i16::from(crosses)).and_then(|(from, to)| ordered(from, to, how));
        }
        let (reference, how) = self.reference(written)?;
        let found = nearest(reference, written.tense, |year| span(year, year + i16::from(crosses)));
        found.and_then(|(from, to)| ordered(from, to, how))
    }

    fn of_year(&self, written: &Written, year: Year, first: i8, last: i8) -> Resolved {
        let span = |year: i16| Some((day(year, first, 1)?, day(year, last, 1)?.last_of_month()));
        if let Some((year, how)) = self.known(year) {
            return span(year).and_then(|(from, to)| ordered(from, to, how));
        }
        let (reference, how) = self.reference(written)?;
        nearest(reference, written.tense, span).and_then(|(from, to)| ordered(from, to, how))
    }

    fn lunar(&self, written: &Written, days: LunarDays) -> Resolved {
        let span = |year: i16| {
            let date = |day: u8| lunar::solar(year, days.month, day, false);
            Some((date(days.first)?, date(days.last)?))
        };
        let reference = self.reference(written);
        let (year, how) = match days.year {
            LunarYear::Year(year) => self.known(year)?,
            LunarYear::Named(index) => (named_year(reference?.0, index), YearFrom::Stated),
            LunarYear::Unknown => {
                let (reference, how) = reference?;
                return nearest(reference, written.tense, span).and_then(|(from, to)| ordered(from, to, how));
            }
        };
        // What stands before Tết belongs to the lunar year before: `28 Tết 2024` is in February 2024.
        let year = if days.month == 12 { year - 1 } else { year };
        span(year).and_then(|(from, to)| ordered(from, to, how))
    }
}

fn ordered(from: Date, to: Date, year: YearFrom) -> Resolved {
    (from <= to).then_some((from, to, year))
}

/// Of the years around `reference` the one whose span lies nearest to it and on the side that the tense tells.
fn nearest(reference: Date, tense: Tense, span: impl Fn(i16) -> Option<(Date, Date)>) -> Option<(Date, Date)> {
    let year = reference.year();
    let spans: Vec<(Date, Date)> = (year - 1..=year + 1).filter_map(span).collect();
    let by_distance = |(from, to): &(Date, Date)| (distance(reference, *from, *to), *from);
    let fits = |(from, to): &&(Date, Date)| match tense {
        Tense::Open => false,
        Tense::Past => *from <= reference,
        Tense::Future => *to >= reference && distance(reference, *from, *to) <= FARTHEST_COMING,
    };
    let fitting = spans.iter().filter(fits).min_by_key(|span| by_distance(span));
    fitting.or_else(|| spans.iter().min_by_key(|span| by_distance(span))).copied()
}

/// `tới` tells of what is at most this many days ahead; beyond, it is a verb of motion.
const FARTHEST_COMING: i32 = 240;

/// A day without a year that lies farther ahead is past, unless its sentence speaks of things to come.
const FARTHEST_UNSAID: i32 = 100;

/// Days from a day to the nearest of a span; 0 inside.
fn distance(reference: Date, from: Date, to: Date) -> i32 {
    let days = |a: Date, b: Date| (b - a).get_days();
    days(reference, from).max(days(to, reference)).max(0)
}

fn shifted(date: Date, days: i64) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// Monday is the first day of a week.
fn week(published: Date, shift: i64, first: Weekday, last: Weekday) -> Option<(Date, Date)> {
    let since_monday = i64::from(published.weekday().to_monday_zero_offset());
    let monday = shifted(published, shift * 7 - since_monday)?;
    let on = |weekday: Weekday| shifted(monday, i64::from(weekday.to_monday_zero_offset()));
    Some((on(first)?, on(last)?))
}

/// The last such weekday up to the day of publication, or the next after it.
fn weekday_near(published: Date, weekday: Weekday, tense: Tense) -> Option<(Date, Date)> {
    let back = i64::from(weekday.until(published.weekday()));
    let days = if tense == Tense::Future { 7 - back } else { -back };
    shifted(published, days).map(|date| (date, date))
}

fn on_or_after(from: Date, last: Day) -> Option<Date> {
    match last.year {
        Year::Stated(year) => day(year, last.month, last.day).filter(|to| *to >= from),
        _ => (from.year()..=from.year() + 1).filter_map(|year| day(year, last.month, last.day)).find(|to| *to >= from),
    }
}

/// The first, second or third ten days of the month that begins on `first`.
fn third(part: Part, first: Date) -> Option<(Date, Date)> {
    let on = |number: i8| day(first.year(), first.month(), number);
    Some(match part {
        Part::Begin => (first, on(10)?),
        Part::Middle => (on(11)?, on(20)?),
        Part::End => (on(21)?, first.last_of_month()),
    })
}

/// The year nearest to a day that bears one of the sixty names; 4 CE was a `Giáp Tý`.
fn named_year(reference: Date, index: u8) -> i16 {
    let ahead = (i16::from(index) - (reference.year() - 4)).rem_euclid(60);
    reference.year() + if ahead > 30 { ahead - 60 } else { ahead }
}
