//! Failures inside the program: each is said in one clean line, and the run still ends in order.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::path::Path;

use super::Ended;
use crate::error::{Error, Result};
use crate::render::clean::clean_line;

/// Has panics told without the words of a bulletin reaching the terminal as they are.
pub(super) fn tell_cleanly() {
    set_hook(Box::new(|panic| {
        // Nobody is left to tell when the standard error is closed.
        let _ = writeln!(std::io::stderr(), "note: {}", clean_line(&told(panic)));
    }));
}

/// Characters of a message that are told: it may quote a whole text.
const LONGEST: usize = 200;

fn told(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let message = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    let message: String = message.unwrap_or("no reason given").chars().take(LONGEST).collect();
    match panic.location() {
        Some(place) => format!("internal failure at {}:{}: {message}", place.file(), place.line()),
        None => format!("internal failure: {message}"),
    }
}

/// Runs a command; a panic is an error like others. Most come from an index whose bytes have changed.
pub(super) fn caught(index: &Path, run: impl FnOnce() -> Result<Ended>) -> Result<Ended> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let index = index.display();
        Err(Error::Index(format!(
            "{index}: the run failed, as it does on a damaged index: see what `bantin check --index {index}` says; if it is whole, please report this"
        )))
    })
}
