//! The day of publication in the first words of an article: a dateline, or the day its first sentence tells of.

use jiff::civil::Date;

use super::published::weekday_in;
use super::sentence::Sentence;
use crate::text::calendar::written_days;
use crate::text::{boundary_before, is_dash};

/// How many paragraphs may open an article: a lead, and the body that begins again.
const PARAGRAPHS: usize = 2;
/// How far into a paragraph, in bytes, its day may stand.
const FARTHEST: usize = 120;
/// A dateline names a paper and a place of at most this many words together.
const LONGEST_NAME: usize = 6;

/// The day that the first words of an article give, in the order of trust:
///
/// `Hồng Lam, 30/12/2023 - UBND tỉnh …` and `(Báo Hồng Lam) - Hôm nay (30/12/2023), …` are datelines; `Sáng 30/12/2023,
/// …` is the day of publication where the sentence is no plan and the article tells of no later day as past.
pub(super) fn day_of_opening(text: &str) -> Option<Date> {
    text.lines().filter(|line| !line.trim().is_empty()).take(PARAGRAPHS).find_map(|line| opening(text, line))
}

fn opening(text: &str, line: &str) -> Option<Date> {
    let head = line.get(..boundary_before(line, FARTHEST))?;
    let (range, date) = written_days(head).into_iter().next()?;
    let before = head.get(..range.start)?;
    let behind = line.get(range.end..)?.trim_start_matches([')', ' ']);
    if weekday_in(before).is_some_and(|weekday| weekday != date.weekday()) {
        return None;
    }
    match lead(before)? {
        Lead::Dateline if behind.starts_with(is_dash) || behind.starts_with([':', '.']) => Some(date),
        Lead::Dateline => None,
        Lead::Today => Some(date),
        Lead::Yesterday => date.tomorrow().ok(),
        Lead::Day => (is_told(behind) && is_latest_told(text, date)).then_some(date),
    }
}

/// What the words before the day of an opening say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// `Hồng Lam, 30/12/2023 -`
    Dateline,
    /// `Hôm nay (30/12/2023)`
    Today,
    /// `Tối qua (29/12/2023)`
    Yesterday,
    /// `Sáng 30/12/2023`, `Ngày 30/12/2023`
    Day,
}

/// `(Báo Hồng Lam) - Sáng`: the paper and the place, then the words that lead the day in.
fn lead(before: &str) -> Option<Lead> {
    let mut lead = None;
    let mut names = 0;
    let mut all_names = 0;
    for part in before.split(['-', '–', '—', ':', '(', ')', ',', '|']).map(str::trim).filter(|part| !part.is_empty())
    {
        match words_of_day(part) {
            Some(found) => lead = Some(strongest(lead, found)),
            None if lead.is_none() && is_name(part) => names += part.split_whitespace().count(),
            None => return None,
        }
        all_names += usize::from(lead.is_none());
    }
    let bare = matches!(lead, None | Some(Lead::Dateline));
    (names <= 2 * LONGEST_NAME && !(bare && all_names == 0)).then(|| lead.unwrap_or(Lead::Dateline))
}

fn strongest(known: Option<Lead>, found: Lead) -> Lead {
    match known {
        Some(lead @ (Lead::Today | Lead::Yesterday)) => lead,
        Some(Lead::Day) if found == Lead::Dateline => Lead::Day,
        _ => found,
    }
}

/// What a part says that holds nothing but words of the day; `ngày` alone may belong to a dateline.
fn words_of_day(part: &str) -> Option<Lead> {
    const WORDS: [&str; 20] = [
        "hôm", "nay", "qua", "sáng", "trưa", "chiều", "tối", "đêm", "rạng", "ngày", "vào", "trong", "thứ", "hai", "ba",
        "tư", "năm", "sáu", "bảy", "sớm",
    ];
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let of_day = |word: &&str| WORDS.contains(word) || word.len() == 1 && word.starts_with(|c| matches!(c, '2'..='7'));
    let is_sunday = words.windows(2).any(|pair| pair == ["chủ", "nhật"]);
    if !is_sunday && !words.iter().all(of_day) {
        return None;
    }
    Some(match words.as_slice() {
        _ if words.contains(&"nay") => Lead::Today,
        _ if words.contains(&"qua") => Lead::Yesterday,
        ["ngày"] if !part.starts_with('N') => Lead::Dateline,
        _ => Lead::Day,
    })
}

