//! What the sentence around a date says of its side of the day of publication.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// The words around a date, up to the ends of its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    before: &'a str,
    behind: &'a str,
}

/// How many bytes are looked at on each side.
const REACH: usize = 160;
/// Words of plans, terms and feasts.
const PLANNED: [&str; 14] = [
    "sẽ",
    "dự kiến",
    "Dự kiến",
    "hiệu lực",
    "sắp",
    "thời hạn",
    "chậm nhất",
    "kế hoạch",
    "hết hạn",
    "phấn đấu",
    "tới",
    "chuẩn bị",
    "dịp",
    "Dịp",
];
/// Words, close before a date, of what came before.
const TOLD_BEFORE: [&str; 7] = ["trước đó", "Trước đó", "Hồi ", "hồi ", "từng ", "vừa qua", "kể lại"];

/// What looks for these words, made once.
static FIND_PLANNED: LazyLock<[Finder<'static>; PLANNED.len()]> = LazyLock::new(|| PLANNED.map(Finder::new));
static FIND_TOLD_BEFORE: LazyLock<[Finder<'static>; TOLD_BEFORE.len()]> =
    LazyLock::new(|| TOLD_BEFORE.map(Finder::new));

impl<'a> Sentence<'a> {
    pub(super) fn around(text: &'a str, date: &Range<usize>) -> Sentence<'a> {
        let from = boundary(text, date.start.saturating_sub(REACH));
        let to = boundary(text, date.end.saturating_add(REACH));
        let before = text.get(from..date.start).unwrap_or_default();
        let behind = text.get(date.end..to).unwrap_or_default();
        let begins = before.rfind(is_end).map_or(0, |at| at + 1);
        let ends = behind.find(is_end).unwrap_or(behind.len());
        Sentence { before: &before[begins..], behind: &behind[..ends] }
    }

    /// Whether things to come are spoken of.
    pub(super) fn is_planned(self) -> bool {
        FIND_PLANNED.iter().any(|word| holds(self.before, word) || holds(self.behind, word))
    }

    /// Whether the date is said to lie before what was told.
    pub(super) fn is_told_before(self) -> bool {
        FIND_TOLD_BEFORE.iter().any(|word| word.find(self.before.as_bytes()).is_some())
    }
}

/// The next place at or behind `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The ends of sentences; a full stop in `29.12` cuts short, which does no harm.
fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n')
}

fn holds(text: &str, word: &Finder<'_>) -> bool {
    let length = word.needle().len();
    word.find_iter(text.as_bytes()).any(|at| {
        let bounded = |c: Option<char>| !c.is_some_and(char::is_alphabetic);
        bounded(text[..at].chars().next_back()) && bounded(text[at + length..].chars().next())
    })
}
