//! One word, however it is typed: composed or not, old or new place of the tone, with marks or without.

use proptest::prelude::*;

use super::common::Archive;

#[test]
fn the_same_hits_for_every_way_of_typing() {
    let archive = Archive::indexed();
    for same in [
        vec!["Hòa Lam", "Hoà Lam", "Ho\u{300}a Lam", "Hoa\u{300} Lam", "HOÀ LAM", "\u{feff}hòa\u{a0}lam"],
        vec!["thủy", "thuỷ", "thu\u{309}y", "thuy\u{309}"],
        vec!["ủy viên", "uỷ viên", "u\u{309}y vie\u{302}n"],
        vec!["đê điều", "Đê Điều", "ðê điê\u{300}u", "đê đie\u{302}\u{300}u"],
        vec!["thế", "the\u{302}\u{301}", "the\u{301}\u{302}", "thê\u{301}"],
        vec!["kỳ", "kì"],
    ] {
        let first = archive.search(&[same[0], "--exact"]);
        for typed in &same[1..] {
            let again = archive.search(&[*typed, "--exact"]);
            assert_eq!(again["hits"], first["hits"], "{typed} and {}", same[0]);
        }
    }
}

#[test]
fn decomposed_files_are_found_by_composed_words_and_the_other_way_round() {
    let archive = Archive::of(&[
        ("cho.txt", "Cho\u{323}\u{31b} que\u{302} ho\u{323}p phie\u{302}n.\n"),
        ("lua.txt", "Lúa đã trổ đòng.\n"),
    ]);
    assert_eq!(archive.found_in_full(&["chợ quê", "--exact"]), ["cho.txt"]);
    assert_eq!(archive.found_in_full(&["lu\u{301}a", "--exact"]), ["lua.txt"]);
}

#[test]
fn what_is_found_with_marks_is_found_without() {
    let archive = Archive::indexed();
    for typed in ["thu ngân sách", "chợ quê", "đê xung yếu", "cầu Hoà Lam", "trẻ trong xóm"] {
        let marked = archive.found_in_full(&[typed]);
        let folded = bantin::text::fold::fold(typed);
        assert!(!marked.is_empty());
        assert_eq!(archive.found_in_full(&[&folded]), marked, "{folded}");
    }
}

proptest! {
    #[test]
    fn folding_the_exact_form_folds_the_word(word in "[a-zA-ZÀ-ỹĐđ]{1,9}") {
        let word = bantin::text::normalise::normalise(&word).into_owned();
        for token in bantin::text::token::tokens(&word) {
            let letters = token.exact.split('~').next().unwrap_or_default();
            let letters = bantin::text::fold::fold(letters);
            // `y` and `i` are one where the exact form says so.
            prop_assert_eq!(letters.replace('y', "i"), token.folded.replace('y', "i"));
        }
    }
}
