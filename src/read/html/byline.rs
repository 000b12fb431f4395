//! Names of authors beside or below an article.

use std::ops::Range;

use super::block::Block;
use super::tree::{Node, Tree};
use super::words::{bare, has_label, has_label_part};
use crate::read::record::{names_of, one_line};
use crate::read::stated::shown_day;

const LABELS: [&str; 3] = ["tg", "writer", "creator"];
const LABEL_PARTS: [&str; 6] = ["author", "byline", "tacgia", "butdanh", "nguoiviet", "phongvien"];

fn is_called_author(labels: &str) -> bool {
    has_label(labels, &LABELS) || has_label_part(labels, &LABEL_PARTS)
}

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

/// Where a line stands that may be a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Between headline and text, or behind the article.
    Beside,
    /// Near the end of the text.
    Below,
    /// The last line of the text.
    Last,
}

/// The names in a block that is a byline: by its class or by words before it, near the end of the text also by its
/// type or its place on the right, and in the last line by nothing but the names.
pub(super) fn byline(block: &Block, place: Place) -> Option<Vec<String>> {
    const LONGEST: usize = 80;
    if block.chars > LONGEST {
        return None;
    }
    let (lead, names) = without_lead(&block.text);
    let names: Vec<String> = names_of(names).iter().map(|name| title_case(name)).collect();
    let is_dressed = || block.is_right || block.is_strong() || is_capitals(&block.text);
    let is_full = || names.iter().all(|name| (2..=4).contains(&name.split(' ').count()));
    let is_byline = lead
        || is_called_author(&block.labels)
        || (place != Place::Beside && is_dressed())
        || (place == Place::Last && is_full());
    (is_byline && !names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

/// The names in an element that is called so, or beside a date in one line: `14/12/2023 | Thu Cầm`.
pub(super) fn byline_above(tree: &Tree, blocks: &[Block], above: Range<usize>) -> Option<Vec<String>> {
    let is_author = |node: &Node| {
        is_called_author(&node.labels())
            || [node.attribute("rel"), node.attribute("itemprop")].contains(&Some("author"))
    };
    let start = blocks.get(above.start)?.node.saturating_sub(AROUND);
    let end = blocks.get(above.end).map_or(tree.nodes.len(), |block| block.node);
    let within = tree.nodes.iter().enumerate().take(end).skip(start);
    let called = within.filter(|(_, node)| is_author(node)).find_map(|(at, _)| names_alone(&tree.text_in(at)));
    let mut lines = blocks.get(above).unwrap_or_default().iter();
    called.or_else(|| lines.find_map(|block| byline(block, Place::Beside).or_else(|| beside_date(block))))
}

/// Elements that may stand between the start of a line and its text.
const AROUND: usize = 4;

fn names_alone(text: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 120;
    let text = one_line(text);
    let (_, names) = without_lead(&text);
    let names: Vec<String> = names_of(names).iter().map(|name| title_case(name)).collect();
    (text.len() <= LONGEST && !names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

fn beside_date(block: &Block) -> Option<Vec<String>> {
    const LONGEST: usize = 90;
    if block.chars > LONGEST || shown_day(&block.text).is_none() {
        return None;
    }
    let is_full = |name: &String| (2..=4).contains(&name.split(' ').count());
    block.text.split('|').filter_map(names_alone).find(|names| names.iter().all(is_full))
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
        && words.iter().all(capital)
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
        byline(&block, Place::Below)
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
