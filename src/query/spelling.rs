//! Same thing, other spelling: abbreviations and names of places, widened when a question is asked.
//!
//! Family names are never in the table: Hoàng and Huỳnh, Vũ and Võ are different people.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::parse::{Node, Word, words_of};
use crate::text::fold::fold_char;
use crate::text::normalise::normalise;
use crate::text::token::{Scanner, next_token, token_start};

const BUILTIN: &str = include_str!("spellings.tsv");

/// Marks of a spelling of this many syllables needn't be demanded: without marks it is hardly ever anything else
/// (an unmarked pair stands for 1.16 spellings on average, a triple for almost always one).
const UNMISTAKABLE: usize = 3;

/// Groups of spellings of one thing. Making one costs nothing: a table is looked through when a question is widened.
///
/// ```
/// use bantin::query::parse::parse;
/// use bantin::query::spelling::Spellings;
/// let own = Spellings::parse("VPTU\tVăn phòng Tỉnh ủy").expect("two spellings");
/// let mut parsed = parse("VPTU");
/// parsed.spell(&Spellings::builtin().with(own));
/// assert_eq!(parsed.words().len(), 1 + 4);
/// ```
#[derive(Clone, Debug)]
pub struct Spellings {
    /// Normalised tables.
    tables: Vec<Cow<'static, str>>,
}

impl Spellings {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Spellings { tables: vec![Cow::Borrowed(BUILTIN)] }
    }

    /// A user's own table: one group a line, spellings separated by tabs, `#` before a comment.
    ///
    /// # Errors
    /// Names the first line that has fewer than two spellings, and what was found there.
    pub fn parse(table: &str) -> Result<Self, String> {
        let table = normalise(table).into_owned();
        for (number, line) in table.lines().enumerate() {
            let spellings = cells(line).count();
            if is_group(line) && spellings < 2 {
                let found = line.trim();
                return Err(format!(
                    "line {}: expected two or more spellings separated by tabs, found `{found}`",
                    number + 1
                ));
            }
        }
        Ok(Spellings { tables: vec![Cow::Owned(table)] })
    }

    /// Both tables as one; a spelling that stands in both has the company of both.
    pub fn with(mut self, other: Self) -> Self {
        self.tables.extend(other.tables);
        self
    }

    /// Lets each run of words that is one of the spellings stand for all of its group.
    pub(super) fn widen(&self, root: &mut Node) {
        let mut firsts = HashSet::new();
        first_words(root, &mut firsts);
        let lines = self.tables.iter().flat_map(|table| table.lines()).filter(|line| is_group(line));
        Candidates::of(lines, &firsts).widen(root);
    }
}

fn is_group(line: &str) -> bool {
    !line.starts_with('#') && !line.trim().is_empty()
}

/// The spellings of one line; cells without a word are none.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').filter(|cell| next_token(cell, 0).is_some())
}

/// Folded forms of all words of the query.
fn first_words(node: &Node, firsts: &mut HashSet<String>) {
    match node {
        Node::Word(word) => _ = firsts.insert(word.folded.clone()),
        Node::Phrase(words) => firsts.extend(words.iter().map(|word| word.folded.clone())),
        Node::Title(inner) | Node::Not(inner) => first_words(inner, firsts),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| first_words(node, firsts)),
        Node::Empty | Node::Prefix(_) | Node::Fuzzy(_) => {}
    }
}

/// A spelling that may stand in the query, with its group.
struct Candidate<'a> {
    words: Vec<Word>,
    line: &'a str,
}

/// Spellings by the folded form of their first word.
struct Candidates<'a>(HashMap<String, Vec<Candidate<'a>>>);

