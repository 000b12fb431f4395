//! What is known of each file. A manifest is written whole beside the index and named in the commit that it belongs
//! to, so that both are the state before or the state after, never a mixture.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::folder::{hash_of, read_known, write_whole};
use crate::error::{Error, Result};
use crate::read::Published;

/// What is known of every file, by absolute path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// By absolute path.
    pub files: BTreeMap<String, FileRecord>,
}

/// What is known of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Relative to the folder that was indexed, `/` between its parts.
    pub file: String,
    /// The folder (or file) that was indexed, absolute.
    pub root: String,
    /// Bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: Option<i64>,
    /// When it was read, nanoseconds since 1970.
    pub read_at: i64,
    /// A hash of its bytes.
    pub hash: String,
    /// How many articles it gave.
    pub articles: u64,
    /// How many of them have no date.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub undated: u64,
    /// How many of them have borders that the splitter doubts.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub doubtful: u64,
    /// Of the days on which its articles were published the earliest, with what says so, and the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<(Published, Date)>,
    /// The first day of publication, as taken, with what another source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disputed: Option<(Published, Published)>,
    /// Name, size and time of the side file that settled its articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// The user's lists that it was analysed with; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lexicon: String,
    /// How its bytes were read: `UTF-8`.
    pub encoding: String,
    /// Where pages without text were left unread, with how many seconds for the file; 0 where their pictures were not
    /// looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<u64>,
    /// What a user should know of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What could not be used: the whole file (no line), or records of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<(Option<u64>, String)>,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// How long after a file's last change a reading may have missed another change within the same tick.
const RACY_NANOSECONDS: i64 = 2_000_000_000;

impl FileRecord {
    /// Whether size and time say that the file is as it was when it was read.
    pub fn is_as(&self, size: u64, modified: Option<i64>) -> bool {
        self.size == size
            && self.modified.is_some()
            && self.modified == modified
            && self.modified.is_some_and(|modified| self.read_at - modified > RACY_NANOSECONDS)
    }
}

impl FileRecord {
    /// Why nothing of it could be used; `None` where something was.
    pub fn failure(&self) -> Option<&str> {
        self.skipped.iter().find(|(line, _)| line.is_none()).map(|(_, reason)| reason.as_str())
    }
}

impl Manifest {
    /// Reads the manifest that a commit's `payload` names and that lies in `folder`.
    ///
    /// # Errors
    /// When the file can't be read, holds something else, or was changed since it was written.
    pub fn read(folder: &Path, payload: &str) -> Result<Manifest> {
        let Payload { manifest: name, hash, .. } = Payload::of(payload);
        let path = folder.join(name);
        let no_manifest = |error| format!("{}: not a manifest ({error}); run `bantin index --rebuild`", path.display());
        serde_json::from_slice(&read_known(&path, hash)?).map_err(|error| Error::Index(no_manifest(error)))
    }

    /// Writes the manifest of commit `opstamp` into `folder`, whole or not at all, and gives the payload that names it
    /// and the dictionary by which articles are [packed](super::pack).
    /// A commit that changes nothing but the manifest has the number of the one before; so the name says what is in it,
    /// and no file that a commit names is ever written again with something else.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn write(&self, folder: &Path, opstamp: u64, dictionary: Option<&str>) -> Result<String> {
        const SHOWN: usize = 8;
        let bytes = serde_json::to_vec(self).map_err(|error| Error::io(folder, error.into()))?;
        let hash = hash_of(&bytes);
        let name = format!("manifest-{opstamp}-{}.json", &hash[..SHOWN]);
        write_whole(&folder.join(&name), &bytes)?;
        Ok(match dictionary {
            Some(dictionary) => format!("{name} {hash} {dictionary}"),
            None => format!("{name} {hash}"),
        })
    }
}

/// What a commit binds to its articles: files beside the segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Payload<'a> {
    /// The name of the manifest's file.
    pub(super) manifest: &'a str,
    /// The hash of its bytes.
    pub(super) hash: &'a str,
    /// The name of the dictionary's file, which says the hash of its bytes.
    pub(super) dictionary: Option<&'a str>,
}

impl<'a> Payload<'a> {
    /// Takes the words of a payload apart.
    pub(super) fn of(payload: &'a str) -> Payload<'a> {
        let mut words = payload.split(' ');
        let manifest = words.next().unwrap_or_default();
        Payload { manifest, hash: words.next().unwrap_or_default(), dictionary: words.next() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_of_one_commit_that_differ_lie_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::default();
        let before = manifest.write(folder.path(), 9, None).unwrap();
        manifest.files.insert("/so-bao/1.txt".to_owned(), FileRecord::default());
        let after = manifest.write(folder.path(), 9, None).unwrap();
        assert_ne!(Payload::of(&before).manifest, Payload::of(&after).manifest);
        let with_dictionary = manifest.write(folder.path(), 9, Some("dictionary-1")).unwrap();
        assert_eq!(Payload::of(&with_dictionary), Payload { dictionary: Some("dictionary-1"), ..Payload::of(&after) });
        assert!(Manifest::read(folder.path(), &before).unwrap().files.is_empty());
        assert_eq!(Manifest::read(folder.path(), &after).unwrap().files.len(), 1);
    }
}
