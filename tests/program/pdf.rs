//! PDFs: what becomes of a printed page, and of files that are damaged or made to do harm.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use super::common::{Archive, Ran};
use super::paper::{BODY, BOLD, HEADLINE, Paper, SLANTED, Type, file, stream};

const FLOOD: &str = "Sáng 28/12, nước trên sông Lam rút dưới báo động một sau ba ngày mưa lớn. Bà con xã Cồn Hạc dọn bùn, \
    rắc vôi, dựng lại chuồng trại để kịp xuống giống vụ xuân. Đồng chí Trần Thế Lâm, Phó Chủ tịch UBND tỉnh, yêu cầu các \
    xã rà soát từng hộ, không để ai thiếu gạo, thiếu nước sạch. Đoàn thanh niên cử hai trăm";
const FLOOD_REST: &str = "đội viên về giúp dân sửa nhà. Điện lưới đã có lại ở chín trên mười thôn.";
const SCHOOL: &str = "Trường bán trú Khe Ngang vừa nhận mười hai phòng học mới do doanh nghiệp trong tỉnh góp tiền xây. \
    Thầy hiệu trưởng kể mùa này trẻ không còn phải học nhờ nhà văn hóa. Phòng nào cũng có tủ sách và bếp sưởi.";

/// Two pages: a masthead, two articles side by side, one of which goes on overleaf.
pub(crate) fn issue() -> Vec<u8> {
    let mut paper = Paper::new();
    paper.page();
    paper.set(Type { size: 40.0, ..HEADLINE }, 30.0, 60.0, 540.0, "BÁO HỒNG LAM");
    paper.set(BODY, 30.0, 80.0, 540.0, "Thứ bảy, ngày 30/12/2023");
    paper.set(HEADLINE, 30.0, 120.0, 260.0, "Nước rút ở Cồn Hạc");
    let at = paper.set(BOLD, 30.0, 140.0, 125.0, "Ba ngày sau lũ, làng đã đỏ đèn.");
    let middle = FLOOD.find("Đồng chí").unwrap();
    paper.set(BODY, 30.0, at, 125.0, &FLOOD[..middle]);
    let at = paper.set(BODY, 165.0, 140.0, 125.0, &FLOOD[middle..]);
    paper.set(SLANTED, 165.0, at, 125.0, "(Xem tiếp trang 2)");
    paper.set(HEADLINE, 310.0, 120.0, 260.0, "Phòng học mới ở Khe Ngang");
    let at = paper.set(SLANTED, 310.0, 240.0, 125.0, "Giờ ra chơi ở Khe Ngang");
    paper.set(BODY, 310.0, at + 12.0, 125.0, &SCHOOL[..SCHOOL.find("Thầy").unwrap()]);
    let at = paper.set(BODY, 445.0, 160.0, 125.0, &SCHOOL[SCHOOL.find("Thầy").unwrap()..]);
    paper.set(BOLD, 500.0, at + 2.0, 80.0, "THU CẦM");
    paper.page();
    paper.set(BOLD, 30.0, 30.0, 200.0, "NHỊP SỐNG");
    paper.set(BODY, 540.0, 30.0, 40.0, "Trang 2");
    paper.set(Type { size: 12.0, ..BOLD }, 30.0, 60.0, 300.0, "NƯỚC RÚT Ở... (Tiếp theo trang 1)");
    let at = paper.set(BODY, 30.0, 80.0, 125.0, FLOOD_REST);
    paper.set(BOLD, 90.0, at + 2.0, 80.0, "LÊ NA");
    paper.bytes()
}

fn read(archive: &Archive, name: &str, more: &[&str]) -> Value {
    archive.json(["read", &format!("corpus/{name}")].iter().chain(more))["files"][0].clone()
}

#[test]
fn an_issue_becomes_its_articles() {
    let archive = Archive::empty();
    archive.write("so-1.pdf", issue());
    let file = read(&archive, "so-1.pdf", &[]);
    assert_eq!(
        (&file["encoding"], &file["issue_date"], &file["warnings"]),
        (&json!("Unicode"), &json!("2023-12-30"), &json!([]))
    );
    let articles = file["articles"].as_array().unwrap();
    let heads: Vec<_> =
        articles.iter().map(|article| (&article["title"], &article["byline"], &article["page"])).collect();
    assert_eq!(
        heads,
        [
            (&json!("Nước rút ở Cồn Hạc"), &json!(["Lê Na"]), &json!(1)),
            (&json!("Phòng học mới ở Khe Ngang"), &json!(["Thu Cầm"]), &json!(1)),
        ]
    );
    assert_eq!(articles[0]["text"], format!("Ba ngày sau lũ, làng đã đỏ đèn.\n{FLOOD} {FLOOD_REST}"));
    assert_eq!(articles[1]["text"], SCHOOL.replace("xây. Thầy", "xây.\nThầy"));
    assert_eq!(articles[1]["captions"], json!(["Giờ ra chơi ở Khe Ngang"]));
    assert_eq!(articles[0]["date"], "2023-12-30");
}

