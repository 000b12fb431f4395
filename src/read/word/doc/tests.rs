use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::read::legacy::Legacy;
use crate::read::legacy::tests::encode;
use crate::read::word::document;

const TEXT_AT: usize = 0x400;
const PAGE_AT: usize = 0x600;

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// A document of one narrow piece, all of it set in `font`.
fn doc(text: &[u8], font: &str) -> Vec<u8> {
    let mut main = vec![0; PAGE_AT + 512];
    main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    main[TEXT_AT..TEXT_AT + text.len()].copy_from_slice(text);
    put(&mut main, 0x4c, text.len() as u32);
    // One stretch with `sprmCRgFtc0` 0.
    put(&mut main, PAGE_AT, TEXT_AT as u32);
    put(&mut main, PAGE_AT + 4, (TEXT_AT + text.len()) as u32);
    main[PAGE_AT + 8] = 100;
    main[PAGE_AT + 200..PAGE_AT + 205].copy_from_slice(&[4, 0x4f, 0x4a, 0, 0]);
    main[PAGE_AT + 511] = 1;

    let mut tables = Vec::new();
    let mut table = |main: &mut [u8], index: usize, bytes: &[u8]| {
        put(main, 0x9a + index * 8, tables.len() as u32);
        put(main, 0x9e + index * 8, bytes.len() as u32);
        tables.extend_from_slice(bytes);
    };
    let number = |value: usize| (value as u32).to_le_bytes();
    let letters = [number(TEXT_AT), number(TEXT_AT + text.len()), number(PAGE_AT / 512)].concat();
    table(&mut main, 12, &letters);
    let name: Vec<u8> = font.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let fonts = [&[1, 0, 0, 0, (39 + name.len()) as u8][..], &[0; 39], &name].concat();
    table(&mut main, 15, &fonts);
    let piece = [&[0, 0][..], &(0x4000_0000 | (TEXT_AT as u32 * 2)).to_le_bytes(), &[0, 0]].concat();
    let pieces = [&[2][..], &number(16), &number(0), &number(text.len()), &piece].concat();
    table(&mut main, 33, &pieces);

    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in [("/WordDocument", &main), ("/0Table", &tables)] {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("written");
    }
    file.into_inner().into_inner()
}

#[test]
fn paragraphs_fields_and_signs() {
    let text = b"Nuoc rut\rDong mot\x0bdong hai \x13 HYPERLINK \"x\" \x14lien ket\x15\x1etre\r";
    let document = document(&doc(text, "Times New Roman")).expect("a document");
    assert_eq!(document.body.text(), "Nuoc rut\nDong mot\ndong hai lien ket-tre\n");
}

#[test]
fn old_fonts_of_a_doc() {
    let text = encode(Legacy::Tcvn3, "Xã Vạn Thọ đắp đê từ đêm qua, bà con phấn khởi\r");
    let document = document(&doc(&text, ".VnTime")).expect("a document");
    assert_eq!(document.encoding.name, "TCVN3");
    assert_eq!(document.body.text(), "Xã Vạn Thọ đắp đê từ đêm qua, bà con phấn khởi\n");
}

#[test]
fn what_is_no_document_of_word_97() {
    let whole = doc(b"Nuoc rut\r", "Arial");
    let said = |bytes: &[u8]| document(bytes).expect_err("refused");
    assert!(said(&whole[..700]).starts_with(DAMAGED));
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        let at = bytes.windows(4).position(|four| four == [0xec, 0xa5, 0xc1, 0]).expect("its head");
        let mut head = bytes.split_off(at);
        change(&mut head);
        said(&[bytes, head].concat())
    };
    assert_eq!(with(&|head| head[0xb] = 1), "protected by a password; save it without one");
    assert!(with(&|head| head[2] = 0x65).contains("found one of Word 6 or 95"));
}

#[test]
fn pieces_on_one_another_end() {
    let mut bytes = doc(b"Nuoc rut\r", "Arial");
    let clx = bytes.windows(5).position(|five| five == [2, 16, 0, 0, 0]).expect("its pieces");
    bytes[clx + 9..clx + 13].copy_from_slice(&0x7fff_ffffu32.to_le_bytes());
    let at = bytes.windows(4).position(|four| four == [0xec, 0xa5, 0xc1, 0]).expect("its head");
    bytes[at + 0x4c..at + 0x50].copy_from_slice(&0x7fff_ffffu32.to_le_bytes());
    let document = document(&bytes).expect("what there is");
    assert_eq!(document.warnings, ["a part of its text lies outside of the file; the rest was read"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_brings_the_reader_down(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = doc(b"Nuoc rut\rMot\x07hai\x07\r", ".VnTime");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = document(&bytes);
    }
}
