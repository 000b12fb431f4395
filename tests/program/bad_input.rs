//! Files and queries that are not what they should be: each is named with the reason, the rest is indexed.
//!
//! `BANTIN_LONG=1` makes the longest line 50 MB long.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;

use serde_json::json;

use super::common::{Archive, Ran, is_long, skip};

/// Indexes the sample with what `add` adds; the sample must be indexed whatever that is.
fn indexed_with(add: impl FnOnce(&Archive)) -> (Archive, Ran) {
    let archive = Archive::sample();
    add(&archive);
    let ran = archive.run(["index"]);
    assert!(matches!(ran.status, Some(0 | 1)) && !ran.err.contains("panicked"), "{ran:?}");
    assert_eq!(archive.found_in_full(&["chèo đò"]), ["ben-do.txt"]);
    assert_eq!(archive.found_in_full(&["đê xung yếu"]), ["HL-2"]);
    (archive, ran)
}

/// The file that `write` writes is skipped with this message, and nothing else is said.
fn is_skipped(name: &str, bytes: &[u8], message: &str) {
    let (archive, ran) = indexed_with(|archive| archive.write(name, bytes));
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), format!("error: {name}: {message}\n").as_str()));
    assert_eq!(ran.summary(), "4 files read, 0 unchanged, 0 removed, 1 skipped; 6 articles (2 undated)");
    let read = archive.run(["read", &format!("corpus/{name}")]).ended(1);
    assert_eq!(read.err, format!("error: corpus/{name}: {message}\n"));
}

#[test]
fn empty_files() {
    is_skipped("trong.txt", b"", "empty file: expected text, found none");
    is_skipped("trong.md", b"", "empty file: expected text, found none");
    is_skipped("trang.txt", b" \n\t\r\n ", "empty file: expected text, found none");
    is_skipped("dau.txt", b"\xef\xbb\xbf", "empty file: expected text, found none");
}

#[test]
fn binary_files_under_another_name() {
    is_skipped("so-bao.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "looks like a PDF; expected text");
    is_skipped("anh.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a picture (PNG); expected text");
    is_skipped(
        "van-ban.txt",
        b"PK\x03\x04\x14\0\x06\0",
        "looks like a ZIP archive or an Office document (.docx, .xlsx); expected text",
    );
    let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    is_skipped("lung-tung.txt", &noise, "looks like binary data; expected text");
}

#[test]
fn files_of_an_unknown_kind() {
    let (_, ran) = indexed_with(|archive| archive.write("bang.xlsx", "x"));
    assert_eq!(ran.status, Some(1));
    let expected = bantin::read::walk::Kind::of("bang.xlsx").unwrap_err();
    assert!(expected.ends_with(", found .xlsx: not read by this version"), "{expected}");
    assert_eq!(ran.err, format!("error: bang.xlsx: {expected}\n"));
}

#[test]
fn a_file_of_two_gigabytes_is_not_read() {
    let (_, ran) = indexed_with(|archive| {
        archive.write("lon.txt", "x");
        let file = fs::File::options().write(true).open(archive.path("corpus/lon.txt")).unwrap();
        file.set_len(2 << 30).unwrap();
    });
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.err.starts_with("error: lon.txt: too large: expected at most ") && ran.err.lines().count() == 1,
        "{ran:?}"
    );
}

/// Megabytes of a line that is too long for any bulletin.
fn long_line() -> usize {
    if is_long() { 50 } else { 12 }
}

#[test]
fn a_line_of_many_megabytes() {
    let (archive, ran) = indexed_with(|archive| archive.write("dai.txt", "lúa ".repeat(long_line() * 200_000)));
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(archive.found_in_full(&["lúa"]), ["dai.txt"]);
    assert!(archive.run(["search", "lúa"]).ended(0).out.len() < 2000, "a snippet is short however long the line");
}

#[test]
fn a_record_of_many_megabytes_without_a_full_stop() {
    let (_, ran) = indexed_with(|archive| {
        let record = json!({"body": "Ông Trần Thế Lâm ".repeat(long_line() * 45_000)}).to_string();
        archive.write("dai.jsonl", record + "\n{\"body\": \"Ngô nếp.\"}\n");
    });
    assert!(ran.out.contains("articles"), "{ran:?}");
}

#[test]
fn utf_16_cut_in_the_middle_of_a_character() {
    let (archive, ran) = indexed_with(|archive| {
        let mut bytes: Vec<u8> = "\u{feff}Lúa chín sớm ở Phú Điền.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.pop();
        archive.write("cut.txt", bytes);
    });
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (Some(0), "note: 1 remark about single files; `bantin status --files` lists them\n")
    );
    assert_eq!(archive.found_in_full(&["lúa chín sớm"]), ["cut.txt"]);
    let files = archive.run(["status", "--files"]).succeeded();
    assert!(files.out.contains("cut.txt  1 article, UTF-16LE, "), "{files:?}");
    assert!(files.out.contains("    the file ends in the middle of a character; the rest was read\n"), "{files:?}");
}

