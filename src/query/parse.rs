//! The query language, read leniently: whatever can't be understood is passed over, with a warning that says at
//! which character; the rest is searched.
//!
//! | typed | means |
//! | --- | --- |
//! | `thu ngân sách` | all words |
//! | `"thu ngân sách"` | the phrase; curled quotes too |
//! | `bí thư OR chủ tịch` | either run of words; `HOẶC` too |
//! | `-huyện`, `-"huyện ủy"`, `-(…)` | not in the article, whichever side of an `OR` it stands on |
//! | `ngân*`, `hung~` | words that begin so, words one letter off |
//! | `title:word`, `title:"a phrase"`, `title:(…)` | in the headline |
//! | `official:` `role:` `source:` `date:` `from:` `to:` | filters; several words need quotes |
//! | `21-NQ/TW` | a compound: the phrase of its parts |

mod grammar;
mod lex;
mod notes;
mod run;

use super::response::Warning;
use super::snippet::Wanted;
use super::spelling::Spellings;
use crate::text::fold::is_marked;
use crate::text::normalise::normalise_mapped;
use crate::text::token::Scanner;

/// The most words of a query that are searched; the rest is ignored.
pub const MOST_WORDS: usize = 256;

/// A word as typed, in both its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case without marks.
    pub folded: String,
    /// Lower case with the tone mark at the end.
    pub exact: String,
    /// Whether any mark was typed; of another spelling, whether its marks are demanded.
    pub marked: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

/// What is asked of an article's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Nothing is asked.
    Empty,
    /// One word.
    Word(Word),
    /// Words one behind the other.
    Phrase(Vec<Word>),
    /// Words that begin so.
    Prefix(Word),
    /// Words at most one letter off.
    Fuzzy(Word),
    /// What must hold of the headline.
    Title(Box<Node>),
    /// All must hold.
    All(Vec<Node>),
    /// At least one must hold.
    Any(Vec<Node>),
    /// Must not hold.
    Not(Box<Node>),
}

/// What a filter is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterKind {
    /// The name of an official.
    Official,
    /// A post.
    Role,
    /// The paper or site.
    Source,
    /// The day, month or year itself.
    Date,
    /// The first day.
    From,
    /// The last day.
    To,
}

/// A filter written into the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What it is held against.
    pub kind: FilterKind,
    /// The value, normalised, without its quotation marks.
    pub value: String,
    /// 0-based character of the query as typed at which the filter begins.
    pub at: usize,
}

/// A query, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What is asked of the words.
    pub root: Node,
    /// Filters, in typed order; all must hold.
    pub filters: Vec<Filter>,
    /// What was passed over or taken otherwise than typed, in typed order.
    pub warnings: Vec<Warning>,
}

/// Understands a query as far as it can be understood; never fails.
///
/// ```
/// use bantin::query::parse::{Node, parse};
/// let parsed = parse("thu ngân sách official:\"luu dinh khoat\"");
/// assert!(matches!(parsed.root, Node::All(words) if words.len() == 3));
/// assert_eq!((parsed.filters[0].value.as_str(), parsed.filters[0].at), ("luu dinh khoat", 14));
///
/// let unclosed = parse("(thu OR chi");
/// assert_eq!(unclosed.warnings[0].at, 0);
/// ```
pub fn parse(typed: &str) -> Parsed {
    let mapped = normalise_mapped(typed);
    let mut notes = notes::Notes::default();
    let lexemes = lex::lex(&mapped.text, &mut notes);
    let (root, mut filters) = grammar::read(&mapped.text, &lexemes, &mut notes);
    if filters.is_empty() {
        note_lack_of_words(&root, &mapped.text, &mut notes);
    }
    let mut position = notes::Position::new(typed, &mapped);
    for filter in &mut filters {
        filter.at = position.of(filter.at);
    }
    Parsed { root, filters, warnings: notes.into_warnings(notes::Position::new(typed, &mapped)) }
}

fn note_lack_of_words(root: &Node, text: &str, notes: &mut notes::Notes) {
    if *root == Node::Empty && !text.trim().is_empty() {
        notes.add(0, "no word to search for: only letters and digits make words");
    } else if only_excludes(root) {
        notes.add(0, "only words to leave out: every other article is a hit; add a word that must be there");
    }
}

fn only_excludes(node: &Node) -> bool {
    match node {
        Node::Not(_) => true,
        Node::All(nodes) => !nodes.is_empty() && nodes.iter().all(only_excludes),
        Node::Any(nodes) => nodes.iter().any(only_excludes),
        _ => false,
    }
}

impl Parsed {
    /// All words that an article should hold, in typed order; not those to be left out.
    pub fn words(&self) -> Vec<&Word> {
        let mut words = Vec::new();
        self.root.push_words(&mut words);
        words
    }

    /// What to mark in a text; `exact` where marks must be as typed. Words asked of the headline are not marked.
    pub fn wanted(&self, exact: bool) -> Wanted {
        Wanted::new(&self.root, exact)
    }

    /// Lets each run of words that has other spellings stand for all of them.
    pub fn spell(&mut self, spellings: &Spellings) {
        spellings.widen(&mut self.root);
    }

    /// Whether a text that has the words for which `has` holds is spelled as typed. Of several spellings one
    /// suffices; prefixes, words one letter off and words left out don't count.
    pub fn is_spelled_as_typed(&self, has: impl Fn(&Word) -> bool) -> bool {
        self.root.is_spelled_as_typed(&has)
    }
}

impl Node {
    fn push_words<'a>(&'a self, words: &mut Vec<&'a Word>) {
        match self {
            Node::Empty | Node::Not(_) => {}
            Node::Word(word) | Node::Prefix(word) | Node::Fuzzy(word) => words.push(word),
            Node::Phrase(phrase) => words.extend(phrase),
            Node::Title(inner) => inner.push_words(words),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| node.push_words(words)),
        }
    }

    fn is_spelled_as_typed(&self, has: &impl Fn(&Word) -> bool) -> bool {
        match self {
            Node::Empty | Node::Not(_) | Node::Prefix(_) | Node::Fuzzy(_) => true,
            Node::Word(word) => has(word),
            Node::Phrase(words) => words.iter().all(has),
            Node::Title(inner) => inner.is_spelled_as_typed(has),
            Node::All(nodes) => nodes.iter().all(|node| node.is_spelled_as_typed(has)),
            Node::Any(nodes) => nodes.iter().any(|node| node.is_spelled_as_typed(has)),
        }
    }
}

impl Word {
    /// The word that a scanner stands at, in `text`.
    pub(super) fn at(scanner: &Scanner<'_>, text: &str, quoted: bool) -> Word {
        let marked = scanner.differs && is_marked(&text[scanner.byte_range.clone()]);
        Word { folded: scanner.folded.clone(), exact: scanner.exact.clone(), marked, quoted }
    }
}

/// All words of a normalised text.
pub(super) fn words_of(text: &str, quoted: bool) -> Vec<Word> {
    let mut scanner = Scanner::new(text);
    std::iter::from_fn(|| scanner.advance().then(|| Word::at(&scanner, text, quoted))).collect()
}

#[cfg(test)]
mod tests;
