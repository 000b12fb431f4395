//! Files of every kind, good and bad, through [`read`].

use std::fs;
use std::path::Path;

use super::walk::{Found, walk, walk_part};
use super::{Body, Document, FileFacts, read};
use crate::error::Skipped;

/// What became of a file of that name and those bytes.
struct Outcome {
    facts: Result<FileFacts, Skipped>,
    documents: Vec<Document>,
    skipped: Vec<Skipped>,
}

fn outcome(name: &str, bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let found = Found::of_file(&path).expect("found");
    read_found(&found)
}

fn read_found(found: &Found) -> Outcome {
    let (mut documents, mut skipped) = (Vec::new(), Vec::new());
    let facts = read(found, &super::Options::default(), &mut |item| match item {
        Ok(document) => documents.push(document),
        Err(record) => skipped.push(record),
    });
    Outcome { facts, documents, skipped }
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    let outcome = outcome(name, bytes);
    assert!(outcome.documents.is_empty(), "{name}");
    outcome.facts.expect_err("refused").reason
}

#[test]
fn files_that_can_not_be_used_say_why() {
    assert_eq!(refusal("x.txt", b""), "empty file: expected text, found none");
    assert_eq!(refusal("x.txt", b" \r\n\n"), "empty file: expected text, found none");
    assert_eq!(refusal("x.jsonl", b""), "empty file: expected text, found none");
    assert_eq!(refusal("x.txt", &[0, 159, 146, 150, 0, 1, 2]), "looks like binary data; expected text");
    assert_eq!(refusal("x.txt", b"%PDF-1.4\n%\xe2\xe3"), "looks like a PDF; expected text");
    assert_eq!(
        refusal("x.html", b"<html><body><a href='/'>Trang</a></body></html>"),
        "no article found: expected paragraphs of text, found menus, links or short lines only"
    );
    assert_eq!(
        refusal("x.json", b"{\"views\": 3}"),
        "a record without text: expected a field such as title, body, content or noi_dung"
    );
    assert_eq!(refusal("x.json", b"{\"title\": \"M"), "broken JSON: it ends in the middle of a record (column 12)");
}

#[test]
fn a_file_that_went_away_is_said_to_be_gone() {
    let found = Found {
        path: "/nowhere/x.txt".into(),
        file: "x.txt".into(),
        size: 3,
        modified: None,
        member: None,
        side: None,
    };
    let reason = read_found(&found).facts.expect_err("gone").reason;
    assert_eq!(reason, "no such file, or it went away while the folder was read");
    let found = Found { size: 600 << 20, ..found };
    let reason = read_found(&found).facts.expect_err("too large").reason;
    assert_eq!(reason, "too large: expected at most 512 MB, found 600 MB; cut it into parts or make it .jsonl");
}

#[test]
fn broken_lines_are_told_and_good_ones_kept() {
    let text = "\u{feff}{\"title\": \"Một\", \"body\": \"Hai.\"}\n\n{\"title\": \"Ba\n[1, 2]\n{\"n\": 1}\r\n{\"text\": \"Bốn.\", \"ngày\": \"30/2/2023\"}";
    let outcome = outcome("x.jsonl", text.as_bytes());
    let records: Vec<_> = outcome.documents.iter().map(|document| (document.record, document.body.text())).collect();
    assert_eq!(records, [(Some(1), "Hai."), (Some(6), "Bốn.")]);
    let told: Vec<_> = outcome.skipped.iter().map(|skipped| (skipped.line, skipped.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (Some(3), "broken JSON: it ends in the middle of a record (column 13)"),
            (Some(4), "not a record: invalid type: sequence, expected a record in braces"),
            (Some(5), "a record without text: expected a field such as title, body, content or noi_dung"),
        ]
    );
    assert!(outcome.documents[1].warnings[0].starts_with("line 6: the date `30/2/2023` is no day"));
    assert_eq!(outcome.facts.expect("read").hash, blake3::hash(text.as_bytes()).to_hex().to_string());
}

