//! What stands around a number and tells a day from a fraction, a score, a document or a street.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::cursor::{Cursor, Token};
use super::scan::Place;
use super::words::{Word, lookup};
use crate::text::lower_case;
use crate::text::run::in_word;

/// What a word says of the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    /// Before a number with a slash: it is a day.
    DayBefore,
    /// Before a number with a slash or a year: it is none.
    NoDayBefore,
    /// After a number with a slash: a fraction of things counted.
    Counted,
    /// After a number of four digits: a quantity.
    Unit,
    /// Before a number of four digits: a quantity or a model.
    NoYearBefore,
    /// Before `năm trước`, `tuần sau`: many or any of them.
    Many,
}

/// Words by the sign they give; the file says where they come from.
static SIGNS: LazyLock<HashSet<(Sign, &'static str)>> = LazyLock::new(|| {
    let mut sign = None;
    let mut signs = HashSet::new();
    for line in include_str!("signs.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => sign = named(name),
            None => signs.extend(line.split_whitespace().filter_map(|word| Some((sign?, word)))),
        }
    }
    signs
});

fn named(name: &str) -> Option<Sign> {
    Some(match name {
        "day before" => Sign::DayBefore,
        "no day before" => Sign::NoDayBefore,
        "counted" => Sign::Counted,
        "unit" => Sign::Unit,
        "no year before" => Sign::NoYearBefore,
        "many" => Sign::Many,
        _ => return None,
    })
}

/// Whether a word, in whatever case, gives this sign.
pub(super) fn gives(word: &str, sign: Sign) -> bool {
    !word.is_empty() && SIGNS.contains(&(sign, &*lower_case(word)))
}

const LONGEST_WORD: usize = 24;

/// The word before `at`, with at most two spaces between; empty where a sign or nothing stands there.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let bytes = &text.as_bytes()[..at];
    let spaces = bytes.iter().rev().take(2).take_while(|byte| byte.is_ascii_whitespace()).count();
    let end = at - spaces;
    let len = bytes[..end].iter().rev().take(LONGEST_WORD).take_while(|byte| in_word(**byte)).count();
    text.get(end - len..end).unwrap_or_default()
}

/// The word after a place, on the same terms.
pub(super) fn word_after<'a>(cursor: Cursor<'a>) -> &'a str {
    let bytes = cursor.text.as_bytes().get(cursor.at..).unwrap_or_default();
    let spaces = bytes.iter().take(2).take_while(|byte| byte.is_ascii_whitespace()).count();
    let len = bytes[spaces..].iter().take(LONGEST_WORD).take_while(|byte| in_word(**byte)).count();
    let start = cursor.at + spaces;
    cursor.text.get(start..start + len).unwrap_or_default()
}

/// Whether the number at `start` begins there: no letter, digit or joined sign before it.
pub(super) fn begins(place: Place) -> bool {
    let bytes = &place.text.as_bytes()[..place.start];
    let joined = |bytes: &[u8]| bytes.last().is_some_and(|byte| in_word(*byte));
    match bytes.split_last() {
        None => true,
        Some((b'/' | b'$' | b'+' | b':' | b'\'', _)) => false,
        Some((b'-', before)) => !joined(before) || follows_date(place),
        Some((b'.' | b',', before)) => !before.last().is_some_and(u8::is_ascii_digit) || follows_date(place),
        Some((last, _)) => !in_word(*last),
    }
}

/// Whether a date ends here: no letter, digit or joined number behind it.
pub(super) fn ends(cursor: Cursor) -> bool {
    let mut rest = cursor.rest();
    match (rest.next(), rest.next()) {
        (None, _) => true,
        (Some('/'), next) => !next.is_some_and(char::is_alphanumeric),
        (Some('.' | ','), next) => !next.is_some_and(|c| c.is_ascii_digit()),
        (Some('-'), next) => !next.is_some_and(|c| c.is_alphanumeric()),
        (Some('%' | '°'), _) => false,
        (Some(c), _) => !c.is_alphanumeric(),
    }
}

/// Whether a date stands just before, parted by no more than a comma, a dash or `và`.
pub(super) fn follows_date(place: Place) -> bool {
    let Some(end) = place.previous.map(|previous| previous.byte_range.end) else { return false };
    let Some(gap) = place.text.get(end..place.start) else { return false };
    gap.len() <= 8 && matches!(gap.trim(), "," | "-" | "–" | "và" | "hoặc" | ";" | "/" | "đến" | "")
}

/// Whether a date stands just before, and this one opens a bracket: `sáng nay (1/10)`.
pub(super) fn is_bracketed_after_date(place: Place) -> bool {
    let end = place.previous.map(|previous| previous.byte_range.end);
    let gap = end.and_then(|end| place.text.get(end..place.start));
    gap.is_some_and(|gap| matches!(gap, " (" | "(" | " (ngày "))
}

/// Whether `năm trước`, `tuần sau` and their like stand for many, or are counted from another day: `hai năm trước`,
/// `những năm sau`.
pub(super) fn is_one_of_many(place: Place) -> bool {
    let before = word_before(place.text, place.start);
    let counts = before.bytes().any(|byte| byte.is_ascii_digit())
        || matches!(lookup(before), Some(Word::Count(_) | Word::Half | Word::Year));
    counts || gives(before, Sign::Many)
}

/// Whether a number with a slash is a day by what stands around it: `vào 25/6` is, `đạt 15/19 tiêu chí` is not.
pub(super) fn is_day(place: Place, end: Cursor) -> bool {
    let before = word_before(place.text, place.start);
    let after = word_after(end);
    if gives(before, Sign::NoDayBefore) || gives(after, Sign::Counted) {
        return false;
    }
    let all_week = place.text.get(place.start..end.at) == Some("24/7");
    follows_date(place)
        || is_bracketed_after_date(place)
        || gives(before, Sign::DayBefore)
        || !all_week && stands_alone(end)
}

/// Whether no noun follows that the number could count.
fn stands_alone(end: Cursor) -> bool {
    match end.next().0 {
        Token::Nothing | Token::Mark(_) => true,
        Token::Word(_) => true,
        Token::Number(_) => false,
        Token::Other => word_after(end).starts_with(char::is_uppercase),
    }
}
