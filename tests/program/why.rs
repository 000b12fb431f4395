//! `bantin why`: why a file is or isn't a hit.

use serde_json::{Value, json};

use super::common::Archive;

const MD: &str = "2023-12-30-quyet-toan.md";
const BRIDGE: &str = "2022/11/05/cau-hoa-lam.txt";

/// The answer in JSON, and its only article.
fn only(archive: &Archive, args: &[&str]) -> (Value, Value) {
    let answer = archive.json(["why"].iter().chain(args));
    let [article] = answer["articles"].as_array().unwrap().as_slice() else { panic!("not one article: {answer}") };
    (answer["verdict"].clone(), article.clone())
}

fn verdict(archive: &Archive, args: &[&str]) -> (Value, Value) {
    let answer = archive.json(["why"].iter().chain(args));
    assert_eq!(answer["articles"], json!([]), "{answer}");
    (answer["verdict"].clone(), answer["reason"].clone())
}

#[test]
fn a_hit_has_the_rank_and_score_that_search_gives_it() {
    let archive = Archive::indexed();
    for (file, query) in [(MD, "thu ngân sách"), ("tin.jsonl", "thu ngan sach"), ("ben-do.txt", "lam")] {
        let hits = archive.search(&[query, "--snippets", "0"])["hits"].clone();
        let hit = hits.as_array().unwrap().iter().find(|hit| hit["file"] == file).unwrap();
        let answer = archive.json(["why", file, query]);
        assert_eq!(
            (&answer["file"], &answer["verdict"], &answer["reason"]),
            (&json!(file), &json!("hit"), &json!(null))
        );
        let article = &answer["articles"][0];
        for field in ["id", "title", "date", "date_source", "rank", "score", "match"] {
            assert_eq!(article[field], hit[field], "{field} of {query}");
        }
        assert_eq!((&article["lacks"], &article["excluded_by"]), (&json!([]), &json!([])));
        archive.run(["why", file, query]).ended(0);
    }
}

#[test]
fn the_shape_of_the_answer() {
    let archive = Archive::indexed();
    let answer = archive.json(["why", MD, "thu huyện", "--on", "2024", "--official", "Trần Thể Lâm"]);
    let id = archive.search(&["công khai từng khoản nợ"])["hits"][0]["id"].clone();
    let expected = json!({
        "file": MD, "verdict": "lacks words", "reason": null,
        "articles": [{
            "id": id, "title": "Kiểm tra công tác quyết toán ngân sách cuối năm",
            "date": "2023-12-30", "date_source": "metadata", "verdict": "lacks words",
            "lacks": ["huyện"], "other_marks": [],
            "excluded_by": [
                {"filter": "official", "asked": "Trần Thể Lâm", "found": ["Trần Thế Lâm"]},
                {"filter": "date", "date_of": "published", "from": "2024-01-01", "to": "2024-12-31"},
            ],
            "rank": null, "score": null, "match": null,
        }],
    });
    assert_eq!(answer, expected);
    let read: bantin::query::why::WhyAnswer = serde_json::from_value(answer.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), answer);
    let mut unknown = answer;
    unknown["articles"][0]["excluded_by"][0]["more"] = json!(1);
    assert!(serde_json::from_value::<bantin::query::why::WhyAnswer>(unknown).is_err());
}

#[test]
fn clauses_that_are_lacking() {
    let archive = Archive::indexed();
    for (query, lacks) in [
        ("thu huyện gạo", json!(["huyện", "gạo"])),
        ("\"sách ngân\" thu", json!(["\"sách ngân\""])),
        ("lũ* thuw~ ngưng~", json!(["lũ*", "ngưng~"])),
        ("title:thu", json!(["title:thu"])),
        ("chợ OR sông", json!(["chợ OR sông"])),
        ("(đê OR thuế) title:(đò OR chợ)", json!(["title:(đò OR chợ)"])),
        ("21-NQ/TW", json!(["\"21 NQ TW\""])),
        ("Huyện ủy", json!(["Huyện"])),
    ] {
        let (_, article) = only(&archive, &[MD, query]);
        assert_eq!(article["lacks"], lacks, "{query}");
        assert_eq!(article["excluded_by"], json!([]), "{query}");
    }
}

