use proptest::prelude::*;

use super::*;
use crate::read::legacy::Legacy;
use crate::read::legacy::tests::encode;
use crate::read::look::Place;
use crate::read::word::document;

fn lines(rtf: &[u8]) -> Vec<String> {
    document(rtf).expect("a document").body.text().lines().map(str::to_owned).collect()
}

#[test]
fn text_in_every_manner_of_writing_it() {
    let rtf = br"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Times;}}\uc1 X\'e3 V\u7841?n Th\u7885\'f2 {\b \ldblquote kh\'f4ng\rdblquote}\~ba\par{\*\khac b\'ea}{\info{\title no}}hai\line ba\par}";
    assert_eq!(lines(rtf), ["Xă Vạn Thọ “không” ba", "hai", "ba"]);
}

#[test]
fn old_fonts_of_an_rtf() {
    let escaped = |text: &str| -> String {
        encode(Legacy::Tcvn3, text)
            .iter()
            .map(|byte| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("\\'{byte:02x}") })
            .collect()
    };
    let rtf = format!(
        "{{\\rtf1\\ansi\\deff1{{\\fonttbl{{\\f0\\fcharset0 Times New Roman;}}{{\\f1\\fcharset0{{\\*\\panose 020b}}.VnTime;}}{{\\f2\\fcharset162 .VnTimeH Tur;}}}}\\pard\\qc\\f2\\fs32 {}\\par\\pard\\plain {}{{\\f0  (2023)}}\\par}}",
        escaped("nước rút ở đồng ươm"),
        escaped("Xã Vạn Thọ đắp đê từ đêm qua")
    );
    let document = document(rtf.as_bytes()).expect("a document");
    assert_eq!(document.encoding.name, "TCVN3");
    assert_eq!(document.body.text(), "NƯỚC RÚT Ở ĐỒNG ƯƠM\nXã Vạn Thọ đắp đê từ đêm qua (2023)\n");
}

#[test]
fn styles_tables_notes_and_headers() {
    let rtf = br"{\rtf1{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\header Dau trang\par}\pard\s1 Tin m\u7897 ?t\par\pard\intbl Huyen\cell Ho\cell\row\pard Chu{\footnote\pard ghi chu\par} thich\par}";
    let found = read(rtf).expect("paragraphs");
    let shown: Vec<_> = found.paragraphs.iter().map(|p| (p.text(), p.heading, p.place)).collect();
    assert_eq!(
        shown,
        [
            ("Dau trang".to_owned(), None, Place::Margin),
            ("Tin một".to_owned(), Some(1), Place::Text),
            ("Huyen | Ho".to_owned(), None, Place::Row),
            ("ghi chu".to_owned(), None, Place::Text),
            ("Chu thich".to_owned(), None, Place::Text),
        ]
    );
}

#[test]
fn groups_without_end() {
    let deep = [b"{\\rtf1 truoc\\par ".as_slice(), &b"{".repeat(1_000_000)].concat();
    let found = read(&deep).expect("what stands before");
    assert_eq!(
        found.warnings,
        ["nested too deeply: expected at most 10000 groups in one another; what stands before was read"]
    );
    assert_eq!(
        read(&b"{\\rtf1".repeat(20_000)).expect_err("nothing"),
        "nested too deeply: expected at most 10000 groups in one another"
    );
    assert_eq!(
        read(b"{\\rtf1 mot").expect("cut").warnings,
        ["the file ends in the middle of a group; what stands before was read"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_brings_the_rtf_reader_down(body in r"(\{|\}|\\(par|cell|row|intbl|u-?[0-9]{1,9} ?|'[0-9a-f]{0,2}|\*|bin[0-9]+ ?|shptxt|footnote|fonttbl|f1|header|s1|line)|[a;é]){0,60}") {
        let _ = read(format!("{{\\rtf1{body}").as_bytes());
    }
}
