//! The words of a text with what stands between them, as the grammar of introductions reads them.
//!
//! What else is asked of every word of a text is told here too, so that no text is cut into words again for it: whether
//! a date can begin in it, and by what number it enters a sketch.

use std::cell::RefCell;
use std::ops::Range;

use super::foreign::is_strange_word;
use super::lexicon::{Kinds, Lexicon, ROOT, word_key};
use crate::analyse::dates;
use crate::text::fold::exact;
use crate::text::memo::Memo;
use crate::text::run::{end_of_run, start_of_run};
use crate::text::{is_apostrophe, is_dash, is_double_quote, is_letter_or_digit};

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces, or a line end inside a sentence.
    Space,
    /// A dash, slash, ampersand or full stop of an abbreviation, without spaces: `LĐ-TB&XH`, `TP.Lam`.
    Joint,
    Comma,
    Semicolon,
    Colon,
    /// A dash between spaces.
    Dash,
    Open,
    Close,
    /// The end of a sentence.
    Stop,
    /// The end of a paragraph.
    Break,
    /// Quotation marks and whatever else.
    Other,
}

impl Gap {
    /// Whether a phrase may go on over it.
    pub(super) fn joins(self) -> bool {
        matches!(self, Gap::Space | Gap::Joint)
    }

    /// Whether a sentence ends here.
    pub(super) fn ends_sentence(self) -> bool {
        matches!(self, Gap::Stop | Gap::Break)
    }
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Case {
    #[default]
    Lower,
    /// First letter only, or a single letter.
    Title,
    Upper,
    Digit,
}

/// A word of the text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The word in the lexicon's trie, under the root; 0 when no phrase begins with it.
    pub(super) node: u32,
    /// Of what kinds the phrases are that begin with it.
    pub(super) begins: Kinds,
    /// Hash of the exact form.
    pub(super) key: u64,
    pub(super) gap: Gap,
    pub(super) case: Case,
    /// All its letters are ASCII.
    pub(super) ascii: bool,
    /// It is no Vietnamese syllable.
    pub(super) strange: bool,
    /// A date may begin in it.
    may_begin_date: bool,
}

/// What a word is wherever it stands.
#[derive(Clone, Copy, Debug, Default)]
struct Spelling {
    node: u32,
    begins: Kinds,
    key: u64,
    case: Case,
    ascii: bool,
    strange: bool,
    may_begin_date: bool,
}

/// What is kept of a run of letters: that of the word, and whether it is one.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    spelling: Spelling,
    is_word: bool,
}

impl Spelling {
    fn of(written: &str, lexicon: &Lexicon) -> Spelling {
        let key = word_key(&exact(written));
        let node = lexicon.step(ROOT, key).unwrap_or(0);
        let begins = lexicon.through(node);
        let (case, strange) = (case_of(written), is_strange_word(written));
        let may_begin_date = dates::may_begin_in(written);
        Spelling { node, begins, key, case, ascii: written.is_ascii(), strange, may_begin_date }
    }
}

thread_local! {
    /// Of the lists in use, which stay the same as long as the program runs.
    static SPELLINGS: RefCell<Memo<Kept>> = RefCell::default();
}

impl Word {
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper)
    }
}

/// A text cut into words.
pub(in crate::analyse) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<Word>,
}

impl<'a> Words<'a> {
    /// All words of a normalised text; `lexicon` is that of the lists in use.
    pub(super) fn new(text: &'a str, lexicon: &'static Lexicon) -> Words<'a> {
        SPELLINGS.with_borrow_mut(|spellings| Words::with(text, lexicon, spellings))
    }

    fn with(text: &'a str, lexicon: &Lexicon, spellings: &mut Memo<Kept>) -> Words<'a> {
        let wrapped = is_wrapped(text);
        let mut all: Vec<Word> = Vec::with_capacity(text.len() / 5);
        let mut at = 0;
        while let Some(start) = start_of_run(text, at, is_inner) {
            let (end, spelling) = word_at(text, start, lexicon, spellings);
            let Spelling { node, begins, key, case, ascii, strange, may_begin_date } = spelling;
            let gap = match all.last() {
                Some(before) if start == before.end + 1 && text.as_bytes()[before.end] == b' ' => Gap::Space,
                Some(before) => gap(&text[at..start], &text[before.start..before.end], case, wrapped),
                None => Gap::Break,
            };
            all.push(Word { start, end, node, begins, key, gap, case, ascii, strange, may_begin_date });
            at = end;
        }
        Words { text, all }
    }

    /// A number for each word, in the order of the text: the same for all spellings that have one exact form.
    pub(in crate::analyse) fn keys(&self) -> impl Iterator<Item = u64> {
        self.all.iter().map(|word| word.key)
    }

    /// Where the words stand in which a date may begin, in bytes, in the order of the text.
    pub(in crate::analyse) fn may_begin_dates(&self) -> impl Iterator<Item = Range<usize>> {
        self.all.iter().filter(|word| word.may_begin_date).map(|word| word.start..word.end)
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.all.get(at)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The word as written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.get(at).and_then(|word| self.text.get(word.start..word.end)).unwrap_or("")
    }

    /// The gap before a word; the end of the text is the end of a paragraph.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.get(at).map_or(Gap::Break, |word| word.gap)
    }

    /// Where a range of words stands in the text, in bytes.
    pub(super) fn byte_range(&self, words: Range<usize>) -> Range<usize> {
        let start = self.get(words.start).map_or(self.text.len(), |word| word.start);
        let end = words.end.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |word| word.end);
        start..end.max(start)
    }

    /// A range of words as printed, lines joined, spaces single.
    pub(super) fn printed(&self, words: Range<usize>) -> String {
        let range = self.byte_range(words);
        let mut out = String::with_capacity(range.len());
        for part in self.text.get(range).unwrap_or("").split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    }
}

