//! `bantin timeline`: hits per day, month or year.

use serde_json::json;

use super::common::Archive;

#[test]
fn months_without_hits_have_a_bar_of_nothing() {
    let archive = Archive::indexed();
    let answer = archive.json(["timeline", "--from", "2023-11", "--by", "month"]);
    let expected = json!([
        {"from": "2023-11-01", "to": "2023-11-30", "count": 1},
        {"from": "2023-12-01", "to": "2023-12-31", "count": 2},
    ]);
    assert_eq!((&answer["bars"], &answer["undated_excluded"]), (&expected, &json!(2)));
    let all = archive.json(["timeline"]);
    let counts: Vec<u64> = all["bars"].as_array().unwrap().iter().map(|bar| bar["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    assert_eq!((&all["total"], &all["undated"]), (&json!(6), &json!(2)));
}

#[test]
fn days_and_years() {
    let archive = Archive::indexed();
    let years = archive.json(["timeline", "--by", "year"]);
    let expected = json!([
        {"from": "2022-01-01", "to": "2022-12-31", "count": 1},
        {"from": "2023-01-01", "to": "2023-12-31", "count": 3},
    ]);
    assert_eq!(years["bars"], expected);
    let days = archive.json(["timeline", "--by", "day", "thu ngân sách"]);
    assert_eq!(days["bars"].as_array().unwrap().len(), 46, "from 15 November to 30 December");
    assert_eq!(days["total"], 2);
}

#[test]
fn the_filters_of_search() {
    let archive = Archive::indexed();
    assert_eq!(archive.json(["timeline", "--official", "the lam"])["total"], 2);
    assert_eq!(archive.json(["timeline", "--role", "pho chu tich"])["total"], 2);
    assert_eq!(archive.json(["timeline", "chợ", "--source", "đài"])["total"], 1);
    assert_eq!(archive.json(["timeline", "--on", "4/12/2023", "--date-of", "mentioned"])["total"], 1);
    assert_eq!(archive.json(["timeline", "chợ date:2023"])["total"], 1);
    assert_eq!(archive.json(["timeline", "hoa", "--exact"])["total"], 1);
}

#[test]
fn for_people() {
    let archive = Archive::indexed();
    let ran = archive.run(["timeline", "--by", "year"]).succeeded();
    let expected = "\
2022  1  █████████████▎
2023  3  ████████████████████████████████████████
6 articles, 2 without a date
";
    assert_eq!(ran.out, expected);
}

#[test]
fn nothing_found_is_exit_status_1() {
    let archive = Archive::indexed();
    let ran = archive.run(["timeline", "tàuvũtrụ"]).ended(1);
    assert_eq!(ran.out, "0 articles\n");
    archive.run(["timeline", "--by", "week"]).ended(2).said("invalid value 'week'");
}

#[test]
fn a_century_day_by_day() {
    let archive = Archive::of(&[(
        "tin.jsonl",
        "{\"body\": \"Sử cũ.\", \"published\": \"1923-01-01\"}\n{\"body\": \"Sử mới.\", \"published\": \"2023-01-01\"}\n",
    )]);
    let ran = archive.run(["timeline", "--by", "day", "sử"]).ended(0);
    assert!(ran.out.lines().count() > 36_000);
}
