//! `bantin read`

use std::path::Path;

use super::Ended;
use super::args::{Global, ReadArgs};
use super::out::Out;
use crate::analyse::{best_date, publication};
use crate::error::{Result, Skipped};
use crate::read::walk::{Found, files_of};
use crate::read::{Document, FileFacts, Options, read};
use crate::render::human;
use crate::render::reading::{ArticleRead, FileRead, Reading};
use crate::split::split;

pub(super) fn run(global: &Global, args: &ReadArgs, out: &mut Out) -> Result<Ended> {
    let mut reading = Reading { files: Vec::new() };
    let options = super::reading::options(&args.reading);
    let mut well = true;
    for (path, found) in args.files.iter().flat_map(|path| files_of(path).into_iter().map(move |found| (path, found))) {
        let mut failed = Vec::new();
        match found.and_then(|found| one_file(path, &found, &options, &mut failed)) {
            Ok(file) => reading.files.push(file),
            Err(skipped) => failed.push(skipped),
        }
        for skipped in &failed {
            out.error(&human::skipped(skipped));
        }
        well &= failed.is_empty();
    }
    if global.json {
        out.json(&reading)?;
    } else {
        let text = human::reading(&reading, out.paint);
        out.text(&text)?;
    }
    Ok(Ended::well_if(well))
}

fn one_file(
    path: &Path,
    found: &Found,
    options: &Options,
    failed: &mut Vec<Skipped>,
) -> std::result::Result<FileRead, Skipped> {
    let mut documents: Vec<Document> = Vec::new();
    let as_named = |skipped: Skipped| Skipped { file: named(path, &skipped.file), ..skipped };
    let facts = read(found, options, &mut |item| match item {
        Ok(document) => documents.push(document),
        Err(skipped) => failed.push(as_named(skipped)),
    })
    .map_err(as_named)?;
    Ok(file_read(found, &facts, documents))
}

/// A file as the user named it, with the name of a member behind that of its archive.
fn named(path: &Path, file: &str) -> String {
    let member = file.split_once('/').map(|(_, member)| format!("/{member}")).unwrap_or_default();
    format!("{}{member}", path.to_string_lossy())
}

fn file_read(found: &Found, facts: &FileFacts, documents: Vec<Document>) -> FileRead {
    let mut file = FileRead {
        file: found.key(),
        encoding: facts.encoding.to_owned(),
        issue_date: None,
        warnings: Vec::new(),
        articles: Vec::new(),
    };
    for mut document in documents {
        file.warnings.append(&mut document.warnings);
        for article in split(&document) {
            file.issue_date = file.issue_date.or(article.issued);
            let published = best_date(&publication(&article));
            file.articles.push(ArticleRead::new(file.articles.len() as u32 + 1, article, published));
        }
    }
    file
}
