//! `bantin search`: words, filters, order, pages, formats, exit status.

use serde_json::{Value, json};

use super::common::{Archive, found};

const MD: &str = "2023-12-30-quyet-toan.md";
const BRIDGE: &str = "2022/11/05/cau-hoa-lam.txt";
const FERRY: &str = "ben-do.txt";

#[test]
fn the_query_language() {
    let archive = Archive::indexed();
    for (query, expected) in [
        ("thu ngân sách", vec![MD, "HL-1"]),
        ("ngân sách thu", vec![MD, "HL-1"]),
        ("\"thu ngân sách\"", vec![MD, "HL-1"]),
        ("\"sách ngân thu\"", vec![]),
        ("“thu ngân sách”", vec![MD, "HL-1"]),
        ("thu -ngân -huyện", vec!["HL-3"]),
        ("thu -\"ngân sách\" -\"bí thư\"", vec!["HL-3"]),
        ("\"con đò\" OR \"bao tải\"", vec!["HL-2", FERRY]),
        ("(đê OR đò) bao", vec!["HL-2"]),
        ("khánh*", vec![BRIDGE]),
        ("chèp~", vec![FERRY]),
        ("title:hoa", vec![BRIDGE, "HL-3", FERRY]),
        ("title:\"chợ quê\"", vec!["HL-3"]),
        ("9300", vec![MD]),
        ("9.300", vec![MD]),
        ("UBND", vec![BRIDGE, MD]),
        ("ủy ban nhân dân", vec![BRIDGE, MD]),
        ("official:\"tran the lam\"", vec![MD, "HL-2"]),
        ("role:\"pho chu tich ubnd tinh\"", vec![BRIDGE]),
        ("date:2023-12", vec![MD, "HL-2"]),
        ("from:2023-11-15 to:2023-12-05", vec!["HL-1", "HL-2"]),
        ("chợ date:2023", vec!["HL-1"]),
    ] {
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(archive.found_in_full(&[query]), expected, "{query}");
    }
}

#[test]
fn a_phrase_left_out_leaves_out_its_articles_only() {
    let archive = Archive::of_records(300);
    for (query, total) in [
        ("chuyến -\"số 7\"", 299),
        ("tàu -\"số 7\" -\"số 299\"", 298),
        ("tàu -\"cảng Cồn Hạc\"", 0),
        ("tàu -\"cảng số\"", 300),
        ("tàu -(\"số 7\" OR \"số 150\")", 298),
        ("\"tàu cá số\" -\"chuyến biển 12\"", 299),
    ] {
        assert_eq!(archive.search(&[query, "--limit", "1"])["total"], total, "{query}");
    }
}

#[test]
fn a_year_told_by_its_distance_is_a_year_and_none_of_its_days() {
    let body = "Năm ngoái bà con được mùa. Tháng trước trời mưa.";
    let record = json!({"id": "HL-9", "published": "2023-06-01", "body": body}).to_string();
    let archive = Archive::of(&[("tin.jsonl", &record)]);
    let mentioned = |when: &[&str]| archive.found(&[when, &["--date-of", "mentioned"]].concat());
    assert_eq!(mentioned(&["--on", "2022"]), ["HL-9"]);
    assert_eq!(mentioned(&["--on", "20/11/2022"]), [""; 0]);
    let of_day = |day: &str| {
        let body = format!("Tin ngày {day}.");
        json!({"id": day, "published": "2023-06-01", "body": body}).to_string() + "\n"
    };
    let archive = Archive::of(&[("tin.jsonl", &(of_day("20/5/2023") + &record))]);
    let found = archive.found(&["--on", "20/5/2023", "--date-of", "mentioned"]);
    assert_eq!(found, ["20/5/2023", "HL-9"], "the day itself before the month that holds it");
}

#[test]
fn words_of_one_query_may_be_typed_apart() {
    let archive = Archive::indexed();
    assert_eq!(archive.found(&["thu", "ngân", "sách"]), archive.found(&["thu ngân sách"]));
}

