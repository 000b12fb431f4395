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
fn marks_prefer_and_no_marks_find_all() {
    let archive = Archive::of(&[
        ("nam.txt", "Ông Nam\n\nÔng Nam trồng ngô bên sông, trồng cả dưa.\n"),
        ("nam-2.txt", "Được mùa\n\nNăm nay ngô bên sông được mùa, dưa cũng vậy.\n"),
        ("nam-3.txt", "Trồng nấm\n\nNhà ông Tư trồng nấm bên sông, ủ rơm dưa.\n"),
    ]);
    for query in ["nam", "năm", "nấm", "NAM"] {
        assert_eq!(archive.search(&[query])["total"], 3, "{query}");
    }
    assert_eq!(archive.found(&["năm sông"])[0], "nam-2.txt");
    assert_eq!(archive.found(&["nấm sông"])[0], "nam-3.txt");
    let matches = |query: &str| -> Vec<Value> {
        let answer = archive.search(&[query]);
        answer["hits"].as_array().unwrap().iter().map(|hit| hit["match"].clone()).collect()
    };
    assert_eq!(matches("năm sông"), ["exact", "folded", "folded"]);
}

#[test]
fn exact_demands_the_marks() {
    let archive = Archive::of(&[("nam.txt", "Anh Nam chèo đò.\n"), ("nam-2.txt", "Năm nay nước về sớm.\n")]);
    assert_eq!(archive.found_in_full(&["năm", "--exact"]), ["nam-2.txt"]);
    assert_eq!(archive.found_in_full(&["nam", "--exact"]), ["nam.txt"]);
    assert_eq!(archive.found_in_full(&["nam"]), ["nam-2.txt", "nam.txt"]);
    assert_eq!(archive.search(&["năm", "--exact"])["query"]["exact"], true);
}

#[test]
fn exact_demands_that_words_without_marks_have_none() {
    let archive = Archive::of(&[
        ("ban.txt", "Công an xã lập chốt ở bến Ban. Bạn chèo đò ở bến Bàn kể lại.\n"),
        ("ban-2.txt", "Công ăn việc làm ở bến Bạn: công án cũ, đò ngang, an toàn. Mỹ và My, Dak và Đắk.\n"),
    ]);
    for (query, files) in [
        ("\"công an\"", vec!["ban.txt"]),
        ("\"cong an\"", vec![]),
        ("\"công ăn\"", vec!["ban-2.txt"]),
        ("\"bến ban\"", vec!["ban.txt"]),
        ("\"bến bạn\" an", vec!["ban-2.txt"]),
        ("an", vec!["ban-2.txt", "ban.txt"]),
        ("cong", vec![]),
        ("ban", vec!["ban.txt"]),
        ("my", vec!["ban-2.txt"]),
        ("dak", vec!["ban-2.txt"]),
        ("\"dak và\"", vec!["ban-2.txt"]),
        ("\"và dak\"", vec![]),
        ("an -ban", vec!["ban-2.txt"]),
    ] {
        assert_eq!(archive.found_in_full(&[query, "--exact"]), files, "{query}");
    }
}

