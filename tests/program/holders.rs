//! Who held which post when, persons of one name, and posts without a name.

use serde_json::{Value, json};

use super::common::{Archive, without_scores};

fn record(id: &str, day: &str, body: &str) -> String {
    json!({"id": id, "title": format!("Tin {id}"), "published": day, "body": body}).to_string() + "\n"
}

/// A secretary follows another; one article names only the post; two women of one name.
fn province() -> Archive {
    let records = [
        record("p1", "2023-01-10", "Ông Tạ Quang Phác, Bí thư Tỉnh ủy, thăm cảng cá."),
        record(
            "p2",
            "2023-03-10",
            "Ông Tạ Quang Phác, Bí thư Tỉnh uỷ, dự lễ. Bà Hà Thị Uyển, Chủ tịch Hội LHPN tỉnh, cùng dự.",
        ),
        record("k1", "2023-06-01", "Ông Lưu Đình Khoát, Bí thư Tỉnh ủy, kiểm tra đê."),
        record("n1", "2023-02-01", "Đồng chí Bí thư Tỉnh ủy chúc Tết ngư dân Cồn Hạc."),
        record("n2", "2023-05-01", "Đồng chí Bí thư Tỉnh ủy dâng hương ở nghĩa trang."),
        record("u1", "2023-04-01", "Bà Hà Thị Uyển, Hiệu trưởng Trường Tiểu học Nậm Cát, đón học trò."),
        record(
            "u2",
            "2023-07-01",
            "Bà Hà Thị Uyển, Chủ tịch Hội LHPN tỉnh, và ông Lưu Đình Khoát, Bí thư Tỉnh ủy, trao quà.",
        ),
        record(
            "k2",
            "2023-09-01",
            "Ông Lưu Đình Khoát, Bí thư Tỉnh ủy, dự khai giảng.\nBà Hà Thị Uyển, Chủ tịch Hội LHPN tỉnh, tặng sách.",
        ),
    ];
    Archive::of(&[("tin.jsonl", &records.concat())])
}

fn held(archive: &Archive, role: &str, days: &[&str]) -> Value {
    let mut answer = archive.json(["officials", "--role", role].iter().chain(days));
    for post in answer["holders"].as_array_mut().unwrap() {
        without_scores(post["articles"].as_array_mut().unwrap());
    }
    answer["holders"].clone()
}

/// How it is known, and who.
fn told(post: &Value) -> (String, Vec<(String, bool)>) {
    let people = post["people"].as_array().unwrap().iter();
    let who = |holder: &Value| (holder["name"].as_str().unwrap().to_owned(), holder["inferred"].as_bool().unwrap());
    (post["state"].as_str().unwrap().to_owned(), people.map(who).collect())
}

#[test]
fn who_held_a_post_on_a_day() {
    let archive = province();
    for (day, state, who) in [
        ("10/1/2023", "named", vec![("Tạ Quang Phác", false)]),
        ("20/2/2023", "inferred", vec![("Tạ Quang Phác", true)]),
        ("1/5/2023", "unknown", vec![]),
        ("1/1/2020", "unknown", vec![]),
        ("2023", "named", vec![("Tạ Quang Phác", false), ("Lưu Đình Khoát", false)]),
    ] {
        let answer = held(&archive, "bi thu tinh uy", &["--on", day]);
        let who = who.into_iter().map(|(name, inferred): (&str, bool)| (name.to_owned(), inferred)).collect();
        assert_eq!(told(&answer[0]), (state.to_owned(), who), "{day}");
    }
}

#[test]
fn two_named_on_one_day_are_several() {
    let both = "Ông Tạ Quang Phác, Bí thư Tỉnh ủy, bàn giao; ông Lưu Đình Khoát, Bí thư Tỉnh ủy, nhận bàn giao.";
    let archive = Archive::of(&[("tin.jsonl", &record("a", "2023-05-16", both))]);
    let answer = held(&archive, "bí thư tỉnh ủy", &["--on", "16/5/2023"]);
    let expected = [("Lưu Đình Khoát", false), ("Tạ Quang Phác", false)].map(|(name, how)| (name.to_owned(), how));
    assert_eq!(told(&answer[0]), ("several".to_owned(), expected.to_vec()));
    archive
        .run(["officials", "--role", "bí thư tỉnh ủy", "--on", "16/5/2023"])
        .succeeded()
        .gave("  several are named with it that day\n");
}

#[test]
fn the_answer_in_full() {
    let archive = province();
    insta::assert_json_snapshot!("holders", held(&archive, "bí thư tỉnh ủy", &["--on", "1/8/2023"]));
    for (name, day) in [("named", "1/6/2023"), ("inferred", "1/8/2023"), ("unknown", "1/5/2023")] {
        let ran = archive.run(["officials", "--role", "bí thư tỉnh ủy", "--on", day]);
        assert_eq!(ran.status, Some(i32::from(name == "unknown")), "{ran:?}");
        insta::assert_snapshot!(format!("holders-{name}"), ran.out);
    }
    insta::assert_snapshot!("holders-all", archive.run(["officials", "--role", "bi thu"]).succeeded().out);
}

