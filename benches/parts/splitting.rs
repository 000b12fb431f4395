//! Whole issues in columns: bytes a second must not fall as they grow.

use std::hint::black_box;

use bantin::read::{Body, Document};
use bantin::split::split;
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};

use crate::sample;

const MEGABYTE: usize = 1_000_000;

/// One, four and ten megabytes.
pub(crate) fn splitting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("split");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for megabytes in [1, 4, 10] {
        let text = sample::long_bulletin(megabytes * MEGABYTE);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let document = Document { body: Body::Lines { text, first_line: 1 }, ..Document::default() };
        group.bench_with_input(BenchmarkId::new("MB", megabytes), &document, |bencher, document| {
            bencher.iter(|| split(black_box(document)).len());
        });
    }
    group.finish();
}
