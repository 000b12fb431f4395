//! What `--json` gives out, field by field: scripts rely on it.

mod shapes;

use serde_json::Value;

use super::common::{Archive, data, without_scores};
use shapes::*;

/// What was asked of `search`, its answer checked for its shape, and without what differs from run to run.
fn search(archive: &Archive, args: &[&str]) -> Value {
    let answer = archive.settled_search(args);
    let _: Answer = shaped(&answer);
    answer
}

#[test]
fn search_answers() {
    let archive = Archive::indexed();
    insta::assert_json_snapshot!("search", search(&archive, &["thu ngân sách"]));
    insta::assert_json_snapshot!("search-undated", search(&archive, &["bến đò"]));
    let filters =
        ["hóa \"đơn", "--official", "vuong dinh sach", "--role", "giam doc", "--from", "2023", "--to", "6/2024"];
    insta::assert_json_snapshot!("search-filters", search(&archive, &filters));
    insta::assert_json_snapshot!("search-nothing", search(&archive, &["tàuvũtrụ", "--exact", "--sort", "oldest"]));
}

#[test]
fn one_answer_is_one_line() {
    let archive = Archive::indexed();
    for args in [vec!["search", "đê"], vec!["officials"], vec!["timeline", "đê"], vec!["status"]] {
        let ran = archive.run(args.iter().chain(&["--json"])).succeeded();
        assert!(ran.out.ends_with("}\n") && ran.out.lines().count() == 1, "{ran:?}");
    }
}

#[test]
fn marks_count_characters() {
    let archive = Archive::indexed();
    let answer: Answer = shaped(&archive.search(&["đê"]));
    let snippet: &Snippet = answer.hits[0].snippets.first().unwrap();
    let (start, end) = snippet.marks[0];
    let marked: String = snippet.text.chars().skip(start).take(end - start).collect();
    assert_eq!(marked, "đê");
}

#[test]
fn officials_answers() {
    let archive = Archive::indexed();
    let all = archive.json(["officials"]);
    let listed: Officials = shaped(&all);
    assert!(listed.officials.iter().all(|person| person.with.is_none() && person.latest.is_none()));
    insta::assert_json_snapshot!("officials", all);
    assert!(listed.holders.is_none());
    let held: Officials = shaped(&archive.json(["officials", "--role", "phó chủ tịch"]));
    assert!(held.holders.is_some_and(|posts| !posts.is_empty()));
    let mut one = archive.json(["officials", "Trần Thế Lâm"]);
    let dossier: Officials = shaped(&one);
    assert!(dossier.officials.iter().all(|person| person.with.is_some() && person.latest.is_some()));
    without_scores(one["officials"][0]["latest"].as_array_mut().unwrap());
    insta::assert_json_snapshot!("officials-dossier", one);
}

#[test]
fn timeline_answers() {
    let archive = Archive::indexed();
    let answer = archive.json(["timeline", "--by", "month", "--from", "2023"]);
    let timeline: Timeline = shaped(&answer);
    assert_eq!((timeline.by.as_str(), timeline.total), ("month", 3));
    assert_eq!((timeline.undated, timeline.undated_excluded), (0, 2));
    assert_eq!(timeline.bars.iter().map(|bar| bar.count).sum::<u64>(), timeline.total);
    assert_eq!((timeline.bars[0].from.as_str(), timeline.bars[0].to.as_str()), ("2023-11-01", "2023-11-30"));
    insta::assert_json_snapshot!("timeline", answer);
    assert!(timeline.officials.is_none());
    let of_one: Timeline = shaped(&archive.json(["timeline", "--official", "Trần Thế Lâm"]));
    assert_eq!(of_one.officials.map(|officials| officials.len()), Some(1));
}

#[test]
fn status_answers() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    archive.write("hong.jsonl", "{\"body\": \"Lúa tốt.\"}\n{\"body\": \n");
    archive.write("2023-12-31/muon.md", "---\ntitle: Muộn\ndate: 2023-12-30\n---\nBáo ra muộn một ngày.\n");
    archive.run(["index"]).ended(1);
    let mut answer = archive.json(["status"]);
    let status: Status = shaped(&answer);
    assert!(status.schema > 0 && status.analyzer > 0);
    (answer["schema"], answer["analyzer"]) = (0.into(), 0.into());
    assert_eq!(status.skipped.len(), 2);
    insta::assert_json_snapshot!("status", answer);
}