#[test]
fn records_in_every_shape_of_json() {
    for text in [
        r#"{"title": "Một", "body": "Hai.", "comments": [{"text": "Hay quá"}]}"#,
        r#"[{"title": "Một", "body": "Hai."}, 3]"#,
        r#"{"total": 1, "data": {"articles": [{"title": "Một", "body": ["Hai."]}]}}"#,
        "{\"title\": \"Một\", \"body\": \"Hai.\"}\n",
    ] {
        for name in ["x.json", "x.jsonl"] {
            if name == "x.jsonl" && text.contains("total") {
                continue;
            }
            let outcome = outcome(name, text.as_bytes());
            assert_eq!(outcome.documents.len(), 1, "{name} {text}");
            assert_eq!(outcome.documents[0].meta.title.as_deref(), Some("Một"), "{name} {text}");
            assert_eq!(outcome.documents[0].body.text(), "Hai.", "{name} {text}");
        }
    }
    let lines = "{\"title\": \"Một\", \"body\": \"Hai.\"}\n{\"title\": \"Ba\", \"body\": \"Bốn.\"}\n";
    assert_eq!(outcome("x.json", lines.as_bytes()).documents.len(), 2, "lines under another ending");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(lines.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let outcome = outcome("x.jsonl", &utf16);
    assert_eq!(outcome.documents.len(), 2);
    assert_eq!(outcome.facts.expect("read").encoding, "UTF-16LE");
}

#[test]
fn an_array_that_breaks_off_keeps_the_records_before() {
    let outcome = outcome("x.json", b"[{\"body\": \"Hai.\"},\n {\"body\": \"Ba");
    assert_eq!(outcome.documents.len(), 1);
    assert_eq!(outcome.skipped[0].line, Some(2));
}

#[test]
fn text_is_normalised_and_keeps_its_lines() {
    let outcome = outcome("tin-05-01-2024.txt", "MỘT\r\nHai\u{c}\r\nTie\u{302}\u{301}ng".as_bytes());
    let document = &outcome.documents[0];
    assert_eq!(document.body, Body::Lines { text: "MỘT\nHai\u{c}\nTiếng\n".into(), first_line: 1 });
    assert_eq!(document.dates[0].date.to_string(), "2024-01-05");
    assert_eq!(document.file, "tin-05-01-2024.txt");
}

#[test]
fn a_line_of_fifty_megabytes_is_read_in_time() {
    let line = "Nước lũ dâng ".repeat(2_900_000) + "đươ\u{300}ng";
    let begun = std::time::Instant::now();
    assert_eq!(outcome("x.txt", line.as_bytes()).documents.len(), 1);
    let record = format!("{{\"body\": \"{line}\"}}\n{{\"body\": \"Hai.\"}}\n");
    assert_eq!(outcome("x.jsonl", record.as_bytes()).documents.len(), 2);
    let longer = format!("{{\"body\": \"{}\"}}\n{{\"body\": \"Hai.\"}}\n", "x".repeat(65 << 20));
    let outcome = outcome("x.jsonl", longer.as_bytes());
    assert_eq!(outcome.documents.len(), 1);
    assert_eq!(outcome.skipped[0].reason, "the line is longer than 64 MB; expected one record a line");
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn json_of_any_depth_is_refused_or_passed_over() {
    let deep = "[".repeat(1 << 20);
    assert!(refusal("x.json", deep.as_bytes()).starts_with("broken JSON"));
    let outcome = outcome("x.jsonl", format!("{{\"body\": \"Hai.\", \"n\": {deep}}}").as_bytes());
    assert_eq!(outcome.skipped.len(), 1);
}

/// What a walk finds, `!` before what can't be used.
fn walked(root: &Path) -> Vec<String> {
    let shown = |item: Result<Found, Skipped>| match item {
        Ok(found) => found.file,
        Err(skipped) => format!("!{}: {}", skipped.file, skipped.reason),
    };
    walk(root).into_iter().map(shown).collect()
}

/// As `watch` looks at a file that changed: by itself, not with its folder.
#[cfg(unix)]
#[test]
fn a_single_file_has_the_side_file_that_it_has_in_its_folder() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().expect("a folder");
    let (root, outside) = (folder.path().join("bao"), folder.path().join("ngoai.json"));
    fs::create_dir(&root).expect("made");
    for file in ["1.txt", "1.split.json", "2.txt", "3.txt", "4.txt"] {
        fs::write(root.join(file), "{}").expect("written");
    }
    fs::write(&outside, "{}").expect("written");
    symlink("1.split.json", root.join("2.txt.split.json")).expect("linked");
    symlink(&outside, root.join("3.split.json")).expect("linked");
    let side = |found: Found| found.side.and_then(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let alone = ["1.txt", "2.txt", "3.txt", "4.txt"].map(|file| {
        let mut found = walk_part(&root, &root.join(file)).into_iter();
        (file.to_owned(), found.next().expect("found").map(side).expect("can be read"))
    });
    let sides = [Some("1.split.json"), Some("2.txt.split.json"), None, None];
    assert_eq!(alone.clone().map(|(_, side)| side), sides.map(|side| side.map(str::to_owned)));
    let in_folder: Vec<_> = walk(&root).into_iter().flatten().map(|found| (found.file.clone(), side(found))).collect();
    assert_eq!(in_folder, alone);
}

#[test]
fn a_walk_finds_files_in_order_and_says_what_it_leaves() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("b/tin_files")).expect("made");
    fs::create_dir_all(root.join(".git")).expect("made");
    for file in [
        "z.txt",
        "b/tin.html",
        "b/tin_files/x.html",
        "README.md",
        ".an.txt",
        ".git/x.txt",
        "a.xlsx",
        "style.css",
        "anh",
    ] {
        fs::write(root.join(file), "x").expect("written");
    }
    let unknown = |name| format!("!{name}: {}", super::walk::Kind::of(name).expect_err("of no known kind"));
    let mut all = vec![unknown("a.xlsx"), unknown("anh"), "b/tin.html".to_owned()];
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;
        symlink(root, root.join("c-loop")).expect("linked");
        symlink("z.txt", root.join("c-same.txt")).expect("linked");
        symlink("/", root.join("d-out")).expect("linked");
        symlink("nowhere", root.join("e-nowhere")).expect("linked");
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"f\xff.txt")), "x").expect("written");
        all.push("!d-out: a link that leads out of the folder: not followed".to_owned());
        all.push("!e-nowhere: a link that leads nowhere".to_owned());
        all.push("!f\u{fffd}.txt: the name of this file is not UTF-8; rename it".to_owned());
    }
    all.push("z.txt".to_owned());
    assert_eq!(walked(root), all);
    assert_eq!(walked(&root.join("z.txt")), ["z.txt"]);
}

