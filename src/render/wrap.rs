//! Long lines broken at spaces, for a terminal.

/// Breaks each line that is longer than `columns`; what follows is indented as the line is, with the number it begins
/// with. Without `columns` everything stays as it is. Escape sequences take no room.
pub(super) fn wrapped(text: String, columns: Option<usize>) -> String {
    /// Narrower than this nothing is gained.
    const NARROWEST: usize = 30;
    let Some(columns) = columns.filter(|columns| *columns >= NARROWEST) else { return text };
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.split_inclusive('\n') {
        wrap_line(line, columns, &mut out);
    }
    out
}

fn wrap_line(line: &str, columns: usize, out: &mut String) {
    let indent = indent(line);
    let mut at = 0;
    for (number, word) in line.split_inclusive(' ').enumerate() {
        let width = width(word.trim_end());
        if number > 0 && at > indent && width > 0 && at + width > columns {
            while out.ends_with(' ') {
                out.pop();
            }
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            at = indent;
        }
        out.push_str(word);
        at += self::width(word);
    }
}

/// Where what follows a break stands: below the first word behind spaces and a number, a step in where there are none.
fn indent(line: &str) -> usize {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let behind_number = line.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - spaces - behind_number.len();
    match (spaces, number, behind_number.starts_with("  ")) {
        (1.., 1.., true) => spaces + number + 2,
        (0, _, _) => 2,
        (spaces, _, _) => spaces + if spaces < 5 { 2 } else { 0 },
    }
}

/// How many columns a word takes.
fn width(word: &str) -> usize {
    let mut chars = word.chars();
    let mut width = 0;
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => _ = chars.find(|c| c.is_ascii_alphabetic()),
            '\n' => {}
            _ => width += 1,
        }
    }
    width
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_broken_at_spaces() {
        let text = "  1  Bốn năm sáu bảy tám chín mười\n     dòng thứ hai khá dài, dài quá\nngắn\n";
        let expected = "  1  Bốn năm sáu bảy tám chín\n     mười\n     dòng thứ hai khá dài, dài\n     quá\nngắn\n";
        assert_eq!(wrapped(text.to_owned(), Some(30)), expected);
        assert_eq!(wrapped(text.to_owned(), None), text);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_but_spaces(text in "[ a-zđê0-9\n]{0,200}", columns in 30_usize..80) {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            proptest::prop_assert_eq!(words(&wrapped(text.clone(), Some(columns))), words(&text));
        }
    }

    #[test]
    fn colours_take_no_room() {
        let text = "\u{1b}[1mmột hai ba bốn năm sáu bảy\u{1b}[0m\n";
        assert_eq!(wrapped(text.to_owned(), Some(30)), text);
    }

    #[test]
    fn a_word_that_is_too_long_stays_whole() {
        let word = "x".repeat(50);
        assert_eq!(wrapped(format!("  {word}\n"), Some(30)), format!("  {word}\n"));
    }
}
