//! The usual spelling of a syllable.
//!
//! Without its marks a syllable stands for three spellings, but one of them is most of what is printed: of what folds
//! to `nguoi`, nearly all is `người`. The table has those that are more than half of what is printed and carry a mark;
//! of others the usual spelling is the one without marks. An exact form of the table is that of one folded form only: `li`
//! and `ly` are not in it.

use std::sync::LazyLock;

/// Folded and exact form, in the order of the folded ones.
static TABLE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("data/usual.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

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
