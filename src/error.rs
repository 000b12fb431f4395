//! Two kinds of failure: [`Error`] (the run can't go on) and [`Skipped`] (this file or record can't be used);
//! and what a lock guards after a thread has failed.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::OpenWriteError;

/// The run can't go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A path the user named could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path in question.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An argument can't be understood.
    #[error("{0}")]
    Usage(String),
    /// The index folder can't be used as it is; the message names the mending command.
    #[error("{0}")]
    Index(String),
    /// Another run writes to the index; the message names it.
    #[error("{0}")]
    Locked(String),
    /// The engine below failed.
    #[error("the index failed: {0}; see what `bantin check` says of it")]
    Engine(#[source] tantivy::TantivyError),
}

impl From<tantivy::TantivyError> for Error {
    /// A thread of the index writer that ended says no more than that it did: what ends it is a file it can't write.
    fn from(error: tantivy::TantivyError) -> Self {
        if let Some(told) = io_error_of(&error).filter(|error| tells_no_room(error)) {
            return Error::Index(format!("{NO_ROOM} ({told})"));
        }
        if matches!(error, tantivy::TantivyError::ErrorInThread(_)) {
            return Error::Index(NO_ROOM.to_owned());
        }
        Error::Engine(error)
    }
}

const NO_ROOM: &str =
    "the index can't be written: a disk is full, or a file may not grow; what it held before the run is kept";

fn io_error_of(error: &tantivy::TantivyError) -> Option<&std::io::Error> {
    match error {
        tantivy::TantivyError::IoError(error) => Some(error),
        tantivy::TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => Some(io_error),
        _ => None,
    }
}

fn tells_no_room(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded)
}

impl Error {
    /// An [`Error::Io`] about `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }
}

/// What the library's functions answer with.
pub type Result<T> = std::result::Result<T, Error>;

/// A file, or a record of one, that can't be used; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Skipped {
    /// The file, relative to the folder given, `/` between its parts.
    pub file: String,
    /// Where in the file: a 1-based line for a record of a JSON Lines file.
    pub line: Option<u64>,
    /// Why, in words a clerk understands: what was found and what was expected.
    pub reason: String,
}

/// What a lock guards, also where a thread has panicked that held it: every change that is made under a lock of ours
/// leaves what it guards whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_room_is_said_in_words_of_its_own_and_other_failures_in_those_of_the_system() {
        let said = |kind: ErrorKind| Error::from(tantivy::TantivyError::from(std::io::Error::from(kind))).to_string();
        for kind in [ErrorKind::StorageFull, ErrorKind::FileTooLarge, ErrorKind::QuotaExceeded] {
            let expected = format!("{NO_ROOM} ({})", std::io::Error::from(kind));
            assert_eq!(said(kind), expected);
            let opening = OpenWriteError::wrap_io_error(kind.into(), "a.store".into());
            assert_eq!(Error::from(tantivy::TantivyError::from(opening)).to_string(), expected);
        }
        assert!(said(ErrorKind::PermissionDenied).starts_with("the index failed: "));
    }
}
