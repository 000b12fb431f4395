//! Text of bulletins made safe for a terminal: no control characters, no marks that turn the direction of writing.

use std::borrow::Cow;

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One line: line ends and tabs become spaces, unsafe characters go.
///
/// ```
/// use bantin::render::clean::clean_line;
/// assert_eq!(clean_line("một\u{1b}[31m\nhai\u{202e}"), "một[31m hai");
/// ```
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let keep = |c: char| match c {
        '\n' | '\t' => Some(' '),
        c if is_unsafe(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(keep).collect())
}

/// Several lines: line ends stay.
pub fn clean_text(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| *c == '\n' || !is_unsafe(*c)).collect())
}
