//! The same article in the layouts of many sites: all must come out alike.

use super::read;
use crate::read::{Body, Document};

const TITLE: &str = "Xã Vạn Thọ gặt xong lúa mùa trước bão";
const LEAD: &str = "Đến chiều 13/12, xã Vạn Thọ, huyện Vạn Khê đã gặt xong 212 ha lúa mùa, sớm hơn kế hoạch năm ngày.";
const FIRST: &str = "Ông Tô Bá Hoạch, Chủ tịch UBND huyện Vạn Khê cho biết, huyện huy động 14 máy gặt và hơn hai trăm dân \
    quân giúp những nhà neo người. Thóc được chở thẳng về sân nhà văn hóa, phủ bạt kín trước khi mưa tới.";
const SECOND: &str =
    "\"Nhà tôi chỉ có hai bà cháu, không có bộ đội thì mất trắng\", bà Hạ Thị Nhưng ở thôn Cầu Đất nói.";
const LAST: &str =
    "Theo Trạm Khí tượng Lam Thành, mưa to có thể kéo dài đến hết ngày 16/12, người dân không nên chủ quan.";

fn fill(layout: &str) -> String {
    let parts = [("TITLE", TITLE), ("LEAD", LEAD), ("FIRST", FIRST), ("SECOND", SECOND), ("LAST", LAST)];
    parts.iter().fold(layout.to_owned(), |page, (name, text)| page.replace(&format!("{{{name}}}"), text))
}

fn documents(html: &str) -> Vec<Document> {
    let mut all = Vec::new();
    read(html, &mut |item| all.extend(item)).expect("an article");
    all
}

