//! Encodings of Vietnamese older than Unicode, by table.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

/// An encoding of one or two bytes a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    /// Letters and their tone marks apart; Unicode halves.
    Windows1258,
    /// TCVN3, the letters of its fonts; other bytes as in windows-1252 (quotation marks, dashes).
    Tcvn3,
    /// TCVN3 with the capitals of TCVN5712-1.
    Tcvn5712,
    /// Two bytes for most marked letters.
    Vni,
    Viscii,
    Vps,
}

impl Legacy {
    /// All of them, the commonest first.
    pub(super) const ALL: [Legacy; 6] =
        [Legacy::Windows1258, Legacy::Tcvn3, Legacy::Tcvn5712, Legacy::Vni, Legacy::Viscii, Legacy::Vps];

    /// The name that users know.
    pub(super) fn name(self) -> &'static str {
        match self {
            Legacy::Windows1258 => "windows-1258",
            Legacy::Tcvn3 | Legacy::Tcvn5712 => "TCVN3",
            Legacy::Vni => "VNI",
            Legacy::Viscii => "VISCII",
            Legacy::Vps => "VPS",
        }
    }

    /// The text that `bytes` are in this encoding; not normalised.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Legacy::Windows1258 => WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned(),
            Legacy::Tcvn3 => TABLES.tcvn3.decode(bytes),
            Legacy::Tcvn5712 => TABLES.tcvn5712.decode(bytes),
            Legacy::Vni => TABLES.vni.decode(bytes),
            Legacy::Viscii => TABLES.viscii.decode(bytes),
            Legacy::Vps => TABLES.vps.decode(bytes),
        }
    }

    /// The text that `mistaken` should have been: bytes of this encoding that became characters one by one.
    pub(super) fn again(self, mistaken: &str) -> Option<String> {
        let mut bytes = Vec::with_capacity(mistaken.len());
        for c in mistaken.chars() {
            match u8::try_from(u32::from(c)) {
                Ok(byte) => bytes.push(byte),
                Err(_) => {
                    bytes.push(*WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).0.first().filter(|b| **b >= 0x80)?)
                }
            }
        }
        Some(self.decode(&bytes))
    }
}

struct Tables {
    tcvn3: Table,
    tcvn5712: Table,
    vni: Table,
    viscii: Table,
    vps: Table,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    tcvn3: Table::of(&["TCVN3"]),
    tcvn5712: Table::of(&["TCVN3", "TCVN5712"]),
    vni: Table::of(&["VNI"]),
    viscii: Table::of(&["VISCII"]),
    vps: Table::of(&["VPS"]),
});

/// What bytes stand for.
struct Table {
    single: [char; 256],
    pairs: HashMap<[u8; 2], char>,
}

impl Table {
    /// The rows called so, above windows-1252.
    fn of(names: &[&str]) -> Table {
        let mut table = Table { single: [char::REPLACEMENT_CHARACTER; 256], pairs: HashMap::new() };
        for byte in 0..=u8::MAX {
            let given = [byte];
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(&given);
            table.single[usize::from(byte)] = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        for (bytes, letter) in rows(names) {
            match bytes.as_slice() {
                [byte] => table.single[usize::from(*byte)] = letter,
                [first, second] => drop(table.pairs.insert([*first, *second], letter)),
                _ => {}
            }
        }
        table
    }

    fn decode(&self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() * 3 / 2);
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let pair =
                bytes.get(at + 1).filter(|_| !self.pairs.is_empty()).and_then(|next| self.pairs.get(&[*byte, *next]));
            text.push(pair.copied().unwrap_or(self.single[usize::from(*byte)]));
            at += if pair.is_some() { 2 } else { 1 };
        }
        text
    }
}

/// Bytes and letters of the rows called so.
fn rows<'n>(names: &'n [&str]) -> impl Iterator<Item = (Vec<u8>, char)> + use<'n> {
    include_str!("data/legacy.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut cells = line.split('\t');
        let name = cells.next().filter(|name| names.contains(name));
        let bytes = cells.next()?.split(' ').map(|byte| u8::from_str_radix(byte, 16)).collect::<Result<_, _>>().ok()?;
        name.and(Some((bytes, cells.next()?.chars().next()?)))
    })
}

#[cfg(test)]
pub(super) mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// Writes `text` in an encoding: what its users' keyboards did.
    pub(in crate::read) fn encode(legacy: Legacy, text: &str) -> Vec<u8> {
        if legacy == Legacy::Windows1258 {
            return encode_1258(text);
        }
        let names: &[&str] = match legacy {
            Legacy::Tcvn3 => &["TCVN3"],
            Legacy::Tcvn5712 => &["TCVN3", "TCVN5712"],
            _ => &[legacy.name()],
        };
        let mut bytes_of: HashMap<char, Vec<u8>> = HashMap::new();
        for (bytes, letter) in rows(names) {
            let known = bytes_of.entry(letter).or_insert_with(|| bytes.clone());
            if bytes.len() < known.len() {
                *known = bytes;
            }
        }
        text.chars()
            .flat_map(|c| {
                bytes_of.get(&c).cloned().unwrap_or_else(|| WINDOWS_1252.encode(&c.to_string()).0.into_owned())
            })
            .collect()
    }

    fn encode_1258(text: &str) -> Vec<u8> {
        let tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        let mut halves = String::new();
        for c in text.chars() {
            let parts: Vec<char> = std::iter::once(c).nfd().collect();
            halves.extend(parts.iter().copied().filter(|c| !tone(c)).nfc());
            halves.extend(parts.iter().copied().filter(tone));
        }
        WINDOWS_1258.encode(&halves).0.into_owned()
    }

    #[test]
    fn what_is_written_is_read() {
        let text = "Đồng chí Lưu Đình Khoát dự lễ ở Mường Ải; “kỳ họp thứ bẩy”";
        for legacy in [Legacy::Windows1258, Legacy::Tcvn5712, Legacy::Vni, Legacy::Viscii, Legacy::Vps] {
            if matches!(legacy, Legacy::Tcvn5712 | Legacy::Viscii | Legacy::Vps) {
                let plain = text.replace(['“', '”'], "\"");
                let read = crate::text::normalise::normalise(&legacy.decode(&encode(legacy, &plain))).into_owned();
                assert_eq!(read, plain, "{legacy:?}");
                continue;
            }
            let read = crate::text::normalise::normalise(&legacy.decode(&encode(legacy, text))).into_owned();
            assert_eq!(read, text, "{legacy:?}");
        }
    }
}
