use super::*;
use crate::read::look::Align;

const BODY: u16 = 26;

fn look(marks: &str) -> Look {
    Look {
        bold: marks.contains('b'),
        italic: marks.contains('i'),
        align: match () {
            () if marks.contains('c') => Align::Center,
            () if marks.contains('r') => Align::Right,
            () => Align::Left,
        },
        heading: marks.contains('h').then_some(1),
        size: match () {
            () if marks.contains('+') => BODY + 6,
            () if marks.contains('-') => BODY - 4,
            () => BODY,
        },
        above: if marks.contains('n') { crate::read::look::Above::Region } else { Default::default() },
        ..Look::default()
    }
}

/// Splits lines `marks|text`: b bold, i italic, c centred, r right, h heading, + larger, - smaller, n new region.
fn split(lines: &[&str]) -> Vec<Article> {
    let parts: Vec<(&str, &str)> = lines.iter().filter_map(|line| line.split_once('|')).collect();
    let text: String = parts.iter().map(|(_, text)| format!("{text}\n")).collect();
    let looks: Vec<Look> = parts.iter().map(|(marks, _)| look(marks)).collect();
    articles(&text, &looks).0
}

fn shown(articles: &[Article]) -> Vec<String> {
    let line = |article: &Article| {
        let date = article.dates.first().map(|day| day.date.to_string()).unwrap_or_default();
        format!("{} / {} / {}", article.title.as_deref().unwrap_or("-"), article.byline.join(", "), date)
    };
    articles.iter().map(line).collect()
}

const MASTHEAD: [&str; 4] =
    ["b|TỈNH ỦY HỒNG LAM", "b|BAN TUYÊN GIÁO", "cb+|BẢN TIN NỘI BỘ", "ci|Số 12 - Ngày 22/4/2023"];

fn bulletin(lines: &[&str]) -> Vec<Article> {
    split(&[&MASTHEAD, lines].concat())
}

#[test]
fn headings_of_a_style_with_authors_below() {
    let all = bulletin(&[
        "h|Nước rút ở Cồn Hạc",
        "|Sáng nay lũ trên sông Lam xuống nhanh.",
        "ci-|Bà con xã Vạn Thọ dọn bùn",
        "|Người dân dọn bùn và dựng lại nhà.",
        "rb|MINH TRUẬT",
        "h|Kè Hồng Khê sắp xong trước mùa mưa",
        "|Hơn ba cây số kè đã đổ xong bê tông.",
        "rb|Thu Cầm",
        "-i|Chịu trách nhiệm xuất bản: Lưu Đình Khoát",
    ]);
    assert_eq!(shown(&all), ["Nước rút ở Cồn Hạc / Minh Truật / ", "Kè Hồng Khê sắp xong trước mùa mưa / Thu Cầm / "]);
    assert_eq!(all[0].captions, ["Bà con xã Vạn Thọ dọn bùn"]);
    assert_eq!(all[1].text, "Hơn ba cây số kè đã đổ xong bê tông.");
}

#[test]
fn numbered_bold_lines_with_days_below_and_sub_headings() {
    let all = bulletin(&[
        "b|I. TIN TRONG TỈNH",
        "b|1. Nước rút ở Cồn Hạc",
        "i|(Tin ngày 21/4/2023)",
        "|Sáng nay lũ trên sông Lam xuống nhanh.",
        "b|Không chủ quan",
        "|Mưa có thể trở lại trong tuần sau.",
        "|(Theo Báo Hồng Lam)",
        "c|* * *",
        "b|II. TIN THẾ GIỚI",
        "b|2. Kè Hồng Khê sắp xong",
        "i|(Tin ngày 20/4/2023)",
        "|Hơn ba cây số kè đã đổ xong bê tông.",
    ]);
    assert_eq!(shown(&all), ["Nước rút ở Cồn Hạc /  / 2023-04-21", "Kè Hồng Khê sắp xong /  / 2023-04-20"]);
    assert!(all[0].text.contains("Không chủ quan\nMưa có thể") && all[0].text.ends_with("(Theo Báo Hồng Lam)"));
}

#[test]
fn articles_in_the_cells_of_a_table() {
    let all = bulletin(&[
        "bn|Nước rút ở Cồn Hạc",
        "|Sáng nay lũ trên sông Lam xuống nhanh.",
        "bn|Kè Hồng Khê sắp xong",
        "b|Kè dài hơn ba cây số được đổ bê tông từ đầu năm, nay sắp xong.",
        "|Bà con phấn khởi.",
        "rb|THU CẦM",
    ]);
    assert_eq!(shown(&all), ["Nước rút ở Cồn Hạc /  / ", "Kè Hồng Khê sắp xong / Thu Cầm / "]);
}