#[test]
fn a_post_asked_by_words_inside_it_lists_those_who_hold_it() {
    let archive = province();
    let ran =
        archive.run(["officials", "--role", "tiểu học"]).ended(0).said("no post begins with `tiểu học`; these hold it");
    assert!(ran.out.starts_with("Hà Thị Uyển (2)  1 article"), "{ran:?}");
}

#[test]
fn a_post_without_a_name_is_linked_where_one_holder_is_possible() {
    let archive = province();
    let answer = archive.search(&["--role", "bí thư tỉnh ủy", "--limit", "20"]);
    let inferred = |answer: &Value| -> Vec<(String, String)> {
        let hits = answer["hits"].as_array().unwrap().iter();
        let of = |hit: &Value| {
            let officials = hit["officials"].as_array().unwrap().iter().filter(|official| official["inferred"] == true);
            let id = hit["source_id"].as_str().unwrap().to_owned();
            officials.map(|official| (id.clone(), official["name"].as_str().unwrap().to_owned())).collect::<Vec<_>>()
        };
        hits.flat_map(of).collect()
    };
    let expected = vec![("n1".to_owned(), "Tạ Quang Phác".to_owned())];
    assert_eq!(inferred(&answer), expected, "n2 lies between two holders");
    assert_eq!(inferred(&archive.search(&["role:\"bi thu tinh uy\"", "--limit", "20"])), expected);
    let of_person = archive.search(&["--official", "tạ quang phác"]);
    assert_eq!((&of_person["total"], inferred(&of_person)), (&json!(3), expected));
    archive.run(["search", "--official", "tạ quang phác"]).succeeded().gave(
        "Tạ Quang Phác: Bí thư Tỉnh ủy (inferred: the article names only the post)\n     Đồng chí Bí thư Tỉnh ủy chúc Tết",
    );
}

#[test]
fn two_persons_of_one_name() {
    let archive = province();
    let answer = archive.json(["officials", "ha thi uyen"]);
    let of =
        |person: &Value| (person["person"].as_u64(), person["articles"].as_u64(), person["titles"][0]["title"].clone());
    let people: Vec<_> = answer["officials"].as_array().unwrap().iter().map(of).collect();
    let expected = [
        (Some(1), Some(3), json!("Chủ tịch Hội LHPN tỉnh")),
        (Some(2), Some(1), json!("Hiệu trưởng Trường Tiểu học Nậm Cát")),
    ];
    assert_eq!(people, expected);
    assert_eq!(archive.found(&["--official", "Hà Thị Uyển (2)"]), ["u1"]);
    assert_eq!(archive.found(&["--official", "ha thi uyen (1)"]), ["k2", "u2", "p2"]);
    archive
        .run(["search", "--official", "ha thi uyen (3)"])
        .ended(1)
        .said("keeps no 3 persons of the name `ha thi uyen` apart");
    archive.run(["officials", "Hà Thị Uyển (2)"]).succeeded().gave("Hà Thị Uyển (2)  1 article, 01/04/2023\n");
    let listed = archive.run(["officials", "--sort", "name"]).succeeded();
    assert!(
        listed.out.contains("Hà Thị Uyển (1)  3 articles") && listed.out.contains("Hà Thị Uyển (2)  1 article"),
        "{listed:?}"
    );
}

#[test]
fn the_users_own_word_on_who_is_who() {
    let archive = province();
    let rule = "# một người\nsame\tHà Thị Uyển: Chủ tịch Hội LHPN\tHà Thị Uyển: Hiệu trưởng\n";
    std::fs::write(archive.path("index/people.tsv"), rule).unwrap();
    let people = archive.json(["officials", "hà thị uyển"]);
    assert_eq!((people["officials"].as_array().unwrap().len(), &people["officials"][0]["articles"]), (1, &json!(4)));
    archive.run(["index"]).succeeded();
    assert_eq!(archive.json(["officials", "hà thị uyển"]), people, "no run of the indexer undoes it");

    std::fs::write(archive.path("who.tsv"), "same\tTạ Quang Phác\tLưu Đình Khoát\n").unwrap();
    let joined = archive.json(["officials", "luu dinh khoat", "--people", "who.tsv"]);
    assert_eq!(
        (&joined["officials"][0]["name"], &joined["officials"][0]["articles"]),
        (&json!("Tạ Quang Phác"), &json!(5))
    );
    let found = archive.found(&["--official", "lưu đình khoát", "--people", "who.tsv", "--sort", "oldest"]);
    assert_eq!(found, ["p1", "n1", "p2", "n2", "k1", "u2", "k2"], "the posts without a name are his too");

    std::fs::write(archive.path("who.tsv"), "same\tTạ Quang Phác\n").unwrap();
    archive
        .run(["officials", "--people", "who.tsv"])
        .refused("who.tsv: line 1: expected two or more names separated by tabs behind `same`, found 1");
    archive.run(["officials", "--people", "không-có.tsv"]).ended(2).said("không-có.tsv");
}

