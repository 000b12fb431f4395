//! Files made to do harm, and damaged ones of every kind: each is reported or read, the good file beside it is
//! indexed, memory stays bounded, and nobody waits longer than `--file-timeout`.
//!
//! `BANTIN_LONG=1` makes the large ones ten times as large, which asks for a program that is built for speed
//! (`BANTIN_PROGRAM=target/release/bantin`); `--nocapture` shows a table.

mod made;
mod run;

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::sync::atomic::{AtomicBool, Ordering};

use super::common::Archive;
use super::paper::{file, stream};
use made::*;
use run::*;

#[test]
fn files_that_are_cut_off() {
    let page = format!("<html><body><h1>Nước rút</h1><p>{}</p></body></html>", STORY.repeat(5));
    let mail = format!(
        "Subject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{STORY}\r\n--x--\r\n"
    );
    let document = format!("<w:document><w:body><w:p><w:r><w:t>{STORY}</w:t></w:r></w:p></w:body></w:document>");
    let (docx, odt, epub) = (docx(&document), odt(&format!("<d><p>{STORY}</p></d>")), epub(&page));
    let rtf = format!(r"{{\rtf1\ansi {} {{\b {} }}\par}}", "lua chin ".repeat(20), "nuoc rut ".repeat(20));
    let packed = (gzip(STORY.as_bytes()), zstd::encode_all(STORY.as_bytes(), 1).unwrap());
    let archive = package(&[("a.txt", STORY.as_bytes())], true);
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let most = |bytes: &[u8]| bytes[..bytes.len() - bytes.len() / 10].to_vec();
    let mut all = Vec::new();
    for (name, bytes, fate) in [
        ("x.docx", docx.as_slice(), Fate::Skipped("damaged")),
        ("x.odt", &odt, Fate::Skipped("damaged")),
        ("x.epub", &epub, Fate::Skipped("damaged")),
        ("x.zip", &archive, Fate::Skipped("damaged")),
        ("x.txt.gz", &packed.0, Fate::Skipped("can't be read")),
        ("x.txt.zst", &packed.1, Fate::Skipped("can't be read")),
        ("x.json", format!("[{{\"body\": \"{STORY}\"}}]").as_bytes(), Fate::Skipped("broken JSON")),
        ("x.jsonl", format!("{{\"body\": \"{STORY}\"}}").as_bytes(), Fate::Skipped("broken JSON")),
        ("x.pdf", &super::pdf::issue(), Fate::InOrder),
        ("x.html", page.as_bytes(), Fate::InOrder),
        ("x.rtf", rtf.as_bytes(), Fate::InOrder),
        ("x.eml", mail.as_bytes(), Fate::InOrder),
        ("x.mht", mail.as_bytes(), Fate::InOrder),
        ("x.md", "---\ntitle: Nước rút\ndate: 2023-12-29\n---\n\nLũ xuống.\n".as_bytes(), Fate::InOrder),
        ("x.txt", STORY.as_bytes(), Fate::InOrder),
    ] {
        all.push(hostile(name, half(bytes), fate));
        all.push(hostile(name, most(bytes), fate));
    }
    each_ends_in_order(all);
}

#[test]
fn files_nested_without_end() {
    const DEEP: usize = 20_000;
    let deep = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP));
    let divisions = format!("<html><body>{}</body></html>", deep("<div>", STORY, "</div>"));
    let mut mail = String::from("From: a@b.example\r\n");
    for number in 0..DEEP {
        mail += &format!("Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n");
    }
    mail += "Content-Type: text/plain\r\n\r\nLu xuong.\r\n";
    let forwarded = "Content-Type: message/rfc822\r\n\r\n".repeat(DEEP) + "Subject: x\r\n\r\nLu xuong.\r\n";
    let zip_in_zip = (0..50).fold(package(&[("a.txt", b"x")], false), |inner, _| package(&[("b.zip", &inner)], false));
    each_ends_in_order(vec![
        hostile("the.html", divisions.clone(), Fate::InOrder),
        hostile("bang.html", deep("<table><tr><td>", STORY, ""), Fate::InOrder),
        hostile("chu.html", format!("<p>{}", deep("<b><i>", STORY, "")), Fate::InOrder),
        hostile("mang.json", deep("[", "", "]"), Fate::Skipped("")),
        hostile("vat.json", deep("{\"a\":", "1", "}"), Fate::Skipped("")),
        hostile("vat.jsonl", deep("{\"body\":", "1", "}"), Fate::Skipped("")),
        hostile("ngoac.rtf", format!(r"{{\rtf1 {}", deep("{", "lua", "}")), Fate::InOrder),
        hostile(
            "the.docx",
            docx(&deep("<w:tbl><w:tr><w:tc>", "", "</w:tc></w:tr></w:tbl>")),
            Fate::Skipped("nested too deeply"),
        ),
        hostile("the.odt", odt(&deep("<a>", "lua", "</a>")), Fate::Skipped("nested too deeply")),
        hostile("the.epub", epub(&divisions), Fate::InOrder),
        hostile("trich.md", deep("> ", "lúa", ""), Fate::InOrder),
        hostile("muc.md", (0..2000).map(|n| format!("{}- lúa\n", "  ".repeat(n))).collect::<String>(), Fate::InOrder),
        hostile("phan.eml", mail, Fate::InOrder),
        hostile("chuyen.eml", forwarded, Fate::InOrder),
        hostile("zip.zip", zip_in_zip, Fate::Skipped("an archive inside an archive")),
    ]);
}

