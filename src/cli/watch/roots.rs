//! What is watched: folders with all below them, single files by the folder they lie in.

use std::path::{Path, PathBuf};

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::error::{Error, Result};
use crate::read::side::is_side_file;
use crate::read::walk::passed_over;

/// A folder or file that is watched.
#[derive(Debug)]
pub(super) struct Root {
    /// As it was typed.
    pub(super) typed: PathBuf,
    /// Absolute, links resolved.
    pub(super) path: PathBuf,
    is_folder: bool,
    /// Whether it was there when last looked at.
    pub(super) there: bool,
}

impl Root {
    /// # Errors
    /// When it is not there.
    pub(super) fn of(typed: &Path) -> Result<Root> {
        let path = typed.canonicalize().map_err(|source| Error::io(typed, source))?;
        Ok(Root { typed: typed.to_owned(), is_folder: path.is_dir(), path, there: true })
    }

    /// Has the system tell what happens to it.
    ///
    /// # Errors
    /// When the system can't watch it.
    pub(super) fn watch(&self, watcher: &mut RecommendedWatcher) -> Result<()> {
        let watched = match self.is_folder {
            true => watcher.watch(&self.path, RecursiveMode::Recursive),
            false => watcher.watch(self.path.parent().unwrap_or(&self.path), RecursiveMode::NonRecursive),
        };
        watched.map_err(|error| unwatchable(&self.typed, &error))
    }

    /// What is to be looked at again after a change at `path`, if anything of it. A side file changes the bulletin that
    /// lies beside it, whatever its ending.
    pub(super) fn touched_by(&self, path: &Path) -> Option<PathBuf> {
        let is_side_file = path.file_name().is_some_and(|name| is_side_file(&name.to_string_lossy()));
        let changed = match (is_side_file, self.is_folder) {
            (false, _) => path,
            (true, true) => path.parent()?,
            (true, false) if path.parent() == self.path.parent() => &self.path,
            (true, false) => return None,
        };
        let is_ours =
            changed.starts_with(&self.path) && (!self.is_folder || passed_over(&self.path, changed).is_none());
        is_ours.then(|| changed.to_owned())
    }
}

fn unwatchable(typed: &Path, error: &notify::Error) -> Error {
    let reason = match error.kind {
        ErrorKind::MaxFilesWatch => {
            "it has more folders than the system may watch; raise fs.inotify.max_user_watches, or watch fewer folders"
                .to_owned()
        }
        _ => format!("can't be watched: {error}"),
    };
    Error::Usage(format!("{}: {reason}", typed.display()))
}
