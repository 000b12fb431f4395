//! Bytes → text.

use std::borrow::Cow;

use super::Encoding;

/// Text, and how it came from bytes.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Encoding,
    pub(super) warnings: Vec<String>,
}

/// Decodes bytes.
///
/// # Errors
/// The reason, where they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    let (text, replaced) = replace_malformed(bytes);
    let warnings = (replaced > 0).then(|| replaced_warning(replaced)).into_iter().collect();
    Ok(Decoded { text, encoding: Encoding { replaced, ..Encoding::default() }, warnings })
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
pub(super) fn replaced_warning(replaced: u64) -> String {
    match replaced {
        1 => "1 damaged byte sequence was replaced by \u{fffd}; the rest is UTF-8".to_owned(),
        _ => format!("{replaced} damaged byte sequences were replaced by \u{fffd}; the rest is UTF-8"),
    }
}
