//! Pages set by hand, through [`articles`].

use crate::read::{Page, Word};
use crate::split::Article;

/// How a text is set: size, bold, italic.
type Type = (f32, bool, bool);

const BODY: Type = (9.0, false, false);
const BOLD: Type = (9.0, true, false);
const SLANTED: Type = (9.0, false, true);
const HEADLINE: Type = (18.0, true, false);

/// Pages of 600 by 800 points in the making. Words stand apart by a space that nothing fills, as those of justified
/// columns do.
#[derive(Default)]
struct Sheet {
    text: String,
    pages: Vec<Page>,
}

impl Sheet {
    fn new() -> Sheet {
        Sheet::default().page()
    }

    fn page(mut self) -> Sheet {
        let number = self.pages.len() as u32 + 1;
        self.pages.push(Page { number, width: 600.0, height: 800.0, words: Vec::new(), certainty: None });
        self
    }

    /// A column from `left` on, its first line at `top`, each line of the text a line of the column.
    fn set(mut self, (size, bold, italic): Type, left: f32, top: f32, lines: &str) -> Sheet {
        for (at, line) in lines.lines().enumerate() {
            let base = top + at as f32 * size * 1.2;
            let mut x = left + (line.len() - line.trim_start().len()) as f32 * size;
            for word in line.split_whitespace() {
                let start = self.text.len();
                self.text.push_str(word);
                let right = x + word.chars().count() as f32 * size * 0.45;
                let word =
                    Word { range: start..self.text.len(), left: x, right, base, size, bold, italic, joined: false };
                self.pages.last_mut().expect("a page").words.push(word);
                self.text.push(' ');
                x = right + size * 0.4;
            }
        }
        self
    }

    fn articles(&self) -> Vec<Article> {
        super::articles(&self.text, &self.pages).0
    }

    /// Headline and text of each article.
    fn seen(&self) -> Vec<String> {
        let shown = |article: Article| format!("{}: {}", article.title.unwrap_or_default(), article.text);
        self.articles().into_iter().map(shown).collect()
    }
}

const ONE: &str = "Nước trên sông Lam rút\ndưới báo động một.\n Bà con Cồn Hạc dọn\nbùn, rắc vôi, dựng lại\nchuồng trại để kịp vụ\nxuân. Các xã rà soát\ntừng hộ, không để ai";
const TWO: &str = "thiếu gạo trong những\nngày giáp hạt này.\n Đoàn thanh niên cử\nhai trăm đội viên về\ngiúp dân sửa nhà cửa\nvà đường làng, kênh\nmương bị lũ cuốn.";
const THREE: &str = "Trường Khe Ngang vừa\nnhận mười hai phòng\nhọc mới do nhân dân\ngóp công, góp của xây\ntrong sáu tháng qua.\nPhòng nào cũng có tủ\nsách và bếp sưởi.";

fn flat(lines: &str) -> String {
    lines.replace("\n ", "\n").lines().collect::<Vec<_>>().join(" ")
}

/// The text of columns one and two as it reads.
fn one_and_two() -> String {
    let broken = |text: &str| text.replace("\n ", "¶").replace('\n', " ").replace('¶', "\n");
    format!("{} {}", broken(ONE), broken(TWO))
}

#[test]
fn columns_side_by_side_under_their_headlines() {
    let sheet = Sheet::new()
        .set(HEADLINE, 30.0, 100.0, "Nước rút ở Cồn Hạc")
        .set(BODY, 30.0, 130.0, ONE)
        .set(BODY, 140.0, 130.0, TWO)
        .set(HEADLINE, 250.0, 100.0, "Phòng mới")
        .set(BODY, 250.0, 130.0, THREE);
    assert_eq!(sheet.seen(), [format!("Nước rút ở Cồn Hạc: {}", one_and_two()), format!("Phòng mới: {}", flat(THREE))]);
}

#[test]
fn an_article_may_begin_beside_or_above_its_headline() {
    let before = Sheet::new().set(HEADLINE, 30.0, 100.0, "Phòng mới ở Khe Ngang").set(BODY, 30.0, 130.0, THREE);
    let lead = "Ba ngày sau lũ, làng\nquê đã đỏ đèn.";
    let expected = format!("Nước rút: {} {}", flat(lead), "").trim_end().to_owned();
    let beside = before
        .set(BOLD, 30.0, 240.0, lead)
        .set(BODY, 30.0, 261.6, ONE)
        .set(HEADLINE, 140.0, 247.2, "Nước rút")
        .set(BODY, 140.0, 270.0, TWO);
    assert_eq!(
        beside.seen(),
        [format!("Phòng mới ở Khe Ngang: {}", flat(THREE)), format!("{expected}\n{}", one_and_two())]
    );
    let (above, below) = ONE.split_at(ONE.find("chuồng").unwrap_or_default());
    let within = Sheet::new()
        .set(BOLD, 30.0, 100.0, lead)
        .set(BODY, 30.0, 121.6, above.trim_end())
        .set(HEADLINE, 30.0, 190.0, "Nước rút")
        .set(BODY, 30.0, 210.0, below)
        .set(BODY, 140.0, 210.0, TWO);
    assert_eq!(within.seen(), [format!("{expected}\n{}", one_and_two())]);
}

