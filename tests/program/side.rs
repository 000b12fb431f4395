//! Side files: `NAME.split.json` settles what the splitter only guessed.

use serde_json::{Value, json};

use super::common::Archive;
use super::pdf;

const ISSUE: &str = "NƯỚC RÚT Ở CỒN HẠC\n\nSáng nay, nước sông Lam rút.\nBà con dọn bùn.\n\nChợ quê đông khách.\n";

const SIDE: &str = r#"{"issue_date": "2023-12-29", "articles": [
  {"lines": [[3, 4]], "title": "Nước rút ở Cồn Hạc", "byline": ["Thu Cầm"]}, {"lines": [[6, 6]]}]}"#;

fn articles(archive: &Archive) -> Vec<(Option<String>, String)> {
    let answer = archive.json(["read", "corpus/so-1.txt"]);
    let articles = answer["files"][0]["articles"].as_array().unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
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

fn of_pages(archive: &Archive) -> Value {
    archive.json(["read", "corpus/so-1.pdf"])["files"][0].clone()
}

/// What a reader sees of the articles.
fn seen(file: &Value) -> Vec<Value> {
    let fields = ["part", "title", "byline", "date", "page", "captions", "text"];
    let of = |article: &Value| fields.iter().map(|field| article[*field].clone()).collect();
    file["articles"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn what_is_printed_of_pages_gives_the_same_articles() {
    let archive = Archive::empty();
    archive.write("so-1.pdf", pdf::issue());
    let before = of_pages(&archive);
    let side = archive.run(["read", "--side-file", "corpus/so-1.pdf"]).succeeded().out;
    archive.write("so-1.pdf.split.json", &side);
    let after = of_pages(&archive);
    assert_eq!(seen(&after), seen(&before));
    assert_eq!((&after["articles"][0]["confidence"], &after["issue_date"]), (&json!(1.0), &json!("2023-12-30")));
    assert_eq!(after["articles"][0]["cut"]["because"], json!(["side file"]));
    assert_eq!(archive.run(["read", "--side-file", "corpus/so-1.pdf"]).ended(0).out, side);
}

/// The lines that `read --lines` shows: number and text, with the page on which each stands.
fn numbered(archive: &Archive) -> Vec<(u32, u32, String)> {
    let shown = archive.run(["read", "--lines", "corpus/so-1.pdf"]).succeeded().out;
    let mut page = 0;
    let mut lines = Vec::new();
    for line in shown.lines() {
        match line.strip_prefix("page ") {
            Some(number) => page = number.parse().unwrap(),
            None => {
                let (number, text) = line.trim_start().split_once("  ").unwrap();
                lines.push((page, number.parse().unwrap(), text.to_owned()));
            }
        }
    }
    lines
}

#[test]
fn lines_of_pages_are_numbered_through_and_settle_articles() {
    let archive = Archive::empty();
    archive.write("so-1.pdf", pdf::issue());
    let lines = numbered(&archive);
    assert!(lines.iter().map(|(_, number, _)| *number).eq(1..=lines.len() as u32), "{lines:?}");
    assert_eq!(lines[0], (1, 1, "BÁO HỒNG LAM".to_owned()));
    let of = |text: &str| lines.iter().find(|(.., line)| line.starts_with(text)).unwrap_or_else(|| panic!("{text}"));
    let (first, rest) = (of("Ba ngày sau lũ").1, of("đội viên về giúp"));
    assert_eq!(rest.0, 2);
    let side = json!({"issue_date": "2023-12-31", "articles": [
        {"lines": [[rest.1, rest.1 + 1], [first, first]], "title": "Làng đỏ đèn", "byline": ["Lê Na"]}]});
    archive.write("so-1.pdf.split.json", side.to_string());
    let file = of_pages(&archive);
    let text = [&rest.2, &lines[rest.1 as usize].2, &lines[first as usize - 1].2].map(String::as_str).join(" ");
    let article = &file["articles"][0];
    assert_eq!(article["text"].as_str().unwrap().replace('\n', " "), text);
    assert_eq!((&article["page"], &article["date"]), (&json!(2), &json!("2023-12-31")));
    assert!(file["warnings"][0].as_str().unwrap().starts_with("so-1.pdf.split.json: in no article: lines 1"), "{file}");
    archive.run(["index"]).ended(0);
    let hit = archive.search(&["đội viên"])["hits"][0].clone();
    assert_eq!((&hit["title"], &hit["page"], &hit["lines"]), (&json!("Làng đỏ đèn"), &json!(2), &Value::Null));
}

#[test]
fn a_side_file_that_names_lines_beyond_the_pages_is_passed_over() {
    let archive = Archive::empty();
    archive.write("so-1.pdf", pdf::issue());
    let (before, last) = (of_pages(&archive), numbered(&archive).len());
    archive.write("so-1.pdf.split.json", "{\"articles\": [{\"lines\": [[1, 9999]]}]}");
    let after = of_pages(&archive);
    assert_eq!(seen(&after), seen(&before));
    let reason =
        format!("article 1: expected lines from 1 to {last}, found [1, 9999]; the bulletin is split as without it");
    assert_eq!(after["warnings"], json!([format!("so-1.pdf.split.json: {reason}")]));
}

#[test]
fn a_side_file_without_its_bulletin_is_told() {
    let archive = Archive::of(&[("so-1.txt", ISSUE), ("2024/so-2.TXT", ISSUE)]);
    for beside in ["so-1.txt.split.json", "2024/so-2.split.json"] {
        archive.write(beside, "{\"articles\": [{\"lines\": [[3, 4]]}]}");
        let ran = archive.run(["index"]).ended(0);
        assert!(!ran.err.contains("is missing"), "{ran:?}");
    }
    archive.write("2024/so-3.split.json", SIDE);
    archive.write("so-1.pdf.split.json", SIDE);
    let ran = archive.run(["index"]).ended(0);
    let missing = "the bulletin of this side file is missing: expected beside it, of the same name without the ending";
    let notes: Vec<&str> = ran.err.lines().filter(|line| line.contains("missing")).collect();
    assert_eq!(
        notes,
        [format!("note: 2024/so-3.split.json: {missing}"), format!("note: so-1.pdf.split.json: {missing}")]
    );
}

#[cfg(unix)]
#[test]
fn a_side_file_that_is_a_link_is_followed_inside_the_folder_only() {
    use std::os::unix::fs::symlink;

    let archive = Archive::of(&[("so-1.txt", ISSUE), ("so-2.txt", ISSUE)]);
    std::fs::write(archive.path("ngoai.json"), SIDE).unwrap();
    symlink(archive.path("ngoai.json"), archive.path("corpus/so-1.txt.split.json")).unwrap();
    let ran = archive.run(["index"]).ended(0);
    assert!(ran.err.contains("so-1.txt.split.json: a link that leads out of the folder: not followed"), "{ran:?}");
    assert_eq!(archive.json(["status"])["articles"], 2);
    archive.write("so-2.txt.split.json", SIDE);
    std::fs::remove_file(archive.path("corpus/so-1.txt.split.json")).unwrap();
    symlink("so-2.txt.split.json", archive.path("corpus/so-1.txt.split.json")).unwrap();
    archive.run(["index"]).ended(0);
    assert_eq!(archive.json(["status"])["articles"], 4);
}
