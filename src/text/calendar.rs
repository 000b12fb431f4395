//! Complete days as papers print them: `30/12/2023`, `30 - 12 - 2023`, `30.12.2023`, `2023-12-30`,
//! `ngày 30 tháng 12 năm 2023`. The day always comes before the month, unless the year comes first.

use std::ops::Range;

use jiff::civil::Date;

use super::fold::fold_char;
use super::is_dash;

/// Years that a bulletin can be printed in, both ends included.
pub const PRINTED_YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// The day, where there is one: `None` for `30/2`.
///
/// ```
/// use bantin::text::calendar::day;
/// assert!(day(2024, 2, 29).is_some() && day(2023, 2, 29).is_none());
/// ```
pub fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Every complete day written in `text`, with its byte range; impossible days are passed over.
///
/// ```
/// use bantin::text::calendar::written_days;
/// let found = written_days("Thứ bảy, ngày 30 - 12 - 2023");
/// assert_eq!(found[0].1.to_string(), "2023-12-30");
/// assert!(written_days("Nghị định 24/2018/NĐ-CP, số 31/2/2023").is_empty());
/// ```
pub fn written_days(text: &str) -> Vec<(Range<usize>, Date)> {
    let numbers = numbers(text);
    let mut days = Vec::new();
    let mut at = 0;
    while at + 3 <= numbers.len() {
        match complete_day(text, &numbers[at..at + 3]) {
            Some(date) => {
                days.push((numbers[at].range.start..numbers[at + 2].range.end, date));
                at += 3;
            }
            None => at += 1,
        }
    }
    days
}

/// A run of ASCII digits.
#[derive(Clone, Debug)]
struct Number {
    range: Range<usize>,
    /// 0 where it is too long for a part of a date.
    value: i16,
}

fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if len > 0 {
            let value = if len <= 4 { text[at..at + len].parse().unwrap_or(0) } else { 0 };
            all.push(Number { range: at..at + len, value });
        }
        at += len.max(1);
    }
    all
}

/// What stands between two parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Slash,
    Dash,
    Dot,
    Word,
}

fn between(gap: &str, word: &str) -> Option<Between> {
    let bare = gap.trim_matches(' ');
    let mut chars = bare.chars();
    match (chars.next()?, chars.next()) {
        ('/', None) => Some(Between::Slash),
        ('.', None) => Some(Between::Dot),
        (c, None) if is_dash(c) => Some(Between::Dash),
        _ => bare.chars().filter_map(fold_char).eq(word.chars()).then_some(Between::Word),
    }
}

fn complete_day(text: &str, parts: &[Number]) -> Option<Date> {
    let gap = |i: usize| &text[parts[i].range.end..parts[i + 1].range.start];
    let same = in_words(gap(0), gap(1)) || between(gap(0), "thang")? == between(gap(1), "nam")?;
    let digits = |i: usize| parts[i].range.len();
    let [first, second, third] = [parts[0].value, parts[1].value, parts[2].value];
    let (year, month, of_month) = match (digits(0), digits(1), digits(2)) {
        (1..=2, 1..=2, 4) => (third, second, first),
        (4, 1..=2, 1..=2) => (first, second, third),
        _ => return None,
    };
    let whole = !goes_on(text, &parts[0].range, &parts[2].range);
    (same && whole && PRINTED_YEARS.contains(&year)).then(|| day(year, month as i8, of_month as i8)).flatten()
}

/// `30 Tháng 12 2023`, `30 tháng 12, 2023`: as some engines print days.
fn in_words(before_month: &str, before_year: &str) -> bool {
    matches!(before_year, " " | ", ") && between(before_month, "thang") == Some(Between::Word)
}

/// Whether digits or a further part stand at once before or behind: `1/30/12/2023` is no day.
fn goes_on(text: &str, first: &Range<usize>, last: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let before = first.start >= 2 && bytes[first.start - 1] == b'/' && bytes[first.start - 2].is_ascii_digit();
    let behind = bytes.get(last.end) == Some(&b'/') && bytes.get(last.end + 1).is_some_and(u8::is_ascii_digit);
    before || behind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        written_days(text).into_iter().map(|(_, date)| date.to_string()).collect()
    }

    #[test]
    fn days_in_every_manner_of_writing() {
        for text in [
            "30/12/2023",
            "30-12-2023",
            "30 – 12 – 2023",
            "30.12.2023",
            "2023-12-30",
            "2023/12/30",
            "30 Tháng 12, 2023",
        ] {
            assert_eq!(found(text), ["2023-12-30"], "{text}");
        }
        assert_eq!(found("Hà Thanh, ngày 5 tháng 1 năm 2024"), ["2024-01-05"]);
        assert_eq!(found("từ 28/12/2023 đến 2/1/2024"), ["2023-12-28", "2024-01-02"]);
    }

    #[test]
    fn what_only_looks_like_a_day() {
        for text in ["31/2/2023", "24/2018/NĐ-CP", "12/2023", "29/12", "1/30/12/2023", "0912.345.6789", "30/12.2023"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
