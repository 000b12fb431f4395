//! Carries files through the rooms: read → split → analyse → index. Only what is new or changed is read.

mod account;
mod memory;
mod pipeline;
mod plan;

use std::path::{Path, PathBuf};

pub use account::{FileRow, State};
pub use memory::Memory;
pub use plan::{Plan, Scope};

use crate::error::{Error, Result, Skipped};
use crate::index::folder::Folder;
use crate::index::manifest::Manifest;
use crate::index::writer::Writer;

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders and files; empty for a rebuild means all that the present index was made of.
    pub paths: Vec<PathBuf>,
    /// Only these files and folders below the paths, by absolute path; `None` for all that lies there.
    pub touched: Option<Vec<PathBuf>>,
    /// Make a new index beside the present one.
    pub rebuild: bool,
    /// Threads that read and analyse.
    pub jobs: usize,
    /// How much memory it may take.
    pub memory: Memory,
    /// The present time, nanoseconds since 1970.
    pub now: i64,
    /// Who runs, for the message of a second run.
    pub who: String,
    /// Whether [`Report::files`] is wanted.
    pub account: bool,
    /// How files are read.
    pub reading: crate::read::Options,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Files that were read.
    pub read: u64,
    /// Files that were as before.
    pub unchanged: u64,
    /// Files that were gone.
    pub removed: u64,
    /// Articles that were added.
    pub articles: u64,
    /// Of them, how many have no date.
    pub undated: u64,
    /// Bytes that were read.
    pub bytes: u64,
    /// Files and records that can't be used, sorted.
    pub skipped: Vec<Skipped>,
    /// What is no bulletin and yet not as it should be.
    pub remarks: Vec<Skipped>,
    /// What a user should know of single files: file and message.
    pub warnings: Vec<(String, String)>,
    /// One row for each file of the run, by absolute path; empty unless [`Options::account`] asks for them.
    pub files: Vec<FileRow>,
}

/// Told how far a run is.
pub trait Progress: Sync {
    /// How much there is to read.
    fn begin(&self, files: u64, bytes: u64);
    /// So much more has been read.
    fn advance(&self, bytes: u64);
    /// What is being done now.
    fn phase(&self, what: &str);
    /// Whether the run is to end early: files that are being read are still read and committed, others are not, and
    /// a rebuild doesn't take the place of the present index.
    fn stopped(&self) -> bool {
        false
    }
}

/// Brings the index in `folder` to the state of the files.
///
/// # Errors
/// When a named path is not there, when the index is held by another run or of another version, or can't be written.
pub fn run(folder: Folder, options: &Options, progress: &dyn Progress) -> Result<Report> {
    let paths = paths_of(&folder, options)?;
    let index = folder.path().to_owned();
    let mut writer = Writer::open(folder, options.rebuild, options.memory.of_segment(), &options.who)?;
    progress.phase("looking");
    let plan = Plan::make(&scope(&paths, options, &index), writer.manifest())?;
    progress.begin(plan.to_read.len() as u64, plan.bytes());
    let mut report =
        Report { unchanged: plan.unchanged.len() as u64, removed: plan.gone.len() as u64, ..Report::default() };
    if options.touched.is_some() && plan.is_idle() {
        return Ok(report);
    }
    let removed = if options.account { account::removed(&plan, writer.manifest()) } else { Vec::new() };
    plan.remove_gone(&mut writer)?;
    pipeline::run(&mut writer, &plan, options, progress, &mut report)?;
    if options.account {
        report.files = account::rows(&plan, writer.manifest(), removed);
    }
    progress.phase("writing");
    writer.commit()?;
    if !progress.stopped() {
        writer.finish()?;
    }
    report.remarks = plan.remarks;
    report.skipped.extend(plan.skipped);
    report.skipped.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    report.warnings.sort();
    Ok(report)
}

/// What a run would do.
///
/// # Errors
/// When a named path is not there, or the index is of another version.
pub fn dry_run(folder: &Folder, options: &Options) -> Result<Plan> {
    let paths = paths_of(folder, options)?;
    let manifest = match (options.rebuild, folder.header()?) {
        (false, Some(_)) => crate::index::reading::open(folder.path())?.manifest()?,
        _ => Manifest::default(),
    };
    Plan::make(&scope(&paths, options, folder.path()), &manifest)
}

fn scope<'a>(paths: &'a [PathBuf], options: &'a Options, index: &'a Path) -> Scope<'a> {
    Scope { paths, touched: options.touched.as_deref(), index, reading: &options.reading }
}

fn paths_of(folder: &Folder, options: &Options) -> Result<Vec<PathBuf>> {
    if !options.paths.is_empty() {
        return Ok(options.paths.clone());
    }
    let mut roots: Vec<PathBuf> = match crate::index::reading::open(folder.path()).and_then(|opened| opened.manifest())
    {
        Ok(manifest) => manifest.files.into_values().map(|file| PathBuf::from(file.root)).collect(),
        Err(_) => Vec::new(),
    };
    roots.sort();
    roots.dedup();
    if roots.is_empty() {
        return Err(Error::Usage(
            "index --rebuild: the present index doesn't say what it was made of; name the folders".into(),
        ));
    }
    Ok(roots)
}
