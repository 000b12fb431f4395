//! Days as users type them: `29/12/2023`, `2023-12`, `hôm qua`, `7d`. The day always comes before the month.

use std::ops::RangeInclusive;

use jiff::Span as Distance;
use jiff::civil::Date;
use thiserror::Error;

use super::calendar::day;
use super::fold::fold;
use super::is_dash;

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
}

/// Why what was typed is no day, month or year.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WhenError {
    /// Nothing known has this form.
    #[error(
        "`{0}` is no date: expected 29/12/2023, 2023-12-29, 12/2023, 2023-12, 2023, today, yesterday, hôm nay, \
         hôm qua, or 7d, 3m, 1y for the last 7 days, 3 months, 1 year"
    )]
    Unknown(String),
    /// A day that this month does not have.
    #[error("`{typed}` is no day: {month} {year} has {days} days", month = month_name(*month))]
    NoSuchDay {
        /// What was typed.
        typed: String,
        /// 1 to 12.
        month: i8,
        /// With its century.
        year: i16,
        /// How many days the month has.
        days: i8,
    },
    /// The number that stands where the month belongs is none.
    #[error("`{typed}` is no date: there is no month {month}")]
    NoSuchMonth {
        /// What was typed.
        typed: String,
        /// What stands in the month's place.
        month: i16,
    },
    /// Month before day.
    #[error("`{typed}` is no date: there is no month {month}; the day comes first, as in {day_first}")]
    MonthFirst {
        /// What was typed.
        typed: String,
        /// What stands in the month's place.
        month: i16,
        /// The same day, written day first.
        day_first: String,
    },
    /// A distance that leaves the calendar.
    #[error("`{0}` reaches back beyond the year 1")]
    TooFar(String),
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: i8) -> &'static str {
    let index = usize::try_from(month - 1).unwrap_or_default();
    MONTHS.get(index).copied().unwrap_or_default()
}

/// The days that `typed` stands for; a month or a year stands for all its days.
///
/// `7d`, `3m` and `1y` end with `today`, which is counted in: `7d` is today and the six days before it, `1m` begins
/// on the day after the one a month ago.
///
/// ```
/// use bantin::text::when::parse_when;
/// use jiff::civil::date;
///
/// let today = date(2024, 1, 3);
/// let december = parse_when("12/2023", today).unwrap();
/// assert_eq!((december.from, december.to), (date(2023, 12, 1), date(2023, 12, 31)));
/// let week = parse_when("7d", today).unwrap();
/// assert_eq!((week.from, week.to), (date(2023, 12, 28), today));
///
/// let error = parse_when("30/2/2023", today).unwrap_err();
/// assert_eq!(error.to_string(), "`30/2/2023` is no day: February 2023 has 28 days");
/// ```
///
/// # Errors
///
/// When `typed` has another form, names a day or month that does not exist, or has the month before the day.
pub fn parse_when(typed: &str, today: Date) -> Result<Span, WhenError> {
    let bare = fold(typed.trim());
    if let Some(day) = named(&bare, today) {
        return Ok(Span { from: day, to: day });
    }
    if let Some((count, unit)) = distance(&bare) {
        return last(count, unit, today).ok_or_else(|| WhenError::TooFar(typed.trim().to_owned()));
    }
    let typed = typed.trim();
    let unknown = || WhenError::Unknown(typed.to_owned());
    match numbers(&bare).ok_or_else(unknown)?.as_slice() {
        [(year, 4)] => whole(*year, 1..=12).ok_or_else(unknown),
        [(year, 4), (month, 1..=2)] | [(month, 1..=2), (year, 4)] => span_of_month(typed, *year, *month),
        [(year, 4), (month, 1..=2), (of_month, 1..=2)] | [(of_month, 1..=2), (month, 1..=2), (year, 4)] => {
            span_of_day(typed, *year, *month, *of_month)
        }
        _ => Err(unknown()),
    }
}

