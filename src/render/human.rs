//! Answers for people, at a terminal or not.

mod status;

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use jiff::civil::Date;

pub use self::status::{files, status, undated};
use super::Paint;
use super::analysis::Analysis;
use super::clean::{clean_line, clean_text};
use super::reading::{ArticleRead, Reading};
use crate::error::Skipped;
use crate::index::check::Checked;
use crate::index::stored::Stored;
use crate::ingest::{Plan, Report};
use crate::query::response::{Answer, Hit, HitSnippet, Match, Official, OfficialsAnswer, TimelineAnswer, Warning};
use crate::read::DateSource;

/// A day as Vietnamese papers print it.
pub fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// `exact`, `folded`, `partial`.
pub fn match_name(matched: Match) -> &'static str {
    match matched {
        Match::Exact => "exact",
        Match::Folded => "folded",
        Match::Partial => "partial",
    }
}

/// `metadata`, `masthead`, `path`, `text`.
pub fn source_name(source: DateSource) -> &'static str {
    match source {
        DateSource::Metadata => "metadata",
        DateSource::Masthead => "masthead",
        DateSource::Path => "path",
        DateSource::Text => "text",
    }
}

/// `171-198, 1-15`
pub fn line_ranges(lines: &[(u32, u32)]) -> String {
    let one = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    lines.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Whether an index is whole, and what to do when it isn't.
pub fn checked(checked: &Checked, index: &Path) -> String {
    let held =
        format!("{} of {}", count(checked.articles, "article", "articles"), count(checked.files, "file", "files"));
    match checked.problems.len() as u64 {
        0 => format!("{}: whole: checksums agree, {held} as the manifest says\n", index.display()),
        problems => format!(
            "{}: damaged: {}; run `bantin index --rebuild --index {}`, which reads all files anew\n",
            index.display(),
            count(problems, "problem", "problems"),
            index.display()
        ),
    }
}

/// A warning, with the place in the query where it has one.
pub fn warning(warning: &Warning, query: &str) -> String {
    if query.is_empty() || warning.at == 0 {
        return warning.message.clone();
    }
    format!("at character {} of the query: {}", warning.at + 1, warning.message)
}

/// What filters hide, one message each.
pub fn left_out(undated: u64) -> Vec<String> {
    let message = || {
        let articles = count(undated, "more article matches but has", "more articles match but have");
        format!("{articles} no date of publication; left out by the date filter")
    };
    (undated > 0).then(message).into_iter().collect()
}

/// A page of hits.
pub fn answer(answer: &Answer, paint: Paint) -> String {
    let mut out = String::new();
    if answer.hits.is_empty() {
        let nothing = if answer.total + answer.partial > 0 { "nothing on this page" } else { "nothing found" };
        let _ = writeln!(out, "{nothing}");
        return out;
    }
    let _ = writeln!(out, "{}\n", paint.dim(&headline(answer)));
    let mut before_line = answer.total > 0;
    for hit in &answer.hits {
        if hit.matched == Match::Partial && before_line {
            let more = count(answer.partial, "article holds", "articles hold");
            let _ = writeln!(out, "{}\n", paint.dim(&format!("──── {more} most of the words ────")));
        }
        before_line = hit.matched != Match::Partial;
        write_hit(&mut out, hit, paint);
    }
    out
}

fn headline(answer: &Answer) -> String {
    let total = match answer.total {
        0 if answer.partial > 0 => {
            format!("no article holds all the words; {} most of them", count(answer.partial, "holds", "hold"))
        }
        total if answer.partial > 0 => {
            let more = count(answer.partial, "more holds", "more hold");
            format!("{}, {more} most of the words", count(total, "article", "articles"))
        }
        total => count(total, "article", "articles"),
    };
    let (first, last) = (answer.hits.first().map_or(0, |hit| hit.rank), answer.hits.last().map_or(0, |hit| hit.rank));
    let copies: u64 = answer.hits.iter().map(|hit| hit.also.len() as u64).sum();
    let shown = if first == 1 && last + copies >= answer.total + answer.partial {
        String::new()
    } else {
        format!(", {first}–{last} shown")
    };
    let copies = if copies == 0 { String::new() } else { format!(", {} below them", count(copies, "copy", "copies")) };
    format!("{total}{shown}{copies} ({:.1} ms)", answer.took_ms)
}

fn write_hit(out: &mut String, hit: &Hit, paint: Paint) {
    let title = hit.title.as_deref().unwrap_or("(no headline)");
    let _ = writeln!(out, "{:>3}  {}", hit.rank, paint.bold(&clean_line(title)));
    let _ = writeln!(out, "     {}", paint.dim(&place_line(hit)));
    for official in &hit.officials {
        if !official.titles.is_empty() {
            let posts = official.titles.join(", ");
            let _ = writeln!(out, "     {}: {}", paint.cyan(&clean_line(&official.name)), clean_line(&posts));
        }
    }
    for line in also_lines(hit) {
        let _ = writeln!(out, "     {}", paint.dim(&line));
    }
    for snippet in &hit.snippets {
        let line = snippet.line.map(|line| paint.dim(&format!("  (line {line})"))).unwrap_or_default();
        let _ = writeln!(out, "     {}{line}", marked_snippet(snippet, paint));
    }
    out.push('\n');
}

/// How many copies of a hit have a line of their own.
const COPIES_TOLD: usize = 3;

/// `also in web/2023-12-30.html · 30/12/2023 · 5q3kz81dq0v7`, and how many more.
fn also_lines(hit: &Hit) -> Vec<String> {
    let told = hit.also.iter().take(COPIES_TOLD).map(|copy| {
        let page = copy.page.map(|page| format!(", page {page}")).unwrap_or_default();
        let date = copy.date.map_or("undated".to_owned(), day);
        format!("also in {}{page} · {date} · {}", clean_line(&copy.file), copy.id)
    });
    let more = hit.also.len().saturating_sub(COPIES_TOLD) as u64;
    told.chain((more > 0).then(|| format!("and in {more} more"))).collect()
}

/// `29/12/2023 (masthead) · issue.txt, page 3, lines 171-198 · 5q3kz81dq0v7`
fn place_line(hit: &Hit) -> String {
    let date = match (hit.date, hit.date_source) {
        (Some(date), Some(source)) => format!("{} ({})", day(date), source_name(source)),
        (Some(date), None) => day(date),
        _ => "undated".to_owned(),
    };
    let page = hit.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let lines = hit.lines.as_deref().map(line_ranges).filter(|lines| !lines.is_empty());
    let lines = lines.map(|lines| format!(", lines {lines}")).unwrap_or_default();
    format!("{date} · {}{page}{lines} · {}", clean_line(&hit.file), hit.id)
}

fn marked_snippet(snippet: &HitSnippet, paint: Paint) -> String {
    let chars: Vec<char> = snippet.text.chars().collect();
    let piece = |range: Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in &snippet.marks {
        out.push_str(&clean_line(&piece(at..*start)));
        out.push_str(&paint.mark(&clean_line(&piece(*start..*end))));
        at = *end;
    }
    out.push_str(&clean_line(&piece(at..chars.len())));
    out
}

/// The whole article, what matched marked.
pub fn article(id: &str, stored: &Stored, marks: &[Range<usize>], paint: Paint) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", paint.bold(&clean_line(stored.title.as_deref().unwrap_or("(no headline)"))));
    let date = stored
        .published
        .map_or("undated".to_owned(), |(date, source)| format!("{} ({})", day(date), source_name(source)));
    let source = stored.source.as_deref().map(|source| format!(" · {}", clean_line(source))).unwrap_or_default();
    let _ =
        writeln!(out, "{}", paint.dim(&format!("{date}{source} · {} · {id}", clean_line(place(stored).trim_end()))));
    if !stored.byline.is_empty() {
        let _ = writeln!(out, "{}", clean_line(&stored.byline.join(", ")));
    }
    out.push('\n');
    let mut at = 0;
    for mark in marks {
        out.push_str(&paragraphs(&stored.text[at..mark.start]));
        out.push_str(&paint.mark(&clean_line(&stored.text[mark.clone()])));
        at = mark.end;
    }
    out.push_str(&paragraphs(&stored.text[at..]));
    out.push('\n');
    for caption in &stored.captions {
        let _ = writeln!(out, "\n{} {}", paint.dim("photo:"), clean_line(caption));
    }
    if let Some(url) = &stored.url {
        let _ = writeln!(out, "\n{}", clean_line(url));
    }
    out
}

