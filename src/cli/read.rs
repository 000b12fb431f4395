//! `bantin read`

use std::path::Path;

use super::Ended;
use super::args::{Global, ReadArgs};
use super::out::Out;
use crate::analyse::{best_date, publication};
use crate::error::{Error, Result, Skipped};
use crate::read::walk::{Found, files_of};
use crate::read::{Document, FileFacts, Options, read};
use crate::render::reading::{ArticleRead, FileRead, Reading};
use crate::render::{human, side};
use crate::split::{check_side_file, printed_lines, split, with_lines};

pub(super) fn run(global: &Global, args: &ReadArgs, out: &mut Out) -> Result<Ended> {
    let mut reading = Reading { files: Vec::new() };
    let options = super::reading::options(&args.reading);
    if args.side_file || args.lines {
        return for_side_file(args, &options, out);
    }
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

/// A side file of the one file named, or the lines that it would name.
fn for_side_file(args: &ReadArgs, options: &Options, out: &mut Out) -> Result<Ended> {
    let [path] = args.files.as_slice() else {
        return Err(Error::Usage(format!("--side-file and --lines: expected one file, found {}", args.files.len())));
    };
    let found = Found::of_file(path).map_err(|skipped| Error::Usage(human::skipped(&skipped)))?;
    let mut documents: Vec<Document> = Vec::new();
    let mut sink = |item: std::result::Result<Document, Skipped>| documents.extend(item.ok());
    read(&found, options, &mut sink).map_err(|skipped| Error::Usage(human::skipped(&skipped)))?;
    let refused = || Error::Usage(format!("{}: expected {WITH_LINES}", path.display()));
    let [document] = documents.as_mut_slice() else { return Err(refused()) };
    check_side_file(document);
    document.warnings.iter().for_each(|warning| out.note(warning));
    let text = match args.lines {
        true => printed_lines(document).map(|lines| side::lines(&lines)),
        false => with_lines(document).map(|articles| side::side_file(&articles)),
    };
    out.text(&text.ok_or_else(refused)?)?;
    Ok(Ended::Well)
}

/// What has lines that a side file could name, and what hasn't.
const WITH_LINES: &str = "a text, a document or a PDF, found records, whose articles a side file can't settle";

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
        check_side_file(&mut document);
        file.warnings.append(&mut document.warnings);
        for article in split(&document) {
            file.issue_date = file.issue_date.or(article.issued);
            let published = best_date(&publication(&article));
            file.articles.push(ArticleRead::new(file.articles.len() as u32 + 1, article, published));
        }
    }
    file
}
