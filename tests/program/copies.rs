//! The same article in several files.

use serde_json::json;

use super::common::Archive;

/// About sixty words, so that one more or less leaves a copy.
fn story(first_word: &str) -> String {
    let rest: Vec<String> = (0..60).map(|number| format!("chữ{number}")).collect();
    format!("Tin chợ quê\n\n{first_word} hội chợ quê mở ở bến Hạc. {}\n", rest.join(" "))
}

#[test]
fn copies_in_other_files_are_shown_once() {
    let other = "Hội chợ\n\nHội chợ quê ở bến khác.\n";
    let archive = Archive::of(&[
        ("2023-11-01.txt", &story("Sáng")),
        ("web/2023-11-02.html.txt", &story("Chiều")),
        ("khac.txt", other),
    ]);
    let answer = archive.search(&["hội chợ quê"]);
    assert_eq!((&answer["total"], answer["hits"].as_array().unwrap().len()), (&json!(3), 2), "{answer}");
    let with_copy = answer["hits"].as_array().unwrap().iter().find(|hit| hit.get("also").is_some()).unwrap();
    let files = [&with_copy["file"], &with_copy["also"][0]["file"]].map(|file| file.as_str().unwrap().to_owned());
    assert!(files.iter().all(|file| file.contains("2023-11-0")) && files[0] != files[1], "{answer}");
    assert_eq!(archive.search(&["hội chợ quê", "--all"])["hits"].as_array().unwrap().len(), 3);
    let ran = archive.run(["search", "hội chợ quê"]).ended(0);
    assert!(ran.out.starts_with("3 articles, 1 copy below them"), "{ran:?}");
    assert!(ran.out.contains("     also in "), "{ran:?}");
}

#[test]
fn pages_never_repeat_a_copy_and_never_lose_an_article() {
    let files: Vec<(String, String)> = (0..30)
        .map(|number| (format!("{number}.txt"), story(["Sáng", "Trưa", "Chiều"][number % 3])))
        .chain((0..20).map(|number| (format!("khac-{number}.txt"), format!("Hội chợ\n\nHội chợ quê lần {number}.\n"))))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let archive = Archive::of(&files);
    let page = |offset: &str| archive.found(&["hội chợ quê", "--limit", "7", "--offset", offset]);
    let all = [page("0"), page("7"), page("14")].concat();
    assert_eq!(all.len(), 21, "twenty articles and one with 29 copies: {all:?}");
    assert_eq!(all.iter().collect::<std::collections::HashSet<_>>().len(), 21, "{all:?}");
    assert!(page("21").is_empty());
}

#[test]
fn records_of_one_file_are_never_copies() {
    let record = |id: &str| json!({"id": id, "body": story("Sáng")}).to_string();
    let archive = Archive::of(&[("tin.jsonl", &[record("a"), record("b")].join("\n"))]);
    assert_eq!(archive.found(&["hội chợ"]).len(), 2);
}
