//! Lines → [`Block`]s: runs between blank lines, each with what it is.

use std::ops::Range;

use super::byline::byline;
use super::furniture::{Furniture, furniture, running_heads};
use super::lines::{Line, is_capitals, is_closed, marks_soft_ends, starts_inside, starts_item};
use super::span::{Measure, Span, best_measure};

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text of an article.
    Body,
    /// A headline, a sub-heading or a caption: which, is seen when the articles are known.
    Loose,
    /// The names of authors.
    Byline(Vec<String>),
    /// Part of no article.
    Furniture(Furniture),
}

/// Lines that belong together for certain.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Indices into the lines, end excluded.
    pub(super) lines: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
    /// What it tells of its column's width.
    pub(super) span: Span,
    /// 0-based page, as far as form feeds and page numbers tell.
    pub(super) page: u32,
    /// Whether the last sentence goes on elsewhere.
    pub(super) open: bool,
    /// Whether it begins in the middle of a sentence.
    pub(super) inside: bool,
    /// Whether an item of a list begins it.
    pub(super) item: bool,
    /// Whether no blank line parts it from the block above.
    pub(super) run_on: bool,
    /// Width of its widest line, in thousandths of an em.
    pub(super) widest: u32,
}

/// All that is known of a page's layout before articles are.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    /// The lines that aren't blank.
    pub(super) lines: Vec<Line<'a>>,
    /// The blocks, in the order of the file.
    pub(super) blocks: Vec<Block>,
    /// Whether spaces at line ends tell open from closed lines.
    pub(super) soft_marks: bool,
}

impl<'a> Layout<'a> {
    /// The lines of a block.
    pub(super) fn lines_of(&self, block: &Block) -> &[Line<'a>] {
        self.lines.get(block.lines.clone()).unwrap_or_default()
    }

    /// The text of a block on one line.
    pub(super) fn text_of(&self, block: &Block) -> String {
        self.lines_of(block).iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
    }
}

