//! Files that are more than text: documents of word processors, archives, packed files.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::common::Archive;

/// A ZIP package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A bulletin of two articles.
fn docx() -> Vec<u8> {
    let line = |marks: &str, text: &str| format!("<w:p>{marks}<w:r><w:t>{text}</w:t></w:r></w:p>");
    let heading = r#"<w:pPr><w:pStyle w:val="H"/></w:pPr>"#;
    let right = r#"<w:pPr><w:jc w:val="right"/></w:pPr>"#;
    let body = [
        line("", "BẢN TIN HỒNG LAM"),
        line("", "Số 12 - Ngày 22/4/2023"),
        line(heading, "Nước rút ở Cồn Hạc"),
        line("", "(Tin ngày 21/4/2023)"),
        line("", "Sáng nay lũ trên sông Lam xuống nhanh, bà con dọn bùn."),
        line(right, "MINH TRUẬT"),
        line(heading, "Kè Hồng Khê sắp xong"),
        line("", "Hơn ba cây số kè đã đổ xong bê tông từ đầu tháng."),
    ]
    .concat();
    let styles = r#"<w:styles><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

#[test]
fn articles_of_a_document_in_an_archive_are_found() {
    let archive = Archive::empty();
    archive.write(
        "2023.zip",
        package(&[("tin/so-12.docx", &docx()), ("tin/anh.jpg", b"x"), ("ghi.txt", "Lúa tốt.".as_bytes())]),
    );
    let ran = archive.run(["index"]).ended(1);
    assert_eq!(ran.summary(), "2 files read, 0 unchanged, 0 removed, 1 skipped; 3 articles (1 undated)");
    let hit = &archive.search(&["bê tông"])["hits"][0];
    assert_eq!(hit["file"], "2023.zip/tin/so-12.docx");
    assert_eq!((&hit["title"], &hit["date"]), (&"Kè Hồng Khê sắp xong".into(), &"2023-04-22".into()));
    let ran = archive.run(["index"]).ended(1);
    assert_eq!(ran.summary(), "0 files read, 2 unchanged, 0 removed, 1 skipped; 0 articles");
    archive.write("2023.zip", package(&[("ghi.txt", "Lúa rất tốt.".as_bytes())]));
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "1 file read, 0 unchanged, 2 removed, 0 skipped; 1 article (1 undated)");
}

#[test]
fn a_printed_issue_in_an_archive_is_read_page_by_page() {
    let archive = Archive::empty();
    archive.write("2023.zip", package(&[("so-4812.pdf", &super::pdf::issue())]));
    archive.run(["index"]).succeeded();
    let hit = &archive.search(&["phòng học mới"])["hits"][0];
    assert_eq!((&hit["file"], &hit["page"]), (&"2023.zip/so-4812.pdf".into(), &1.into()));
}

#[test]
fn an_archive_that_is_damaged_keeps_what_was_read_of_it() {
    let archive = Archive::empty();
    let whole = package(&[("ghi.txt", "Lúa tốt.".as_bytes())]);
    archive.write("2023.zip", &whole);
    archive.run(["index"]).succeeded();
    archive.write("2023.zip", &whole[..whole.len() - 7]);
    let ran = archive.run(["index"]).ended(1);
    assert!(ran.err.starts_with("error: 2023.zip: damaged: expected a whole ZIP archive"), "{}", ran.err);
    assert_eq!(archive.search(&["lúa"])["total"], 1);
}

#[test]
fn packed_files() {
    let archive = Archive::empty();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all("{\"body\": \"Lúa tốt.\"}\n{\"body\": \n".as_bytes()).unwrap();
    archive.write("tin.jsonl.gz", gzip.finish().unwrap());
    archive.write("ke.txt.zst", zstd::encode_all("Kè tốt.\n".as_bytes(), 1).unwrap());
    archive.write("hong.txt.gz", "x");
    let ran = archive.run(["index"]).ended(1);
    assert_eq!(ran.summary(), "2 files read, 0 unchanged, 0 removed, 2 skipped; 2 articles (2 undated)");
    assert!(ran.err.contains("hong.txt.gz: can't be read: "), "{}", ran.err);
}

#[test]
fn read_shows_each_member() {
    let archive = Archive::empty();
    archive.write("2023.zip", package(&[("so-12.docx", &docx()), ("x.zip", b"x"), ("ghi.txt", "Lúa tốt.".as_bytes())]));
    let ran = archive.run(["read", "corpus/2023.zip", "--json"]).ended(1);
    let read: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(read["files"][0]["file"], "corpus/2023.zip/so-12.docx");
    let first = &read["files"][0]["articles"][0];
    assert_eq!((&first["byline"][0], &first["date"]), (&"Minh Truật".into(), &"2023-04-21".into()));
    assert_eq!(read["files"][0]["issue_date"], "2023-04-22");
    assert_eq!(read["files"][1]["articles"][0]["text"], "Lúa tốt.");
    assert_eq!(ran.err, "error: 2023.zip/x.zip: an archive inside an archive; unpack it\n");
}

#[test]
fn rtf_by_whatever_name() {
    let archive = Archive::empty();
    archive.write("tin.doc", r"{\rtf1\ansi N\u432?\'e1c r\'fat\par}");
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "1 file read, 0 unchanged, 0 removed, 0 skipped; 1 article (1 undated)");
    let page = "<html><body><h1>Kè xong</h1><p>Hơn ba cây số kè đã đổ xong bê tông từ đầu tháng này.</p></body></html>";
    archive.write("trang.doc", page);
    assert_eq!(archive.run(["index"]).succeeded().summary().split(',').next(), Some("1 file read"));
    archive.write("anh.docx", b"\x89PNG\r\n\x1a\n");
    let expected = "expected a document of a word processor (.docx, .doc, .odt, .rtf), found something else";
    assert!(archive.run(["index"]).ended(1).err.contains(expected));
}