fn is_inner(c: char) -> bool {
    is_letter_or_digit(c)
}

/// The word that begins at `start`: the byte behind it, and what it is.
#[inline]
fn word_at(text: &str, start: usize, lexicon: &Lexicon, spellings: &mut Memo<Kept>) -> (usize, Spelling) {
    let keep = |run: &str| Kept { spelling: Spelling::of(run, lexicon), is_word: word_end(run, 0) == run.len() };
    let joins = |behind: Option<&u8>| matches!(behind, Some(b'\'' | b'`'));
    match spellings.run(text, start, keep) {
        Some((end, kept)) if kept.is_word && !joins(text.as_bytes().get(end)) => (end, kept.spelling),
        _ => {
            let end = word_end(text, start);
            (end, Spelling::of(&text[start..end], lexicon))
        }
    }
}

/// Where the word ends that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let end = end_of_run(text, start, is_inner);
    joined_end(text, start, end).unwrap_or(end)
}

/// `H'Yim`: one letter, an apostrophe, a letter.
fn joined_end(text: &str, start: usize, end: usize) -> Option<usize> {
    if text[start..end].chars().nth(1).is_some() {
        return None;
    }
    let mut after = text[end..].chars();
    let apostrophe = after.next().filter(|c| is_apostrophe(*c))?;
    after.next().filter(|c| c.is_alphabetic())?;
    Some(end_of_run(text, end + apostrophe.len_utf8(), is_inner))
}

fn case_of(word: &str) -> Case {
    let mut letters = word.chars();
    match letters.next() {
        Some(c) if c.is_numeric() => Case::Digit,
        Some(c) if c.is_uppercase() => match letters.next() {
            Some(next) if next.is_uppercase() => Case::Upper,
            _ => Case::Title,
        },
        _ => Case::Lower,
    }
}

/// What the characters between two words say.
fn gap(between: &str, before: &str, next: Case, wrapped: bool) -> Gap {
    let has_line_end = between.contains('\n');
    let spaced = between.contains(char::is_whitespace);
    for c in between.chars() {
        let found = match c {
            '\n' | ' ' | '\t' => continue,
            '.' if is_dotted(before) && !has_line_end => continue,
            '.' if !spaced && !ends_tightly(before, next) => continue,
            '.' | '!' | '?' | '…' | '•' | '*' => Gap::Stop,
            '/' | '&' => Gap::Joint,
            ',' => Gap::Comma,
            ';' => Gap::Semicolon,
            ':' => Gap::Colon,
            '(' | '[' => Gap::Open,
            ')' | ']' => Gap::Close,
            c if is_dash(c) && !spaced => Gap::Joint,
            c if is_dash(c) && has_line_end && between.trim_end_matches(|c| is_dash(c) || c == ' ').ends_with('\n') => {
                Gap::Break
            }
            c if is_dash(c) => Gap::Dash,
            c if is_double_quote(c) => Gap::Other,
            _ => Gap::Other,
        };
        return match found {
            Gap::Comma | Gap::Open | Gap::Colon | Gap::Dash | Gap::Joint | Gap::Close
                if has_line_end && between.contains('.') =>
            {
                Gap::Break
            }
            Gap::Comma if between.contains('(') => Gap::Open,
            Gap::Close if between.contains(';') => Gap::Semicolon,
            Gap::Close if between.contains(['.', '!', '?']) => Gap::Stop,
            Gap::Other if has_line_end => Gap::Break,
            Gap::Other if between.contains(['.', '!', '?']) => Gap::Stop,
            Gap::Other if between.contains('(') => Gap::Open,
            Gap::Close if has_line_end && !wrapped => Gap::Break,
            found => found,
        };
    }
    match has_line_end {
        true if between.matches('\n').count() > 1 => Gap::Break,
        true if wrapped || next == Case::Lower => Gap::Space,
        true => Gap::Break,
        false if spaced => Gap::Space,
        false => Gap::Joint,
    }
}

/// `… tổ chức.Thủ tướng`: a sentence ends although no space follows.
fn ends_tightly(before: &str, next: Case) -> bool {
    next == Case::Digit || next == Case::Title && before.chars().nth(1).is_some_and(char::is_lowercase)
}

/// Abbreviations written with a full stop that ends no sentence.
fn is_dotted(word: &str) -> bool {
    matches!(
        word,
        "TP" | "Tp"
            | "TX"
            | "Tx"
            | "TT"
            | "GS"
            | "PGS"
            | "TS"
            | "ThS"
            | "Ths"
            | "BS"
            | "Q"
            | "P"
            | "H"
            | "T"
            | "Ư"
            | "ĐT"
    )
}

/// Whether the lines of a text are cut to a width: most of them end inside a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut lines, mut open) = (0usize, 0usize);
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        lines += 1;
        let short = line.len() < 160;
        open += usize::from(short && !line.ends_with(['.', '!', '?', ':', '…', ';', '"', '”']));
    }
    lines >= 2 && open * 10 >= lines * 6
}
