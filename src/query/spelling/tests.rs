use super::*;
use crate::query::parse::parse;

/// The choices of each clause of a widened query.
fn widened(typed: &str, spellings: &Spellings) -> Vec<Vec<String>> {
    let mut parsed = parse(typed);
    parsed.spell(spellings);
    let clauses = match parsed.root {
        Node::All(nodes) => nodes,
        node => vec![node],
    };
    clauses.iter().map(choices).collect()
}

/// Demanded marks are written as exact forms.
fn choices(node: &Node) -> Vec<String> {
    let demanded = |word: &Word| if word.marked { word.exact.clone() } else { word.folded.clone() };
    match node {
        Node::Any(nodes) => nodes.iter().flat_map(choices).collect(),
        Node::Word(word) => vec![word.folded.clone()],
        Node::Phrase(words) => vec![format!("\"{}\"", words.iter().map(demanded).collect::<Vec<_>>().join(" "))],
        Node::Not(inner) => choices(inner).iter().map(|choice| format!("!{choice}")).collect(),
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn abbreviations_both_ways() {
    let builtin = Spellings::builtin();
    for (typed, expected) in [
        ("UBND", &[&["ubnd", "\"uy ban nhan dan\""][..]][..]),
        ("Uỷ ban nhân dân tỉnh", &[&["\"uy~r ban nhân dân\"", "\"uy ban nhan dan\"", "\"ubnd\""], &["tinh"]]),
        ("chu tich uy ban nhan dan", &[&["chu"], &["tich"], &["\"uy ban nhan dan\"", "\"ubnd\""]]),
        ("kinh tế-xã hội", &[&["\"kinh tê~s xa~x hôi~j\"", "\"kinh te xa hoi\"", "\"kt xh\"", "\"ktxh\""]]),
        ("kinh tế - xã hội", &[&["\"kinh tê~s xa~x hôi~j\"", "\"kinh te xa hoi\"", "\"kt xh\"", "\"ktxh\""]]),
        ("\"hội đồng nhân dân\"", &[&["\"hôi~j đông~f nhân dân\"", "\"hđnd\""]]),
        ("\"hội đồng\" nhân dân", &[&["\"hôi~j đông~f\""], &["nhan"], &["dan"]]),
        ("ĐBQH -HDND", &[&["dbqh", "\"dai bieu quoc hoi\""], &["!hdnd", "!\"hoi dong nhan dan\""]]),
        ("bac kan", &[&["\"bac kan\"", "\"băc~s can~j\""]]),
        ("GTGT", &[&["gtgt", "\"vat\"", "\"gia tri gia tang\""]]),
        ("bắc cần", &[&["bac"], &["can"]]),
    ] {
        assert_eq!(widened(typed, &builtin), expected, "{typed}");
    }
}

#[test]
fn different_people_stay_different() {
    for name in ["Hoàng", "Huỳnh", "Vũ", "Võ"] {
        assert_eq!(widened(name, &Spellings::builtin()), [[parse(name).words()[0].folded.clone()]]);
    }
}

#[test]
fn a_table_of_ones_own_joins() {
    let own = Spellings::parse("\u{feff}# mine\r\n\r\nUBND\tỦy ban\r\nVPTU\tVăn phòng Tỉnh ủy\r\n").expect("good");
    let both = Spellings::builtin().with(own);
    assert_eq!(widened("UBND", &both), [["ubnd", "\"uy ban nhan dan\"", "\"uy~r ban\""]]);
    assert_eq!(widened("văn phòng tỉnh ủy", &both)[0].last().expect("some"), "\"vptu\"");
}

#[test]
fn errors_name_the_line() {
    for (table, expected) in [
        ("# a\nUBND Ủy ban", "line 2: expected two or more spellings separated by tabs, found `UBND Ủy ban`"),
        ("a\tb\n\n x\t!", "line 3: expected two or more spellings separated by tabs, found `x\t!`"),
    ] {
        assert_eq!(Spellings::parse(table).expect_err("bad"), expected);
    }
}

#[test]
fn every_spelling_of_the_table_finds_all_of_its_group() {
    for line in BUILTIN.lines().filter(|line| is_group(line)) {
        for typed in cells(line) {
            let mut parsed = parse(typed);
            parsed.spell(&Spellings::builtin());
            let Node::Any(choices) = &parsed.root else { panic!("{typed}: {:?}", parsed.root) };
            let own = words_of(typed, false);
            for other in cells(line).map(|cell| words_of(cell, false)) {
                assert!(choices.iter().any(|choice| is_found(choice, &other)), "{typed} doesn't find {other:?}");
            }
            assert!(is_found(&choices[0], &own), "{typed} comes first");
        }
    }
}

/// Whether a choice finds these words: a single word whatever its marks, a phrase with the marks it has.
fn is_found(choice: &Node, other: &[Word]) -> bool {
    let finds = |(word, other): (&Word, &Word)| match word.marked && matches!(choice, Node::Phrase(_)) {
        true => word.exact == other.exact,
        false => word.folded == other.folded,
    };
    words_in(choice).is_some_and(|words| words.len() == other.len() && words.iter().zip(other).all(finds))
}

#[test]
fn the_table_is_sound() {
    Spellings::parse(BUILTIN).expect("every group has two spellings");
    assert_eq!(normalise(BUILTIN), BUILTIN);
    let mut seen = HashMap::new();
    for line in BUILTIN.lines().filter(|line| is_group(line)) {
        for cell in cells(line) {
            let other = seen.insert(crate::text::fold::fold(cell), line).filter(|other| *other != line);
            assert_eq!(other, None, "{cell} stands in two groups");
        }
    }
    assert!(seen.len() > 300);
}
