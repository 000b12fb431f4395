//! Batches → a segment on disk.

use std::cmp::Ordering;
use std::sync::mpsc::sync_channel;

use rayon::slice::ParallelSliceMut;
use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::Field;
use tantivy::store::StoreWriter;
use tantivy::{Result, Segment, SegmentMeta};

use super::inverter::{Batch, Inverter, OfField};
use super::postings::{Kept, List, Run};
use super::vocabulary::Terms;

/// A segment that grows by batches. Stored articles are written as they come, all else when it is
/// [finished](Building::finish).
pub(in crate::index) struct Building {
    segment: Segment,
    documents: u32,
    store: StoreWriter,
    columns: FastFieldsWriter,
    column_file: WritePtr,
    norms: FieldNormsWriter,
    /// The vocabularies by which batches speak of terms.
    vocabularies: Vec<Terms>,
    /// By field.
    fields: Vec<Postings>,
    memory: usize,
}

/// The postings of a field: runs in the order of their documents.
#[derive(Debug, Default)]
struct Postings {
    runs: Vec<Placed>,
    tokens: u64,
}

/// A run in the segment.
#[derive(Debug)]
struct Placed {
    run: Run,
    /// The number of its first document.
    first: u32,
    vocabulary: usize,
}

impl Building {
    /// Begins a segment.
    ///
    /// # Errors
    /// When its files can't be made.
    pub(in crate::index) fn begin(segment: Segment) -> Result<Building> {
        let (schema, settings) = (segment.schema(), segment.index().settings().clone());
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        Ok(Building {
            documents: 0,
            store,
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(
                &schema,
                segment.index().fast_field_tokenizer().clone(),
            )?,
            column_file: segment.open_write(SegmentComponent::FastFields)?,
            norms: FieldNormsWriter::for_schema(&schema),
            vocabularies: Vec::new(),
            fields: schema.fields().map(|_| Postings::default()).collect(),
            memory: 0,
            segment,
        })
    }

    /// Adds what the inverter has made ready.
    ///
    /// # Errors
    /// When stored articles can't be written.
    pub(in crate::index) fn append(&mut self, inverter: &mut Inverter, batch: Batch) -> Result<()> {
        let here = self.segment.id();
        let vocabulary = match inverter.place {
            Some((segment, place)) if segment == here => place,
            _ => {
                self.vocabularies.push(Terms::default());
                self.vocabularies.len() - 1
            }
        };
        self.vocabularies[vocabulary].catch_up_with(inverter.vocabulary().terms());
        if inverter.place.is_none_or(|(segment, _)| segment == here) {
            inverter.place = Some((here, vocabulary));
        } else {
            // What it has gathered for an earlier segment is not carried along to the next one.
            inverter.forget();
        }
        let (schema, first) = (self.segment.schema(), self.documents);
        for document in &batch.documents {
            self.columns.add_document(document)?;
            self.store.store(document, &schema)?;
        }
        self.documents += batch.documents.len() as u32;
        for OfField { field, run, tokens } in batch.fields {
            for (document, tokens) in tokens {
                self.norms.record(first + document, field, tokens);
            }
            if run.tokens == 0 {
                continue;
            }
            self.memory += run.memory();
            let postings = &mut self.fields[field.field_id() as usize];
            postings.tokens += run.tokens;
            postings.runs.push(Placed { run, first, vocabulary });
        }
        Ok(())
    }

    /// Bytes that it takes in memory.
    pub(in crate::index) fn memory(&self) -> usize {
        let vocabularies: usize = self.vocabularies.iter().map(Terms::memory).sum();
        self.memory + vocabularies + self.columns.mem_usage() + self.norms.mem_usage() + self.store.mem_usage()
    }