#[test]
fn references_without_end() {
    let mut laughs = String::from("<!DOCTYPE l [<!ENTITY a0 \"ha \">");
    for n in 1..30 {
        laughs += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    laughs += "]><w:document><w:body><w:p><w:r><w:t>Lua &a29; tot</w:t></w:r></w:p></w:body></w:document>";
    let outside = "<!DOCTYPE l [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:body><w:p><w:r><w:t>Lua &a; tot</w:t></w:r></w:p></w:body></w:document>";
    let form = |next: &str| {
        stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X {next} >> >>"),
            "/X Do /X Do",
        )
    };
    let page_of_itself = file(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>".to_owned(),
        ],
        "",
    );
    let length_of_itself = pdf("", "", &["5 0 R".to_owned(), "<< /Length 6 0 R >>\nstream\nx\nendstream".to_owned()]);
    let objects_in_themselves = pdf(
        "",
        "",
        &["<< /Type /ObjStm /N 1 /First 4 /Extends 5 0 R /Length 8 >>\nstream\n5 0 5 0 R\nendstream".to_owned()],
    );
    let before_itself = String::from_utf8(super::pdf::issue()).unwrap().replace("/Root 1 0 R", "/Root 1 0 R /Prev 9");
    each_ends_in_order(vec![
        hostile("cuoi.docx", docx(&laughs), Fate::Read),
        hostile("ngoai.docx", docx(outside), Fate::Read),
        hostile("cuoi.odt", odt(&laughs), Fate::InOrder),
        hostile("hinh.pdf", pdf("/XObject << /X 5 0 R >>", "/X Do", &[form("5 0 R")]), Fate::Skipped("")),
        hostile(
            "hinh2.pdf",
            pdf("/XObject << /X 5 0 R >>", "/X Do", &[form("6 0 R"), form("5 0 R")]),
            Fate::Skipped(""),
        ),
        hostile("cay.pdf", page_of_itself, Fate::Skipped("")),
        hostile("dai.pdf", length_of_itself, Fate::InOrder),
        hostile("vat.pdf", objects_in_themselves, Fate::InOrder),
        hostile("bang.pdf", before_itself, Fate::InOrder),
    ]);
}

