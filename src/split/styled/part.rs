//! What a paragraph is, by its words, its look and its neighbours.

use jiff::civil::Date;

use crate::read::look::{Above, Align, Look, Place};
use crate::split::byline::byline;
use crate::split::furniture::{furniture, is_imprint};
use crate::split::lines::{is_capitals, is_closed, starts_item};
use crate::text::calendar::written_days;
use crate::text::fold::fold;

/// A paragraph and what it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    pub(super) look: Look,
    pub(super) kind: Kind,
}

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Text,
    /// What may be a headline, a sub-heading or the name of a section, and how much it stands out.
    Heading(Class),
    /// The names of authors.
    Byline(Vec<String>),
    /// The day of an article, on a line of its own below its headline.
    Stamp(Date),
    /// The words below a photograph.
    Caption,
    /// Where an article was taken from: a line of text that ends it.
    Source,
    /// Signs that part articles.
    Separator,
    /// Masthead, section, imprint.
    Furniture,
}

/// How much a heading stands out, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// By a style for headings of this level.
    Style(u8),
    /// By its type, so many half-points below the largest possible.
    Larger(u16),
    /// By standing in the middle, or in capitals.
    Display,
    /// By bold letters only.
    Bold,
}

impl Class {
    /// Whether more than bold letters makes it a heading.
    pub(super) fn is_strong(self) -> bool {
        matches!(self, Class::Style(_) | Class::Larger(_))
    }
}

/// The paragraphs of a document, each with what it is.
pub(super) fn parts<'t>(text: &'t str, looks: &[Look]) -> Vec<Part<'t>> {
    let body = body_size(text, looks);
    let paragraphs = text.lines().zip(looks).filter(|(_, look)| look.place != Place::Margin);
    let mut parts: Vec<Part<'t>> =
        paragraphs.map(|(text, look)| Part { text, look: *look, kind: kind(text, *look, body) }).collect();
    settle(&mut parts);
    parts
}

/// The size that most letters have.
fn body_size(text: &str, looks: &[Look]) -> u16 {
    let mut sizes: std::collections::BTreeMap<u16, usize> = Default::default();
    for (line, look) in text.lines().zip(looks) {
        *sizes.entry(look.size).or_default() += line.len();
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(0, |(size, _)| size)
}

/// What a paragraph is by itself.
fn kind(text: &str, look: Look, body: u16) -> Kind {
    if is_separator(text) {
        return Kind::Separator;
    }
    if is_imprint(text) || text.contains(char::is_alphabetic) && furniture(without_number(text)).is_some() {
        return Kind::Furniture;
    }
    if look.align == Align::Right
        && let Some(names) = names(text)
    {
        return Kind::Byline(names);
    }
    if is_source(text) {
        return Kind::Source;
    }
    if is_caption(text, look, body) {
        return Kind::Caption;
    }
    class(text, look, body).map_or(Kind::Text, Kind::Heading)
}

/// `* * *`, `-----`, `---o0o---`
fn is_separator(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    text.len() < 60 && (letters.is_empty() || matches!(letters.as_str(), "o0o" | "oOo" | "ooo" | "OOO" | "o0O"))
}

/// What signatures and forms say where an author could stand.
const POSTS: [&str; 9] =
    ["trưởng", "giám đốc", "chủ tịch", "bí thư", "đơn vị", "nơi nhận", "người lập", "thu nhập", "kính gửi"];

/// The names in a line of authors, in capitals or not.
fn names(text: &str) -> Option<Vec<String>> {
    let announced = text.split_once(':').map_or(text, |(_, names)| names);
    let capital = |word: &str| word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase);
    let is_named = announced.split_whitespace().all(|word| capital(word) || word == "và");
    let lower = announced.to_lowercase();
    let is_post = POSTS.iter().any(|post| lower.contains(post));
    (is_named && !is_post && text.len() < 120).then(|| byline(&capitals_behind_colon(text))).flatten()
}

fn capitals_behind_colon(text: &str) -> String {
    match text.split_once(':') {
        Some((role, names)) => format!("{role}:{}", names.to_uppercase()),
        None => text.to_uppercase(),
    }
}