#[test]
fn broken_lines_of_json_lines_are_named_by_number_and_the_good_ones_indexed() {
    let lines = [
        "{\"id\": \"A1\", \"body\": \"Ngô nếp.\"}",
        "{\"id\": \"A2\", \"body\": \"Ngô",
        "",
        "[1, 2]",
        "{\"id\": \"A5\"}",
        "không phải JSON",
        "{\"id\": \"A7\", \"body\": \"Ngô tẻ.\"}",
    ];
    let (archive, ran) = indexed_with(|archive| archive.write("hong.jsonl", lines.join("\n")));
    assert_eq!(ran.status, Some(1));
    let named: Vec<&str> = ran.err.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    assert_eq!(named, ["hong.jsonl, line 2", "hong.jsonl, line 4", "hong.jsonl, line 5", "hong.jsonl, line 6"]);
    assert!(
        ran.err.contains("hong.jsonl, line 2: broken JSON: it ends in the middle of a record (column 26)\n"),
        "{ran:?}"
    );
    assert_eq!(ran.summary(), "5 files read, 0 unchanged, 0 removed, 4 skipped; 8 articles (4 undated)");
    assert_eq!(archive.found_in_full(&["ngô"]), ["A1", "A7"]);
}

#[test]
fn front_matter_with_a_date_that_cannot_be() {
    let text = "---\ntitle: Gặt lúa\ndate: 2023-02-30\n---\nLúa chín sớm.\n";
    let (archive, ran) = indexed_with(|archive| archive.write("gat.md", text));
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let hit = &archive.search(&["lúa chín"])["hits"][0];
    assert_eq!((&hit["title"], &hit["date"]), (&json!("Gặt lúa"), &json!(null)));
    let files = archive.run(["status", "--files"]).succeeded();
    let message =
        "line 3: the date `2023-02-30` is no day of the calendar; expected one such as 2023-12-29 or 29/12/2023";
    assert!(files.out.contains(message), "{files:?}");
}

#[test]
fn front_matter_that_is_not_closed() {
    let (archive, _) = indexed_with(|archive| archive.write("mo.md", "---\ntitle: Gặt lúa\n\nLúa chín sớm.\n"));
    assert_eq!(archive.found_in_full(&["lúa chín sớm"]), ["mo.md"]);
    archive.run(["status", "--files"]).succeeded().gave("front matter is not closed");
}

#[test]
fn bytes_that_are_no_utf_8_are_replaced_and_told() {
    let (archive, ran) = indexed_with(|archive| {
        let text = "Lúa chín sớm ở Phú Điền, người dân phấn khởi ra đồng. ".repeat(20);
        archive.write("le.txt", [text.as_bytes(), b"Ng\xff\xfe l\xe1."].concat());
    });
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(archive.found_in_full(&["lúa chín sớm"]), ["le.txt"]);
    archive.run(["status", "--files"]).succeeded().gave("replaced by \u{fffd}");
}

#[test]
fn a_file_name_that_is_not_utf_8() {
    let (archive, ran) = indexed_with(|archive| {
        let name = OsString::from_vec(b"b\xe1o.txt".to_vec());
        fs::write(archive.path("corpus").join(name), "Lúa.\n").unwrap();
    });
    assert_eq!(ran.status, Some(1));
    assert_eq!(ran.err, "error: b\u{fffd}o.txt: the name of this file is not UTF-8; rename it\n");
    assert_eq!(archive.json(["status"])["skipped"].as_array().unwrap().len(), 1);
}

#[test]
fn a_file_that_may_not_be_read() {
    let archive = Archive::sample();
    archive.write("kin.txt", "Lúa.\n");
    fs::set_permissions(archive.path("corpus/kin.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = archive.command(["index"]);
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        const NOBODY: u32 = 65534;
        std::os::unix::fs::chown(archive.path(""), Some(NOBODY), Some(NOBODY)).unwrap();
        let probe = archive.command(["--version"]).uid(NOBODY).gid(NOBODY).output();
        if !probe.is_ok_and(|output| output.status.success()) {
            return skip(
                "a_file_that_may_not_be_read",
                "root may read everything, and can't run the program as another",
            );
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "error: kin.txt: no permission to read it\n");
    assert!(
        String::from_utf8_lossy(&output.stdout)
            .starts_with("4 files read, 0 unchanged, 0 removed, 1 skipped; 6 articles")
    );
}

#[test]
fn a_folder_that_vanishes_takes_nothing_with_it() {
    let archive = Archive::indexed();
    fs::rename(archive.path("corpus"), archive.path("away")).unwrap();
    archive.run(["index"]).refused("corpus: No such file or directory (os error 2)");
    archive.run(["search", "đò", "--refresh", "corpus"]).refused("corpus: No such file or directory (os error 2)");
    archive.run(["index", "--rebuild"]).ended(2);
    assert_eq!(archive.json(["status"])["articles"], 6);
}

#[test]
fn files_that_come_and_go_while_they_are_read() {
    let archive = Archive::sample();
    let stopped = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
                fs::create_dir_all(archive.path("corpus/moi")).unwrap();
                (0..20).for_each(|n| archive.write(&format!("moi/{n}.txt"), "Lúa.\n"));
                let _ = fs::remove_dir_all(archive.path("corpus/moi"));
            }
        });
        for _ in 0..10 {
            let ran = archive.run(["index"]);
            if !matches!(ran.status, Some(0 | 1)) {
                stopped.store(true, std::sync::atomic::Ordering::Relaxed);
                panic!("{ran:?}");
            }
        }
        stopped.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(archive.found_in_full(&["chèo đò"]), ["ben-do.txt"]);
}

