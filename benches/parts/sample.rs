//! What is measured on: the sample corpus, as the program reads it, repeated as needed.

use std::path::{Path, PathBuf};

use bantin::read::{Options, read, walk};
use bantin::split::{Article, split};

/// The folder of the sample corpus.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All its articles.
pub(crate) fn articles() -> Vec<Article> {
    let mut all = Vec::new();
    for found in walk::walk(&folder()) {
        let found = found.expect("every file of the sample can be read");
        let mut take = |document: Result<_, _>| all.extend(split(&document.expect("and every record of it")));
        read(&found, &Options::default(), &mut take).expect("and what is in it");
    }
    all
}

/// The texts of the articles.
pub(crate) fn texts() -> Vec<String> {
    articles().into_iter().map(|article| article.text).collect()
}

/// Bytes of all of them.
pub(crate) fn size(texts: &[String]) -> u64 {
    texts.iter().map(|text| text.len() as u64).sum()
}

/// A bulletin as it was taken out of its pages, again and again, of about so many bytes.
pub(crate) fn long_bulletin(bytes: usize) -> String {
    let path = folder().join("so-bao/bao-hong-lam-so-4471.txt");
    let bulletin = std::fs::read_to_string(path).expect("the sample has this bulletin");
    bulletin.repeat(bytes.div_ceil(bulletin.len()))
}

/// So many articles of ten sentences each, drawn from all of the sample: none is a copy of another.
pub(crate) fn drawn_articles(count: usize) -> Vec<String> {
    let texts = texts();
    let sentences: Vec<&str> = texts.iter().flat_map(|text| text.split_inclusive(['.', '\n'])).collect();
    let mut place = 1_u64;
    let mut drawn = || {
        // Knuth's constants for a sequence that is the same on every machine.
        place = place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sentences[(place >> 33) as usize % sentences.len()].trim()
    };
    (0..count).map(|_| std::iter::repeat_with(&mut drawn).take(10).collect::<Vec<_>>().join("\n")).collect()
}
