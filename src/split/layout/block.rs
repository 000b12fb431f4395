//! Lines of a page → [`Block`]s: runs in one column and one type.

use super::kind::HEADLINE;
use super::line::Line;
use crate::split::byline::byline;
use crate::split::furniture::{Furniture, furniture};
use crate::split::lines::{is_closed, starts_item};

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Running text.
    Body,
    /// The paragraph that opens an article, in a type of its own.
    Lead,
    Headline,
    /// A line above a headline that leads up to it.
    Kicker,
    Caption,
    Byline(Vec<String>),
    Furniture(Furniture),
}

/// Lines one below the other in one type.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// 0-based place of its page.
    pub(super) page: usize,
    /// 1-based number of its first line among those of all pages; the others follow.
    pub(super) first: u32,
    pub(super) lines: Vec<Line>,
    pub(super) kind: Kind,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl Block {
    fn of(page: usize, line: Line) -> Block {
        let (left, right, top, bottom) = (line.left, line.right, line.top(), line.bottom());
        Block { page, first: 0, lines: vec![line], kind: Kind::Body, left, right, top, bottom }
    }

    /// All lines of a page as one.
    pub(super) fn of_page(page: usize, lines: Vec<Line>) -> Option<Block> {
        let mut lines = lines.into_iter();
        let mut block = Block::of(page, lines.next()?);
        lines.for_each(|line| block.push(line));
        Some(block)
    }

    fn push(&mut self, line: Line) {
        self.left = self.left.min(line.left);
        self.right = self.right.max(line.right);
        self.bottom = self.bottom.max(line.bottom());
        self.lines.push(line);
    }

    /// Its lines with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Line)> {
        (self.first..).zip(&self.lines)
    }

    /// The text on one line.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Size of its type.
    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }

    /// Whether it ends as a sentence does.
    pub(super) fn is_closed(&self) -> bool {
        self.lines.last().is_some_and(|line| is_closed(&line.text))
    }

    /// Whether it begins in the middle of a sentence.
    pub(super) fn starts_inside(&self) -> bool {
        self.lines.first().is_some_and(|line| crate::split::lines::starts_inside(&line.text))
    }

    /// Whether one stands above the other, if only in part.
    pub(super) fn overlaps(&self, other: &Block) -> bool {
        self.left < other.right && other.left < self.right
    }

    /// Whether the two stand side by side, if only in part.
    pub(super) fn beside(&self, other: &Block) -> bool {
        self.top < other.bottom && other.top < self.bottom
    }
}

/// The line pitch of one block, as a share of the size, at most.
const PITCH: f32 = 1.75;

/// No page has more columns side by side.
const MOST_OPEN: usize = 200;

/// The blocks of a page, from the top; `body` is the size of running text.
pub(super) fn blocks(page: usize, lines: Vec<Line>, body: f32) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for line in lines {
        open.drain(..open.len().saturating_sub(MOST_OPEN));
        open.retain(|&at| blocks.get(at).is_some_and(|block| line.base - block.bottom <= PITCH * 3.0 * line.size));
        let above = open.iter().copied().filter(|&at| blocks.get(at).is_some_and(|block| goes_on(block, &line, body)));
        let nearest = above.max_by(|&a, &b| blocks[a].bottom.total_cmp(&blocks[b].bottom));
        open.retain(|&at| Some(at) == nearest || !blocks.get(at).is_some_and(|block| covers(block, &line)));
        match nearest.and_then(|at| blocks.get_mut(at)) {
            Some(block) => block.push(line),
            None => {
                open.push(blocks.len());
                blocks.push(Block::of(page, line));
            }
        }
    }
    blocks
}

fn covers(block: &Block, line: &Line) -> bool {
    block.left < line.right && line.left < block.right
}

fn goes_on(block: &Block, line: &Line, body: f32) -> bool {
    let Some(last) = block.lines.last() else { return false };
    let pitch = line.base - last.base;
    let near = pitch > 0.3 * line.size && pitch <= PITCH * line.size;
    let aligned = (line.left - block.left).abs() <= 3.0 * line.size || is_right_aligned(block, line);
    near && aligned
        && covers(block, line)
        && last.same_type(line)
        && !(line.size < HEADLINE * body && parts(block, line))
}

fn is_right_aligned(block: &Block, line: &Line) -> bool {
    (line.right - block.right).abs() < 1.5 && block.lines.iter().all(|other| (other.right - block.right).abs() < 1.5)
}

/// Whether a mark that belongs to no paragraph, or an item of a list, parts `line` from the block above.
fn parts(block: &Block, line: &Line) -> bool {
    let Some(last) = block.lines.last() else { return true };
    let mark = |line: &Line| matches!(furniture(&line.text), Some(Furniture::JumpOut | Furniture::Briefs));
    let closed = is_closed(&last.text);
    let item = is_item(&line.text) && (closed || is_set_off(block, last, line));
    let aside = line.left - block.left > 2.0 * line.size;
    mark(line) || mark(last) || item || (closed || aside) && byline(&line.text).is_some() || is_byline(block)
}

fn is_byline(block: &Block) -> bool {
    matches!(block.lines.as_slice(), [only] if byline(&only.text).is_some())
}

/// Whether a line is set in, or stands further down than those above it.
fn is_set_off(block: &Block, last: &Line, line: &Line) -> bool {
    let usual = block.lines.windows(2).filter_map(|pair| Some(pair.last()?.base - pair.first()?.base));
    let usual = usual.fold(f32::MAX, f32::min).max(line.size);
    line.left - block.left > 0.4 * line.size && line.left - last.left > 0.4 * line.size
        || line.base - last.base > 1.3 * usual && usual < f32::MAX
}

/// Whether an item begins here, also with a quotation, or behind a sign that the font doesn't explain.
pub(super) fn is_item(text: &str) -> bool {
    starts_item(text) || ["\u{fffd} ", "- “", "- \"", "– “"].iter().any(|sign| text.starts_with(sign))
}

/// The size in which most letters of the pages are set.
pub(super) fn body_size<'a>(lines: impl Iterator<Item = &'a Line>) -> f32 {
    let mut letters: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for line in lines {
        *letters.entry((line.size * 10.0).round() as u32).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(_, letters)| *letters);
    most.map_or(10.0, |(size, _)| size as f32 / 10.0)
}
