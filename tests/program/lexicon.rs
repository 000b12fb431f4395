//! Lists of the user's own.

use std::fs;

use serde_json::json;

use crate::common::Archive;

const TEXT: &str = "Trưởng chài Lưu Đình Khoát cho biết đò đã chạy lại.";

fn names(archive: &Archive, options: &[&str]) -> serde_json::Value {
    archive.json(["analyze", TEXT].iter().chain(options))["officials"].clone()
}

#[test]
fn lists_add_to_the_built_in_ones() {
    let archive = Archive::empty();
    fs::create_dir(archive.path("lists")).unwrap();
    fs::write(archive.path("lists/heads.txt"), "# posts on the river\ntrưởng chài\n").unwrap();
    assert_eq!(names(&archive, &[]), json!([]));
    assert_eq!(names(&archive, &["--lexicon", "lists"])[0]["titles"], json!(["Trưởng chài"]));
}

#[test]
fn lists_in_the_folder_of_the_index_are_taken_and_changed_lists_read_all_again() {
    let archive = Archive::of(&[("2023-12-30.txt", &format!("Bến đò\n{TEXT}\n"))]);
    assert_eq!(archive.json(["officials"])["officials"], json!([]));
    fs::create_dir(archive.path("index/lexicon")).unwrap();
    fs::write(archive.path("index/lexicon/heads.txt"), "trưởng chài\n").unwrap();
    archive.run(["index"]).succeeded();
    assert_eq!(archive.json(["officials"])["officials"][0]["name"], json!("Lưu Đình Khoát"));
    archive.run(["index", "--rebuild"]).succeeded();
    assert_eq!(archive.json(["officials"])["officials"][0]["name"], json!("Lưu Đình Khoát"));
}

#[test]
fn lines_that_can_not_be_used_are_named() {
    let archive = Archive::empty();
    fs::create_dir(archive.path("lists")).unwrap();
    fs::write(archive.path("lists/ranks.txt"), "đại tá\n*thủy thủ\n").unwrap();
    fs::write(archive.path("lists/boats.txt"), "đò\n").unwrap();
    let ran = archive.run(["analyze", TEXT, "--lexicon", "lists"]);
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(
        ran.err.contains("lists/ranks.txt: line 2: `*thủy thủ`: no line of ranks.txt begins with a mark"),
        "{ran:?}"
    );
    assert!(ran.err.contains("lists/boats.txt: no list has this name; expected one of heads.txt,"), "{ran:?}");
    let ran = archive.run(["analyze", TEXT, "--lexicon", "nowhere"]);
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("nowhere"), "{ran:?}");
}
