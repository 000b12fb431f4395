//! Lexemes → the tree and the filters.
//!
//! ```text
//! group   := branch (OR branch)*           what is left out is left out of the whole group
//! branch  := (MINUS? operand)*
//! operand := run | quoted | OPEN group CLOSE | title: operand | filter: value
//! ```

use std::ops::Range;

use super::lex::{Field, Kind, Lexeme};
use super::notes::Notes;
use super::run::{Ending, compounds, split_ending, with_ending, word_or_phrase};
use super::{Filter, FilterKind, MOST_WORDS, Node, Word, words_of};
use crate::text::token::Scanner;

/// How deep parentheses may stand in one another.
const DEEPEST: usize = 64;

/// The tree, and the filters with the byte at which each begins.
pub(super) fn read(text: &str, lexemes: &[Lexeme], notes: &mut Notes) -> (Node, Vec<Filter>) {
    let mut reader =
        Reader { text, lexemes, next: 0, depth: 0, room: MOST_WORDS, is_full: false, filters: Vec::new(), notes };
    let root = reader.group();
    (root, reader.filters)
}

struct Reader<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    next: usize,
    depth: usize,
    /// How many more words are taken.
    room: usize,
    is_full: bool,
    filters: Vec<Filter>,
    notes: &'a mut Notes,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.next)
    }

    fn next_is(&self, kind: Kind) -> bool {
        self.peek().is_some_and(|lexeme| lexeme.kind == kind)
    }

    /// Up to the closing parenthesis of this group, which is left standing, or to the end.
    fn group(&mut self) -> Node {
        let (mut branches, mut without) = (vec![Vec::new()], Vec::new());
        let first_filter = self.filters.len();
        let mut last_or = 0;
        while let Some(lexeme) = self.peek() {
            match lexeme.kind {
                Kind::Close if self.depth > 0 => break,
                Kind::Or => {
                    last_or = lexeme.range.start;
                    self.next += 1;
                    self.begin_branch(&mut branches, last_or);
                }
                Kind::Minus => without.extend(self.excluded()),
                _ => {
                    let node = self.operand();
                    if let Some(branch) = branches.last_mut() {
                        node.into_iter().for_each(|node| push_flat(branch, node));
                    }
                }
            }
        }
        if branches.len() > 1 {
            self.end_branches(&mut branches, last_or, first_filter);
        }
        let mut nodes = Vec::new();
        push_flat(&mut nodes, any_of(branches.into_iter().map(all_of).collect()));
        nodes.extend(without);
        all_of(nodes)
    }

    fn begin_branch(&mut self, branches: &mut Vec<Vec<Node>>, or: usize) {
        if branches.last().is_some_and(Vec::is_empty) {
            self.notes.add(or, "`OR` has no word before it; it is ignored");
        } else {
            branches.push(Vec::new());
        }
    }

    fn end_branches(&mut self, branches: &mut Vec<Vec<Node>>, or: usize, first_filter: usize) {
        if branches.last().is_some_and(Vec::is_empty) {
            branches.pop();
            if !self.is_full {
                self.notes.add(or, "`OR` has no word behind it; it is ignored");
            }
        }
        if let Some(filter) = self.filters.get(first_filter) {
            self.notes.add(filter.at, "a filter holds for both sides of `OR`");
        }
    }

    /// A minus and what it leaves out.
    fn excluded(&mut self) -> Option<Node> {
        self.next += 1;
        let first_filter = self.filters.len();
        let node = self.operand();
        if let Some(filter) = self.filters.drain(first_filter..).next() {
            self.notes.add(filter.at, "a filter can't be left out with a minus; it is ignored");
        }
        node.map(|node| Node::Not(Box::new(node)))
    }

    /// One operand; `None` where it holds no word.
    fn operand(&mut self) -> Option<Node> {
        let lexeme = self.peek()?;
        self.next += 1;
        let range = lexeme.range.clone();
        match lexeme.kind {
            Kind::Run => self.run(range),
            Kind::Quoted => self.quoted(range),
            Kind::Open => self.parenthesis(range.start),
            Kind::Field(Field::Title) => self.title(range),
            Kind::Field(Field::Filter(kind)) => {
                self.filter(kind, range);
                None
            }
            Kind::Close => {
                self.notes.add(range.start, "this parenthesis closes nothing; it is ignored");
                None
            }
            Kind::Or | Kind::Minus => {
                self.next -= 1;
                None
            }
        }
    }

    fn parenthesis(&mut self, open: usize) -> Option<Node> {
        if self.depth == DEEPEST {
            self.notes.add(open, format!("parentheses deeper than {DEEPEST} are ignored"));
            return None;
        }
        self.depth += 1;
        let node = self.group();
        self.depth -= 1;
        if self.next_is(Kind::Close) {
            self.next += 1;
        } else if !self.is_full {
            self.notes.add(open, "this parenthesis is not closed; all that follows is taken into it");
        }
        (node != Node::Empty).then_some(node)
    }

    fn title(&mut self, field: Range<usize>) -> Option<Node> {
        let has_value = self.peek().is_some_and(|next| matches!(next.kind, Kind::Run | Kind::Quoted | Kind::Open));
        let node = if has_value { self.operand() } else { None };
        if node.is_none() && !self.is_full {
            self.note_no_value(&field);
        }
        node.map(|node| Node::Title(Box::new(node)))
    }

    fn filter(&mut self, kind: FilterKind, field: Range<usize>) {
        let value = match self.peek().map(|next| next.kind) {
            Some(Kind::Run | Kind::Quoted) => {
                self.next += 1;
                self.text.get(self.lexemes[self.next - 1].range.clone())
            }
            Some(Kind::Open) => self.parenthesised(),
            _ => None,
        };
        let value = value.map(|value| value.trim().trim_matches([',', ';', '*', '~'])).unwrap_or_default();
        if value.contains(char::is_alphanumeric) {
            self.filters.push(Filter { kind, value: value.to_owned(), at: field.start });
        } else {
            self.note_no_value(&field);
        }
    }

    /// `official:(ngo dong hai)`: all up to the next closing parenthesis.
    fn parenthesised(&mut self) -> Option<&'a str> {
        let open = self.peek()?.range.end;
        while self.peek().is_some_and(|lexeme| lexeme.kind != Kind::Close) {
            self.next += 1;
        }
        let close = self.peek().map_or(self.text.len(), |close| close.range.start);
        self.next = self.lexemes.len().min(self.next + 1);
        self.text.get(open..close)
    }

    fn note_no_value(&mut self, field: &Range<usize>) {
        self.notes.add(field.start, format!("`{}` has no value; it is ignored", &self.text[field.clone()]));
    }

    fn quoted(&mut self, range: Range<usize>) -> Option<Node> {
        let words = self.admit(words_of(&self.text[range.clone()], true), &range, 0);
        (!words.is_empty()).then_some(Node::Phrase(words))
    }

    fn run(&mut self, range: Range<usize>) -> Option<Node> {
        let (body, ending) = split_ending(&self.text[range.clone()]);
        let (mut nodes, mut taken) = (Vec::new(), 0);
        for words in compounds(body) {
            let words = self.admit(words, &range, taken);
            taken += words.len();
            if !words.is_empty() {
                nodes.push(word_or_phrase(words));
            }
            if self.is_full {
                break;
            }
        }
        self.note_signs(&range, body, ending, taken);
        let marked = if ending == Ending::Plain { None } else { nodes.pop() };
        nodes.extend(marked.into_iter().flat_map(|last| with_ending(last, ending)));
        Some(all_of(nodes)).filter(|node| *node != Node::Empty)
    }

    /// `*` and `~` that don't stand behind a word.
    fn note_signs(&mut self, range: &Range<usize>, body: &str, ending: Ending, words: usize) {
        let is_before_word = |at: &usize| *at > 0 && body[at + 1..].contains(char::is_alphanumeric);
        if words == 0 && ending != Ending::Plain && !self.is_full {
            let signs = &self.text[range.clone()];
            self.notes.add(range.start, format!("`{signs}` has no word before it; it is ignored"));
        } else if let Some(sign) = body.find(['*', '~']).filter(is_before_word) {
            let message = format!("`{}` counts only behind a word; it is ignored", &body[sign..=sign]);
            self.notes.add(range.start + sign, message);
        }
    }

    /// As many of `words` as there is room for; `taken` words of `range` have been admitted before.
    fn admit(&mut self, mut words: Vec<Word>, range: &Range<usize>, taken: usize) -> Vec<Word> {
        if words.len() > self.room {
            words.truncate(self.room);
            let ignored = word_start(&self.text[range.clone()], taken + self.room).unwrap_or_default();
            let message = format!("only the first {MOST_WORDS} words are searched; from here on ignored");
            self.notes.add(range.start + ignored, message);
            self.is_full = true;
            self.next = self.lexemes.len();
        }
        self.room -= words.len();
        words
    }
}

/// Where the word number `number`, counted from 0, begins.
fn word_start(text: &str, number: usize) -> Option<usize> {
    let mut scanner = Scanner::new(text);
    (0..=number).all(|_| scanner.advance()).then_some(scanner.byte_range.start)
}

fn push_flat(nodes: &mut Vec<Node>, node: Node) {
    match node {
        Node::Empty => {}
        Node::All(inner) => nodes.extend(inner),
        other => nodes.push(other),
    }
}

fn all_of(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        0 => Node::Empty,
        1 => nodes.pop().unwrap_or(Node::Empty),
        _ => Node::All(nodes),
    }
}

fn any_of(branches: Vec<Node>) -> Node {
    let mut nodes = Vec::new();
    for branch in branches {
        match branch {
            Node::Empty => {}
            Node::Any(inner) => nodes.extend(inner),
            other => nodes.push(other),
        }
    }
    if nodes.len() > 1 { Node::Any(nodes) } else { all_of(nodes) }
}
