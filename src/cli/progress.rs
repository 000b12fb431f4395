//! A progress bar with rate and time left, on a terminal only.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressStyle};

use crate::ingest::Progress;

/// A bar on the standard error, or nothing.
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(super) fn new(wanted: bool) -> Bar {
        let shown = wanted && std::io::stderr().is_terminal();
        Bar { bar: if shown { ProgressBar::new(0) } else { ProgressBar::hidden() } }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, files: u64, bytes: u64) {
        let template = "{msg:>10} {bar:30} {bytes}/{total_bytes}  {bytes_per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_length(bytes);
        self.bar.set_message(format!("{files} files"));
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn phase(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }
}
