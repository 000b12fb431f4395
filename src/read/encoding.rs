//! Bytes → text. Bytes that are lawful UTF-8 are UTF-8; others are decoded in every way we know, and the one is kept
//! whose marked words are most often Vietnamese syllables.

use std::borrow::Cow;

use super::Encoding;
use super::lawful::{Share, damage, share};
use super::legacy::Legacy;
use super::utf16::order_of;
use crate::text::boundary_before;

/// Text, and how it came from bytes.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Encoding,
    pub(super) warnings: Vec<String>,
}

impl<'a> Decoded<'a> {
    fn new(name: &'static str, text: impl Into<Cow<'a, str>>) -> Decoded<'a> {
        Decoded { text: text.into(), encoding: Encoding { name, replaced: 0 }, warnings: Vec::new() }
    }
}

/// Bytes that are decoded to tell the encoding.
const SAMPLE: usize = 256 << 10;
/// The share of lawful syllables, in percent, from which on an old encoding is believed.
const BELIEVED: u32 = 60;

/// Decodes bytes.
///
/// # Errors
/// The reason, where they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if let Some(kind) = binary_kind(bytes) {
        return Err(format!("looks like {kind}; expected text"));
    }
    if let Some((order, mark)) = order_of(bytes) {
        return Ok(utf16(&bytes[mark..], order));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let controls = bytes.iter().filter(|byte| is_control(**byte)).count();
    match simdutf8::compat::from_utf8(bytes) {
        Ok(_) | Err(_) if too_many(bytes.iter().filter(|byte| **byte == 0).count(), bytes.len(), 1000) => {
            Err(BINARY.into())
        }
        Ok(_) if too_many(controls, bytes.len(), 20) => Err(BINARY.into()),
        Ok(text) => Ok(utf8(text)),
        Err(error) if is_cut_at_end(bytes, error) => Ok(in_damaged_utf8(bytes, Share::default())),
        Err(_) => by_syllables(bytes, too_many(controls, bytes.len(), 100)),
    }
}

const BINARY: &str = "looks like binary data; expected text";

/// Whether `part` is more than one in `of`.
fn too_many(part: usize, all: usize, of: usize) -> bool {
    part * of > all
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0xe..=0x1f | 0x7f)
}

/// Whether lawful UTF-8 with marked letters ends in the middle of one.
fn is_cut_at_end(bytes: &[u8], error: simdutf8::compat::Utf8Error) -> bool {
    error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii()
}

/// What a file is that only bears the name of a text.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 10] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or an Office document (.docx, .xlsx)"),
        (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "a database (SQLite)"),
    ];
    KINDS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| *kind)
}

fn utf16(bytes: &[u8], order: super::utf16::Order) -> Decoded<'static> {
    let text = order.decode(bytes);
    let replaced = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() as u64;
    let mut decoded = Decoded::new(order.name(), text);
    if bytes.len() % 2 == 1 {
        decoded.warnings.push("the file ends in the middle of a character; the rest was read".to_owned());
    }
    if replaced > 0 {
        decoded.encoding.replaced = replaced;
        decoded.warnings.push(replaced_warning(replaced, order.name()));
    }
    decoded
}

/// Lawful UTF-8; letters of an old encoding that were carried into it one by one are led back.
fn utf8(text: &str) -> Decoded<'_> {
    if let Some((name, again)) = lead_back(text) {
        let mut decoded = Decoded::new(name, again);
        decoded.warnings.push(format!("letters of {name} stood in it as UTF-8; they were led back"));
        return decoded;
    }
    let mut decoded = Decoded::new("UTF-8", text);
    decoded.warnings.extend(damage(text));
    decoded
}

/// The text that letters should have been which an old encoding's bytes became one by one, and the encoding's name;
/// `None` where it reads well as it is.
pub(super) fn lead_back(text: &str) -> Option<(&'static str, String)> {
    let legacy = carried_over(text)?;
    legacy.again(text).map(|again| (legacy.name(), again))
}

/// The old encoding whose bytes were taken for letters one by one in `text`, where that is beyond doubt.
pub(super) fn carried_over(text: &str) -> Option<Legacy> {
    const ENOUGH: usize = 8 << 10;
    const SURELY: u64 = 800_000;
    let sample = &text[..boundary_before(text, ENOUGH)];
    if sample.is_ascii() || has_vietnamese_letters(sample) || !share(sample).is_poor(BELIEVED / 2) {
        return None;
    }
    let ways = Legacy::ALL.into_iter().filter_map(|legacy| Some((share(&legacy.again(sample)?), legacy)));
    let (found, legacy) = ways.max_by_key(|(share, legacy)| (share.percent(), is_first(*legacy)))?;
    (found.smoothed() >= SURELY).then_some(legacy)
}

