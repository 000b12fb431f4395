//! Days a text speaks of.
//!
//! ```text
//! scan       finds the words and numbers that can begin a date, and reads one form after another there
//! day        29/12 · ngày 29 tháng 12 năm 2023 · từ 28/12 đến 2/1 · sáng nay · hôm thứ tư
//! month      tháng 12/2023 · quý III/2023 · 6 tháng đầu năm · cuối tháng 7
//! year       năm 2023 · giai đoạn 2021-2025 · năm ngoái · tuần trước
//! lunar      mùng 3 Tết Giáp Thìn · rằm tháng Giêng
//! context    what stands around a number and tells a day from a fraction, a score, a street
//! resolve    the one place where what was written becomes days of the calendar
//! ```
//!
//! The day always comes before the month. A reader of a form gives the value and the place behind it, or nothing;
//! each looks at a bounded stretch of text, so the whole is linear.

mod context;
mod cursor;
mod day;
mod lunar;
mod month;
mod published;
mod resolve;
mod scan;
mod value;
mod words;
mod year;

use jiff::civil::Date;

pub use self::published::published_from_text;
use super::DateMention;

/// The dates of a normalised text, in its order, none overlapping another.
///
/// A missing year is the one that brings the date nearest to `published`, a tie goes to the past. Without a day of
/// publication it is taken from a date with a year nearby; a date whose year stays unknown is left out.
///
/// ```
/// use bantin::analyse::dates::dates;
/// use jiff::civil::date;
///
/// let found = dates("Chiều 29/12, UBND tỉnh Hồng Lam họp.", Some(date(2024, 1, 3)));
/// assert_eq!((found[0].from, found[0].to), (date(2023, 12, 29), date(2023, 12, 29)));
/// assert!(dates("Nghị định 24/2018/NĐ-CP; 10/12 huyện", Some(date(2024, 1, 3))).is_empty());
/// ```
pub fn dates(text: &str, published: Option<Date>) -> Vec<DateMention> {
    resolve::resolve(&scan::scan(text), published)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        let on = Some(date(2024, 1, 3));
        dates(text, on).into_iter().map(|d| format!("{} {}..{}", &text[d.byte_range], d.from, d.to)).collect()
    }

    #[test]
    fn forms_and_their_days() {
        for (text, want) in [
            ("họp chiều 29.12, tại xã", "chiều 29.12 2023-12-29..2023-12-29"),
            ("từ ngày 28/12 đến 2/1,", "ngày 28/12 đến 2/1 2023-12-28..2024-01-02"),
            ("trong ngày 30 - 31/12.", "ngày 30 - 31/12 2023-12-30..2023-12-31"),
            ("ngày 5 tháng 9 năm 2023", "ngày 5 tháng 9 năm 2023 2023-09-05..2023-09-05"),
            ("quý III/2023", "quý III/2023 2023-07-01..2023-09-30"),
            ("sáu tháng đầu năm 2023", "sáu tháng đầu năm 2023 2023-01-01..2023-06-30"),
            ("giai đoạn 2021-2025", "giai đoạn 2021-2025 2021-01-01..2025-12-31"),
            ("ngày 15/11 tới,", "ngày 15/11 tới 2023-11-15..2023-11-15"),
            ("hôm thứ hai tuần trước", "hôm thứ hai tuần trước 2023-12-25..2023-12-25"),
            ("mùng 3 Tết Giáp Thìn", "mùng 3 Tết Giáp Thìn 2024-02-12..2024-02-12"),
            ("tối 28 Tết", "tối 28 Tết 2024-02-07..2024-02-07"),
            ("SÁNG NGÀY 29/12", "SÁNG NGÀY 29/12 2023-12-29..2023-12-29"),
        ] {
            assert_eq!(found(text), [want], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date() {
        for text in [
            "10/12 huyện, đạt 15/19 tiêu chí",
            "Nghị định 24/2018/NĐ-CP, Chỉ thị 16/CT-TTg",
            "trực 24/7",
            "số 5 đường 3/2",
            "thắng 3-1",
            "10/3 âm lịch",
            "ngày 30/2/2023",
            "lần thứ hai",
            "bản đồ 1/5.000",
            "0912.345.678",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn without_a_day_of_publication_a_year_nearby_is_lent() {
        let text = "Quyết định ngày 28/12/2023 có hiệu lực từ ngày 2/1.";
        let days: Vec<Date> = dates(text, None).into_iter().map(|mention| mention.from).collect();
        assert_eq!(days, [date(2023, 12, 28), date(2024, 1, 2)]);
        assert!(dates("Sáng 29/12, hôm qua, tháng 3", None).is_empty());
    }

    #[test]
    fn long_runs_take_linear_time() {
        for piece in ["1/", "1 ", "ngày ", "1, 2 và ", "1-", "năm 2023 đến ", "mùng 3 tết ", "a", "2023-"] {
            let text = piece.repeat(20_000);
            dates(&text, Some(date(2024, 1, 3)));
        }
    }

    proptest! {
        #[test]
        fn ranges_are_lawful(text in "(ngày |hôm |nay|qua|[0-9]{1,4}|[/., ()–-]|tháng |năm |Tết |mùng |đến |và |thứ |quý |I|\\PC){0,40}") {
            let mut end = 0;
            for mention in dates(&text, Some(date(2024, 1, 3))) {
                prop_assert!(mention.byte_range.start >= end && mention.byte_range.end > mention.byte_range.start);
                prop_assert!(text.get(mention.byte_range.clone()).is_some());
                prop_assert!(mention.from <= mention.to);
                end = mention.byte_range.end;
            }
            published_from_text(&text);
        }
    }
}
