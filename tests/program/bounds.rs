//! What a bulletin may reach: not the terminal, not a spreadsheet's formulas, not a file outside of its folder.

use std::fs;
use std::io::{Cursor, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};

use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::common::Archive;

/// A colour, a title for the window, an eight-bit escape, a clipboard, text turned round, a line drawn over.
const NASTY: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{1b}]52;c;aGk=\u{7}\u{202e}\u{2066}\r\u{8}\u{7f}\u{85}";

/// What a terminal may act on; line ends are for lines, and CSV has its own.
fn acts(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Bulletins of several kinds with escape sequences in all that they say, indexed.
fn nasty() -> Archive {
    let archive = Archive::empty();
    let official =
        format!("Đồng chí Trần Thế{NASTY} Lâm, Phó Chủ tịch{NASTY} UBND tỉnh, dự lễ{NASTY} ngày{NASTY} 29/12/2023.");
    let record = json!({"id": format!("R{NASTY}1"), "title": format!("Lúa{NASTY} tốt"), "body": format!("{official}\nLúa{NASTY} chín."),
        "author": format!("Lê{NASTY} Na"), "source": format!("Báo{NASTY} Hồng Lam"), "url": format!("https://honglam.example/{NASTY}"),
        "published": format!("2023-12-29{NASTY}")});
    archive
        .write("tin.jsonl", format!("{record}\n{{\"x\": \"{}\"}}\n{{\"body\": \"{}\n", NASTY.escape_unicode(), NASTY));
    // So many letters that nobody takes the rest for binary data.
    let clean = "Ngô nếp ven sông tốt bời bời, bà con ra đồng từ sáng sớm. ".repeat(60);
    archive.write("ban.txt", format!("LÚA{NASTY} TỐT\n\n{official} Lúa chín. {clean}\n\nLÊ{NASTY} NA\n"));
    let page = format!(
        "<title>Lúa{NASTY}</title><h1>Lúa{NASTY} tốt</h1><p>{official} Lúa chín sớm hơn mọi năm.</p><p>{clean}</p>"
    );
    archive.write("trang.html", page);
    archive
        .write("ghi.md", format!("---\ntitle: Lúa{NASTY}\ndate: 2023-02-30{NASTY}\n---\nLúa {official}\n\n{clean}\n"));
    archive.write(&format!("ten{}.txt", NASTY.replace(['/', '\r'], "")), "Lúa chín.\n");
    archive.write(&format!("trong{}.txt", NASTY.replace(['/', '\r'], "")), "");
    archive.run(["index"]).ended(1);
    archive
}

#[test]
fn no_escape_sequence_reaches_the_terminal_from_any_command() {
    let archive = nasty();
    let hits = archive.search(&["lúa", "--all"]);
    let ids = hits["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned());
    let ids: Vec<String> = ids.collect();
    assert!(ids.len() >= 5, "{hits}");
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["search", "lúa", "--all"],
        vec!["search", "luá", "--all", "--role", "pho chu tich"],
        vec!["search", NASTY],
        vec!["search", "lúa", "--source", NASTY],
        vec!["officials"],
        vec!["officials", "the lam"],
        vec!["officials", NASTY],
        vec!["timeline", "lúa"],
        vec!["status", "--files"],
        vec!["index", "-v"],
        vec!["index", "--dry-run", "--rebuild", "corpus"],
        vec!["search", "lúa", "--refresh", "corpus"],
        vec!["why", "tin.jsonl", "lúa"],
        vec!["why", "tin.jsonl", NASTY],
        vec!["why", NASTY, "lúa"],
        vec!["read", "corpus/tin.jsonl", "corpus/ban.txt", "corpus/trang.html", "corpus/ghi.md", NASTY],
        vec!["analyze", "--published", NASTY, "lúa"],
        vec!["analyze", NASTY],
        vec!["check", "--index", NASTY],
        vec!["show", NASTY],
        vec!["lúa", NASTY],
    ];
    for id in &ids {
        commands.extend([vec!["show", id], vec!["show", id, "--path"], vec!["show", id, "--query", "lúa"]]);
    }
    for args in commands {
        for more in [&[][..], &["--json"], &["--format", "csv"]] {
            let ran = archive.run(args.iter().chain(more));
            let csv = more.contains(&"csv");
            let printed = format!("{}{}", if csv { ran.out.replace("\r\n", "\n") } else { ran.out }, ran.err);
            assert!(!printed.contains(acts), "{args:?} {more:?}: {printed:?}");
        }
    }
}

#[test]
fn what_check_says_of_damage_is_clean() {
    let archive = nasty();
    let mut files = fs::read_dir(archive.path("index/generation-1")).unwrap().flatten().map(|entry| entry.path());
    let manifest = files.find(|path| path.to_string_lossy().contains("manifest-")).unwrap();
    fs::write(&manifest, NASTY).unwrap();
    for args in [vec!["check"], vec!["status"], vec!["search", "lúa"], vec!["index"], vec!["why", "tin.jsonl", "lúa"]]
    {
        let ran = archive.run(&args);
        assert!(!format!("{}{}", ran.out, ran.err).contains(acts), "{args:?}: {ran:?}");
    }
}

#[test]
fn no_cell_of_a_table_begins_a_formula() {
    let archive = Archive::empty();
    for (number, sign) in ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝"].iter().enumerate() {
        let evil = format!("{sign}HYPERLINK(\"http://x.example\",1) lúa");
        let record = json!({"id": format!("={number}"), "title": evil, "body": format!("{evil}. Lúa chín."), "source": evil, "url": evil});
        archive.write(&format!("={number}.jsonl"), record.to_string());
    }
    archive.run(["index"]).succeeded();
    let table = archive.run(["search", "lúa", "--all", "--format", "csv"]).succeeded().out;
    assert!(table.lines().count() >= 10, "{table}");
    for cell in cells(&table) {
        let first = cell.trim_start().chars().next().unwrap_or('x');
        assert!(!"=+-@＝＋－＠\t\r".contains(first), "{cell:?}");
    }
}

