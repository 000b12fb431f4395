//! The day of publication, when only the text can tell.
//!
//! An article says `ngày 29/12` on that day, on the next or a week later, so a day told of is not enough. Two things
//! are: a line that holds nothing else than a complete day with a place, a weekday or an hour (a dateline), and a
//! day by distance with the complete day beside it, `sáng nay (29/12/2023)`.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::resolve::{anchor, explains};
use super::scan::scan;
use super::value::{Value, Written};
use crate::text::calendar::written_days;
use crate::text::fold::fold;

/// The day on which a text was published, where it says so itself; none sooner than a wrong one.
///
/// ```
/// use bantin::analyse::dates::published_from_text;
/// let said = |text| published_from_text(text).map(|date| date.to_string());
///
/// assert_eq!(said("Hồng Lam khởi công cầu mới\n(Hồng Lam, ngày 30/12/2023)\nTin dài."), Some("2023-12-30".into()));
/// assert_eq!(said("Quyết định ký ngày 30/12/2023 đã được gửi tới các huyện trong tỉnh Hồng Lam."), None);
/// ```
pub fn published_from_text(text: &str) -> Option<Date> {
    dateline(text).or_else(|| told_by_distance(text))
}

/// How many lines from either end can be a dateline.
const EDGE: usize = 3;
/// The longest dateline, in bytes.
const LONGEST_LINE: usize = 120;
/// How many syllables a place has at most.
const LONGEST_PLACE: usize = 4;

fn dateline(text: &str) -> Option<Date> {
    let is_full = |line: &&str| !line.trim().is_empty();
    let first = text.lines().filter(is_full).take(EDGE);
    let last = text.lines().rev().filter(is_full).take(EDGE);
    one_and_the_same(first.chain(last).filter_map(day_of_line))
}

fn one_and_the_same(mut days: impl Iterator<Item = Date>) -> Option<Date> {
    let first = days.next()?;
    days.all(|other| other == first).then_some(first)
}

/// The one complete day of a line that holds nothing else than it, a place before it, a weekday and an hour.
fn day_of_line(line: &str) -> Option<Date> {
    let line = Some(line.trim()).filter(|line| line.len() <= LONGEST_LINE)?;
    let [(range, date)] = written_days(line).try_into().ok()?;
    let before = line[..range.start].trim_end().trim_start_matches('(');
    let before = before.strip_suffix("ngày").or(before.strip_suffix("Ngày")).unwrap_or(before).trim();
    (is_place_or_weekday(before) && is_hour(&line[range.end..])).then_some(date)
}

/// Nothing, or a place or weekday closed by a comma: `Hồng Lam,`, `Thứ Bảy,`.
fn is_place_or_weekday(before: &str) -> bool {
    let Some(names) = before.strip_suffix(',') else { return before.is_empty() };
    let folded = fold(names);
    let weekday = folded.starts_with("thu ") || folded == "chu nhat";
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let words = || names.split([' ', '.']).filter(|word| !word.is_empty());
    weekday || words().count() <= LONGEST_PLACE && words().all(is_name)
}

/// `, 08:15 (GMT+7)`, `)`, `.` or nothing.
fn is_hour(behind: &str) -> bool {
    behind.replace("GMT", "").chars().all(|c| c.is_ascii_digit() || " ,:.()+|-–hg".contains(c))
}

fn told_by_distance(text: &str) -> Option<Date> {
    let written = scan(text);
    one_and_the_same(written.iter().enumerate().filter(|(_, day)| day.is_days()).filter_map(|(index, day)| {
        let before = index.checked_sub(1).and_then(|before| written.get(before));
        let shift = shift_within(text, day).or_else(|| shift_before(day, before?))?;
        anchor(day)?.checked_sub(shift.days()).ok()
    }))
}

/// `hôm qua 28/12`
fn shift_within(text: &str, day: &Written) -> Option<i64> {
    let words = text.get(day.byte_range.clone()).filter(|_| day.is_days())?.split_whitespace();
    words.take(3).find_map(|word| match word {
        "nay" => Some(0),
        "qua" => Some(-1),
        _ => None,
    })
}

/// `hôm qua (28/12)`
fn shift_before(day: &Written, before: &Written) -> Option<i64> {
    match before.value {
        Value::DayShift(shift) if explains(before, day) => Some(shift),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        published_from_text(text).map(|date| date.to_string()).unwrap_or_default()
    }

    #[test]
    fn lines_that_hold_little_else_than_a_day() {
        assert_eq!(said("Thứ Bảy, 30/12/2023, 08:15 (GMT+7)\nHồng Lam họp báo"), "2023-12-30");
        assert_eq!(said("Tin\n(Hồng Lam, ngày 30/12/2023)"), "2023-12-30");
        assert_eq!(said("Hồng Lam, ngày 5 tháng 1 năm 2024\nTin"), "2024-01-05");
    }

    #[test]
    fn a_day_by_distance_with_its_number() {
        assert_eq!(said("Sáng nay (29/12/2023), đoàn đến Hồng Lam theo công văn ngày 20/12/2022."), "2023-12-29");
        assert_eq!(said("Hôm qua 1/1/2024, đoàn đến Hồng Lam."), "2024-01-02");
    }

    #[test]
    fn what_is_not_sure_is_not_said() {
        assert_eq!(said("Quyết định ký ngày 30/12/2023 đã được gửi tới tất cả các huyện trong tỉnh Hồng Lam."), "");
        assert_eq!(said("Sáng nay (29/12), đoàn đến Hồng Lam."), "");
        assert_eq!(said("Sáng nay (29/12/2023) và hôm nay (3/1/2024)"), "", "two days");
        assert_eq!(said("Bạn Đào Văn Lúa ủng hộ ngày 30/12/2023"), "");
        assert_eq!(said("Từ ngày 1/1/2023 đến 31/12/2023"), "");
        assert_eq!(said(""), "");
    }
}