#[test]
fn other_spellings_count_as_what_was_typed() {
    let archive = Archive::indexed();
    let (verdict, _) = only(&archive, &[MD, "ủy ban nhân dân"]);
    assert_eq!(verdict, "hit");
    let (verdict, article) = only(&archive, &["ben-do.txt", "UBND"]);
    assert_eq!((verdict, &article["lacks"]), (json!("lacks words"), &json!(["UBND"])));
}

#[test]
fn words_that_are_there_with_other_marks() {
    let archive = Archive::indexed();
    let (verdict, article) = only(&archive, &["ben-do.txt", "năm chèo huyện", "--exact"]);
    assert_eq!(verdict, "lacks words");
    assert_eq!(article["lacks"], json!(["năm", "huyện"]));
    assert_eq!(article["other_marks"], json!([{"asked": "năm", "found": ["Nam", "nằm"]}]));
    let (_, article) = only(&archive, &["ben-do.txt", "\"bền đò\""]);
    assert_eq!(article["other_marks"], json!([{"asked": "\"bền đò\"", "found": ["Bến đò"]}]));
    let (verdict, _) = only(&archive, &["ben-do.txt", "năm chèo"]);
    assert_eq!(verdict, "hit", "without --exact other marks are no lack");
}

#[test]
fn filters_that_exclude() {
    let archive = Archive::indexed();
    for (args, exclusion) in [
        (vec!["thu -\"ngân sách\""], json!({"filter": "minus", "asked": "\"ngân sách\""})),
        (vec!["thu", "--source", "Đài"], json!({"filter": "source", "asked": "Đài", "found": "Báo Hồng Lam"})),
        (
            vec!["--role", "bí thư"],
            json!({"filter": "role", "asked": "bí thư", "found": ["Ủy viên Ban Thường vụ Tỉnh ủy", "Phó Chủ tịch thường trực UBND tỉnh"]}),
        ),
        (vec!["thu to:2022"], json!({"filter": "date", "date_of": "published", "from": null, "to": "2022-12-31"})),
        (
            vec!["--on", "30/12/2023", "--date-of", "mentioned"],
            json!({"filter": "date", "date_of": "mentioned", "from": "2023-12-30", "to": "2023-12-30"}),
        ),
    ] {
        let (verdict, article) = only(&archive, &[&[MD], args.as_slice()].concat());
        assert_eq!((verdict, &article["excluded_by"]), (json!("excluded"), &json!([exclusion])), "{args:?}");
        archive.run(["why", MD].iter().chain(&args)).ended(1);
    }
    let (verdict, _) = only(&archive, &[MD, "--on", "29/12/2023", "--date-of", "mentioned"]);
    assert_eq!(verdict, "hit");
}

#[test]
fn each_article_of_a_file_for_itself() {
    let archive = Archive::indexed();
    let answer = archive.json(["why", "tin.jsonl", "chợ quê -hoa", "--to", "2023"]);
    assert_eq!(answer["verdict"], "excluded");
    let told = |article: &Value| json!([article["title"], article["verdict"]]);
    let articles: Vec<Value> = answer["articles"].as_array().unwrap().iter().map(told).collect();
    // `hóa đơn` is `hoa`, too: the first one has the word to be left out.
    let expected = json!([
        ["Ngành thuế Hồng Lam sơ kết mười tháng", "excluded"],
        ["Chợ quê mùa hoa", "excluded"],
        ["Vạn Khê gia cố đê trước mùa lũ", "lacks words"],
    ]);
    assert_eq!(json!(articles), expected);
}