/// Layouts, each a whole page.
const LAYOUTS: [(&str, &str); 10] = [
    (
        "a blog engine",
        r#"<!DOCTYPE html><html><head><title>{TITLE} &#8211; Trang tin Vạn Khê</title></head><body class="single has-sidebar">
        <header id="masthead"><p class="site-title"><a href="/">Trang tin Vạn Khê</a></p></header>
        <div id="content"><article class="post"><h1 class="entry-title">{TITLE}</h1>
        <div class="entry-meta">Đăng ngày <time class="entry-date" datetime="2023-12-14T07:00:00+07:00">14/12/2023</time> bởi <span class="author">Thu Cầm</span></div>
        <div class="entry-content"><p><strong>{LEAD}</strong></p><p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p>
        <div class="sharedaddy">Chia sẻ: <a href="/f">Facebook</a></div></div></article>
        <div id="comments"><h2>2 bình luận</h2><p>Bài viết hay quá, cảm ơn ban biên tập đã đưa tin kịp thời cho bà con ở xa quê.</p></div>
        <aside class="widget-area"><h2>Bài mới</h2><ul><li><a href="/1">Khai mạc giải vật</a></li></ul></aside></div>
        <footer><p>Bản quyền thuộc Trang tin Vạn Khê, ghi rõ nguồn khi phát hành lại.</p></footer></body></html>"#,
    ),
    (
        "a portal in one form",
        r#"<html><head><title>Cổng thông tin điện tử huyện Vạn Khê</title></head><body><form id="Form" action="/"><div class="header">
        <span>Thứ Sáu, 15/12/2023</span></div><table><tr><td><ul class="menu"><li><a href="/">Trang chủ</a><li><a href="/t">Tin tức</a></ul></td>
        <td><div id="dnn_ContentPane"><span id="dnn_ctr_lblTitle" class="TieuDe">{TITLE}</span><br><span class="NgayDang">14/12/2023 07:00</span>
        <div class="TomTat">{LEAD}</div><div class="NoiDung"><div>{FIRST}</div><div>{SECOND}</div><div>{LAST}</div>
        <div style="text-align:right"><b>Thu Cầm</b></div></div>
        <div class="TinKhac"><b>Các tin khác</b><br>&raquo; <a href="/2">Hội nghị tổng kết công tác thủy lợi</a> (13/12/2023)</div></div></td></tr></table>
        <div>Địa chỉ: thị trấn Vạn Khê. Điện thoại: 0912.345.678. Người chịu trách nhiệm: Chánh Văn phòng.</div></form></body></html>"#,
    ),
    (
        "tables of an old engine",
        r#"<html><head><title>{TITLE}</title></head><body><table class="contentpaneopen"><tr><td class="contentheading">{TITLE}</td></tr></table>
        <table class="contentpaneopen"><tr><td class="createdate">Thứ năm, 14 Tháng 12 2023 07:00</td></tr>
        <tr><td valign="top"><p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p><p style="text-align: right;"><em>Thu Cầm</em></p></td></tr></table>
        <h3>Tin mới hơn:</h3><ul><li><a href="/3">Trao quà cho học sinh vùng lũ</a> - 15/12/2023</li></ul></body></html>"#,
    ),
    (
        "headings and a line of day and views",
        r#"<html><head><meta charset="utf-8"><title>Chi tiết tin</title></head><body><div class="top">UBND HUYỆN VẠN KHÊ</div>
        <div class="main"><h3>{TITLE}</h3><p>Ngày đăng: 14/12/2023 | Lượt xem: 33</p><p><b>{LEAD}</b></p><p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p>
        <p><b>THU CẦM</b></p><hr><p><b>Tin liên quan</b></p><table><tr><td><a href="/4">Đắp đê phụ ở Hữu Khê</a></td><td>11/12/2023</td></tr></table></div></body></html>"#,
    ),
    (
        "no classes at all",
        r#"<html><body><p><a href="/">Trang chủ</a> | <a href="/x">Xã hội</a></p><h2>{TITLE}</h2><p><i>Thứ Năm, 14/12/2023 - 07:00</i></p>
        <p>{LEAD}</p><p>{FIRST}<p>{SECOND}<p>{LAST}<p>Thu Cầm</p><p><a href="/5">Cồn Hạc thả cá giống</a> (12/12/2023)<p><a href="/6">Phú Điền mở lớp nghề</a></body></html>"#,
    ),
    (
        "breaks in a cell",
        r#"<html><head><title>Báo Hồng Lam</title></head><body><table><tr><td>BÁO HỒNG LAM<br>Hôm nay: Thứ Bảy, 16/12/2023</td></tr><tr><td><font size="5">{TITLE}</font>
        <br><font size="1">(Cập nhật: 14/12/2023)</font><br><br><b>{LEAD}</b><br><br>{FIRST}<br><br>{SECOND}<br><br>{LAST}<br><br><b>Thu Cầm</b><br>
        <b>Những tin đã đưa:</b><br><a href="/7">Chợ phiên Nậm Cát đông khách</a><br></td></tr></table></body></html>"#,
    ),
    (
        "metadata and a logo in the heading",
        r#"<html><head><title>{TITLE} | Báo Hồng Lam điện tử</title><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Báo Hồng Lam điện tử">
        <meta property="article:published_time" content="2023-12-14T07:00:00+07:00"><meta name="author" content="Thu Cầm"></head><body>
        <h1><a href="/">Báo Hồng Lam điện tử</a></h1><div class="detail"><div class="detail-title">{TITLE}</div><div class="detail-sapo">{LEAD}</div>
        <div class="detail-body"><p>{FIRST}</p><div class="relate-inline"><a href="/8">Bí thư Tỉnh ủy kiểm tra đê Hữu Khê</a></div><p>{SECOND}</p><p>{LAST}</p></div></div></body></html>"#,
    ),
    (
        "JSON-LD in a graph",
        r#"<html><head><title>{TITLE}</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Báo Hồng Lam"},
        {"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2023-12-14T07:00:00+07:00","author":[{"@type":"Person","name":"Thu Cầm"}],"publisher":{"name":"Báo Hồng Lam"}}]}</script></head>
        <body><main><h1>{TITLE}</h1><p class="lead">{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p></main>
        <section class="news-other"><h2>Đọc thêm</h2><div><h3><a href="/9">Chủ tịch UBND tỉnh dự lễ khởi công cầu Vạn Khê</a></h3><p>Cầu dài hơn một cây số, nối hai bờ sông Hồng Khê, dự kiến xong trong hai năm tới.</p></div></section></body></html>"#,
    ),
    (
        "teasers without classes",
        r#"<html><head><title>{TITLE} - Báo Hồng Lam</title></head><body><div><h1>{TITLE}</h1><p>14/12/2023, 07:00 | Thu Cầm</p><p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p></div>
        <div><div><h3><a href="/a">Cầu Vạn Khê sắp hợp long</a></h3><p>Nhà thầu tăng ca, phấn đấu hợp long nhịp giữa trước Tết Nguyên đán, sớm hơn một tháng.</p></div>
        <div><h3><a href="/b">Nậm Cát có điện lưới</a></h3><p>Sau nhiều năm chờ đợi, 63 hộ dân ở bản vùng cao Nậm Cát đã có điện lưới quốc gia.</p></div></div></body></html>"#,
    ),
    (
        "words pasted from a word processor",
        r#"<html><head><title>Trang chủ</title></head><body><div class="menu-top">Trang chủ | Giới thiệu | Tin tức</div><div class="chi-tiet"><div class="tieu-de-tin">{TITLE}</div><div class="ngay-dang">Thứ năm, ngày 14 tháng 12 năm 2023</div>
        <div class="noi-dung"><p class="MsoNormal"><b><span>{LEAD}</span></b><o:p></o:p></p><p class="MsoNormal"><span>{FIRST}</span></p><p class="MsoNormal">&nbsp;</p>
        <p class="MsoNormal"><span>{SECOND}</span></p><p class="MsoNormal"><span>{LAST}</span></p><p class="MsoNormal" align="right"><b>Tin, ảnh: Thu Cầm</b></p></div>
        <div class="binh-luan"><p>Xin cảm ơn các anh bộ đội đã giúp bà con xã tôi gặt lúa chạy bão, quý lắm.</p></div></div></body></html>"#,
    ),
];