    /// Writes the segment.
    ///
    /// # Errors
    /// When the disk is full, say.
    pub(in crate::index) fn finish(self) -> Result<SegmentMeta> {
        let Building {
            segment, documents, store, mut columns, mut column_file, mut norms, vocabularies, fields, ..
        } = self;
        let segment = segment.with_max_doc(documents);
        norms.fill_up_to_max_doc(documents);
        let norm_file = segment.open_write(SegmentComponent::FieldNorms)?;
        norms.serialize(FieldNormsSerializer::from_write(norm_file)?, None)?;
        drop(norms);
        std::thread::scope(|scope| {
            let others = scope.spawn(move || {
                store.close()?;
                columns.serialize(&mut column_file, None)?;
                column_file.terminate()
            });
            write_postings(&segment, &vocabularies, fields)?;
            others.join().map_err(|_| tantivy::TantivyError::InternalError("columns: a thread failed".into()))??;
            Ok(segment.meta().clone())
        })
    }
}

/// A term of a vocabulary.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Its first bytes, by which nearly all are told apart.
    first: u64,
    vocabulary: u32,
    number: u32,
}

impl Entry {
    fn term(self, vocabularies: &[Terms]) -> &[u8] {
        vocabularies[self.vocabulary as usize].get(self.number)
    }

    /// Their order by bytes.
    fn cmp(self, other: Entry, vocabularies: &[Terms]) -> Ordering {
        self.first.cmp(&other.first).then_with(|| self.term(vocabularies).cmp(other.term(vocabularies)))
    }
}

fn write_postings(segment: &Segment, vocabularies: &[Terms], fields: Vec<Postings>) -> Result<()> {
    let norms = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
    let sorted = sorted(vocabularies);
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    for (field, postings) in (0..).map(Field::from_field_id).zip(fields) {
        if postings.runs.is_empty() {
            continue;
        }
        let kept = Kept::of(segment.schema().get_field_entry(field).field_type());
        let mut to = serializer.new_field(field, postings.tokens, norms.get_field(field)?)?;
        postings.write(vocabularies, &sorted, kept, &mut to)?;
        to.close()?;
    }
    serializer.close()?;
    Ok(())
}

/// The terms of all vocabularies by their bytes.
fn sorted(vocabularies: &[Terms]) -> Vec<Entry> {
    let of_vocabulary = |(vocabulary, terms): (u32, &'_ Terms)| {
        let entry = |number: u32| Entry { first: first_bytes(terms.get(number)), vocabulary, number };
        (0..terms.len() as u32).map(entry).collect::<Vec<_>>()
    };
    let mut all: Vec<Entry> = (0..).zip(vocabularies).flat_map(of_vocabulary).collect();
    all.par_sort_unstable_by(|one, other| one.cmp(*other, vocabularies));
    all
}

/// The first eight bytes as a number that sorts as they do; zeros behind a shorter term.
fn first_bytes(term: &[u8]) -> u64 {
    let mut first = [0; size_of::<u64>()];
    let length = term.len().min(first.len());
    first[..length].copy_from_slice(&term[..length]);
    u64::from_be_bytes(first)
}

impl Postings {
    /// Gives the postings of all terms to the serializer. Another thread unpacks them meanwhile.
    fn write(
        &self,
        vocabularies: &[Terms],
        sorted: &[Entry],
        kept: Kept,
        to: &mut FieldSerializer<'_>,
    ) -> std::io::Result<()> {
        let (full, chunks) = sync_channel(CHUNKS);
        let (written, again) = sync_channel(CHUNKS);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                self.unpack(vocabularies, sorted, kept, |chunk| {
                    // Where nobody waits for it any more, writing has failed.
                    full.send(chunk).is_ok().then(|| again.try_recv().unwrap_or_default())
                });
            });
            for mut chunk in chunks {
                chunk.write(vocabularies, kept, to)?;
                chunk.clear();
                // Behind the last chunk nobody takes it.
                let _ = written.try_send(chunk);
            }
            Ok(())
        })
    }

    /// Unpacks the postings of all terms in order, chunk by chunk; `hand_on` takes one and gives the next one to fill,
    /// or none to end early.
    fn unpack(
        &self,
        vocabularies: &[Terms],
        sorted: &[Entry],
        kept: Kept,
        mut hand_on: impl FnMut(Chunk) -> Option<Chunk>,
    ) {
        let lists = Lists::of(&self.runs, vocabularies);
        let is_same = |one: &Entry, other: &Entry| one.cmp(*other, vocabularies).is_eq();
        let (mut chunk, mut of_term) = (Chunk::default(), Vec::new());
        for entries in sorted.chunk_by(is_same) {
            of_term.clear();
            entries.iter().for_each(|entry| of_term.extend_from_slice(lists.of_term(*entry)));
            if of_term.is_empty() {
                continue;
            }
            if entries.len() > 1 {
                of_term.sort_unstable_by_key(|(run, _)| *run);
            }
            of_term.iter().for_each(|(run, list)| self.runs[*run as usize].run.fetch(*list));
            let before = chunk.documents.len();
            for (run, list) in &of_term {
                let Placed { run, first, .. } = &self.runs[*run as usize];
                run.unpack(*list, kept, *first, &mut chunk.documents, &mut chunk.deltas);
            }
            chunk.terms.push((entries[0], chunk.documents.len() - before));
            if chunk.documents.len() + chunk.deltas.len() >= CHUNK {
                let Some(next) = hand_on(chunk) else { return };
                chunk = next;
            }
        }
        hand_on(chunk);
    }
}