#[test]
fn bold_leads_without_a_full_stop_are_text() {
    let lead = "b|Bà con xã Vạn Thọ dọn bùn, dựng lại nhà cửa sau ba ngày mưa lũ";
    let text = "|Sáng nay lũ trên sông Lam xuống nhanh.";
    let dated = bulletin(&[
        "b|Nước rút ở Cồn Hạc",
        "i|(Tin ngày 21/4/2023)",
        lead,
        text,
        "b|Kè sắp xong",
        "i|(Tin ngày 20/4/2023)",
        lead,
        text,
    ]);
    assert_eq!(shown(&dated), ["Nước rút ở Cồn Hạc /  / 2023-04-21", "Kè sắp xong /  / 2023-04-20"]);
    let larger = bulletin(&["+|Nước rút ở Cồn Hạc", lead, text, "rb|THU CẦM", "+|Kè sắp xong", lead, text]);
    assert_eq!(shown(&larger), ["Nước rút ở Cồn Hạc / Thu Cầm / ", "Kè sắp xong /  / "]);
    assert!(larger.iter().all(|article| article.text.starts_with("Bà con xã Vạn Thọ")));
}

#[test]
fn larger_type_under_a_masthead_is_enough() {
    let lines = [
        "b+|NƯỚC RÚT Ở CỒN HẠC SAU BA NGÀY",
        "|Sáng nay lũ trên sông Lam xuống nhanh.",
        "b|Không chủ quan",
        "|Mưa có thể trở lại.",
        "b+|KÈ HỒNG KHÊ SẮP XONG TRƯỚC MÙA MƯA",
        "|Hơn ba cây số kè đã đổ xong bê tông.",
    ];
    assert_eq!(bulletin(&lines).len(), 2);
}

#[test]
fn one_article_with_sub_headings() {
    let all = split(&[
        "cb|BÁO CÁO",
        "cb|Kết quả khắc phục mưa lũ năm 2023",
        "|Thực hiện chỉ đạo của Tỉnh ủy, huyện Vạn Khê báo cáo như sau.",
        "b|I. Tình hình",
        "|Mưa lớn làm hỏng ba cây cầu.",
        "b|II. Kết quả",
        "|Hai cầu đã được sửa xong.",
        "rb|Lưu Đình Khoát",
    ]);
    assert_eq!(shown(&all), ["Kết quả khắc phục mưa lũ năm 2023 / Lưu Đình Khoát / "]);
    assert!(all[0].text.starts_with("BÁO CÁO\nThực hiện") && all[0].text.contains("II. Kết quả\nHai cầu"));
}

#[test]
fn a_chapter_is_no_article() {
    let all = split(&[
        "h|Mở đầu",
        "|Huyện Vạn Khê có mười hai xã.",
        "h|Nội dung",
        "|Mỗi xã có một trạm y tế.",
        "h|Kết luận",
        "|Các trạm hoạt động tốt.",
    ]);
    assert_eq!(shown(&all), ["Mở đầu /  / "]);
}

#[test]
fn chapters_on_pages_of_their_own_are_no_articles() {
    let all = split(&[
        "cb|ĐỀ ÁN",
        "|Đề án này nói về các trạm y tế của huyện Vạn Khê.",
        "bn|1. Tình hình chung",
        "|Mỗi xã có một trạm y tế, trạm nào cũng có bác sĩ.",
        "bn|2. Việc phải làm",
        "|Các trạm được sửa chữa trong hai năm tới.",
    ]);
    assert_eq!(shown(&all), ["ĐỀ ÁN /  / "]);
}

#[test]
fn laws_are_one_text_each() {
    let all = split(&[
        "cb+|QUYẾT ĐỊNH",
        "|Căn cứ Luật Tổ chức chính quyền địa phương;",
        "|Căn cứ đề nghị của Sở Xây dựng Hồng Lam,",
        "rb|Lưu Đình Khoát",
        "cb+|QUY CHẾ",
        "|Quy chế này nói về việc giữ đê trong mùa mưa lũ.",
        "rb|Lưu Đình Khoát",
        "cb+|PHỤ LỤC",
        "|Danh sách này gồm các đoạn đê phải giữ trong mùa mưa.",
    ]);
    assert_eq!(all.len(), 1);
}

#[test]
fn texts_without_any_dress() {
    let all = split(&["|Nước rút ở Cồn Hạc", "|Sáng nay lũ xuống nhanh.", "|Người dân dọn bùn."]);
    assert_eq!(shown(&all), ["Nước rút ở Cồn Hạc /  / "]);
    assert_eq!(split(&["|Một dòng"])[0].text, "Một dòng");
}

#[test]
fn a_day_after_that_of_the_issue_is_none_of_publication() {
    let all = bulletin(&[
        "h|Nước rút ở Cồn Hạc",
        "i|(Ngày 30/4/2023)",
        "|Sáng nay lũ trên sông Lam xuống nhanh.",
        "rb|MINH TRUẬT",
        "h|Kè Hồng Khê sắp xong",
        "|Hơn ba cây số kè đã đổ xong bê tông.",
    ]);
    assert_eq!(shown(&all), ["Nước rút ở Cồn Hạc / Minh Truật / ", "Kè Hồng Khê sắp xong /  / "]);
    assert!(all[0].text.starts_with("(Ngày 30/4/2023)\n"));
}
