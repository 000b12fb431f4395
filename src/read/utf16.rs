//! UTF-16 with a byte order mark and without.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The order of the two bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// The name that users know.
    pub(super) fn name(self) -> &'static str {
        self.encoding().name()
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Order::Little => UTF_16LE,
            Order::Big => UTF_16BE,
        }
    }

    /// The text of whole units, malformed ones as U+FFFD; a byte that is left over is none.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let whole = &bytes[..bytes.len() - bytes.len() % 2];
        self.encoding().decode_without_bom_handling(whole).0.into_owned()
    }
}

/// Bytes that are looked at to tell.
const SAMPLE: usize = 64 << 10;
/// A text of fewer bytes is too short to tell.
const SHORTEST: usize = 8;

/// Whether bytes are UTF-16, by their mark, or by what they would say; and how many bytes the mark takes.
pub(super) fn order_of(bytes: &[u8]) -> Option<(Order, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => Some((Order::Little, 2)),
        [0xfe, 0xff, ..] => Some((Order::Big, 2)),
        _ => unmarked(bytes).map(|order| (order, 0)),
    }
}

fn unmarked(bytes: &[u8]) -> Option<Order> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if sample.len() < SHORTEST || (even + odd) * 8 < sample.len() {
        return None;
    }
    let order = if even > odd { Order::Big } else { Order::Little };
    reads_as_text(&order.decode(sample)).then_some(order)
}

/// Whether nearly all characters are those of Vietnamese print, and most of them ASCII.
fn reads_as_text(text: &str) -> bool {
    let all = text.chars().count();
    let count = |test: fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    let plain = count(is_plain);
    let marked = count(
        |c| matches!(c, '\u{a0}'..='\u{1b0}' | '\u{300}'..='\u{323}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{20ac}'),
    );
    all > 0 && (plain + marked) * 100 >= all * 97 && plain * 2 >= all
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_mark_and_by_text() {
        let text = "Kỳ họp thứ bảy";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(order_of(&little), Some((Order::Little, 0)));
        assert_eq!(order_of(&big), Some((Order::Big, 0)));
        assert_eq!(order_of(&[&[0xff, 0xfe], little.as_slice()].concat()), Some((Order::Little, 2)));
        assert_eq!(order_of(&little[..little.len() - 1]), Some((Order::Little, 0)));
    }

    #[test]
    fn a_small_binary_is_none() {
        for bytes in [&[0, 1, 2, 3][..], &[0; 64], &[0, 1, 0, 2, 0, 3, 0, 4, 0, 5], b"plain text", &[]] {
            assert_eq!(order_of(bytes), None, "{bytes:?}");
        }
    }
}
