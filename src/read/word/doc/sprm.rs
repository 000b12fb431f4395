//! Property modifiers: one property and its new value each ([MS-DOC] 2.2.5, 2.6).

use super::bytes::{slice, u8_at, u16_at};

/// Hands over every modifier of a list: its number and its operand.
pub(super) fn each(mut list: &[u8], take: &mut dyn FnMut(u16, &[u8])) {
    while let Some(number) = u16_at(list, 0) {
        let Some((skipped, size)) = operand(number, list) else { return };
        let Some(value) = slice(list, skipped, size) else { return };
        take(number, value);
        list = list.get(skipped + size..).unwrap_or_default();
    }
}

/// Where the operand begins and how long it is.
fn operand(number: u16, list: &[u8]) -> Option<(usize, usize)> {
    const DEFINE_TABLE: u16 = 0xd608;
    const CHANGE_TABS: u16 = 0xc615;
    Some(match number >> 13 {
        0 | 1 => (2, 1),
        2 | 4 | 5 => (2, 2),
        3 => (2, 4),
        7 => (2, 3),
        _ if number == DEFINE_TABLE => (4, usize::from(u16_at(list, 2)?).saturating_sub(1)),
        _ => match u8_at(list, 2)? {
            255 if number == CHANGE_TABS => {
                let deleted = usize::from(u8_at(list, 3)?);
                let added = usize::from(u8_at(list, 4 + deleted * 4)?);
                (3, 2 + deleted * 4 + added * 3)
            }
            size => (3, usize::from(size)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_of_every_size() {
        let list = [0x35, 0x08, 1, 0x43, 0x4a, 26, 0, 0x08, 0xd6, 3, 0, 9, 9, 0x0f, 0xca, 2, 7, 7, 0x03, 0x24, 1];
        let mut seen = Vec::new();
        each(&list, &mut |number, value| seen.push((number, value.to_vec())));
        assert_eq!(
            seen,
            [(0x835, vec![1]), (0x4a43, vec![26, 0]), (0xd608, vec![9, 9]), (0xca0f, vec![7, 7]), (0x2403, vec![1])]
        );
        each(&list[..5], &mut |_, _| {});
    }
}
