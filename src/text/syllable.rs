//! Whether a word can be a Vietnamese syllable, by the rules of its spelling: an onset, a rhyme, a tone that the
//! rhyme can bear.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::{exact, fold};

/// Onsets and rhymes, in one manner of writing: as spelled, or without marks.
struct Parts {
    onsets: HashSet<String>,
    rhymes: HashSet<String>,
    after_qu: HashSet<String>,
}

static SPELLED: LazyLock<Parts> = LazyLock::new(|| parts(str::to_owned));
static UNMARKED: LazyLock<Parts> = LazyLock::new(|| parts(fold));

fn parts(form: impl Fn(&str) -> String) -> Parts {
    let rows = include_str!("data/syllables.tsv").lines().filter_map(|line| line.split_once('\t'));
    let of = |kind: &str| -> HashSet<String> {
        rows.clone().filter(|(row, _)| *row == kind).flat_map(|(_, parts)| parts.split(' ')).map(&form).collect()
    };
    Parts { onsets: of("onset"), rhymes: of("rhyme"), after_qu: of("after qu") }
}

/// Letters of the longest syllable, `nghiêng`.
const LONGEST: usize = 7;

/// Whether `word` can be a syllable as it is written; the tone mark may stand in its old or its new place.
///
/// ```
/// use bantin::text::syllable::is_syllable;
/// assert!(is_syllable("Nghiêng") && is_syllable("hoà") && is_syllable("hòa") && is_syllable("trong"));
/// assert!(!is_syllable("đươc"), "a rhyme that ends in c wants sắc or nặng");
/// assert!(!is_syllable("kứ") && !is_syllable("Pokémon"));
/// ```
pub fn is_syllable(word: &str) -> bool {
    if word.chars().count() > LONGEST + 1 {
        return false;
    }
    let exact = exact(word);
    let (letters, tone) = exact.split_once('~').map_or((exact.as_str(), ""), |(letters, tone)| (letters, tone));
    let stopped = letters.ends_with(['c', 'p', 't']) || letters.ends_with("ch");
    let bearable = if stopped { matches!(tone, "s" | "j") } else { true };
    bearable && SPELLED.allow(letters)
}

/// Whether a syllable can be `word` once all its marks are gone: what someone types without marks.
///
/// ```
/// use bantin::text::syllable::is_unmarked_syllable;
/// assert!(is_unmarked_syllable("nghieng") && is_unmarked_syllable("Duoc") && !is_unmarked_syllable("world"));
/// ```
pub fn is_unmarked_syllable(word: &str) -> bool {
    word.is_ascii() && word.len() <= LONGEST && UNMARKED.allow(&word.to_ascii_lowercase())
}

impl Parts {
    /// Whether letters without a tone are an onset, if any, and a rhyme that may follow it.
    fn allow(&self, letters: &str) -> bool {
        let splits = (0..=3).filter_map(|at| letters.split_at_checked(at));
        splits.into_iter().any(|(onset, rhyme)| self.may_follow(onset, rhyme))
            || (letters.starts_with('đ') && self.may_follow("đ", &letters['đ'.len_utf8()..]))
    }

    fn may_follow(&self, onset: &str, rhyme: &str) -> bool {
        let front = rhyme.starts_with(['i', 'e', 'ê', 'y']);
        let spelled_so = match onset {
            "" => return self.rhymes.contains(rhyme),
            "k" | "gh" | "ngh" => front,
            "c" | "ng" => !front,
            "g" => !front || rhyme.starts_with('i'),
            "qu" => !rhyme.starts_with(['u', 'ư']),
            _ => true,
        };
        let known = self.rhymes.contains(rhyme) || (onset == "qu" && self.after_qu.contains(rhyme));
        spelled_so && known && self.onsets.contains(onset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_every_build() {
        let text = "Uỷ ban nhân dân huyện Vạn Khê quyết nghị giếng gì gìn giữ quốc khuỷu ngoằn ngoèo thuở yêu nghỉ ngơi \
                    xoong rượu quýt quỳnh kỹ nghệ ý kiến gia giết oách được các bước đẹp đi ướt khuya Quảng hươu";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
            assert!(is_unmarked_syllable(&fold(word)), "{word}");
        }
    }

    #[test]
    fn what_breaks_a_rule_is_none() {
        for word in
            ["cê", "kà", "ngiêng", "nghà", "đươc", "tạch~", "bàt", "fê", "th́", "Viä", "ôô", "str", "", "qư", "đ"]
        {
            assert!(!is_syllable(word), "{word}");
        }
        for word in ["world", "street", "", "fax", "nghiengg"] {
            assert!(!is_unmarked_syllable(word), "{word}");
        }
    }
}
