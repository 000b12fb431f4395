//! The parts one by one, over the sample corpus: see `benches/README.md`.

mod analysis;
mod query;
mod sample;
mod splitting;
mod text;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    parts,
    text::normalising,
    text::tokenising,
    text::folding,
    analysis::analysing,
    analysis::entering,
    splitting::splitting,
    query::parsing,
    query::snippets,
    query::answering,
    query::decoding,
);
criterion_main!(parts);
