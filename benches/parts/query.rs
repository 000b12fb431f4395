//! Questions, from their parsing to the whole answer.

use std::hint::black_box;
use std::io::Write;

use bantin::index::folder::Folder;
use bantin::index::reading::{Opened, open};
use bantin::ingest::{self, Options, Progress};
use bantin::query::local::Local;
use bantin::query::parse::parse;
use bantin::query::request::{Filters, Request};
use bantin::query::response::Sort;
use bantin::query::snippet;
use criterion::{Criterion, Throughput};
use jiff::civil::date;
use tempfile::TempDir;

use crate::sample;

/// Articles in the index that is asked.
const ARTICLES: usize = 5000;
const SNIPPETS: usize = 2;
/// Characters.
const SNIPPET_LENGTH: usize = 160;
/// One of each kind, and its words; what is asked of people and days besides, see [`filtered`].
const QUESTIONS: [(&str, &str); 6] = [
    ("one_word", "bão"),
    ("unmarked_words", "thu ngan sach"),
    ("four_words", "kiểm tra công tác chuẩn bị"),
    ("phrase", "\"thu ngân sách\""),
    ("prefix", "ngân*"),
    ("either", "bão OR lũ"),
];

struct Silent;

impl Progress for Silent {
    fn begin(&self, _files: u64, _bytes: u64) {}
    fn advance(&self, _bytes: u64) {}
    fn phase(&self, _what: &str) {}
}

/// From what was typed to a tree.
pub(crate) fn parsing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for (name, question) in QUESTIONS {
        group.bench_function(name, |bencher| bencher.iter(|| parse(black_box(question))));
    }
    group.finish();
}

/// Snippets of every article of the sample.
pub(crate) fn snippets(criterion: &mut Criterion) {
    let texts = sample::texts();
    let mut group = criterion.benchmark_group("snippet");
    group.throughput(Throughput::Bytes(sample::size(&texts)));
    for (name, question) in &QUESTIONS[..4] {
        let wanted = parse(question).wanted(false);
        group.bench_function(*name, |bencher| {
            let cut = |text| snippet::snippets(text, &wanted, SNIPPETS, SNIPPET_LENGTH).len();
            bencher.iter(|| texts.iter().map(|text| cut(black_box(text))).sum::<usize>());
        });
    }
    group.finish();
}

/// Whole answers, parsed, found, ranked and with snippets, within one process.
pub(crate) fn answering(criterion: &mut Criterion) {
    let (_place, opened) = index();
    let local = Local::new(&opened);
    let mut group = criterion.benchmark_group("answer");
    for (name, question) in QUESTIONS {
        group.bench_function(name, |bencher| {
            bencher.iter(|| hits(&local, &Request::of(parse(black_box(question)), question)));
        });
    }
    for (name, request) in filtered() {
        assert!(hits(&local, &request) > 0, "{name} must find something");
        group.bench_function(name, |bencher| bencher.iter(|| hits(&local, black_box(&request))));
    }
    group.finish();
}

fn hits(local: &Local, request: &Request) -> usize {
    local.search(request).expect("an answer").hits.len()
}

/// Questions for an official, for an official within half a year, and for a month without any word.
fn filtered() -> [(&'static str, Request); 3] {
    let official = Filters { officials: vec!["luu dinh khoat".into()], ..Filters::default() };
    let half_year = Filters { from: Some(date(2023, 1, 1)), to: Some(date(2023, 6, 30)), ..official.clone() };
    let month = Filters { from: Some(date(2023, 12, 1)), to: Some(date(2023, 12, 31)), ..Filters::default() };
    let request = |filters| Request { filters, ..Request::of(parse(""), "") };
    [
        ("official", request(official)),
        ("official_and_days", request(half_year)),
        ("days_newest", Request { sort: Sort::Newest, ..request(month) }),
    ]
}

/// Every stored article unpacked and decoded: articles a second.
pub(crate) fn decoding(criterion: &mut Criterion) {
    let (_place, opened) = index();
    let local = Local::new(&opened);
    let mut group = criterion.benchmark_group("decode");
    group.sample_size(10).throughput(Throughput::Elements(ARTICLES as u64));
    group.bench_function("stored", |bencher| {
        bencher.iter(|| {
            let mut bytes = 0;
            local.each(|_, stored| bytes += stored.text.len()).expect("the index can be read");
            bytes
        });
    });
    group.finish();
}

/// An index of articles with a day each, in a folder that lasts as long as the first of the two.
fn index() -> (TempDir, Opened) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let file = place.path().join("articles.jsonl");
    let mut lines = std::io::BufWriter::new(std::fs::File::create(&file).expect("a file in it"));
    for (at, text) in sample::drawn_articles(ARTICLES).into_iter().enumerate() {
        let published = format!("2023-{:02}-{:02}", at % 12 + 1, at % 28 + 1);
        let title = text.lines().next().unwrap_or_default();
        let record = serde_json::json!({"id": at.to_string(), "title": title, "body": text, "published": published});
        writeln!(lines, "{record}").expect("room for the articles");
    }
    lines.flush().expect("room for the articles");
    let folder = place.path().join("index");
    let options = Options { paths: vec![file], jobs: 1, who: "a measurement".into(), ..Options::default() };
    ingest::run(Folder::new(&folder), &options, &Silent).expect("the articles can be indexed");
    let opened = open(&folder).expect("and opened");
    (place, opened)
}
