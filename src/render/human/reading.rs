//! What the reader, the splitter and the analyser make of a text, for people.

use std::fmt::Write as _;

use super::{clean_line, count, day, line_ranges, source_name, span};
use crate::render::Paint;
use crate::render::analysis::Analysis;
use crate::render::reading::{ArticleRead, Reading};
use crate::split::cut::{DOUBTFUL, word};

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
    let sure = format!(
        "{} ({:.0} %): {}",
        word(article.confidence as f32),
        article.confidence * 100.0,
        article.cut.because.join(", ")
    );
    let sure = clean_line(&sure);
    let _ = writeln!(out, "     {}", if is_doubtful(article) { paint.yellow(&sure) } else { paint.dim(&sure) });
    for paragraph in article.text.lines() {
        let _ = writeln!(out, "     {}", clean_line(paragraph));
    }
    for caption in &article.captions {
        let _ = writeln!(out, "     {} {}", paint.dim("photo:"), clean_line(caption));
    }
}

fn is_doubtful(article: &ArticleRead) -> bool {
    article.confidence < f64::from(DOUBTFUL)
}