#[test]
fn what_cannot_be_understood_is_told_with_its_place_and_the_rest_is_searched() {
    let archive = Archive::indexed();
    for (query, at, telling) in [
        ("đê \"vạn", 3, "not closed"),
        ("(đê", 0, "not closed"),
        ("đê)", 2, "closes nothing"),
        ("OR đê", 0, "`OR`"),
        ("đê date:mai", 3, "mai"),
        ("đê loại:yếu", 3, "loại"),
    ] {
        let answer = archive.search(&[query]);
        let warnings = answer["warnings"].as_array().unwrap();
        assert_eq!(warnings.len(), 1, "{query}: {answer}");
        assert_eq!(warnings[0]["at"], at, "{query}: {answer}");
        assert!(warnings[0]["message"].as_str().unwrap().contains(telling), "{query}: {answer}");
        let hits = found(&answer);
        assert!(hits.contains(&"HL-2".to_owned()), "{query}: {answer}");
    }
    let ran = archive.run(["search", "đê \"vạn"]).ended(0);
    assert_eq!(ran.err, "note: at character 4 of the query: this quotation mark is not closed; it is ignored\n");
}

#[test]
fn when_few_articles_hold_all_words_those_with_most_follow() {
    let archive = Archive::indexed();
    let answer = archive.search(&["đoạn đê xung yếu ngân sách"]);
    assert_eq!(answer["total"], 0);
    assert!(answer["partial"].as_u64().unwrap() >= 1, "{answer}");
    assert_eq!(answer["hits"][0]["source_id"], "HL-2");
    assert!(answer["hits"].as_array().unwrap().iter().all(|hit| hit["match"] == "partial"), "{answer}");
    let answer = archive.search(&["thu ngân sách mười tháng"]);
    assert_eq!((&answer["total"], &answer["hits"][0]["match"]), (&json!(1), &json!("exact")));
    assert_eq!(answer["hits"][1]["match"], "partial", "{answer}");
}

#[test]
fn a_phrase_comes_first_though_more_articles_than_are_looked_at_again_hold_its_words_better() {
    let scattered = (0..1100).map(|n| format!("{{\"id\": \"S{n}\", \"body\": \"Đăng Thế, Mạc Đăng Thế, Mạc.\"}}\n"));
    let filler = "Cánh đồng xã Vạn Khê vào mùa gặt, máy về tận bờ. ".repeat(60);
    let phrase = |id: u32| format!("{{\"id\": \"P{id}\", \"body\": \"{filler} Ông Mạc Thế Đăng thăm. {filler}\"}}\n");
    let records: String = scattered.chain((0..3).map(phrase)).collect();
    let archive = Archive::of(&[("tin.jsonl", &records)]);
    for query in ["Mạc Thế Đăng", "mac the dang"] {
        let answer = archive.search(&[query, "--limit", "5"]);
        assert_eq!(answer["total"], 1103, "{query}");
        let kinds: String = found(&answer).iter().map(|id| &id[..1]).collect();
        assert_eq!(kinds, "PPPSS", "{query}");
        let next = archive.search(&[query, "--limit", "2", "--offset", "2"]);
        assert_eq!(next["hits"][0]["id"], answer["hits"][2]["id"], "{query}");
        assert_eq!(next["hits"][1]["id"], answer["hits"][3]["id"], "{query}");
    }
}

#[test]
fn a_line_is_drawn_before_partial_matches() {
    let archive = Archive::indexed();
    let ran = archive.run(["search", "thu ngân sách mười tháng"]).ended(0);
    let line = ran.out.lines().position(|line| line.starts_with("────")).unwrap_or_else(|| panic!("{ran:?}"));
    let before = ran.out.lines().take(line).collect::<String>();
    assert!(before.contains("HL") || before.contains("tin.jsonl"), "{ran:?}");
    assert!(!before.contains(MD), "{ran:?}");
}

#[test]
fn phrases_minus_words_and_filters_are_never_relaxed() {
    let archive = Archive::indexed();
    assert!(archive.found(&["\"xung yếu đê\" đoạn bao tải"]).is_empty());
    assert!(!archive.found(&["thu ngân sách mười -tỷ"]).contains(&"HL-1".to_owned()));
    let filtered = archive.found(&["thu ngân sách mười tháng", "--on", "2023-12"]);
    assert!(!filtered.contains(&"HL-1".to_owned()), "{filtered:?}");
}

#[test]
fn a_pasted_headline_may_have_quotation_marks_of_its_own() {
    let archive = Archive::indexed();
    let headline = "\"đê xung yếu\" cần bao tải gấp ở huyện";
    let answer = archive.search(&[headline]);
    assert_eq!((&answer["total"], &answer["hits"][0]["source_id"]), (&json!(0), &json!("HL-2")), "{answer}");
    assert!(answer["warnings"][0]["message"].as_str().unwrap().contains("quotation"), "{answer}");
    let quoted = "\"đoạn đê xung yếu cần thêm nhiều bao tải cát\"";
    assert_eq!(archive.found(&[quoted])[0], "HL-2");
    assert!(archive.found(&["\"đoạn đê rất xung yếu\""]).is_empty(), "a short one is meant as a phrase");
}

