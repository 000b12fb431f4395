//! The files of an index as questions read them.
//!
//! They are mapped into memory. Where they aren't in it yet, the system would read whatever it thinks fit around each
//! page that is touched, by its own settings up to megabytes: of an index out of memory that was nearly all the time of
//! a question. So it is told to read single pages, and what is surely needed (the postings and positions of a term, a
//! block of stored articles) is asked for as a whole when tantivy takes it up, while the question goes on.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// The engine's list of segments.
pub(super) const META: &str = "meta.json";

/// A directory for reading only. Taking the lock that guards opening would need a writable folder; a reader that
/// meets a clean-up simply opens again.
#[derive(Clone, Debug)]
pub(super) struct ReadOnly {
    inner: MmapDirectory,
    path: PathBuf,
    access: Access,
}

/// How the files are going to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Here and there, as questions do.
    Pieces,
    /// From end to end, as a check does: the system's own way is right.
    Whole,
}

impl ReadOnly {
    /// The directory at `path`.
    ///
    /// # Errors
    /// When it isn't there, or is none.
    pub(super) fn open(path: &Path, access: Access) -> Result<ReadOnly, OpenDirectoryError> {
        let inner = match access {
            #[cfg(unix)]
            Access::Pieces => MmapDirectory::open_with_madvice(path, tantivy::directory::Advice::Random)?,
            _ => MmapDirectory::open(path)?,
        };
        Ok(ReadOnly { inner, path: path.to_owned(), access })
    }
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let inner = self.inner.get_file_handle(path)?;
        if self.access == Access::Whole {
            return Ok(inner);
        }
        Ok(match File::open(self.path.join(path)) {
            Ok(file) => Arc::new(ReadAhead { asked: Asked::of(inner.len()), inner, file }),
            Err(_) => inner,
        })
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        // tantivy lists its files here when it opens an index; a reader has nothing to add to the list.
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "this index is open for reading only")
}

/// A file of which longer pieces are read ahead.
#[derive(Debug)]
struct ReadAhead {
    inner: Arc<dyn FileHandle>,
    file: File,
    asked: Asked,
}

/// Which pages of a file were asked for already: to ask again, for a file that is in memory, was a thirtieth of a
/// question.
#[derive(Debug)]
struct Asked(Vec<AtomicU64>);

impl Asked {
    /// None of a file of so many bytes.
    fn of(length: usize) -> Asked {
        let words = length.div_ceil(PAGE * u64::BITS as usize);
        Asked(std::iter::repeat_with(AtomicU64::default).take(words).collect())
    }

    /// Enters the pages of a piece; whether one of them is new.
    fn enter(&self, piece: &Range<usize>) -> bool {
        let mut is_new = false;
        for page in piece.start / PAGE..piece.end.div_ceil(PAGE) {
            let bit = 1 << (page % u64::BITS as usize);
            let Some(word) = self.0.get(page / u64::BITS as usize) else { continue };
            if word.load(Relaxed) & bit == 0 {
                word.fetch_or(bit, Relaxed);
                is_new = true;
            }
        }
        is_new
    }
}

const PAGE: usize = 4 << 10;
/// A piece of at most one page needs no reading ahead.
const SHORTEST: usize = PAGE;
/// Of longer pieces (a column of all articles, the postings of the commonest words) only some pages may be needed.
const LONGEST: usize = 1 << 20;

impl FileHandle for ReadAhead {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if (SHORTEST..=LONGEST).contains(&range.len()) && self.asked.enter(&range) {
            read_ahead(&self.file, &range);
        }
        self.inner.read_bytes(range)
    }
}

impl HasLen for ReadAhead {
    fn len(&self) -> usize {
        self.inner.len()
    }
}

/// Asks the system to read a piece of a file, without waiting; it is no harm where it can't.
fn read_ahead(file: &File, range: &Range<usize>) {
    #[cfg(target_os = "linux")]
    {
        let length = std::num::NonZero::new(range.len() as u64);
        let _ = rustix::fs::fadvise(file, range.start as u64, length, rustix::fs::Advice::WillNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (file, range);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for_once() {
        let asked = Asked::of(100 * PAGE + 1);
        assert!(asked.enter(&(PAGE..3 * PAGE)));
        assert!(!asked.enter(&(PAGE..3 * PAGE)) && !asked.enter(&(2 * PAGE + 7..2 * PAGE + 9)));
        assert!(asked.enter(&(2 * PAGE..3 * PAGE + 1)), "one byte of a further page");
        assert!(asked.enter(&(60 * PAGE..70 * PAGE)) && asked.enter(&(100 * PAGE..100 * PAGE + 1)));
        assert!(!asked.enter(&(61 * PAGE..70 * PAGE)));
        assert!(!asked.enter(&(7 * PAGE..7 * PAGE)), "nothing");
    }
}
