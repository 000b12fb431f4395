//! A normalised query → lexemes. Linear; nothing is an error.

use std::ops::Range;

use super::FilterKind;
use super::notes::Notes;
use crate::text::{is_dash, is_double_quote};

/// A piece of the query that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    /// Bytes of the normalised query; of a quotation, what stands inside.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Or,
    Minus,
    Field(Field),
    Quoted,
    /// Characters without a space, parenthesis or double quote.
    Run,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Filter(FilterKind),
}

const FIELDS: [(&str, Field); 7] = [
    ("title", Field::Title),
    ("official", Field::Filter(FilterKind::Official)),
    ("role", Field::Filter(FilterKind::Role)),
    ("source", Field::Filter(FilterKind::Source)),
    ("date", Field::Filter(FilterKind::Date)),
    ("from", Field::Filter(FilterKind::From)),
    ("to", Field::Filter(FilterKind::To)),
];

/// Cuts a normalised query into lexemes.
pub(super) fn lex(text: &str, notes: &mut Notes) -> Vec<Lexeme> {
    let mut lexer = Lexer { text, at: 0, before: None, lexemes: Vec::new(), notes };
    while let Some(c) = lexer.peek() {
        lexer.step(c);
    }
    lexer.lexemes
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// The character before `at`.
    before: Option<char>,
    lexemes: Vec<Lexeme>,
    notes: &'a mut Notes,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn move_to(&mut self, at: usize) {
        self.before = self.text[self.at..at].chars().next_back().or(self.before);
        self.at = at;
    }

    fn push(&mut self, kind: Kind, len: usize) {
        self.lexemes.push(Lexeme { kind, range: self.at..self.at + len });
        self.move_to(self.at + len);
    }

    fn step(&mut self, c: char) {
        match c {
            '(' => self.push(Kind::Open, 1),
            ')' => self.push(Kind::Close, 1),
            '-' | '\u{2212}' if self.is_minus() => self.push(Kind::Minus, c.len_utf8()),
            _ if c.is_whitespace() => self.move_to(self.at + c.len_utf8()),
            _ if is_double_quote(c) => self.quotation(c),
            _ => self.run(),
        }
    }

    /// A minus stands at the beginning of a word, with a word, quote or group at once behind it.
    fn is_minus(&self) -> bool {
        let begins = self.before.is_none_or(|c| c.is_whitespace() || c == '(');
        let next = self.rest().chars().nth(1);
        begins && next.is_some_and(|c| !c.is_whitespace() && c != ')' && !is_dash(c))
    }

    fn quotation(&mut self, quote: char) {
        let inside = self.at + quote.len_utf8();
        let is_inch = matches!(quote, '"' | '″') && self.before.is_some_and(|c| c.is_ascii_digit());
        let closing =
            if is_inch { None } else { self.text[inside..].char_indices().find(|(_, c)| is_double_quote(*c)) };
        match closing {
            Some((len, closing)) => {
                self.lexemes.push(Lexeme { kind: Kind::Quoted, range: inside..inside + len });
                self.move_to(inside + len + closing.len_utf8());
                self.phrase_suffix();
            }
            None => {
                if !is_inch {
                    self.notes.add(self.at, "this quotation mark is not closed; it is ignored");
                }
                self.move_to(inside);
            }
        }
    }

    /// `"…"~3` and `"…"*` of other tools.
    fn phrase_suffix(&mut self) {
        let len = match self.peek() {
            Some('*') => 1,
            Some('~') => 1 + self.text[self.at + 1..].bytes().take_while(u8::is_ascii_digit).count(),
            _ => return,
        };
        self.notes.add(self.at, format!("`{}` behind a phrase is ignored", &self.text[self.at..self.at + len]));
        self.move_to(self.at + len);
    }

    fn run(&mut self) {
        if let Some((field, len)) = field(self.rest()) {
            return self.push(Kind::Field(field), len);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_double_quote(c);
        let len = self.rest().find(ends).unwrap_or(self.rest().len());
        let run = &self.text[self.at..self.at + len];
        if let Some(name) = unknown_field(run, self.text[self.at + len..].chars().next()) {
            let known = FIELDS.map(|(name, _)| name).join(", ");
            self.notes.add(self.at, format!("`{name}:` is not a field ({known}); taken as words"));
        }
        let kind = if matches!(run, "OR" | "HOẶC") { Kind::Or } else { Kind::Run };
        self.push(kind, len);
    }
}

/// The field that a run begins with, and how many bytes it takes with its colon.
fn field(run: &str) -> Option<(Field, usize)> {
    let is_named = |name: &str| run.get(..name.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(name));
    let (name, field) = FIELDS.iter().find(|(name, _)| is_named(name) && run[name.len()..].starts_with(':'))?;
    Some((*field, name.len() + 1))
}

/// `name:value` or `name:"…"` where `name` is a word.
fn unknown_field(run: &str, next: Option<char>) -> Option<&str> {
    let (name, value) = run.split_once(':')?;
    let has_value = value.chars().next().or(next).is_some_and(|c| c.is_alphanumeric() || is_double_quote(c));
    (has_value && !name.is_empty() && name.chars().all(char::is_alphabetic)).then_some(name)
}
