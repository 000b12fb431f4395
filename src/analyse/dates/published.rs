//! The day of publication, when only the text can tell.
//!
//! An article says `ngày 29/12` on that day, on the next or a week later, so a day told of is not enough. Two things
//! are: a line that holds little else than a complete day (a dateline), and a day by distance with its number beside
//! it, `sáng nay (29/12)`, in a text that also has a complete day to give the year.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::resolve::{anchored_day, explains};
use super::scan::scan;
use super::value::{Value, Written};
use crate::text::calendar::written_days;

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
/// The longest line, in bytes, and how much of it may be something else than the day.
const LONGEST_LINE: usize = 120;
const LONGEST_REST: usize = 48;

fn dateline(text: &str) -> Option<Date> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let at_edges = lines().take(EDGE).chain(text.lines().rev().filter(|line| !line.trim().is_empty()).take(EDGE));
    at_edges.filter(|line| line.len() <= LONGEST_LINE).find_map(day_of_line)
}

/// The one complete day of a line that holds little else.
fn day_of_line(line: &str) -> Option<Date> {
    let [(range, date)] = written_days(line).try_into().ok()?;
    (line.trim().len() - range.len() <= LONGEST_REST).then_some(date)
}

fn told_by_distance(text: &str) -> Option<Date> {
    let written = scan(text);
    let mut told = written.iter().enumerate().filter_map(|(index, day)| {
        let shift =
            shift_within(text, day).or_else(|| shift_before(day, index.checked_sub(1).map(|i| &written[i])?))?;
        anchored_day(day, &written)?.checked_sub(shift.days()).ok()
    });
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
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
        let text =
            "Sáng nay (29/12), đoàn đến Hồng Lam theo công văn ngày 20/12/2023 của tỉnh, nói rõ các việc cần làm.";
        assert_eq!(said(text), "2023-12-29");
        let text =
            "Hôm qua 1/1, đoàn đến Hồng Lam theo công văn ngày 20/12/2023 của tỉnh, nói rõ các việc cần làm ngay.";
        assert_eq!(said(text), "2024-01-02");
    }

    #[test]
    fn what_is_not_sure_is_not_said() {
        assert_eq!(said("Quyết định ký ngày 30/12/2023 đã được gửi tới tất cả các huyện trong tỉnh Hồng Lam."), "");
        assert_eq!(said("Sáng nay (29/12), đoàn đến Hồng Lam."), "");
        assert_eq!(said("Từ ngày 1/1/2023 đến 31/12/2023"), "");
        assert_eq!(said(""), "");
    }
}
