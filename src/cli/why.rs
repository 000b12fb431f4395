//! `bantin why`

use std::path::{Path, PathBuf};

use super::args::{Global, WhyArgs};
use super::out::Out;
use super::{Ended, question};
use crate::error::{Error, Result};
use crate::query::local::Local;
use crate::query::why::FileAsked;
use crate::render::{human, why};

pub(super) fn run(global: &Global, args: &WhyArgs, out: &mut Out) -> Result<Ended> {
    let request = question::question(&global.index, &args.query, &args.filters)?;
    if !question::asks_something(&request) {
        return Err(Error::Usage(
            "why: nothing that the file could be a hit of; expected words or a filter behind it, as in `bantin why tin.txt thu ngan sach`".into(),
        ));
    }
    let opened = question::opened(&global.index)?;
    let people = question::people(&global.index, args.filters.people.as_deref())?;
    let (answer, warnings) =
        Local::new(&opened).with_people(&people).why(&opened.manifest()?, &asked(&args.file), &request)?;
    if global.json {
        out.json(&answer)?;
    } else {
        warnings.iter().for_each(|warning| out.note(&human::warning(warning, &request.text)));
        let text = why::answer(&answer, out.paint);
        out.text(&text)?;
    }
    Ok(Ended::well_if(answer.verdict.is_hit()))
}

/// Where the file lies, seen from here: under its own name, which may be that of a link, and where a link leads. A
/// file that is gone still has a place in its folder.
fn asked(file: &Path) -> FileAsked {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let in_folder = || Some(folder.canonicalize().ok()?.join(file.file_name()?));
    let paths: Vec<PathBuf> = in_folder().into_iter().chain(file.canonicalize().ok()).collect();
    FileAsked { typed: file.to_string_lossy().into_owned(), paths }
}
