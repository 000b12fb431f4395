//! Reading, analysing and writing at the same time. Readers hand over documents in bundles; workers split, analyse and
//! invert them and give them to the index writer. A bundle is bounded, and so is the number on the way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use jiff::civil::Date;

use super::memory::{Place, Room};
use super::plan::{ToRead, modified_nanoseconds};
use super::{Options, Plan, Progress, Report};
use crate::analyse::officials::lists_version;
use crate::analyse::{Analysed, analyse};
use crate::error::{Error, Result, Skipped, lock};
use crate::index::entry::{Origin, document, file_key};
use crate::index::manifest::FileRecord;
use crate::index::segment::Inverter;
use crate::index::writer::Writer;
use crate::read::walk::Kind;
use crate::read::{DateSource, Document, FileFacts, Published, read};
use crate::split::{check_side_file, split};

/// Bytes of files after which what was done is committed: what a kill can undo.
const COMMIT_AFTER: u64 = 512 << 20;
/// Bytes of documents that make a bundle.
const BUNDLE_BYTES: usize = 1 << 20;
/// What a document takes beside its text: of records of one word there are thousands in a kilobyte.
const ROOM_OF_DOCUMENT: usize = size_of::<Document>() + 512;
/// Bundles on the way between readers and workers, for each job.
const BUNDLES_A_JOB: usize = 4;

/// Reads all files of the plan into the index, commit by commit.
pub(super) fn run(
    writer: &mut Writer,
    plan: &Plan,
    options: &Options,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<()> {
    let mut rest = plan.to_read.as_slice();
    while !rest.is_empty() && !progress.stopped() {
        let (files, later) = rest.split_at(files_of_a_commit(rest));
        rest = later;
        let outcomes = read_and_write(writer, files, options, progress)?;
        for (file, outcome) in files.iter().zip(outcomes) {
            if outcome.reached {
                enter(writer, file, outcome, options.now, report);
            }
        }
        if !rest.is_empty() {
            writer.commit()?;
        }
    }
    Ok(())
}

fn files_of_a_commit(files: &[ToRead]) -> usize {
    let mut bytes = 0;
    let within = files.iter().take_while(|file| {
        let fits = bytes < COMMIT_AFTER;
        bytes += file.found.size;
        fits
    });
    within.count().max(1)
}

/// What became of one file.
#[derive(Debug, Default)]
struct Outcome {
    /// Whether it was tried at all; not where the run was stopped before.
    reached: bool,
    facts: Option<FileFacts>,
    failed: Option<Skipped>,
    records: Vec<Skipped>,
    warnings: Vec<String>,
    articles: u64,
    undated: u64,
    doubtful: u64,
    published: Option<(Published, Date)>,
    disputed: Option<(Published, Published)>,
    /// Whether the articles of an earlier reading were taken out.
    cleared: bool,
}

/// Documents of one or several files, each with the number of its file, and the room that they take.
struct Bundle<'a> {
    documents: Vec<(usize, Document)>,
    _place: Place<'a>,
}

/// Room for what a run has in memory at one time.
struct Rooms {
    /// Documents on the way from readers to workers, and what workers make of them.
    texts: Room,
    /// Files that are read whole.
    files: Room,
    /// Processes that read PDFs.
    pdf_readers: Room,
}

struct Run<'a> {
    writer: &'a Writer,
    files: &'a [ToRead],
    reading: crate::read::Options,
    rooms: &'a Rooms,
    outcomes: Vec<Mutex<Outcome>>,
    next: AtomicUsize,
    /// The first failure of the index: the run can't go on.
    failure: Mutex<Option<Error>>,
    stopped: AtomicBool,
}

fn read_and_write(
    writer: &Writer,
    files: &[ToRead],
    options: &Options,
    progress: &dyn Progress,
) -> Result<Vec<Outcome>> {
    let jobs = options.jobs;
    let memory = options.memory;
    let rooms = Rooms {
        texts: Room::of(memory.on_the_way()),
        files: Room::of(memory.of_files()),
        pdf_readers: Room::of(memory.of_pdf_readers()),
    };
    let run = Run {
        writer,
        files,
        reading: memory.bound(&options.reading, jobs),
        rooms: &rooms,
        outcomes: files.iter().map(|_| Mutex::default()).collect(),
        next: AtomicUsize::new(0),
        failure: Mutex::new(None),
        stopped: AtomicBool::new(false),
    };
    let (sender, receiver) = sync_channel::<Bundle<'_>>(jobs * BUNDLES_A_JOB);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            scope.spawn(|| run.read_files(sender, progress));
        }
        for _ in 0..jobs {
            scope.spawn(|| run.work(&receiver));
        }
        drop(sender);
    });
    match lock(&run.failure).take() {
        Some(error) => Err(error),
        None => Ok(run.outcomes.into_iter().map(|outcome| outcome.into_inner().unwrap_or_default()).collect()),
    }
}

