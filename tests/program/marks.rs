//! Marks: with them and without; composed or not, the tone mark in its old place or its new one.

use proptest::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::common::Archive;

const MD: &str = "2023-12-30-quyet-toan.md";

#[test]
fn marks_prefer_and_no_marks_find_all() {
    let archive = Archive::of(&[
        ("nam.txt", "Ông Nam\n\nÔng Nam trồng ngô bên sông, trồng cả dưa.\n"),
        ("nam-2.txt", "Được mùa\n\nNăm nay ngô bên sông được mùa, dưa cũng vậy.\n"),
        ("nam-3.txt", "Trồng nấm\n\nNhà ông Tư trồng nấm bên sông, ủ rơm dưa.\n"),
    ]);
    for query in ["nam", "năm", "nấm", "NAM"] {
        assert_eq!(archive.search(&[query])["total"], 3, "{query}");
    }
    assert_eq!(archive.found(&["năm sông"])[0], "nam-2.txt");
    assert_eq!(archive.found(&["nấm sông"])[0], "nam-3.txt");
    let matches = |query: &str| -> Vec<Value> {
        let answer = archive.search(&[query]);
        answer["hits"].as_array().unwrap().iter().map(|hit| hit["match"].clone()).collect()
    };
    assert_eq!(matches("năm sông"), ["exact", "folded", "folded"]);
}

#[test]
fn exact_demands_the_marks() {
    let archive = Archive::of(&[("nam.txt", "Anh Nam chèo đò.\n"), ("nam-2.txt", "Năm nay nước về sớm.\n")]);
    assert_eq!(archive.found_in_full(&["năm", "--exact"]), ["nam-2.txt"]);
    assert_eq!(archive.found_in_full(&["nam", "--exact"]), ["nam.txt"]);
    assert_eq!(archive.found_in_full(&["nam"]), ["nam-2.txt", "nam.txt"]);
    assert_eq!(archive.search(&["năm", "--exact"])["query"]["exact"], true);
}

#[test]
fn exact_demands_that_words_without_marks_have_none() {
    let archive = Archive::of(&[
        ("ban.txt", "Công an xã lập chốt ở bến Ban. Bạn chèo đò ở bến Bàn kể lại.\n"),
        ("ban-2.txt", "Công ăn việc làm ở bến Bạn: công án cũ, đò ngang, an toàn. Mỹ và My, Dak và Đắk.\n"),
    ]);
    for (query, files) in [
        ("\"công an\"", vec!["ban.txt"]),
        ("\"cong an\"", vec![]),
        ("\"công ăn\"", vec!["ban-2.txt"]),
        ("\"bến ban\"", vec!["ban.txt"]),
        ("\"bến bạn\" an", vec!["ban-2.txt"]),
        ("an", vec!["ban-2.txt", "ban.txt"]),
        ("cong", vec![]),
        ("ban", vec!["ban.txt"]),
        ("my", vec!["ban-2.txt"]),
        ("dak", vec!["ban-2.txt"]),
        ("\"dak và\"", vec!["ban-2.txt"]),
        ("\"và dak\"", vec![]),
        ("an -ban", vec!["ban-2.txt"]),
    ] {
        assert_eq!(archive.found_in_full(&[query, "--exact"]), files, "{query}");
    }
}

#[test]
fn marks_may_be_typed_for_some_syllables_only() {
    let archive = Archive::indexed();
    assert_eq!(archive.found_in_full(&["\"trần the lâm\""]), [MD, "HL-2"]);
    assert_eq!(archive.found_in_full(&["\"tran thể lam\""]), ["HL-2"]);
    assert_eq!(archive.found_in_full(&["\"tran thế lam\""]), [MD]);
}

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
