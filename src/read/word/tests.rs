use proptest::prelude::*;

use super::*;
use crate::read::look::{Above, Align, Place};
use crate::read::package::tests::package;

/// A DOCX with this between the tags of its body.
fn docx(body: &str) -> Vec<u8> {
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
        <w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>"#;
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", &xml), ("word/styles.xml", styles)])
}

fn read(bytes: &[u8]) -> (Vec<String>, Vec<Look>) {
    let document = document(bytes).expect("a document");
    let Body::Paragraphs { text, looks } = document.body else { panic!("paragraphs") };
    (text.lines().map(str::to_owned).collect(), looks)
}

use crate::read::look::Look;

#[test]
fn paragraphs_of_a_docx_and_how_they_look() {
    let (lines, looks) = read(&docx(
        r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Nước </w:t></w:r><w:r><w:t>rút</w:t></w:r></w:p>
        <w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:i/><w:sz w:val="20"/></w:rPr><w:t>Ảnh</w:t></w:r></w:p>
        <w:p/>
        <w:p><w:r><w:t>Dòng một</w:t><w:br/><w:t>dòng hai &amp; ba</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>
        <w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>Trang sau</w:t></w:r></w:p>"#,
    ));
    assert_eq!(lines, ["Nước rút", "Ảnh", "Dòng một", "dòng hai & ba", "Trang sau"]);
    assert_eq!((looks[0].heading, looks[0].bold, looks[0].size), (Some(1), true, 32));
    assert_eq!((looks[1].align, looks[1].italic, looks[1].size), (Align::Center, true, 20));
    assert_eq!((looks[3].above, looks[4].above), (Above::Line, Above::Region));
}

#[test]
fn letters_that_are_led_back_are_normalised() {
    let marks: &[u8] = include_bytes!("../../../tests/fuzz/seeds/rtf/led-back.rtf");
    for bytes in [marks, include_bytes!("../../../tests/fuzz/seeds/rtf/led-back-runs.rtf")] {
        let (lines, _) = read(bytes);
        assert!(lines.iter().all(|line| *normalise(line) == **line), "{lines:?}");
    }
    assert!(read(marks).0.concat().contains("ụ\u{300}"));
}

#[test]
fn tables_and_boxes_of_a_docx() {
    let (lines, looks) = read(&docx(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Huyện</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hộ</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:t>Ngoài</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r>
        <w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p>
        </mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ));
    assert_eq!(lines, ["Huyện | Hộ", "Trong khung", "Ngoài"]);
    assert_eq!(looks[0].place, Place::Row);
}

#[test]
fn notes_stand_below_the_paragraph_that_refers_to_them() {
    let text = r#"<w:document><w:body><w:p><w:r><w:t>Một</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
        <w:p><w:r><w:t>Hai</w:t></w:r></w:p></w:body></w:document>"#;
    let notes = r#"<w:footnotes><w:footnote w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">
        <w:p><w:r><w:t>Chú thích</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let (lines, _) = read(&package(&[("word/document.xml", text), ("word/footnotes.xml", notes)]));
    assert_eq!(lines, ["Một", "Chú thích", "Hai"]);
}

#[test]
fn a_docx_that_is_damaged() {
    let cut = docx("<w:p><w:r><w:t>Còn đọc được</w:t></w:r></w:p><w:p><w:r></w:t>");
    let document = document(&cut).expect("a document");
    assert_eq!(document.body.text(), "Còn đọc được\n");
    assert!(document.warnings[0].ends_with("what stands before was read"), "{:?}", document.warnings);
    let deep = docx(&"<w:sdt>".repeat(20_000));
    let said = super::document(&deep).expect_err("too deep");
    assert_eq!(said, "nested too deeply: expected at most 2000 elements in one another");
    assert_eq!(super::document(&docx("<w:p/>")).expect_err("empty"), EMPTY);
}

#[test]
fn paragraphs_of_an_odt() {
    let styles = r#"<office:document-styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="13pt"/>
        </style:default-style><style:style style:name="Heading_20_1" style:family="paragraph"/></office:document-styles>"#;
    let content = r#"<office:document-content><office:automatic-styles>
        <style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
        <style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>
        </office:automatic-styles><office:body><office:text>
        <text:h text:style-name="Heading_20_1" text:outline-level="1">Nước rút</text:h>
        <text:p>Lũ xuống<text:line-break/>nhanh<text:s/>lắm<office:annotation><text:p>ghi</text:p></office:annotation></text:p>
        <text:p text:style-name="P1"><text:span text:style-name="T1">MINH TRUẬT</text:span></text:p>
        <table:table><table:table-row><table:table-cell><text:p>Huyện</text:p></table:table-cell><table:table-cell><text:p>Hộ</text:p>
        </table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#;
    let (lines, looks) = read(&package(&[("content.xml", content), ("styles.xml", styles)]));
    assert_eq!(lines, ["Nước rút", "Lũ xuống", "nhanh lắm", "MINH TRUẬT", "Huyện | Hộ"]);
    assert_eq!((looks[0].heading, looks[0].size), (Some(1), 26));
    assert_eq!((looks[3].align, looks[3].bold, looks[3].size), (Align::Right, true, 32));
}

#[test]
fn entities_that_a_file_defines_are_not_expanded() {
    let xml = r#"<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>một &b; hai</w:t></w:r></w:p></w:body></w:document>"#;
    assert_eq!(read(&package(&[("word/document.xml", xml)])).0, ["một hai"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_bring_the_readers_down(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = document(&bytes);
        let _ = document(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_damage_brings_the_docx_reader_down(at in 0usize..4000, byte: u8) {
        let mut bytes = docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Vạn Khê</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = document(&bytes);
        let _ = document(&bytes[..at]);
    }

    #[test]
    fn no_markup_brings_the_docx_reader_down(body in "(</?w:(p|r|t|tr|tc|br|pPr|rPr|sdt)/?>|[aạ&;]){0,40}") {
        let _ = document(&docx(&body));
    }
}
