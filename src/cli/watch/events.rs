//! What can happen while folders are watched, on one channel: changes that the system tells, and the wish to stop.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use notify::{Config, RecommendedWatcher, Watcher as _};

use crate::cli::progress::Bar;
use crate::error::{Error, Result};
use crate::ingest::Progress;

/// What happened.
#[derive(Debug)]
pub(super) enum Event {
    /// Something at these paths.
    Changed(Vec<PathBuf>),
    /// Changes were lost, for too many came at once: everything is to be looked at.
    Lost,
    /// Ctrl-C, or the system asked to end.
    Stop,
}

/// Where events come from.
pub(super) struct Source {
    pub(super) events: Receiver<Event>,
    pub(super) watcher: RecommendedWatcher,
    /// Whether to stop, for a run that is at work.
    pub(super) stop: Arc<AtomicBool>,
}

impl Source {
    /// # Errors
    /// When the system can't tell of changes or of signals.
    pub(super) fn open() -> Result<Source> {
        let (sender, events) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        on_signal(sender.clone(), Arc::clone(&stop))?;
        let tell = move |told: notify::Result<notify::Event>| {
            if let Some(event) = of_notify(told) {
                // Nobody listens any more when the program is ending.
                let _ = sender.send(event);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(tell, config)
            .map_err(|error| Error::Usage(format!("watch: the system can't tell of changes: {error}")))?;
        Ok(Source { events, watcher, stop })
    }
}

fn on_signal(sender: Sender<Event>, stop: Arc<AtomicBool>) -> Result<()> {
    let handler = move || {
        stop.store(true, Ordering::Relaxed);
        let _ = sender.send(Event::Stop);
    };
    ctrlc::set_handler(handler).map_err(|error| Error::Usage(format!("watch: Ctrl-C can't be caught: {error}")))
}

/// Reading a file is no change of it. What the system fails to tell is looked for everywhere.
fn of_notify(told: notify::Result<notify::Event>) -> Option<Event> {
    match told {
        Ok(event) if event.need_rescan() => Some(Event::Lost),
        Ok(event) if event.kind.is_access() => None,
        Ok(event) => Some(Event::Changed(event.paths)),
        Err(_) => Some(Event::Lost),
    }
}

/// A progress bar over a run that can be stopped.
pub(super) struct Stoppable<'a> {
    pub(super) bar: Bar,
    pub(super) stop: &'a AtomicBool,
}

impl Progress for Stoppable<'_> {
    fn begin(&self, files: u64, bytes: u64) {
        self.bar.begin(files, bytes);
    }

    fn advance(&self, bytes: u64) {
        self.bar.advance(bytes);
    }

    fn phase(&self, what: &str) {
        self.bar.phase(what);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