/// Chunks on the way from the thread that unpacks to the one that writes.
const CHUNKS: usize = 2;
/// Postings and positions after which a chunk ends, at the end of a term.
const CHUNK: usize = 1 << 15;

/// Some terms of a field with their postings, unpacked.
#[derive(Debug, Default)]
struct Chunk {
    /// Each with the number of its documents.
    terms: Vec<(Entry, usize)>,
    /// Each with the term's frequency there, 0 where it isn't kept.
    documents: Vec<(u32, u32)>,
    /// Of all positions, the differences to the one before in the same document.
    deltas: Vec<u32>,
}

impl Chunk {
    fn write(&self, vocabularies: &[Terms], kept: Kept, to: &mut FieldSerializer<'_>) -> std::io::Result<()> {
        let (mut documents, mut deltas) = (&self.documents[..], &self.deltas[..]);
        for (entry, count) in &self.terms {
            let bytes = entry.term(vocabularies);
            match kept {
                Kept::Positions => to.new_term(bytes, *count as u32, true)?,
                Kept::Documents => to.new_term_without_freq(bytes)?,
            }
            let (of_term, others) = documents.split_at(*count);
            documents = others;
            for (document, frequency) in of_term {
                let (of_document, others) = deltas.split_at(*frequency as usize);
                deltas = others;
                to.write_doc(*document, *frequency, of_document);
            }
            to.close_term()?;
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.terms.clear();
        self.documents.clear();
        self.deltas.clear();
    }
}

/// For each term of each vocabulary, in which runs it stands, and its list there.
struct Lists {
    /// By vocabulary, where its terms begin in [`ends`](Self::ends).
    vocabularies: Vec<usize>,
    /// By term, where its lists end in [`all`](Self::all).
    ends: Vec<u32>,
    all: Vec<(u32, List)>,
}

impl Lists {
    fn of(runs: &[Placed], vocabularies: &[Terms]) -> Lists {
        let counts = vocabularies.iter().map(Terms::len);
        let starts = counts.clone().scan(0, |next, count| Some(std::mem::replace(next, *next + count))).collect();
        let (vocabularies, mut ends): (Vec<usize>, Vec<u32>) = (starts, vec![0; counts.sum()]);
        for Placed { run, vocabulary, .. } in runs {
            for (term, _) in &run.lists {
                ends[vocabularies[*vocabulary] + *term as usize] += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut all = vec![(0, List::default()); total as usize];
        for (number, Placed { run, vocabulary, .. }) in (0..).zip(runs) {
            for (term, list) in &run.lists {
                let end = &mut ends[vocabularies[*vocabulary] + *term as usize];
                all[*end as usize] = (number, *list);
                *end += 1;
            }
        }
        Lists { vocabularies, ends, all }
    }

    fn of_term(&self, entry: Entry) -> &[(u32, List)] {
        let at = self.vocabularies[entry.vocabulary as usize] + entry.number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.all[start as usize..self.ends[at] as usize]
    }
}