#[test]
fn order_by_day() {
    let archive = Archive::indexed();
    let all = ["--from", "2000"];
    let newest = [MD, "HL-2", "HL-1", BRIDGE];
    assert_eq!(archive.found(&[&all[..], &["--sort", "newest"]].concat()), newest);
    assert_eq!(archive.found(&all), newest, "filters alone have no best hit");
    let oldest: Vec<&str> = newest.into_iter().rev().collect();
    assert_eq!(archive.found(&[&all[..], &["--sort", "oldest"]].concat()), oldest);
    let undated = archive.found(&["lam OR chợ", "--sort", "oldest"]);
    assert!(
        undated.ends_with(&["HL-3".to_owned(), FERRY.to_owned()])
            || undated.ends_with(&[FERRY.to_owned(), "HL-3".to_owned()]),
        "{undated:?}"
    );
}

#[test]
fn the_same_question_always_gets_the_same_order() {
    let archive = Archive::empty();
    let same = |day| json!({"body": "Cá về bến.", "published": day}).to_string() + "\n";
    archive
        .write("tin.jsonl", ["2023-01-02", "2023-01-03", "2023-01-02", "2023-01-01", "2023-01-03"].map(same).concat());
    archive.run(["index"]).succeeded();
    let ids = |archive: &Archive| -> Vec<(Value, Value)> {
        let answer = archive.search(&["cá bến"]);
        answer["hits"].as_array().unwrap().iter().map(|hit| (hit["date"].clone(), hit["id"].clone())).collect()
    };
    let first = ids(&archive);
    let days: Vec<&str> = first.iter().map(|(day, _)| day.as_str().unwrap()).collect();
    assert_eq!(days, ["2023-01-03", "2023-01-03", "2023-01-02", "2023-01-02", "2023-01-01"], "newest first");
    assert!(first[0].1.as_str() < first[1].1.as_str() && first[2].1.as_str() < first[3].1.as_str(), "then by id");
    archive.run(["index", "--rebuild", "--jobs", "3"]).succeeded();
    assert_eq!(ids(&archive), first);
}

#[test]
fn pages_follow_one_another_to_the_very_last_hit() {
    let archive = Archive::of_records(10_500);
    let page = |offset: usize| {
        let offset = offset.to_string();
        archive.search(&["cá cơm", "--limit", "500", "--offset", &offset])
    };
    let first = page(0);
    assert_eq!((&first["total"], &first["hits"][0]["rank"]), (&json!(10_500), &json!(1)));
    let last = page(10_000);
    assert_eq!(last["hits"].as_array().unwrap().len(), 500);
    assert_eq!(last["hits"][0]["rank"], 10_001);
    assert_eq!(last["hits"][499]["rank"], 10_500);
    let mut ids = std::collections::BTreeSet::new();
    for offset in (0..10_500).step_by(500) {
        ids.extend(found(&page(offset)));
    }
    assert_eq!(ids.len(), 10_500, "no hit twice and none left out");
    let behind = archive.run(["search", "cá cơm", "--offset", "20000"]).ended(1);
    assert_eq!(behind.out, "nothing on this page\n");
}

#[test]
fn limits_at_the_edges() {
    let archive = Archive::indexed();
    assert_eq!(archive.found(&["lam", "--limit", "1"]).len(), 1);
    let none = archive.search(&["lam", "--limit", "0"]);
    assert_eq!((none["hits"].as_array().unwrap().len(), none["total"].as_u64().unwrap() > 0), (0, true));
    let huge = u64::MAX.to_string();
    archive.run(["search", "lam", "--limit", &huge]).ended(0);
    archive.run(["search", "lam", "--offset", &huge]).ended(1);
    archive.run(["search", "lam", "--limit", &huge, "--offset", &huge]).ended(1);
    archive.run(["search", "lam", "--snippets", &huge]).ended(0);
    archive.run(["search", "lam", "--limit", "-1"]).ended(2);
    archive.run(["search", "lam", "--limit", "mười"]).ended(2).said("invalid value 'mười'");
}