#[test]
fn read_answers() {
    let archive = Archive::empty();
    for file in ["2023-12-30-quyet-toan.md", "tin.jsonl", "2022/11/05/cau-hoa-lam.txt", "ben-do.txt"] {
        std::fs::create_dir_all(archive.path(file).parent().unwrap()).unwrap();
        std::fs::copy(data("archive").join(file), archive.path(file)).unwrap();
        let answer = archive.json(["read", file]);
        let reading: Reading = shaped(&answer);
        assert_eq!(reading.files.len(), 1);
        assert!(reading.files[0].articles.iter().all(|article| !article.text.contains("\n\n")));
        insta::assert_json_snapshot!(format!("read-{}", file.rsplit('/').next().unwrap()), answer);
    }
}

const TEXT: &str = "Chiều 29/12, đồng chí Trần Thế Lâm, Phó Chủ tịch UBND tỉnh dự họp. Ông Lâm nhắc Bí thư Huyện ủy.";

/// The characters of `text` from `start` to `end`.
fn piece(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn analyze_answers() {
    let archive = Archive::empty();
    let answer = archive.json(["analyze", "--published", "30/12/2023", TEXT]);
    let analysis: Analysis = shaped(&answer);
    assert!(analysis.id.is_none());
    for token in &analysis.tokens {
        assert_eq!(bantin::text::fold::fold(&piece(TEXT, token.start, token.end)), token.folded);
    }
    let words: Vec<(&str, &str, usize)> =
        analysis.tokens.iter().take(3).map(|token| (&*token.folded, &*token.exact, token.position)).collect();
    assert_eq!(words, [("chieu", "chiêu~f", 0), ("29", "29", 1), ("12", "12", 2)]);
    let official = &analysis.officials[0];
    assert_eq!((official.name.as_str(), official.kind.as_str()), ("Trần Thế Lâm", "official"));
    assert_eq!(official.key, "trân~f thê~s lâm");
    assert_eq!(official.titles, ["Phó Chủ tịch UBND tỉnh"]);
    assert_eq!(piece(TEXT, official.start, official.end), "Trần Thế Lâm");
    assert!(analysis.officials.iter().any(|mention| mention.kind == "repeat"), "{answer:#}");
    let role = &analysis.roles[0];
    assert_eq!((role.name.as_deref(), piece(TEXT, role.start, role.end)), (None, role.text.clone()));
    let date = &analysis.dates[0];
    assert_eq!((date.from.as_str(), date.to.as_str(), date.kind.as_str()), ("2023-12-29", "2023-12-29", "day"));
    assert_eq!(piece(TEXT, date.start, date.end), date.text);
}

#[test]
fn analyze_line_by_line() {
    let archive = Archive::empty();
    let input =
        "{\"id\": \"a\", \"text\": \"Ngày 4/12\", \"published\": \"2023-12-05\"}\n\n{\"id\": 7, \"text\": \"\"}\n";
    let ran = archive.run_with(["analyze", "--jsonl"], input).succeeded();
    let answers: Vec<Analysis> = ran.out.lines().map(|line| shaped(&serde_json::from_str(line).unwrap())).collect();
    assert_eq!(answers[0].id, Some("a".into()));
    assert_eq!(answers[0].dates[0].from, "2023-12-04");
    assert_eq!(answers[1].id, Some(7.into()));
    assert!(answers[1].tokens.is_empty());
}

#[test]
fn analyze_names_a_broken_line_and_goes_on() {
    let archive = Archive::empty();
    let ran = archive.run_with(["analyze", "--jsonl"], "{\"id\": 1}\n{\"id\": 2, \"text\": \"lúa\"}\n").ended(1);
    assert_eq!(ran.out.lines().count(), 1);
    assert!(
        ran.err.starts_with(
            "error: standard input, line 1: expected {\"id\",\"text\",\"published\"}: missing field `text`"
        )
    );
}

#[test]
fn analyze_counts_characters_of_the_text_as_given() {
    let archive = Archive::empty();
    let given = "\u{feff}Cho\u{323}\u{31b} 🐟 que\u{302}, lu\u{301}a";
    let ran = archive.run_with(["analyze", "--json"], given).succeeded();
    let analysis: Analysis = shaped(&serde_json::from_str(&ran.out).unwrap());
    let pieces: Vec<String> = analysis.tokens.iter().map(|token| piece(given, token.start, token.end)).collect();
    assert_eq!(pieces, ["Cho\u{323}\u{31b}", "que\u{302}", "lu\u{301}a"]);
}