impl<'a> Run<'a> {
    fn read_files(&self, sender: SyncSender<Bundle<'a>>, progress: &dyn Progress) {
        let mut bundle = Outgoing { sender, room: &self.rooms.texts, documents: Vec::new(), bytes: 0 };
        while !self.stopped.load(Ordering::Relaxed) && !progress.stopped() {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = self.files.get(number) else { break };
            self.read_file(number, file, &mut bundle);
            progress.advance(file.found.size);
        }
        bundle.send();
    }

    fn read_file(&self, number: usize, file: &ToRead, bundle: &mut Outgoing<'_>) {
        let _place = self.place_for(file);
        lock(&self.outcomes[number]).reached = true;
        let mut sink = |item: std::result::Result<Document, Skipped>| match item {
            Ok(document) => {
                self.clear_earlier(number, file);
                bundle.push(number, document);
            }
            Err(record) => lock(&self.outcomes[number]).records.push(record),
        };
        let read = catch_unwind(AssertUnwindSafe(|| read(&file.found, &self.reading, &mut sink)));
        let failed = |reason: &str| Skipped { file: file.found.file.clone(), line: None, reason: reason.to_owned() };
        match read {
            Ok(Ok(facts)) => {
                self.clear_earlier(number, file);
                lock(&self.outcomes[number]).facts = Some(facts);
            }
            Ok(Err(skipped)) => lock(&self.outcomes[number]).failed = Some(skipped),
            Err(_) => {
                lock(&self.outcomes[number]).failed = Some(failed("the reader failed on this file; please report it"));
            }
        }
    }

    /// Waits until there is room for reading a file.
    fn place_for(&self, file: &ToRead) -> Option<Place<'a>> {
        match Kind::of(&file.found.file) {
            Ok(Kind::Pdf) => Some(self.rooms.pdf_readers.enter(self.reading.pdf.memory)),
            Ok(Kind::JsonLines) | Err(_) => None,
            Ok(_) => Some(self.rooms.files.enter(file.found.size)),
        }
    }

    /// Takes the articles of an earlier reading out, once, and only when there is something to put in their place.
    fn clear_earlier(&self, number: usize, file: &ToRead) {
        if file.known {
            let mut outcome = lock(&self.outcomes[number]);
            if !std::mem::replace(&mut outcome.cleared, true) {
                self.heed(self.writer.remove(&file.key));
            }
        }
    }

    fn work(&self, receiver: &Mutex<Receiver<Bundle<'a>>>) {
        let mut inverter = self.writer.inverter();
        loop {
            let Ok(bundle) = lock(receiver).recv() else { break };
            if self.stopped.load(Ordering::Relaxed) {
                continue;
            }
            let taken = bundle.documents.into_iter().try_for_each(|(number, document)| {
                self.take(number, document, &mut inverter) //
            });
            self.heed(taken);
        }
        if !self.stopped.load(Ordering::Relaxed) {
            self.heed(self.writer.hand_on(&mut inverter));
        }
    }

    /// Ends the run where the index can't be written.
    fn heed(&self, outcome: Result<()>) {
        if let Err(error) = outcome {
            lock(&self.failure).get_or_insert(error);
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    fn take(&self, number: usize, mut document: Document, inverter: &mut Inverter) -> Result<()> {
        let file = &self.files[number];
        let articles = catch_unwind(AssertUnwindSafe(|| {
            check_side_file(&mut document);
            let articles = split(&document).into_iter();
            articles.map(|article| (analyse(&article), article)).collect::<Vec<_>>()
        }));
        let mut warnings = std::mem::take(&mut document.warnings);
        let articles = articles.unwrap_or_else(|_| {
            warnings.push("the analyser failed on a part of this file; please report it".to_owned());
            Vec::new()
        });
        let undated = articles.iter().filter(|(analysed, _)| analysed.published.is_none()).count() as u64;
        let doubtful = articles.iter().filter(|(_, article)| article.cut.is_doubtful()).count() as u64;
        let published = articles.iter().filter_map(|(analysed, _)| analysed.published);
        let published = published.map(|published| (published, published.date)).reduce(span);
        let disputed = articles.iter().find_map(|(analysed, _)| dispute(analysed, document.record));
        let origin = Origin {
            file_key: file_key(&file.key),
            root: &file.root,
            file: &file.found.file,
            record: document.record,
            meta: &document.meta,
        };
        let number_of_articles = articles.len() as u64;
        for (analysed, article) in articles {
            let (fields, packer) = (self.writer.fields(), self.writer.packer());
            let document = self::document(fields, packer, origin, article, &analysed);
            self.writer.add(inverter, document.map_err(|source| Error::io(&file.found.path, source))?)?;
        }
        let mut outcome = lock(&self.outcomes[number]);
        outcome.articles += number_of_articles;
        outcome.undated += undated;
        outcome.doubtful += doubtful;
        outcome.published = [outcome.published, published].into_iter().flatten().reduce(span);
        outcome.disputed = outcome.disputed.or(disputed);
        outcome.warnings.extend(warnings);
        Ok(())
    }
}

/// The earliest and the latest of two spans of days; the same whatever the order.
fn span(one: (Published, Date), other: (Published, Date)) -> (Published, Date) {
    let by_day = |(first, _): &(Published, Date)| (first.date, first.source);
    let first = if by_day(&other) < by_day(&one) { other.0 } else { one.0 };
    (first, one.1.max(other.1))
}

/// The day of publication with what another source says. The name of a file of many records says when they were
/// gathered; that is no other opinion.
fn dispute(analysed: &Analysed, record: Option<u64>) -> Option<(Published, Published)> {
    let counts = |other: &&Published| record.is_none() || other.source != DateSource::Path;
    analysed.published.zip(analysed.disputed.iter().find(counts).copied())
}

/// A bundle being filled.
struct Outgoing<'a> {
    sender: SyncSender<Bundle<'a>>,
    room: &'a Room,
    documents: Vec<(usize, Document)>,
    bytes: usize,
}

