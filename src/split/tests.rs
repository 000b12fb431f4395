//! Whole documents in, whole articles out.

use proptest::prelude::*;

use super::*;

fn of(text: &str) -> Vec<Article> {
    let text = crate::text::normalise::normalise(text).into_owned();
    split(&Document { body: Body::Lines { text, first_line: 1 }, ..Document::default() })
}

/// Paragraphs set in a column of so many characters, a space left where a line was broken.
fn column(width: usize, paragraphs: &[&str]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let mut line = 0;
        for word in paragraph.split(' ') {
            let len = word.chars().count();
            if line > 0 && line + 1 + len > width {
                out.push_str(" \n");
                line = 0;
            } else if line > 0 {
                out.push(' ');
                line += 1;
            }
            out.push_str(word);
            line += len;
        }
        out.push_str("\n\n");
    }
    out
}

const DIKE: [&str; 3] = [
    "Sáng 29/12, huyện Cồn Hạc khởi công kè đê biển dài 4 km qua ba xã ven biển, nơi sóng khoét sâu thân đê từ sau trận \
     lũ tháng 9.",
    "Theo ông La Văn Chẩn, Chủ tịch UBND huyện, kè đê biển dùng đá hộc lát khan trên vải lọc, mái đê trồng cỏ; nhà thầu \
     phải làm xong phần chân kè trước mùa bão năm sau.",
    "Dân các xã góp 1.200 ngày công đắp đường công vụ để xe chở đá vào tận chân đê biển.",
];
const SCHOOL: [&str; 3] = [
    "Trường Tiểu học Nậm Cát vừa mở thư viện ngoài trời cho 312 học sinh, với hơn hai nghìn cuốn sách do các thầy cô quyên \
     góp trong hai năm học.",
    "Cô Hà Thị Uyển, Hiệu trưởng nhà trường, cho biết mỗi tuần học sinh có ba tiết đọc sách; em nào đọc xong thì kể lại cho \
     bạn nghe ở thư viện ngoài trời.",
    "Phụ huynh đóng giá sách bằng tre, lợp mái cọ che nắng che mưa cho thư viện.",
];

#[test]
fn articles_run_together_in_columns_of_two_widths() {
    let dike = column(34, &DIKE);
    let school = column(62, &SCHOOL);
    let (upper, lower) = dike.split_at(dike.match_indices('\n').nth(6).map_or(0, |(at, _)| at + 1));
    let text = format!(
        "BÁO HỒNG LAM\n\nThứ bảy, ngày 30/12/2023\n\n{upper}\nKhởi công kè đê biển ở huyện Cồn Hạc\n\n{lower}MINH TRUẬTTHU CẦM\n\n\
         Thư viện ngoài trời ở Trường Tiểu học Nậm Cát\n\n{school}2\n"
    );
    let articles = of(&text);
    let seen: Vec<_> = articles.iter().map(|a| (a.title.as_deref().unwrap_or_default(), a.text.as_str())).collect();
    let joined = |paragraphs: &[&str]| paragraphs.join("\n");
    assert_eq!(
        seen,
        [
            ("Khởi công kè đê biển ở huyện Cồn Hạc", joined(&DIKE).as_str()),
            ("Thư viện ngoài trời ở Trường Tiểu học Nậm Cát", joined(&SCHOOL).as_str())
        ]
    );
    assert_eq!(articles[0].byline, ["Minh Truật", "Thu Cầm"]);
    for article in &articles {
        assert_eq!(article.dates[0].date.to_string(), "2023-12-30");
        assert_eq!(article.dates[0].source, DateSource::Masthead);
    }
}

#[test]
fn a_jump_leads_to_the_rest() {
    let dike = column(34, &DIKE);
    let school = column(34, &SCHOOL);
    let (begun, rest) = dike.split_at(dike.match_indices('\n').nth(8).map_or(0, |(at, _)| at + 1));
    let text = format!(
        "Khởi công kè đê biển ở huyện Cồn Hạc\n\n{begun}\nXem tiếp trang 3\n\nThư viện ngoài trời ở Nậm Cát\n\n{school}THU CẦM\n\n\
         3\n\nKHỞI CÔNG KÈ ĐÊ BIỂN... (Tiếp theo trang 1)\n\n{rest}"
    );
    let articles = of(&text);
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].text, DIKE.join("\n"));
    assert_eq!(articles[1].text, SCHOOL.join("\n"));
}

