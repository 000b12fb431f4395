//! What a page prints that belongs to no article: mastheads, page numbers, section heads, running heads, jump marks.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::lines::{Line, is_capitals, is_closed};
use crate::text::calendar::written_days;
use crate::text::fold::fold;

/// What a line outside the articles is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Masthead, page number, section head, running head.
    Plain,
    /// The head of a list of brief news.
    Briefs,
    /// `Xem tiếp trang 3`: the article above goes on elsewhere.
    JumpOut,
    /// `MƯA LŨ... (Tiếp theo trang 1)`: what stands below began elsewhere; the words before the mark.
    JumpIn(String),
}

static PHRASES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<&str>> = HashMap::new();
    let rows = include_str!("data/furniture.txt").lines().filter(|row| !row.starts_with('#'));
    for (kind, phrase) in rows.filter_map(|row| row.split_once('\t')) {
        phrases.entry(kind).or_default().push(phrase);
    }
    phrases
});

fn phrases(kind: &str) -> &'static [&'static str] {
    PHRASES.get(kind).map_or(&[], Vec::as_slice)
}

/// The longest line looked at, in characters: furniture is short.
const LONGEST: usize = 120;

/// What kind of furniture a line is by its words alone.
pub(super) fn furniture(text: &str) -> Option<Furniture> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let folded = fold(text);
    jump(text, &folded).or_else(|| section(&folded)).or_else(|| {
        let plain = is_page_number(&folded) || is_masthead(text, &folded) || dated_line(text).is_some();
        plain.then_some(Furniture::Plain)
    })
}

/// Is this a line of an imprint: who answers for the paper, how many are printed?
pub(super) fn is_imprint(text: &str) -> bool {
    const MOST_CHARS: usize = 300;
    let head: String = text.chars().take(MOST_CHARS).collect();
    let folded = fold(&head);
    head.len() == text.len() && phrases("imprint").iter().any(|phrase| folded.starts_with(phrase))
}

fn jump(text: &str, folded: &str) -> Option<Furniture> {
    let page = |rest: &str| rest.contains("trang") && rest.contains(|c: char| c.is_ascii_digit());
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    for opening in ["xem tiep", "con nua", "tiep theo o trang", "doc tiep", "xem trang", "tiep trang"] {
        if bare.strip_prefix(opening).is_some_and(|rest| page(rest) && rest.chars().count() < 40 || rest.is_empty()) {
            return Some(Furniture::JumpOut);
        }
    }
    for mark in [
        "tiep theo trang",
        "tiep theo tu trang",
        "tiep trang",
        "tiep theo va het",
        "tiep theo ky truoc",
        "xem tu trang",
    ] {
        if let Some(at) = folded.rfind(mark)
            && folded[at..].chars().count() < mark.len() + 12
        {
            let words = text.split(['(', '…']).next().unwrap_or_default();
            return Some(Furniture::JumpIn(words.trim().trim_end_matches('.').trim().to_owned()));
        }
    }
    None
}

/// A section head, with or without a page number before or behind it.
fn section(folded: &str) -> Option<Furniture> {
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic()).replace(" – ", " - ");
    if phrases("briefs").contains(&bare.as_str()) {
        return Some(Furniture::Briefs);
    }
    phrases("rubric").contains(&bare.as_str()).then_some(Furniture::Plain)
}

fn is_page_number(folded: &str) -> bool {
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let number = bare.strip_prefix("trang").or(bare.strip_prefix("page")).unwrap_or(bare).trim();
    !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit())
}

fn is_masthead(text: &str, folded: &str) -> bool {
    let opens = phrases("masthead").iter().any(|phrase| folded.starts_with(phrase));
    let words = folded.split_whitespace().count();
    let paper = folded.starts_with("bao ") && (2..=6).contains(&words) && is_name(text) && !is_closed(text);
    let number = folded.strip_prefix("so ").is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' ' | '(' | ')' | '-' | '/'))
    });
    let address = words == 1 && (folded.starts_with("www.") || folded.starts_with("http"));
    opens && !is_closed(text) || paper || number || address
}

/// Does every word begin with a capital or a digit?
fn is_name(text: &str) -> bool {
    is_capitals(text)
        || text.split_whitespace().all(|word| word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase))
}

/// The day of a masthead or running head, where the line is one: what a [`dated_line`] says of the whole issue, and
/// not of the article below whose headline it stands (`(Tin ngày 29/12/2023)`, `Cập nhật: 29/12/2023`).
pub(super) fn masthead_date(text: &str) -> Option<Date> {
    dated_line(text).filter(|_| !is_of_one_article(text))
}

