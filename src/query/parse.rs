//! stub
use super::response::Warning;
use super::snippet::Wanted;
use super::spelling::Spellings;
use crate::text::token::tokens;
#[derive(Clone, Debug)]
pub struct Word {
    pub folded: String,
    pub exact: String,
    pub marked: bool,
}
#[derive(Clone, Debug)]
pub enum Node {
    Empty,
    Word(Word),
    Phrase(Vec<Word>),
    Prefix(Word),
    Fuzzy(Word),
    Title(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FilterKind {
    Official,
    Role,
    Source,
    Date,
    From,
    To,
}
#[derive(Clone, Debug)]
pub struct Filter {
    pub kind: FilterKind,
    pub value: String,
    pub at: usize,
}
#[derive(Clone, Debug)]
pub struct Parsed {
    pub root: Node,
    pub filters: Vec<Filter>,
    pub warnings: Vec<Warning>,
}
pub fn parse(t: &str) -> Parsed {
    let n = crate::text::normalise::normalise(t);
    let ws: Vec<Node> = tokens(&n)
        .into_iter()
        .map(|k| {
            Node::Word(Word {
                marked: crate::text::fold::is_marked(&n[k.byte_range.clone()]),
                folded: k.folded,
                exact: k.exact,
            })
        })
        .collect();
    Parsed { root: if ws.is_empty() { Node::Empty } else { Node::All(ws) }, filters: vec![], warnings: vec![] }
}
impl Parsed {
    pub fn words(&self) -> Vec<&Word> {
        if let Node::All(v) = &self.root {
            v.iter().filter_map(|n| if let Node::Word(w) = n { Some(w) } else { None }).collect()
        } else {
            vec![]
        }
    }
    pub fn wanted(&self, _e: bool) -> Wanted {
        Wanted::default()
    }
    pub fn spell(&mut self, _s: &Spellings) {}
}
