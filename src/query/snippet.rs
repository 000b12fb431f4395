//! Snippets: the fragments of a text that show best what was looked for, and what to mark in them.
//!
//! 1. `find`: one walk over the tokens finds words, phrases, prefixes and near words; what really matched is marked;
//! 2. `choose`: a window slides over what was found; the one that shows most of the query wins, then the one that
//!    shows most of the rest;
//! 3. `cut`: a window is widened to the borders of its sentence, of a clause, or of a word.

mod choose;
mod cut;
mod find;
mod wanted;

use std::ops::Range;

pub use wanted::Wanted;

use choose::Chosen;
use find::{Hit, Walked};

use super::parse::Word;

/// The most fragments of one text.
const MOST_FRAGMENTS: usize = 100;

/// A fragment of a text on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The fragment: line ends and runs of spaces are one space; `…` where it is cut inside a sentence.
    pub text: String,
    /// What matched, in characters of `text`, end exclusive, ascending, not overlapping.
    pub marks: Vec<(usize, usize)>,
    /// Where the fragment stands in the whole text, in bytes, end exclusive.
    pub byte_range: Range<usize>,
}

/// The best fragments of a normalised text, at most `n`, of about `max_chars` characters each, in text order; they
/// don't overlap. Its beginning where nothing that is wanted stands in the text; none where the text is empty.
///
/// ```
/// use bantin::query::parse::parse;
/// use bantin::query::snippet::snippets;
/// let text = "Tỉnh Hồng Lam họp báo. Thu ngân sách tám tháng đạt khá.\nTrời nắng.";
/// let found = snippets(text, &parse("\"ngan sach\"").wanted(false), 1, 40);
/// assert_eq!(found[0].text, "Thu ngân sách tám tháng đạt khá.");
/// assert_eq!(found[0].marks, [(4, 13)]);
/// ```
pub fn snippets(text: &str, wanted: &Wanted, n: usize, max_chars: usize) -> Vec<Snippet> {
    LookedThrough::new(text, wanted, max_chars).snippets(n)
}

/// What matches in a normalised text, in bytes, end exclusive, ascending, not overlapping.
pub fn marks(text: &str, wanted: &Wanted) -> Vec<Range<usize>> {
    united(&find::walk(text, wanted, 0).hits)
}

/// A normalised text that was looked through for what is wanted.
pub(super) struct LookedThrough<'a> {
    text: &'a str,
    wanted: &'a Wanted,
    max_chars: usize,
    walked: Walked,
}

impl<'a> LookedThrough<'a> {
    /// Fragments of it will be about `max_chars` characters long.
    pub(super) fn new(text: &'a str, wanted: &'a Wanted, max_chars: usize) -> LookedThrough<'a> {
        LookedThrough { text, wanted, max_chars, walked: find::walk(text, wanted, max_chars) }
    }

    /// The best fragments: see [`snippets`].
    pub(super) fn snippets(&self, n: usize) -> Vec<Snippet> {
        let LookedThrough { text, max_chars, .. } = *self;
        let hits = &self.walked.hits;
        let marks = united(hits);
        let mut chosen = choose::fragments(text, hits, &self.wanted.patterns, n.min(MOST_FRAGMENTS), max_chars);
        if chosen.is_empty() && n > 0 {
            chosen.extend(cut::beginning(text, max_chars));
        }
        chosen.iter().map(|fragment| single_line(text, fragment, &marks)).collect()
    }

    /// Whether the word stands in the text as it was typed; `None` where it was not looked for in all letters that it
    /// may have.
    pub(super) fn has(&self, word: &Word) -> Option<bool> {
        let number = self.wanted.patterns.exact_form(word)?;
        let has = self.walked.exact.get(number).is_some_and(|has| *has);
        (has || !may_have_other_letters(word)).then_some(has)
    }
}

/// Whether the same exact form may be written with other letters: `Mĩ` for `Mỹ`.
fn may_have_other_letters(word: &Word) -> bool {
    let letters = word.exact.split_once('~').map_or(word.exact.as_str(), |(letters, _)| letters);
    letters.ends_with('i') && letters.len() <= "qui".len()
}

/// The sentence of a normalised text that holds `range`, in bytes; the range itself where it is no part of the text.
pub(super) fn sentence_around(text: &str, range: Range<usize>) -> Range<usize> {
    match text.get(range.clone()) {
        Some(_) => cut::sentence(text, range),
        None => range,
    }
}

/// Overlapping hits as one mark.
fn united(hits: &[Hit]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits {
        match marks.last_mut() {
            Some(last) if hit.range.start < last.end => last.end = last.end.max(hit.range.end),
            _ => marks.push(hit.range.clone()),
        }
    }
    marks
}

/// Writes a fragment on one line and moves the marks with it.
fn single_line(text: &str, fragment: &Chosen, marks: &[Range<usize>]) -> Snippet {
    let Chosen { range, cut_before, cut_behind } = fragment;
    let mut line = Line { text: String::with_capacity(range.len() + 2 * '…'.len_utf8()), chars: 0 };
    if *cut_before {
        line.push('…');
    }
    let first = marks.partition_point(|mark| mark.end <= range.start);
    let behind = first + marks[first..].partition_point(|mark| mark.start < range.end);
    let mut inside = Vec::with_capacity(behind - first);
    let mut at = range.start;
    for mark in &marks[first..behind] {
        let mark = mark.start.max(range.start)..mark.end.min(range.end);
        line.push_str(&text[at..mark.start]);
        let start = line.chars;
        line.push_str(&text[mark.clone()]);
        inside.push((start, line.chars));
        at = mark.end;
    }
    line.push_str(&text[at..range.end]);
    if *cut_behind {
        line.push('…');
    }
    Snippet { text: line.text, marks: inside, byte_range: range.clone() }
}

/// Text on one line that knows how many characters it has.
struct Line {
    text: String,
    chars: usize,
}

impl Line {
    fn push(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    fn push_str(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.push(c);
            } else if !self.text.ends_with(' ') {
                self.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests;