#[test]
fn sample_issues_come_out_whole() {
    let issues = [
        (include_str!("../../corpus/so-bao/bao-hong-lam-so-4471.txt"), 6, "2022-09-12"),
        (include_str!("../../corpus/so-bao/bao-hong-lam-so-4653.txt"), 5, "2023-05-17"),
    ];
    for (text, articles, date) in issues {
        let found = of(text);
        assert_eq!(found.len(), articles, "{date}");
        assert!(found.iter().all(|article| article.title.is_some() && article.dates[0].date.to_string() == date));
    }
}

#[test]
fn one_article_stays_one() {
    let text = "Nước rút ở Cồn Hạc\nLũ trên sông Lam xuống nhanh từ trưa 12/9/2022.\nNgười dân dọn bùn, trường học mở cửa lại.\n";
    let articles = of(text);
    assert_eq!(articles.len(), 1);
    assert_eq!(
        articles[0].text,
        "Lũ trên sông Lam xuống nhanh từ trưa 12/9/2022.\nNgười dân dọn bùn, trường học mở cửa lại."
    );
    assert!(articles[0].dates.is_empty());
}

#[test]
fn paragraphs_known_already_are_kept() {
    let body = Body::Article { text: "Một.\nHai.".into(), lines: vec![Some(4), Some(6)] };
    let articles = split(&Document { body, ..Document::default() });
    assert_eq!(articles[0].line_starts, [(0, 4), (7, 6)]);
    assert_eq!(articles[0].lines, [(4, 4), (6, 6)]);
}

#[test]
fn nothing_in_nothing_out_of_place() {
    assert!(of("").iter().all(|article| article.text.is_empty()));
    assert!(of(&"\n".repeat(1000)).iter().all(|article| article.text.is_empty()));
}

fn a_line() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "sông",
        "Lam",
        "lũ",
        "Nước",
        "dâng",
        "nhanh.",
        "TRẦN",
        "AN",
        "* Ngày",
        "30/12/2023",
        "(Tiếp theo trang 1)",
        "Xem tiếp trang 2",
        "“vỡ",
        "đê”,",
        "Trang",
        "2",
        "- Dân",
        "…",
        "\u{c}",
        "🌊",
    ]);
    prop::collection::vec(words, 0..9).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn each_line_lies_in_one_article_at_most(lines in prop::collection::vec(a_line(), 0..60), soft in any::<bool>()) {
        let text: String = lines.iter().map(|line| format!("{line}{}\n", if soft { " " } else { "" })).collect();
        let mut seen = std::collections::HashSet::new();
        for article in of(&text) {
            for &(from, to) in &article.lines {
                for line in from..=to {
                    prop_assert!(seen.insert(line), "line {line} twice");
                }
            }
            prop_assert!(article.line_starts.windows(2).all(|pair| pair[0].0 < pair[1].0));
            for &(at, _) in &article.line_starts {
                prop_assert!(article.text.is_char_boundary(at as usize) && (at as usize) < article.text.len());
            }
        }
    }

    #[test]
    fn any_text_is_split_without_panic(text in "\\PC{0,200}(\n\\PC{0,40}){0,30}") {
        of(&text);
    }

    #[test]
    fn words_are_never_lost(lines in prop::collection::vec("[a-zđưê]{2,6}( [a-zđưê]{2,6}){3,6}[.,]?", 1..40)) {
        let text = lines.join("\n");
        let articles = of(&text);
        let all: String = articles.iter().flat_map(|a| [a.title.clone().unwrap_or_default(), a.text.clone(), a.captions.join(" ")]).collect::<Vec<_>>().join(" ");
        for line in &lines {
            prop_assert!(all.contains(line.as_str()), "{line}");
        }
    }
}
