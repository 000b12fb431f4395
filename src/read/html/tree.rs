//! HTML → a flat tree: nodes in the order of the page, each with its parent and the end of what lies in it.
//!
//! Tags, entities and raw text are found by the HTML standard's rules (html5ever). The tree is simpler than the
//! standard's: elements that leave their end tag out are closed, tags that match nothing are passed over, and nothing
//! lies deeper than [`DEEPEST`], so that time and stack stay bounded whatever the page.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{Attribute, LocalName};

/// Elements inside one another that are kept apart; what lies deeper belongs to the last of them.
const DEEPEST: usize = 512;
/// Attributes of one tag; pages made to choke a reader have more.
const MOST_ATTRIBUTES: usize = 10_000;

/// Elements and texts of one page; the longest of real pages have some hundred thousand.
const MOST_NODES: usize = 4_000_000;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// The number of the element it lies in; its own for those that lie in none.
    pub(super) parent: usize,
    /// One past the number of the last node in it.
    pub(super) end: usize,
    pub(super) kind: NodeKind,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    Element { tag: LocalName, attributes: Vec<Attribute> },
    Text(StrTendril),
}

impl Node {
    /// The name of an element; empty for a text.
    pub(super) fn tag(&self) -> &str {
        match &self.kind {
            NodeKind::Element { tag, .. } => tag,
            NodeKind::Text(_) => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let NodeKind::Element { attributes, .. } = &self.kind else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// Class and id, parted by a space.
    pub(super) fn labels(&self) -> String {
        let part = |name| self.attribute(name).unwrap_or_default();
        format!("{} {}", part("class"), part("id"))
    }
}

impl Tree {
    /// Reads a page.
    ///
    /// # Errors
    /// The reason, where a tag has so many attributes, or the page so many tags, that it is no page.
    pub(super) fn parse(html: &str) -> Result<Tree, String> {
        if has_endless_tag(html) {
            return Err(format!("one tag has more than {MOST_ATTRIBUTES} attributes; expected a web page"));
        }
        let tokenizer = Tokenizer::new(Builder::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut tree = tokenizer.sink.state.into_inner();
        if tree.nodes.len() > MOST_NODES {
            return Err(format!("more than {MOST_NODES} tags; expected a web page"));
        }
        while let Some(open) = tree.open.pop() {
            tree.close(open);
        }
        Ok(Tree { nodes: tree.nodes })
    }

    /// The text in a node, as it stands in the page.
    pub(super) fn text_in(&self, node: usize) -> String {
        let within = self.nodes.get(node..self.nodes.get(node).map_or(node, |node| node.end)).unwrap_or_default();
        within
            .iter()
            .filter_map(|node| if let NodeKind::Text(text) = &node.kind { Some(&**text) } else { None })
            .collect()
    }

    /// Every element of a name, with its number.
    pub(super) fn elements<'t>(&'t self, tag: &'t str) -> impl Iterator<Item = (usize, &'t Node)> {
        self.nodes.iter().enumerate().filter(move |(_, node)| node.tag() == tag)
    }
}

/// Whether a tag has too many attributes: the tokenizer compares each with all before it.
fn has_endless_tag(html: &str) -> bool {
    let mut parts = 0;
    let (mut in_tag, mut quote) = (false, 0);
    for byte in html.bytes() {
        match byte {
            b'<' if quote == 0 => (in_tag, parts) = (true, 0),
            b'>' if quote == 0 => in_tag = false,
            b'"' | b'\'' if in_tag && quote == 0 => quote = byte,
            _ if quote != 0 && byte == quote => quote = 0,
            b' ' | b'\n' | b'\t' | b'/' if in_tag && quote == 0 => parts += 1,
            _ => {}
        }
        if parts > MOST_ATTRIBUTES {
            return true;
        }
    }
    false
}

#[derive(Default)]
struct Builder {
    state: RefCell<Building>,
}

#[derive(Default)]
struct Building {
    nodes: Vec<Node>,
    /// Numbers of the elements that are open, the innermost last.
    open: Vec<usize>,
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(tag),
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Building {
    /// The tokenizer tells a text in pieces, down to single letters; those of one element are one text.
    fn text(&mut self, text: StrTendril) {
        let last = self.nodes.len().wrapping_sub(1);
        let parent = self.open.last().copied().unwrap_or(last);
        match self.nodes.last_mut() {
            Some(Node { parent: before, kind: NodeKind::Text(begun), .. }) if *before == parent => {
                begun.push_tendril(&text);
            }
            _ => self.push(NodeKind::Text(text)),
        }
    }

    fn push(&mut self, kind: NodeKind) {
        let number = self.nodes.len();
        if number > MOST_NODES {
            return;
        }
        let parent = self.open.last().copied().unwrap_or(number);
        self.nodes.push(Node { parent, end: number + 1, kind });
    }

    fn start(&mut self, tag: Tag) -> TokenSinkResult<()> {
        self.close_implied(&tag.name);
        let name = tag.name.clone();
        self.push(NodeKind::Element { tag: tag.name, attributes: tag.attrs });
        if !is_void(&name) && self.open.len() < DEEPEST {
            self.open.push(self.nodes.len().saturating_sub(1));
        }
        match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Closes what a start tag ends without saying so.
    fn close_implied(&mut self, tag: &str) {
        let (ended, within): (&[&str], &[&str]) = match tag {
            "li" => (&["li"], &["ul", "ol", "menu", "td"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "td"]),
            "tr" | "tbody" | "thead" | "tfoot" => (&["tr", "tbody", "thead", "tfoot"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "option" => (&["option"], &["select"]),
            "body" => (&["head"], &[]),
            _ if is_block(tag) => (&["p"], &["td", "th", "table", "caption", "button"]),
            _ => return,
        };
        let ended = if tag == "tr" { &["tr"][..] } else { ended };
        self.close_to(|open| ended.contains(&open), |open| within.contains(&open));
    }

    fn end(&mut self, tag: &str) {
        let is_table_part = matches!(tag, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "body" | "html");
        self.close_to(
            |open| open == tag,
            |open| match open {
                "table" => tag != "table" && !matches!(tag, "body" | "html"),
                "td" | "th" | "caption" => !is_table_part,
                _ => !is_block(tag) && is_block(open),
            },
        );
    }

    /// Closes the innermost element of that kind and all in it, unless another that bars the way lies before it.
    fn close_to(&mut self, wanted: impl Fn(&str) -> bool, bars: impl Fn(&str) -> bool) {
        let tag_at = |at: &usize| self.nodes[self.open[*at]].tag();
        let found = (0..self.open.len()).rev().find(|at| wanted(tag_at(at)) || bars(tag_at(at)));
        if let Some(at) = found.filter(|at| wanted(tag_at(at))) {
            for open in self.open.split_off(at) {
                self.close(open);
            }
        }
    }

    fn close(&mut self, number: usize) {
        let end = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(number) {
            node.end = end;
        }
    }
}

fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an element begins a line of its own.
pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree with its elements in brackets.
    fn shown(html: &str) -> String {
        let tree = Tree::parse(html).expect("a page");
        let mut out = String::new();
        let mut ends: Vec<usize> = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate() {
            while ends.last().is_some_and(|end| *end <= at) {
                ends.pop();
                out.push(']');
            }
            match &node.kind {
                NodeKind::Text(text) => out.push_str(text),
                NodeKind::Element { tag, .. } => {
                    out.push_str(&format!("{tag}["));
                    ends.push(node.end);
                }
            }
        }
        out + &"]".repeat(ends.len())
    }

    #[test]
    fn elements_that_leave_their_end_out_are_closed() {
        for (html, expected) in [
            ("<p>một<p>hai", "p[một]p[hai]"),
            ("<ul><li>một<li>hai</ul>ba", "ul[li[một]li[hai]]ba"),
            ("<table><tr><td>một<td>hai<tr><td>ba</table>bốn", "table[tr[td[một]td[hai]]tr[td[ba]]]bốn"),
            ("<p><b>một<div>hai</div>", "p[b[một]]div[hai]"),
            ("<div>một</b></p></div>hai", "div[một]hai"),
            ("<font><div>một</font>hai</div>ba", "font[div[mộthai]ba]"),
            ("<td><p>một<table><tr><td>hai</p></td></tr></table>ba", "td[p[một]table[tr[td[hai]]]ba]"),
            ("một<br>hai&nbsp;&agrave;", "mộtbr[]hai\u{a0}à"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn pieces_of_a_text_are_one() {
        for html in ["<<<&&x&#1;<", "<p><<<&&x"] {
            let tree = Tree::parse(html).expect("a page");
            let texts = tree.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Text(_))).count();
            assert_eq!(texts, 1, "{html}");
        }
    }

    #[test]
    fn a_page_of_tags_without_end_is_refused() {
        let said = Tree::parse(&"<p>".repeat(MOST_NODES + 1)).expect_err("refused");
        assert_eq!(said, "more than 4000000 tags; expected a web page");
    }

    #[test]
    fn a_page_of_any_depth_takes_little_time() {
        for tag in ["div", "b", "table", "p", "li", "td"] {
            let tree = Tree::parse(&format!("<{tag}>").repeat(300_000)).expect("a page");
            assert_eq!(tree.nodes.len(), 300_000, "{tag}");
        }
        let endless: String = (0..200_000).map(|i| format!("a{i} ")).collect();
        assert!(Tree::parse(&format!("<p {endless}>")).is_err());
    }

    proptest::proptest! {
        #[test]
        fn every_node_lies_in_its_parent(html in "(<(/?)(p|div|b|td|table|li|br|script)>|x|&amp;| ){0,40}") {
            let tree = Tree::parse(&html).expect("a page");
            for (at, node) in tree.nodes.iter().enumerate() {
                proptest::prop_assert!(node.parent <= at && at < node.end && node.end <= tree.nodes.len());
                proptest::prop_assert!(node.parent == at || node.end <= tree.nodes[node.parent].end);
            }
        }
    }
}
