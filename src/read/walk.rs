//! Folder → files that can be read, in a stable order.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::archive::{self, Member};
use super::side;
use super::unpack::Packed;
use crate::error::Skipped;

/// A file that can be read.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Relative to the folder given, `/` between its parts; the name alone where a single file was given.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// Time of the last change, where the system knows it.
    pub modified: Option<SystemTime>,
    /// For a member of an archive, where it lies in the file at `path`.
    pub member: Option<Member>,
    /// The side file beside it, which settles how it is split. Members of archives have none.
    pub side: Option<PathBuf>,
}

impl Found {
    /// The file at `path`, links followed.
    ///
    /// # Errors
    /// When it is not there, not a file, of a kind that isn't read, or named in something else than UTF-8.
    pub fn of_file(path: &Path) -> Result<Found, Skipped> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let skipped = |reason| Skipped { file: path.to_string_lossy().into_owned(), line: None, reason };
        let metadata = std::fs::metadata(path).map_err(|error| skipped(io_reason(&error)))?;
        if metadata.is_dir() {
            return Err(skipped("is a folder; expected a file".to_owned()));
        }
        let name = name.to_str().ok_or_else(|| skipped(NOT_UTF8.to_owned()))?;
        found(path.to_owned(), name.to_owned(), &metadata)
            .map(|found| Found { side: side::beside(path, Path::is_file), ..found })
            .map_err(|skipped| Skipped { file: path.to_string_lossy().into_owned(), ..skipped })
    }

    /// What tells it from all others: its path, and below an archive the name in it.
    pub fn key(&self) -> String {
        let path = self.path.to_string_lossy().into_owned();
        let archive = self.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let inner = self.member.and_then(|_| self.file.split_once(&format!("{archive}/")));
        inner.map_or(path.clone(), |(_, inner)| format!("{path}/{inner}"))
    }

    /// Whether its bytes are not those of a file of their own: in an archive, or packed.
    pub(super) fn is_packed(&self) -> bool {
        self.member.is_some() || Packed::of(&self.file).is_some()
    }

    /// Its bytes, unpacked.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read>> {
        let bytes: Box<dyn Read> = match self.member {
            Some(member) => archive::open(self, member)?,
            None => Box::new(File::open(&self.path)?),
        };
        match Packed::of(&self.file) {
            Some((packed, _)) => packed.unpack(bytes, self.size),
            None => Ok(bytes),
        }
    }

    /// This file, not used for `reason`.
    pub(super) fn skipped(&self, reason: impl Into<String>) -> Skipped {
        Skipped { file: self.file.clone(), line: None, reason: reason.into() }
    }

    /// A part of this file, at a 1-based line, not used for `reason`.
    pub(super) fn skipped_at(&self, line: u64, reason: impl Into<String>) -> Skipped {
        Skipped { line: Some(line), ..self.skipped(reason) }
    }
}

const NOT_UTF8: &str = "the name of this file is not UTF-8; rename it";

/// Kinds of files that are read, told by the ending of the name; `.gz` and `.zst` behind it are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.txt`
    Text,
    /// `.md`
    Markdown,
    /// `.html`, `.htm`
    Html,
    /// `.json`
    Json,
    /// `.jsonl`
    JsonLines,
    /// `.pdf`
    Pdf,
    /// `.docx`, `.doc`, `.odt`, `.rtf`
    Word,
    /// `.epub`
    Book,
    /// `.eml`
    Mail,
    /// `.mht`, `.mhtml`
    SavedPage,
    /// `.zip`
    Archive,
}

const ENDINGS: [(&str, Kind); 16] = [
    ("txt", Kind::Text),
    ("md", Kind::Markdown),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("json", Kind::Json),
    ("jsonl", Kind::JsonLines),
    ("pdf", Kind::Pdf),
    ("docx", Kind::Word),
    ("doc", Kind::Word),
    ("odt", Kind::Word),
    ("rtf", Kind::Word),
    ("epub", Kind::Book),
    ("eml", Kind::Mail),
    ("mht", Kind::SavedPage),
    ("mhtml", Kind::SavedPage),
    ("zip", Kind::Archive),
];

impl Kind {
    /// The kind of the file called `name`.
    ///
    /// # Errors
    /// The reason why it is not read: which endings are, and which it has.
    ///
    /// ```
    /// use bantin::read::walk::Kind;
    /// assert_eq!(Kind::of("2023/tin.TXT"), Ok(Kind::Text));
    /// assert!(Kind::of("so-4812.xlsx").unwrap_err().contains("found .xlsx"));
    /// ```
    pub fn of(name: &str) -> Result<Kind, String> {
        let name = Packed::of(name).map_or(name, |(_, stem)| stem);
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let known = ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending));
        known.map(|(_, kind)| *kind).ok_or_else(|| unknown_kind(ending))
    }
}

