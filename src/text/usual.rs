//! The usual spelling of a syllable.
//!
//! Without its marks a syllable stands for three spellings, but one of them is most of what is printed: of what folds
//! to `nguoi`, nearly all is `người`. The table has those that are more than half of what is printed and carry a mark;
//! of others the usual spelling is the one without marks. An exact form of the table is that of one folded form only: `li`
//! and `ly` are not in it.

const TEXT: &str = include_str!("data/usual.tsv");

/// Folded and exact form, in the order of the folded ones; made while the program is compiled, since each start would
/// make it anew.
static TABLE: [(&str, &str); ROWS] = rows();
const ROWS: usize = count();

/// How many lines there are that are no comments.
const fn count() -> usize {
    let (bytes, mut at, mut count) = (TEXT.as_bytes(), 0, 0);
    while at < bytes.len() {
        count += (bytes[at] != b'#') as usize;
        at = find(b'\n', at) + 1;
    }
    count
}

const fn rows() -> [(&'static str, &'static str); ROWS] {
    let mut rows = [("", ""); ROWS];
    let (bytes, mut at, mut row) = (TEXT.as_bytes(), 0, 0);
    while at < bytes.len() {
        let end = find(b'\n', at);
        if bytes[at] != b'#' {
            let tab = find(b'\t', at);
            rows[row] = (between(at, tab), between(tab + 1, end));
            row += 1;
        }
        at = end + 1;
    }
    rows
}

/// Where the next such byte is, from `at` on; the end where there is none.
const fn find(byte: u8, mut at: usize) -> usize {
    while at < TEXT.len() && TEXT.as_bytes()[at] != byte {
        at += 1;
    }
    at
}

const fn between(start: usize, end: usize) -> &'static str {
    TEXT.split_at(end).0.split_at(start).1
}

/// The exact form of the usual spelling of a syllable, where that carries a mark.
///
/// ```
/// use bantin::text::usual::usual;
/// assert_eq!((usual("nguoi"), usual("nam"), usual("trong")), (Some("ngươi~f"), Some("năm"), None));
/// ```
pub fn usual(folded: &str) -> Option<&'static str> {
    let place = TABLE.binary_search_by(|(known, _)| (*known).cmp(folded)).ok()?;
    Some(TABLE[place].1)
}

/// All that [`usual`] knows: folded and exact form, in the order of the folded ones.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::{exact, fold};
    use crate::text::syllable::is_unmarked_syllable;

    #[test]
    fn the_table_is_in_order_and_of_syllables() {
        assert!(TABLE.is_sorted_by(|(one, _), (next, _)| one < next));
        for (folded, marked) in all() {
            let letters = marked.split('~').next().unwrap();
            assert!(is_unmarked_syllable(folded), "{folded}");
            assert_eq!(folded, fold(letters), "{marked}");
            let with_y = folded.replace('i', "y");
            assert_eq!(exact(&with_y), with_y, "its exact form is that of another folded form too");
            assert!(!marked.is_ascii() || marked.contains('~'), "{marked}");
        }
    }
}
