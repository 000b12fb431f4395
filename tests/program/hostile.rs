//! Files made to do harm, and damaged ones of every kind: each is reported or read, the good file beside it is
//! indexed, memory stays bounded, and nobody waits longer than `--file-timeout`.
//!
//! `BANTIN_LONG=1` makes the large ones ten times as large; `--nocapture` shows a table.

use std::ffi::OsString;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::common::{Archive, is_long};
use super::paper::{file, stream};

/// Seconds that a PDF may take.
const FILE_TIMEOUT: u64 = 8;
/// Seconds within which a run must end: both readers of PDFs, and a machine that has other work.
const LONGEST_RUN: u64 = 2 * FILE_TIMEOUT + 40;
/// Megabytes that all processes of a run may take together: two of the child's limit would be too much.
const MOST_MEMORY: u64 = 2600;

/// How often what is large is repeated, against the short form.
fn times() -> usize {
    if is_long() { 10 } else { 1 }
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// Its message has this in it.
    Skipped(&'static str),
    /// Something of it can be found.
    Read,
    /// Either, but in order.
    InOrder,
}

struct Hostile {
    name: OsString,
    bytes: Vec<u8>,
    fate: Fate,
}

fn hostile(name: &str, bytes: impl Into<Vec<u8>>, fate: Fate) -> Hostile {
    Hostile { name: name.into(), bytes: bytes.into(), fate }
}

/// How a run went.
struct Went {
    status: Option<i32>,
    err: String,
    seconds: f64,
    /// Megabytes of all its processes together, at the highest.
    peak: u64,
}

/// Runs `bantin index` in a process group of its own and watches what the group takes.
fn watched(archive: &Archive) -> Went {
    let timeout = FILE_TIMEOUT.to_string();
    let mut command = archive.command(["index", "--file-timeout", &timeout]);
    command.process_group(0).stdout(Stdio::null()).stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let group = child.id();
    let mut stderr = child.stderr.take().unwrap();
    let listener = std::thread::spawn(move || {
        let mut said = Vec::new();
        stderr.read_to_end(&mut said).unwrap();
        String::from_utf8_lossy(&said).into_owned()
    });
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = peak.max(memory_of(group));
        if started.elapsed() > Duration::from_secs(2 * LONGEST_RUN) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let seconds = started.elapsed().as_secs_f64();
    Went { status: status.code(), err: listener.join().unwrap(), seconds, peak: peak >> 20 }
}

/// Bytes in memory of all processes of a group.
fn memory_of(group: u32) -> u64 {
    const PAGE: u64 = 4096;
    let pages = |entry: fs::DirEntry| -> Option<u64> {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        let of_group = fields.nth(2)?.parse() == Ok(group);
        // The resident pages are the 24th field; three of those behind the name are taken.
        of_group.then(|| fields.nth(18)?.parse().ok()).flatten()
    };
    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    processes.flatten().filter_map(pages).sum::<u64>() * PAGE
}

/// Each file beside a good one in a folder of its own; what went wrong with any of them.
fn each_ends_in_order(all: Vec<Hostile>) {
    let mut wrong = Vec::new();
    for Hostile { name, bytes, fate } in all {
        let archive = Archive::empty();
        archive.write("tot.txt", "Lúa chín sớm ở Phú Điền.\n");
        fs::write(archive.path("corpus").join(&name), &bytes).unwrap();
        let went = watched(&archive);
        let shown = name.to_string_lossy().escape_debug().to_string();
        let said = went.err.lines().next().unwrap_or("read").chars().take(110).collect::<String>();
        eprintln!("| {shown} | {} KB | {said} | {:.1} s | {} MB |", bytes.len() >> 10, went.seconds, went.peak);
        let complaint = complaint(&archive, &went, fate);
        wrong.extend(complaint.map(|complaint| format!("{shown}: {complaint}: {}", went.err)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn complaint(archive: &Archive, went: &Went, fate: Fate) -> Option<&'static str> {
    let good = archive.found_in_full(&["lúa chín sớm"]).contains(&"tot.txt".to_owned());
    let is_clean = !went.err.contains(|c: char| c.is_control() && c != '\n');
    let as_expected = match fate {
        Fate::Skipped(reason) => went.status == Some(1) && went.err.contains(reason),
        Fate::Read => went.status == Some(0),
        Fate::InOrder => matches!(went.status, Some(0 | 1)),
    };
    match () {
        () if !good => Some("the good file is not found"),
        () if !as_expected => Some("another outcome"),
        () if went.err.contains("internal failure") || went.err.contains("please report") => Some("a reader failed"),
        () if !is_clean => Some("control characters"),
        () if went.seconds > LONGEST_RUN as f64 => Some("too slow"),
        () if went.peak > MOST_MEMORY => Some("too much memory"),
        () => None,
    }
}

/// A ZIP package; packed where `packed`.
fn package(parts: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn docx(document: &str) -> Vec<u8> {
    package(&[("_rels/.rels", RELATIONS.as_bytes()), ("word/document.xml", document.as_bytes())], true)
}

fn odt(content: &str) -> Vec<u8> {
    package(&[("content.xml", content.as_bytes())], true)
}

fn epub(chapter: &str) -> Vec<u8> {
    let container = r#"<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>"#;
    let list =
        r#"<package><manifest><item id="a" href="1.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let parts = [("META-INF/container.xml", container), ("c.opf", list), ("1.xhtml", chapter)];
    package(&parts.map(|(name, text)| (name, text.as_bytes())), true)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A page that draws what `more` objects, numbered from 5, hold.
fn pdf(resources: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << {resources} >> >>"),
        stream("", content),
    ];
    objects.extend_from_slice(more);
    file(&objects, "")
}

const STORY: &str = "Sáng nay lũ trên sông Lam xuống nhanh, bà con dọn bùn và dựng lại nhà cửa.";

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

fn flate2_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A page whose content is a stream of these bytes.
fn with_stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    const HOLE: &[u8] = b"~~~~";
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned();
    let whole = pdf("/Font << /F1 5 0 R >>", "~~~~", &[font]);
    let whole =
        String::from_utf8(whole).unwrap().replacen("/Length 4 ", &format!("/Length {} {entries}", bytes.len()), 1);
    let at = whole.as_bytes().windows(4).position(|four| four == HOLE).unwrap();
    [&whole.as_bytes()[..at], bytes, &whole.as_bytes()[at + HOLE.len()..]].concat()
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
