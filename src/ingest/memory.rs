//! How much memory a run may take, and how it is shared out.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::error::{Error, Result, lock};
use crate::read::{self, pdf};

/// Bytes that a run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    bytes: u64,
}

impl Default for Memory {
    /// Two gigabytes, with which the index writer has all that helps it.
    fn default() -> Self {
        Memory { bytes: 2 << 30 }
    }
}

/// What an index of ordinary articles can be made with.
const LEAST: u64 = 256 << 20;

/// More than this no segment takes in memory.
const MOST_OF_SEGMENT: usize = 400_000_000;

/// Reading, splitting and analysing a whole issue takes about twenty times its size (measured with one of 15 MB).
const TIMES_ITS_SIZE: u64 = 32;

impl Memory {
    /// So many bytes.
    ///
    /// # Errors
    /// When no run can do with so few: the message says how many it takes.
    pub fn of(bytes: u64) -> Result<Memory> {
        if bytes < LEAST {
            return Err(Error::Usage(format!(
                "--memory: expected at least {} MB, found {} MB",
                LEAST >> 20,
                bytes >> 20
            )));
        }
        Ok(Memory { bytes })
    }

    /// As many bytes, or the least that a run can do with.
    pub fn at_least(bytes: u64) -> Memory {
        Memory { bytes: bytes.max(LEAST) }
    }

    /// What a segment of the index may take before it is written: a quarter, at most four hundred megabytes.
    pub(super) fn of_segment(self) -> usize {
        usize::try_from(self.bytes / 4).map_or(MOST_OF_SEGMENT, |bytes| bytes.min(MOST_OF_SEGMENT))
    }

    /// Bytes of text on the way between readers and workers.
    pub(super) fn on_the_way(self) -> u64 {
        self.bytes / TIMES_ITS_SIZE
    }

    /// Bytes of the files that are read whole at one time.
    pub(super) fn of_files(self) -> u64 {
        self.bytes / TIMES_ITS_SIZE
    }

    /// Bytes of all processes together that read PDFs.
    pub(super) fn of_pdf_readers(self) -> u64 {
        self.bytes
    }

    /// How files are read within these bounds, by so many readers.
    pub(super) fn bound(self, options: &read::Options, jobs: usize) -> read::Options {
        let mut options = options.clone();
        options.largest_file = options.largest_file.min(self.of_files());
        let each = (self.bytes / jobs.max(1) as u64).clamp(pdf::LEAST_MEMORY, pdf::MOST_MEMORY);
        options.pdf.memory = options.pdf.memory.min(each);
        options
    }
}

/// Room for so many bytes. Who needs more than is free waits; what needs more than there is takes all of it.
#[derive(Debug)]
pub(super) struct Room {
    size: u64,
    taken: Mutex<u64>,
    freed: Condvar,
}

impl Room {
    pub(super) fn of(size: u64) -> Room {
        Room { size: size.max(1), taken: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits until there is room for `bytes`.
    pub(super) fn enter(&self, bytes: u64) -> Place<'_> {
        let bytes = bytes.min(self.size);
        let taken = lock(&self.taken);
        let full = |taken: &mut u64| *taken + bytes > self.size;
        let mut taken = self.freed.wait_while(taken, full).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Place { room: self, bytes }
    }
}

/// Bytes taken in a [`Room`], free again when this goes.
#[derive(Debug)]
pub(super) struct Place<'a> {
    room: &'a Room,
    bytes: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *lock(&self.room.taken) -= self.bytes;
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_writer_has_as_much_as_ever_by_default_and_less_where_less_is_given() {
        assert_eq!(Memory::default().of_segment(), 400_000_000);
        assert_eq!(Memory::at_least(64 << 30).of_segment(), 400_000_000);
        assert_eq!(Memory::at_least(0).of_segment(), 67_108_864);
        assert_eq!(Memory::of(1 << 20).unwrap_err().to_string(), "--memory: expected at least 256 MB, found 1 MB");
    }

    #[test]
    fn no_more_is_let_in_than_there_is_room() {
        let room = Room::of(10);
        let most = Mutex::new((0, 0));
        std::thread::scope(|scope| {
            for bytes in [3, 4, 9, 2, 50, 7, 1] {
                let (room, most) = (&room, &most);
                scope.spawn(move || {
                    let place = room.enter(bytes);
                    let mut now = most.lock().unwrap();
                    now.0 += place.bytes;
                    now.1 = now.1.max(now.0);
                    drop(now);
                    std::thread::yield_now();
                    most.lock().unwrap().0 -= place.bytes;
                });
            }
        });
        let (left, most) = *most.lock().unwrap();
        assert!(left == 0 && most <= 10, "{most}");
    }
}