/// Whether one of the parts of a line says that a single article appeared then.
pub(super) fn is_of_one_article(text: &str) -> bool {
    const OF_ISSUES: [&str; 6] = ["ngay", "xuat", "ban", "phat", "hanh", "ra"];
    text.split(PARTING).map(fold).any(|part| {
        let mut words = part.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && is_label(&part) && words.any(|word| word != "so" && !OF_ISSUES.contains(&word))
    })
}

/// What parts the parts of a dated line.
const PARTING: [char; 10] = ['|', ',', '-', '–', '(', ')', ';', ':', '•', '*'];

/// The day of a line in which nothing stands but the day, the day of the week, the number of the issue, the paper's
/// name, and labels of days and hours.
///
/// A day in a running text isn't one: `Ngày 29/12/2023, đồng chí …` leaves words over.
pub(super) fn dated_line(text: &str) -> Option<Date> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let days = written_days(text);
    let [(range, date)] = days.as_slice() else { return None };
    let around = format!("{} | {}", &text[..range.start], &text[range.end..]);
    let parts: Vec<&str> = around.split(PARTING).map(str::trim).collect();
    let has_week = has_weekday(text);
    parts.iter().all(|part| is_of_masthead(part) || has_week && is_capitals(part)).then_some(*date)
}

/// Whether one of the parts of a line is the name of a weekday.
pub(super) fn has_weekday(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != ' ').any(|part| {
        let folded = fold(part);
        is_weekday(folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')) || is_weekday(&folded)
    })
}

/// The day of a line above an article: of a masthead, or of a dateline such as `Lam Thành, ngày 30/12/2023`.
pub(super) fn date_above(text: &str) -> Option<Date> {
    dated_line(text).or_else(|| {
        let days = written_days(text);
        let [(range, date)] = days.as_slice() else { return None };
        let place = text.get(..range.start)?.trim_start_matches('(').trim_end().strip_suffix("ngày")?.trim_end();
        let place = place.strip_suffix(',').filter(|place| is_name(place) && place.split_whitespace().count() <= 6)?;
        let alone = text.get(range.end..)?.trim_matches([')', '.', ' ']).is_empty();
        let numbered = place.contains(|c: char| c.is_ascii_digit()) || place.starts_with("Số ");
        (alone && !numbered).then_some(*date)
    })
}

/// `thứ bảy`, `Thứ 7`, `Chủ nhật`, with or without `ngày` behind it.
fn is_weekday(folded: &str) -> bool {
    let bare = folded.trim_end_matches("ngay").trim();
    let numbered = |day: &str| day.len() == 1 && day.bytes().all(|b| (b'2'..=b'7').contains(&b));
    let named = |day: &str| ["hai", "ba", "tu", "nam", "sau", "bay"].contains(&day) || numbered(day);
    bare == "chu nhat"
        || bare.split_once("thu ").is_some_and(|(before, day)| named(day) && !before.contains(char::is_alphabetic))
}

/// Labels of the day on which something appeared, and of the hour: `Cập nhật lúc 08:15 (GMT+7)`.
fn is_label(folded: &str) -> bool {
    const LABELS: [&str; 18] = [
        "cap", "nhat", "luc", "dang", "ngay", "xuat", "ban", "phat", "hanh", "so", "ra", "tin", "gmt", "gio", "h",
        "am", "pm", "phut",
    ];
    folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| LABELS.contains(&word))
}

fn is_of_masthead(part: &str) -> bool {
    let folded = fold(part.trim());
    let bare = folded.trim_end_matches("ngay").trim().trim_end_matches(" ra").trim();
    let numbers = |text: &str| text.chars().all(|c| !c.is_alphabetic());
    let number =
        ["so", "nam thu", "trang", "so bao", ""].iter().any(|word| bare.strip_prefix(word).is_some_and(numbers));
    let name = part.trim().strip_suffix("ngày").unwrap_or(part);
    let paper = folded.starts_with("bao ") && is_name(name) && folded.split_whitespace().count() <= 6;
    is_weekday(&folded) || number || paper || is_label(&folded) || section(&folded).is_some()
}

