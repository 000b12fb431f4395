//! `bantin status`: what is in the index, and what could not be read.

use serde_json::json;

use super::common::Archive;

#[test]
fn counts_days_and_months_missing() {
    let archive = Archive::indexed();
    let status = archive.json(["status"]);
    assert_eq!((&status["files"], &status["articles"], &status["undated"]), (&json!(4), &json!(6), &json!(2)));
    assert_eq!((&status["first"], &status["last"]), (&json!("2022-11-05"), &json!("2023-12-30")));
    let missing: Vec<String> = (0..11).map(|n| format!("{}-{:02}", 2022 + (n + 11) / 12, (n + 11) % 12 + 1)).collect();
    assert_eq!(status["months_missing"], json!(missing));
}

#[test]
fn skipped_files_and_records_with_their_reasons() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    archive.write("hong.jsonl", "{\"body\": \"Lúa tốt.\"}\n{\"body\": \n");
    archive.run(["index"]).ended(1);
    let status = archive.json(["status"]);
    let files: Vec<&str> =
        status["skipped"].as_array().unwrap().iter().map(|skipped| skipped["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["hong.jsonl:2", "trong.txt"]);
    let ran = archive.run(["status"]).succeeded();
    assert!(ran.out.contains("not used:       2 files and records\n"), "{ran:?}");
    assert!(ran.out.contains("  trong.txt: empty file"), "{ran:?}");
    assert!(ran.out.contains("  hong.jsonl:2: "), "{ran:?}");
    assert!(ran.out.contains("  ben-do.txt: 1 article without a date\n"), "{ran:?}");
}

#[test]
fn every_file_on_demand() {
    let archive = Archive::indexed();
    let ran = archive.run(["status", "--files"]).succeeded();
    for file in ["2022/11/05/cau-hoa-lam.txt  1 article, UTF-8, ", "tin.jsonl  3 articles, UTF-8, "] {
        assert!(ran.out.contains(file), "{ran:?}");
    }
}

#[test]
fn an_index_of_nothing() {
    let archive = Archive::empty();
    archive.run(["index"]).succeeded();
    let ran = archive.run(["status"]).succeeded();
    assert!(ran.out.contains("articles:       0\n") && ran.out.contains("published:      undated\n"), "{ran:?}");
    assert!(ran.out.contains("months missing: none\n"), "{ran:?}");
}

#[test]
fn days_of_publication_on_which_sources_disagree() {
    let issue = "BÁO HỒNG LAM\nThứ bảy, ngày 30/12/2023\n\nNước rút ở Cồn Hạc\nSáng nay lũ trên sông Lam xuống nhanh, \nngười dân dọn bùn.\n";
    let record = |day: &str| json!({"body": "Tàu cá về cảng.", "published": day}).to_string() + "\n";
    let records = record("2023-01-02") + &record("2023-01-03");
    let archive =
        Archive::of(&[("2023-12-31.txt", issue), ("2023-12-30.txt", issue), ("2023-12-29.jsonl", records.as_str())]);
    let expected = json!([{
        "file": "2023-12-31.txt", "date": "2023-12-30", "date_source": "masthead",
        "other": "2023-12-31", "other_source": "path",
    }]);
    assert_eq!(archive.json(["status"])["disputed"], expected, "records have their own days");
    let ran = archive.run(["status"]).succeeded().gave("dates disputed: 1 file\n");
    ran.gave("  2023-12-31.txt: published 30/12/2023 in the masthead (taken), 31/12/2023 in the file name\n");
}

#[test]
fn articles_without_a_date_on_demand() {
    let archive = Archive::indexed();
    let line = "  undated  ben-do.txt: Bến đò cũ ở Hòa Lam\n";
    assert!(!archive.run(["status"]).succeeded().out.contains(line));
    for option in ["--files", "--verbose"] {
        let ran = archive.run(["status", option]).succeeded().gave(line);
        assert_eq!(ran.out.matches("  undated  ").count(), 2, "{ran:?}");
    }
}

/// Two columns that stand side by side, and text that may belong to either.
const TANGLED: &str = "\
Sáng nay, mực nước trên sông Lam tại bến
Cồn Hạc đã xuống dưới mức báo động một,
bà con hai bên bờ trở về dọn bùn và phơi

còn các hộ ở bãi ngang thì chờ thêm vài
ngày nữa mới xuống giống vụ đông như đã
định từ trước khi có bão số năm vừa qua.

trong khi đó các xã vùng cao lại lo thiếu
nước cho đàn trâu bò đang thả ở các triền
đồi, bà con phải đào thêm giếng để dự trữ
";

#[test]
fn doubtful_articles_are_counted_and_listed() {
    let archive = Archive::of(&[("so-1.txt", TANGLED), ("ro.md", "# Cầu mới\n\nCầu Hoa Lam thông xe sáng nay.\n")]);
    let status = archive.json(["status"]);
    let listed = archive.json(["status", "--doubtful"]);
    let articles = listed["doubtful_articles"].as_array().unwrap();
    assert!(!articles.is_empty() && status["doubtful"] == json!(articles.len()), "{listed}");
    assert!(status["doubtful_articles"].is_null());
    for article in articles {
        assert_eq!(article["file"], "so-1.txt");
        assert!(article["confidence"].as_f64().unwrap() < 0.6, "{article}");
        assert!(!article["because"].as_array().unwrap().is_empty(), "{article}");
    }
    let ran = archive.run(["status"]).succeeded();
    assert!(ran.out.contains("`bantin status --doubtful` lists them"), "{ran:?}");
    let ran = archive.run(["status", "--doubtful"]).succeeded();
    assert!(ran.out.contains("so-1.txt, lines ") && ran.out.contains("% sure: "), "{ran:?}");
    let sure = Archive::of(&[("ro.md", "# Cầu mới\n\nCầu Hoa Lam thông xe sáng nay.\n")]);
    assert_eq!(sure.run(["status", "--doubtful"]).succeeded().out, "no article is doubtful\n");
}
