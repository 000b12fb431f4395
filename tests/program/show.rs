//! `bantin show`: a whole article, and where it lies.

use serde_json::json;

use super::common::Archive;

fn id_of(archive: &Archive, query: &str) -> String {
    archive.search(&[query])["hits"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_whole_article() {
    let archive = Archive::indexed();
    let id = id_of(&archive, "công khai từng khoản nợ");
    let ran = archive.run(["show", &id]).succeeded();
    let mut lines = ran.out.lines();
    assert_eq!(lines.next(), Some("Kiểm tra công tác quyết toán ngân sách cuối năm"));
    let place = lines.next().unwrap();
    assert!(place.starts_with("30/12/2023 (metadata) · Báo Hồng Lam · /"), "{place}");
    assert!(place.contains("/corpus/2023-12-30-quyet-toan.md") && place.ends_with(&format!(" · {id}")), "{place}");
    assert_eq!(lines.next(), Some("Ngọc Diên"));
    assert!(ran.out.contains("tại Sở Tài chính.\n\nNăm 2023, thu ngân sách"), "{ran:?}");
    assert!(ran.out.ends_with("\nhttps://baohonglam.example/quyet-toan\n"), "{ran:?}");
}

#[test]
fn in_json() {
    let archive = Archive::indexed();
    let id = id_of(&archive, "công khai từng khoản nợ");
    let shown = archive.json(["show", &id]);
    assert_eq!(shown["id"], id.as_str());
    assert_eq!((&shown["date"], &shown["date_source"]), (&json!("2023-12-30"), &json!("metadata")));
    assert_eq!(shown["byline"], json!(["Ngọc Diên"]));
    assert_eq!(shown["file"], "2023-12-30-quyet-toan.md");
    assert!(shown["text"].as_str().unwrap().contains("công khai từng khoản nợ"));
}

#[test]
fn the_beginning_of_an_id_suffices_in_capitals_too() {
    let archive = Archive::indexed();
    let id = id_of(&archive, "trốn tìm");
    for typed in [&id[..6], &id[..11], &id.to_uppercase()] {
        archive.run(["show", typed]).succeeded().gave("Bến đò cũ ở Hòa Lam\n");
    }
}

#[test]
fn an_id_that_is_none_or_several() {
    let archive = Archive::indexed();
    for typed in ["u", "", "0000000000000", "đê", "../etc"] {
        archive
            .run(["show", typed])
            .refused(&format!("show: no article has the id `{typed}`; ids stand beside the hits of `bantin search`"));
    }
    let archive = Archive::of_records(200);
    let id = id_of(&archive, "cá cơm");
    archive.run(["show", &id[..1]]).ended(2).said(&format!("show: several ids begin with `{}`: ", &id[..1]));
}

#[test]
fn words_of_a_query_are_marked() {
    let archive = Archive::indexed();
    let id = id_of(&archive, "trốn tìm");
    let ran = archive.run(["show", &id, "--query", "choi tron", "--color", "always"]).succeeded();
    assert!(ran.out.contains("\u{1b}[1;31mchơi\u{1b}[0m"), "{ran:?}");
    assert!(ran.out.contains("trốn"), "{ran:?}");
    let plain = archive.run(["show", &id, "--query", "choi tron"]).succeeded();
    let unpainted =
        ["\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m"].iter().fold(ran.out, |out, code| out.replace(code, ""));
    assert_eq!(unpainted, plain.out, "colours add nothing but colours");
}

#[test]
fn other_spellings_of_a_query_are_marked_too() {
    let archive = Archive::of(&[("hop.txt", "Ủy ban nhân dân tỉnh họp phiên cuối năm.\n")]);
    let id = id_of(&archive, "phiên cuối năm");
    let ran = archive.run(["show", &id, "--query", "UBND", "--color", "always"]).succeeded();
    ran.gave("\u{1b}[1;31mỦy ban nhân dân\u{1b}[0m tỉnh");
}

#[test]
fn where_it_lies() {
    let archive = Archive::indexed();
    let root = archive.path("corpus").canonicalize().unwrap();
    let id = id_of(&archive, "đê xung yếu");
    let ran = archive.run(["show", &id, "--path"]).succeeded();
    assert_eq!(ran.out, format!("{}/tin.jsonl, record 2\n", root.display()));
    let id = id_of(&archive, "trốn tìm");
    let ran = archive.run(["show", &id, "--path"]).succeeded();
    assert!(ran.out.ends_with(&format!("{}/ben-do.txt, lines 3, 5\n", root.display())), "{ran:?}");
}

#[test]
fn where_it_lies_when_a_single_file_was_indexed() {
    let archive = Archive::sample();
    archive.run(["index", "corpus/ben-do.txt"]).succeeded();
    let file = archive.path("corpus/ben-do.txt").canonicalize().unwrap();
    let ran = archive.run(["show", &id_of(&archive, "đò"), "--path"]).succeeded();
    assert!(ran.out.starts_with(&format!("{}, lines ", file.display())), "{ran:?}");
}
