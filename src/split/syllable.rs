//! What can be one Vietnamese syllable, by its spelling.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold::fold;

/// Onsets, folded (official orthography, Decision 240/QĐ of 1984).
const ONSETS: [&str; 27] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x",
];
/// Rimes, folded.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet \
    ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua \
    uac uach uan uang uanh uat uay uau uc ue uech uen uenh ui uia uit um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya \
    uych uyen uyet uynh uyt uyu y yem yen yeng yet yeu ynh ych";

static RIME_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| RIMES.split_whitespace().collect());

/// Can `word` be one syllable? Marks are looked at for one thing only: no syllable has two tones.
pub(super) fn is_syllable(word: &str) -> bool {
    if word.chars().count() > 7 || tones(word) > 1 {
        return false;
    }
    let folded = fold(word);
    ONSETS.iter().any(|onset| {
        folded.strip_prefix(onset).is_some_and(|rime| RIME_SET.contains(rime) || *onset == "gi" && rime.is_empty())
    })
}

fn tones(word: &str) -> usize {
    use unicode_normalization::UnicodeNormalization;
    word.nfd().filter(|c| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')).count()
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn spelling() {
        for word in ["TRUẬT", "nghiêng", "gì", "quyết", "An", "khuya", "đỗ"] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["TRUẬTTHU", "ĐẠTĐẶNG", "HÀHOÀI", "BBC", "Ksơr", ""] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
