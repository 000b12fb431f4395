//! Is the index whole? Checksums of every file, and whether the manifest agrees with what is stored.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

use super::damage::damage;
use super::directory::{Access, META};
use super::entry::file_key;
use super::folder::Folder;
use super::reading::{Opened, engine_at, open};
use crate::error::{Error, Result};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// Files that the manifest knows.
    pub files: u64,
    /// Articles in the index.
    pub articles: u64,
    /// What is wrong, one sentence each; empty when all is well.
    pub problems: Vec<String>,
}

/// Checks the index at `path`: reads all of it.
///
/// # Errors
/// When there is no index, or it is of another version. Damage is no error: it is what the answer tells.
pub fn check(path: &Path) -> Result<Checked> {
    let folder = Folder::new(path);
    let header = folder.usable_header()?;
    let generation = folder.generation(header.generation);
    let damaged = damage_again(&generation);
    if !damaged.is_empty() {
        return Ok(Checked { problems: damaged, ..Checked::default() });
    }
    let opened = match open(path) {
        Ok(opened) => opened,
        Err(Error::Engine(error)) => return Ok(unopened(&error)),
        Err(error) => return Err(error),
    };
    let mut checked = Checked { articles: opened.searcher.num_docs(), ..Checked::default() };
    match opened.manifest() {
        Ok(manifest) => {
            checked.files = manifest.files.len() as u64;
            let counted = manifest.files.iter().map(|(key, record)| (key.as_str(), record.articles));
            checked.problems.extend(disagreements(&opened, counted)?);
        }
        Err(error) => checked.problems.push(error.to_string()),
    }
    checked.problems.extend(opened.unpacker().err().map(|error| error.to_string()));
    Ok(checked)
}

fn unopened(error: &tantivy::TantivyError) -> Checked {
    Checked { problems: vec![format!("it can't be opened: {error}")], ..Checked::default() }
}

/// What is damaged in a generation. Whoever looks while a run clears files away looks again.
fn damage_again(generation: &Path) -> Vec<String> {
    let look = || match engine_at(generation, Access::Whole).and_then(|index| Ok((index.load_metas()?, index))) {
        Ok((metas, index)) => damage(&index, generation, &metas),
        Err(error) => vec![format!("{}: it can't be opened: {error}", generation.join(META).display())],
    };
    let first = look();
    if first.is_empty() { first } else { look() }
}

fn disagreements<'a>(opened: &Opened, counted: impl Iterator<Item = (&'a str, u64)>) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    let mut sum = 0;
    for (key, articles) in counted {
        let term = Term::from_field_u64(opened.fields.file, file_key(key));
        let found = opened.searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &Count)? as u64;
        sum += found;
        if found != articles {
            problems.push(format!("{key}: the manifest counts {articles} articles, the index holds {found}"));
        }
    }
    let all = opened.searcher.num_docs();
    if problems.is_empty() && sum != all {
        problems.push(format!("{} articles belong to no file of the manifest", all.abs_diff(sum)));
    }
    Ok(problems)
}