/// An empty line between paragraphs.
fn paragraphs(text: &str) -> String {
    clean_text(text).replace('\n', "\n\n")
}

/// Where an article lies: file, page, lines.
pub fn place(stored: &Stored) -> String {
    let file = std::path::Path::new(&stored.root);
    // A root that is a file is the file itself.
    let file = if file.ends_with(&stored.file) { file.to_owned() } else { file.join(&stored.file) };
    let record = stored.record.map(|record| format!(", record {record}")).unwrap_or_default();
    let page = stored.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let lines = line_ranges(&stored.lines);
    let lines = if lines.is_empty() { lines } else { format!(", lines {lines}") };
    format!("{}{record}{page}{lines}\n", clean_line(&file.display().to_string()))
}

const LONGEST_BAR: u64 = 40;

fn bar(count: u64, most: u64) -> String {
    let eighths = (count * LONGEST_BAR * 8).checked_div(most).unwrap_or(0) as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let bar = format!("{}{part}", "█".repeat(eighths / 8));
    if bar.is_empty() && count > 0 { "▏".to_owned() } else { bar }
}

/// A bar for each day, month or year.
pub fn timeline(answer: &TimelineAnswer, paint: Paint) -> String {
    let mut out = String::new();
    let most = answer.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let width = most.to_string().len();
    for one in &answer.bars {
        let label = answer.by.label(one.from);
        let _ = writeln!(out, "{label}  {:>width$}  {}", one.count, paint.cyan(&bar(one.count, most)));
    }
    let undated = if answer.undated > 0 { format!(", {} without a date", answer.undated) } else { String::new() };
    let _ = writeln!(out, "{}", paint.dim(&format!("{}{undated}", count(answer.total, "article", "articles"))));
    out
}