#[test]
fn most_of_the_words_are_a_partial_hit() {
    let archive = Archive::indexed();
    let (verdict, article) = only(&archive, &["ben-do.txt", "chơi trốn tìm huyện"]);
    assert_eq!((verdict, &article["match"], &article["rank"]), (json!("partial"), &json!("partial"), &json!(1)));
    assert_eq!(article["lacks"], json!(["huyện"]));
    archive.run(["why", "ben-do.txt", "chơi trốn tìm huyện"]).ended(0).gave("most of the words");
    let (verdict, _) = only(&archive, &["ben-do.txt", "chơi trốn tìm huyện", "--on", "2023"]);
    assert_eq!(verdict, "lacks words", "what a filter excludes is no hit, partial or not");
}

#[test]
fn far_ranks_are_found() {
    let archive = Archive::of_records(1500);
    let answer = archive.json(["why", "tin.jsonl", "cá cơm"]);
    let mut ranks: Vec<u64> =
        answer["articles"].as_array().unwrap().iter().map(|article| article["rank"].as_u64().unwrap()).collect();
    ranks.sort_unstable();
    assert_eq!(ranks, (1..=1500).collect::<Vec<u64>>());
    archive.run(["why", "tin.jsonl", "cá cơm"]).succeeded().gave("\nand 1480 more articles; --json gives all\n");
}

#[test]
fn a_file_may_be_named_in_many_ways() {
    let archive = Archive::indexed();
    let absolute = archive.path("corpus").join(BRIDGE);
    for named in [
        absolute.to_str().unwrap(),
        &format!("corpus/{BRIDGE}"),
        &format!("corpus/../corpus/{BRIDGE}"),
        BRIDGE,
        "05/cau-hoa-lam.txt",
        "cau-hoa-lam.txt",
        "lam.txt",
    ] {
        assert_eq!(archive.json(["why", named, "cầu"])["file"], BRIDGE, "{named}");
    }
}

#[test]
fn several_files_of_one_end_are_all_named() {
    let archive = Archive::of(&[("a/tin.txt", "Lúa tốt.\n"), ("b/tin.txt", "Ngô tốt.\n")]);
    archive
        .run(["why", "tin.txt", "lúa"])
        .refused("why: several files end with `tin.txt`: a/tin.txt, b/tin.txt; type more of it");
    archive.run(["why", "a/tin.txt", "lúa"]).succeeded();
}

#[test]
fn files_that_are_not_indexed() {
    let archive = Archive::indexed();
    archive.write("moi.txt", "Lúa mới.\n");
    archive.write(".nhap/tin.txt", "Lúa nháp.\n");
    archive.write("README.md", "Lúa.\n");
    archive.write("trang.html", "<p>Lúa.</p>");
    archive.write("trang_files/quang-cao.txt", "Lúa.\n");
    archive.write("../ngoai.txt", "Lúa ngoài.\n");
    archive.write("../ngoai.xlsx", "Lúa ngoài.\n");
    archive.write("../ben-do.txt", "Bến khác.\n");
    let root = archive.path("corpus").canonicalize().unwrap();
    for (file, reason) in [
        (
            "khong.txt",
            "no file of this name in the index and none on the disk; `bantin status --files` lists those in the index"
                .to_owned(),
        ),
        (
            "corpus/moi.txt",
            format!(
                "it was not there when {} was last read; `bantin index corpus/moi.txt` would read it",
                root.display()
            ),
        ),
        (
            "corpus/.nhap/tin.txt",
            "hidden files and folders are passed over; `bantin index corpus/.nhap/tin.txt` would read it".to_owned(),
        ),
        (
            ".nhap/tin.txt",
            format!(
                "hidden files and folders are passed over; `bantin index {}/.nhap/tin.txt` would read it",
                root.display()
            ),
        ),
        (
            "corpus/README.md",
            "files of this name are passed over; `bantin index corpus/README.md` would read it".to_owned(),
        ),
        (
            "corpus/trang_files/quang-cao.txt",
            "it belongs to a saved web page; `bantin index corpus/trang_files/quang-cao.txt` would read it".to_owned(),
        ),
        ("ngoai.txt", "it lies in no folder that was indexed; `bantin index ngoai.txt` would read it".to_owned()),
        ("ngoai.xlsx", bantin::read::walk::Kind::of("ngoai.xlsx").unwrap_err()),
    ] {
        assert_eq!(verdict(&archive, &[file, "lúa"]), (json!("not indexed"), json!(reason)), "{file}");
        archive.run(["why", file, "lúa"]).ended(1).gave(&format!("{file}: not indexed: {reason}\n"));
    }
    let (_, reason) = verdict(&archive, &["./ben-do.txt", "đò"]);
    assert!(reason.as_str().unwrap().ends_with("would read it; the index has ben-do.txt, which ends so"), "{reason}");
    archive.run(["why", "corpus", "lúa"]).refused("why: corpus: is a folder; expected a file");
}

