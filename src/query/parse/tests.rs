use proptest::prelude::*;

use super::*;

/// The tree on one line: `+` for all, `|` for any, `!` for not.
fn written(node: &Node) -> String {
    let word = |word: &Word| word.exact.clone();
    let list = |nodes: &[Node], sign: &str| nodes.iter().map(written).collect::<Vec<_>>().join(sign);
    match node {
        Node::Empty => "∅".to_owned(),
        Node::Word(one) => word(one),
        Node::Phrase(words) => format!("\"{}\"", words.iter().map(word).collect::<Vec<_>>().join(" ")),
        Node::Prefix(one) => format!("{}*", word(one)),
        Node::Fuzzy(one) => format!("{}?", word(one)),
        Node::Title(inner) => format!("title:{}", written(inner)),
        Node::All(nodes) => format!("({})", list(nodes, " + ")),
        Node::Any(nodes) => format!("({})", list(nodes, " | ")),
        Node::Not(inner) => format!("!{}", written(inner)),
    }
}

/// Tree, filters, warnings: whole.
fn whole(typed: &str) -> String {
    let parsed = parse(typed);
    let mut out = written(&parsed.root);
    for filter in &parsed.filters {
        out.push_str(&format!(" {:?}@{}={}", filter.kind, filter.at, filter.value).to_lowercase());
    }
    for warning in &parsed.warnings {
        out.push_str(&format!("; {}: {}", warning.at, warning.message));
    }
    out
}

#[test]
fn words_phrases_and_signs() {
    for (typed, expected) in [
        ("thu ngân sách", "(thu + ngân + sach~s)"),
        ("\"thu ngân sách\" tỉnh", "(\"thu ngân sach~s\" + tinh~r)"),
        ("“thu chi” „năm nay‟ «quý»", "(\"thu chi\" + \"năm nay\" + \"qui~s\")"),
        ("bí thư OR chủ tịch", "((bi~s + thư) | (chu~r + tich~j))"),
        ("bão HOẶC lũ HOẶC lụt", "(bao~x | lu~x | lut~j)"),
        ("bí thư OR chủ tịch -huyện", "(((bi~s + thư) | (chu~r + tich~j)) + !huyên~j)"),
        ("(bão OR lũ) miền núi", "((bao~x | lu~x) + miên~f + nui~s)"),
        ("bão (miền (núi))", "(bao~x + miên~f + nui~s)"),
        ("ngân -sách -\"nhà nước\" -(a OR b)", "(ngân + !sach~s + !\"nha~f nươc~s\" + !(a | b))"),
        ("−sách ngân", "(ngân + !sach~s)"),
        ("ngân* hung~ hung~2 NGÂN**", "(ngân* + hung? + hung? + ngân*)"),
        ("title:lũ title:\"bão lũ\" title:(bão OR lũ)", "(title:lu~x + title:\"bao~x lu~x\" + title:(bao~x | lu~x))"),
        ("Title: lũ -title:bão", "(title:lu~x + !title:bao~x)"),
        ("thu - chi + thu -- -- chi--chi", "(thu + chi + thu + chi + chi)"),
        ("+thu", "thu"),
        ("thu,chi;nợ thu...chi", "(thu + chi + nơ~j + thu + chi)"),
        ("Vie\u{323}\u{302}c", "viêc~j"),
    ] {
        assert_eq!(whole(typed), expected, "{typed}");
    }
}

#[test]
fn compounds_are_phrases_of_their_parts() {
    for (typed, expected) in [
        ("21-NQ/TW", "\"21 nq tw\""),
        ("COVID-19 29/12 29.12.2023", "(\"covid 19\" + \"29 12\" + \"29 12 2023\")"),
        ("toa.soan@honglam.vn", "\"toa soan honglam vn\""),
        ("GD&ĐT T.Ư H'Yim 7:30 9.300", "(\"gd đt\" + \"t ư\" + hyim + \"7 30\" + 9300)"),
        ("-21-NQ/TW a", "(a + !\"21 nq tw\")"),
        ("thu-ngân* hồng.lam~", "(thu + ngân* + hông~f + lam?)"),
        ("https://honglam.vn/tin", "(https + \"honglam vn tin\")"),
    ] {
        assert_eq!(whole(typed), expected, "{typed}");
    }
}

#[test]
fn filters_have_places() {
    for (typed, expected) in [
        ("official:\"ngo dong hai\" lũ", "lu~x official@0=ngo dong hai"),
        ("lũ role:(bi thu) to:2023-12", "lu~x role@3=bi thu to@17=2023-12"),
        ("(lũ date:29/12/2023) FROM: 2022", "lu~x date@4=29/12/2023 from@21=2022"),
        ("source:báo hồng", "hông~f source@0=báo"),
        ("lu\u{303} official:vân", "lu~x official@4=vân"),
        ("-lũ official:vân", "!lu~x official@4=vân"),
        ("lũ OR official:vân bão", "(lu~x | bao~x) official@6=vân; 6: a filter holds for both sides of `OR`"),
        ("lũ -official:vân", "lu~x; 4: a filter can't be left out with a minus; it is ignored"),
        ("date: \"\" lũ", "lu~x; 0: `date:` has no value; it is ignored"),
        ("lũ title:", "lu~x; 3: `title:` has no value; it is ignored"),
        ("title:title:lũ", "title:lu~x; 0: `title:` has no value; it is ignored"),
    ] {
        assert_eq!(whole(typed), expected, "{typed}");
    }
}

