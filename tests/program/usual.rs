//! Spellings with a list of their own in the index, and the usual ones, which have none.

use super::common::Archive;

/// Spellings of four syllables, the usual one first: that has no list of its own in the index.
const SPELLINGS: [[&str; 3]; 4] =
    [["người", "ngươi", "nguoi"], ["huyện", "huyền", "huyen"], ["công", "cống", "cong"], ["trong", "trọng", "tróng"]];

/// One article for each pair of spellings of different syllables, named by it.
fn pairs() -> (Archive, Vec<[&'static str; 2]>) {
    let words = || SPELLINGS.iter().flatten();
    let syllable = |word: &str| SPELLINGS.iter().position(|spellings| spellings.contains(&word));
    let pairs: Vec<[&str; 2]> = words()
        .flat_map(|one| words().map(|other| [*one, *other]))
        .filter(|[one, other]| syllable(one) != syllable(other))
        .collect();
    let record = |[one, other]: &[&str; 2]| {
        let title = other.to_uppercase();
        format!("{{\"id\": \"{one} {other}\", \"title\": \"{title}\", \"body\": \"Bến {one} {other}, {one}.\"}}\n")
    };
    (Archive::of(&[("tin.jsonl", &pairs.iter().map(record).collect::<String>())]), pairs)
}

fn is_unmarked(word: &str) -> bool {
    ["nguoi", "huyen", "cong", "trong"].contains(&word)
}

/// Whether a word typed stands for one printed, where marks count if any are typed.
fn means(typed: &str, printed: &str) -> bool {
    typed == printed
        || (is_unmarked(typed) && SPELLINGS.iter().any(|all| all.contains(&typed) && all.contains(&printed)))
}

#[test]
fn every_spelling_is_told_from_the_others_whether_it_is_the_usual_one_or_not() {
    let (archive, pairs) = pairs();
    let found = |query: &str, exact: bool| {
        let options = ["--limit", "1000", "--all", "--exact"];
        let mut asked = vec![query];
        asked.extend(&options[..if exact { 4 } else { 3 }]);
        let mut found = archive.found_in_full(&asked);
        found.sort();
        found
    };
    let expected = |holds: &dyn Fn(&[&str; 2]) -> bool| {
        let mut all: Vec<String> = pairs.iter().filter(|pair| holds(pair)).map(|pair| pair.join(" ")).collect();
        all.sort();
        all
    };
    for word in SPELLINGS.iter().flatten() {
        assert_eq!(found(word, true), expected(&|pair| pair.contains(word)), "{word} --exact");
        let title = format!("title:{word}");
        assert_eq!(found(&title, true), expected(&|pair| pair[1] == *word), "{title} --exact");
        let without = format!("bến -{word}");
        assert_eq!(found(&without, false), expected(&|pair| !pair.iter().any(|it| means(word, it))), "{without}");
        assert_eq!(found(&without, true), expected(&|pair| !pair.contains(word)), "{without} --exact");
    }
    // A tone that was typed is asked for, other marks are in any case.
    for (prefix, words) in [
        ("ngườ", vec!["người"]),
        ("huyệ", vec!["huyện"]),
        ("huyề", vec!["huyền"]),
        ("cố", vec!["cống"]),
        ("trọ", vec!["trọng"]),
        ("ngươ", vec!["người", "ngươi"]),
        ("cô", vec!["công", "cống"]),
        ("ngu", vec!["người", "ngươi", "nguoi"]),
    ] {
        let query = format!("bến {prefix}*");
        assert_eq!(found(&query, false), expected(&|pair| words.iter().any(|word| pair.contains(word))), "{query}");
    }
    for [one, other] in &pairs {
        let phrase = format!("\"{one} {other}\"");
        // The first word of a body stands behind the second once more.
        let has = |holds: fn(&str, &str) -> bool| {
            expected(&|[first, second]| {
                (holds(one, first) && holds(other, second)) || (holds(one, second) && holds(other, first))
            })
        };
        assert_eq!(found(&phrase, true), has(|typed, printed| typed == printed), "{phrase} --exact");
        assert_eq!(found(&phrase, false), has(means), "{phrase}");
    }
}

#[test]
fn the_usual_spelling_comes_first_though_more_articles_than_are_looked_at_again_have_others() {
    let other =
        (0..500).map(|n| format!("{{\"id\": \"O{n}\", \"body\": \"Ngươi huyền, ngươi huyền, ngươi huyền.\"}}\n"));
    let filler = "Cánh đồng xã Vạn Khê vào mùa gặt, máy về tận bờ. ".repeat(60);
    let usual = (0..3).map(|n| format!("{{\"id\": \"U{n}\", \"body\": \"{filler} Người đi, huyện đón. {filler}\"}}\n"));
    let archive = Archive::of(&[("tin.jsonl", &other.chain(usual).collect::<String>())]);
    for query in ["người", "người huyện", "huyện người", "\"người\" huyện"] {
        let found: String = archive.found(&[query, "--limit", "5"]).iter().map(|id| &id[..1]).collect::<String>();
        assert!(found.starts_with("UUU"), "{query}: {found}");
    }
    assert_eq!(archive.search(&["người huyện"])["total"], 503);
}
