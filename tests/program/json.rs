//! What `--json` gives out, field by field: scripts rely on it. The structs stand here a second time on purpose;
//! a field that is renamed or goes away in the program must fail here.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::common::{Archive, data, without_scores};

type Day = Option<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Answer {
    query: Asked,
    total: u64,
    partial: u64,
    undated_excluded: u64,
    took_ms: f64,
    warnings: Vec<Warning>,
    hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Asked {
    text: String,
    officials: Vec<String>,
    roles: Vec<String>,
    #[serde(deserialize_with = "present")]
    from: Day,
    #[serde(deserialize_with = "present")]
    to: Day,
    date_of: String,
    sort: String,
    exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Warning {
    at: usize,
    message: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Hit {
    rank: u64,
    id: String,
    score: f64,
    #[serde(rename = "match")]
    matched: String,
    #[serde(deserialize_with = "present")]
    title: Option<String>,
    #[serde(deserialize_with = "present")]
    date: Day,
    #[serde(deserialize_with = "present")]
    date_source: Option<String>,
    file: String,
    #[serde(deserialize_with = "present")]
    source_id: Option<String>,
    #[serde(deserialize_with = "present")]
    page: Option<u32>,
    #[serde(deserialize_with = "present")]
    lines: Option<Vec<(u32, u32)>>,
    #[serde(deserialize_with = "present")]
    url: Option<String>,
    officials: Vec<HitOfficial>,
    snippets: Vec<Snippet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct HitOfficial {
    name: String,
    titles: Vec<String>,
    inferred: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Snippet {
    text: String,
    marks: Vec<(usize, usize)>,
    #[serde(deserialize_with = "present")]
    #[expect(dead_code, reason = "read for its presence")]
    line: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Officials {
    officials: Vec<Official>,
    holders: Option<Vec<HeldPost>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct HeldPost {
    post: String,
    shared: bool,
    state: String,
    people: Vec<Holder>,
    #[serde(deserialize_with = "present")]
    before: Option<Holder>,
    #[serde(deserialize_with = "present")]
    after: Option<Holder>,
    articles: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Holder {
    name: String,
    key: String,
    #[serde(deserialize_with = "present")]
    person: Option<u32>,
    inferred: bool,
    #[serde(deserialize_with = "present")]
    first: Day,
    #[serde(deserialize_with = "present")]
    last: Day,
    articles: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Official {
    name: String,
    key: String,
    articles: u64,
    mentions: u64,
    #[serde(deserialize_with = "present")]
    first: Day,
    #[serde(deserialize_with = "present")]
    last: Day,
    titles: Vec<HeldTitle>,
    with: Option<Vec<Alongside>>,
    latest: Option<Vec<Hit>>,
    person: Option<u32>,
    months: Option<Vec<Bar>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct HeldTitle {
    title: String,
    #[serde(deserialize_with = "present")]
    first: Day,
    #[serde(deserialize_with = "present")]
    last: Day,
    articles: u64,
    before: Option<Holder>,
    after: Option<Holder>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Alongside {
    name: String,
    articles: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Timeline {
    by: String,
    total: u64,
    undated: u64,
    undated_excluded: u64,
    bars: Vec<Bar>,
    officials: Option<Vec<Official>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bar {
    from: String,
    to: String,
    count: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Status {
    files: u64,
    articles: u64,
    undated: u64,
    #[serde(deserialize_with = "present")]
    first: Day,
    #[serde(deserialize_with = "present")]
    last: Day,
    months_missing: Vec<String>,
    disputed: Vec<Disputed>,
    skipped: Vec<Skipped>,
    doubtful: u64,
    schema: u32,
    analyzer: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Skipped {
    file: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct Disputed {
    file: String,
    date: String,
    date_source: String,
    other: String,
    other_source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    files: Vec<FileRead>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct FileRead {
    file: String,
    encoding: String,
    #[serde(deserialize_with = "present")]
    issue_date: Day,
    warnings: Vec<String>,
    articles: Vec<ArticleRead>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
struct ArticleRead {
    part: u32,
    #[serde(deserialize_with = "present")]
    title: Option<String>,
    byline: Vec<String>,
    #[serde(deserialize_with = "present")]
    date: Day,
    #[serde(deserialize_with = "present")]
    date_source: Option<String>,
    #[serde(deserialize_with = "present")]
    page: Option<u32>,
    lines: Vec<(u32, u32)>,
    captions: Vec<String>,
    text: String,
    confidence: f64,
    cut: CutRead,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for its presence")]
struct CutRead {
    because: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Analysis {
    id: Option<Value>,
    tokens: Vec<Token>,
    officials: Vec<Mention>,
    roles: Vec<Role>,
    dates: Vec<DateMention>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    folded: String,
    exact: String,
    position: usize,
    start: usize,
    end: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mention {
    name: String,
    key: String,
    titles: Vec<String>,
    start: usize,
    end: usize,
    kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    text: String,
    #[serde(deserialize_with = "present")]
    name: Option<String>,
    start: usize,
    end: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DateMention {
    text: String,
    from: String,
    to: String,
    kind: String,
    start: usize,
    end: usize,
}

/// A field that may be null but must be there.
fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

#[track_caller]
fn shaped<T: DeserializeOwned>(answer: &Value) -> T {
    serde_json::from_value(answer.clone()).unwrap_or_else(|error| panic!("{error} in {answer:#}"))
}

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