/// `Báo Hồng Lam`, `VTV.vn`, `Lam Thành`: the words of a paper or a place.
fn is_name(part: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase) || word.contains('.');
    let mut words = part.split_whitespace();
    let first = words.next().is_some_and(capital);
    let person = matches!(part.split_whitespace().next(), Some("Ông" | "Bà" | "Sinh" | "Số" | "Theo" | "Từ" | "Đến"));
    let short = part.split_whitespace().count() <= LONGEST_NAME;
    first && !person && short && (words.all(capital) || part == "Dân trí") && !part.bytes().any(|b| b.is_ascii_digit())
}

/// How far behind its day, in bytes, an opening says that it tells of things to come.
const PLAN: usize = 80;

/// Whether something is told of the day, and not as a plan: `Ngày 30/12/2023, tỉnh | sẽ khởi công …`.
fn is_told(behind: &str) -> bool {
    let clause = behind.get(..boundary_before(behind, PLAN)).unwrap_or_default();
    let planned = ["sẽ ", "dự kiến", "sắp "].iter().any(|word| clause.contains(word));
    clause.contains(char::is_alphabetic) && !planned
}

/// Whether no later complete day of the text is told as past.
fn is_latest_told(text: &str, date: Date) -> bool {
    let later = written_days(text).into_iter().filter(|(_, other)| *other > date);
    later.map(|(range, _)| range).all(|range| is_term(text, range.start) || Sentence::around(text, &range).is_planned())
}

/// `từ ngày 1/1/2024`, `đến 31/12/2024`: the ends of a term.
fn is_term(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let before = before.strip_suffix("ngày").unwrap_or(before).trim_end();
    ["từ", "đến", "hết", "trước", "Từ", "Đến", "Trước"].iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        day_of_opening(text).map(|date| date.to_string()).unwrap_or_default()
    }

    #[test]
    fn datelines_and_days_called_today() {
        for opening in [
            "Hồng Lam, 30/12/2023 - UBND tỉnh họp.",
            "Hồng Lam, ngày 30/12/2023 – UBND tỉnh họp.",
            "Hồng Lam (30/12/2023) - UBND tỉnh họp.",
            "(Báo Hồng Lam) - Hôm nay (30/12/2023), UBND tỉnh họp.",
            "BHL.vn - Sáng nay 30/12/2023, UBND tỉnh họp.",
            "Tối qua (29/12/2023), UBND tỉnh họp.",
        ] {
            assert_eq!(day(opening), "2023-12-30", "{opening}");
        }
    }

    #[test]
    fn the_day_that_the_first_sentence_tells_of() {
        for opening in [
            "(Báo Hồng Lam) - Ngày 30/12/2023, UBND tỉnh họp.",
            "Sáng 30-12-2023, UBND tỉnh họp.",
            "Chiều ngày 30 tháng 12 năm 2023, UBND tỉnh họp.",
            "Vào sáng 30/12/2023, UBND tỉnh họp.",
            "Thứ bảy (30/12/2023), UBND tỉnh họp.",
            "Ngày 30/12/2023, UBND tỉnh họp. Giá mới áp dụng từ ngày 1/1/2024.",
            "Lời dẫn của bài.\nNgày 30/12/2023, UBND tỉnh họp, nhắc lại Nghị quyết ngày 5/12/2021.",
        ] {
            assert_eq!(day(opening), "2023-12-30", "{opening}");
        }
    }

    #[test]
    fn openings_that_tell_no_day_of_publication() {
        for text in [
            "",
            "UBND tỉnh Hồng Lam họp ngày 30/12/2023.",
            "Ngày 30/12/2023, UBND tỉnh sẽ họp.",
            "Từ ngày 30/12/2023, giá vé tăng.",
            "Ngày 5/1/2020, dự án khởi công. Sáng 30/12/2023, dự án đã xong.",
            "Ông Lê Đình Khoa, 30/12/1960 - Tiểu sử.",
            "Ngày 30/12, UBND tỉnh họp.",
            "Thứ sáu (30/12/2023), UBND tỉnh họp.",
            "Theo Quyết định số 15, ngày 30/12/2023, ông Khoa nghỉ hưu.",
        ] {
            assert_eq!(day(text), "", "{text}");
        }
    }
}
