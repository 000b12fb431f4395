//! Days a text speaks of.
//!
//! ```text
//! scan       finds the words and numbers that can begin a date, and reads one form after another there
//! lead       sáng nay · hôm thứ tư · chiều cùng ngày
//! day        29/12 · ngày 29 tháng 12 năm 2023 · từ 28/12 đến 2/1
//! month      tháng 12/2023 · quý III/2023 · 6 tháng đầu năm · cuối tháng 7
//! year       năm 2023 · giai đoạn 2021-2025 · năm ngoái · tuần trước
//! lunar      mùng 3 Tết Giáp Thìn · rằm tháng Giêng
//! context    what stands around a number and tells a day from a fraction, a score, a street
//! sentence   words that put a day without a year before or after the day of publication
//! published  stamps and datelines, where only the text tells the day of publication
//! opening    datelines and days in the first words of an article
//! resolve    the one place where what was written becomes days of the calendar
//! ```
//!
//! The day always comes before the month. A reader of a form gives the value and the place behind it, or nothing;
//! each looks at a bounded stretch of text, so the whole is linear.

mod context;
mod cursor;
mod day;
mod lead;
mod lunar;
mod month;
mod opening;
mod published;
mod resolve;
mod scan;
mod sentence;
#[cfg(test)]
mod tests;
mod value;
mod words;
mod year;

use std::ops::Range;

use jiff::civil::Date;

pub use self::published::published_from_text;
pub(super) use self::scan::may_begin_in;
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
    dates_within(text, std::iter::once(0..text.len()), published)
}

/// The same, where it is known in which words a date [may begin](may_begin_in): their byte ranges, in order.
pub(super) fn dates_within(
    text: &str,
    words: impl Iterator<Item = Range<usize>>,
    published: Option<Date>,
) -> Vec<DateMention> {
    resolve::resolve(text, &scan::scan(text, words), published)
}