/// The ending that tells the format of the file called `name`, with that of its packing, in small letters; empty where
/// there is none.
///
/// ```
/// use bantin::read::walk::ending;
/// assert_eq!(ending("2023/so-4812.JSONL.gz"), "jsonl.gz");
/// assert_eq!(ending("ghi chu"), "");
/// ```
pub fn ending(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = Packed::of(name).map_or(name, |(_, stem)| stem);
    let inner = Path::new(stem).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let packing = name.get(stem.len()..).unwrap_or_default();
    format!("{inner}{packing}").trim_start_matches('.').to_lowercase()
}

fn unknown_kind(ending: &str) -> String {
    let expected: Vec<String> = ENDINGS.iter().map(|(known, _)| format!(".{known}")).collect();
    let found = if ending.is_empty() { "no ending".to_owned() } else { format!(".{}", ending.to_lowercase()) };
    format!("expected {}, found {found}: not read by this version", expected.join(" "))
}

/// Every file below `root` that can be read, and what can't be used and why, in the order of the paths. `root` may be
/// a single file.
///
/// Passed over in silence: hidden files and folders, `README.md`, what belongs to a saved page (`NAME_files/` beside
/// `NAME.html`, style sheets, scripts, fonts), side files (`NAME.split.json`) beside their bulletins, links to files inside
/// `root`, which are found under their own name.
/// Links that lead out of `root` are reported and not followed.
pub fn walk(root: &Path) -> Vec<Result<Found, Skipped>> {
    if !root.is_dir() {
        return files_of(root);
    }
    walk_below(root, root)
}

/// What [`walk`] of the folder `root` gives for `part`, a file or folder below it; nothing where it isn't there.
pub fn walk_part(root: &Path, part: &Path) -> Vec<Result<Found, Skipped>> {
    match part.symlink_metadata() {
        Err(_) => Vec::new(),
        Ok(_) if part == root => walk(root),
        Ok(_) if !part.starts_with(root) || passed_over(root, part).is_some() => Vec::new(),
        Ok(metadata) if metadata.is_symlink() => match link(root, part) {
            Seen::File(item) => vec![item],
            Seen::Side(_) | Seen::Folder | Seen::Nothing => Vec::new(),
        },
        Ok(_) => walk_below(root, part),
    }
}

fn walk_below(root: &Path, part: &Path) -> Vec<Result<Found, Skipped>> {
    let mut entries = WalkDir::new(part).sort_by_file_name().into_iter();
    let (mut all, mut sides) = (Vec::new(), HashSet::new());
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) if entry.depth() == 0 && entry.file_type().is_dir() => continue,
            Ok(entry) => entry,
            Err(error) => {
                all.push(Err(unreachable(root, error)));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let seen = look_at(root, entry);
        if is_folder && !matches!(seen, Seen::Folder) {
            entries.skip_current_dir();
        }
        match seen {
            Seen::File(item) => expand(item, &mut all),
            Seen::Side(path) => {
                sides.insert(path);
            }
            Seen::Folder | Seen::Nothing => {}
        }
    }
    // What lies beside a single file wasn't gone through.
    let is_single = !part.is_dir();
    if is_single || !sides.is_empty() {
        let is_there = |path: &Path| if is_single { is_side_there(root, path) } else { sides.contains(path) };
        for found in all.iter_mut().flatten().filter(|found| found.member.is_none()) {
            found.side = side::beside(&found.path, is_there);
        }
    }
    all
}

/// Whether the side file at `path` is there and may be followed: a link out of the folder may not.
fn is_side_there(root: &Path, path: &Path) -> bool {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => matches!(link(root, path), Seen::Side(_)),
        Ok(metadata) => metadata.is_file(),
        Err(_) => false,
    }
}

/// The file at `path`; for an archive its members.
pub fn files_of(path: &Path) -> Vec<Result<Found, Skipped>> {
    let mut all = Vec::new();
    expand(Found::of_file(path), &mut all);
    all
}

/// Puts the members of an archive in its place.
fn expand(item: Result<Found, Skipped>, all: &mut Vec<Result<Found, Skipped>>) {
    match item {
        Ok(found) if Kind::of(&found.file) == Ok(Kind::Archive) => all.extend(archive::members(&found)),
        item => all.push(item),
    }
}

