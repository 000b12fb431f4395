//! The lines of a page as a reader sees them: what stands between two breaks, and how it looks.

use super::tree::{Node, NodeKind, Tree, is_block};
use super::words::names_foreign_region;
use crate::read::record::one_line;
use crate::read::stated::shown_day;

/// A line or paragraph.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// On one line, normalised.
    pub(super) text: String,
    /// The number of its first text in the tree.
    pub(super) node: usize,
    /// Characters that are no spaces.
    pub(super) chars: usize,
    /// Of them, those inside links.
    pub(super) link_chars: usize,
    /// Of them, those in bold or large type.
    pub(super) strong_chars: usize,
    /// 1 to 6 for a heading.
    pub(super) level: Option<u8>,
    /// Lies in a menu, a list of other articles, a footer.
    pub(super) is_foreign: bool,
    /// Lies in the head of the page.
    pub(super) is_banner: bool,
    /// Is set to the right.
    pub(super) is_right: bool,
    /// Class and id of the elements it lies in, up to the third.
    pub(super) labels: String,
}

impl Block {
    /// Whether half of it or more is links.
    pub(super) fn is_links(&self) -> bool {
        self.link_chars * 2 >= self.chars
    }

    /// Whether nearly all of it is in bold or large type.
    pub(super) fn is_strong(&self) -> bool {
        self.strong_chars * 10 >= self.chars * 9
    }

    /// Whether it is little more than a day, with its time and a label.
    pub(super) fn is_day(&self) -> bool {
        const LABELS: usize = 30;
        const WEEKDAY: usize = 12;
        let most = if self.level.is_some() { WEEKDAY } else { LABELS };
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        letters <= most && shown_day(&self.text).is_some()
    }

    /// How much it speaks for being the text of an article: its length, where it reads like sentences.
    pub(super) fn weight(&self) -> usize {
        const SENTENCE: usize = 30;
        const LINE: usize = 60;
        const PARAGRAPH: usize = 120;
        if self.is_foreign || self.link_chars * 3 > self.chars {
            return 0;
        }
        let counts = match self.text.chars().next_back() {
            Some('.' | '!' | '?' | '…') => self.chars >= SENTENCE,
            Some('”' | '"' | ':' | ';' | ')') => self.chars >= LINE,
            _ => self.chars >= PARAGRAPH && self.text.contains(['.', ',', ';']),
        };
        if counts { self.chars } else { 0 }
    }
}

/// How text looks, handed down from an element to what lies in it.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    hidden: bool,
    foreign: bool,
    banner: bool,
    article: bool,
    link: bool,
    strong: bool,
    right: bool,
    level: Option<u8>,
}

/// The blocks of a page, in its order.
pub(super) fn blocks(tree: &Tree) -> Vec<Block> {
    let lengths = Lengths::of(tree);
    let mut looks: Vec<Look> = Vec::with_capacity(tree.nodes.len());
    let mut gathering = Gathering { tree, blocks: Vec::new(), open: None };
    let mut ends: Vec<usize> = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        while ends.last().is_some_and(|end| *end <= at) {
            ends.pop();
            gathering.close();
        }
        let above = if node.parent == at { Look::default() } else { looks[node.parent] };
        let look = look(node, above, || lengths.holds_most(at, node));
        looks.push(look);
        match &node.kind {
            NodeKind::Text(text) if !look.hidden => gathering.text(at, text, look),
            NodeKind::Text(_) => {}
            NodeKind::Element { tag, .. } if is_block(tag) => {
                gathering.close();
                ends.push(node.end);
            }
            NodeKind::Element { tag, .. } if &**tag == "br" => gathering.close(),
            NodeKind::Element { .. } => {}
        }
    }
    gathering.close();
    set_teasers_apart(&mut gathering.blocks);
    gathering.blocks
}

/// What stands right below a heading that is a link tells of another article.
fn set_teasers_apart(blocks: &mut [Block]) {
    let mut below_link = false;
    for block in blocks {
        let is_link_heading = block.level.is_some_and(|level| level > 1) && block.is_links();
        block.is_foreign |= below_link && !is_link_heading && block.level.is_none();
        below_link = is_link_heading;
    }
}

