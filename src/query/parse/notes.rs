//! Warnings, and the way from bytes of the normalised query back to characters as typed.

use crate::query::response::Warning;
use crate::text::normalise::Mapped;

/// The most warnings given; a query that earns more is no query.
const MOST_WARNINGS: usize = 16;

/// Warnings with the byte of the normalised query they speak of.
#[derive(Debug, Default)]
pub(super) struct Notes {
    kept: Vec<(usize, String)>,
}

impl Notes {
    pub(super) fn add(&mut self, offset: usize, message: impl Into<String>) {
        if self.kept.len() < MOST_WARNINGS {
            self.kept.push((offset, message.into()));
        }
    }

    pub(super) fn into_warnings(mut self, mut position: Position<'_>) -> Vec<Warning> {
        self.kept.sort_by_key(|(offset, _)| *offset);
        self.kept.into_iter().map(|(offset, message)| Warning { at: position.of(offset), message }).collect()
    }
}

/// Counts characters of the query as typed, forwards only, so that many positions cost one walk.
#[derive(Debug)]
pub(super) struct Position<'a> {
    typed: &'a str,
    mapped: &'a Mapped,
    byte: usize,
    chars: usize,
}

impl<'a> Position<'a> {
    pub(super) fn new(typed: &'a str, mapped: &'a Mapped) -> Position<'a> {
        Position { typed, mapped, byte: 0, chars: 0 }
    }

    /// The 0-based character as typed of a byte of the normalised query, not before the one asked last.
    pub(super) fn of(&mut self, offset: usize) -> usize {
        let byte = self.mapped.range_as_given(offset..offset).start.max(self.byte);
        self.chars += self.typed.get(self.byte..byte).map_or(0, |passed| passed.chars().count());
        self.byte = byte;
        self.chars
    }
}
