//! One spelling for one post.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use unicode_normalization::UnicodeNormalization as _;

use crate::text::fold::exact;
use crate::text::lower_case;
use crate::text::token::next_token;

/// The most words that one abbreviation takes: `VH - TT & DL`.
const LONGEST: usize = 6;

/// Folded abbreviation, words joined by spaces → written out.
static ABBREVIATIONS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("canonical.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(short, long)| (short.to_owned(), long)).collect()
});

/// Abbreviations that a user has added.
static OWN: OnceLock<HashMap<String, String>> = OnceLock::new();

/// Adds a user's abbreviations, in lower case, words joined by spaces → written out; the first call counts.
pub(super) fn add_abbreviations(own: HashMap<String, String>) {
    let _ = OWN.set(own);
}

fn abbreviation(short: &str) -> Option<&'static str> {
    let own = OWN.get().and_then(|own| own.get(short)).map(String::as_str);
    own.or_else(|| ABBREVIATIONS.get(short).copied())
}

/// A post in lower case, abbreviations written out, the tone mark where the new rule puts it, punctuation left out.
///
/// Two printings of one post have one canonical form; unit and level stay. It is for comparing, not for showing.
///
/// ```
/// # use bantin::analyse::officials::canonical_post;
/// assert_eq!(canonical_post("Phó Chủ tịch UBND tỉnh"), "phó chủ tịch ủy ban nhân dân tỉnh");
/// assert_eq!(canonical_post("Bí thư Thành uỷ"), canonical_post("bí thư Thành ủy"));
/// assert_eq!(canonical_post("Ủy viên BCH T.Ư"), "ủy viên ban chấp hành trung ương");
/// ```
pub fn canonical_post(post: &str) -> String {
    let words = words(post);
    let mut out = String::with_capacity(post.len() * 2);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !out.is_empty() {
            out.push(' ');
        }
        match written_out(&words, at) {
            Some((len, long)) => {
                out.push_str(long);
                at += len;
            }
            None => {
                push_syllable(&word.exact, &mut out);
                at += 1;
            }
        }
    }
    simplified(&out)
}

/// What posts are printed with or without: `và` and `của` between units, the unit that the head has named already
/// (`Bộ trưởng Bộ Y tế`), `trường` before the kind of school.
fn simplified(post: &str) -> String {
    let words: Vec<&str> = post.split(' ').filter(|word| !matches!(*word, "và" | "của")).collect();
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let school = *word == "trường" && words.get(at + 1).is_some_and(|next| KINDS_OF_SCHOOL.contains(next));
        let said = said_again(&kept, &words[at..]);
        if !school && said == 0 {
            kept.push(word);
        }
        at += said.max(1);
    }
    kept.join(" ")
}

/// The first words of kinds of schools: `đại học`, `cao đẳng`, `tiểu học`, `trung học`, `mầm non`, `mẫu giáo`.
const KINDS_OF_SCHOOL: [&str; 6] = ["đại", "cao", "tiểu", "trung", "mầm", "mẫu"];

/// How many words only name again what the head is the head of: `bộ trưởng | bộ`, `chi cục trưởng | chi cục`,
/// `trưởng phòng | phòng`, `thứ trưởng | bộ`.
fn said_again(kept: &[&str], rest: &[&str]) -> usize {
    match (kept, rest) {
        ([.., a, b, "trưởng"], [c, d, ..]) if a == c && b == d => 2,
        ([.., a, "trưởng"], [b, ..]) if a == b => 1,
        ([.., "trưởng", a], [b, ..]) if a == b => 1,
        ([.., "thứ", "trưởng"], ["bộ", ..]) => 1,
        _ => 0,
    }
}

/// A word of a post.
struct PostWord<'a> {
    /// Lower case, marks kept, `&` as `và`.
    lower: Cow<'a, str>,
    exact: String,
    is_upper: bool,
}

fn words(post: &str) -> Vec<PostWord<'_>> {
    let mut all = Vec::with_capacity(post.len() / 4 + 1);
    let mut at = 0;
    while let Some(range) = next_token(post, at) {
        if post.get(at..range.start).is_some_and(|between| between.contains('&')) {
            all.push(PostWord { lower: Cow::Borrowed("và"), exact: "va~f".to_owned(), is_upper: false });
        }
        let written = post.get(range.clone()).unwrap_or("");
        let is_upper = !written.chars().any(char::is_lowercase);
        all.push(PostWord { lower: lower_case(written), exact: exact(written), is_upper });
        at = range.end;
    }
    all
}