#[test]
fn snippets_are_as_many_as_asked_and_mark_whole_words_of_the_text() {
    let archive = Archive::indexed();
    assert_eq!(archive.search(&["ngân sách", "--snippets", "0"])["hits"][0]["snippets"], json!([]));
    let answer = archive.search(&["ngan sach", "--snippets", "1"]);
    for hit in answer["hits"].as_array().unwrap() {
        let snippets = hit["snippets"].as_array().unwrap();
        assert_eq!(snippets.len(), 1, "{hit}");
        let text: Vec<char> = snippets[0]["text"].as_str().unwrap().chars().collect();
        let marks = snippets[0]["marks"].as_array().unwrap();
        assert!(!marks.is_empty(), "{hit}");
        for mark in marks {
            let (start, end) = (mark[0].as_u64().unwrap() as usize, mark[1].as_u64().unwrap() as usize);
            let marked: String = text[start..end].iter().collect();
            let lower = marked.to_lowercase();
            assert!(["ngân", "sách", "ngân sách"].contains(&lower.as_str()), "{marked}");
            assert!(text.get(end).is_none_or(|c| !c.is_alphanumeric()), "{hit}");
        }
    }
}

#[test]
fn a_snippet_says_on_which_line_of_the_file_it_begins() {
    let archive = Archive::indexed();
    let answer = archive.search(&["\"công khai từng khoản nợ\""]);
    assert_eq!(answer["hits"][0]["snippets"][0]["line"], 11, "{answer}");
}

#[test]
fn exit_status_says_whether_anything_was_found() {
    let archive = Archive::indexed();
    archive.run(["search", "đê"]).ended(0);
    let nothing = archive.run(["search", "tàuvũtrụ"]).ended(1);
    assert_eq!(nothing.out, "nothing found\n");
    archive.run(["search", "tàuvũtrụ", "--json"]).ended(1);
    archive.run(["search", "tàuvũtrụ", "--format", "csv"]).ended(1);
    archive.run(["search"]).ended(2).said("search: nothing to look for; expected words or a filter");
    archive.run(["search", ""]).ended(2).said("nothing to look for");
    archive.run(["search", "đê", "--unknown"]).ended(2).said("--unknown");
}

#[test]
fn searching_before_there_is_an_index_says_what_to_run() {
    let archive = Archive::sample();
    archive.run(["search", "đê"]).refused("index: no index here; run `bantin index FOLDER --index index` first");
    assert!(!archive.path("index").exists(), "asking makes nothing");
}

#[test]
fn refresh_indexes_first() {
    let archive = Archive::sample();
    let ran = archive.run(["search", "đò", "--refresh", "corpus", "--json"]).ended(0);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(found(&answer), [FERRY]);
    assert!(ran.err.contains("4 files read"), "{ran:?}");
    archive.write("moi.txt", "Bến đò mới mở ở Cồn Hạc.\n");
    let ran = archive.run(["search", "đò mới", "--refresh", "corpus", "-q"]).ended(0);
    assert!(ran.out.contains("moi.txt") && ran.err.is_empty(), "{ran:?}");
}

#[test]
fn refresh_goes_on_when_some_files_cannot_be_used() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    archive.run(["search", "đò", "--refresh", "corpus"]).ended(0).said("error: trong.txt: empty file").gave(FERRY);
}

#[test]
fn comma_separated_values() {
    let archive = Archive::indexed();
    let ran = archive.run(["search", "\"đê xung yếu\"", "--format", "csv", "--snippets", "1"]).succeeded();
    let lines: Vec<&str> = ran.out.split("\r\n").collect();
    assert_eq!(lines[0], "rank,id,match,date,date_source,title,officials,file,page,lines,url,snippet,also_in");
    assert!(lines[1].starts_with("1,"), "{ran:?}");
    assert!(lines[1].contains(",exact,2023-12-05,metadata,Vạn Khê gia cố đê trước mùa lũ,"), "{ran:?}");
    assert!(lines[1].contains("Trần Thể Lâm (Bí thư Huyện ủy Vạn Khê)"), "{ran:?}");
    assert_eq!(lines[2..], [""]);
}

#[test]
fn csv_cells_are_no_formulas() {
    let archive = Archive::empty();
    archive.write("tin.jsonl", json!({"title": "=1+2", "body": "Lúa \"ST\", ngô\nkhoai.", "url": "+84"}).to_string());
    archive.run(["index"]).succeeded();
    let ran = archive.run(["search", "lúa", "--format", "csv"]).ended(0);
    assert!(ran.out.contains(",'=1+2,") && !ran.out.contains(",=1") && !ran.out.contains(",+84"), "{ran:?}");
    assert!(ran.out.contains("\"Lúa \"\"ST\"\", ngô"), "{ran:?}");
}