#[test]
fn files_that_swell() {
    let mega = 30 * times();
    let zeros = vec![b'a'; mega << 20];
    let many: Vec<(String, &[u8])> = (0..3000 * times()).map(|n| (format!("{n}.txt"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let mut lying = package(&[("a.txt", &zeros[..4 << 20])], true);
    // The directory says a size that is not so.
    let directory = lying.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    lying[directory + 24..directory + 28].copy_from_slice(&0xffff_fff0_u32.to_le_bytes());
    let large = package(&[("word/document.xml", &zeros), ("_rels/.rels", RELATIONS.as_bytes())], true);
    each_ends_in_order(vec![
        hostile("to.zip", package(&[("a.txt", &zeros)], true), Fate::InOrder),
        hostile("nhieu.zip", package(&many, false), Fate::Read),
        hostile("doi.zip", lying, Fate::Skipped("")),
        hostile("to.docx", large, Fate::Skipped("")),
        hostile("to.txt.gz", gzip(&zeros), Fate::InOrder),
        hostile("to.jsonl.zst", zstd::encode_all(&zeros[..], 1).unwrap(), Fate::Skipped("")),
    ]);
}

#[test]
fn texts_of_one_sign() {
    let mega = 10 * times();
    let of = |sign: &str| sign.repeat((mega << 20) / sign.len());
    let lua = |sign: &str| format!("<p>{}", of(sign));
    each_ends_in_order(vec![
        hostile("chu.txt", of("ệ"), Fate::InOrder),
        hostile("dau.txt", "a".to_owned() + &of("\u{301}"), Fate::InOrder),
        hostile("trong.txt", "a".to_owned() + &of(" ") + "b", Fate::InOrder),
        hostile("dong.txt", of("\n") + "Lúa", Fate::InOrder),
        hostile("chu.html", lua("ệ"), Fate::InOrder),
        hostile("the.html", of("<p>"), Fate::InOrder),
        hostile("goc.html", of("<"), Fate::InOrder),
        hostile("va.html", of("&"), Fate::InOrder),
        hostile("sao.md", of("*"), Fate::InOrder),
        hostile("ngoac.md", of("["), Fate::InOrder),
        hostile("gach.rtf", r"{\rtf1 ".to_owned() + &of(r"\par "), Fate::InOrder),
        hostile("cot.jsonl", of("{\"body\":\"a\"}\n"), Fate::InOrder),
    ]);
}

#[test]
fn printed_pages_that_take_all_they_can() {
    let count = 20_000 * times();
    let kids = "3 0 R ".repeat(count);
    let tree = file(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Count {count} /Kids [{kids}] >>"),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>".to_owned(),
            stream("", "BT ET"),
        ],
        "",
    );
    let counted = file(
        &["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), "<< /Type /Pages /Count 2147483647 /Kids [] >>".to_owned()],
        "",
    );
    let packed = flate2_of(&vec![b' '; (60 * times()) << 20]);
    let swollen = with_stream("/Filter /FlateDecode", &packed);
    let letters = flate2_of("BT /F1 9 Tf (lua chin som) Tj ET ".repeat(100_000 * times()).as_bytes());
    let font =
        "<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 6 0 R /FirstChar 0 /LastChar 255 >>".to_owned();
    let descriptor = "<< /Type /FontDescriptor /FontName /A /FontFile2 7 0 R >>".to_owned();
    let broken_font = |bytes: &str| {
        let more = [font.clone(), descriptor.clone(), stream("/Length1 20", bytes)];
        pdf("/Font << /F1 5 0 R >>", "BT /F1 12 Tf 30 700 Td (Lua chin som) Tj ET", &more)
    };
    each_ends_in_order(vec![
        hostile("cay.pdf", tree, Fate::InOrder),
        hostile("dem.pdf", counted, Fate::Skipped("")),
        hostile("phinh.pdf", swollen, Fate::Skipped("")),
        hostile("chu.pdf", with_stream("/Filter /FlateDecode", &letters), Fate::InOrder),
        hostile("phong.pdf", broken_font(""), Fate::InOrder),
        hostile("phong2.pdf", broken_font("\0\u{1}\0\0\0\u{7f}"), Fate::InOrder),
        hostile("phong3.pdf", broken_font("true\0\u{1}\0\0glyf\u{7f}\u{7f}\u{7f}\u{7f}"), Fate::InOrder),
    ]);
}

#[test]
fn names_of_any_kind() {
    let not_utf8 = OsString::from_vec(b"l\xfaa\xff.txt".to_vec());
    each_ends_in_order(vec![
        hostile("hai\ndong.txt", "Lúa tốt.\n", Fate::Read),
        hostile("mau\u{1b}[31m\u{7}\u{9b}2J.txt", "", Fate::Skipped("empty file")),
        hostile("nguoc\u{202e}txt.exe", "x", Fate::Skipped("not read by this version")),
        hostile(&format!("{}.txt", "ệ".repeat(80)), "Lúa tốt.\n", Fate::Read),
        Hostile { name: not_utf8, bytes: b"x".to_vec(), fate: Fate::Skipped("the name of this file is not UTF-8") },
        hostile(
            "ten.zip",
            package(&[("a\u{1b}[31m\n.txt", b""), ("../../b.txt", b"Lua tot.")], false),
            Fate::Skipped("empty file"),
        ),
    ]);
}

/// A file that is rewritten all the time, now longer, now shorter, now of another kind.
#[test]
fn a_file_that_changes_while_it_is_read() {
    let archive = Archive::empty();
    archive.write("tot.txt", "Lúa chín sớm ở Phú Điền.\n");
    let stopped = AtomicBool::new(false);
    let wholes = [
        super::pdf::issue(),
        package(&[("a.txt", STORY.repeat(200).as_bytes())], true),
        STORY.repeat(5000).into_bytes(),
    ];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in (0..wholes.len()).cycle() {
                let bytes = &wholes[number];
                for name in ["doi.pdf", "doi.zip", "doi.txt", "doi.docx", "doi.jsonl"] {
                    fs::write(archive.path("corpus").join(name), &bytes[..bytes.len() / (1 + number % 2)]).unwrap();
                }
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        let all: Vec<Went> = (0..6).map(|_| watched(&archive)).collect();
        stopped.store(true, Ordering::Relaxed);
        for went in all {
            let complaint = complaint(&archive, &went, Fate::InOrder);
            assert!(complaint.is_none(), "{complaint:?}: {}", went.err);
        }
    });
}