#[test]
fn every_layout_gives_the_same_article() {
    for (name, layout) in LAYOUTS {
        let documents = documents(&fill(layout));
        assert_eq!(documents.len(), 1, "{name}");
        let document = &documents[0];
        assert_eq!(document.meta.title.as_deref(), Some(TITLE), "{name}");
        let text = [LEAD, FIRST, SECOND, LAST].map(crate::read::record::one_line).join("\n");
        assert_eq!(document.body.text(), text, "{name}");
        let dates: Vec<String> = document.dates.iter().map(|published| published.date.to_string()).collect();
        assert_eq!(dates, ["2023-12-14"], "{name}");
        assert_eq!(document.meta.byline, ["Thu Cầm"], "{name}");
    }
}

#[test]
fn a_list_of_articles_is_none() {
    let list = r#"<html><head><title>Xã hội - Báo Hồng Lam</title></head><body><h1>Xã hội</h1>
        <div><h3><a href="/a">Cầu Vạn Khê sắp hợp long</a></h3><p>Nhà thầu tăng ca, phấn đấu hợp long nhịp giữa trước Tết Nguyên đán, sớm hơn một tháng.</p></div>
        <div><h3><a href="/b">Nậm Cát có điện lưới</a></h3><p>Sau nhiều năm chờ đợi, 63 hộ dân ở bản vùng cao Nậm Cát đã có điện lưới quốc gia.</p></div></body></html>"#;
    for page in [list, "<html></html>", "<html><body><ul><li><a href='/'>Trang chủ</a></ul></body></html>"] {
        let mut none = |item: Result<Document, _>| panic!("{item:?}");
        assert_eq!(read(page, &mut none).expect_err("refused"), super::NO_TEXT);
    }
}

#[test]
fn articles_of_one_page_are_told_apart() {
    let page = fill(
        "<html><body><h1>BẢN TIN VẠN KHÊ</h1><p>Ngày 15 tháng 12 năm 2023</p><h2>{TITLE}</h2><p>14/12/2023</p><p>{LEAD}</p><p>{FIRST}</p><p><b>THU CẦM</b></p>\
        <h2>Bà con mừng lúa</h2><p>13/12/2023</p><p>{SECOND}</p><p>{LAST}</p><p><b>MINH TRUẬT</b></p></body></html>",
    );
    let documents = documents(&page);
    let told: Vec<_> = documents
        .iter()
        .map(|one| (one.meta.title.as_deref(), one.meta.byline.join(","), one.dates[0].date.to_string()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(TITLE), "Thu Cầm".to_owned(), "2023-12-14".to_owned()),
            (Some("Bà con mừng lúa"), "Minh Truật".to_owned(), "2023-12-13".to_owned())
        ]
    );
    assert_eq!(documents[1].body.text(), [SECOND, LAST].join("\n"));
}

#[test]
fn sub_headings_do_not_part_an_article() {
    let page = fill(
        "<html><body><h1>{TITLE}</h1><p>14/12/2023</p><p>{LEAD}</p><h2>Máy gặt vào ruộng</h2><p>{FIRST}</p><h2>Không chủ quan</h2><p>{LAST}</p></body></html>",
    );
    let documents = documents(&page);
    assert_eq!(documents.len(), 1);
    let Body::Article { text, lines } = &documents[0].body else { panic!("one article") };
    assert_eq!(text.lines().nth(1), Some("Máy gặt vào ruộng"));
    assert_eq!(lines.len(), 5);
}

#[test]
fn a_day_in_the_headline_is_not_the_day_of_publication() {
    let page = "<html><head><title>Tin tức</title></head><body><div><div>Trang chủ / Tin tức</div><h2>Lịch tiếp công dân ở Vạn Khê ngày 20/12/2023</h2>\
        <div>18/12/2023 | Văn phòng</div><p>Văn phòng UBND huyện thông báo lịch tiếp công dân của lãnh đạo huyện.</p><h3>Buổi sáng</h3><p>Đồng chí Tô Bá Hoạch.</p></div></body></html>";
    let documents = documents(page);
    assert_eq!(documents[0].meta.title.as_deref(), Some("Lịch tiếp công dân ở Vạn Khê ngày 20/12/2023"));
    assert_eq!(documents[0].dates[0].date.to_string(), "2023-12-18");
    assert_eq!(documents[0].body.text().lines().count(), 3);
}

#[test]
fn a_page_20_000_elements_deep_is_read_on_a_small_stack() {
    let deep = format!("{}<p>{FIRST}</p>", "<div>".repeat(20_000));
    let thread = std::thread::Builder::new().stack_size(256 << 10).spawn(move || documents(&deep).len());
    assert_eq!(thread.expect("a thread").join().expect("no overflow"), 1);
}

proptest::proptest! {
    #[test]
    fn nothing_panics(html in "(<(/?)(p|div|b|td|table|li|br|h1|h2|a href=x|title|time|article)>|Chiều 13/12/2023, mưa to ở Vạn Khê và Phú Điền, nước lên nhanh. |[A-Zđ:&;]){0,60}") {
        let _ = read(&html, &mut drop);
    }
}
