//! The day of publication, when only the text can tell.
//!
//! Stamps and datelines count, days that the text itself calls today, and the day that its first sentence tells of where
//! no later day is told as past. The latest day told anywhere in an article was measured on dated papers and left out:
//! it is the day of publication in about one article of forty.

use jiff::civil::{Date, Weekday};

use super::opening::day_of_opening;
use crate::text::calendar::written_days;

/// How many lines at the beginning and at the end can be a stamp.
const STAMP_LINES: usize = 4;
/// A line of more bytes is no stamp.
const LONGEST_STAMP: usize = 120;
/// How far, in bytes, the words `hôm nay` are looked for.
const OPENING: usize = 1_000;
/// Earlier stamps count only where the weekday with them is right: they are mostly captions of history.
const FIRST_YEAR_ALONE: i16 = 1990;
/// A dateline names a place of at most this many words.
const LONGEST_PLACE: usize = 6;

/// The day of publication as a stamp, a dateline or the words `hôm nay` give it; `None` unless it is fairly sure, and
/// where two stamps contradict each other.
///
/// ```
/// use bantin::analyse::dates::published_from_text;
/// let text = "UBND tỉnh Hồng Lam họp.\n(Hồng Lam, ngày 30/12/2023)";
/// assert_eq!(published_from_text(text).map(|date| date.to_string()), Some("2023-12-30".to_owned()));
/// assert_eq!(published_from_text("Quyết định số 12 ngày 30/12/2023 có hiệu lực."), None);
/// ```
pub fn published_from_text(text: &str) -> Option<Date> {
    let head = text.lines().filter(|line| !line.trim().is_empty()).take(STAMP_LINES);
    let tail = text.lines().rev().filter(|line| !line.trim().is_empty()).take(STAMP_LINES);
    let mut stamps = head.chain(tail).filter_map(stamp).chain(closing_bracket(text));
    match stamps.next() {
        Some(date) => stamps.all(|other| other == date).then_some(date),
        None => called_today(text).or_else(|| day_of_opening(text)),
    }
}

/// The day of a line that holds nothing but a stamp or a dateline.
fn stamp(line: &str) -> Option<Date> {
    let is_sentence = line.trim_end().ends_with('.');
    if line.len() > LONGEST_STAMP || is_sentence || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let [(range, date)] = written_days(line).try_into().ok()?;
    let (before, behind) = (line.get(..range.start)?, line.get(range.end..)?);
    let place = before.trim_end().strip_suffix("ngày").and_then(|place| place.trim_end().strip_suffix(','));
    let framed = is_label(before) || place.is_some_and(is_place);
    let weekday = weekday_in(before);
    let trusted = match weekday {
        Some(weekday) => weekday == date.weekday(),
        None => date.year() >= FIRST_YEAR_ALONE,
    };
    (framed && is_label(behind) && trusted).then_some(date)
}

/// `… họp. (Hồng Lam, ngày 30/12/2023)` at the very end.
fn closing_bracket(text: &str) -> Option<Date> {
    let inside = text.trim_end().trim_end_matches('.').strip_suffix(')')?;
    let start = inside.bytes().rev().take(LONGEST_STAMP).position(|byte| byte == b'(')?;
    let bracket = inside.get(inside.len() - start..)?;
    bracket.contains(',').then(|| stamp(bracket)).flatten()
}

/// `hôm nay (30/12/2023)`, `sáng nay, 30/12/2023` in the opening.
fn called_today(text: &str) -> Option<Date> {
    let end = (OPENING.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at))?;
    let opening = text.get(..end)?;
    if !opening.contains(" nay") {
        return None;
    }
    let is_today = |at: usize| {
        let before = opening.get(..at).unwrap_or_default().trim_end();
        let before = before.strip_suffix("ngày").unwrap_or(before).trim_end_matches([' ', ',', '(']);
        let mut last = before.rsplit(|c: char| !c.is_alphabetic());
        let is_now = last.next() == Some("nay");
        is_now && last.next().is_some_and(|word| NOW.contains(&word.to_lowercase().as_str()))
    };
    written_days(opening).into_iter().find(|(range, _)| is_today(range.start)).map(|(_, date)| date)
}

/// What makes `nay` the present day.
const NOW: [&str; 5] = ["hôm", "sáng", "trưa", "chiều", "tối"];

/// Words that stand in stamps beside the day and the hour.
const LABELS: [&str; 27] = [
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "ngày", "lúc", "giờ", "phút", "h", "cập", "đăng",
    "xuất", "bản", "phát", "hành", "gmt", "am", "pm", "sa", "ch", "ra", "tin",
];