/// The longest abbreviation that begins at a word. One that is a syllable too (`TƯ`) must be in capitals.
fn written_out(words: &[PostWord<'_>], at: usize) -> Option<(usize, &'static str)> {
    let mut joined = String::new();
    let mut best = None;
    for (len, word) in words.iter().skip(at).take(LONGEST).enumerate() {
        if len > 0 {
            joined.push(' ');
        }
        joined.push_str(&word.lower);
        let is_lawful = || word.is_upper || len > 0 || !has_vowel(&joined);
        if let Some(long) = abbreviation(&joined).filter(|_| is_lawful()) {
            best = Some((len + 1, long));
        }
    }
    best
}

fn has_vowel(word: &str) -> bool {
    word.nfd().any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
        && word != "ubnd"
        && word != "ubkt"
        && word != "ubmttq"
}

/// Puts the tone of an exact form back over its vowel: `thuy~r` → `thủy`.
fn push_syllable(exact: &str, out: &mut String) {
    let Some((bare, tone)) = exact.split_once('~') else {
        out.push_str(exact);
        return;
    };
    let mark = match tone {
        "s" => '\u{301}',
        "f" => '\u{300}',
        "r" => '\u{309}',
        "x" => '\u{303}',
        _ => '\u{323}',
    };
    let at = tone_place(bare);
    let marked = bare.chars().enumerate().flat_map(|(place, c)| [Some(c), (place == at).then_some(mark)]);
    out.extend(marked.flatten().nfc());
}

/// The vowel that bears the tone, counted in characters from 0.
fn tone_place(bare: &str) -> usize {
    let letters: Vec<char> = bare.chars().collect();
    let is_vowel = |at: usize| letters.get(at).is_some_and(|c| "aăâeêioôơuưy".contains(*c));
    let glide = matches!(letters.as_slice(), ['q', 'u', _, ..] | ['g', 'i', _, ..]) && is_vowel(2);
    let first = if glide { 2 } else { (0..letters.len()).find(|at| is_vowel(*at)).unwrap_or(0) };
    let count = (first..letters.len()).take_while(|at| is_vowel(*at)).count();
    let hatted = (first..first + count).rev().find(|at| letters.get(*at).is_some_and(|c| "ăâêôơư".contains(*c)));
    let closed = first + count < letters.len();
    hatted.unwrap_or(match count {
        0 | 1 => first,
        2 if closed => first + 1,
        2 => first,
        _ => first + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_post_has_one_spelling() {
        for (a, b) in [
            ("Bí thư Thành uỷ", "Bí thư Thành ủy"),
            ("Chủ tịch UBND tỉnh", "chủ tịch Ủy ban nhân dân tỉnh"),
            ("Trưởng ban Chỉ đạo thu NSNN tỉnh", "Trưởng Ban Chỉ đạo thu ngân sách nhà nước tỉnh"),
            ("Ủy viên BCH TW Đảng", "Uỷ viên Ban Chấp hành Trung ương Đảng"),
            ("Ủy viên T.Ư Đảng", "Ủy viên TƯ Đảng"),
            ("Giám đốc Sở GD&ĐT", "Giám đốc Sở Giáo dục và Đào tạo"),
            ("Giám đốc Sở TT&TT", "Giám đốc Sở Thông tin và Truyền thông"),
            ("Giám đốc Ban Quản lí", "Giám đốc Ban Quản lý"),
            ("Chỉ huy trưởng Bộ CHQS tỉnh", "Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh"),
            ("Bộ trưởng Y tế", "Bộ trưởng Bộ Y tế"),
            ("Thứ trưởng Y tế", "Thứ trưởng Bộ Y tế"),
            ("Cục trưởng Thuế tỉnh", "Cục trưởng Cục Thuế tỉnh"),
            ("Chi cục trưởng Kiểm lâm", "Chi cục trưởng Chi cục Kiểm lâm"),
            ("Trưởng phòng Nội vụ huyện", "Trưởng Phòng Phòng Nội vụ huyện"),
            ("Giám đốc Sở Giáo dục Đào tạo", "Giám đốc Sở Giáo dục và Đào tạo"),
            ("Chủ nhiệm Ủy ban Kinh tế Quốc hội", "Chủ nhiệm Ủy ban Kinh tế của Quốc hội"),
            ("Hiệu trưởng Trường Đại học Hồng Lam", "Hiệu trưởng Đại học Hồng Lam"),
            ("Thủ trưởng Cơ quan CSĐT", "Thủ trưởng Cơ quan Cảnh sát điều tra"),
            ("Giám đốc BVĐK tỉnh", "Giám đốc Bệnh viện Đa khoa tỉnh"),
        ] {
            assert_eq!(canonical_post(a), canonical_post(b), "{a} = {b}");
        }
    }

    #[test]
    fn other_posts_stay_apart() {
        assert_ne!(canonical_post("Phó Chủ tịch UBND tỉnh"), canonical_post("Phó Chủ tịch thường trực UBND tỉnh"));
        assert_ne!(canonical_post("Bộ trưởng Bộ Tư pháp"), canonical_post("Thứ trưởng Bộ Tư pháp"));
        assert_ne!(canonical_post("Trưởng Công an huyện"), canonical_post("Phó trưởng Công an huyện"));
        assert_ne!(canonical_post("Đại sứ Lào tại Việt Nam"), canonical_post("Đại sứ Việt Nam tại Lào"));
        assert_eq!(canonical_post("Bộ trưởng Bộ Tư pháp"), "bộ trưởng tư pháp");
    }

    #[test]
    fn tones_stand_where_the_new_rule_puts_them() {
        assert_eq!(canonical_post("Hoà Thuỷ quý giá khoẻ Việt toàn"), "hòa thủy quí giá khỏe việt toàn");
    }
}