impl<'a> Candidates<'a> {
    /// Looks through the table once; only what begins with a word of the query is taken apart.
    fn of(lines: impl Iterator<Item = &'a str>, firsts: &HashSet<String>) -> Candidates<'a> {
        let mut all: HashMap<String, Vec<Candidate<'a>>> = HashMap::new();
        let letters: Vec<Option<char>> = firsts.iter().map(|first| first.chars().next()).collect();
        let mut scanner = Scanner::new("");
        for line in lines {
            for cell in line.split('\t') {
                let Some(start) = token_start(cell, 0) else { continue };
                // Taking a word apart costs more than all else here: most are told by their first letter.
                let letter = cell[start..].chars().next().map(|letter| fold_char(letter).unwrap_or(letter));
                if !letters.contains(&letter) {
                    continue;
                }
                scanner.go_over_to(cell);
                if scanner.advance() && firsts.contains(&scanner.folded) {
                    let candidate = Candidate { words: words_of(cell, false), line };
                    all.entry(scanner.folded.clone()).or_default().push(candidate);
                }
            }
        }
        Candidates(all)
    }

    fn widen(&self, node: &mut Node) {
        match node {
            Node::Empty | Node::Prefix(_) | Node::Fuzzy(_) => {}
            Node::Title(inner) | Node::Not(inner) => self.widen(inner),
            Node::Any(nodes) => nodes.iter_mut().for_each(|node| self.widen(node)),
            Node::All(nodes) => {
                let widened = self.widen_all(std::mem::take(nodes));
                *node = if widened.len() == 1 {
                    widened.into_iter().next().unwrap_or(Node::Empty)
                } else {
                    Node::All(widened)
                };
            }
            Node::Word(_) | Node::Phrase(_) => {
                if let Some((1, widened)) = self.longest(std::slice::from_ref(node)) {
                    *node = widened;
                }
            }
        }
    }

    fn widen_all(&self, mut nodes: Vec<Node>) -> Vec<Node> {
        let mut widened = Vec::with_capacity(nodes.len());
        let mut at = 0;
        while at < nodes.len() {
            if let Some((taken, node)) = self.longest(&nodes[at..]) {
                widened.push(node);
                at += taken;
            } else {
                let mut node = std::mem::replace(&mut nodes[at], Node::Empty);
                if !matches!(node, Node::Word(_) | Node::Phrase(_)) {
                    self.widen(&mut node);
                }
                widened.push(node);
                at += 1;
            }
        }
        widened
    }

    /// The longest spelling that `nodes` begin with: how many nodes it takes, and all of its group.
    fn longest(&self, nodes: &[Node]) -> Option<(usize, Node)> {
        let first = nodes.first().and_then(words_in)?.first()?;
        let candidates = self.0.get(&first.folded)?;
        let length = |candidate: &&Candidate<'_>| nodes_taken(nodes, &candidate.words).map(|_| candidate.words.len());
        let longest = candidates.iter().filter_map(|candidate| length(&candidate)).max()?;
        let meant = candidates.iter().filter(|candidate| length(candidate) == Some(longest));
        let taken = meant.clone().find_map(|candidate| nodes_taken(nodes, &candidate.words))?;
        let typed: Vec<Word> = nodes[..taken].iter().filter_map(words_in).flatten().cloned().collect();
        Some((taken, all_spellings(typed, meant.flat_map(|candidate| cells(candidate.line)))))
    }
}

fn words_in(node: &Node) -> Option<&[Word]> {
    match node {
        Node::Word(word) => Some(std::slice::from_ref(word)),
        Node::Phrase(words) => Some(words),
        _ => None,
    }
}

/// How many of `nodes` are, word for word, the spelling; a quoted phrase only by itself.
fn nodes_taken(nodes: &[Node], spelling: &[Word]) -> Option<usize> {
    let mut rest = spelling;
    for (at, node) in nodes.iter().enumerate() {
        let typed = words_in(node)?;
        let is_quoted = typed.iter().any(|word| word.quoted);
        let (begin, behind) = rest.split_at_checked(typed.len())?;
        if (is_quoted && typed.len() < spelling.len())
            || !typed.iter().zip(begin).all(|(word, own)| is_typed_as(word, own))
        {
            return None;
        }
        if behind.is_empty() {
            return Some(at + 1);
        }
        rest = behind;
    }
    None
}

/// Marks that were typed must be those of the spelling.
fn is_typed_as(typed: &Word, spelled: &Word) -> bool {
    if typed.marked { typed.exact == spelled.exact } else { typed.folded == spelled.folded }
}

/// What was typed, then the other spellings.
fn all_spellings<'a>(typed: Vec<Word>, others: impl Iterator<Item = &'a str>) -> Node {
    let finds = |own: &[Word]| typed.len() == own.len() && typed.iter().zip(own).all(|(word, own)| finds(word, own));
    let mut choices = vec![as_typed(&typed)];
    choices.extend(without_marks(&typed).map(Node::Phrase));
    for words in others.map(|cell| words_of(cell, false)).filter(|words| !finds(words)) {
        let choice = as_printed(words);
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    Node::Any(choices)
}

/// Whether what was typed finds this spelling anyhow.
fn finds(typed: &Word, other: &Word) -> bool {
    if typed.marked && typed.quoted { typed.exact == other.exact } else { typed.folded == other.folded }
}

fn as_typed(words: &[Word]) -> Node {
    match words {
        [word] if !word.quoted => Node::Word(word.clone()),
        _ => Node::Phrase(words.to_vec()),
    }
}

/// Words typed with marks but outside quotes are found with other marks too, as they would be one by one.
fn without_marks(typed: &[Word]) -> Option<Vec<Word>> {
    let is_lenient = typed.len() > 1 && typed.iter().any(|word| word.marked) && !typed.iter().any(|word| word.quoted);
    is_lenient.then(|| typed.iter().map(|word| Word { marked: false, ..word.clone() }).collect())
}

/// A spelling that wasn't typed: its marks, or that it has none, are demanded where it could be mistaken: `VAT` is
/// not `vật`.
fn as_printed(mut words: Vec<Word>) -> Node {
    let is_mistakable = words.len() < UNMISTAKABLE;
    words.iter_mut().for_each(|word| word.marked = is_mistakable);
    Node::Phrase(words)
}

#[cfg(test)]
mod tests;