#[test]
fn parted_by_the_user() {
    let records = [
        record("a", "2023-01-10", "Ông Lý Văn Mỹ, Giám đốc Sở Y tế, dự lễ."),
        record("b", "2023-05-10", "Ông Lý Văn Mỹ, Giám đốc Sở Tài chính, dự lễ."),
    ];
    let archive = Archive::of(&[("tin.jsonl", &records.concat())]);
    let count = |archive: &Archive| archive.json(["officials", "ly van my"])["officials"].as_array().unwrap().len();
    assert_eq!(count(&archive), 1, "a career");
    let rule = "different\tLý Văn Mỹ: Giám đốc Sở Y tế\tLý Văn Mỹ: Giám đốc Sở Tài chính\n";
    std::fs::write(archive.path("index/people.tsv"), rule).unwrap();
    assert_eq!(count(&archive), 2);
    assert_eq!(archive.found(&["--official", "Lý Văn Mỹ (2)"]), ["b"]);
}

#[test]
fn near_means_one_sentence_or_list() {
    let archive = province();
    let both = ["--official", "ha thi uyen", "--official", "luu dinh khoat"];
    assert_eq!(archive.found(&both), ["k2", "u2"]);
    let near = [both.as_slice(), &["--near"]].concat();
    assert_eq!(archive.found(&near), ["u2"]);
    let snippet = &archive.search(&near)["hits"][0]["snippets"][0];
    assert_eq!(snippet["marks"].as_array().unwrap().len(), 2, "{snippet}");
    let bars = archive.json(["timeline"].iter().chain(&near));
    assert_eq!(bars["total"], 1);
    archive.run(["search", "--official", "ha thi uyen", "--near"]).refused(
        "--near: expected two or more officials, as in `--official \"Trần Thế Lâm\" --official \"Vương Đình Sách\" --near`",
    );
}

#[test]
fn the_clerks_report_has_one_row_a_mention() {
    let records = [
        record("=a", "2023-01-10", "Sáng 9/1, ông Lý Văn Mỹ, Giám đốc Sở Y tế, dự lễ. Ông Mỹ phát biểu."),
        record("b", "2023-05-10", "=1+1 là hai, ông Lý Văn Mỹ, Giám đốc Sở Y tế, nói."),
        json!({"id": "c", "title": "@Tin", "body": "Ông Lý Văn Mỹ, Giám đốc Sở Y tế, vắng mặt."}).to_string(),
    ];
    let archive = Archive::of(&[("tin.jsonl", &records.concat())]);
    let ran = archive.run(["officials", "ly van my", "--format", "csv"]).succeeded();
    insta::assert_snapshot!("officials-report", ran.out.replace('\r', ""));
    let rows = |args: &[&str]| {
        archive.run(["officials", "ly van my", "--format", "csv"].iter().chain(args)).out.lines().count() - 1
    };
    assert_eq!(rows(&["--from", "2/2023"]), 1);
    let message = "note: 1 more article matches but has no date of publication; left out by the date filter\n";
    let ran = archive.run(["officials", "ly van my", "--from", "2/2023"]).ended(0);
    assert_eq!(ran.err, message);
    assert_eq!(archive.run(["officials", "--role", "giám đốc sở", "--on", "2023"]).ended(0).err, message);
    assert_eq!(rows(&["--role", "giám đốc sở y tế"]), 4);
    assert_eq!(rows(&["--limit", "1"]), 2);
}

#[test]
fn a_timeline_names_the_posts_held() {
    let archive = province();
    let ran = archive.run(["timeline", "--official", "ta quang phac", "--by", "month"]).succeeded();
    insta::assert_snapshot!("timeline-of-an-official", ran.out);
    assert!(ran.out.lines().all(|line| line.trim_end() == line), "{ran:?}");
}

#[test]
fn a_dossier_says_who_held_the_post_before_and_after() {
    let archive = province();
    let answer = archive.json(["officials", "lưu đình khoát"]);
    let title = &answer["officials"][0]["titles"][0];
    assert_eq!((&title["before"]["name"], title.get("after")), (&json!("Tạ Quang Phác"), None));
    let answer = archive.json(["officials", "tạ quang phác"]);
    assert_eq!(answer["officials"][0]["titles"][0]["after"]["name"], "Lưu Đình Khoát");
    let months = answer["officials"][0]["months"].as_array().unwrap();
    assert_eq!(months.iter().map(|bar| bar["count"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 0, 1]);
}