/// What an entry of a folder is to the walk.
enum Seen {
    /// A file to read, or something to report.
    File(Result<Found, Skipped>),
    /// A side file, whose bulletin is there.
    Side(PathBuf),
    /// A folder to go into.
    Folder,
    /// Nothing of ours.
    Nothing,
}

fn look_at(root: &Path, entry: DirEntry) -> Seen {
    let Some(name) = entry.file_name().to_str() else {
        return Seen::File(Err(below(root, entry.path(), NOT_UTF8)));
    };
    let kind = entry.file_type();
    if name.starts_with('.') || (kind.is_dir() && is_companion_folder(entry.path(), name)) {
        return Seen::Nothing;
    }
    if kind.is_symlink() {
        return link(root, entry.path());
    }
    match () {
        () if kind.is_dir() => Seen::Folder,
        () if side::is_side_file(name) && side::is_alone(entry.path()) => {
            Seen::File(Err(below(root, entry.path(), side::ALONE)))
        }
        () if side::is_side_file(name) => Seen::Side(entry.into_path()),
        () if is_companion(name) => Seen::Nothing,
        () => Seen::File(file(root, entry)),
    }
}

fn file(root: &Path, entry: DirEntry) -> Result<Found, Skipped> {
    let relative = relative(root, entry.path());
    let metadata = entry.metadata().map_err(|error| {
        let reason = error.io_error().map_or_else(|| error.to_string(), io_reason);
        below(root, entry.path(), &reason)
    })?;
    found(entry.into_path(), relative, &metadata)
}

fn found(path: PathBuf, file: String, metadata: &Metadata) -> Result<Found, Skipped> {
    let found =
        Found { path, file, size: metadata.len(), modified: metadata.modified().ok(), member: None, side: None };
    Kind::of(&found.file).map_err(|reason| found.skipped(reason))?;
    if !metadata.is_file() {
        return Err(found.skipped("is a device or a pipe; expected a file"));
    }
    Ok(found)
}

/// The folder that a browser puts beside a saved page: `tin_files` beside `tin.html`.
fn is_companion_folder(path: &Path, name: &str) -> bool {
    let Some(page) = name.strip_suffix("_files") else { return false };
    ["html", "htm"].iter().any(|ending| path.with_file_name(format!("{page}.{ending}")).exists())
}

/// Why [`walk`] passes over the file at `path`, below `root`, in silence; `None` where it doesn't.
pub fn passed_over(root: &Path, path: &Path) -> Option<&'static str> {
    let folders = path.ancestors().take_while(|part| *part != root && part.starts_with(root));
    folders.filter_map(|part| Some((part, part.file_name()?.to_str()?))).find_map(|(part, name)| match () {
        () if name.starts_with('.') => Some("hidden files and folders are passed over"),
        () if part != path && is_companion_folder(part, name) => Some("it belongs to a saved web page"),
        () if part == path && is_companion(name) => Some("files of this name are passed over"),
        () => None,
    })
}

/// Files that nobody takes for bulletins: what describes the folder, the dress of a web page, traces of desktops.
pub(super) fn is_companion(name: &str) -> bool {
    const NAMES: [&str; 4] = ["readme.md", "thumbs.db", "desktop.ini", "license"];
    const ENDINGS: [&str; 9] = ["css", "js", "map", "ico", "woff", "woff2", "ttf", "eot", "lnk"];
    let name = name.to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    side::is_side_file(&name) || NAMES.contains(&name.as_str()) || ENDINGS.contains(&ending) || name.starts_with("~$")
}

fn link(root: &Path, path: &Path) -> Seen {
    let is_side = |path: &Path| path.file_name().and_then(OsStr::to_str).is_some_and(side::is_side_file);
    let inside = |target: &PathBuf| root.canonicalize().is_ok_and(|root| target.starts_with(root));
    match path.canonicalize() {
        Ok(target) if inside(&target) && is_side(path) && target.is_file() => Seen::Side(path.to_owned()),
        Ok(target) if inside(&target) => Seen::Nothing,
        Ok(_) => Seen::File(Err(below(root, path, "a link that leads out of the folder: not followed"))),
        Err(_) => Seen::File(Err(below(root, path, "a link that leads nowhere"))),
    }
}

fn unreachable(root: &Path, error: walkdir::Error) -> Skipped {
    let reason = error.io_error().map_or_else(|| error.to_string(), io_reason);
    below(root, error.path().unwrap_or(root), &reason)
}

fn below(root: &Path, path: &Path, reason: &str) -> Skipped {
    Skipped { file: relative(root, path), line: None, reason: reason.to_owned() }
}

fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// What the system said, in words of our own where they are clearer.
pub(super) fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file, or it went away while the folder was read".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => format!("can't be read: {error}"),
    }
}
