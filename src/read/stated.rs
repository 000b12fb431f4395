//! Days as metadata state them: ISO 8601, Vietnamese, RFC 2822, seconds since 1970.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::text::calendar::{PRINTED_YEARS, day, written_days};
use crate::text::fold::fold;

/// The day that a date of publication states, as written; its time of day and zone are passed over.
///
/// Seconds or milliseconds since 1970 are a day in Hà Nội (UTC+7).
pub(super) fn stated_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact_day(text).or_else(|| day_of_epoch(text.parse().ok()?));
    }
    shown_day(text).or_else(|| iso_day(text)).or_else(|| english_day(text))
}

/// The first complete day in a line that people read.
pub(super) fn shown_day(text: &str) -> Option<Date> {
    written_days(text).first().map(|(_, date)| *date).or_else(|| day_without_nam(text))
}

/// `14 Tháng 12 2023`, `14 Tháng Mười Hai, 2023`: as some engines print days.
fn day_without_nam(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"];
    let folded = fold(text);
    let (before, behind) = folded.split_once(" thang ")?;
    let of_month = before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let year_at = behind.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0);
    let (month, year) = match year_at {
        Some(at) => (MONTHS.iter().position(|name| *name == behind[..at].trim_matches([' ', ',']))? + 1, &behind[at..]),
        None => {
            let (month, year) = behind.split_once([' ', ','])?;
            (month.parse().ok()?, year.trim_start_matches([' ', ',']))
        }
    };
    let year = year.get(..4)?.parse().ok().filter(|year| PRINTED_YEARS.contains(year))?;
    day(year, i8::try_from(month).ok()?, of_month)
}

/// The day of a moment, in seconds or milliseconds since 1970: `None` before 1980, where numbers are something else.
pub(super) fn day_of_epoch(moment: i64) -> Option<Date> {
    const FIRST_SECOND: i64 = 315_532_800;
    const FIRST_OF_MILLISECONDS: i64 = 100_000_000_000;
    let seconds = if moment >= FIRST_OF_MILLISECONDS { moment / 1000 } else { moment };
    let there = Timestamp::from_second(seconds).ok().filter(|_| seconds >= FIRST_SECOND)?;
    let date = Offset::from_hours(7).ok()?.to_datetime(there).date();
    PRINTED_YEARS.contains(&date.year()).then_some(date)
}

/// `20231230`, `20231230T101500Z`.
fn compact_day(text: &str) -> Option<Date> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    if !matches!(text.len(), 8 | 14) {
        return None;
    }
    let year = digits[..4].parse().ok().filter(|year| PRINTED_YEARS.contains(year))?;
    day(year, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)
}

/// `20231230T1015Z`: what [`written_days`] can't see for want of hyphens.
fn iso_day(text: &str) -> Option<Date> {
    text.split_once('T').and_then(|(date, _)| compact_day(date))
}

/// `Fri, 29 Dec 2023 10:00:00 +0700`, `December 29, 2023`, `29-Dec-2023`.
fn english_day(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let place = |word: &&str| MONTHS.iter().position(|month| word.starts_with(month));
    let at = words.iter().position(|word| place(word).is_some())?;
    let month = i8::try_from(place(words.get(at)?)? + 1).ok()?;
    let number = |at: usize| words.get(at).and_then(|word| word.trim_end_matches("th").parse::<i16>().ok());
    let before = at.checked_sub(1).and_then(number);
    let (of_month, year) = match (before, number(at + 1), number(at + 2)) {
        (Some(of_month), Some(year), _) if year > 31 => (of_month, year),
        (_, Some(of_month), Some(year)) => (of_month, year),
        _ => return None,
    };
    PRINTED_YEARS.contains(&year).then(|| day(year, month, i8::try_from(of_month).ok()?)).flatten()
}

/// Said of a date that states no day.
pub(super) fn no_day(text: &str, line: Option<u64>) -> String {
    let shown: String = text.trim().chars().take(40).collect();
    let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("{place}the date `{shown}` is no day of the calendar; expected one such as 2023-12-29 or 29/12/2023")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_manner_of_stating() {
        for text in [
            "2023-12-29",
            "2023-12-29T23:59:00Z",
            "2023-12-29 00:30:00+07:00",
            "29/12/2023 10:30",
            "10:30 29/12/2023",
            "Thứ sáu, 29/12/2023 | 10:30 (GMT+7)",
            "ngày 29 tháng 12 năm 2023",
            "20231229",
            "20231229T101500Z",
            "20231229101500",
            "1703782800",
            "1703782800000",
            "Fri, 29 Dec 2023 10:00:00 +0700",
            "December 29, 2023",
            "29-Dec-2023",
            "Thứ sáu, 29 Tháng 12 2023 07:00",
            "29 Tháng Mười Hai, 2023",
        ] {
            assert_eq!(stated_day(text).map(|date| date.to_string()).as_deref(), Some("2023-12-29"), "{text}");
        }
    }

    #[test]
    fn what_states_no_day() {
        for text in
            ["", "2023", "12/2023", "31/2/2023", "2023-02-30", "12/29/2023", "0000-00-00", "hôm qua", "12345", "May"]
        {
            assert_eq!(stated_day(text), None, "{text}");
        }
    }
}