fn span(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        _ => "undated".to_owned(),
    }
}

/// Officials, or dossiers where a name was asked.
pub fn officials(answer: &OfficialsAnswer, asked: Option<&str>, paint: Paint) -> String {
    let mut out = String::new();
    if answer.officials.is_empty() {
        let _ = writeln!(out, "nobody found");
    }
    for person in &answer.officials {
        let articles = count(person.articles, "article", "articles");
        let seen = span(person.first, person.last);
        let _ =
            writeln!(out, "{}  {}", paint.bold(&clean_line(&person.name)), paint.dim(&format!("{articles}, {seen}")));
        let most = if asked.is_some() { usize::MAX } else { 3 };
        for held in person.titles.iter().take(most) {
            let when = format!("{}, {}", count(held.articles, "article", "articles"), span(held.first, held.last));
            let _ = writeln!(out, "  {}  {}", clean_line(&held.title), paint.dim(&when));
        }
        if person.titles.len() > most {
            let _ = writeln!(out, "  {}", paint.dim(&format!("and {} more", person.titles.len() - most)));
        }
        write_dossier(&mut out, person, paint);
    }
    out
}

fn write_dossier(out: &mut String, person: &Official, paint: Paint) {
    if let Some(with) = person.with.as_ref().filter(|with| !with.is_empty()) {
        let names: Vec<String> =
            with.iter().map(|other| format!("{} ({})", clean_line(&other.name), other.articles)).collect();
        let _ = writeln!(out, "\n  {} {}", paint.dim("named alongside:"), names.join(", "));
    }
    if let Some(latest) = &person.latest {
        out.push('\n');
        latest.iter().for_each(|hit| write_hit(out, hit, paint));
    }
}

/// What the analyser makes of a text.
pub fn analysis(analysis: &Analysis, paint: Paint) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", paint.bold("tokens"));
    for token in &analysis.tokens {
        let _ = writeln!(out, "  {:>4}  {:<16} {}", token.position, token.folded, token.exact);
    }
    let _ = writeln!(out, "{}", paint.bold("officials"));
    for official in &analysis.officials {
        let posts = official.titles.join(", ");
        let _ = writeln!(out, "  {} {}", paint.cyan(&clean_line(&official.name)), clean_line(&posts));
    }
    let _ = writeln!(out, "{}", paint.bold("posts without a name"));
    for role in &analysis.roles {
        let holder = role.name.as_deref().unwrap_or("nobody named here");
        let _ = writeln!(out, "  {} ({})", clean_line(&role.text), clean_line(holder));
    }
    let _ = writeln!(out, "{}", paint.bold("dates"));
    for date in &analysis.dates {
        let _ = writeln!(out, "  {}  {}", clean_line(&date.text), span(Some(date.from), Some(date.to)));
    }
    out
}

