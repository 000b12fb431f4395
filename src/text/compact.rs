//! Vietnamese text with one byte a letter, as it is stored.
//!
//! UTF-8 takes two or three bytes for each letter with a mark, a quarter of all bytes of a text. Here ASCII stays as
//! it is, the letters of Vietnamese and the commonest signs of print take one byte each, and whatever else is an
//! escape byte before its UTF-8. It is smaller before compression and after it: blocks of 16 KB of news, zstd level 1,
//! .356 of the text instead of .408; level 3, .337 instead of .381; and there is less to compress.
//!
//! Not one of the old encodings (VISCII, RFC 1456, comes nearest): those have no room for quotation marks.

use std::sync::LazyLock;

/// The letters and signs of one byte; their bytes are those of [`codes`], in order.
const CHARACTERS: &str = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ\
    ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ“”–…‘’";
/// Stands before a character that is written in UTF-8.
const ESCAPE: u8 = 0x1a;
/// Behind the highest character that has one byte.
const END: usize = 0x2027;
/// Bytes of the longest character in UTF-8.
const LONGEST: usize = 4;
/// Bytes that are gathered before they are put behind the others.
const PIECE: usize = 512;

/// The bytes that stand for [`CHARACTERS`]: all that ASCII leaves, then control characters that no text holds.
fn codes() -> impl Iterator<Item = u8> {
    (0x80..=0xff).chain(0x01..=0x08).chain(0x0e..ESCAPE)
}

struct Table {
    /// UTF-8 of the character of each byte, and its length; 0 for those that stand for none.
    characters: [([u8; LONGEST], u8); 256],
    /// The byte of each character below [`END`]; 0 for those that have none.
    bytes: Vec<u8>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { characters: [([0; LONGEST], 0); 256], bytes: vec![0; END] };
    let ascii = (0x20..0x7f_u8).chain([b'\t', b'\n', 0x0c]).map(|byte| (char::from(byte), byte));
    for (c, byte) in ascii.chain(CHARACTERS.chars().zip(codes())) {
        let (utf8, length) = &mut table.characters[usize::from(byte)];
        *length = c.encode_utf8(utf8).len() as u8;
        table.bytes[c as usize] = byte;
    }
    table
});

/// Writes `text` behind `out`.
///
/// ```
/// use bantin::text::compact::{decode, encode};
/// let mut bytes = Vec::new();
/// encode("Đường về, 5 €", &mut bytes);
/// assert_eq!(bytes.len(), "Duong ve, 5 ".len() + 1 + "€".len());
/// assert_eq!(decode(&bytes).as_deref(), Some("Đường về, 5 €"));
/// ```
pub fn encode(text: &str, out: &mut Vec<u8>) {
    let table = &*TABLE;
    out.reserve(text.len());
    // In pieces on the stack: asking for room for each byte would take as long again.
    let mut piece = [0; PIECE];
    let mut used = 0;
    for c in text.chars() {
        if used > PIECE - 1 - LONGEST {
            out.extend_from_slice(&piece[..used]);
            used = 0;
        }
        match table.bytes.get(c as usize) {
            Some(byte) if *byte != 0 => {
                piece[used] = *byte;
                used += 1;
            }
            _ => {
                piece[used] = ESCAPE;
                used += 1 + c.encode_utf8(&mut piece[used + 1..]).len();
            }
        }
    }
    out.extend_from_slice(&piece[..used]);
}

/// The text that [`encode`] made these bytes of; `None` where they are of nothing it writes.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let table = &*TABLE;
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 2);
    // In pieces on the stack: asking for room for each character would take as long again.
    let mut piece = [0; PIECE];
    let mut rest = bytes;
    while !rest.is_empty() {
        let (mut used, mut taken) = (0, 0);
        for byte in rest.iter().take(PIECE / LONGEST) {
            let (utf8, length) = &table.characters[usize::from(*byte)];
            if *length == 0 {
                break;
            }
            piece[used..used + LONGEST].copy_from_slice(utf8);
            used += usize::from(*length);
            taken += 1;
        }
        text.extend_from_slice(&piece[..used]);
        rest = &rest[taken..];
        if taken < PIECE / LONGEST && !rest.is_empty() {
            let (character, after) = utf8_character(rest.strip_prefix(&[ESCAPE])?)?;
            text.extend_from_slice(character);
            rest = after;
        }
    }
    String::from_utf8(text).ok()
}

/// The UTF-8 of the character that `bytes` begin with, not yet known to be right, and what stands behind it.
fn utf8_character(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = match bytes.first()? {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    bytes.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encoded(text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode(text, &mut bytes);
        bytes
    }

    #[test]
    fn every_character_of_one_byte_has_its_own() {
        assert!(CHARACTERS.chars().count() <= codes().count());
        for c in CHARACTERS.chars() {
            assert_eq!(encoded(&c.to_string()).len(), 1, "{c}");
        }
    }

    #[test]
    fn every_character_comes_back() {
        let all: String = ('\0'..=char::MAX).collect();
        assert_eq!(decode(&encoded(&all)).as_deref(), Some(all.as_str()));
    }

    #[test]
    fn damaged_bytes_are_told() {
        for damaged in [&[ESCAPE][..], &[ESCAPE, 0xe2, 0x82], &[ESCAPE, 0xff, 0xff, 0xff, 0xff], &[0], b"\r"] {
            assert_eq!(decode(damaged), None, "{damaged:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn any_text_comes_back(text in "\\PC{0,60}|[\\x00-\\x20]{0,20}") {
            prop_assert_eq!(decode(&encoded(&text)), Some(text));
        }
    }
}