#[test]
fn files_that_were_skipped() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    archive.write("so-12.pdf", "%PDF-1.4");
    archive.write("hong.jsonl", "{\"body\": \"Lúa tốt.\"}\n{\"body\": \n");
    archive.run(["index"]).ended(1);
    let empty = "empty file: expected text, found none";
    assert_eq!(verdict(&archive, &["trong.txt", "lúa"]), (json!("skipped"), json!(empty)));
    let (skipped, reason) = verdict(&archive, &["corpus/so-12.pdf", "lúa"]);
    assert!(skipped == "skipped" && reason.as_str().unwrap().contains("damaged PDF"), "{reason}");
    archive.run(["why", "trong.txt", "lúa"]).ended(1).gave(&format!("trong.txt: skipped: {empty}\n"));
    let answer = archive.json(["why", "hong.jsonl", "lúa"]);
    assert_eq!(answer["verdict"], "hit");
    assert!(answer["reason"].as_str().unwrap().starts_with("line 2: "), "{answer}");
}

#[test]
fn what_changed_since_is_said() {
    let archive = Archive::indexed();
    let reason = |file: &str| archive.json(["why", file, "đò"])["reason"].clone();
    assert_eq!(reason("ben-do.txt"), json!(null));
    archive.write("ben-do.txt", "Bến đò.\n");
    assert_eq!(reason("ben-do.txt"), "the file was changed since it was read; the next `bantin index` reads it anew");
    std::fs::remove_file(archive.path("corpus/ben-do.txt")).unwrap();
    let gone = "the file is gone from the disk; the next `bantin index` removes its articles";
    assert_eq!(reason("ben-do.txt"), gone);
    assert_eq!(reason("corpus/ben-do.txt"), gone);
}

#[test]
fn for_people() {
    let archive = Archive::indexed();
    let ran = archive.run(["why", "ben-do.txt", "năm chèo", "--exact", "--on", "29/12/2023"]).ended(1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[..3], ["ben-do.txt: no hit: lacks words", "", "  Bến đò cũ ở Hòa Lam"]);
    assert!(lines[3].starts_with("  undated · "), "{ran:?}");
    let told = [
        "    lacks năm",
        "    has năm with other marks: Nam, nằm",
        "    excluded by the days 29/12/2023: has no date of publication",
    ];
    assert_eq!(lines[4..], told);
    archive
        .run(["why", "tin.jsonl", "thu ngân"])
        .succeeded()
        .gave("tin.jsonl: a hit: 1 of 3 articles\n")
        .gave("    rank 2, ");
}

#[test]
fn warnings_and_mistakes_are_those_of_a_search() {
    let archive = Archive::indexed();
    archive.run(["why", "ben-do.txt", "(đò"]).ended(0).said("is not closed");
    archive.run(["why", "ben-do.txt", "đò", "--on", "32/13/2023"]).ended(2).said("--on");
    archive.run(["why", "ben-do.txt"]).ended(2).said("why: nothing that the file could be a hit of");
    archive.run(["why"]).ended(2);
    let empty = Archive::empty();
    empty.run(["why", "ben-do.txt", "đò"]).ended(2).said("index");
}
