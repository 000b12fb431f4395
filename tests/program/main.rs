//! The program itself, run as its users run it, in a folder of its own for each test.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod bad_input;
mod bounds;
mod check;
mod common;
mod copies;
mod crash;
mod filters;
mod flips;
mod formats;
mod holders;
mod hostile;
mod index;
mod json;
mod lexicon;
mod marks;
mod ocr;
mod officials;
mod packed;
mod paper;
mod pdf;
mod safety;
mod screen;
mod search;
mod show;
mod side;
mod spelling;
mod status;
mod timeline;
mod usual;
mod watch;
mod why;