/// Whether there are letters that no old encoding leaves behind when it is taken for Latin-1: U+1EA0 to U+1EF9 and
/// combining marks.
fn has_vietnamese_letters(text: &str) -> bool {
    memchr::memchr2(0xe1, 0xcc, text.as_bytes()).is_some()
}

/// The commoner encoding counts for more where two fare alike.
fn is_first(legacy: Legacy) -> std::cmp::Reverse<Option<usize>> {
    std::cmp::Reverse(Legacy::ALL.iter().position(|other| *other == legacy))
}

/// The way of decoding with the largest share of lawful syllables; UTF-8 where none is any good.
fn by_syllables(bytes: &[u8], many_controls: bool) -> Result<Decoded<'_>, String> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let in_utf8 = share(&String::from_utf8_lossy(sample));
    let ways = Legacy::ALL.into_iter().map(|legacy| (share(&legacy.decode(sample)), legacy));
    let best = ways.max_by_key(|(share, legacy)| (share.smoothed(), is_first(*legacy)));
    match best {
        Some((found, legacy)) if found.smoothed() > in_utf8.smoothed() && !found.is_poor(BELIEVED) => {
            Ok(in_legacy(bytes, legacy, found))
        }
        _ if many_controls || (in_utf8.is_poor(BELIEVED / 2) && is_mostly_malformed(sample)) => Err(BINARY.into()),
        _ => Ok(in_damaged_utf8(bytes, in_utf8)),
    }
}

fn in_legacy(bytes: &[u8], legacy: Legacy, found: Share) -> Decoded<'static> {
    const SURE: u32 = 85;
    let mut decoded = Decoded::new(legacy.name(), legacy.decode(bytes));
    if found.is_poor(SURE) {
        let (name, percent) = (legacy.name(), found.percent());
        decoded.warnings.push(format!(
            "read as {name}, not for sure: only {percent} % of its marked words are Vietnamese syllables"
        ));
    }
    decoded.warnings.extend(damage(&decoded.text));
    decoded
}

fn in_damaged_utf8(bytes: &[u8], found: Share) -> Decoded<'_> {
    let (text, replaced) = replace_malformed(bytes);
    let mut decoded = Decoded::new("UTF-8", text);
    decoded.encoding.replaced = replaced;
    decoded.warnings.push(replaced_warning(replaced, "UTF-8"));
    if found.is_poor(BELIEVED) {
        decoded
            .warnings
            .push("no encoding that we know makes Vietnamese of this file; it was read as UTF-8".to_owned());
    }
    decoded
}

/// Whether more than one byte in ten is no UTF-8.
fn is_mostly_malformed(bytes: &[u8]) -> bool {
    too_many(bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum(), bytes.len(), 10)
}

/// UTF-8 with each malformed sequence replaced by U+FFFD, and how many were.
pub(super) fn replace_malformed(bytes: &[u8]) -> (Cow<'_, str>, u64) {
    let text = String::from_utf8_lossy(bytes);
    let replaced = match &text {
        Cow::Borrowed(_) => 0,
        Cow::Owned(_) => bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count() as u64,
    };
    (text, replaced)
}

/// Said of a text with bytes replaced.
pub(super) fn replaced_warning(replaced: u64, name: &str) -> String {
    let sequences =
        if replaced == 1 { "1 damaged character was" } else { &format!("{replaced} damaged characters were") };
    format!("{sequences} replaced by \u{fffd}; the rest is {name}")
}

#[cfg(test)]
mod tests {
    use super::super::legacy::tests::encode;
    use super::*;
    use crate::text::normalise::normalise;

    const TEXT: &str = "Sáng 14/9, đồng chí Lưu Đình Khoát, Bí thư Tỉnh ủy Hồng Lam, dự lễ khởi công tuyến kè sông Hồng \
        Khê dài hơn ba cây số. Theo Sở Nông nghiệp, mỗi năm nước lũ cuốn đi gần hai héc-ta ruộng của bà con xã Vạn Thọ. \
        Bà Nghiêm Thị Thục Trinh đề nghị huyện giữ nghiêm tiến độ, bảo đảm chất lượng và trả tiền đền bù trước Tết.\n\
        Ở cuối đường, mấy cụ già ngồi uống nước chè kể chuyện đắp đê năm xưa: thuở ấy chỉ có cuốc, xẻng, quang gánh; \
        vậy mà chẳng ai bỏ về. “Bây giờ máy móc đầy đủ, không lẽ lại chậm hơn”, một cụ bảo rồi cười khà khà. \
        Kỹ sư trẻ Quách Văn Nhiệm ghi từng ý kiến vào cuốn sổ nhỏ, hứa sẽ quay lại trước mùa mưa để trả lời.\n";

    type Write = Box<dyn Fn(&str) -> Vec<u8>>;

