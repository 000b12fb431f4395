//! Forms, traps and properties over whole texts.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::dates;
use crate::analyse::{DateKind, YearFrom};

const PUBLISHED: Date = date(2024, 1, 3);

/// Every date as `text=from..to`, or `text=day`.
fn found_on(text: &str, published: Option<Date>) -> Vec<String> {
    let written = |mention: crate::analyse::DateMention| {
        let words = &text[mention.byte_range];
        if mention.from == mention.to {
            format!("{words}={}", mention.from)
        } else {
            format!("{words}={}..{}", mention.from, mention.to)
        }
    };
    dates(text, published).into_iter().map(written).collect()
}

fn found(text: &str) -> Vec<String> {
    found_on(text, Some(PUBLISHED))
}

#[track_caller]
fn check(table: &[(&str, &[&str])]) {
    for (text, wanted) in table {
        assert_eq!(found(text), *wanted, "{text}");
    }
}

#[test]
fn days_in_numbers() {
    check(&[
        ("Chiều 29/12, UBND tỉnh Hồng Lam họp.", &["Chiều 29/12=2023-12-29"]),
        ("Họp ngày 29 tháng 12 năm 2023.", &["ngày 29 tháng 12 năm 2023=2023-12-29"]),
        ("Họp ngày 29.12.2023.", &["ngày 29.12.2023=2023-12-29"]),
        ("Sáng 22.4, huyện Hà Thanh ra quân.", &["Sáng 22.4=2023-04-22"]),
        ("Ngày 29-12, tỉnh Hồng Lam họp.", &["Ngày 29-12=2023-12-29"]),
        ("Cập nhật 2023-12-29.", &["2023-12-29=2023-12-29"]),
        ("2023/12/29", &["2023/12/29=2023-12-29"]),
        ("Tối thứ bảy (30/12), hội khai mạc.", &["Tối thứ bảy=2023-12-30", "30/12=2023-12-30"]),
    ]);
}

#[test]
fn runs_of_days() {
    check(&[
        ("Hội mở từ 28/12 đến 2/1.", &["28/12 đến 2/1=2023-12-28..2024-01-02"]),
        ("Hội mở ngày 10-12/10/2023.", &["ngày 10-12/10/2023=2023-10-10..2023-10-12"]),
        ("Dịp nghỉ lễ 30/4-1/5 lần này, xe khách tăng chuyến.", &["30/4-1/5=2024-04-30..2024-05-01"]),
        ("Trong dịp lễ 30/4 và 1/5, chợ Hà Thanh mở cửa.", &["30/4=2024-04-30", "1/5=2024-05-01"]),
        ("Các ngày 21, 22, 23/8/2023.", &["ngày 21, 22, 23/8/2023=2023-08-21..2023-08-23"]),
    ]);
}

#[test]
fn months_quarters_and_years() {
    check(&[
        ("Thu ngân sách tháng 12/2023.", &["tháng 12/2023=2023-12-01..2023-12-31"]),
        ("Số thu 02/2024 tăng.", &["02/2024=2024-02-01..2024-02-29"]),
        ("Báo cáo quý III/2023.", &["quý III/2023=2023-07-01..2023-09-30"]),
        ("Báo cáo quý 4 năm 2023.", &["quý 4 năm 2023=2023-10-01..2023-12-31"]),
        ("Trong 6 tháng đầu năm 2023, thu tăng.", &["6 tháng đầu năm 2023=2023-01-01..2023-06-30"]),
        ("Nhiệm kỳ 2020 - 2025.", &["Nhiệm kỳ 2020 - 2025=2020-01-01..2025-12-31"]),
        ("Giai đoạn 2021-2025.", &["Giai đoạn 2021-2025=2021-01-01..2025-12-31"]),
        ("Năm 2023, tỉnh vượt kế hoạch.", &["Năm 2023=2023-01-01..2023-12-31"]),
        ("Cuối tháng 7/2023 lũ về.", &["Cuối tháng 7/2023=2023-07-21..2023-07-31"]),
    ]);
}

#[test]
fn days_by_distance() {
    check(&[
        ("Hôm qua trời mưa.", &["Hôm qua=2024-01-02"]),
        ("Sáng nay đoàn lên đường.", &["Sáng nay=2024-01-03"]),
        ("Năm ngoái được mùa.", &["Năm ngoái=2023-01-01..2023-12-31"]),
        ("Tuần trước đoàn đã về.", &["Tuần trước=2023-12-25..2023-12-31"]),
        ("Tháng trước giá lúa tăng.", &["Tháng trước=2023-12-01..2023-12-31"]),
        ("Sáng 29/12 họp, chiều cùng ngày bế mạc.", &["Sáng 29/12=2023-12-29", "chiều cùng ngày=2023-12-29"]),
        ("Hồi 7 giờ cùng ngày, nước rút.", &["cùng ngày=2024-01-03"]),
    ]);
}

#[test]
fn lunar_days() {
    check(&[
        ("Mùng 3 Tết Giáp Thìn.", &["Mùng 3 Tết Giáp Thìn=2024-02-12"]),
        ("Mồng 1 Tết.", &["Mồng 1 Tết=2024-02-10"]),
        ("Rằm tháng Giêng.", &["Rằm tháng Giêng=2024-02-24"]),
        ("Lễ hội 10/3 âm lịch.", &[]),
        ("Giỗ ngày 10/3 (âm lịch).", &[]),
        ("Giỗ ngày 10 tháng 3 âm lịch.", &[]),
        ("Hội mở vào tháng 8 âm lịch.", &[]),
    ]);
}

