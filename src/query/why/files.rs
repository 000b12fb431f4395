//! Which file is meant, and what became of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::error::{Error, Result};
use crate::index::manifest::{FileRecord, Manifest};
use crate::read::walk::{Found, passed_over};
use crate::text::normalise::normalise;

/// The most files named when several may be meant, and the most records named that can't be used.
const MOST_NAMED: usize = 5;

/// A file that is asked about.
#[derive(Clone, Debug)]
pub struct FileAsked {
    /// As typed.
    pub typed: String,
    /// The absolute paths it stands for, seen from where it was typed, links followed.
    pub paths: Vec<PathBuf>,
}

/// The file that is meant.
pub(super) enum Meant<'m> {
    /// Its absolute path and what is known of it.
    Known(&'m str, &'m FileRecord),
    /// The index doesn't know it, for this reason.
    Unknown(String),
}

/// The file at the path, else the one whose name in its folder is what was typed, or ends so.
///
/// # Errors
/// When several may be meant, or when it is a folder.
pub(super) fn meant<'m>(manifest: &'m Manifest, asked: &FileAsked) -> Result<Meant<'m>> {
    let known = |path: &PathBuf| manifest.files.get_key_value(path.to_string_lossy().as_ref());
    if let Some((key, record)) = asked.paths.iter().find_map(known) {
        return Ok(Meant::Known(key, record));
    }
    if let Some(path) = asked.paths.iter().find(|path| path.exists()) {
        return on_disk(manifest, &asked.typed, path).map(Meant::Unknown);
    }
    match named(manifest, &asked.typed).as_slice() {
        [(key, record)] => Ok(Meant::Known(key, record)),
        [] => nowhere(manifest, &asked.typed).map(Meant::Unknown),
        several => Err(ambiguous(&asked.typed, several)),
    }
}

/// Whether what was typed, the first text, names a file, given as its name in its folder and as its absolute path.
type Way = fn(&str, &str, &str) -> bool;

/// The whole name; else the end of the path, whole parts of it; else just the end.
const WAYS: [Way; 3] = [
    |typed, file, _| file == typed,
    |typed, _, path| path.strip_suffix(typed).is_some_and(|before| before.ends_with('/')),
    |typed, file, _| file.ends_with(typed),
];

/// The files that `typed` names in the first way in which it names any.
fn named<'m>(manifest: &'m Manifest, typed: &str) -> Vec<(&'m str, &'m FileRecord)> {
    let typed = normalise(typed.trim_start_matches("./"));
    if typed.is_empty() {
        return Vec::new();
    }
    let all = || manifest.files.iter().map(|(key, record)| (key.as_str(), record));
    let in_way = |way: &Way| -> Vec<(&'m str, &'m FileRecord)> {
        all().filter(|(key, record)| way(&typed, &normalise(&record.file), &normalise(key))).collect()
    };
    WAYS.iter().map(in_way).find(|found| !found.is_empty()).unwrap_or_default()
}

fn ambiguous(typed: &str, several: &[(&str, &FileRecord)]) -> Error {
    let is_told_apart = |file: &str| several.iter().filter(|(_, record)| record.file == file).count() == 1;
    let name = |(key, record): &(&str, &FileRecord)| match is_told_apart(&record.file) {
        true => record.file.clone(),
        false => (*key).to_owned(),
    };
    let named: Vec<String> = several.iter().take(MOST_NAMED).map(name).collect();
    let more = match several.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Error::Usage(format!("why: several files end with `{typed}`: {}{more}; type more of it", named.join(", ")))
}

/// Why a file that the index has under no such name isn't in it: it may lie in one of the folders that were indexed.
fn nowhere(manifest: &Manifest, typed: &str) -> Result<String> {
    match roots(manifest).into_iter().map(|root| root.join(typed)).find(|path| path.is_file()) {
        Some(path) => on_disk(manifest, &path.to_string_lossy(), &path),
        None => Ok(NOWHERE.to_owned()),
    }
}

const NOWHERE: &str =
    "no file of this name in the index and none on the disk; `bantin status --files` lists those in the index";

