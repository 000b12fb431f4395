//! Lists of the user's own: files of the names and the shape of the built-in lists, added to them once.
//!
//! A list is a line a phrase; `#` begins a comment. In `heads.txt`, `units.txt`, `private.txt` and `offices.txt` a mark
//! (`*` or `!`) before a phrase means what the head of the built-in list says. `canonical.tsv` holds abbreviations:
//! the short form in lower case, a tab, the words it stands for.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::canonical::add_abbreviations;
use super::lexicon::{LISTS, Lexicon, List};
use crate::text::normalise::normalise;

/// The name of the file of abbreviations.
const ABBREVIATIONS: &str = "canonical.tsv";
/// A phrase has at most this many words.
const LONGEST: usize = 12;

static VERSION: OnceLock<String> = OnceLock::new();

/// A file of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnList {
    /// The name of the file, without its folder: `units.txt`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// What can't be used of a user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The name of the file.
    pub file: String,
    /// 1-based; `None` for the whole file.
    pub line: Option<u64>,
    /// What was found and what was expected.
    pub reason: String,
}

/// Adds a user's lists to the built-in ones, for the rest of the run, and says which lines can't be used; the others
/// count. To be called before anything is analysed: afterwards the lists in use stay.
///
/// ```
/// use bantin::analyse::officials::{OwnList, add_lists, officials};
/// let own = OwnList { name: "heads.txt".into(), text: "# Hồng Lam's own\ntrưởng chài\ntrưởng\tchài".into() };
/// let bad = add_lists(&[own]);
/// assert_eq!((bad[0].line, bad.len()), (Some(3), 1));
/// assert_eq!(officials("Trưởng chài Lưu Đình Khoát cho biết").mentions[0].titles[0].printed, "Trưởng chài");
/// ```
pub fn add_lists(lists: &[OwnList]) -> Vec<BadLine> {
    let mut bad = Vec::new();
    let mut lexicon = Lexicon::built_in();
    let mut abbreviations = HashMap::new();
    for own in lists {
        let list = LISTS.iter().find(|list| list.name == own.name);
        for (number, line) in numbered(&own.text) {
            let taken = match list {
                Some(list) => phrase(list, &line).map(|line| lexicon.add_line(list, line)),
                None if own.name == ABBREVIATIONS => abbreviation(&line).map(|(short, long)| {
                    abbreviations.insert(short, long);
                }),
                None => break,
            };
            if let Err(reason) = taken {
                bad.push(BadLine { file: own.name.clone(), line: Some(number), reason });
            }
        }
        if list.is_none() && own.name != ABBREVIATIONS {
            bad.push(BadLine { file: own.name.clone(), line: None, reason: unknown_name() });
        }
    }
    if Lexicon::install(lexicon) {
        add_abbreviations(abbreviations);
        let _ = VERSION.set(version(lists));
    }
    bad
}

/// Tells one set of a user's lists from another; empty where there are none.
pub fn lists_version() -> &'static str {
    VERSION.get().map_or("", String::as_str)
}

fn version(lists: &[OwnList]) -> String {
    let mut hasher = blake3::Hasher::new();
    for list in lists {
        hasher.update(list.name.as_bytes()).update(&[0]).update(list.text.as_bytes()).update(&[0]);
    }
    if lists.is_empty() { String::new() } else { hasher.finalize().to_hex()[..16].to_owned() }
}

/// The lines that hold something, normalised, with their 1-based numbers.
fn numbered(text: &str) -> impl Iterator<Item = (u64, String)> {
    let lines = (1..).zip(text.lines().map(|line| line.trim_start_matches('\u{feff}').trim_end()));
    let held = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    held.map(|(number, line)| (number, normalise(line).into_owned()))
}

fn phrase<'a>(list: &List, line: &'a str) -> Result<&'a str, String> {
    let bare = line.strip_prefix(['*', '!']).unwrap_or(line);
    if bare != line && !list.has_marks() {
        return Err(format!("`{line}`: no line of {} begins with a mark; expected a phrase", list.name));
    }
    is_phrase(bare).then_some(line).ok_or_else(|| {
        format!("`{line}` is no phrase; expected words with single spaces between them, at most {LONGEST}")
    })
}

fn abbreviation(line: &str) -> Result<(String, String), String> {
    let parts = line.split_once('\t').filter(|(short, long)| is_phrase(short) && is_phrase(long));
    let (short, long) =
        parts.ok_or_else(|| format!("`{line}` is no abbreviation; expected `short form<TAB>words it stands for`"))?;
    Ok((short.to_lowercase(), long.to_lowercase()))
}

fn is_phrase(text: &str) -> bool {
    let is_inner = |c: char| crate::text::is_letter_or_digit(c) || matches!(c, '\'' | '’' | '.' | '&');
    let words: Vec<&str> = text.split([' ', '/', '-']).collect();
    let is_word = |word: &&str| {
        let bare = word.trim_end_matches(',');
        !bare.is_empty() && bare.chars().all(is_inner)
    };
    words.len() <= LONGEST && words.iter().all(is_word)
}

fn unknown_name() -> String {
    let names: Vec<&str> = LISTS.iter().map(|list| list.name).chain([ABBREVIATIONS]).collect();
    format!("no list has this name; expected one of {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_can_and_can_not_be_used() {
        let heads = LISTS.iter().find(|list| list.name == "heads.txt").expect("a list");
        let ranks = LISTS.iter().find(|list| list.name == "ranks.txt").expect("a list");
        for line in ["trưởng chài", "*giám đốc bến", "phòng, chống dịch", "H'Mông", "TN&MT"] {
            assert_eq!(phrase(heads, line), Ok(line), "{line}");
        }
        for line in ["trưởng  chài", "trưởng\tchài", "*", "trưởng (chài)", "a b c d e f g h i j k l m"] {
            assert!(phrase(heads, line).is_err(), "{line}");
        }
        assert!(phrase(ranks, "*đại tá").is_err());
        assert_eq!(abbreviation("TTKN\tTrung tâm khuyến nông"), Ok(("ttkn".into(), "trung tâm khuyến nông".into())));
        assert!(abbreviation("ttkn trung tâm").is_err() && abbreviation("ttkn\t").is_err());
    }

    #[test]
    fn comments_and_empty_lines_are_passed_over() {
        let lines: Vec<(u64, String)> = numbered("\u{feff}# a comment\n\ntrưởng chài  \n").collect();
        assert_eq!(lines, [(3, "trưởng chài".to_owned())]);
    }
}
