//! The tree of a query → what to look for in a text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::query::parse::{Node, Word};

/// What is looked for in a text. Cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Places known beforehand, in bytes of the text: what a filter has matched.
    pub spans: Vec<Range<usize>>,
    pub(super) patterns: Arc<Patterns>,
}

impl Wanted {
    /// What a query looks for; `exact` where all marks must be as typed.
    pub(in crate::query) fn new(root: &Node, exact: bool) -> Wanted {
        let mut patterns = Patterns::default();
        let mut builder = Builder { patterns: &mut patterns, exact, known: HashMap::new(), before: None };
        builder.add(root);
        Wanted { spans: Vec::new(), patterns: Arc::new(patterns) }
    }
}

/// One form of a word, by its number among the forms looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Form {
    /// The folded form.
    pub(super) folded: usize,
    /// The exact form.
    pub(super) exact: usize,
    pub(super) marks: Marks,
}

/// What is asked of the marks of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Marks {
    /// Any marks do.
    Free,
    /// Marks as typed; others where the text has none as typed.
    Preferred,
    /// Marks as typed only.
    Demanded,
}

/// A word that is not looked for whole.
#[derive(Clone, Debug)]
pub(super) struct Loose {
    pub(super) word: Word,
    pub(super) is_prefix: bool,
    pub(super) exact: bool,
}

/// What of the query a hit shows: words that were typed in one place have one unit, however they are spelled.
pub(super) type Unit = usize;

#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// Each folded form: its number, and the exact forms looked for with their numbers.
    pub(super) forms: HashMap<String, (usize, Vec<(String, usize)>)>,
    /// By the number of the first word's folded form: the whole phrase. One word is a phrase of one.
    pub(super) phrases: Vec<Vec<(Vec<Form>, Unit)>>,
    pub(super) loose: Vec<(Loose, Unit)>,
    /// How many units there are.
    pub(super) units: usize,
    /// Units typed one behind the other.
    pub(super) pairs: HashMap<(Unit, Unit), usize>,
    exact_forms: usize,
}

impl Patterns {
    fn form(&mut self, word: &Word, marks: Marks) -> Form {
        let number = self.forms.len();
        let (folded, exacts) = self.forms.entry(word.folded.clone()).or_insert((number, Vec::new()));
        if *folded == self.phrases.len() {
            self.phrases.push(Vec::new());
        }
        let exact = match exacts.iter().find(|(exact, _)| *exact == word.exact) {
            Some((_, number)) => *number,
            None => {
                exacts.push((word.exact.clone(), self.exact_forms));
                self.exact_forms += 1;
                self.exact_forms - 1
            }
        };
        Form { folded: *folded, exact, marks }
    }

    /// The number of a word's exact form, where that is looked for.
    pub(super) fn exact_form(&self, word: &Word) -> Option<usize> {
        let (_, exacts) = self.forms.get(&word.folded)?;
        exacts.iter().find(|(exact, _)| *exact == word.exact).map(|(_, number)| *number)
    }
}

struct Builder<'a> {
    patterns: &'a mut Patterns,
    exact: bool,
    known: HashMap<Vec<Form>, Unit>,
    /// The unit typed just before.
    before: Option<Unit>,
}

impl Builder<'_> {
    fn add(&mut self, node: &Node) {
        match node {
            Node::Empty | Node::Not(_) | Node::Title(_) => self.before = None,
            Node::Word(_) | Node::Phrase(_) | Node::Prefix(_) | Node::Fuzzy(_) => {
                let unit = self.pattern(node, None);
                self.follow(unit);
            }
            Node::All(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::Any(nodes) if nodes.iter().all(|node| matches!(node, Node::Word(_) | Node::Phrase(_))) => {
                let unit = nodes.iter().fold(None, |unit, node| self.pattern(node, unit));
                self.follow(unit);
            }
            Node::Any(nodes) => {
                for node in nodes {
                    self.before = None;
                    self.add(node);
                }
                self.before = None;
            }
        }
    }

    /// Notes that `unit` was typed behind the one before.
    fn follow(&mut self, unit: Option<Unit>) {
        if let (Some(before), Some(unit)) = (self.before, unit) {
            let number = self.patterns.pairs.len();
            self.patterns.pairs.entry((before, unit)).or_insert(number);
        }
        self.before = unit.or(self.before);
    }

    /// Looks for a word or phrase, as `unit` or as one of its own.
    fn pattern(&mut self, node: &Node, unit: Option<Unit>) -> Option<Unit> {
        let forms: Vec<Form> = match node {
            Node::Word(word) => vec![self.form(word, Marks::Preferred)],
            Node::Phrase(words) => words.iter().map(|word| self.form(word, Marks::Demanded)).collect(),
            Node::Prefix(word) => return Some(self.loose(word, true)),
            Node::Fuzzy(word) => return Some(self.loose(word, false)),
            _ => return unit,
        };
        let first = forms.first()?.folded;
        if let Some(known) = self.known.get(&forms) {
            return unit.or(Some(*known));
        }
        let unit = unit.unwrap_or_else(|| self.new_unit());
        self.known.insert(forms.clone(), unit);
        self.patterns.phrases[first].push((forms, unit));
        Some(unit)
    }

    fn form(&mut self, word: &Word, marked: Marks) -> Form {
        let marks = match (self.exact, word.marked) {
            (true, _) => Marks::Demanded,
            (false, true) => marked,
            (false, false) => Marks::Free,
        };
        self.patterns.form(word, marks)
    }

    fn loose(&mut self, word: &Word, is_prefix: bool) -> Unit {
        let unit = self.new_unit();
        self.patterns.loose.push((Loose { word: word.clone(), is_prefix, exact: self.exact }, unit));
        unit
    }

    fn new_unit(&mut self) -> Unit {
        self.patterns.units += 1;
        self.patterns.units - 1
    }
}
