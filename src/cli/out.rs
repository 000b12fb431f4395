//! Data to the standard output, messages to the standard error, colours on a terminal.

use std::io::{BufWriter, IsTerminal as _, Stdout, Write};

use serde::Serialize;

use super::args::{Color, Global};
use crate::error::{Error, Result};
use crate::render::Paint;
use crate::render::clean::{SafeJson, clean_line};

/// Where a command writes.
pub(super) struct Out {
    data: BufWriter<Stdout>,
    /// How the standard output is painted.
    pub(super) paint: Paint,
    messages: Paint,
    quiet: bool,
}

impl Out {
    pub(super) fn new(global: &Global) -> Out {
        let wanted = |terminal: bool| match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Out {
            data: BufWriter::new(std::io::stdout()),
            paint: Paint { colors: wanted(std::io::stdout().is_terminal()), columns: columns() },
            messages: Paint { colors: wanted(std::io::stderr().is_terminal()), columns: None },
            quiet: global.quiet,
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        self.data.write_all(text.as_bytes()).map_err(stdout_error)
    }

    pub(super) fn json(&mut self, answer: &impl Serialize) -> Result<()> {
        let mut json = serde_json::Serializer::with_formatter(&mut self.data, SafeJson);
        answer.serialize(&mut json).map_err(|error| stdout_error(error.into()))?;
        self.text("\n")
    }

    /// For what is written as it comes.
    pub(super) fn writer(&mut self) -> &mut dyn Write {
        &mut self.data
    }

    pub(super) fn flush(&mut self) -> Result<()> {
        self.data.flush().map_err(stdout_error)
    }

    /// Something the user should know; not said when quiet.
    pub(super) fn note(&self, message: &str) {
        if !self.quiet {
            self.say(&self.messages.yellow("note"), message);
        }
    }

    /// Something that went wrong.
    pub(super) fn error(&self, message: &str) {
        self.say(&self.messages.red("error"), message);
    }

    /// A line of its own; not said when quiet.
    pub(super) fn line(&self, message: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "{message}");
        }
    }

    fn say(&self, kind: &str, message: &str) {
        // Nobody is left to tell when the standard error is closed.
        let _ = writeln!(std::io::stderr(), "{kind}: {}", clean_line(message));
    }
}

/// How many columns the terminal has, where the standard output is one.
fn columns() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

fn stdout_error(source: std::io::Error) -> Error {
    Error::io("standard output", source)
}
