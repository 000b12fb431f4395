//! What became of each file of a run, a row a file.

use super::Plan;
use crate::index::manifest::{FileRecord, Manifest};

/// What a run did with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was read: new or changed.
    Read,
    /// It was as before.
    Unchanged,
    /// It was gone; so are its articles.
    Removed,
    /// It can't be used. Articles of an earlier reading are kept.
    Skipped,
}

impl State {
    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            State::Read => "read",
            State::Unchanged => "unchanged",
            State::Removed => "removed",
            State::Skipped => "skipped",
        }
    }
}

/// A file of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// Its absolute path; below an archive with the name in it.
    pub path: String,
    /// What became of it.
    pub state: State,
    /// What is known of it; of one that was removed, what was known.
    pub record: FileRecord,
}

/// The files that are gone, as they were known.
pub(super) fn removed(plan: &Plan, manifest: &Manifest) -> Vec<FileRow> {
    plan.gone.iter().filter_map(|path| row(path, State::Removed, manifest)).collect()
}

/// All files of the run, by path; `manifest` knows already what became of them.
pub(super) fn rows(plan: &Plan, manifest: &Manifest, removed: Vec<FileRow>) -> Vec<FileRow> {
    let read = plan.to_read.iter().map(|file| (&file.key, State::Read));
    let unchanged = plan.unchanged.iter().map(|path| (path, State::Unchanged));
    let unusable = plan.unusable.iter().map(|(path, _)| (path, State::Skipped));
    let there = read.chain(unchanged).chain(unusable).filter_map(|(path, state)| row(path, state, manifest));
    let mut rows: Vec<FileRow> = there.chain(removed).collect();
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    rows
}

fn row(path: &str, state: State, manifest: &Manifest) -> Option<FileRow> {
    let record = manifest.files.get(path)?.clone();
    let state = if state == State::Read && record.failure().is_some() { State::Skipped } else { state };
    Some(FileRow { path: path.to_owned(), state, record })
}
