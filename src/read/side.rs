//! Side files: `NAME.split.json` beside a bulletin, by which a person settles what the splitter could only guess.
//!
//! ```json
//! {"issue_date": "2023-12-29",
//!  "articles": [{"lines": [[171, 198], [1, 15]], "title": "Nước rút ở Cồn Hạc", "byline": ["Thu Cầm"]}]}
//! ```

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use jiff::civil::Date;
use serde::Deserialize;

use super::Document;
use super::walk::{Found, Kind};

/// How the name of a side file ends.
pub const ENDING: &str = ".split.json";

/// What a side file says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The name of the side file.
    #[serde(skip)]
    pub name: String,
    /// The day of the issue.
    #[serde(default)]
    pub issue_date: Option<Date>,
    /// The articles, in the order in which they are to be numbered.
    pub articles: Vec<SideArticle>,
}

/// One article of a side file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideArticle {
    /// 1-based lines of the bulletin, both ends included, in reading order.
    pub lines: Vec<(u32, u32)>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Authors.
    #[serde(default)]
    pub byline: Vec<String>,
    /// The day of publication, where it isn't the issue's.
    #[serde(default)]
    pub date: Option<Date>,
    /// Captions of photographs.
    #[serde(default)]
    pub captions: Vec<String>,
}

/// Whether a file of this name settles how another is split.
pub fn is_side_file(name: &str) -> bool {
    name.to_lowercase().ends_with(ENDING)
}

/// The side file of the bulletin at `path`, of those that are there: `so-1.txt.split.json`, or else `so-1.split.json`.
pub(super) fn beside(path: &Path, is_there: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let mut whole = path.as_os_str().to_owned();
    whole.push(ENDING);
    [PathBuf::from(whole), path.with_extension(&ENDING[1..])].into_iter().find(|path| is_there(path))
}

/// Said of a side file that settles nothing.
pub(super) const ALONE: &str =
    "the bulletin of this side file is missing: expected beside it, of the same name without the ending";

/// Whether the bulletin of the side file at `path` is missing.
pub(super) fn is_alone(path: &Path) -> bool {
    let whole = path.to_str().and_then(|name| name.get(..name.len().checked_sub(ENDING.len())?)).map(PathBuf::from);
    let Some(whole) = whole.filter(|bulletin| !bulletin.is_file()) else { return false };
    let is_bulletin = |path: PathBuf| {
        let name = name_of(&path);
        path.with_extension("") == whole && Kind::of(&name).is_ok() && path.is_file()
    };
    let beside = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    !beside.into_iter().flatten().flatten().any(|entry| is_bulletin(entry.path()))
}

/// What tells whether the side file of a bulletin is as it was: its name, size and time; `None` without one.
pub fn stamp(found: &Found) -> Option<String> {
    let path = found.side.as_ref()?;
    let metadata = std::fs::metadata(path).ok()?;
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let nanoseconds = changed.map_or(0, |since| since.as_nanos());
    Some(format!("{} {} {nanoseconds}", name_of(path), metadata.len()))
}

/// Puts what the side file of a bulletin says into its document. One that can't be read is told in a warning, and the
/// document is split as without it. Whether it fits the lines is the splitter's to say, which knows them.
pub(super) fn attach(found: &Found, document: &mut Document) {
    let Some(path) = &found.side else { return };
    let name = name_of(path);
    match load(path) {
        Ok(side) => document.side = Some(Side { name, ..side }),
        Err(reason) => document.warnings.push(not_followed(&name, &reason)),
    }
}

/// Said of a side file that can't be followed.
pub fn not_followed(name: &str, reason: &str) -> String {
    format!("{name}: {reason}; the bulletin is split as without it")
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Larger side files are none.
const LARGEST: u64 = 16 << 20;

fn load(path: &Path) -> Result<Side, String> {
    let size = std::fs::metadata(path).map_err(|error| super::walk::io_reason(&error))?.len();
    if size > LARGEST {
        return Err(format!("expected at most {} MB, found {} MB", LARGEST >> 20, size >> 20));
    }
    let bytes = std::fs::read(path).map_err(|error| super::walk::io_reason(&error))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}
