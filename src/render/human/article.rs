//! A whole article, for people.

use std::fmt::Write as _;
use std::ops::Range;

use super::{day, line_ranges, source_name};
use crate::index::stored::Stored;
use crate::render::Paint;
use crate::render::clean::{clean_line, clean_text};

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
