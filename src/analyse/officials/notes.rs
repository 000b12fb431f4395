//! What is put in between a name and its post, or a post and its name, and changes nothing: `(SN 1970)`, `(FBI)`.

use super::words::{Case, Gap, Words};

/// Past a note of age or birth: `(SN 1970, Giám đốc …)`, `, 46 tuổi, Giám đốc …`, `(sinh năm 1970)`.
///
/// Gives the word behind the note, which begins at `at`.
pub(super) fn past_age(words: &Words<'_>, at: usize) -> Option<usize> {
    let opens = matches!(words.gap(at), Gap::Open | Gap::Comma | Gap::Dash);
    let end = match (words.written(at), words.written(at + 1)) {
        ("SN" | "sn" | "Sn", _) if is_number(words, at + 1) => at + 2,
        ("sinh", "năm") if is_number(words, at + 2) => at + 3,
        ("sinh", _) if is_number(words, at + 1) => at + 2,
        (_, "tuổi") if is_number(words, at) => at + 2,
        _ => return None,
    };
    let closes = matches!(words.gap(end), Gap::Comma | Gap::Semicolon | Gap::Close | Gap::Dash);
    (opens && closes).then_some(end)
}

/// Whether the words tell where somebody lives: `(SN 1970, trú xã Mai Lĩnh, huyện Vạn Khê, Giám đốc …)`.
pub(super) fn is_residence(words: &Words<'_>, from: usize, to: usize) -> bool {
    const LONGEST: usize = 24;
    let begins = matches!(words.written(from), "ngụ" | "trú" | "quê" | "ở" | "thường" | "HKTT" | "cư");
    let same_clause = |at: usize| matches!(words.gap(at), Gap::Space | Gap::Joint | Gap::Comma | Gap::Dash);
    begins && to - from <= LONGEST && (from + 1..=to).all(same_clause) && words.gap(to) == Gap::Comma
}

fn is_number(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|word| word.case == Case::Digit && word.end - word.start <= 4)
}

/// Whether a word is an abbreviation in brackets of its own: `Cục Điều tra Liên bang (FBI) James Comey`.
pub(super) fn is_bracketed_abbreviation(words: &Words<'_>, at: usize) -> bool {
    let short = words.get(at).is_some_and(|word| word.case == Case::Upper && word.end - word.start <= 12);
    short && words.gap(at) == Gap::Open && words.gap(at + 1) == Gap::Close
}

/// `CHỦ TỊCH (đã ký) X`: how documents print a signature.
pub(super) fn is_signature(words: &Words<'_>, from: usize, to: usize) -> bool {
    to == from + 2
        && words.gap(from) == Gap::Open
        && words.gap(to) == Gap::Close
        && words.written(from).to_lowercase() == "đã"
        && words.written(from + 1).to_lowercase() == "ký"
}
