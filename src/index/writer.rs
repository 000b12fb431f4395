//! Writing: one writer at a time, articles and manifest in one commit, a rebuild beside what is being asked.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentId;
use tantivy::indexer::NoMergePolicy;
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, IndexWriter, SegmentMeta, TantivyDocument, Term};

use super::earlier::Earlier;
use super::entry::file_key;
use super::folder::{Folder, WriterLock, create_private};
use super::manifest::{Manifest, Payload};
use super::pack::{self, Packer};
use super::schema::{Fields, schema};
use super::segment::{Building, Inverter};
use crate::error::{Result, lock};

/// The one writer of an index.
pub struct Writer {
    folder: Folder,
    generation: u64,
    path: PathBuf,
    index: Index,
    /// Knows of segments, deletes and commits; documents don't go through it.
    writer: IndexWriter,
    /// The segments of the last commit.
    committed: Arc<HashSet<SegmentId>>,
    /// The segment that is being built; none before its first document.
    building: Mutex<Option<Building>>,
    /// Bytes that the segment being built may take before it is written.
    segment_bytes: usize,
    fields: Fields,
    manifest: Manifest,
    packer: Packer,
    rebuilding: bool,
    _lock: WriterLock,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("path", &self.path).finish_non_exhaustive()
    }
}

/// More segments than this are merged even when little was added.
const MOST_SEGMENTS: usize = 8;
/// A merge to one segment pays when at least one in this many articles is new.
const SHARE_FOR_ONE_SEGMENT: u64 = 4;
/// A share of deleted articles above which a segment is merged; tantivy's own default never does.
const DELETED_SHARE: f32 = 0.2;

impl Writer {
    /// Opens the index in `folder` for writing, or makes it; with `rebuild`, begins a new one beside it. A segment is
    /// written when it takes `segment_bytes` in memory, or at the next commit.
    ///
    /// # Errors
    /// When another run holds it, when it is of another version (and `rebuild` isn't asked), or can't be written.
    pub fn open(folder: Folder, rebuild: bool, segment_bytes: usize, who: &str) -> Result<Writer> {
        // Before the lock, so that a folder that is no index is left as it is …
        present_generation(&folder, rebuild)?;
        let lock = folder.lock(who)?;
        // … and behind it, for a run that has just ended may have switched to another.
        let present = present_generation(&folder, rebuild)?;
        if let Some(present) = present {
            folder.remove_other_generations(present);
        }
        let fresh = present.is_none() || rebuild;
        let generation = if fresh { present.unwrap_or(0) + 1 } else { present.unwrap_or(1) };
        let path = folder.generation(generation);
        let index = if fresh { create(&path)? } else { open(&path)? };
        let payload = index.load_metas()?.payload;
        let manifest = match &payload {
            Some(payload) => Manifest::read(&path, payload)?,
            None => Manifest::default(),
        };
        let packer = Packer::open(&path, payload.as_deref().and_then(|payload| Payload::of(payload).dictionary))?;
        if present.is_none() {
            folder.switch_to(generation)?;
        }
        let writer: IndexWriter = index.writer_with_num_threads(1, LEAST_BYTES)?;
        // What a run left that ended early (a kill, a full disk) goes before this one needs the room.
        writer.garbage_collect_files().wait()?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let (fields, committed) = (schema().1, segments_of(&index)?);
        Ok(Writer {
            folder,
            generation,
            path,
            index,
            writer,
            committed,
            building: Mutex::default(),
            segment_bytes,
            fields,
            manifest,
            packer,
            rebuilding: rebuild,
            _lock: lock,
        })
    }

    /// The fields that documents are made with.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What packs the articles of documents.
    pub fn packer(&self) -> &Packer {
        &self.packer
    }

    /// What is known of each file, as it will be committed.
    pub fn manifest(&mut self) -> &mut Manifest {
        &mut self.manifest
    }

    /// What a thread adds articles with.
    pub fn inverter(&self) -> Inverter {
        Inverter::new(&self.index.schema())
    }

    /// Adds an article to those of this inverter, and hands them on where they are many.
    ///
    /// # Errors
    /// When the index can't be written (a full disk, say).
    pub fn add(&self, inverter: &mut Inverter, document: TantivyDocument) -> Result<()> {
        inverter.add(document);
        if inverter.is_full() { self.hand_on(inverter) } else { Ok(()) }
    }

    /// Takes what was added to an inverter. Each is to be handed on before a commit, or its last articles miss it.
    ///
    /// # Errors
    /// When the index can't be written; nothing may be committed then.
    pub fn hand_on(&self, inverter: &mut Inverter) -> Result<()> {
        if inverter.is_empty() {
            return Ok(());
        }
        let batch = inverter.take();
        let mut present = lock(&self.building);
        let begin = || Building::begin(self.writer.new_segment());
        let mut building = present.take().map_or_else(begin, Ok)?;
        // Where that fails, no half of a batch stays behind.
        building.append(inverter, batch)?;
        if building.memory() >= self.segment_bytes {
            return self.write_segment(building);
        }
        *present = Some(building);
        Ok(())
    }

