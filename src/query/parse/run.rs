//! A run of characters → words, compounds, and the sign behind them.

use std::ops::Range;

use super::{Node, Word};
use crate::text::token::Scanner;
use crate::text::{is_apostrophe, is_dash};

/// What stands behind a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Plain,
    Prefix,
    Fuzzy,
}

pub(super) fn split_ending(run: &str) -> (&str, Ending) {
    let run = run.trim_end_matches([',', '.', ';', ':', '!', '?']);
    if let Some(body) = run.strip_suffix('*') {
        return (body.trim_end_matches('*'), Ending::Prefix);
    }
    match run.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('~') {
        Some(body) => (body.trim_end_matches('~'), Ending::Fuzzy),
        None => (run, Ending::Plain),
    }
}

/// The words of a run; those that one joining sign holds together are one compound.
pub(super) fn compounds(run: &str) -> Vec<Vec<Word>> {
    let mut scanner = Scanner::new(run);
    let mut all: Vec<Vec<Word>> = Vec::new();
    let mut end = 0;
    while scanner.advance() {
        let word = Word::at(&scanner, run, false);
        match all.last_mut() {
            Some(compound) if joins(run, end..scanner.byte_range.start) => compound.push(word),
            _ => all.push(vec![word]),
        }
        end = scanner.byte_range.end;
    }
    all
}

fn joins(run: &str, gap: Range<usize>) -> bool {
    let is_digit = |at: usize| run.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut signs = run[gap.clone()].chars();
    match (signs.next(), signs.next()) {
        (None, _) => true,
        (Some(':'), None) => gap.start > 0 && is_digit(gap.start - 1) && is_digit(gap.end),
        (Some(sign), None) => {
            matches!(sign, '/' | '.' | '@' | '&' | '_' | '+' | '\\') || is_dash(sign) || is_apostrophe(sign)
        }
        _ => false,
    }
}

pub(super) fn word_or_phrase(mut words: Vec<Word>) -> Node {
    match words.len() {
        1 => words.pop().map_or(Node::Empty, Node::Word),
        _ => Node::Phrase(words),
    }
}

/// The sign behind a compound belongs to its last part.
pub(super) fn with_ending(node: Node, ending: Ending) -> Vec<Node> {
    let (before, last) = match node {
        Node::Word(word) => (Vec::new(), Some(word)),
        Node::Phrase(mut words) => {
            let last = words.pop();
            (words, last)
        }
        other => return vec![other],
    };
    let make = if ending == Ending::Prefix { Node::Prefix } else { Node::Fuzzy };
    let before = (!before.is_empty()).then(|| word_or_phrase(before));
    before.into_iter().chain(last.map(make)).collect()
}
