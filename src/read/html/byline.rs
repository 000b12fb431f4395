//! Names of authors beside or below an article.

use super::block::Block;
use super::words::{bare, has_label};
use crate::read::record::names_of;

const LABELS: [&str; 13] = [
    "author",
    "authors",
    "byline",
    "tacgia",
    "tg",
    "butdanh",
    "nguoiviet",
    "writer",
    "authorname",
    "tennguoiviet",
    "phongvien",
    "postauthor",
    "creator",
];

/// Words before names: `Tin, ảnh: Minh Truật`.
const LEADS: [&str; 20] = [
    "tac gia",
    "tin anh",
    "bai anh",
    "tin va anh",
    "bai va anh",
    "tin bai",
    "bai",
    "tin",
    "anh",
    "thuc hien",
    "nguoi viet",
    "theo",
    "pv",
    "phong vien",
    "bai viet",
    "tin bai va anh",
    "bai va anh cua",
    "ghi chep cua",
    "bai tin anh",
    "tin bai anh",
];

/// The names in a block that is a byline by its class, its place on the right, or its type; `at_end` of an article
/// also by nothing but the names.
pub(super) fn byline(block: &Block, at_end: bool) -> Option<Vec<String>> {
    const LONGEST: usize = 80;
    if block.chars > LONGEST {
        return None;
    }
    let labelled = has_label(&block.labels, &LABELS);
    let (lead, names) = without_lead(&block.text);
    let names: Vec<String> = names_of(&names.replace(" và ", ",")).iter().map(|name| title_case(name)).collect();
    let dressed = labelled || lead || (at_end && (block.is_right || block.is_strong() || is_capitals(&block.text)));
    (dressed && !names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

/// The text without `Tin, ảnh:` before it, and whether there was such a thing.
fn without_lead(text: &str) -> (bool, &str) {
    let text = text.trim_matches(['(', ')', ' ', '*', '-', '–']);
    match text.split_once(':') {
        Some((lead, names)) if LEADS.contains(&bare(lead).as_str()) => (true, names.trim()),
        _ => (false, text),
    }
}

/// Whether every word begins with a capital and there are as many as a name or a pen name has.
pub(super) fn is_name(name: &str) -> bool {
    const NO_PERSON: [&str; 9] = ["bao", "cong", "trang", "dai", "ubnd", "ban", "admin", "theo", "so"];
    let words: Vec<&str> = name.trim_end_matches('.').split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(is_of_name);
    (1..=5).contains(&words.len())
        && words.iter().all(|word| capital(&word))
        && !words.first().is_some_and(|word| NO_PERSON.contains(&bare(word).as_str()))
}

fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '.' | '\'' | '’')
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// `MINH TRUẬT` → `Minh Truật`; names that have small letters stay.
pub(super) fn title_case(name: &str) -> String {
    if !is_capitals(name) || !name.contains(' ') {
        return name.to_owned();
    }
    let words = name.split_whitespace().map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, labels: &str, right: bool) -> Option<Vec<String>> {
        let chars = text.chars().count();
        let block = Block { text: text.into(), chars, labels: labels.into(), is_right: right, ..Block::default() };
        byline(&block, true)
    }

    #[test]
    fn names_by_class_place_and_type() {
        let both = Some(vec!["Minh Truật".to_owned(), "Thu Cầm".to_owned()]);
        assert_eq!(names("MINH TRUẬT - THU CẦM", "", false), both);
        assert_eq!(names("Minh Truật, Thu Cầm", "author-name", false), both);
        assert_eq!(names("Bài và ảnh: Minh Truật - Thu Cầm", "", false), both);
        assert_eq!(names("Minh Truật và Thu Cầm", "", true), both);
    }

    #[test]
    fn what_is_no_name() {
        for text in ["HỘI NGHỊ TỔNG KẾT NĂM 2023", "Chiều nay mưa to.", "Theo: Báo Hồng Lam", "Vì sao?"]
        {
            assert_eq!(names(text, "", true), None, "{text}");
        }
        assert_eq!(names("Minh Truật", "", false), None, "nothing says that it is an author");
    }
}
