//! One word, however its marks are typed: composed or not, the tone mark in its old place or its new one.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::common::Archive;

/// Syllables whose tone mark has an old place and a new one.
const SYLLABLES: [(&str, &str); 8] = [
    ("hoà", "hòa"),
    ("khoẻ", "khỏe"),
    ("uỷ", "ủy"),
    ("thuý", "thúy"),
    ("toạ", "tọa"),
    ("quỵ", "qụy"),
    ("luỹ", "lũy"),
    ("xoã", "xõa"),
];

/// Syllables that have one place only.
const OTHERS: [&str; 6] = ["nước", "rút", "tỉnh", "đường", "Cồn", "Hạc"];

/// A text of these syllables in one of four spellings.
fn spelled(syllables: &[usize], old: bool, composed: bool) -> String {
    let one = |&number: &usize| match SYLLABLES.get(number) {
        Some((before, after)) => {
            if old {
                *before
            } else {
                *after
            }
        }
        None => OTHERS[number - SYLLABLES.len()],
    };
    let text = syllables.iter().map(one).collect::<Vec<_>>().join(" ");
    if composed { text } else { text.nfd().collect() }
}

const SPELLINGS: [(bool, bool); 4] = [(false, true), (false, false), (true, true), (true, false)];

fn some() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..SYLLABLES.len() + OTHERS.len(), 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn answers_are_the_same(texts in prop::collection::vec(some(), 3..7), asked in prop::collection::vec(0..SYLLABLES.len() + OTHERS.len(), 1..4)) {
        let answers = |archive: &Archive, more: &[&str]| {
            SPELLINGS.map(|(old, composed)| {
                let query = spelled(&asked, old, composed);
                let phrase = format!("\"{query}\"");
                [query.as_str(), &phrase].map(|query| archive.found(&[&[query, "--all"], more].concat()))
            })
        };
        let mut first = None;
        for (old, composed) in SPELLINGS {
            let archive = Archive::empty();
            for (number, text) in texts.iter().enumerate() {
                archive.write(&format!("{number}.txt"), spelled(text, old, composed) + ".\n");
            }
            archive.run(["index"]);
            for more in [&[][..], &["--exact"]] {
                let answers = answers(&archive, more);
                prop_assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{asked:?} in {texts:?}: {answers:?}");
                if more.is_empty() {
                    let first = first.get_or_insert_with(|| answers[0].clone());
                    prop_assert_eq!(&*first, &answers[0], "texts spelled in another way");
                }
            }
        }
    }
}
