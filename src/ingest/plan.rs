//! What is new or changed, what is as before, and what is gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::analyse::officials::lists_version;
use crate::error::{Error, Result, Skipped};
use crate::index::manifest::{FileRecord, Manifest};
use crate::index::writer::Writer;
use crate::read::walk::{Found, walk, walk_part};
use crate::read::{self, side};

/// What a run has to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to read, in the order of their paths.
    pub to_read: Vec<ToRead>,
    /// Absolute paths of files that are as they were.
    pub unchanged: Vec<String>,
    /// Absolute paths of files that are gone.
    pub gone: Vec<String>,
    /// What the walk could not use.
    pub skipped: Vec<Skipped>,
    /// What the walk found that is no bulletin and yet not as it should be.
    pub remarks: Vec<Skipped>,
    /// The same, by absolute path and root, for the manifest.
    pub(super) unusable: Vec<(String, FileRecord)>,
    /// How many seconds pages without text may take to be read from pictures; `None` where they aren't.
    ocr: Option<u64>,
}

/// Where a run looks.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Folders and files.
    pub paths: &'a [PathBuf],
    /// Only these files and folders below them, by absolute path; `None` for all that lies there.
    pub touched: Option<&'a [PathBuf]>,
    /// The index folder, which holds no bulletins.
    pub index: &'a Path,
    /// How files are to be read.
    pub reading: &'a read::Options,
}

/// A file to read.
#[derive(Clone, Debug)]
pub struct ToRead {
    /// What the walk found.
    pub found: Found,
    /// Its absolute path.
    pub key: String,
    /// The folder given, absolute.
    pub root: String,
    /// Whether the index has articles of it.
    pub known: bool,
    /// What tells its side file from another.
    pub side: Option<String>,
}

impl Plan {
    /// Compares what lies in `scope` with what the manifest knows.
    ///
    /// # Errors
    /// When one of the paths is not there: nothing is removed on the word of a path that can't be looked at.
    pub fn make(scope: &Scope, manifest: &Manifest) -> Result<Plan> {
        let mut plan =
            Plan { ocr: scope.reading.pdf.ocr.then_some(scope.reading.pdf.time_limit.as_secs()), ..Plan::default() };
        let mut seen = BTreeSet::new();
        let index = scope.index.canonicalize().ok();
        for path in scope.paths {
            let root = std::fs::canonicalize(path).map_err(|source| Error::io(path, source))?;
            let index = index.as_deref().filter(|index| *index != root);
            match scope.touched {
                None => plan.look_through(&root, &root, index, manifest, &mut seen),
                Some(touched) => {
                    for part in touched.iter().filter(|part| part.starts_with(&root)) {
                        plan.look_through(&root, part, index, manifest, &mut seen);
                    }
                }
            }
        }
        Ok(plan)
    }

    /// Whether there is nothing to do.
    pub(super) fn is_idle(&self) -> bool {
        self.to_read.is_empty() && self.gone.is_empty() && self.unusable.is_empty()
    }

    /// How many bytes are to be read.
    pub fn bytes(&self) -> u64 {
        self.to_read.iter().map(|file| file.found.size).sum()
    }

    /// Looks through `part` of the folder `root`, and passes over the index, should it lie there.
    fn look_through(
        &mut self,
        root: &Path,
        part: &Path,
        index: Option<&Path>,
        manifest: &Manifest,
        seen: &mut BTreeSet<String>,
    ) {
        let is_of_index = |path: &Path| index.is_some_and(|index| path.starts_with(index));
        let mut unreachable: Vec<String> = Vec::new();
        let folder = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
        let items = if part == root { walk(root) } else { walk_part(root, part) };
        for item in items {
            match item {
                Ok(found) if is_of_index(&found.path) => {}
                Err(skipped) if is_of_index(&folder.join(&skipped.file)) => {}
                Err(skipped) if side::is_side_file(&skipped.file) => self.remarks.push(skipped),
                Ok(found) => {
                    let key = found.key();
                    if seen.insert(key.clone()) {
                        self.consider(found, key, root, manifest);
                    }
                }
                Err(skipped) => {
                    let key = folder.join(&skipped.file).to_string_lossy().into_owned();
                    if seen.insert(key.clone()) {
                        unreachable.push(key.clone());
                        self.unusable.push((key, unusable_record(&skipped, root)));
                        self.skipped.push(skipped);
                    }
                }
            }
        }
        let is_here = |key: &str| Path::new(key).starts_with(part);
        let may_be_there = |key: &str| unreachable.iter().any(|folder| key.starts_with(&format!("{folder}/")));
        let start = part.to_string_lossy();
        let near = manifest.files.range(start.to_string()..).map(|(key, _)| key);
        let near = near.take_while(|key| key.starts_with(start.as_ref()));
        let gone = near.filter(|key| is_here(key) && !seen.contains(*key) && !may_be_there(key));
        self.gone.extend(gone.cloned());
    }

    fn consider(&mut self, found: Found, key: String, root: &Path, manifest: &Manifest) {
        let record = manifest.files.get(&key);
        let side = side::stamp(&found);
        if let Some(record) = record
            && record.is_as(found.size, modified_nanoseconds(&found))
            && record.lexicon == lists_version()
            && record.side == side
            && !self.reads_more(record)
            && record.failure().is_none()
        {
            let again = |(line, reason): &(Option<u64>, String)| Skipped {
                file: record.file.clone(),
                line: *line,
                reason: reason.clone(),
            };
            self.skipped.extend(record.skipped.iter().map(again));
            self.unchanged.push(key);
            return;
        }
        let known = record.is_some_and(|record| record.articles > 0);
        self.to_read.push(ToRead { found, key, root: root.to_string_lossy().into_owned(), known, side });
    }

    /// Whether pages that an earlier reading left unread are read now.
    fn reads_more(&self, record: &FileRecord) -> bool {
        record.unread.zip(self.ocr).is_some_and(|(before, now)| before < now)
    }

    /// Takes files that are gone out of the index, and writes down what the walk could not use.
    pub(super) fn remove_gone(&self, writer: &mut Writer) -> Result<()> {
        for key in &self.gone {
            writer.remove(key)?;
            writer.manifest().files.remove(key);
        }
        for (key, record) in &self.unusable {
            writer.manifest().files.entry(key.clone()).or_insert_with(|| record.clone()).skipped =
                record.skipped.clone();
        }
        Ok(())
    }
}

fn unusable_record(skipped: &Skipped, root: &Path) -> FileRecord {
    FileRecord {
        file: skipped.file.clone(),
        root: root.to_string_lossy().into_owned(),
        skipped: vec![(skipped.line, skipped.reason.clone())],
        ..FileRecord::default()
    }
}

/// The time of a file's last change, nanoseconds since 1970.
pub(super) fn modified_nanoseconds(found: &Found) -> Option<i64> {
    let since = found.modified?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}
