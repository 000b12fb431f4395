//! What the query asks, clause by clause, and which articles of a file have it.

use std::collections::{HashMap, HashSet};

use tantivy::DocAddress;

use super::{Exclusion, OtherMarks};
use crate::error::Result;
use crate::index::stored::Stored;
use crate::query::build::build;
use crate::query::local::Local;
use crate::query::parse::{Node, Word};
use crate::query::request::Request;
use crate::query::snippet::{Wanted, marks};
use crate::text::normalise::normalise;
use crate::text::token::tokens;

/// The most spellings given of what an article has with other marks.
const MOST_SPELLINGS: usize = 5;

/// A part of the query that must hold.
pub(super) struct Clause {
    /// As typed; what is left out without its minus.
    pub(super) asked: String,
    /// Articles of the file for which it holds.
    pub(super) holds: HashSet<DocAddress>,
    is_minus: bool,
    /// The same without its marks, and for which articles that holds.
    unmarked: Option<(Node, HashSet<DocAddress>)>,
}

impl Clause {
    /// What excludes an article for which this doesn't hold, if this is something to be left out.
    pub(super) fn minus(&self) -> Option<Exclusion> {
        self.is_minus.then(|| Exclusion::Minus { asked: self.asked.clone() })
    }

    /// How an article that lacks this has it with other marks.
    pub(super) fn other_marks(&self, address: DocAddress, stored: &Stored) -> Option<OtherMarks> {
        let (node, _) = self.unmarked.as_ref().filter(|(_, holds)| holds.contains(&address))?;
        Some(OtherMarks { asked: self.asked.clone(), found: spellings(node, stored) })
    }
}