/// `(Theo TTXVN)`, `Nguồn: Cổng thông tin điện tử tỉnh`
fn is_source(text: &str) -> bool {
    const LONGEST: usize = 80;
    if text.chars().count() > LONGEST {
        return false;
    }
    let folded = fold(text);
    let bare = folded.trim_start_matches(['(', ' ', '[', '-']);
    let bracketed = text.starts_with('(') && text.trim_end_matches('.').ends_with(')');
    bare.starts_with("nguon:") || bare.starts_with("theo ") && (bracketed || !is_closed(text) && !text.contains(','))
}

fn is_caption(text: &str, look: Look, body: u16) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=60;
    let smaller = look.size < body;
    let set_apart = look.italic && (look.align == Align::Center || smaller) || smaller && look.align == Align::Center;
    let folded = fold(text);
    let named = folded.starts_with("anh:") || folded.starts_with("trong anh") || folded.starts_with("anh minh hoa");
    look.place == Place::Text
        && LENGTHS.contains(&text.split_whitespace().count())
        && !starts_item(text)
        && look.heading.is_none()
        && (look.caption || set_apart || named && look.italic)
}

/// How much a paragraph stands out from the text, where it is short enough for a heading.
fn class(text: &str, look: Look, body: u16) -> Option<Class> {
    const LONGEST: usize = 45;
    let short = text.split_whitespace().count() <= LONGEST;
    let ends_sentence = text.ends_with(['.', ';', ',', ':']) && !text.ends_with("...");
    let letters = text.chars().any(char::is_alphabetic);
    if !short || !letters || look.place != Place::Text {
        return None;
    }
    match look.heading {
        Some(level) => Some(Class::Style(level)),
        None if ends_sentence => None,
        None if look.size * 10 >= body * 11 && look.size > body => Some(Class::Larger(u16::MAX - look.size)),
        None if look.bold && look.align == Align::Center => Some(Class::Display),
        None if is_capitals(text) && (look.bold || look.align == Align::Center) && !numbered(text) => {
            Some(if look.align == Align::Center { Class::Display } else { Class::Bold })
        }
        None if look.bold => Some(Class::Bold),
        None => None,
    }
}

fn numbered(text: &str) -> bool {
    number(text).is_some()
}

/// `2` of `2. Sông Lam xuống nhanh`
pub(super) fn number(text: &str) -> Option<u32> {
    let (digits, rest) = text.split_once(['.', ')', '/', ':', '-'])?;
    let is_number = !digits.is_empty() && digits.len() <= 3 && rest.starts_with([' ', '\u{a0}']);
    digits.trim().parse().ok().filter(|_| is_number)
}

/// The text without `2. ` or `II. ` before it.
pub(super) fn without_number(text: &str) -> &str {
    let Some((head, rest)) = text.split_once(['.', ')', '/', ':', '-']) else { return text };
    let digits = head.trim();
    let is_number = !digits.is_empty()
        && digits.len() <= 5
        && (digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.bytes().all(|byte| b"IVX".contains(&byte)));
    if is_number && rest.starts_with(' ') { rest.trim_start() } else { text }
}

