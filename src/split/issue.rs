//! A newspaper issue as flattened columns → its articles.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Article;
use super::block::{Kind, Layout, layout};
use super::bylines;
use super::compose;
use super::cut::{Because, Cut};
use super::doubt::{self, Doubts};
use super::furniture::{self, Furniture, masthead_date};
use super::heads::{Heads, Piece};
use super::lines::Line;
use super::link::Linker;
use super::words::vectors;

/// The articles of an issue, in the order in which they begin in the file.
pub(super) fn articles(lines: Vec<Line<'_>>) -> Vec<Article> {
    let mut layout = layout(lines);
    let subject =
        vectors(layout.blocks.iter().map(|block| layout.lines_of(block).iter().map(|line| line.text).collect()));
    let linker = Linker::new(&layout, &subject);
    let (next, doubts) = linker.links();
    let mut pieces = pieces(&layout, &linker, &next, &doubts);
    drop(linker);
    release_lone_lines(&mut layout, &mut pieces);
    bylines::attach(&layout, &mut pieces);
    Heads::new(&layout, &subject, &pieces).attach(&mut pieces);
    pieces.iter().map(|piece| doubt::with_head(&layout, piece, compose::article(&layout, piece))).collect()
}

fn pieces(layout: &Layout<'_>, linker: &Linker<'_>, next: &[Option<usize>], doubts: &Doubts) -> Vec<Piece> {
    let mut continues = vec![false; next.len()];
    for &to in next.iter().flatten() {
        continues[to] = true;
    }
    let firsts = (0..next.len()).filter(|&at| !continues[at]);
    let mut pieces: Vec<Piece> = firsts.map(|first| piece(layout, linker, next, doubts, first)).collect();
    pieces.sort_by_key(|piece| piece.blocks.iter().min().copied());
    if pieces.is_empty() {
        pieces.extend(orphans(layout));
    }
    pieces
}

fn piece(layout: &Layout<'_>, linker: &Linker<'_>, next: &[Option<usize>], doubts: &Doubts, first: usize) -> Piece {
    let chain: Vec<usize> = std::iter::successors(Some(first), |&at| next[at]).collect();
    let blocks: Vec<usize> = chain.iter().map(|&at| linker.body[at]).collect();
    let stub = blocks.first().and_then(|&first| {
        let is_stub = |at: &usize| matches!(layout.blocks[*at].kind, Kind::Furniture(Furniture::JumpIn(_)));
        (0..first).rev().take(3).take_while(|&at| layout.blocks[at].kind != Kind::Body).find(is_stub)
    });
    let cut = doubts.cut(linker, &chain);
    Piece { blocks, stub, brief: linker.brief[first], cut, ..Piece::default() }
}

/// A closed line or two that found no article are a caption.
fn release_lone_lines(layout: &mut Layout<'_>, pieces: &mut Vec<Piece>) {
    if pieces.len() < 2 {
        return;
    }
    pieces.retain(|piece| {
        let [only] = piece.blocks.as_slice() else { return true };
        let Some(block) = layout.blocks.get_mut(*only) else { return true };
        let lone = block.lines.len() <= 2
            && !block.open
            && !block.inside
            && !block.item
            && !piece.brief
            && piece.stub.is_none();
        if lone {
            block.kind = Kind::Loose;
        }
        !lone
    });
}

/// Where nothing looks like running text nobody can be sure of anything.
const ORPHANS: f32 = 0.5;

/// Where nothing looks like running text, what isn't furniture is one piece.
fn orphans(layout: &Layout<'_>) -> Option<Piece> {
    let is_text = |at: &usize| !matches!(layout.blocks[*at].kind, Kind::Furniture(_));
    let blocks: Vec<usize> = (0..layout.blocks.len()).filter(is_text).collect();
    let cut = Cut::new(ORPHANS, Because::NoHeadline);
    (!blocks.is_empty()).then(|| Piece { blocks, cut, ..Piece::default() })
}

/// Runs of more lines than this are no masthead.
pub(super) const MOST_MASTHEAD_LINES: usize = 4;

/// The day that the masthead and the running heads name; the one named most often, of equals the first.
pub(super) fn issue_date(lines: &[Line<'_>]) -> Option<Date> {
    let mut named: HashMap<Date, (usize, usize)> = HashMap::new();
    let mut at = 0;
    while at < lines.len() {
        let run = 1 + lines[at + 1..].iter().take_while(|line| !line.gap).count();
        if run <= MOST_MASTHEAD_LINES {
            for date in lines[at..at + run].iter().filter_map(|line| masthead_date(line.text)) {
                named.entry(date).or_insert((0, at)).0 += 1;
            }
        }
        at += run;
    }
    named.into_iter().max_by_key(|(_, (times, at))| (*times, usize::MAX - at)).map(|(date, _)| date)
}

/// The day of a masthead line or dateline above an article of whole paragraphs, or right under its headline.
pub(super) fn date_above(lines: &[Line<'_>]) -> Option<Date> {
    let top = lines.iter().take(MOST_MASTHEAD_LINES).take_while(|line| line.text.len() <= LONGEST_MASTHEAD_LINE);
    top.map(|line| line.text).find_map(furniture::date_above)
}

/// The day of a masthead line with the day of the week among the first lines, which no gap sets apart.
pub(super) fn weekday_above(lines: &[Line<'_>]) -> Option<Date> {
    let top = lines.iter().take(MOST_MASTHEAD_LINES).map(|line| line.text);
    top.filter(|line| furniture::has_weekday(line)).find_map(furniture::dated_line)
}

/// The day of the first of these lines that says when the one article below it appeared.
pub(super) fn labelled_above(lines: &[Line<'_>]) -> Option<Date> {
    let top = lines.iter().take(MOST_MASTHEAD_LINES).map(|line| line.text);
    top.filter(|line| furniture::is_of_one_article(line)).find_map(furniture::dated_line)
}

/// Longer lines, in bytes, are paragraphs.
const LONGEST_MASTHEAD_LINE: usize = 200;