/// The cells of a table (RFC 4180).
fn cells(table: &str) -> Vec<String> {
    let (mut all, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in table.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => all.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    all
}

#[test]
fn no_article_is_said_to_lie_outside_of_its_folder() {
    let archive = Archive::empty();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, name) in
        ["../../a.txt", "/etc/b.txt", "c/../../../d.txt", r"..\..\e.txt", r"C:\f.txt", "..", "g/..txt"]
            .iter()
            .enumerate()
    {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(format!("Lúa vụ {number} chín sớm.").as_bytes()).unwrap();
    }
    writer.add_symlink("h.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    archive.write("goi.zip", writer.finish().unwrap().into_inner());
    archive.write(
        "tin.jsonl",
        json!({"id": "../../x", "file": "/etc/passwd", "path": "../../y", "body": "Lúa chín."}).to_string(),
    );
    archive.run(["index"]);
    let folder = archive.path("corpus").canonicalize().unwrap().to_string_lossy().into_owned();
    let hits = archive.search(&["lúa", "--all"]);
    let hits = hits["hits"].as_array().unwrap();
    assert!(hits.len() >= 6, "{hits:?}");
    for hit in hits {
        let ran = archive.run(["show", hit["id"].as_str().unwrap(), "--path"]).succeeded();
        assert!(ran.out.starts_with(&format!("{folder}/")), "{ran:?}");
        assert!(!ran.out.split(['/', '\\']).any(|part| part == ".."), "{ran:?}");
    }
    assert_eq!(archive.search(&["root"])["total"], 0);
}

#[test]
fn links_are_followed_where_the_user_names_them_and_nowhere_else() {
    let archive = Archive::empty();
    let outside = archive.path("ngoai");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kin.txt"), "Ngô kín trong kho.\n").unwrap();
    archive.write("tot.txt", "Lúa chín.\n");
    symlink(&outside, archive.path("corpus/muc")).unwrap();
    symlink(outside.join("kin.txt"), archive.path("corpus/tep.txt")).unwrap();
    symlink("../ngoai/kin.txt", archive.path("corpus/gan.txt")).unwrap();
    symlink("tot.txt", archive.path("corpus/nua.txt")).unwrap();
    let ran = archive.run(["index"]).ended(1);
    for link in ["muc", "tep.txt", "gan.txt"] {
        assert!(
            ran.err.contains(&format!("error: {link}: a link that leads out of the folder: not followed\n")),
            "{ran:?}"
        );
    }
    assert_eq!(archive.search(&["ngô kín"])["total"], 0);
    assert_eq!(archive.search(&["lúa chín"])["total"], 1, "a link inside the folder is no second article");
    archive.run(["index", "corpus/muc"]).succeeded();
    assert_eq!(archive.search(&["ngô kín"])["total"], 1, "who names a link wants what it leads to");
}

#[test]
fn what_lies_in_an_index_is_for_its_owner_only_even_in_a_folder_for_all() {
    let archive = Archive::sample();
    fs::create_dir(archive.path("chung")).unwrap();
    fs::set_permissions(archive.path("chung"), fs::Permissions::from_mode(0o755)).unwrap();
    for args in [vec!["index", "--index", "chung"], vec!["index", "--rebuild", "--index", "chung", "corpus"]] {
        archive.run(args).succeeded();
        let generations = fs::read_dir(archive.path("chung")).unwrap().flatten().filter(|entry| entry.path().is_dir());
        for generation in generations {
            assert_eq!(generation.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{generation:?}");
        }
    }
    archive.run(["index", "--index", "moi/sau/hon"]).succeeded();
    for folder in ["moi", "moi/sau", "moi/sau/hon"] {
        assert_eq!(fs::metadata(archive.path(folder)).unwrap().permissions().mode() & 0o777, 0o700, "{folder}");
    }
}
