//! Opening an index to ask it: from any process, beside a writer, and from a folder that can't be written.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::Deserialize;
use tantivy::directory::Directory as _;
use tantivy::error::DataCorruption;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher};

use super::directory::{Access, META, ReadOnly};
use super::folder::Folder;
use super::manifest::{Manifest, Payload};
use super::pack::Unpacker;
use super::schema::{Fields, schema};
use super::stored::Stored;
use crate::error::{Error, Result, lock};

/// An index open for questions, at one commit.
#[derive(Clone)]
pub struct Opened {
    /// All segments of the commit.
    pub searcher: Searcher,
    /// Its fields.
    pub fields: Fields,
    /// The versions it was made with.
    pub header: super::folder::Header,
    folder: PathBuf,
    payload: Option<String>,
    unpacker: Arc<Mutex<Option<Arc<Unpacker>>>>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Opened {
    /// What the commit knows of each file.
    ///
    /// # Errors
    /// When the manifest can't be read.
    pub fn manifest(&self) -> Result<Manifest> {
        match &self.payload {
            Some(payload) => Manifest::read(&self.folder, payload),
            None => Ok(Manifest::default()),
        }
    }

    /// What is stored of the article at `address`.
    ///
    /// # Errors
    /// When it can't be read, or is damaged.
    pub fn stored(&self, address: DocAddress) -> Result<Stored> {
        let Packed(packed) = self.searcher.doc(address)?;
        self.unpacker()?.unpack(&packed).and_then(|bytes| Stored::from_bytes(&bytes)).map_err(|error| {
            Error::Index(format!("an article can't be read from the index ({error}); run `bantin index --rebuild`"))
        })
    }

    /// What unpacks the articles; its dictionary is read when it is first asked for.
    ///
    /// # Errors
    /// When the dictionary can't be read, or was changed since it was written.
    pub(super) fn unpacker(&self) -> Result<Arc<Unpacker>> {
        // Threads that make one page wait here for the one that reads it.
        let mut there = lock(&self.unpacker);
        if let Some(unpacker) = &*there {
            return Ok(Arc::clone(unpacker));
        }
        let dictionary = self.payload.as_deref().and_then(|payload| Payload::of(payload).dictionary);
        let opened = Arc::new(Unpacker::open(&self.folder, dictionary)?);
        Ok(Arc::clone(there.insert(opened)))
    }
}

/// The bytes of the one field that is stored.
struct Packed(Vec<u8>);

impl DocumentDeserialize for Packed {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> std::result::Result<Self, DeserializeError> {
        Ok(Packed(document.next_field()?.map(|(_, packed)| packed).unwrap_or_default()))
    }
}

/// How often a reader that lost a race with a rebuild's switch or a merge's clean-up tries again.
const ATTEMPTS: usize = 5;

/// Opens the present commit of the index at `path`.
///
/// # Errors
/// When there is no index, or it is of another version, or can't be read.
pub fn open(path: &Path) -> Result<Opened> {
    let folder = Folder::new(path);
    let mut attempt = 1;
    loop {
        match open_once(&folder) {
            Err(Error::Engine(_) | Error::Io { .. }) if attempt < ATTEMPTS => {
                attempt += 1;
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            outcome => return outcome,
        }
    }
}

fn open_once(folder: &Folder) -> Result<Opened> {
    let header = folder.usable_header()?;
    let generation = folder.generation(header.generation);
    let (expected, fields) = schema();
    let index = engine_at(&generation, Access::Pieces)?;
    if index.schema() != expected {
        return Err(Error::Index(format!(
            "{}: its fields are not those of this bantin; run `bantin index --rebuild` with the same folders",
            folder.path().display()
        )));
    }
    let payload = payload_of(&index)?;
    // Blocks are small and not packed: to keep some of them, with a lock that two threads wait for, costs more than to
    // read one again.
    let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(0);
    let reader = builder.try_into()?;
    let unpacker = Arc::default();
    Ok(Opened { searcher: reader.searcher(), fields, header, folder: generation, payload, unpacker })
}

/// The payload of the present commit.
///
/// # Errors
/// When the list of segments can't be read, or is damaged.
fn payload_of(index: &Index) -> Result<Option<String>> {
    /// What of tantivy's list of segments isn't about segments.
    #[derive(Deserialize)]
    struct Commit {
        payload: Option<String>,
    }

    let file = Path::new(META);
    let list = index.directory().atomic_read(file).map_err(tantivy::TantivyError::from)?;
    let damaged = |error| DataCorruption::new(file.to_owned(), format!("not a list of segments ({error})"));
    let commit: Commit = serde_json::from_slice(&list).map_err(|error| tantivy::TantivyError::from(damaged(error)))?;
    Ok(commit.payload)
}

/// tantivy's own handle of the index in a generation's folder, for reading only; no segment is opened yet.
///
/// # Errors
/// When there is none, or its list of segments is damaged.
pub(super) fn engine_at(generation: &Path, access: Access) -> Result<Index> {
    Ok(Index::open(ReadOnly::open(generation, access).map_err(tantivy::TantivyError::from)?)?)
}
