//! `bantin watch`: brings the index up to date, then indexes what appears, changes or goes.
//!
//! The index is held only while there is something to write, so that other runs find it free.

mod events;
mod roots;
mod say;
mod settle;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::args::{Global, WatchArgs};
use super::out::Out;
use super::progress::Bar;
use super::{Ended, index};
use crate::error::{Error, Result};
use crate::index::folder::Folder;
use crate::ingest::{self, Options, Report};
use events::{Event, Source, Stoppable};
use roots::Root;
use say::Voice;
use settle::Unsettled;

/// How often changing files are looked at, and an index that another run holds is tried again.
const TICK: Duration = Duration::from_millis(50);
/// How often a folder that is gone is looked for.
const SEARCH: Duration = Duration::from_secs(1);

pub(super) fn run(global: &Global, args: &WatchArgs, out: &mut Out) -> Result<Ended> {
    let options = Options { account: true, ..index::options(&args.paths, &args.running)? };
    let roots = options.paths.iter().map(|path| Root::of(path)).collect::<Result<Vec<_>>>()?;
    let mut source = Source::open()?;
    // Before the first run, so that nothing is missed between.
    roots.iter().try_for_each(|root| root.watch(&mut source.watcher))?;
    let voice = Voice { global, out };
    let index = global.index.canonicalize().unwrap_or_else(|_| absolute(&global.index));
    let mut watch = Watch { options, index, roots, source, voice, waiting: Waiting::default() };
    watch.bring_up_to_date(!args.running.no_progress && !global.quiet && !global.json)?;
    watch.go_on()?;
    watch.voice.stopped()?;
    Ok(Ended::Well)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// What is still to be done.
#[derive(Debug, Default)]
struct Waiting {
    /// May still be changing.
    unsettled: Unsettled,
    /// Has settled, and is not yet indexed.
    due: BTreeSet<PathBuf>,
    /// Everything is to be looked at.
    all: bool,
    /// Whether it was said that another run holds the index.
    said_locked: bool,
}

struct Watch<'a> {
    /// Of a run over everything.
    options: Options,
    index: PathBuf,
    roots: Vec<Root>,
    source: Source,
    voice: Voice<'a>,
    waiting: Waiting,
}

impl Watch<'_> {
    fn bring_up_to_date(&mut self, shown: bool) -> Result<()> {
        let started = Instant::now();
        let report = loop {
            match self.attempt(None, shown)? {
                Some(report) => break report,
                None if self.is_stopped() => return Ok(()),
                None => std::thread::sleep(TICK),
            }
        };
        if self.is_stopped() {
            return Ok(());
        }
        let watched: Vec<String> = self.roots.iter().map(|root| root.typed.display().to_string()).collect();
        self.voice.ready(&report, started.elapsed().as_secs_f64(), &watched.join(", "))
    }

    fn is_stopped(&self) -> bool {
        self.source.stop.load(Ordering::Relaxed)
    }

    /// Until it is stopped.
    fn go_on(&mut self) -> Result<()> {
        while !self.is_stopped() {
            match self.next_event()? {
                Some(Event::Stop) => return Ok(()),
                Some(event) => self.take(event)?,
                None => {}
            }
            self.look_for_roots()?;
            self.waiting.due.extend(self.waiting.unsettled.settled(Instant::now()));
            self.index_what_is_due()?;
        }
        Ok(())
    }

    /// The next event; none where it is time to look at what is waiting.
    fn next_event(&self) -> Result<Option<Event>> {
        let events = &self.source.events;
        let waiting = !self.waiting.unsettled.is_empty() || !self.waiting.due.is_empty() || self.waiting.all;
        let received = match (waiting, self.roots.iter().all(|root| root.there)) {
            (true, _) => events.recv_timeout(TICK),
            (false, false) => events.recv_timeout(SEARCH),
            (false, true) => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(event) => Ok(Some(event)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                Err(Error::Usage("watch: the system has stopped to tell of changes".into()))
            }
        }
    }

    /// Takes an event, and all that have come with it.
    fn take(&mut self, first: Event) -> Result<()> {
        let mut next = Some(first);
        while let Some(event) = next {
            match event {
                Event::Changed(paths) => self.touch(paths),
                Event::Lost if !self.waiting.all => {
                    self.waiting.all = true;
                    self.voice
                        .note("rescan", "too much changed at once for the system to tell; looking at everything")?;
                }
                // Of the wish to stop the flag tells too.
                Event::Lost | Event::Stop => {}
            }
            next = self.source.events.try_recv().ok();
        }
        Ok(())
    }

    fn touch(&mut self, paths: Vec<PathBuf>) {
        let now = Instant::now();
        for path in paths {
            if !path.starts_with(&self.index) {
                let touched = self.roots.iter().filter_map(|root| root.touched_by(&path));
                touched.for_each(|touched| self.waiting.unsettled.touch(touched, now));
            }
        }
    }

    /// Says which folders have gone, and which have come back; these are looked at anew.
    fn look_for_roots(&mut self) -> Result<()> {
        for root in &mut self.roots {
            let there = root.path.exists();
            if there == std::mem::replace(&mut root.there, there) {
                continue;
            }
            let typed = root.typed.display();
            if there {
                root.watch(&mut self.source.watcher)?;
                self.waiting.all = true;
                self.voice.note("back", &format!("{typed}: is there again"))?;
            } else {
                self.voice
                    .note("gone", &format!("{typed}: is gone; its articles are kept, waiting until it is back"))?;
            }
        }
        Ok(())
    }

    fn index_what_is_due(&mut self) -> Result<()> {
        if self.waiting.due.is_empty() && !self.waiting.all {
            return Ok(());
        }
        let touched = (!self.waiting.all).then(|| self.waiting.due.iter().cloned().collect());
        if let Some(report) = self.attempt(touched, false)? {
            self.waiting.due.clear();
            self.waiting.all = false;
            self.voice.changes(&report)?;
        }
        Ok(())
    }

    /// A run over the folders that are there, or over what was touched in them; nothing where another run holds the
    /// index or a folder has just gone.
    fn attempt(&mut self, touched: Option<Vec<PathBuf>>, shown: bool) -> Result<Option<Report>> {
        let there = self.roots.iter().filter(|root| root.there).map(|root| root.path.clone());
        let options = Options { paths: there.collect(), touched, now: index::now(), ..self.options.clone() };
        if options.paths.is_empty() {
            return Ok(Some(Report::default()));
        }
        let progress = Stoppable { bar: Bar::new(shown), stop: &self.source.stop };
        let ran = ingest::run(Folder::new(&self.voice.global.index), &options, &progress);
        progress.bar.finish();
        match ran {
            Ok(report) => {
                self.waiting.said_locked = false;
                Ok(Some(report))
            }
            Err(Error::Locked(message)) => {
                if !std::mem::replace(&mut self.waiting.said_locked, true) {
                    self.voice
                        .note("waiting", &message.replace("wait until it ends, or stop it", "waiting until it ends"))?;
                }
                Ok(None)
            }
            Err(Error::Io { .. }) if options.paths.iter().any(|path| !path.exists()) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
