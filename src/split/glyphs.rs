//! How wide letters are in the type that newspapers set their columns in.

/// Width of a text in thousandths of an em, by the advance widths of Times (Adobe Core 14 font metrics, `Times-Roman.afm`)
/// in classes; Vietnamese marks don't widen a letter.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(advance).fold(0, u32::saturating_add)
}

fn advance(c: char) -> u32 {
    let base = if c.is_ascii() { c } else { bare(c) };
    match base {
        'i' | 'j' | 'l' | 't' | '/' | '\'' => 278,
        ' ' | '.' | ',' => 250,
        'f' | 'r' | 'I' | '(' | ')' | '-' | '[' | ']' => 333,
        's' | 'J' => 389,
        'c' | 'e' | 'a' | 'z' | '?' | '“' | '”' => 444,
        'm' => 778,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' => 722,
        'B' | 'C' | 'R' => 667,
        'E' | 'L' | 'T' | 'Z' => 611,
        'F' | 'P' | 'S' => 556,
        'M' => 889,
        'W' | '%' | '—' | '…' => 900,
        _ => 500,
    }
}

fn bare(c: char) -> char {
    let folded = crate::text::fold::fold_char(c).unwrap_or(c);
    if c.is_uppercase() { folded.to_ascii_uppercase() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn marks_widen_nothing_and_capitals_are_wide() {
        assert_eq!(width("độ"), width("do"));
        assert_eq!(width("Đ"), width("D"));
        assert!(width("MƯA") > width("mưa") && width("ill") < width("now"));
    }
}