    /// Writes a segment, for the next commit.
    fn write_segment(&self, building: Building) -> Result<()> {
        self.writer.add_segment(building.finish()?)?;
        // Each commit that has new segments has a number of its own.
        self.writer.run([])?;
        Ok(())
    }

    /// Removes the articles of the file at `absolute_path` that earlier commits have.
    ///
    /// # Errors
    /// When the index has no such field, which [`open`](Self::open) has seen to.
    pub fn remove(&self, absolute_path: &str) -> Result<()> {
        let term = Term::from_field_u64(self.fields.file, file_key(absolute_path));
        self.writer.delete_query(Box::new(Earlier::new(term, Arc::clone(&self.committed))))?;
        Ok(())
    }

    /// Makes all that was added and removed, and the manifest, the present state in one step.
    ///
    /// # Errors
    /// When the disk is full, say; what was committed before stays.
    pub fn commit(&mut self) -> Result<()> {
        if let Some(building) = lock(&self.building).take() {
            self.write_segment(building)?;
        }
        let mut commit = self.writer.prepare_commit()?;
        let payload = self.manifest.write(&self.path, commit.opstamp(), self.packer.dictionary()?)?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.committed = segments_of(&self.index)?;
        remove_unnamed(&self.path, Payload::of(&payload));
        Ok(())
    }

    /// Merges where it pays, removes files that no commit names, and, after a rebuild, switches to the new index.
    ///
    /// # Errors
    /// When the disk is full, say; what was committed stays.
    pub fn finish(mut self) -> Result<()> {
        self.merge()?;
        self.writer.garbage_collect_files().wait()?;
        self.writer.wait_merging_threads()?;
        if self.rebuilding {
            self.folder.switch_to(self.generation)?;
            self.folder.remove_other_generations(self.generation);
        }
        Ok(())
    }

    fn merge(&mut self) -> Result<()> {
        let segments = self.index.searchable_segment_metas()?;
        let total: u64 = segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
        let largest = segments.iter().map(|segment| u64::from(segment.num_docs())).max().unwrap_or(0);
        let much_is_new = (total - largest) * SHARE_FOR_ONE_SEGMENT >= total;
        let is_worn = |segment: &SegmentMeta| {
            f64::from(segment.num_deleted_docs()) > f64::from(DELETED_SHARE) * f64::from(segment.max_doc())
        };
        let all = segments.len() > 1 && much_is_new;
        // Little by little, small segments are merged among themselves; the large one is left alone.
        let small = segments.len() > MOST_SEGMENTS;
        let is_small = |segment: &SegmentMeta| small && u64::from(segment.num_docs()) < largest;
        let merged = segments.iter().filter(|segment| all || is_worn(segment) || is_small(segment));
        let ids: Vec<_> = merged.map(SegmentMeta::id).collect();
        if !ids.is_empty() {
            self.writer.merge(&ids).wait()?;
        }
        Ok(())
    }
}

fn segments_of(index: &Index) -> Result<Arc<HashSet<SegmentId>>> {
    Ok(Arc::new(index.searchable_segment_ids()?.into_iter().collect()))
}

/// The generation that is asked now. A rebuild also mends an index of another version or with a damaged header.
fn present_generation(folder: &Folder, rebuild: bool) -> Result<Option<u64>> {
    match folder.header() {
        Ok(Some(header)) => {
            if !rebuild {
                folder.check_versions(&header)?;
            }
            Ok(Some(header.generation))
        }
        Ok(None) => Ok(None),
        Err(error) if rebuild => folder.highest_generation().map(Some).ok_or(error),
        Err(error) => Err(error),
    }
}

fn create(path: &Path) -> Result<Index> {
    if path.exists() {
        std::fs::remove_dir_all(path).map_err(|source| crate::error::Error::io(path, source))?;
    }
    create_private(path)?;
    let directory = MmapDirectory::open(path).map_err(tantivy::TantivyError::from)?;
    Ok(Index::builder().schema(schema().0).settings(settings()).open_or_create(directory)?)
}

/// How an index of ours keeps what is stored: as it comes, since each article is [packed](super::pack) already, and in
/// small blocks, so that little is read for one. To hand each of them to a thread of its own, as tantivy does for those
/// that pack, takes longer than to write it.
pub(super) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_blocksize: 4 << 10,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

fn open(path: &Path) -> Result<Index> {
    Ok(Index::open_in_dir(path)?)
}

/// Removes manifests of earlier commits, and dictionaries of runs that ended early. A reader that has just read the name
/// of an old manifest opens the commit again.
fn remove_unnamed(folder: &Path, named: Payload<'_>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_unnamed = name.to_str().is_some_and(|name| match () {
            () if name.starts_with("manifest-") => name != named.manifest,
            () if name.starts_with(pack::PREFIX) => Some(name) != named.dictionary,
            () => false,
        });
        if is_unnamed {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// What tantivy asks for at the least, for documents that go through it.
const LEAST_BYTES: usize = 15_000_000;