#[test]
fn brief_news_are_articles_without_a_headline() {
    let items = " - Cồn Hạc trồng xong\nba nghìn gốc phi lao\n - “Phiên chợ Tết” mở\ntại Lam Thành.";
    let sheet = Sheet::new().set((12.0, true, false), 30.0, 100.0, "TIN VẮN").set(BODY, 30.0, 120.0, items);
    let expected = [": - Cồn Hạc trồng xong ba nghìn gốc phi lao", ": - “Phiên chợ Tết” mở tại Lam Thành."];
    assert_eq!(sheet.seen(), expected);
}

#[test]
fn what_goes_on_overleaf_is_joined() {
    let first = Sheet::new().set(HEADLINE, 30.0, 100.0, "Nước rút ở Cồn Hạc").set(BODY, 30.0, 130.0, ONE).set(
        SLANTED,
        60.0,
        205.6,
        "(Xem tiếp trang 2)",
    );
    let words = first
        .page()
        .set((12.0, true, false), 30.0, 80.0, "NƯỚC RÚT... (Tiếp theo trang 1)")
        .set(BODY, 30.0, 100.0, TWO);
    assert_eq!(words.seen(), [format!("Nước rút ở Cồn Hạc: {}", one_and_two())]);
    assert_eq!(words.articles()[0].page, Some(1));
}

#[test]
fn a_mark_without_words_goes_with_the_article_that_waits() {
    let sheet = Sheet::new()
        .set(HEADLINE, 30.0, 100.0, "Nước rút ở Cồn Hạc")
        .set(BODY, 30.0, 130.0, ONE)
        .set(SLANTED, 60.0, 205.6, "(Xem tiếp trang 2)")
        .page()
        .set(BOLD, 30.0, 80.0, "(Tiếp theo trang 1)")
        .set(BODY, 30.0, 100.0, TWO);
    assert_eq!(sheet.seen(), [format!("Nước rút ở Cồn Hạc: {}", one_and_two())]);
}

#[test]
fn kickers_captions_and_bylines_go_with_their_article() {
    let sheet = Sheet::new()
        .set(BODY, 30.0, 78.0, "Sau lũ ở vùng hạ du")
        .set(HEADLINE, 30.0, 100.0, "Nước rút ở Cồn Hạc")
        .set(SLANTED, 30.0, 220.0, "Dọn bùn ở chợ Cồn Hạc")
        .set(BODY, 30.0, 240.0, ONE)
        .set(BODY, 140.0, 130.0, TWO)
        .set(BOLD, 200.0, 207.0, "THU CẦM");
    let articles = sheet.articles();
    assert_eq!(articles.len(), 1);
    assert_eq!(
        (&articles[0].captions, &articles[0].byline),
        (&vec!["Dọn bùn ở chợ Cồn Hạc".to_owned()], &vec!["Thu Cầm".to_owned()])
    );
    assert_eq!(articles[0].text, format!("Sau lũ ở vùng hạ du\n{}", one_and_two()).replace("du\nNước", "du Nước"));
}

#[test]
fn only_mastheads_date_an_issue() {
    let dated = |top: f32| {
        let sheet = Sheet::new().set(BODY, 30.0, top, "Thứ bảy, ngày 30/12/2023").set(BODY, 30.0, 240.0, ONE);
        super::articles(&sheet.text, &sheet.pages).1.map(|day| day.to_string())
    };
    assert_eq!(dated(60.0).as_deref(), Some("2023-12-30"));
    assert_eq!(dated(500.0), None);
}

proptest::proptest! {
    /// Words anywhere, of any size: each is in some article, and nothing panics.
    #[test]
    fn no_word_is_lost(words in proptest::collection::vec((0.0f32..600.0, 0.0f32..800.0, 4.0f32..40.0, 0u8..4), 0..120)) {
        let mut sheet = Sheet::new();
        for (at, (left, base, size, style)) in words.iter().enumerate() {
            sheet = sheet.set((*size, style % 2 == 1, *style > 1), *left, *base, &format!("chữ{at}"));
        }
        let mut seen: Vec<String> = Vec::new();
        for article in sheet.articles() {
            let all = article.title.into_iter().chain(article.captions).chain([article.text]);
            seen.extend(all.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()));
        }
        seen.sort();
        let mut expected: Vec<String> = (0..words.len()).map(|at| format!("chữ{at}")).collect();
        expected.sort();
        proptest::prop_assert_eq!(seen, expected);
    }
}
