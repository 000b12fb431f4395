//! The index folder.
//!
//! ```text
//! index/
//!   bantin.json          versions, and which generation is the present one
//!   lock                 held while a run writes; says who
//!   generation-N/        a tantivy index, and the manifest its last commit names
//! ```
//! A rebuild makes generation N+1 beside N and then replaces `bantin.json`, so searches go on meanwhile.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::schema::{ANALYZER_VERSION, SCHEMA_VERSION};
use crate::error::{Error, Result};

const HEADER: &str = "bantin.json";
const LOCK: &str = "lock";
const GENERATION: &str = "generation-";

/// What `bantin.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the schema.
    pub schema: u32,
    /// The version of reader, splitter and analyser.
    pub analyzer: u32,
    /// The present generation.
    pub generation: u64,
}

/// An index folder that may or may not hold an index yet.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at `path`; nothing is read or made.
    pub fn new(path: impl Into<PathBuf>) -> Folder {
        Folder { path: path.into() }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The header; `None` where there is no index yet.
    ///
    /// # Errors
    /// When the path is something else than an index folder.
    pub fn header(&self) -> Result<Option<Header>> {
        let path = self.path.join(HEADER);
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| {
                Error::Index(format!(
                    "{}: not the header of an index ({error}); run `bantin index --rebuild`, or name another folder with --index",
                    path.display()
                ))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.empty_or_refused().map(|()| None),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => Err(Error::Index(format!(
                "{}: expected a folder, found a file; name an index folder with --index",
                self.path.display()
            ))),
            Err(error) => Err(Error::io(path, error)),
        }
    }

    /// A folder without a header may hold only hidden files and what an interrupted first run left.
    fn empty_or_refused(&self) -> Result<()> {
        let entries = match std::fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io(&self.path, error)),
        };
        for entry in entries {
            let name = entry.map_err(|error| Error::io(&self.path, error))?.file_name();
            let name = name.to_string_lossy();
            if !(name.starts_with('.') || name == LOCK || name.starts_with(GENERATION)) {
                return Err(Error::Index(format!(
                    "{}: not an index: it holds `{name}` and no {HEADER}; name an empty or new folder with --index",
                    self.path.display()
                )));
            }
        }
        Ok(())
    }

    /// The header of an index that this program can read.
    ///
    /// # Errors
    /// When there is no index, or when it is of another version; both say what to run.
    pub fn usable_header(&self) -> Result<Header> {
        let header = self.header()?.ok_or_else(|| {
            Error::Index(format!(
                "{}: no index here; run `bantin index FOLDER --index {}` first",
                self.path.display(),
                self.path.display()
            ))
        })?;
        self.check_versions(&header)?;
        Ok(header)
    }

    /// Refuses an index of another version.
    ///
    /// # Errors
    /// Names both versions and the mending command.
    pub fn check_versions(&self, header: &Header) -> Result<()> {
        for (what, found, expected) in
            [("schema", header.schema, SCHEMA_VERSION), ("analyzer", header.analyzer, ANALYZER_VERSION)]
        {
            if found != expected {
                return Err(Error::Index(format!(
                    "{}: the index has {what} version {found}, this bantin has {expected}; run `bantin index --rebuild` with the same folders",
                    self.path.display()
                )));
            }
        }
        Ok(())
    }

    /// Where generation `number` lies.
    pub fn generation(&self, number: u64) -> PathBuf {
        self.path.join(format!("{GENERATION}{number}"))
    }

    /// Makes `generation` the present one, in one step.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn switch_to(&self, generation: u64) -> Result<()> {
        let header = Header { schema: SCHEMA_VERSION, analyzer: ANALYZER_VERSION, generation };
        let path = self.path.join(HEADER);
        let bytes = serde_json::to_vec_pretty(&header).map_err(|error| Error::io(&path, error.into()))?;
        write_whole(&path, &bytes)
    }

    /// The highest generation that lies in the folder, whatever the header says.
    pub fn highest_generation(&self) -> Option<u64> {
        let entries = std::fs::read_dir(&self.path).ok()?;
        entries.flatten().filter_map(|entry| generation_number(&entry.file_name())).max()
    }

    /// Removes every generation but `kept`: what a rebuild replaced, and what an interrupted one left.
    pub fn remove_other_generations(&self, kept: u64) {
        let Ok(entries) = std::fs::read_dir(&self.path) else { return };
        for entry in entries.flatten() {
            if generation_number(&entry.file_name()).is_some_and(|number| number != kept) {
                // A reader may still hold it; the next run tries again.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Makes the folder and takes the lock of the one writer.
    ///
    /// # Errors
    /// When another process holds it: the message says which.
    pub fn lock(&self, who: &str) -> Result<WriterLock> {
        create_private(&self.path)?;
        let path = self.path.join(LOCK);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| Error::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => {
                let holder = holder(&mut file);
                return Err(Error::Locked(format!(
                    "{}: another run writes to this index: {holder}; wait until it ends, or stop it",
                    self.path.display()
                )));
            }
            Err(std::fs::TryLockError::Error(error)) => return Err(Error::io(&path, error)),
        }
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(who.as_bytes())
        };
        write(&mut file).map_err(|error| Error::io(&path, error))?;
        Ok(WriterLock { _file: file })
    }
}

/// Who holds the lock. A run that has just taken it writes its name in the next moment.
fn holder(file: &mut File) -> String {
    const TRIES: u32 = 20;
    for _ in 0..TRIES {
        let mut holder = String::new();
        let _ = file.rewind().and_then(|()| file.read_to_string(&mut holder));
        if !holder.trim().is_empty() {
            return holder.trim().to_owned();
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    "another process".to_owned()
}

fn generation_number(name: &std::ffi::OsStr) -> Option<u64> {
    name.to_str()?.strip_prefix(GENERATION)?.parse().ok()
}

/// Held while a run writes; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

/// Makes a folder, and the ones above it, that only its owner may read.
pub(super) fn create_private(path: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| Error::io(path, error))
}

/// The hash by which a file beside the segments is known.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The bytes of a file beside the segments that is known by its hash.
///
/// # Errors
/// When it can't be read, or was changed since it was written.
pub(super) fn read_known(path: &Path, hash: &str) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
    if hash_of(&bytes) != hash {
        let path = path.display();
        return Err(Error::Index(format!("{path}: its checksum doesn't agree; run `bantin index --rebuild`")));
    }
    Ok(bytes)
}

/// Writes a file whole: beside it, to the disk, then in its place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        File::open(folder)?.sync_all()
    };
    write().map_err(|error| Error::io(path, error))
}