#[test]
fn a_hit_says_on_which_page_it_lies() {
    let archive = Archive::empty();
    archive.write("so-1.pdf", issue());
    archive.run(["index"]).succeeded();
    let hit = archive.search(&["phong hoc moi"])["hits"][0].clone();
    assert_eq!((&hit["file"], &hit["page"]), (&json!("so-1.pdf"), &json!(1)));
    let shown = archive.run(["search", "phong hoc moi"]).succeeded();
    assert!(shown.out.contains("30/12/2023 (masthead) · so-1.pdf, page 1"), "{shown:?}");
}

#[test]
fn letters_of_old_fonts_are_led_back() {
    let archive = Archive::empty();
    let mut paper = Paper::in_old_font(".VnTime");
    paper.page().set(BODY, 30.0, 60.0, 300.0, "N\u{ad}íc s«ng Lam rót d\u{ad}íi b¸o ®éng mét, bµ con dän bïn.");
    archive.write("cu.pdf", paper.bytes());
    let file = read(&archive, "cu.pdf", &[]);
    assert_eq!(file["encoding"], "TCVN3");
    assert_eq!(file["articles"][0]["text"], "Nước sông Lam rút dưới báo động một, bà con dọn bùn.");
}

#[test]
fn old_letters_in_fonts_without_a_telling_name() {
    let archive = Archive::empty();
    let mut paper = Paper::in_old_font("F1");
    let text =
        "N\u{ad}íc s«ng Lam rót d\u{ad}íi b¸o ®éng mét, bµ con x· Cån H¹c dän bïn, r¾c v«i, dùng l¹i chuång tr¹i.";
    paper.page().set(BODY, 30.0, 60.0, 300.0, text);
    archive.write("cu.pdf", paper.bytes());
    let file = read(&archive, "cu.pdf", &[]);
    assert_eq!(file["encoding"], "TCVN3");
    assert!(file["articles"][0]["text"].as_str().unwrap().starts_with("Nước sông Lam rút dưới"), "{file}");
}

/// The file is skipped with a message that begins so; the sample beside it is indexed.
fn is_skipped(bytes: &[u8], more: &[&str], message: &str) -> Ran {
    let archive = Archive::sample();
    archive.write("hong.pdf", bytes);
    let ran = archive.run(["index"].iter().chain(more)).ended(1);
    assert!(ran.err.starts_with(&format!("error: hong.pdf: {message}")), "{message}: {ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
    assert_eq!(archive.found_in_full(&["chèo đò"]), ["ben-do.txt"]);
    ran
}

#[test]
fn damaged_files_are_reported() {
    is_skipped(b"", &[], "empty file");
    is_skipped(b"Kh\xc3\xb4ng ph\xe1\xba\xa3i PDF", &[], "expected a PDF, found something else");
    is_skipped(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nlung tung, kh\xc3\xb4ng c\xc3\xb3 g\xc3\xac", &[], "damaged PDF");
    let whole = issue();
    is_skipped(&whole[..200], &[], "damaged PDF");
    let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    is_skipped(&[b"%PDF-1.4\n".as_slice(), &noise].concat(), &[], "");
}

#[test]
fn a_wrong_table_of_objects_is_mended() {
    let archive = Archive::empty();
    let text = String::from_utf8(issue()).unwrap();
    let at = text.rfind("startxref").unwrap();
    archive.write("so-1.pdf", format!("{}startxref\n7\n%%EOF\n", &text[..at]));
    assert_eq!(read(&archive, "so-1.pdf", &[])["articles"][0]["title"], "Nước rút ở Cồn Hạc");
}

#[test]
fn pages_without_text_are_scans() {
    let mut paper = Paper::new();
    paper.page().draw("0.8 g 20 20 500 700 re f\n").page().draw("0.8 g 20 20 500 700 re f\n");
    is_skipped(&paper.bytes(), &[], "2 pages without text (scanned; --ocr reads them)");
    paper.page().set(BODY, 30.0, 60.0, 300.0, "Trang ba có chữ.");
    let archive = Archive::empty();
    archive.write("nua.pdf", paper.bytes());
    let file = read(&archive, "nua.pdf", &[]);
    assert_eq!(file["warnings"], json!(["pages 1, 2 without text (scanned; --ocr reads them)"]));
    assert_eq!((&file["articles"][0]["page"], &file["articles"][0]["text"]), (&json!(3), &json!("Trang ba có chữ.")));
}

#[test]
fn a_password_is_told_of() {
    let encrypted = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 \
        /O <28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a> \
        /U <11bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697b> >> \
        /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    let mut paper = Paper::with_trailer(encrypted);
    paper.page().set(BODY, 30.0, 60.0, 300.0, "Kín.");
    is_skipped(&paper.bytes(), &[], "protected by a password");
}

/// Forms, each of which draws the next twenty times.
fn endless() -> Vec<u8> {
    const DEPTH: usize = 12;
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_owned(),
        stream("", "BT ET /X Do"),
    ];
    for at in 0..DEPTH {
        let next = format!("/Resources << /XObject << /X {} 0 R >> >>", 6 + at);
        let form = format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] {next}");
        objects.push(stream(&form, &format!("BT (a) Tj ET {}", "/X Do ".repeat(20))));
    }
    objects.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800]", "BT (b) Tj ET"));
    file(&objects, "")
}

