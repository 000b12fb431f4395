//! Two kinds of failure: [`Error`] (the run can't go on) and [`Skipped`] (this file or record can't be used).

use std::path::PathBuf;

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
        match error {
            tantivy::TantivyError::ErrorInThread(_) => Error::Index(
                "the index can't be written: a disk is full, or a file may not grow; what it held before the run is kept"
                    .to_owned(),
            ),
            other => Error::Engine(other),
        }
    }
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
