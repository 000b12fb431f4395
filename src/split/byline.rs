//! Bylines: names in capitals on a line of their own, sometimes two printed without a space between.

use super::lines::is_capitals;
use crate::text::syllable::is_syllable;

/// The most words that a line of names has.
const MOST_WORDS: usize = 10;
/// The most syllables of one name.
const MOST_SYLLABLES: usize = 4;

/// The authors that a line names, in title case; `None` where the line is no byline.
///
/// `MINH TRUẬTTHU CẦM` are two: no Vietnamese syllable is spelt `TRUẬTTHU`.
pub(super) fn byline(text: &str) -> Option<Vec<String>> {
    let (names, announced) = without_role(text);
    let names = names.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ' '));
    if names.is_empty() || !is_capitals(names) || names.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let only_names = names.chars().all(|c| c.is_alphabetic() || " -–,.;&'’/".contains(c));
    if !only_names {
        return None;
    }
    let mut authors = Vec::new();
    for printed in parts(names) {
        authors.extend(unglued(&printed));
    }
    let plausible = authors.iter().all(|name| is_name(name, announced));
    (plausible && !authors.is_empty()).then(|| authors.iter().map(|name| title_case(name)).collect())
}

/// What a line of authors may begin with, lower case.
const ROLES: [&str; 16] = [
    "bài và ảnh",
    "tin và ảnh",
    "bài, ảnh",
    "tin, ảnh",
    "tin, bài",
    "bài - ảnh",
    "tin - ảnh",
    "bài & ảnh",
    "tin bài",
    "thực hiện",
    "nhóm phóng viên",
    "nhóm pv",
    "bài",
    "tin",
    "pv",
    "theo",
];

fn without_role(text: &str) -> (&str, bool) {
    let Some((head, rest)) = text.split_once(':') else { return (text, false) };
    let head = head.trim().to_lowercase();
    if ROLES.contains(&head.as_str()) { (rest.trim(), true) } else { (text, false) }
}

fn parts(names: &str) -> Vec<String> {
    let spaced = names.replace(" VÀ ", ",");
    let parts =
        spaced.split([',', ';', '&', '/']).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – "));
    parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|part| !part.is_empty()).collect()
}

/// The names of one printed run: cut where a word is two syllables in one.
fn unglued(printed: &str) -> Vec<String> {
    let words: Vec<&str> = printed.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        if let Some((left, right)) = two_syllables(word) {
            let first = [&words[..at], &[left]].concat().join(" ");
            let second = [&[right], &words[at + 1..]].concat().join(" ");
            if first.contains(' ') && second.contains(' ') {
                return vec![first, second];
            }
        }
    }
    vec![printed.to_owned()]
}

/// The two syllables that a word is made of, where it is none itself; of several ways the one with the longer first.
fn two_syllables(word: &str) -> Option<(&str, &str)> {
    if is_syllable(word) {
        return None;
    }
    let cuts = word.char_indices().map(|(at, _)| at).skip(1);
    let ways = cuts.map(|at| word.split_at(at)).filter(|(left, right)| is_syllable(left) && is_syllable(right));
    ways.last()
}

fn is_name(name: &str, announced: bool) -> bool {
    let words = name.split(' ').count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if matches!(name, "P.V" | "PV") {
        return true;
    }
    (if announced { 1 } else { 2 }..=MOST_SYLLABLES).contains(&words) && (3..=30).contains(&letters)
}

/// `LÊ NA` → `Lê Na`, `H'YIM` → `H'Yim`.
fn title_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut begins = true;
    for c in name.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::byline;

    #[test]
    fn lines_of_names() {
        for (text, names) in [
            ("HOÀNG SIÊM", "Hoàng Siêm"),
            ("MINH TRUẬTTHU CẦM", "Minh Truật|Thu Cầm"),
            ("LÒ THỊ HÀHOÀI AN", "Lò Thị Hà|Hoài An"),
            ("Bài, ảnh: THU CẦM", "Thu Cầm"),
            ("Tin, ảnh: THU CẦM - MINH TRUẬT", "Thu Cầm|Minh Truật"),
            ("NGỌC DIÊN VÀ THU CẦM", "Ngọc Diên|Thu Cầm"),
            ("P.V", "P.V"),
            ("H'NHIÊN KSƠR", "H'Nhiên Ksơr"),
        ] {
            assert_eq!(byline(text).map(|names| names.join("|")).as_deref(), Some(names), "{text}");
        }
    }

    #[test]
    fn lines_that_name_nobody() {
        for text in [
            "Thu Cầm",
            "THU NGÂN SÁCH ĐẠT 82% DỰ TOÁN",
            "Lễ trao nhà: ấm tình",
            "2",
            "BÁO ĐỘNG LŨ TRÊN SÔNG LAM Ở MỨC BA",
        ] {
            assert_eq!(byline(text), None, "{text}");
        }
    }
}
