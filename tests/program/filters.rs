//! `bantin search` by official, post, day and source.

use serde_json::json;

use super::common::Archive;

const MD: &str = "2023-12-30-quyet-toan.md";
const BRIDGE: &str = "2022/11/05/cau-hoa-lam.txt";

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