/// What only the neighbours tell: stamps below headlines, leads below stamps, names in the last line of an article.
fn settle(parts: &mut [Part<'_>]) {
    for at in 0..parts.len() {
        let Some(part) = parts.get(at) else { continue };
        let above = at.checked_sub(1).and_then(|above| parts.get(above));
        let below = parts.get(at + 1);
        let below_heading = above.is_some_and(|above| matches!(above.kind, Kind::Heading(_) | Kind::Byline(_)));
        let below_text = above.is_some_and(|above| matches!(above.kind, Kind::Text | Kind::Source | Kind::Caption));
        let ends = below.is_none_or(|below| below.kind != Kind::Text || below.look.above == Above::Region);
        let kind = match &part.kind {
            Kind::Furniture | Kind::Text | Kind::Caption | Kind::Heading(_)
                if below_heading && stamp(part.text).is_some() =>
            {
                stamp(part.text).map(Kind::Stamp)
            }
            Kind::Heading(Class::Bold) | Kind::Text | Kind::Caption if below_text && ends && !is_chapter(part.text) => {
                let capitals = is_capitals(part.text).then(|| names(part.text)).flatten();
                capitals.or_else(|| named_with_role(part.text)).map(Kind::Byline)
            }
            Kind::Heading(Class::Bold) if is_lead(parts, at) => Some(Kind::Text),
            _ => None,
        };
        if let Some(kind) = kind
            && let Some(part) = parts.get_mut(at)
        {
            part.kind = kind;
        }
    }
}

/// Whether a bold line below a headline as bold and its day is what begins the article, not another headline.
fn is_lead(parts: &[Part<'_>], at: usize) -> bool {
    let kind = |back: usize| at.checked_sub(back).and_then(|at| parts.get(at)).map(|part| &part.kind);
    let dated = parts.get(at + 1).is_some_and(|below| stamp(below.text).is_some());
    matches!(kind(1), Some(Kind::Stamp(_))) && kind(2) == Some(&Kind::Heading(Class::Bold)) && !dated
}

/// `CHƯƠNG IV`
fn is_chapter(text: &str) -> bool {
    let words = text.split_whitespace().map(|word| word.trim_end_matches(['.', ')', ':']));
    words
        .filter(|word| !word.is_empty())
        .any(|word| word.bytes().all(|byte| b"IVX".contains(&byte) || byte.is_ascii_digit()))
}

/// `Bài, ảnh: Thu Cầm`
fn named_with_role(text: &str) -> Option<Vec<String>> {
    text.contains(':').then(|| names(text)).flatten()
}

/// The day in a line that says little else: `(Tin ngày 21/4/2023)`, `Hồng Lam, ngày 21 tháng 4 năm 2023`.
fn stamp(text: &str) -> Option<Date> {
    const LONGEST: usize = 70;
    const WORDS: [&str; 16] = [
        "tin", "ngay", "dang", "bai", "cap", "nhat", "luc", "thu", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "ra",
    ];
    if text.chars().count() > LONGEST {
        return None;
    }
    let days = written_days(text);
    let [(range, date)] = days.as_slice() else { return None };
    let around = format!("{} {}", text.get(..range.start)?, text.get(range.end..)?);
    let is_known = |word: &str| {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let folded = fold(word);
        let number_of_issue = folded == "so";
        let known = capital || word.bytes().any(|byte| byte.is_ascii_digit()) || WORDS.contains(&folded.as_str());
        known && !number_of_issue
    };
    let words: Vec<&str> = around.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (words.len() <= 8 && words.into_iter().all(is_known)).then_some(*date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_below_headlines() {
        for text in
            ["(Tin ngày 21/4/2023)", "Hồng Lam, ngày 21 tháng 4 năm 2023", "Thứ sáu, 21/4/2023 08:15", "21.4.2023"]
        {
            assert_eq!(stamp(text).map(|day| day.to_string()).as_deref(), Some("2023-04-21"), "{text}");
        }
        for text in ["Ngày 21/4/2023, UBND tỉnh họp.", "2/9/1945 - 2/9/2023", "Kế hoạch đến 21/4/2023 phải xong"]
        {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn signs_and_sources_and_numbers() {
        for text in ["* * *", "-----", "---o0o---", "______"] {
            assert!(is_separator(text), "{text}");
        }
        assert!(!is_separator("3") && !is_separator("Tin"));
        for text in ["(Theo TTXVN)", "Theo Báo Hồng Lam", "Nguồn: Cổng thông tin điện tử tỉnh"] {
            assert!(is_source(text), "{text}");
        }
        for text in ["Theo ông Khoát, lũ đã xuống.", "Nguồn nước sạch về xã Vạn Thọ"] {
            assert!(!is_source(text), "{text}");
        }
        assert_eq!((number("12. Sông Lam"), number("2023"), number("1.200 hộ")), (Some(12), None, None));
        assert_eq!((without_number("II. TIN TRONG TỈNH"), without_number("Vi. ")), ("TIN TRONG TỈNH", "Vi. "));
    }

    #[test]
    fn names_of_authors() {
        for text in ["MINH TRUẬT", "Minh Truật", "Bài, ảnh: Minh Truật"] {
            assert_eq!(names(text), Some(vec!["Minh Truật".to_owned()]), "{text}");
        }
        assert_eq!(names("Sông Lam xuống nhanh"), None);
    }
}
