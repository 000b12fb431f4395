//! `index --report`: what became of each file.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::{Global, IndexArgs};
use super::out::Out;
use crate::error::{Error, Result};
use crate::ingest::FileRow;
use crate::render::csv;

/// Where a report goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    Nowhere,
    StandardOutput,
    File(PathBuf),
}

/// Where the report goes; looked at before the run, so that nobody waits an hour for a path that can't be written.
///
/// # Errors
/// When the folder isn't there, when FILE is a folder, or when report and summary both want the standard output.
pub(super) fn target(global: &Global, args: &IndexArgs) -> Result<Target> {
    let Some(path) = &args.report else { return Ok(Target::Nowhere) };
    let refused = |what: String| Err(Error::Usage(format!("index --report {}: {what}", path.display())));
    if path.as_os_str() == "-" {
        return match global.json {
            true => refused("the summary of --json goes to the standard output too; name a file".to_owned()),
            false => Ok(Target::StandardOutput),
        };
    }
    match () {
        () if path.is_dir() => refused("is a folder; expected the name of a file".to_owned()),
        () if !folder_of(path).is_dir() => refused("the folder is not there; make it first".to_owned()),
        () => Ok(Target::File(path.clone())),
    }
}

/// Writes the report.
///
/// # Errors
/// When it can't be written; a report that stood there before then still does.
pub(super) fn write(target: &Target, rows: &[FileRow], out: &mut Out) -> Result<()> {
    match target {
        Target::Nowhere => Ok(()),
        Target::StandardOutput => out.text(&csv::files(rows)),
        Target::File(path) => replace(path, csv::files(rows).as_bytes()).map_err(|error| Error::io(path, error)),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes the file beside its place and then puts it there.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}