#[test]
fn a_path_that_is_not_there_is_said_so() {
    assert_eq!(
        walked(Path::new("/nowhere/x.txt")),
        ["!/nowhere/x.txt: no such file, or it went away while the folder was read"]
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_a_reader_fail(
        kind in proptest::sample::select(vec!["x.txt", "x.md", "x.html", "x.json", "x.jsonl"]),
        head in proptest::sample::select(vec!["", "---\ntitle: ", "<p>", "[{\"body\": \"", "{\"text\": \"Một", "\u{feff}"]),
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
    ) {
        let outcome = outcome(kind, &[head.as_bytes(), &bytes].concat());
        for document in outcome.documents {
            proptest::prop_assert_eq!(&*crate::text::normalise::normalise(document.body.text()), document.body.text());
        }
    }
}

const STORY: &str = "Sáng nay lũ trên sông Lam xuống nhanh, bà con dọn bùn và dựng lại nhà cửa.";

/// A whole file of each kind that is packed, and its name.
fn packed_files() -> Vec<(&'static str, Vec<u8>)> {
    use super::package::tests::package;
    let page = format!("<html><body><h1>Nước rút</h1><p>{STORY}</p></body></html>");
    let container = r#"<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>"#;
    let list =
        r#"<package><manifest><item id="a" href="1.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let mail = format!(
        "Subject: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{page}\r\n--x--\r\n"
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, STORY.as_bytes()).expect("packed");
    vec![
        ("x.zip", package(&[("a.txt", STORY), ("b/c.html", &page)])),
        ("x.epub", package(&[("META-INF/container.xml", container), ("b.opf", list), ("1.xhtml", &page)])),
        ("x.odt", package(&[("content.xml", &format!("<d><h outline-level=\"1\">Lũ</h><p>{STORY}</p></d>"))])),
        ("x.txt.gz", gzip.finish().expect("packed")),
        ("x.txt.zst", zstd::encode_all(STORY.as_bytes(), 1).expect("packed")),
        ("x.mht", mail.clone().into_bytes()),
        ("x.eml", mail.into_bytes()),
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn no_damage_makes_a_reader_of_packed_files_fail(
        (name, whole) in proptest::sample::select(packed_files()),
        changes in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), proptest::num::u8::ANY), 0..8),
        cut in proptest::option::of(proptest::prelude::any::<proptest::sample::Index>()),
    ) {
        let mut bytes = whole;
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(name), &bytes).expect("written");
        for found in walk(folder.path()).into_iter().flatten() {
            for document in read_found(&found).documents {
                proptest::prop_assert_eq!(&*crate::text::normalise::normalise(document.body.text()), document.body.text());
            }
        }
    }

    #[test]
    fn whatever_a_child_tells_of_a_pdf_is_heard_out(
        lines in proptest::collection::vec(
            r#"(\{"pages":[0-9]{1,10}\}|\{"page":\{"number":[0-9]{1,5},"width":-?[0-9]{1,4},"height":[0-9]e[0-9]{1,2},"fonts":\[\{"name":"\.VnTime","bold":true,"italic":false\}\],"words":\[(\{"t":"(lúa|N\\u00adíc|\\u0301)","l":-?[0-9]{1,9},"r":[0-9]{1,3},"b":[0-9]{1,3},"s":[0-9]{1,2},"f":[0-9],"c":\[\[[0-9],[0-9]\]\]\}|)\]\}\}|\{"lost":\[[0-9],"x"\]\}|"end"|\PC{0,20})"#,
            0..6,
        ),
    ) {
        if let Ok(document) = super::pdf::document_as_told(lines.join("\n").as_bytes()) {
            crate::text::normalise::normalise(document.body.text());
        }
    }
}
