//! Side files: `NAME.split.json` settles what the splitter only guessed.

use super::common::Archive;

const ISSUE: &str = "NƯỚC RÚT Ở CỒN HẠC\n\nSáng nay, nước sông Lam rút.\nBà con dọn bùn.\n\nChợ quê đông khách.\n";

const SIDE: &str = r#"{"issue_date": "2023-12-29", "articles": [
  {"lines": [[3, 4]], "title": "Nước rút ở Cồn Hạc", "byline": ["Thu Cầm"]}, {"lines": [[6, 6]]}]}"#;

fn articles(archive: &Archive) -> Vec<(Option<String>, String)> {
    let answer = archive.json(["read", "corpus/so-1.txt"]);
    let articles = answer["files"][0]["articles"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    articles.iter().map(|article| (text(&article["title"]), text(&article["text"]).unwrap())).collect()
}

#[test]
fn a_side_file_settles_the_split_and_the_longer_name_wins() {
    let archive = Archive::of(&[("so-1.txt", ISSUE)]);
    archive.write("so-1.split.json", "{\"articles\": [{\"lines\": [[6, 6], [3, 4]]}]}");
    assert_eq!(
        articles(&archive),
        [(None, "Chợ quê đông khách.\nSáng nay, nước sông Lam rút.\nBà con dọn bùn.".into())]
    );
    archive.write("so-1.txt.split.json", SIDE);
    let first = (Some("Nước rút ở Cồn Hạc".into()), "Sáng nay, nước sông Lam rút.\nBà con dọn bùn.".into());
    assert_eq!(articles(&archive), [first, (None, "Chợ quê đông khách.".into())]);
}

#[test]
fn a_new_a_changed_and_a_removed_side_file_are_seen() {
    let archive = Archive::of(&[("so-1.txt", ISSUE)]);
    let count = || archive.json(["status"])["articles"].clone();
    archive.write("so-1.txt.split.json", SIDE);
    archive.run(["index"]).ended(0);
    assert_eq!(count(), 2);
    archive.write(
        "so-1.txt.split.json",
        "{\"articles\": [{\"lines\": [[3, 3]]}, {\"lines\": [[4, 4]]}, {\"lines\": [[6, 6]]}]}",
    );
    archive.run(["index"]).ended(0);
    assert_eq!(count(), 3);
    std::fs::remove_file(archive.path("corpus/so-1.txt.split.json")).unwrap();
    archive.run(["index"]).ended(0);
    assert_eq!(count(), 1);
}

#[test]
fn a_wrong_side_file_is_told_with_its_place_and_passed_over() {
    let archive = Archive::of(&[("so-1.txt", ISSUE)]);
    let before = articles(&archive);
    for (side, reason) in [
        ("{\"articles\": [{\"lines\": [[3, 99]]}]}", "article 1: expected lines from 1 to 6, found [3, 99]"),
        ("{\"articles\":\n[{\"line\": 3}]}", "unknown field `line`"),
        ("{\"articles\": [{\"lines\": [[3, 4]]}, {\"lines\": [[4, 6]]}]}", "article 2: line 4 is in article 1 already"),
    ] {
        archive.write("so-1.txt.split.json", side);
        assert_eq!(articles(&archive), before);
        let ran = archive.run(["index", "-v"]).ended(0);
        assert!(ran.err.contains(&format!("so-1.txt.split.json: {reason}")), "{ran:?}");
    }
}

#[test]
fn what_is_printed_for_correction_gives_the_same_articles() {
    let archive = Archive::of(&[("so-1.txt", ISSUE)]);
    let before = articles(&archive);
    let side = archive.run(["read", "--side-file", "corpus/so-1.txt"]).succeeded().out;
    archive.write("so-1.txt.split.json", &side);
    assert_eq!(articles(&archive), before);
}