/// Whether nothing but the hour, a weekday and words such as `Cập nhật` stand here.
fn is_label(text: &str) -> bool {
    words(text).all(|word| LABELS.contains(&word.to_lowercase().as_str()))
}

/// Words without their digits: `08h15` gives `h`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether all words are capitalised, as in the name of a place.
fn is_place(text: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut count = 0;
    let all = words(text).inspect(|_| count += 1).all(capital);
    let person = words(text).next().is_some_and(|word| matches!(word, "Ông" | "Bà" | "Sinh" | "Số"));
    let bare = !text.bytes().any(|byte| byte.is_ascii_digit());
    all && bare && !person && (1..=LONGEST_PLACE).contains(&count)
}

/// The weekday that a stamp names before its day.
pub(super) fn weekday_in(text: &str) -> Option<Weekday> {
    let lower = text.to_lowercase();
    let day_of = |name: &str| {
        Some(match name {
            "hai" | "2" => Weekday::Monday,
            "ba" | "3" => Weekday::Tuesday,
            "tư" | "4" => Weekday::Wednesday,
            "năm" | "5" => Weekday::Thursday,
            "sáu" | "6" => Weekday::Friday,
            "bảy" | "7" => Weekday::Saturday,
            _ => return None,
        })
    };
    if lower.contains("chủ nhật") {
        return Some(Weekday::Sunday);
    }
    let (_, behind) = lower.split_once("thứ ")?;
    day_of(behind.split(|c: char| !c.is_alphanumeric()).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        published_from_text(text).map(|date| date.to_string()).unwrap_or_default()
    }

    #[test]
    fn stamps_and_datelines() {
        let body = "Hội đồng nhân dân tỉnh Hồng Lam bế mạc kỳ họp thứ 12.";
        for stamp in [
            "Thứ Bảy, 30/12/2023, 08:15 (GMT+7)",
            "Thứ bảy, ngày 30 - 12 - 2023",
            "Thứ 7, 30/12/2023 08h15",
            "08:15 | 30/12/2023",
            "Cập nhật lúc 08:15, ngày 30/12/2023",
            "30.12.2023",
            "(Hồng Lam, ngày 30/12/2023)",
            "Hồng Lam, ngày 30 tháng 12 năm 2023",
            "2023-12-30",
        ] {
            assert_eq!(day(&format!("Bế mạc kỳ họp\n{stamp}\n{body}")), "2023-12-30", "first: {stamp}");
            assert_eq!(day(&format!("Bế mạc kỳ họp\n{body}\n{stamp}\n")), "2023-12-30", "last: {stamp}");
        }
        assert_eq!(day(&format!("{body} (Hồng Lam, ngày 30/12/2023).")), "2023-12-30");
        assert_eq!(day("Chủ nhật, 31/12/2023\nTin trong tỉnh."), "2023-12-31");
        assert_eq!(day("Chủ nhật, 5/9/1965\nTin trong tỉnh."), "1965-09-05");
    }

    #[test]
    fn days_called_today() {
        assert_eq!(day("Sáng nay (30/12/2023), UBND tỉnh Hồng Lam họp."), "2023-12-30");
        assert_eq!(day("Hôm nay, ngày 30/12/2023, tỉnh Hồng Lam khai hội."), "2023-12-30");
    }

    #[test]
    fn days_of_other_things() {
        for text in [
            "",
            "Hồng Lam",
            "Quyết định số 15/QĐ-UBND ngày 30/12/2023\nNội dung.",
            "Ông Lê Đình Khoa, ngày 5/1/1960\nTiểu sử.",
            "Sinh ngày 5/1/1960\nTiểu sử.",
            "Hạn nộp hồ sơ: ngày 30/12/2023",
            "UBND tỉnh Hồng Lam họp ngày 28/12/2023 về thu ngân sách.",
            "Thứ Sáu, 30/12/2023\nNgày trong tuần không đúng.",
            "Hồng Lam, ngày 2/9/1945\nẢnh tư liệu.",
            "Hồng Lam, ngày 30/12/2023\nTin.\nHồng Lam, ngày 28/12/2023",
            "Hồng Lam, ngày 30/2/2023",
            "Đơn được nhận.\nNgày 30/12/2023.",
            "Mấy tháng nay, 30/12/2023 là ngày được chờ.",
            "Từ 30/12/2023 đến nay, 31/12/2023 là hạn.",
            "(Theo Nghị quyết số 4, ngày 30/12/2023)",
        ] {
            assert_eq!(day(text), "", "{text}");
        }
    }
}