fn look(node: &Node, above: Look, holds_most: impl Fn() -> bool) -> Look {
    let NodeKind::Element { tag, attributes } = &node.kind else { return above };
    let mut look = above;
    match &**tag {
        "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "title" | "select" | "button"
        | "textarea" => look.hidden = true,
        "nav" | "footer" | "aside" => look.foreign |= !holds_most(),
        "header" => look.banner |= !look.article,
        "article" | "main" => look.article = true,
        "a" => look.link |= node.attribute("href").is_some_and(|address| address == "#" || !address.starts_with('#')),
        "b" | "strong" => look.strong = true,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            look.level = tag.as_bytes().get(1).map(|digit| digit - b'0');
            look.strong = true;
        }
        "font" => look.strong |= node.attribute("size").is_some_and(is_large),
        _ => {}
    }
    if !attributes.is_empty() {
        let style = node.attribute("style").unwrap_or_default();
        look.hidden |=
            style.contains("display:none") || style.contains("display: none") || node.attribute("hidden").is_some();
        look.right |= node.attribute("align") == Some("right")
            || style.contains("text-align:right")
            || style.contains("text-align: right");
        look.foreign = look.foreign
            || (!matches!(&**tag, "html" | "body" | "p" | "h1")
                && names_foreign_region(&node.labels())
                && !holds_most());
    }
    look
}

/// `<font size="4">`, `<font size="+2">`
fn is_large(size: &str) -> bool {
    matches!(size.trim(), "4" | "5" | "6" | "7" | "+1" | "+2" | "+3" | "+4")
}

/// Lengths of the texts before each node.
struct Lengths(Vec<usize>);

impl Lengths {
    fn of(tree: &Tree) -> Lengths {
        let mut sums = vec![0];
        let mut sum = 0;
        let mut hidden_until = 0;
        for (at, node) in tree.nodes.iter().enumerate() {
            match &node.kind {
                NodeKind::Text(text) if at >= hidden_until => sum += text.trim().len(),
                NodeKind::Element { tag, .. } if matches!(&**tag, "script" | "style") => hidden_until = node.end,
                _ => {}
            }
            sums.push(sum);
        }
        Lengths(sums)
    }

    /// Whether more than half of the page's text lies in an element: then it is no mere part of the page.
    fn holds_most(&self, at: usize, node: &Node) -> bool {
        let before = |at: usize| self.0.get(at).copied().unwrap_or_default();
        (before(node.end) - before(at)) * 2 > before(self.0.len() - 1)
    }
}

struct Gathering<'t> {
    tree: &'t Tree,
    blocks: Vec<Block>,
    /// The block that may go on, its text as it stands in the page.
    open: Option<Block>,
}

impl Gathering<'_> {
    fn text(&mut self, at: usize, text: &str, look: Look) {
        let tree = self.tree;
        let block = self.open.get_or_insert_with(|| Block {
            node: at,
            level: look.level,
            is_foreign: look.foreign,
            is_banner: look.banner,
            is_right: look.right,
            labels: labels_above(tree, at),
            ..Block::default()
        });
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        if block.chars == 0 && chars > 0 {
            (block.node, block.level, block.is_foreign) = (at, look.level, look.foreign);
            block.labels = labels_above(tree, at);
        }
        block.text.push_str(text);
        block.chars += chars;
        block.link_chars += if look.link { chars } else { 0 };
        block.strong_chars += if look.strong { chars } else { 0 };
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take().filter(|block| block.chars > 0) else { return };
        block.text = one_line(&block.text);
        if !block.text.is_empty() {
            self.blocks.push(block);
        }
    }
}

fn labels_above(tree: &Tree, at: usize) -> String {
    let mut labels = String::new();
    let mut at = at;
    for _ in 0..3 {
        let Some(above) = tree.nodes.get(at).map(|node| node.parent).filter(|above| *above != at) else { break };
        labels.push_str(&tree.nodes[above].labels());
        labels.push(' ');
        at = above;
    }
    labels
}
