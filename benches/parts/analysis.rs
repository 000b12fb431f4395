//! What is found in an article, and the document that the index keeps of it.

use std::hint::black_box;

use bantin::analyse::dates::dates;
use bantin::analyse::officials::officials;
use bantin::analyse::{Analysed, analyse};
use bantin::index::entry::{Origin, document};
use bantin::index::pack::Packer;
use bantin::index::schema::schema;
use bantin::read::Meta;
use bantin::split::Article;
use criterion::{BatchSize, Criterion, Throughput};
use jiff::civil::date;

use crate::sample;

/// Officials with their posts, and days.
pub(crate) fn analysing(criterion: &mut Criterion) {
    let texts = sample::texts();
    let published = Some(date(2023, 12, 30));
    let mut group = criterion.benchmark_group("analyse");
    group.throughput(Throughput::Bytes(sample::size(&texts)));
    group.bench_function("officials", |bencher| {
        bencher.iter(|| texts.iter().map(|text| officials(black_box(text)).mentions.len()).sum::<usize>());
    });
    group.bench_function("dates", |bencher| {
        bencher.iter(|| texts.iter().map(|text| dates(black_box(text), published).len()).sum::<usize>());
    });
    group.finish();
}

/// The making of documents, with what is stored of each article; tantivy's own work not included.
pub(crate) fn entering(criterion: &mut Criterion) {
    let texts = sample::texts();
    let articles: Vec<(Article, Analysed)> =
        sample::articles().into_iter().map(|article| (article.clone(), analyse(&article))).collect();
    let (_, fields) = schema();
    let folder = tempfile::tempdir().expect("a folder");
    let packer = Packer::open(folder.path(), None).expect("one without a dictionary");
    let meta = Meta::default();
    let origin = Origin { file_key: 1, root: "/bulletins", file: "2023-12-30.txt", record: None, meta: &meta };
    let mut group = criterion.benchmark_group("enter");
    group.throughput(Throughput::Bytes(sample::size(&texts)));
    group.bench_function("document", |bencher| {
        let enter = |articles: Vec<(Article, Analysed)>| -> usize {
            let length = |(article, analysed): (Article, Analysed)| {
                document(&fields, &packer, origin, article, &analysed).expect("a document").len()
            };
            articles.into_iter().map(length).sum()
        };
        bencher.iter_batched(|| articles.clone(), enter, BatchSize::LargeInput);
    });
    group.finish();
}
