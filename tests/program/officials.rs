//! `bantin officials`: who is in the index, and the dossier of one name.

use serde_json::{Value, json};

use super::common::Archive;

/// Two bearers of one name but for a mark, and one person who rose.
fn careers() -> Archive {
    let record = |day: &str, body: &str| json!({"title": "Tin", "published": day, "body": body}).to_string() + "\n";
    let records = [
        record(
            "2022-07-14",
            "Ông Cao Duy Thoại, Chủ tịch UBND tỉnh, và ông Trần Thế Lâm, Phó Chủ tịch UBND tỉnh, dự lễ.",
        ),
        record("2023-07-13", "Ông Cao Duy Thoại, Chủ tịch HĐND tỉnh, chủ trì kỳ họp. Ông Thoại nhấn nút khai mạc."),
        record(
            "2023-09-06",
            "Ông Cao Duy Thoại, Chủ tịch HĐND tỉnh, dự khai giảng cùng bà Sầm Thị Bưởi, Bí thư Huyện ủy Mường Ải.",
        ),
        record("2023-12-05", "Ông Trần Thể Lâm, Bí thư Huyện ủy Vạn Khê, thăm đê."),
    ];
    Archive::of(&[("tin.jsonl", &records.concat())])
}

fn names(answer: &Value) -> Vec<&str> {
    answer["officials"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect()
}

#[test]
fn all_of_them_most_named_first() {
    let archive = careers();
    let answer = archive.json(["officials"]);
    assert_eq!(
        names(&answer),
        ["Cao Duy Thoại", "Sầm Thị Bưởi", "Trần Thể Lâm", "Trần Thế Lâm"].map(str::to_owned).as_slice()
    );
    let first = &answer["officials"][0];
    assert_eq!(first["mentions"], 4, "as many as its dossier counts");
    assert_eq!(
        (&first["articles"], &first["first"], &first["last"]),
        (&json!(3), &json!("2022-07-14"), &json!("2023-09-06"))
    );
}

#[test]
fn posts_with_the_days_they_were_seen() {
    let archive = careers();
    let dossier = archive.json(["officials", "cao duy thoai"]);
    assert_eq!(names(&dossier), ["Cao Duy Thoại"]);
    let expected = json!([
        {"title": "Chủ tịch HĐND tỉnh", "first": "2023-07-13", "last": "2023-09-06", "articles": 2},
        {"title": "Chủ tịch UBND tỉnh", "first": "2022-07-14", "last": "2022-07-14", "articles": 1},
    ]);
    assert_eq!(dossier["officials"][0]["titles"], expected);
}

#[test]
fn a_post_worded_two_ways_in_one_article_counts_once() {
    let body = "Ông Lý Văn Mỹ, Chủ tịch UBND tỉnh, dự lễ. Ông Lý Văn Mỹ, Chủ tịch Ủy ban nhân dân tỉnh, phát biểu.";
    let record = json!({"published": "2023-07-13", "body": body}).to_string();
    let archive = Archive::of(&[("tin.jsonl", &record)]);
    let dossier = archive.json(["officials", "ly van my"]);
    let expected = json!([
        {"title": "Chủ tịch UBND tỉnh", "first": "2023-07-13", "last": "2023-07-13", "articles": 1},
    ]);
    assert_eq!(dossier["officials"][0]["titles"], expected);
    assert_eq!(dossier["officials"][0]["mentions"], 2);
}

#[test]
fn a_dossier_counts_mentions_and_names_who_appears_beside() {
    let archive = careers();
    let dossier = archive.json(["officials", "Cao Duy Thoại"]);
    let person = &dossier["officials"][0];
    assert_eq!((&person["articles"], &person["mentions"]), (&json!(3), &json!(4)));
    let expected = json!([{"name": "Sầm Thị Bưởi", "articles": 1}, {"name": "Trần Thế Lâm", "articles": 1}]);
    assert_eq!(person["with"], expected);
    let days: Vec<&Value> = person["latest"].as_array().unwrap().iter().map(|hit| &hit["date"]).collect();
    assert_eq!(days, ["2023-09-06", "2023-07-13", "2022-07-14"], "newest first");
}

#[test]
fn persons_whose_names_differ_in_a_mark_are_kept_apart() {
    let archive = careers();
    assert_eq!(names(&archive.json(["officials", "tran the lam"])), ["Trần Thể Lâm", "Trần Thế Lâm"]);
    for typed in ["Trần Thể Lâm", "Tra\u{300}\u{302}n The\u{309}\u{302} Lâm", " trần thể lâm "] {
        assert_eq!(names(&archive.json(["officials", typed])), ["Trần Thể Lâm"], "{typed}");
    }
    assert_eq!(names(&archive.json(["officials", "the", "lam"])), ["Trần Thể Lâm", "Trần Thế Lâm"]);
}

#[test]
fn by_post_and_by_day() {
    let archive = careers();
    assert_eq!(names(&archive.json(["officials", "--role", "bi thu huyen uy"])), ["Sầm Thị Bưởi", "Trần Thể Lâm"]);
    assert_eq!(names(&archive.json(["officials", "--role", "chủ tịch ubnd"])), ["Cao Duy Thoại"]);
    assert_eq!(names(&archive.json(["officials", "--from", "12/2023"])), ["Trần Thể Lâm"]);
    assert_eq!(names(&archive.json(["officials", "--to", "2022"])), ["Cao Duy Thoại", "Trần Thế Lâm"]);
}

#[test]
fn in_other_orders() {
    let archive = careers();
    let sorted = |by: &str| names(&archive.json(["officials", "--sort", by])).join(", ");
    assert_eq!(sorted("newest"), "Trần Thể Lâm, Cao Duy Thoại, Sầm Thị Bưởi, Trần Thế Lâm");
    assert_eq!(sorted("oldest"), "Cao Duy Thoại, Trần Thế Lâm, Sầm Thị Bưởi, Trần Thể Lâm");
    assert_eq!(names(&archive.json(["officials", "--limit", "1"])), ["Cao Duy Thoại"]);
}

#[test]
fn for_people() {
    let archive = careers();
    let ran = archive.run(["officials", "cao duy thoai"]).succeeded();
    insta::assert_snapshot!("officials-dossier-for-people", ran.out);
}

#[test]
fn comma_separated_values() {
    let archive = careers();
    let ran = archive.run(["officials", "--role", "bi thu", "--format", "csv"]).succeeded();
    let expected = "\
name,key,articles,first,last,post,post_articles,post_first,post_last\r
Sầm Thị Bưởi,sâm~f thi~j bươi~r,1,2023-09-06,2023-09-06,Bí thư Huyện ủy Mường Ải,1,2023-09-06,2023-09-06\r
Trần Thể Lâm,trân~f thê~r lâm,1,2023-12-05,2023-12-05,Bí thư Huyện ủy Vạn Khê,1,2023-12-05,2023-12-05\r
";
    assert_eq!(ran.out, expected);
}

#[test]
fn nobody_found_is_exit_status_1() {
    let archive = careers();
    let ran = archive.run(["officials", "Nguyễn Không Ai"]).ended(1);
    assert_eq!(ran.out, "nobody found\n");
    assert_eq!(archive.json(["officials", "Nguyễn Không Ai"]), json!({"officials": []}));
    archive.run(["officials", "---"]).ended(2);
    archive.run(["officials", "--", "---"]).ended(1);
}
