//! Which tokens stand in the index in their exact form too, as a twin of the folded one at the same position.
//!
//! Of the spellings that fold to one form, one needs no twin: it stands where the folded form stands and no twin does.
//! Which one that is, each field says once and for all.

use std::io;

use tantivy::termdict::TermDictionary;
use tantivy_fst::Automaton;

use crate::text::fold::{exact, fold, fold_char};
use crate::text::usual::usual;

/// The twins of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Twins {
    /// Every token that carries a mark has one: two lists answer any question, as suits fields of few words.
    #[default]
    OfMarked,
    /// Every token has one that isn't spelled as [usual]. In a text that is a third of the tokens instead of four
    /// fifths, and the index is 15 % smaller.
    OfUnusual,
}

/// Stands behind the folded form in the twin of a token that carries no mark.
const UNMARKED: char = '~';

impl Twins {
    /// The term of the twin of a token; `None` where it has none.
    ///
    /// ```
    /// use bantin::index::twins::Twins;
    /// let twin = |folded, exact| (Twins::OfMarked.of(folded, exact), Twins::OfUnusual.of(folded, exact));
    /// assert_eq!(twin("hoa", "hoa~f"), (Some("hoa~f".to_owned()), Some("hoa~f".to_owned())));
    /// assert_eq!(twin("nguoi", "ngươi~f"), (Some("ngươi~f".to_owned()), None));
    /// assert_eq!(twin("nguoi", "nguoi"), (None, Some("nguoi~".to_owned())));
    /// assert_eq!(twin("trong", "trong"), (None, None));
    /// ```
    pub fn of(self, folded: &str, exact: &str) -> Option<String> {
        let mut twin = exact.to_owned();
        self.make(folded, &mut twin);
        (!twin.is_empty()).then_some(twin)
    }

    /// The same in place of the exact form; empty where there is none.
    pub(super) fn make(self, folded: &str, exact: &mut String) {
        let is_marked = is_marked(folded, exact);
        let without = self.without(folded);
        if without.map_or(!is_marked, |without| without == exact) {
            exact.clear();
        } else if !is_marked {
            folded.clone_into(exact);
            exact.push(UNMARKED);
        }
    }

    /// The exact form that has no twin, among those that fold to `folded`; `None` for that without marks.
    fn without(self, folded: &str) -> Option<&'static str> {
        match self {
            Twins::OfMarked => None,
            Twins::OfUnusual => usual(folded),
        }
    }
}

/// Whether an exact form carries a mark: that of `ly`, which is `li`, doesn't.
pub fn is_marked(folded: &str, exact: &str) -> bool {
    (!exact.is_ascii() || exact.contains('~')) && exact != folded
}

/// All twins in a dictionary that tokens may have which fold to `folded`, and perhaps some of tokens whose `y` is `i`.
///
/// # Errors
/// When the dictionary can't be read.
pub fn twins_in(terms: &TermDictionary, folded: &str) -> io::Result<Vec<String>> {
    let with_i = exact(folded);
    let mut all = Vec::new();
    let mut stream = terms.search(Spellings(folded.chars().collect())).into_stream()?;
    while let Some((term, _)) = stream.next() {
        let Ok(term) = std::str::from_utf8(term) else { continue };
        let letters = fold(term.split_once('~').map_or(term, |(letters, _)| letters));
        if (letters == folded || letters == with_i) && is_marked(&letters, term) {
            all.push(term.to_owned());
        }
    }
    Ok(all)
}

/// Accepts the terms whose letters fold to these, one `y` being an `i`, whatever tone stands behind them.
struct Spellings(Vec<char>);

/// How much of a term was read.
#[derive(Clone, Copy, Debug)]
enum Read {
    /// So many letters, and so many bytes of the next one.
    Letters(usize, [u8; 4], usize),
    /// All letters, and the sign behind them.
    Tone,
    /// What can't be such a term.
    Other,
}

impl Automaton for Spellings {
    type State = Read;

    fn start(&self) -> Read {
        Read::Letters(0, [0; 4], 0)
    }

    fn is_match(&self, state: &Read) -> bool {
        matches!(state, Read::Tone) || matches!(state, Read::Letters(read, _, 0) if *read == self.0.len())
    }

    fn can_match(&self, state: &Read) -> bool {
        !matches!(state, Read::Other)
    }

    fn accept(&self, state: &Read, byte: u8) -> Read {
        let Read::Letters(read, mut bytes, held) = *state else { return *state };
        if held == 0 && byte == b'~' && read == self.0.len() {
            return Read::Tone;
        }
        let Some(wanted) = self.0.get(read) else { return Read::Other };
        let Some(place) = bytes.get_mut(held) else { return Read::Other };
        *place = byte;
        match std::str::from_utf8(&bytes[..=held]).map(|letter| letter.chars().next().and_then(fold_char)) {
            Ok(Some(letter)) if letter == *wanted || (letter == 'i' && *wanted == 'y') => {
                Read::Letters(read + 1, [0; 4], 0)
            }
            Err(cut) if cut.error_len().is_none() => Read::Letters(read, bytes, held + 1),
            _ => Read::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(letters: &str, term: &str) -> bool {
        let spellings = Spellings(letters.chars().collect());
        let read = term.bytes().fold(spellings.start(), |state, byte| spellings.accept(&state, byte));
        spellings.is_match(&read)
    }

    #[test]
    fn terms_are_told_by_their_letters() {
        for term in ["cong", "công", "cong~", "công~f", "cöng~"] {
            assert!(accepts("cong", term), "{term}");
        }
        for term in ["cô", "côn", "côngs", "côn~g", "đông", "", "~f", "co\u{301}ng"] {
            assert!(!accepts("cong", term), "{term}");
        }
        assert!(accepts("duong", "đương~f") && accepts("my", "mi~x") && accepts("my", "my~") && accepts("ж", "ж"));
        assert!(!accepts("mi", "my~x"));
    }

    #[test]
    fn no_two_spellings_of_a_field_have_one_way_to_stand() {
        for twins in [Twins::OfMarked, Twins::OfUnusual] {
            let all = ["nguoi", "người", "ngươi", "trong", "trọng", "tróng", "ly", "lý", "lỳ"];
            let stand = all.map(|word| (fold(word), twins.of(&fold(word), &exact(word))));
            for (at, one) in stand.iter().enumerate() {
                assert!(!stand[..at].contains(one), "{} {one:?}", all[at]);
            }
        }
    }
}