#[test]
fn what_is_passed_over_is_told_with_its_place() {
    let no_word = "0: no word to search for: only letters and digits make words";
    for (typed, expected) in [
        ("", "∅".to_owned()),
        (" \n ", "∅".to_owned()),
        ("!?…", format!("∅; {no_word}")),
        ("- + \"\" ()", format!("∅; {no_word}")),
        ("* ~", format!("∅; 0: `*` has no word before it; it is ignored; {no_word}; 2: `~` has no word before it; it is ignored")),
        ("lũ \"bão lớn", "(lu~x + bao~x + lơn~s); 3: this quotation mark is not closed; it is ignored".to_owned()),
        ("tivi 32\" và 43\"", "(tivi + 32 + va~f + 43)".to_owned()),
        ("a (b (c", "(a + b + c); 2: this parenthesis is not closed; all that follows is taken into it; 5: this parenthesis is not closed; all that follows is taken into it".to_owned()),
        ("a) b", "(a + b); 1: this parenthesis closes nothing; it is ignored".to_owned()),
        ("OR a", "a; 0: `OR` has no word before it; it is ignored".to_owned()),
        ("a OR", "a; 2: `OR` has no word behind it; it is ignored".to_owned()),
        ("a OR OR b", "(a | b); 5: `OR` has no word before it; it is ignored".to_owned()),
        ("n*ân", "(n + ân); 1: `*` counts only behind a word; it is ignored".to_owned()),
        ("\"a b\"~5 c", "(\"a b\" + c); 5: `~5` behind a phrase is ignored".to_owned()),
        ("ngày:29 12:30 Lam: lũ", "(ngay~f + 29 + \"12 30\" + lam + lu~x); 0: `ngày:` is not a field (title, official, role, source, date, from, to); taken as words".to_owned()),
        ("-lũ -bão", "(!lu~x + !bao~x); 0: only words to leave out: every other article is a hit; add a word that must be there".to_owned()),
    ] {
        assert_eq!(whole(typed), expected, "{typed}");
    }
}

#[test]
fn words_beyond_the_limit_are_ignored() {
    let parsed = parse(&"lũ ".repeat(100_000));
    assert_eq!(parsed.words().len(), MOST_WORDS);
    let message = "only the first 256 words are searched; from here on ignored".to_owned();
    assert_eq!(parsed.warnings, [Warning { at: 3 * MOST_WORDS, message }]);
    let phrase = parse(&format!("(bão \"{}\"", "lũ ".repeat(300)));
    assert_eq!((phrase.words().len(), phrase.warnings[0].at), (MOST_WORDS, 6 + 3 * 255));
    let list = parse(&"lũ,".repeat(300));
    assert_eq!((list.words().len(), list.warnings[0].at), (MOST_WORDS, 3 * 256));
}

#[test]
fn nothing_overflows() {
    for piece in ["(", ")", "((a", "-(", "title:", "\"", "a OR ", "official:a ", "*", "- ", "a,", "“"] {
        let parsed = parse(&piece.repeat(100_000 / piece.len()));
        assert!(parsed.warnings.len() <= 16, "{piece}");
    }
}

#[test]
fn words_left_out_are_no_words() {
    let parsed = parse("thu -chi \"ngân sách\" OR title:nợ");
    let folded: Vec<&str> = parsed.words().iter().map(|word| word.folded.as_str()).collect();
    assert_eq!(folded, ["thu", "ngan", "sach", "no"]);
}

proptest! {
    #[test]
    fn any_text_is_understood(typed in "\\PC{0,60}") {
        let parsed = parse(&typed);
        let chars = typed.chars().count();
        prop_assert!(parsed.warnings.iter().all(|warning| warning.at < chars), "{parsed:?}");
        prop_assert!(parsed.filters.iter().all(|filter| filter.at < chars));
    }

    #[test]
    fn any_signs_are_understood(typed in "([-+*~()\" :]|OR|title:|to:|ă|\u{300}|n){0,40}") {
        let parsed = parse(&typed);
        let chars = typed.chars().count();
        prop_assert!(parsed.warnings.iter().all(|warning| warning.at < chars), "{parsed:?}");
        prop_assert!(parsed.filters.iter().all(|filter| filter.at < chars));
        prop_assert!(parsed.warnings.is_sorted_by_key(|warning| warning.at));
    }
}