#[test]
fn what_only_looks_like_a_day() {
    for text in [
        "Nghị định 24/2018/NĐ-CP",
        "Nghị quyết số 21-NQ/TW",
        "10/12 huyện đã xong",
        "đạt 15/19 tiêu chí",
        "Hồng Lam thắng 3-1",
        "Trạm xá hoạt động 24/7.",
        "Đường dây nóng phục vụ 24/7, miễn phí.",
        "điện thoại 0912.345.678",
        "giá tăng 3,01-3,07%",
        "đường 3/2",
        "ngày 30/2/2023",
        "ngày 29/2/2023",
        "ngày 31/4",
        "99/99/9999",
        "0/0",
        "ngày 0/0/0000",
        "ngày 1/1/0000",
        "2023-02-30",
        "1/30/12/2023",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn the_year_that_is_missing() {
    let on = |text: &str, published: Date| found_on(text, Some(published)).join(" ");
    assert_eq!(on("Họp ngày 29/12.", date(2024, 1, 3)), "ngày 29/12=2023-12-29");
    assert_eq!(on("Họp ngày 15/1 tới.", date(2023, 12, 28)), "ngày 15/1 tới=2024-01-15");
    assert_eq!(on("Nước lên ngày 22/2.", date(2023, 10, 29)), "ngày 22/2=2023-02-22", "far ahead, nothing planned");
    assert_eq!(on("Luật có hiệu lực ngày 22/2.", date(2023, 10, 29)), "ngày 22/2=2024-02-22", "planned");
    assert_eq!(on("Trước đó, ngày 5/11, nước lên.", date(2023, 10, 29)), "ngày 5/11=2022-11-05", "told before");
    assert_eq!(on("Ngày 5/11, hội khai mạc.", date(2023, 10, 29)), "Ngày 5/11=2023-11-05", "near ahead");
}

#[test]
fn without_a_day_of_publication() {
    assert!(found_on("Họp ngày 29/12, hôm qua họp.", None).is_empty());
    let text = "Ngày 28/12/2023 khai mạc, ngày 2/1 bế mạc.";
    assert_eq!(found_on(text, None), ["Ngày 28/12/2023=2023-12-28", "ngày 2/1=2024-01-02"]);
    assert_eq!(dates(text, None).last().map(|mention| mention.year), Some(YearFrom::Context));
}

#[test]
fn kinds() {
    let kinds = |text: &str| dates(text, Some(PUBLISHED)).iter().map(|mention| mention.kind).collect::<Vec<_>>();
    assert_eq!(kinds("ngày 29/12, tháng 12/2023"), [DateKind::Day, DateKind::Month]);
    assert_eq!(kinds("từ 28/12 đến 2/1; quý II/2023"), [DateKind::DayRange, DateKind::Quarter]);
    assert_eq!(kinds("năm 2023; giai đoạn 2021-2025"), [DateKind::Year, DateKind::YearRange]);
    assert_eq!(kinds("hôm qua; rằm tháng Giêng"), [DateKind::Relative, DateKind::Lunar]);
}

/// Pieces that dates are made of, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,5}",
        "[/.,()\\- –\n]{1,2}",
        "\\PC{0,3}",
        proptest::sample::select(vec![
            "ngày ",
            "tháng ",
            "năm ",
            "quý ",
            "sáng ",
            "hôm ",
            "nay ",
            "qua ",
            "đến ",
            "từ ",
            "mùng ",
            "Tết ",
            "Giáp Thìn",
            "âm lịch",
            "rằm ",
            "thứ ",
            "tuần ",
            "trước ",
            "cuối ",
            "đầu ",
            "II",
            "Tư ",
            "và ",
            "tới",
            "cùng ",
            "nhiệm kỳ ",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn is_well_formed(text: &str, published: Option<Date>) -> bool {
    let mut end = 0;
    dates(text, published).into_iter().all(|mention| {
        let fits = mention.byte_range.start >= end && !mention.byte_range.is_empty();
        end = mention.byte_range.end;
        fits && text.get(mention.byte_range).is_some() && mention.from <= mention.to
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn ranges_ascend_within_the_text(text in scraps()) {
        prop_assert!(is_well_formed(&text, Some(PUBLISHED)));
        prop_assert!(is_well_formed(&text, None));
        super::published_from_text(&text);
    }

    #[test]
    fn any_day_of_publication_will_do(text in scraps(), years in -9_999i16..=9_999) {
        prop_assert!(is_well_formed(&text, Date::new(years, 12, 31).ok()));
    }
}

#[test]
fn a_long_text_without_a_full_stop() {
    for piece in ["ngày 29/12 ", "29/", "1, ", "ngày ngày ", "2023 ", "(", "thứ hai ", "1", "á", "12-"] {
        let text = piece.repeat(300_000 / piece.len());
        let begun = std::time::Instant::now();
        assert!(is_well_formed(&text, Some(PUBLISHED)));
        super::published_from_text(&text);
        assert!(begun.elapsed().as_secs() < 5, "{piece}");
    }
}