/// Cuts and classifies.
pub(super) fn layout(lines: Vec<Line<'_>>) -> Layout<'_> {
    let soft_marks = marks_soft_ends(&lines);
    let heads = running_heads(&lines);
    let runs = runs(&lines);
    let slices: Vec<&[Line<'_>]> = runs.iter().filter_map(|run| lines.get(run.clone())).collect();
    let measure = best_measure(&slices, soft_marks);
    let mut blocks: Vec<Block> = Vec::with_capacity(runs.len());
    for run in &runs {
        let Some(own) = lines.get(run.clone()) else { continue };
        blocks.push(block(own, run.clone(), heads.get(run.start) == Some(&true), measure, soft_marks));
    }
    settle_short_blocks(&mut blocks, &lines, soft_marks);
    number_pages(&mut blocks, &lines);
    Layout { lines, blocks, soft_marks }
}

/// The runs of lines between blank lines; list items and jump marks are cut off as well.
fn runs(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let is_jump = |line: &Line<'_>| {
        matches!(furniture(line.text), Some(Furniture::JumpOut | Furniture::JumpIn(_) | Furniture::Briefs))
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut after_jump = false;
    for (at, line) in lines.iter().enumerate() {
        let last = lines.get(at + 1).is_none_or(|next| next.gap);
        let jump = (line.gap || last) && is_jump(line);
        let of_stub = jump && line.text.starts_with('(') && !line.gap && at > 0 && ends_stub(&lines[at - 1]);
        let item = starts_item(line.text) && at > 0 && is_closed(lines[at - 1].text) && !lines[at - 1].soft;
        match runs.last_mut() {
            Some(run) if !(line.gap || after_jump || jump && !of_stub || item) => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
        after_jump = jump;
    }
    runs
}

/// Is this the first line of a jump mark that takes two, `MƯA LŨ...` above `(Tiếp theo trang 1)`?
fn ends_stub(line: &Line<'_>) -> bool {
    line.gap && (line.text.ends_with("...") || line.text.ends_with('…'))
}

fn block(own: &[Line<'_>], lines: Range<usize>, running_head: bool, measure: Measure, soft_marks: bool) -> Block {
    let (first, last) = (own.first(), own.last());
    let text = |line: Option<&Line<'_>>| line.map_or("", |line| line.text).to_owned();
    let closed = is_closed(&text(last));
    let soft = last.is_some_and(|line| line.soft);
    Block {
        lines,
        kind: kind(own, running_head),
        span: Span::of(own, measure, soft_marks),
        page: 0,
        open: if soft_marks { soft } else { !closed },
        inside: starts_inside(&text(first)),
        item: starts_item(&text(first)),
        run_on: first.is_some_and(|line| !line.gap),
        widest: own.iter().map(|line| line.width).max().unwrap_or_default(),
    }
}

/// Blocks of more lines than this are text, whatever they look like.
const MOST_HEADLINE_LINES: usize = 5;

fn kind(own: &[Line<'_>], running_head: bool) -> Kind {
    let [first, rest @ ..] = own else { return Kind::Body };
    if let Some(found) = furniture_block(own, running_head) {
        return Kind::Furniture(found);
    }
    if rest.is_empty()
        && let Some(names) = byline(first.text)
    {
        return Kind::Byline(names);
    }
    let capitals = own.iter().all(|line| is_capitals(line.text));
    let letters = own.iter().any(|line| line.text.contains(char::is_alphabetic));
    match own.len() {
        _ if !letters => Kind::Body,
        ..=MOST_HEADLINE_LINES if capitals && !starts_item(first.text) => Kind::Loose,
        _ => Kind::Body,
    }
}

fn furniture_block(own: &[Line<'_>], running_head: bool) -> Option<Furniture> {
    let [first, rest @ ..] = own else { return None };
    if own.len() > MOST_HEADLINE_LINES {
        return None;
    }
    if rest.is_empty() {
        return furniture(first.text).or(running_head.then_some(Furniture::Plain));
    }
    let whole = own.iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
    if let Some(jump @ Furniture::JumpIn(_)) = furniture(&whole) {
        return Some(jump);
    }
    own.iter().all(|line| furniture(line.text) == Some(Furniture::Plain)).then_some(Furniture::Plain)
}

/// How far, in blocks, a short block looks for a column of its width.
const NEAR: usize = 8;
/// How many lines a block needs for its column to be known.
const FULL: usize = 2;
/// Headlines and captions have at most so many lines.
const SHORT: usize = 4;
/// Blocks of more words than this are text.
const MOST_LOOSE_WORDS: usize = 45;

/// Short blocks of body text stay so only where a column of their width is near and they look like sentences.
fn settle_short_blocks(blocks: &mut [Block], lines: &[Line<'_>], soft_marks: bool) {
    let full: Vec<usize> = (0..blocks.len())
        .filter(|&at| {
            blocks.get(at).is_some_and(|b| b.kind == Kind::Body && b.lines.len() >= FULL && b.span.is_bounded())
        })
        .collect();
    let loose: Vec<usize> = (0..blocks.len()).filter(|&at| is_loose(blocks, at, &full, lines, soft_marks)).collect();
    for at in loose {
        if let Some(block) = blocks.get_mut(at) {
            block.kind = Kind::Loose;
        }
    }
}

fn is_loose(blocks: &[Block], at: usize, full: &[usize], lines: &[Line<'_>], soft_marks: bool) -> bool {
    let Some(block) = blocks.get(at) else { return false };
    let certain = block.kind != Kind::Body || block.lines.len() > SHORT || block.inside || block.item || block.run_on;
    if certain || soft_marks && block.open {
        return false;
    }
    let last = lines.get(block.lines.end.saturating_sub(1)).map_or("", |line| line.text);
    let own = lines.get(block.lines.clone()).unwrap_or_default();
    if own.iter().map(|line| line.text.split(' ').count()).sum::<usize>() > MOST_LOOSE_WORDS {
        return false;
    }
    if !is_closed(last) || last.ends_with('?') && own.len() <= 2 {
        return soft_marks || !begins_paragraph(blocks, at);
    }
    !full_near(full, at)
        .filter(|&near| near != at)
        .any(|near| blocks.get(near).is_some_and(|near| fits(&block.span, &near.span)))
}

/// How many blocks on the rest of a paragraph may stand: a headline, a caption and a byline can come between.
const REST: usize = 5;

/// Without marks of open ends: a short open block stands at the foot of a column where what is above is closed and
/// something below goes on in the middle of a sentence.
fn begins_paragraph(blocks: &[Block], at: usize) -> bool {
    let body = |block: &&Block| block.kind == Kind::Body;
    let above = blocks.get(..at).and_then(|above| above.iter().rev().find(body));
    let below = blocks.get(at + 1..(at + 1 + REST).min(blocks.len())).unwrap_or_default();
    let jump = |block: &Block| block.kind == Kind::Furniture(Furniture::JumpOut);
    let text = |block: &&Block| block.kind == Kind::Body && (block.inside || block.lines.len() > 2) || jump(block);
    let Some(this) = blocks.get(at) else { return false };
    let reach = if this.lines.len() > 1 { REST } else { 1 };
    let goes_on = below.iter().take(reach).find(text).is_some_and(|block| block.inside || jump(block));
    let own = this.span;
    let fit = |other: Option<&Block>| other.is_some_and(|other| other.span.is_bounded() && fits(&own, &other.span));
    let column = fit(above) || fit(below.iter().find(body));
    above.is_none_or(|above| !above.open) && goes_on && column
}

fn full_near(full: &[usize], at: usize) -> impl Iterator<Item = usize> {
    let from = full.partition_point(|&near| near + NEAR < at);
    full.iter().copied().skip(from).take_while(move |&near| near <= at + NEAR)
}

/// How much wider than a column a line of it may seem.
const TOLERANCE: f32 = 0.07;

/// Can the lines of `short` stand in the column of `full`?
fn fits(short: &Span, full: &Span) -> bool {
    let room = if full.is_bounded() { full.high.max(full.low) } else { full.low };
    short.low <= room * (1.0 + TOLERANCE) && (!short.is_bounded() || short.gap(full) <= TOLERANCE)
}

fn number_pages(blocks: &mut [Block], lines: &[Line<'_>]) {
    let mut page = 0;
    let mut fresh = true;
    for block in blocks {
        let first = lines.get(block.lines.start);
        let fed = first.is_some_and(|line| line.new_page);
        if (fed || block.kind == Kind::Furniture(Furniture::Plain)) && !fresh {
            page += 1;
            fresh = true;
        }
        block.page = page;
        fresh &= matches!(block.kind, Kind::Furniture(_));
    }
}