    /// Thirteen ways of writing: a name, and how it is done.
    fn ways() -> Vec<(&'static str, Write)> {
        fn units(text: &str, mark: &[u8], order: fn(u16) -> [u8; 2]) -> Vec<u8> {
            mark.iter().copied().chain(text.encode_utf16().flat_map(order)).collect()
        }
        let mut ways: Vec<(&'static str, Write)> = vec![
            ("UTF-8", Box::new(|text| text.as_bytes().to_vec())),
            ("UTF-8", Box::new(|text| [b"\xef\xbb\xbf", text.as_bytes()].concat())),
            (
                "UTF-8",
                Box::new(|text| unicode_normalization::UnicodeNormalization::nfd(text).collect::<String>().into()),
            ),
            ("UTF-16LE", Box::new(|text| units(text, &[0xff, 0xfe], u16::to_le_bytes))),
            ("UTF-16BE", Box::new(|text| units(text, &[0xfe, 0xff], u16::to_be_bytes))),
            ("UTF-16LE", Box::new(|text| units(text, &[], u16::to_le_bytes))),
            ("UTF-16BE", Box::new(|text| units(text, &[], u16::to_be_bytes))),
        ];
        for legacy in Legacy::ALL {
            ways.push((legacy.name(), Box::new(move |text| encode(legacy, text))));
        }
        ways
    }

    #[test]
    fn every_window_of_200_bytes_is_told_in_every_encoding() {
        let mut wrong = Vec::new();
        for (way, (name, write)) in ways().into_iter().enumerate() {
            let bytes = write(TEXT);
            for start in (0..bytes.len() - 200).step_by(2) {
                let window = &bytes[start..start + 200];
                let found = decode(window).map(|decoded| decoded.encoding.name);
                if found != Ok(name) {
                    wrong.push((way, name, start, found));
                }
            }
        }
        assert!(wrong.is_empty(), "{} {:?}", wrong.len(), &wrong[..wrong.len().min(20)]);
    }

    #[test]
    fn whole_bulletins_are_told_in_every_encoding() {
        let text = include_str!("../../corpus/so-bao/bao-hong-lam-so-4812.txt");
        for (name, write) in ways() {
            let bytes = write(text);
            let decoded = decode(&bytes).expect("text");
            assert_eq!((decoded.encoding.name, decoded.warnings), (name, Vec::<String>::new()));
        }
    }

    #[test]
    fn what_is_decoded_is_what_was_written() {
        let text = TEXT.replace(['“', '”'], "\"");
        for (name, write) in ways() {
            let plain = if name == "TCVN3" { text.replace(['Đ', 'Ở'], "Đ") } else { text.clone() };
            let bytes = write(&plain);
            let decoded = decode(&bytes).expect("text");
            assert_eq!(decoded.encoding.name, name);
            assert_eq!(normalise(&decoded.text), normalise(&plain), "{name}");
            assert!(decoded.warnings.is_empty(), "{name} {:?}", decoded.warnings);
        }
    }

    #[test]
    fn lone_bad_bytes_are_counted_and_the_file_stays_utf8() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.splice(40..40, [0xff]);
        bytes.splice(200..200, [0xc3]);
        let decoded = decode(&bytes).expect("text");
        assert_eq!(decoded.encoding, Encoding { name: "UTF-8", replaced: 2 });
        assert_eq!(decoded.warnings, ["2 damaged characters were replaced by \u{fffd}; the rest is UTF-8"]);
    }

    #[test]
    fn utf16_that_is_cut_is_read_up_to_the_cut() {
        let mut bytes: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.pop();
        let decoded = decode(&bytes).expect("text");
        assert_eq!(decoded.warnings, ["the file ends in the middle of a character; the rest was read"]);
        assert!(TEXT.starts_with(decoded.text.as_ref()));
    }

    #[test]
    fn binary_data_is_refused() {
        assert_eq!(decode(b"%PDF-1.7 ...").expect_err("refused"), "looks like a PDF; expected text");
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise).expect_err("refused"), BINARY);
        assert_eq!(decode(&[0, 1, 2, 3]).expect_err("refused"), BINARY);
    }

    #[test]
    fn letters_of_an_old_encoding_inside_utf8_are_led_back() {
        let mojibake: String =
            encode(Legacy::Tcvn3, &TEXT.to_lowercase()).iter().map(|byte| char::from(*byte)).collect();
        let decoded = decode(mojibake.as_bytes()).expect("text");
        assert_eq!(decoded.encoding.name, "TCVN3");
        assert_eq!(decoded.warnings, ["letters of TCVN3 stood in it as UTF-8; they were led back"]);
        assert!(decoded.text.contains("đồng chí lưu đình khoát"));
    }

    #[test]
    fn foreign_text_in_windows_1252_is_read() {
        let decoded = decode(b"The minister said it\x92s \x93done\x94.").expect("text");
        assert_eq!(decoded.text, "The minister said it’s “done”.");
    }
}
