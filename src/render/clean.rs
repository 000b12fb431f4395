//! Text of bulletins made safe for a terminal: no control characters, no marks that turn the direction of writing.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::ser::Formatter;

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

/// JSON in which what is unsafe on a terminal stands as `\uXXXX`: the same data, whatever reads it.
#[derive(Clone, Copy, Debug)]
pub struct SafeJson;

impl Formatter for SafeJson {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            let (before, after) = rest.split_at(at);
            write!(writer, "{before}\\u{:04x}", u32::from(c))?;
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;

    use super::*;

    #[test]
    fn json_keeps_what_it_hides() {
        let text = "một\u{9b}2J\u{202e}hai\n\"ba\"\u{7f}";
        let mut json = Vec::new();
        text.serialize(&mut serde_json::Serializer::with_formatter(&mut json, SafeJson)).expect("written");
        assert_eq!(String::from_utf8_lossy(&json), r#""một\u009b2J\u202ehai\n\"ba\"\u007f""#);
        assert_eq!(serde_json::from_slice::<String>(&json).expect("read"), text);
    }
}