#[test]
fn marks_may_be_typed_for_some_syllables_only() {
    let archive = Archive::indexed();
    assert_eq!(archive.found_in_full(&["\"trần the lâm\""]), [MD, "HL-2"]);
    assert_eq!(archive.found_in_full(&["\"tran thể lam\""]), ["HL-2"]);
    assert_eq!(archive.found_in_full(&["\"tran thế lam\""]), [MD]);
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
fn by_official() {
    let archive = Archive::indexed();
    for (name, expected) in [
        ("tran the lam", vec![MD, "HL-2"]),
        ("Trần Thế Lâm", vec![MD]),
        ("Trần Thể Lâm", vec!["HL-2"]),
        ("the lam", vec![MD, "HL-2"]),
        ("VƯƠNG ĐÌNH SÁCH", vec!["HL-1"]),
        ("Tra\u{302}\u{300}n The\u{301}\u{302} La\u{302}m", vec![MD]),
    ] {
        assert_eq!(archive.found_in_full(&["--official", name]), expected, "{name}");
    }
    assert!(archive.found(&["--official", "tran the lam", "--official", "vuong dinh sach"]).is_empty());
    assert_eq!(archive.found_in_full(&["đê", "--exact", "--official", "the lam"]), ["HL-2"]);
}

#[test]
fn by_role() {
    let archive = Archive::indexed();
    for (post, expected) in [
        ("giám đốc sở", vec!["HL-1"]),
        ("giam doc so tai chinh", vec!["HL-1"]),
        ("phó chủ tịch ubnd tỉnh", vec![BRIDGE]),
        ("phó chủ tịch", vec![BRIDGE, MD]),
        ("pho chu tich thuong truc", vec![MD]),
        ("bi thu huyen uy", vec!["HL-2"]),
    ] {
        assert_eq!(archive.found_in_full(&["--role", post]), expected, "{post}");
    }
    assert_eq!(archive.found_in_full(&["--role", "uy vien", "--role", "pho chu tich"]), [MD]);
}

#[test]
fn by_day_of_publication() {
    let archive = Archive::indexed();
    for (args, expected) in [
        (vec!["--on", "2023-12-30"], vec![MD]),
        (vec!["--on", "30/12/2023"], vec![MD]),
        (vec!["--on", "30-12-2023"], vec![MD]),
        (vec!["--on", "30.12.2023"], vec![MD]),
        (vec!["--on", "12/2023"], vec![MD, "HL-2"]),
        (vec!["--on", "2023-12"], vec![MD, "HL-2"]),
        (vec!["--on", "2022"], vec![BRIDGE]),
        (vec!["--from", "2023-12-05", "--to", "2023-12-05"], vec!["HL-2"]),
        (vec!["--from", "2023-12-06"], vec![MD]),
        (vec!["--to", "2023-11-15"], vec![BRIDGE, "HL-1"]),
        (vec!["--to", "2023-11-14"], vec![BRIDGE]),
        (vec!["--from", "2022", "--to", "11/2023"], vec![BRIDGE, "HL-1"]),
        (vec!["--on", "2023-12-29"], vec![]),
    ] {
        assert_eq!(archive.found_in_full(&args), expected, "{args:?}");
    }
}

#[test]
fn by_day_mentioned() {
    let archive = Archive::indexed();
    assert_eq!(archive.found_in_full(&["--on", "29/12/2023", "--date-of", "mentioned"]), [MD]);
    assert_eq!(archive.found_in_full(&["--on", "4/12/2023", "--date-of", "mentioned"]), ["HL-2"]);
    assert!(archive.found(&["--on", "30/12/2023", "--date-of", "mentioned"]).is_empty());
    assert_eq!(archive.found_in_full(&["--on", "30/12/2023", "--date-of", "any"]), [MD]);
    assert_eq!(archive.found_in_full(&["--on", "29/12/2023", "--date-of", "any"]), [MD]);
    assert_eq!(archive.search(&["--on", "2023", "--date-of", "any"])["query"]["date_of"], "any");
}

#[test]
fn today_and_spans_that_end_today() {
    let archive = Archive::empty();
    let today = jiff::Zoned::now().date();
    let day = |ago: i64| today.saturating_sub(jiff::Span::new().days(ago)).to_string();
    let record = |id: &str, ago| json!({"id": id, "body": "Chợ phiên.", "published": day(ago)}).to_string() + "\n";
    archive.write("tin.jsonl", [record("T0", 0), record("T1", 1), record("T6", 6), record("T9", 9)].concat());
    archive.run(["index"]).succeeded();
    for (args, expected) in [
        (vec!["--on", "today"], vec!["T0"]),
        (vec!["--on", "hôm nay"], vec!["T0"]),
        (vec!["--on", "yesterday"], vec!["T1"]),
        (vec!["--on", "hôm qua"], vec!["T1"]),
        (vec!["--from", "7d"], vec!["T0", "T1", "T6"]),
        (vec!["--on", "7d"], vec!["T0", "T1", "T6"]),
        (vec!["--from", "1m"], vec!["T0", "T1", "T6", "T9"]),
        (vec!["--to", "yesterday"], vec!["T1", "T6", "T9"]),
    ] {
        assert_eq!(archive.found_in_full(&args), expected, "{args:?}");
    }
}

#[test]
fn a_day_that_is_none_is_refused_with_the_reason() {
    let archive = Archive::indexed();
    for (typed, telling) in [
        ("30/2/2023", "--on: `30/2/2023` is no day: February 2023 has 28 days"),
        ("12/30/2023", "the day comes first, as in 30/12/2023"),
        ("mai", "`mai` is no date: expected 29/12/2023, 2023-12-29"),
        ("", "is no date"),
    ] {
        archive.run(["search", "đê", "--on", typed]).ended(2).said(telling);
    }
    archive
        .run(["search", "đê", "--from", "2023-12", "--to", "2023-11"])
        .refused("--from 2023-12-01 is later than --to 2023-11-30; no day lies between");
    archive.run(["search", "đê", "--on", "2023", "--from", "2022"]).ended(2).said("cannot be used with");
}

#[test]
fn articles_without_a_date_are_counted_where_a_filter_leaves_them_out() {
    let archive = Archive::indexed();
    let answer = archive.search(&["thu", "--exact", "--on", "2023"]);
    assert_eq!((&answer["total"], &answer["undated_excluded"]), (&json!(2), &json!(1)));
    assert_eq!(archive.search(&["thu", "--exact"])["undated_excluded"], 0);
    let ran = archive.run(["search", "thu", "--exact", "--on", "2023"]).ended(0);
    assert_eq!(ran.err, "note: 1 more article matches but has no date of publication; left out by the date filter\n");
}

#[test]
fn by_source() {
    let archive = Archive::indexed();
    assert_eq!(archive.found_in_full(&["--source", "đài hồng lam"]), ["HL-2", "HL-3"]);
    assert_eq!(archive.found_in_full(&["--source", "bao hong lam"]), [MD, "HL-1"]);
    assert_eq!(archive.found_in_full(&["--source", "bao hong lam", "thuế hóa đơn"]), ["HL-1"]);
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