/// Lines that stand alone and come again, page numbers aside: running heads. One flag a line.
pub(super) fn running_heads(lines: &[Line<'_>]) -> Vec<bool> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let keys: Vec<Option<String>> = (0..lines.len()).map(|at| running_key(lines, at)).collect();
    for key in keys.iter().flatten() {
        *seen.entry(key.clone()).or_default() += 1;
    }
    keys.iter().map(|key| key.as_ref().is_some_and(|key| seen.get(key).is_some_and(|&times| times > 1))).collect()
}

fn running_key(lines: &[Line<'_>], at: usize) -> Option<String> {
    let line = lines.get(at)?;
    let alone = line.gap && lines.get(at + 1).is_none_or(|next| next.gap);
    let has_number = line.text.contains(|c: char| c.is_ascii_digit());
    if !alone || !has_number || line.text.len() > LONGEST || is_closed(line.text) {
        return None;
    }
    let key: String = fold(line.text).chars().filter(|c| c.is_alphabetic()).collect();
    (key.chars().count() >= 4).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_by_its_words() {
        for text in [
            "2",
            "- 3 -",
            "Trang 4",
            "BÁO HỒNG LAM",
            "Báo Hồng Lam",
            "Kinh tế 3",
            "2 QUỐC PHÒNG - AN NINH",
            "Cơ quan của Đảng bộ tỉnh Hồng Lam",
            "Năm thứ ba mươi mốt",
            "Giá: 3.500 đồng",
            "Số 4.812",
            "Số 4.812 - Thứ bảy, ngày 30/12/2023",
            "BÁO HỒNG LAM        THỨ BẢY, NGÀY 30/12/2023",
            "www.baohonglam.example",
        ] {
            assert_eq!(furniture(text), Some(Furniture::Plain), "{text}");
        }
        for text in ["Xem tiếp trang 3", "(Xem tiếp trang 2)", "(Còn nữa - xem trang 4)"] {
            assert_eq!(furniture(text), Some(Furniture::JumpOut), "{text}");
        }
        assert_eq!(furniture("ĐÊ BIỂN... (Tiếp theo trang 1)"), Some(Furniture::JumpIn("ĐÊ BIỂN".into())));
        assert_eq!(furniture("TIN VẮN"), Some(Furniture::Briefs));
    }

    #[test]
    fn text_is_no_furniture() {
        for text in [
            "Báo cáo tại hội nghị, đồng chí Lưu Đình",
            "Ngày 29/12/2023, đồng chí Lưu Đình Khoát",
            "Kinh tế biển khởi sắc",
            "Điện thoại di động phủ khắp bản xa.",
            "năm 2023",
            "Tiếp theo, đoàn đến thăm",
            "Số tiền ấy đủ mua 12 tấn giống",
        ] {
            assert_eq!(furniture(text), None, "{text}");
        }
    }

    #[test]
    fn datelines_above_an_article() {
        for (text, day) in [
            ("Lam Thành, ngày 30/12/2023", Some("2023-12-30")),
            ("Thứ bảy, ngày 30/12/2023", Some("2023-12-30")),
            ("Quyết định số 15, ngày 30/12/2023", None),
            ("Lễ hội mùa xuân, ngày 30/12/2023", None),
        ] {
            assert_eq!(date_above(text).map(|day| day.to_string()).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn dates_of_mastheads_only() {
        for (text, day) in [
            ("Thứ bảy, ngày 30/12/2023", Some("2023-12-30")),
            ("Số 4.471 - Thứ hai, ngày 12/9/2022", Some("2022-09-12")),
            ("Chủ nhật (28/05/2017)", Some("2017-05-28")),
            ("THỨ NĂM, NGÀY 23 THÁNG 7 NĂM 2015", Some("2015-07-23")),
            ("Năm thứ 59 - Số 8131 | Ngày 28.5.2015", Some("2015-05-28")),
            ("Báo Hồng Lam - Thứ Hai, ngày 17 tháng 9 năm 2018", Some("2018-09-17")),
            ("Báo Hồng Lam, số ra ngày 30/12/2023", Some("2023-12-30")),
            ("Báo Hồng Lam ngày 30/12/2023", Some("2023-12-30")),
            ("HỒNG LAM ONLINE | Thứ Bảy 30/12/2023 | 10:30", Some("2023-12-30")),
            ("Số 123 (4567) Thứ Bảy 30.12.2023", Some("2023-12-30")),
            ("Cập nhật lúc 08:15 (GMT+7), ngày 30/12/2023", Some("2023-12-30")),
            ("Chủ nhật, 31 Tháng 12 2023", Some("2023-12-31")),
            ("LỊCH CẮT ĐIỆN NGÀY 30/12/2023", None),
            ("Hạn nộp hồ sơ: ngày 30/12/2023", None),
            ("từ ngày 30/12/2023", None),
            ("Ngày 30/12/2023, tại Lam Thành", None),
            ("chính vào ngày 31/12/2022", None),
        ] {
            assert_eq!(dated_line(text).map(|day| day.to_string()).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn the_day_of_one_article_is_no_issues() {
        for text in ["(Tin ngày 30/12/2023)", "Cập nhật: 30/12/2023", "Đăng lúc 10 giờ, 30/12/2023"] {
            assert!(dated_line(text).is_some() && masthead_date(text).is_none(), "{text}");
        }
        for text in ["Báo Hồng Lam, số ra ngày 30/12/2023", "Xuất bản ngày 30/12/2023", "Thứ bảy, 30/12/2023"]
        {
            assert_eq!(masthead_date(text), dated_line(text), "{text}");
            assert!(masthead_date(text).is_some(), "{text}");
        }
    }
}
