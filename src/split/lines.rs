//! Text → printed [`Line`]s with what the eye sees of each: width, open end, the gap above.

use super::glyphs;

/// One printed line that isn't blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Without the spaces around it.
    pub(super) text: &'a str,
    /// 1-based number in the file.
    pub(super) number: u32,
    /// Whether a space stands at its end: how text taken out of a page marks a sentence that goes on.
    pub(super) soft: bool,
    /// Whether a blank line or a page break stands above.
    pub(super) gap: bool,
    /// Whether a form feed stands between this line and the one above.
    pub(super) new_page: bool,
    /// Width in the type of a newspaper, in thousandths of an em.
    pub(super) width: u32,
}

/// The lines that aren't blank; `first` is the 1-based number of the first line of `text`.
pub(super) fn lines(text: &str, first: u32) -> Vec<Line<'_>> {
    let mut all: Vec<Line<'_>> = Vec::new();
    let (mut gap, mut new_page) = (true, false);
    for (at, raw) in text.split('\n').enumerate() {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let fed = raw.contains('\u{c}');
        let bare = raw.trim();
        if bare.is_empty() {
            gap = true;
            new_page |= fed;
            continue;
        }
        new_page |= fed && raw.starts_with('\u{c}');
        let number = first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let soft = raw.ends_with(' ');
        let gap_above = gap || new_page;
        all.push(Line { text: bare, number, soft, gap: gap_above, new_page, width: glyphs::width(bare) });
        (gap, new_page) = (false, false);
    }
    all
}

/// Whether spaces at line ends tell open from closed lines in this file.
pub(super) fn marks_soft_ends(lines: &[Line<'_>]) -> bool {
    let soft = lines.iter().filter(|line| line.soft).count();
    soft * 10 > lines.len() * 3 && soft < lines.len()
}

/// Does the text end as a sentence or an item does?
pub(super) fn is_closed(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']', ' ']);
    bare.ends_with(['.', '!', '?', '…', ':', ';']) || text.ends_with(['”', '»']) && bare.ends_with(',')
}

/// The first letter or digit.
pub(super) fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric())
}

/// Does the text begin in the middle of a sentence?
pub(super) fn starts_inside(text: &str) -> bool {
    let first = text.chars().next();
    if first.is_some_and(|c| matches!(c, ',' | ';' | '.' | ')' | '%' | '…')) {
        return true;
    }
    first_letter(text).is_some_and(char::is_lowercase) && !text.starts_with(['*', '-', '–', '•', '+'])
}

/// Does an item of a list begin here?
pub(super) fn starts_item(text: &str) -> bool {
    let dashed = text.strip_prefix(['-', '–', '+']).and_then(|rest| rest.strip_prefix(' '));
    text.starts_with(['*', '•', '▪', '■', '♦', '●'])
        || dashed.and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
}

/// Are (nearly) all letters capitals?
pub(super) fn is_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0u32, 0u32);
    for c in text.chars() {
        upper += u32::from(c.is_uppercase());
        lower += u32::from(c.is_lowercase());
    }
    upper >= 2 && lower * 12 <= upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_shows() {
        let all = lines("Sông Lam \nnước lên.\r\n\n\u{c}3\n", 5);
        let seen: Vec<_> = all.iter().map(|l| (l.text, l.number, l.soft, l.gap, l.new_page)).collect();
        assert_eq!(
            seen,
            [("Sông Lam", 5, true, true, false), ("nước lên.", 6, false, false, false), ("3", 8, false, true, true)]
        );
    }

    #[test]
    fn ends_and_starts() {
        for (text, closed) in [("nước lên.", true), ("“Đi thôi!”", true), ("Kho bạc", false), ("như sau:", true)]
        {
            assert_eq!(is_closed(text), closed, "{text}");
        }
        for (text, inside) in
            [("nhà nước", true), ("Nhà nước", false), ("* nhà", false), ("12 xã", false), ("“nóng”", true)]
        {
            assert_eq!(starts_inside(text), inside, "{text}");
        }
        assert!(is_capitals("TRẦN VĂN") && !is_capitals("Trần Văn"));
    }
}