impl Outgoing<'_> {
    fn push(&mut self, number: usize, document: Document) {
        self.bytes += ROOM_OF_DOCUMENT + document.body.text().len();
        self.documents.push((number, document));
        if self.bytes >= BUNDLE_BYTES {
            self.send();
        }
    }

    fn send(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if !self.documents.is_empty() {
            let documents = std::mem::take(&mut self.documents);
            // The workers leave only when every reader has.
            let _ = self.sender.send(Bundle { documents, _place: self.room.enter(bytes as u64) });
        }
    }
}

/// Writes down what became of a file. One that can't be read any more keeps the articles of its earlier reading.
fn enter(writer: &mut Writer, file: &ToRead, outcome: Outcome, now: i64, report: &mut Report) {
    let skipped: Vec<Skipped> = outcome.failed.iter().cloned().chain(outcome.records).collect();
    let reasons = skipped.iter().map(|skipped| (skipped.line, skipped.reason.clone())).collect();
    if let Some(facts) = &outcome.facts {
        report.read += 1;
        report.bytes += file.found.size;
        let record = FileRecord {
            file: file.found.file.clone(),
            root: file.root.clone(),
            size: file.found.size,
            modified: modified_nanoseconds(&file.found),
            read_at: now,
            hash: facts.hash.clone(),
            articles: outcome.articles,
            undated: outcome.undated,
            doubtful: outcome.doubtful,
            published: outcome.published,
            disputed: outcome.disputed,
            lexicon: lists_version().to_owned(),
            side: file.side.clone(),
            encoding: facts.encoding.to_owned(),
            unread: facts.unread,
            warnings: outcome.warnings.clone(),
            skipped: reasons,
        };
        writer.manifest().files.insert(file.key.clone(), record);
    } else {
        let fresh = || FileRecord { file: file.found.file.clone(), root: file.root.clone(), ..FileRecord::default() };
        let record = writer.manifest().files.entry(file.key.clone()).or_insert_with(fresh);
        record.skipped = reasons;
        if outcome.cleared {
            record.articles = outcome.articles;
        }
    }
    report.articles += outcome.articles;
    report.undated += outcome.undated;
    report.skipped.extend(skipped);
    report.warnings.extend(outcome.warnings.into_iter().map(|warning| (file.found.file.clone(), warning)));
}