/// The last line of `index`.
pub fn summary(report: &Report, seconds: f64) -> String {
    let files = |number: u64, what: &str| format!("{} {what}", count(number, "file", "files"));
    let undated = if report.undated > 0 { format!(" ({} undated)", report.undated) } else { String::new() };
    format!(
        "{}, {} unchanged, {} removed, {} skipped; {}{undated}; {:.1} MB/s\n",
        files(report.read, "read"),
        report.unchanged,
        report.removed,
        report.skipped.len(),
        count(report.articles, "article", "articles"),
        megabytes_a_second(report, seconds),
    )
}

fn megabytes_a_second(report: &Report, seconds: f64) -> f64 {
    report.bytes as f64 / 1e6 / seconds.max(1e-3)
}

/// The summary of `index`, for programs.
pub fn summary_json(report: &Report, seconds: f64) -> serde_json::Value {
    serde_json::json!({
        "read": report.read, "unchanged": report.unchanged, "removed": report.removed,
        "articles": report.articles, "undated": report.undated, "bytes": report.bytes, "seconds": seconds,
        "mb_per_second": megabytes_a_second(report, seconds), "skipped": report.skipped,
    })
}

/// A file or record that can't be used, and why.
pub fn skipped(skipped: &Skipped) -> String {
    let line = skipped.line.map(|line| format!(", line {line}")).unwrap_or_default();
    format!("{}{line}: {}", clean_line(&skipped.file), clean_line(&skipped.reason))
}

/// Where the warnings about single files can be read.
pub fn warnings_hint(warnings: usize) -> String {
    format!("{} about single files; `bantin status --files` lists them", count(warnings as u64, "remark", "remarks"))
}

/// What a run would do.
pub fn plan(plan: &Plan) -> String {
    let mut out = String::new();
    for file in &plan.to_read {
        let _ = writeln!(out, "read    {}", clean_line(&file.found.file));
    }
    for gone in &plan.gone {
        let _ = writeln!(out, "remove  {}", clean_line(gone));
    }
    let files = count(plan.to_read.len() as u64, "file", "files");
    let _ = writeln!(
        out,
        "would read {files}, leave {} unchanged, remove {}; nothing was done",
        plan.unchanged,
        plan.gone.len()
    );
    out
}

/// What a run would do, for programs.
pub fn plan_json(plan: &Plan) -> serde_json::Value {
    let read: Vec<&str> = plan.to_read.iter().map(|file| file.found.file.as_str()).collect();
    serde_json::json!({"read": read, "unchanged": plan.unchanged, "remove": plan.gone, "skipped": plan.skipped})
}

/// What the reader and the splitter made of files.
pub fn reading(reading: &Reading, paint: Paint) -> String {
    let mut out = String::new();
    for file in &reading.files {
        let issue = file.issue_date.map(|date| format!(", issue of {}", day(date))).unwrap_or_default();
        let articles = count(file.articles.len() as u64, "article", "articles");
        let about = format!("{}, {articles}{issue}", file.encoding);
        let _ = writeln!(out, "{}  {}", paint.bold(&clean_line(&file.file)), paint.dim(&about));
        for warning in &file.warnings {
            let _ = writeln!(out, "  {} {}", paint.yellow("note:"), clean_line(warning));
        }
        for article in &file.articles {
            write_article_read(&mut out, article, paint);
        }
    }
    out
}

fn write_article_read(out: &mut String, article: &ArticleRead, paint: Paint) {
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let _ = writeln!(out, "\n{:>3}  {}", article.part, paint.bold(&clean_line(title)));
    let date = match (article.date, article.date_source) {
        (Some(date), Some(source)) => format!("{} ({})", day(date), source_name(source)),
        _ => "undated".to_owned(),
    };
    let lines = line_ranges(&article.lines);
    let lines = if lines.is_empty() { lines } else { format!(", lines {lines}") };
    let byline = if article.byline.is_empty() { String::new() } else { format!(", by {}", article.byline.join(", ")) };
    let _ = writeln!(out, "     {}", paint.dim(&clean_line(&format!("{date}{lines}{byline}"))));
    for paragraph in article.text.lines() {
        let _ = writeln!(out, "     {}", clean_line(paragraph));
    }
    for caption in &article.captions {
        let _ = writeln!(out, "     {} {}", paint.dim("photo:"), clean_line(caption));
    }
}
