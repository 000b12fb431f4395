//! What is found window by window is what tantivy's own queries find.

use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring};
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, Searcher, TantivyDocument};

use super::*;
use crate::query::spelled::scored;

/// How many articles; several windows of the widest.
const ARTICLES: u64 = 5000;
/// Words, and in one of how many articles each stands.
const WORDS: [(&str, u64); 6] = [("mot", 1), ("hai", 2), ("ba", 3), ("bon", 40), ("nam", 900), ("sau", 2500)];

/// A number that looks random and is always the same (the finalizer of SplitMix64).
fn scattered(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn searcher() -> (Searcher, Field, Field) {
    let mut schema = Schema::builder();
    let (text, title) = (schema.add_text_field("text", TEXT), schema.add_text_field("title", TEXT));
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
    for article in 1..=ARTICLES {
        let mut doc = TantivyDocument::new();
        let has = |(at, (word, of)): (u64, &(&str, u64))| {
            let chance = scattered(article * 8 + at);
            let often = if chance.is_multiple_of(*of) { 1 + chance / of % 4 } else { 0 };
            format!("{word} ").repeat(often as usize)
        };
        let words: String = (0..).zip(&WORDS).map(has).collect();
        doc.add_text(text, words + "khác ");
        doc.add_text(title, WORDS[(scattered(article) % 6) as usize].0);
        writer.add_document(doc).unwrap();
    }
    writer.commit().unwrap();
    (index.reader().unwrap().searcher(), text, title)
}

/// The query, by tantivy's own where `terms` is left out.
fn query(text: Field, title: Field, words: &[(&str, Score)], least: usize, in_windows: bool) -> LiftedQuery {
    let term = |word: &str| Term::from_field_text(text, word);
    let boosted = |(word, counts): &(&str, Score)| Box::new(BoostQuery::new(scored(term(word)), *counts)) as Engine;
    let required = BooleanQuery::union_with_minimum_required_clauses(words.iter().map(boosted).collect(), least);
    let terms = Terms { terms: words.iter().map(|(word, counts)| (term(word), *counts)).collect(), least };
    let lifted = |(word, _): &(&str, Score)| LiftedWord {
        typed: Some(Spelled::Twin(term(word))),
        title: Term::from_field_text(title, word),
    };
    LiftedQuery {
        required: Box::new(required),
        terms: in_windows.then_some(terms),
        words: words.iter().take(2).map(lifted).collect(),
        as_typed: 1000.0,
    }
}

fn scorer(searcher: &Searcher, query: &LiftedQuery) -> Box<dyn Scorer> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).unwrap();
    weight.scorer(searcher.segment_reader(0), 1.0).unwrap()
}

/// The present hit of both, which must be the same.
fn assert_alike(one: &mut dyn Scorer, other: &mut dyn Scorer) -> DocId {
    assert_eq!(one.doc(), other.doc());
    if one.doc() != tantivy::TERMINATED {
        let (score, expected) = (one.score(), other.score());
        assert!((score - expected).abs() <= 1e-4 * expected.abs(), "{}: {score}, not {expected}", one.doc());
    }
    one.doc()
}

#[test]
fn hits_and_scores_are_those_of_tantivy_however_they_are_walked() {
    let (searcher, text, title) = searcher();
    assert_eq!(searcher.segment_readers().len(), 1);
    let all: Vec<(&str, Score)> = WORDS.iter().map(|(word, of)| (*word, if *of == 3 { 2.0 } else { 1.0 })).collect();
    let mut met = 0;
    for words in
        [&all[..1], &all[..2], &all[..3], &all[1..4], &all[2..5], &all[3..], &all[..], &[("vang", 1.0), all[0]]]
    {
        for least in 1..=words.len() {
            let open = |in_windows| scorer(&searcher, &query(text, title, words, least, in_windows));
            for stride in [0, 1, 7, 300, 1500] {
                let (mut own, mut expected) = (open(true), open(false));
                while assert_alike(&mut *own, &mut *expected) != tantivy::TERMINATED {
                    met += 1;
                    // A step, and now and then a leap.
                    let here = own.doc();
                    let leap = stride > 0 && scattered(here.into()).is_multiple_of(3);
                    let goal = here.saturating_add(stride).min(tantivy::TERMINATED);
                    let went = if leap { own.seek(goal) } else { own.advance() };
                    assert_eq!(went, own.doc());
                    if leap {
                        expected.seek(goal)
                    } else {
                        expected.advance()
                    };
                }
                assert_eq!(own.advance(), tantivy::TERMINATED);
            }
        }
    }
    assert!(met > 100_000, "{met}");
}
