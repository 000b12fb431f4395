//! What `watch` says: a line for each event, for people or for programs, as soon as it happens.

use jiff::Zoned;
use serde_json::json;

use crate::cli::args::Global;
use crate::cli::out::Out;
use crate::error::Result;
use crate::ingest::{Report, State};
use crate::render::human;

/// Where and how events are said.
pub(super) struct Voice<'a> {
    pub(super) global: &'a Global,
    pub(super) out: &'a mut Out,
}

impl Voice<'_> {
    /// The index is up to date, and from now on the folders are watched.
    pub(super) fn ready(&mut self, report: &Report, seconds: f64, watched: &str) -> Result<()> {
        super::super::index::say(report, self.global.verbose, self.out);
        let mut summary = human::summary_json(report, seconds);
        if self.global.json {
            summary["event"] = "ready".into();
            return self.event(&summary);
        }
        let text = format!("{}watching {watched}; Ctrl-C ends it\n", human::summary(report, seconds));
        self.lines(&text)
    }

    /// What a run did with the files that had changed.
    pub(super) fn changes(&mut self, report: &Report) -> Result<()> {
        let changed = report.files.iter().filter(|row| row.state != State::Unchanged);
        if self.global.json {
            return changed.map(human::change_json).try_for_each(|event| self.event(&event));
        }
        let at = Zoned::now().strftime("%H:%M:%S").to_string();
        let lines = changed.filter(|row| row.state != State::Skipped).map(|row| human::change(row, &at));
        let lines: String = lines.collect();
        self.lines(&lines)?;
        super::super::index::say(report, self.global.verbose, self.out);
        Ok(())
    }

    /// Something that the user should know: `name` for programs, `message` for people.
    pub(super) fn note(&mut self, name: &str, message: &str) -> Result<()> {
        if self.global.json {
            return self.event(&json!({"event": name, "message": message}));
        }
        self.out.note(message);
        Ok(())
    }

    /// The last line.
    pub(super) fn stopped(&mut self) -> Result<()> {
        const MESSAGE: &str = "stopped; all that was indexed is kept";
        if self.global.json {
            return self.event(&json!({"event": "stopped", "message": MESSAGE}));
        }
        self.lines(&format!("{MESSAGE}\n"))
    }

    fn event(&mut self, event: &serde_json::Value) -> Result<()> {
        self.out.json(event)?;
        self.out.flush()
    }

    fn lines(&mut self, text: &str) -> Result<()> {
        if self.global.quiet {
            return Ok(());
        }
        self.out.text(text)?;
        self.out.flush()
    }
}