#[test]
fn links_that_run_in_a_circle_or_nowhere() {
    let (_, ran) = indexed_with(|archive| {
        std::os::unix::fs::symlink(archive.path("corpus"), archive.path("corpus/vong")).unwrap();
        std::os::unix::fs::symlink("khong-co.txt", archive.path("corpus/mat.txt")).unwrap();
    });
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), "error: mat.txt: a link that leads nowhere\n"));
}

#[test]
fn a_pipe_among_the_files_does_not_hang_the_run() {
    let archive = Archive::sample();
    let made = std::process::Command::new("mkfifo").arg(archive.path("corpus/ong.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        return skip("a_pipe_among_the_files_does_not_hang_the_run", "no mkfifo");
    }
    archive.run(["index"]).ended(1).said("error: ong.txt: is a device or a pipe; expected a file\n");
    archive.run(["read", "corpus/ong.txt"]).ended(1).said("is a device or a pipe; expected a file");
}

#[test]
fn texts_made_to_be_slow() {
    let nasty = [
        ("hoa", "Nguyễn Văn ".repeat(50_000)),
        ("ngoac", "(".repeat(500_000)),
        ("dau", "a\u{301}\u{323}\u{302}".repeat(100_000)),
        ("so", "29/12 ".repeat(100_000)),
        ("chuc", "Phó Chủ tịch ".repeat(40_000)),
        ("dong", "\n".repeat(1_000_000) + "Lúa"),
    ];
    let (_, ran) =
        indexed_with(|archive| nasty.iter().for_each(|(name, text)| archive.write(&format!("{name}.txt"), text)));
    assert!(!ran.err.contains("please report"), "{ran:?}");
}

#[test]
fn queries_of_any_kind_are_answered() {
    let archive = Archive::indexed();
    let long = "ngân sách ".repeat(10_000);
    let no_word = "no word to search for: only letters and digits make words";
    for (query, status, told) in [
        (long.as_str(), Some(0), "only the first 256 words are searched"),
        ("!?…", Some(1), no_word),
        ("\"\"", Some(1), no_word),
        ("()", Some(1), no_word),
        ("- - -", Some(1), no_word),
        ("-", Some(1), no_word),
        ("🐟", Some(1), no_word),
        ("\u{300}", Some(1), no_word),
        ("-thu", Some(0), "only words to leave out"),
        ("a\0b", None, ""),
    ] {
        if query.contains('\0') {
            continue;
        }
        let ran = archive.run(["search", "--", query]);
        let shown: String = query.chars().take(20).collect();
        assert_eq!(ran.status, status, "{shown}: {ran:?}");
        assert!(ran.err.contains(told), "{shown}: {ran:?}");
    }
    for query in
        ["(".repeat(100_000), "\"a ".repeat(30_000), "a*".repeat(50_000), "-".repeat(100_000), "title:".repeat(15_000)]
    {
        let ran = archive.run(["search", "--", &query]);
        assert!(matches!(ran.status, Some(0 | 1)) && !ran.err.contains("panicked"), "{:?}", &query[..10]);
        assert!(ran.err.lines().count() < 30, "{} messages", ran.err.lines().count());
    }
}

#[test]
fn filters_of_any_kind_are_answered() {
    let archive = Archive::indexed();
    for value in ["", "-", "!?", "🐟", "\u{300}", "a\tb", &"lâm ".repeat(10_000)] {
        for option in ["--official", "--role", "--source"] {
            let ran = archive.run(["search", "đê", &format!("{option}={value}")]);
            assert!(matches!(ran.status, Some(1)), "{option} {value:.20}: {ran:?}");
        }
    }
}

#[test]
fn read_and_analyze_take_anything() {
    let archive = Archive::empty();
    archive.run(["read", "nowhere.txt"]).ended(1).said("error: nowhere.txt: no such file");
    archive.run(["read", "corpus"]).ended(1).said("error: corpus: ");
    archive.run(["read"]).ended(2);
    archive.run_with(["analyze"], "").succeeded();
    archive.run_with(["analyze", "--jsonl"], "").succeeded();
    archive.run_with(["analyze", "--jsonl", "--json"], "\u{1b}\n").ended(1);
    archive.run(["analyze", "--published", "mai", "lúa"]).ended(2).said("--published: `mai` is no date");
}
