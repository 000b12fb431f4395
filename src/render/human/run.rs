//! What a run of `index` or `check` did, for people and for programs.

use std::fmt::Write as _;
use std::path::Path;

use super::{clean_line, count};
use crate::error::Skipped;
use crate::index::check::Checked;
use crate::ingest::{FileRow, Plan, Report, State};

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

/// A file that was indexed or taken out while a folder is watched, and when.
pub fn change(row: &FileRow, at: &str) -> String {
    let file = clean_line(&row.record.file);
    let record = &row.record;
    if row.state != State::Read {
        return format!("{at} {} {file}\n", row.state.name());
    }
    let undated = if record.undated > 0 { format!(" ({} undated)", record.undated) } else { String::new() };
    format!("{at} read {file}: {}{undated}\n", count(record.articles, "article", "articles"))
}

/// The same, for programs.
pub fn change_json(row: &FileRow) -> serde_json::Value {
    let record = &row.record;
    let skipped = record.skipped.iter().map(|(line, reason)| serde_json::json!({"line": line, "reason": reason}));
    serde_json::json!({
        "event": row.state.name(), "file": record.file, "path": row.path, "articles": record.articles,
        "undated": record.undated, "warnings": record.warnings, "skipped": skipped.collect::<Vec<_>>(),
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
        plan.unchanged.len(),
        plan.gone.len()
    );
    out
}

/// What a run would do, for programs.
pub fn plan_json(plan: &Plan) -> serde_json::Value {
    let read: Vec<&str> = plan.to_read.iter().map(|file| file.found.file.as_str()).collect();
    serde_json::json!({"read": read, "unchanged": plan.unchanged.len(), "remove": plan.gone, "skipped": plan.skipped})
}