/// Arrays within arrays.
fn nested() -> Vec<u8> {
    const DEPTH: usize = 400_000;
    let deep = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let catalogue = format!("<< /Type /Catalog /Pages 2 0 R /Deep {deep} >>");
    file(&[catalogue, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned()], "")
}

/// A stream that grows sixty-four times with each of its filters.
fn swelling() -> Vec<u8> {
    let filters = "/RunLengthDecode ".repeat(5);
    let mut page = stream(&format!("/Filter [{filters}]"), &"~".repeat(1000)).into_bytes();
    page.iter_mut().filter(|byte| **byte == b'~').for_each(|byte| *byte = 0x81);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << >> >>".to_owned(),
        "~~~~".to_owned(),
    ];
    let whole = file(&objects, "");
    let at = whole.windows(4).position(|four| four == b"~~~~").unwrap();
    [&whole[..at], &page, &whole[at + 4..]].concat()
}

#[test]
fn files_made_to_do_harm_end_nothing_but_their_reader() {
    for (what, bytes) in [("endless", endless()), ("nested", nested()), ("swelling", swelling())] {
        let archive = Archive::sample();
        archive.write("hiem.pdf", bytes);
        archive.write("so-1.pdf", issue());
        let ran = archive.run(["index", "--file-timeout", "3"]);
        assert!(matches!(ran.status, Some(0 | 1)) && !ran.err.contains("panicked"), "{what}: {ran:?}");
        assert!(
            ran.err.lines().all(|line| line.starts_with("error: hiem.pdf: ") || line.contains("note")),
            "{what}: {ran:?}"
        );
        assert_eq!(ran.err.contains("hiem.pdf: is nested too deeply"), what == "nested", "{what}: {ran:?}");
        assert_eq!(archive.found_in_full(&["phòng học mới"]), ["so-1.pdf"], "{what}");
    }
}

#[test]
fn the_second_reader_is_named_where_it_is_missing() {
    let archive = Archive::empty();
    archive.write("so-1.pdf", issue());
    let mut command = archive.command(["read", "corpus/so-1.pdf", "--pdf-reader", "poppler"]);
    let output = command.env("PATH", archive.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(message, "error: corpus/so-1.pdf: pdftotext is not installed (package poppler-utils)\n");
}

#[test]
fn the_second_reader_reads_what_the_first_can_not() {
    const ANSWER: &str = r#"<page width="600" height="800"><line xMin="30">
<word xMin="30" yMin="50" xMax="60" yMax="62">Cứu</word>
<word xMin="64" yMin="50" xMax="90" yMax="62">được.</word>
</page>"#;
    let archive = Archive::empty();
    archive.write("sau.pdf", nested());
    let folder = archive.path("bin");
    fs::create_dir(&folder).unwrap();
    fs::write(
        folder.join("pdftotext"),
        format!("#!/bin/sh\ncat <<'END'\n{}\nEND\n", ANSWER.replace("><line", ">\n<line")),
    )
    .unwrap();
    fs::set_permissions(folder.join("pdftotext"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let output = archive.command(["read", "--json", "corpus/sau.pdf"]).env("PATH", path).output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let file = &answer["files"][0];
    assert_eq!(file["articles"][0]["text"], "Cứu được.", "{output:?}");
    assert_eq!(
        file["warnings"][0], "read with pdftotext, which knows no fonts: is nested too deeply for the reader",
        "{output:?}"
    );
}