/// The folders and files that were indexed.
fn roots(manifest: &Manifest) -> BTreeSet<&Path> {
    manifest.files.values().map(|record| Path::new(&record.root)).collect()
}

/// Why the file at `path`, which lies on the disk, is not in the index. `shown` is how it is named.
fn on_disk(manifest: &Manifest, shown: &str, path: &Path) -> Result<String> {
    if path.is_dir() {
        return Err(Error::Usage(format!("why: {shown}: is a folder; expected a file")));
    }
    if let Err(skipped) = Found::of_file(path) {
        return Ok(skipped.reason);
    }
    let root = roots(manifest).into_iter().find(|root| path.starts_with(root));
    let why = match root.map(|root| (root, passed_over(root, path))) {
        None => "it lies in no folder that was indexed".to_owned(),
        Some((_, Some(reason))) => reason.to_owned(),
        Some((root, None)) => format!("it was not there when {} was last read", root.display()),
    };
    Ok(format!("{why}; `bantin index {}` would read it{}", quoted(shown), namesake(manifest, shown)))
}

/// A file of the index that may have been meant instead.
fn namesake(manifest: &Manifest, shown: &str) -> String {
    match named(manifest, shown).first() {
        Some((_, record)) => format!("; the index has {}, which ends so", record.file),
        None => String::new(),
    }
}

/// As a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+=:@%,".contains(c);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Why a file that was seen gave no article.
pub(super) fn why_skipped(key: &str, record: &FileRecord) -> String {
    remarks(key, record).unwrap_or_else(|| "it was read, but holds no article".to_owned())
}

/// What of the file could not be used, and whether it is still as it was read.
pub(super) fn remarks(key: &str, record: &FileRecord) -> Option<String> {
    let reason = |(line, reason): &(Option<u64>, String)| match line {
        Some(line) => format!("line {line}: {reason}"),
        None => reason.clone(),
    };
    let mut all: Vec<String> = record.skipped.iter().take(MOST_NAMED).map(reason).collect();
    if record.skipped.len() > MOST_NAMED {
        all.push(format!("and {} more records that can't be used", record.skipped.len() - MOST_NAMED));
    }
    all.extend(since_then(key, record).map(str::to_owned));
    (!all.is_empty()).then(|| all.join("; "))
}

/// What happened to the file since it was read.
fn since_then(key: &str, record: &FileRecord) -> Option<&'static str> {
    let path = Path::new(key);
    if record.hash.is_empty() || !Path::new(&record.root).exists() {
        // Never read, or an index taken along without its files: nothing to compare.
        return None;
    }
    let Ok(metadata) = std::fs::metadata(path) else {
        return Some("the file is gone from the disk; the next `bantin index` removes its articles");
    };
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
    let is_same = metadata.len() == record.size && modified == record.modified;
    (!is_same).then_some("the file was changed since it was read; the next `bantin index` reads it anew")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let record = |root: &str, file: &str| {
            let record = FileRecord { file: file.to_owned(), root: root.to_owned(), ..FileRecord::default() };
            (format!("{root}/{file}"), record)
        };
        let files = [("/a", "tin.txt"), ("/a", "2023/tin.txt"), ("/a", "2023/so-12.txt"), ("/b", "so-2.txt")];
        Manifest { files: files.into_iter().map(|(root, file)| record(root, file)).collect() }
    }

    #[test]
    fn the_whole_name_comes_before_its_end() {
        let manifest = manifest();
        for (typed, expected) in [
            ("tin.txt", vec!["/a/tin.txt"]),
            ("./2023/tin.txt", vec!["/a/2023/tin.txt"]),
            ("a/tin.txt", vec!["/a/tin.txt"]),
            ("2.txt", vec!["/a/2023/so-12.txt", "/b/so-2.txt"]),
            ("12.txt", vec!["/a/2023/so-12.txt"]),
            ("in", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = named(&manifest, typed).into_iter().map(|(key, _)| key).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn what_is_to_be_typed_can_be_typed() {
        assert_eq!(quoted("2023/số-1.txt"), "2023/số-1.txt");
        assert_eq!(quoted("bản tin's.txt"), "'bản tin'\\''s.txt'");
    }
}