fn named(bare: &str, today: Date) -> Option<Date> {
    match bare.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["today"] | ["hom", "nay"] => Some(today),
        ["yesterday"] | ["hom", "qua"] => today.yesterday().ok(),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

/// `7d`, `3m`, `1y`
fn distance(bare: &str) -> Option<(i64, Unit)> {
    let unit = match bare.bytes().last()? {
        b'd' => Unit::Day,
        b'm' => Unit::Month,
        b'y' => Unit::Year,
        _ => return None,
    };
    let count = &bare[..bare.len() - 1];
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    // What does not fit is too far back for any calendar.
    let count = count.parse().unwrap_or(i64::MAX);
    (is_number && count > 0).then_some((count, unit))
}

/// The last `count` days, months or years up to `today`; `None` where they leave the calendar.
fn last(count: i64, unit: Unit, today: Date) -> Option<Span> {
    let back = match unit {
        Unit::Day => Distance::new().try_days(count),
        Unit::Month => Distance::new().try_months(count),
        Unit::Year => Distance::new().try_years(count),
    };
    let before = today.checked_sub(back.ok()?).ok()?;
    (before.year() > 0).then_some(Span { from: before.tomorrow().ok()?, to: today })
}

/// The numbers between separators of one kind, each with its count of digits.
fn numbers(bare: &str) -> Option<Vec<(i16, usize)>> {
    let separator = bare.chars().find(|c| matches!(c, '/' | '.') || is_dash(*c)).unwrap_or('/');
    bare.split(separator).map(str::trim).map(number).collect()
}

fn number(part: &str) -> Option<(i16, usize)> {
    let all_digits = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    Some((all_digits.then(|| part.parse().ok()).flatten()?, part.len()))
}

/// All days of these months.
fn whole(year: i16, months: RangeInclusive<i8>) -> Option<Span> {
    let (first, last) = (day(year, *months.start(), 1)?, day(year, *months.end(), 1)?);
    (year > 0).then(|| Span { from: first, to: last.last_of_month() })
}

fn span_of_month(typed: &str, year: i16, month: i16) -> Result<Span, WhenError> {
    let number = i8::try_from(month).unwrap_or(0);
    whole(year, number..=number).ok_or_else(|| WhenError::NoSuchMonth { typed: typed.to_owned(), month })
}

fn span_of_day(typed: &str, year: i16, month: i16, of_month: i16) -> Result<Span, WhenError> {
    let whole_month =
        span_of_month(typed, year, month).map_err(|error| match day(year, of_month as i8, month as i8) {
            Some(_) => WhenError::MonthFirst {
                typed: typed.to_owned(),
                month,
                day_first: format!("{month}/{of_month}/{year}"),
            },
            None => error,
        })?;
    let (month, days) = (whole_month.from.month(), whole_month.to.day());
    let date = day(year, month, of_month as i8);
    date.map(|date| Span { from: date, to: date }).ok_or_else(|| WhenError::NoSuchDay {
        typed: typed.to_owned(),
        month,
        year,
        days,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2024, 1, 3);

    fn span(typed: &str) -> String {
        match parse_when(typed, TODAY) {
            Ok(Span { from, to }) if from == to => from.to_string(),
            Ok(Span { from, to }) => format!("{from}..{to}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn one_day() {
        for typed in ["2023-12-29", "29/12/2023", "29-12-2023", "29.12.2023", " 29 / 12 / 2023 ", "2023/12/29"] {
            assert_eq!(span(typed), "2023-12-29", "{typed}");
        }
        assert_eq!(span("3/4/2023"), "2023-04-03");
        assert_eq!(span("29/2/2024"), "2024-02-29");
    }

    #[test]
    fn words() {
        for typed in ["today", "Today", "hôm nay", "hom nay", "HÔM NAY", "hôm  nay"] {
            assert_eq!(span(typed), "2024-01-03", "{typed}");
        }
        for typed in ["yesterday", "hôm qua", "hom qua"] {
            assert_eq!(span(typed), "2024-01-02", "{typed}");
        }
    }

    #[test]
    fn months_and_years() {
        for typed in ["2023-12", "12/2023", "12-2023", "12.2023"] {
            assert_eq!(span(typed), "2023-12-01..2023-12-31", "{typed}");
        }
        assert_eq!(span("2/2024"), "2024-02-01..2024-02-29");
        assert_eq!(span("2023"), "2023-01-01..2023-12-31");
    }

    #[test]
    fn distances_count_today() {
        assert_eq!(span("1d"), "2024-01-03");
        assert_eq!(span("7d"), "2023-12-28..2024-01-03");
        assert_eq!(span("3m"), "2023-10-04..2024-01-03");
        assert_eq!(span("1Y"), "2023-01-04..2024-01-03");
    }

    #[test]
    fn days_that_do_not_exist_are_named() {
        assert_eq!(span("30/2/2023"), "`30/2/2023` is no day: February 2023 has 28 days");
        assert_eq!(span("2023-11-31"), "`2023-11-31` is no day: November 2023 has 30 days");
        assert_eq!(span("0/5/2023"), "`0/5/2023` is no day: May 2023 has 31 days");
        assert_eq!(span("13/2023"), "`13/2023` is no date: there is no month 13");
        assert_eq!(span("40/13/2023"), "`40/13/2023` is no date: there is no month 13");
        assert_eq!(
            span("12/29/2023"),
            "`12/29/2023` is no date: there is no month 29; the day comes first, as in 29/12/2023"
        );
        assert_eq!(span("99999999999999999999d"), "`99999999999999999999d` reaches back beyond the year 1");
        assert_eq!(span("9999y"), "`9999y` reaches back beyond the year 1");
    }

    #[test]
    fn anything_else_is_quoted_with_what_was_expected() {
        for typed in ["", "soon", "29/12", "0d", "-3d", "d", "29-12/2023", "29/12/23", "20231229", "1/2/3/2023", "é"] {
            let message = span(typed);
            let beginning = format!("`{typed}` is no date: expected 29/12/2023, 2023-12-29,");
            assert!(message.starts_with(&beginning), "{message}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_span_or_an_error(typed in "[0-9/.dmyé -]{0,12}|\\PC{0,20}") {
            if let Ok(span) = parse_when(&typed, TODAY) {
                prop_assert!(span.from <= span.to);
            }
        }

        #[test]
        fn every_day_is_read_back(days in 0i64..80_000) {
            let day = date(1900, 1, 1).saturating_add(Distance::new().days(days));
            let day_first = format!("{}/{}/{}", day.day(), day.month(), day.year());
            prop_assert_eq!(parse_when(&day_first, TODAY), Ok(Span { from: day, to: day }));
            prop_assert_eq!(parse_when(&day.to_string(), TODAY), Ok(Span { from: day, to: day }));
        }
    }
}
