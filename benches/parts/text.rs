//! Steps over plain text: bytes a second.

use std::hint::black_box;

use bantin::index::tokenizer::Tokenizer;
use bantin::index::twins::Twins;
use bantin::text::fold::{fold, push_forms};
use bantin::text::normalise::normalise;
use criterion::{Criterion, Throughput};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use unicode_normalization::UnicodeNormalization;

use crate::sample;

/// As `benches/plain` drops them.
const LONGEST_TOKEN: usize = 40;

/// Composed text is looked through, decomposed text is put together.
pub(crate) fn normalising(criterion: &mut Criterion) {
    let composed = sample::texts();
    let decomposed: Vec<String> = composed.iter().map(|text| text.nfd().collect()).collect();
    let mut group = criterion.benchmark_group("normalise");
    for (name, texts) in [("composed", composed), ("decomposed", decomposed)] {
        group.throughput(Throughput::Bytes(sample::size(&texts)));
        group.bench_function(name, |bencher| {
            bencher.iter(|| texts.iter().map(|text| normalise(black_box(text)).len()).sum::<usize>());
        });
    }
    group.finish();
}

/// The tokenizer of the index, two forms a syllable, beside tantivy's stock chain, one form a syllable.
pub(crate) fn tokenising(criterion: &mut Criterion) {
    let texts = sample::texts();
    let mut stock = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_TOKEN))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    let mut ours = Tokenizer::new(Twins::OfUnusual);
    let mut group = criterion.benchmark_group("tokenise");
    group.throughput(Throughput::Bytes(sample::size(&texts)));
    group.bench_function("two_forms", |bencher| {
        bencher.iter(|| texts.iter().map(|text| bytes_of_terms(&mut ours, black_box(text))).sum::<usize>());
    });
    group.bench_function("stock_chain", |bencher| {
        bencher.iter(|| texts.iter().map(|text| bytes_of_tokens(&mut stock, black_box(text))).sum::<usize>());
    });
    group.finish();
}

fn bytes_of_terms(tokenizer: &mut Tokenizer<usize>, text: &str) -> usize {
    let mut bytes = 0;
    tokenizer.each(text, |folded, twin| folded.len() + twin.len(), |of_token| bytes += of_token);
    bytes
}

fn bytes_of_tokens(analyzer: &mut TextAnalyzer, text: &str) -> usize {
    let mut bytes = 0;
    analyzer.token_stream(text).process(&mut |token| bytes += token.text.len());
    bytes
}

/// Whole texts, and single syllables in both forms.
pub(crate) fn folding(criterion: &mut Criterion) {
    let texts = sample::texts();
    let mut group = criterion.benchmark_group("fold");
    group.throughput(Throughput::Bytes(sample::size(&texts)));
    group.bench_function("text", |bencher| {
        bencher.iter(|| texts.iter().map(|text| fold(black_box(text)).len()).sum::<usize>());
    });
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    group.throughput(Throughput::Bytes(words.iter().map(|word| word.len() as u64).sum()));
    group.bench_function("both_forms", |bencher| {
        let (mut folded, mut exact) = (String::new(), String::new());
        bencher.iter(|| words.iter().filter(|word| differs(black_box(word), &mut folded, &mut exact)).count());
    });
    group.finish();
}

fn differs(word: &str, folded: &mut String, exact: &mut String) -> bool {
    folded.clear();
    exact.clear();
    push_forms(word, folded, exact)
}
