//! What of the engine's files is not as it was written: its own checksums, and the bytes that they don't cover.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::{Index, IndexMeta};

use super::directory::META;
use super::writer::settings;

const MANAGED: &str = ".managed.json";

/// What is wrong with the files of a commit in `generation`, one sentence each that begins with the file's name.
pub(super) fn damage(index: &Index, generation: &Path, metas: &IndexMeta) -> Vec<String> {
    let files: Vec<Vec<PathBuf>> = metas.segments.iter().map(|segment| files_of(segment, generation)).collect();
    let mut problems: Vec<String> = changed_meta(generation, metas).into_iter().collect();
    problems.extend(lost_from_list(generation, files.iter().flatten()));
    for segment in &files {
        problems.extend(segment.iter().filter_map(|file| changed(index, file)));
        problems.extend(changed_footers(generation, segment));
    }
    problems
}

/// The files of a segment that are there; what is missing shows when the segment is opened.
fn files_of(segment: &SegmentMeta, generation: &Path) -> Vec<PathBuf> {
    use SegmentComponent::{Delete, FastFields, FieldNorms, Positions, Postings, Store, Terms};
    let parts = [Postings, Positions, Terms, Store, FastFields, FieldNorms, Delete];
    let names = parts.into_iter().map(|part| segment.relative_path(part));
    names.filter(|name| generation.join(name).exists()).collect()
}

/// The list of segments has no checksum: it must be word for word what the engine writes of it.
fn changed_meta(generation: &Path, metas: &IndexMeta) -> Option<String> {
    let written = serde_json::to_vec_pretty(metas).ok()?;
    let is_as_written = std::fs::read(generation.join(META)).is_ok_and(|bytes| bytes.trim_ascii_end() == written);
    let manifest = format!("manifest-{}-", metas.opstamp);
    let names_its_manifest = metas.payload.as_ref().is_none_or(|payload| payload.starts_with(&manifest));
    let is_ours = is_as_written && names_its_manifest && metas.index_settings == settings();
    (!is_ours).then(|| format!("{META}: {NOT_AS_WRITTEN}"))
}

const NOT_AS_WRITTEN: &str = "it is not as it was written";

/// The list of files that the engine made: one that is not on it would never be cleared away.
fn lost_from_list<'a>(generation: &Path, files: impl IntoIterator<Item = &'a PathBuf>) -> Option<String> {
    let bytes = std::fs::read(generation.join(MANAGED)).ok()?;
    let listed: HashSet<PathBuf> = serde_json::from_slice(&bytes).unwrap_or_default();
    let all_listed = listed.contains(Path::new(META)) && files.into_iter().all(|file| listed.contains(file));
    (!all_listed).then(|| format!("{MANAGED}: {NOT_AS_WRITTEN}"))
}

/// What the engine's own checksum says of a file.
fn changed(index: &Index, file: &Path) -> Option<String> {
    match index.directory().validate_checksum(file) {
        Ok(true) => None,
        Ok(false) => Some(format!("{}: its checksum doesn't agree", file.display())),
        Err(error) => Some(format!("{}: it can't be read ({error})", file.display())),
    }
}

/// The end of each file of the engine: the version that wrote it, which its checksum doesn't cover.
#[derive(Deserialize)]
struct Footer {
    version: Value,
}

/// Files of one segment are written by one program: their footers name one version, and most are right.
fn changed_footers(generation: &Path, segment: &[PathBuf]) -> Vec<String> {
    let versions = segment.iter().filter_map(|file| Some((file, version(&generation.join(file)).ok()?)));
    let mut by_version: BTreeMap<String, Vec<&PathBuf>> = BTreeMap::new();
    for (file, version) in versions {
        by_version.entry(version).or_default().push(file);
    }
    let most = by_version.values().map(Vec::len).max().unwrap_or(0);
    let others = by_version.into_values().filter(|files| files.len() < most).flatten();
    others.map(|file| format!("{}: {NOT_AS_WRITTEN}", file.display())).collect()
}

/// The version in the footer of a file: JSON, its length and a number that never changes, four bytes each.
fn version(path: &Path) -> io::Result<String> {
    const ENDS: u64 = 8;
    let mut file = File::open(path)?;
    let size = file.seek(SeekFrom::End(0))?;
    let mut ends = [0; ENDS as usize];
    file.seek(SeekFrom::Start(size.saturating_sub(ENDS)))?;
    file.read_exact(&mut ends)?;
    let [a, b, c, d, ..] = ends;
    let length = u64::from(u32::from_le_bytes([a, b, c, d])).min(size);
    file.seek(SeekFrom::Start((size - ENDS).saturating_sub(length)))?;
    let mut json = Vec::new();
    file.take(length).read_to_end(&mut json)?;
    Ok(serde_json::from_slice::<Footer>(&json)?.version.to_string())
}