impl Local<'_> {
    /// The clauses of the query, held against the articles of the file at the absolute path `key`.
    pub(super) fn clauses(&self, key: &str, request: &Request) -> Result<Vec<Clause>> {
        let nodes = match &request.parsed.root {
            Node::Empty => &[],
            Node::All(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let typed = Typed::of(&request.text);
        nodes.iter().map(|node| self.clause(key, node, &typed, request.exact)).collect()
    }

    fn clause(&self, key: &str, node: &Node, typed: &Typed, exact: bool) -> Result<Clause> {
        if let Node::Not(inner) = node {
            let (all, without) = (self.within(key, None)?, self.holding(key, inner, exact)?);
            let holds = all.difference(&without).copied().collect();
            return Ok(Clause { asked: typed.outer(inner), holds, is_minus: true, unmarked: None });
        }
        let unmarked = typed.unmarked(node);
        let holding = self.holding(key, &unmarked, false)?;
        let holds = self.holding(key, node, exact)?;
        Ok(Clause { asked: typed.outer(node), holds, is_minus: false, unmarked: Some((unmarked, holding)) })
    }

    fn holding(&self, key: &str, node: &Node, exact: bool) -> Result<HashSet<DocAddress>> {
        match build(&self.opened.searcher, &self.opened.fields, node, exact)? {
            Some(built) => self.within(key, Some(built.all)),
            None => self.within(key, None),
        }
    }
}

/// How an article spells what `node` asks.
fn spellings(node: &Node, stored: &Stored) -> Vec<String> {
    let (node, in_title_only) = match node {
        Node::Title(inner) => (inner.as_ref(), true),
        other => (other, false),
    };
    let wanted = Wanted::new(node, false);
    let body = std::iter::once(&stored.text).chain(&stored.captions).filter(|_| !in_title_only);
    let mut found: Vec<String> = Vec::new();
    for text in stored.title.iter().chain(body) {
        for mark in marks(text, &wanted) {
            let spelling = text[mark].split_whitespace().collect::<Vec<_>>().join(" ");
            if found.len() < MOST_SPELLINGS && !found.contains(&spelling) {
                found.push(spelling);
            }
        }
    }
    found
}

/// The words of the query as they were typed, by their exact form.
struct Typed(HashMap<String, String>);

impl Typed {
    fn of(query: &str) -> Typed {
        let text = normalise(query);
        let printed = |range: std::ops::Range<usize>| text[range].to_owned();
        Typed(tokens(&text).into_iter().map(|token| (token.exact, printed(token.byte_range))).collect())
    }

    fn word(&self, word: &Word) -> String {
        self.0.get(&word.exact).unwrap_or(&word.folded).clone()
    }

    /// A clause as it was typed.
    fn outer(&self, node: &Node) -> String {
        match node {
            Node::Any(_) => self.any(node),
            other => self.inner(other),
        }
    }

    fn inner(&self, node: &Node) -> String {
        match node {
            Node::Empty => String::new(),
            Node::Word(word) => self.word(word),
            Node::Phrase(words) => format!("\"{}\"", joined(words.iter().map(|word| self.word(word)))),
            Node::Prefix(word) => format!("{}*", self.word(word)),
            Node::Fuzzy(word) => format!("{}~", self.word(word)),
            Node::Title(inner) => format!("title:{}", self.inner(inner)),
            Node::Not(inner) => format!("-{}", self.inner(inner)),
            Node::All(nodes) => format!("({})", joined(nodes.iter().map(|node| self.inner(node)))),
            Node::Any(_) => match self.any(node) {
                several if several.contains(" OR ") => format!("({several})"),
                one => one,
            },
        }
    }

    /// The choices that were typed; other spellings of them are left out.
    fn any(&self, node: &Node) -> String {
        let mut choices: Vec<String> = self.choices(node).map(|choice| self.inner(choice)).collect();
        choices.dedup();
        choices.join(" OR ")
    }

    fn choices<'a>(&self, node: &'a Node) -> impl Iterator<Item = &'a Node> {
        let nodes = if let Node::Any(nodes) = node { nodes.as_slice() } else { &[] };
        nodes.iter().filter(|choice| self.has(choice))
    }

    /// Whether all words of `node` were typed.
    fn has(&self, node: &Node) -> bool {
        match node {
            Node::Empty => true,
            Node::Word(word) | Node::Prefix(word) | Node::Fuzzy(word) => self.0.contains_key(&word.exact),
            Node::Phrase(words) => words.iter().all(|word| self.0.contains_key(&word.exact)),
            Node::Title(inner) | Node::Not(inner) => self.has(inner),
            Node::All(nodes) => nodes.iter().all(|node| self.has(node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.has(node)),
        }
    }

    /// What was typed, its marks no longer demanded.
    fn unmarked(&self, node: &Node) -> Node {
        let bare = |word: &Word| Word { marked: false, ..word.clone() };
        match node {
            Node::Empty => Node::Empty,
            Node::Word(word) => Node::Word(bare(word)),
            Node::Phrase(words) => Node::Phrase(words.iter().map(bare).collect()),
            Node::Prefix(word) => Node::Prefix(bare(word)),
            Node::Fuzzy(word) => Node::Fuzzy(bare(word)),
            Node::Title(inner) => Node::Title(Box::new(self.unmarked(inner))),
            Node::Not(_) => node.clone(),
            Node::All(nodes) => Node::All(nodes.iter().map(|node| self.unmarked(node)).collect()),
            Node::Any(_) => Node::Any(self.choices(node).map(|choice| self.unmarked(choice)).collect()),
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;
    use crate::query::spelling::Spellings;

    fn asked(query: &str) -> String {
        let mut parsed = parse(query);
        parsed.spell(&Spellings::builtin());
        Typed::of(query).outer(&parsed.root)
    }

    #[test]
    fn clauses_are_told_as_typed() {
        for query in
            ["hòa", "\"Thu ngân sách\"", "ngân*", "hung~", "title:đê", "title:(bến OR đò)", "bến OR đò", "-\"vỉa hè\""]
        {
            assert_eq!(asked(query), query);
        }
    }

    #[test]
    fn other_spellings_are_not_told() {
        assert_eq!(asked("UBND"), "UBND");
        assert_eq!(asked("ủy ban nhân dân"), "\"ủy ban nhân dân\"");
    }
}
