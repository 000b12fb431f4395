//! What is in the index, for people.

use std::fmt::Write as _;

use super::{clean_line, count, day, line_ranges, span};
use crate::index::manifest::Manifest;
use crate::index::stored::Stored;
use crate::query::response::{DisputedFile, DoubtfulArticle, StatusAnswer};
use crate::read::DateSource;
use crate::render::Paint;

/// What is in the index.
pub fn status(answer: &StatusAnswer, manifest: &Manifest, paint: Paint) -> String {
    let mut out = String::new();
    let mut line = |label: &str, value: String| {
        let _ = writeln!(out, "{:<16}{value}", format!("{label}:"));
    };
    line("files", answer.files.to_string());
    line("articles", answer.articles.to_string());
    line("without a date", answer.undated.to_string());
    line("published", span(answer.first, answer.last));
    line("months missing", months(&answer.months_missing));
    line("dates disputed", count(answer.disputed.len() as u64, "file", "files"));
    line("doubtful", doubtful(answer.doubtful));
    line("not used", count(answer.skipped.len() as u64, "file or record", "files and records"));
    line("made by", format!("schema {}, analyzer {}", answer.schema, answer.analyzer));
    for skipped in &answer.skipped {
        let _ = writeln!(
            out,
            "  {} {}",
            paint.yellow(&format!("{}:", clean_line(&skipped.file))),
            clean_line(&skipped.reason)
        );
    }
    for file in &answer.disputed {
        let _ = writeln!(out, "  {} {}", paint.yellow(&format!("{}:", clean_line(&file.file))), dispute(file));
    }
    let mut undated = manifest.files.values().filter(|file| file.undated > 0);
    for file in undated.by_ref().take(MOST_UNDATED) {
        let articles = count(file.undated, "article", "articles");
        let _ = writeln!(out, "  {} {articles} without a date", paint.dim(&format!("{}:", clean_line(&file.file))));
    }
    let more = undated.count() as u64;
    if more > 0 {
        let files = count(more, "more file has", "more files have");
        let _ = writeln!(out, "  {files} articles without a date; `bantin status --files` lists them");
    }
    out
}

/// How many, and how to see which.
fn doubtful(articles: u64) -> String {
    let hint = if articles > 0 { " may be cut wrongly; `bantin status --doubtful` lists them" } else { "" };
    format!("{}{hint}", count(articles, "article", "articles"))
}

/// Articles whose borders are doubtful, two lines each.
pub fn doubtful_articles(articles: &[DoubtfulArticle], paint: Paint) -> String {
    if articles.is_empty() {
        return "no article is doubtful\n".to_owned();
    }
    let article = |article: &DoubtfulArticle| {
        let page = article.page.map(|page| format!(", page {page}")).unwrap_or_default();
        let lines = line_ranges(&article.lines);
        let lines = if lines.is_empty() { lines } else { format!(", lines {lines}") };
        let title = clean_line(article.title.as_deref().unwrap_or("(no headline)"));
        let place = paint.yellow(&clean_line(&format!("{}{page}{lines}", article.file)));
        let why = format!("{:.0} % sure: {}", article.confidence * 100.0, article.because.join(", "));
        format!("{}  {place}\n    {}\n    {}\n", article.id, paint.bold(&title), paint.dim(&why))
    };
    articles.iter().map(article).collect()
}

/// The most files with undated articles that are listed without being asked for.
const MOST_UNDATED: usize = 10;

/// `2023-01, 2023-05 – 2023-08`: one behind the other as a span.
fn months(missing: &[String]) -> String {
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()?)
    };
    let follows = |before: &String, month: &String| number(before).map(|n| n + 1) == number(month);
    let span = |run: &[String]| match run {
        [first, .., last] => Some(format!("{first} – {last}")),
        [only] => Some(only.clone()),
        [] => None,
    };
    let spans: Vec<String> = missing.chunk_by(follows).filter_map(span).collect();
    if spans.is_empty() { "none".to_owned() } else { spans.join(", ") }
}

/// `published 30/12/2023 in the masthead (taken), 31/12/2023 in the file name`
fn dispute(file: &DisputedFile) -> String {
    format!(
        "published {} {} (taken), {} {}",
        day(file.date),
        source_place(file.date_source),
        day(file.other),
        source_place(file.other_source)
    )
}

/// Articles without a day of publication, one a line.
pub fn undated(articles: &[(String, Stored)]) -> String {
    let line = |(id, stored): &(String, Stored)| {
        let title = stored.title.as_deref().unwrap_or("(no headline)");
        format!("{id}  undated  {}: {}\n", clean_line(&stored.file), clean_line(title))
    };
    let heading = if articles.is_empty() { "" } else { "articles without a date:\n" };
    std::iter::once(heading.to_owned()).chain(articles.iter().map(line)).collect()
}

/// Every file, one a line.
pub fn files(manifest: &Manifest) -> String {
    let mut out = String::new();
    for file in manifest.files.values() {
        let articles = count(file.articles, "article", "articles");
        let encoding = if file.encoding.is_empty() { String::new() } else { format!(", {}", file.encoding) };
        let _ = writeln!(out, "{}  {articles}{encoding}, {} bytes", clean_line(&file.file), file.size);
        for warning in &file.warnings {
            let _ = writeln!(out, "    {}", clean_line(warning));
        }
    }
    out
}

/// What says when something was published, as part of a sentence.
fn source_place(source: DateSource) -> &'static str {
    match source {
        DateSource::Metadata => "in the metadata",
        DateSource::Masthead => "in the masthead",
        DateSource::Path => "in the file name",
        DateSource::Text => "in the text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_one_behind_the_other_are_a_span() {
        for (missing, expected) in [
            (vec![], "none"),
            (vec!["2023-01"], "2023-01"),
            (
                vec!["2022-11", "2022-12", "2023-01", "2023-03", "2023-05", "2023-06"],
                "2022-11 – 2023-01, 2023-03, 2023-05 – 2023-06",
            ),
        ] {
            let missing: Vec<String> = missing.into_iter().map(str::to_owned).collect();
            assert_eq!(months(&missing), expected);
        }
    }
}
