//! Opening an index to ask it: from any process, beside a writer, and from a folder that can't be written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Index, ReloadPolicy, Searcher};

use super::folder::Folder;
use super::manifest::Manifest;
use super::schema::{Fields, schema, tokenizers};
use crate::error::{Error, Result};

/// An index open for questions, at one commit.
#[derive(Clone)]
pub struct Opened {
    /// All segments of the commit.
    pub searcher: Searcher,
    /// Its fields.
    pub fields: Fields,
    /// The versions it was made with.
    pub header: super::folder::Header,
    folder: PathBuf,
    index: Index,
    payload: Option<String>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Opened {
    /// What the commit knows of each file.
    ///
    /// # Errors
    /// When the manifest can't be read.
    pub fn manifest(&self) -> Result<Manifest> {
        match &self.payload {
            Some(payload) => Manifest::read(&self.folder, payload),
            None => Ok(Manifest::default()),
        }
    }
}

/// tantivy's own handle of an opened index.
pub(super) fn tantivy_index(opened: &Opened) -> &Index {
    &opened.index
}

/// How often a reader that lost a race with a rebuild's switch or a merge's clean-up tries again.
const ATTEMPTS: usize = 5;

/// Opens the present commit of the index at `path`.
///
/// # Errors
/// When there is no index, or it is of another version, or can't be read.
pub fn open(path: &Path) -> Result<Opened> {
    let folder = Folder::new(path);
    let mut attempt = 1;
    loop {
        match open_once(&folder) {
            Err(Error::Engine(_) | Error::Io { .. }) if attempt < ATTEMPTS => {
                attempt += 1;
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            outcome => return outcome,
        }
    }
}

fn open_once(folder: &Folder) -> Result<Opened> {
    let header = folder.usable_header()?;
    let generation = folder.generation(header.generation);
    let inner = MmapDirectory::open(&generation).map_err(tantivy::TantivyError::from)?;
    let (expected, fields) = schema();
    let mut index = Index::open(Unlocked { inner })?;
    if index.schema() != expected {
        return Err(Error::Index(format!(
            "{}: its fields are not those of this bantin; run `bantin index --rebuild` with the same folders",
            folder.path().display()
        )));
    }
    index.set_tokenizers(tokenizers());
    let payload = index.load_metas()?.payload;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(Opened { searcher: reader.searcher(), fields, header, folder: generation, index, payload })
}

/// A directory for reading only. Taking the lock that guards opening would need a writable folder; a reader that
/// meets a clean-up simply opens again.
#[derive(Clone, Debug)]
struct Unlocked {
    inner: MmapDirectory,
}

impl Directory for Unlocked {
    fn get_file_handle(&self, path: &Path) -> std::result::Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> std::result::Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> std::result::Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> std::result::Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> std::result::Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> std::io::Result<()> {
        // tantivy lists its files here when it opens an index; a reader has nothing to add to the list.
        Ok(())
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> std::result::Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

fn read_only() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ReadOnlyFilesystem, "this index is open for reading only")
}
