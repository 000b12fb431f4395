//! Where columns begin: places at which line after line begins and which no line crosses.

use super::line::same_size;
use crate::read::Word;

/// The left edge of a column, where several lines in a row begin.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    at: f32,
    top: f32,
    bottom: f32,
}

/// The column edges of a page.
#[derive(Debug, Default)]
pub(super) struct Edges(Vec<Edge>);

/// Words further apart than this share of the size are never on one line.
const WIDEST_SPACE: f32 = 2.2;
/// Words nearer than this share of the size always are.
const NARROWEST_GUTTER: f32 = 0.35;
/// Lines that begin so near to each other, in points, begin at one edge.
const ALIGNED: f32 = 1.2;
/// So many lines in a row make an edge for certain.
const CERTAIN: usize = 6;
/// A single line begins at an edge when it is certain elsewhere on the page and nothing crosses it so near above and
/// below, as a share of the size.
const LONE: f32 = 1.7;
/// Lines that go on from each other are no further apart than this share of the size.
const PITCH: f32 = 3.2;

/// A word that may begin a line of a column.
#[derive(Clone, Copy, Debug)]
struct Start {
    left: f32,
    base: f32,
    size: f32,
}

impl Edges {
    /// The edges by the rows of a page.
    pub(super) fn of(rows: &[Vec<&Word>]) -> Edges {
        let starts = starts(rows);
        let mut runs = runs(&starts);
        runs.retain(|run| !is_crossed(rows, run));
        let certain: Vec<f32> = runs.iter().filter(|run| run.1 >= CERTAIN).map(|run| run.0.at).collect();
        let holds = |run: &(Edge, usize)| run.1 >= CERTAIN || certain.iter().any(|at| (at - run.0.at).abs() <= ALIGNED);
        Edges(runs.into_iter().filter(holds).map(|run| run.0).collect())
    }

    /// Whether `next`, which follows `word` in its row, stands on the same line of the same column.
    pub(super) fn on_one_line(&self, word: &Word, next: &Word) -> bool {
        let (size, small) = (word.size.max(next.size), word.size.min(next.size));
        let gap = next.left - word.right;
        if gap > WIDEST_SPACE * size || gap < -size {
            return false;
        }
        if next.joined || gap < NARROWEST_GUTTER * small {
            return true;
        }
        if !same_size(word.size, next.size) {
            return false;
        }
        let parts = |edge: &Edge| {
            let here = edge.top - PITCH * size <= next.base && next.base <= edge.bottom + PITCH * size;
            here && word.right < edge.at && edge.at <= next.left + ALIGNED
        };
        !self.0.iter().any(parts)
    }
}

fn starts(rows: &[Vec<&Word>]) -> Vec<Start> {
    let mut starts = Vec::new();
    for row in rows {
        let before = std::iter::once(None).chain(row.iter().map(|word| Some(*word)));
        for (before, word) in before.zip(row) {
            let parted = before.is_none_or(|before| word.left - before.right >= NARROWEST_GUTTER * word.size);
            if parted && !word.joined {
                starts.push(Start { left: word.left, base: word.base, size: word.size });
            }
        }
    }
    starts
}

/// Runs of starts one below the other, each with the number of its lines.
fn runs(starts: &[Start]) -> Vec<(Edge, usize)> {
    let mut sorted: Vec<Start> = starts.to_vec();
    sorted.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut runs = Vec::new();
    let mut rest = sorted.as_slice();
    while let Some(first) = rest.first() {
        let (near, later) = rest.split_at(rest.partition_point(|start| start.left <= first.left + ALIGNED).max(1));
        let mut column = near.to_vec();
        column.sort_by(|a, b| a.base.total_cmp(&b.base));
        runs.extend(column.chunk_by(goes_on).map(run));
        rest = later;
    }
    runs
}

fn goes_on(a: &Start, b: &Start) -> bool {
    same_size(a.size, b.size) && b.base - a.base <= PITCH * a.size
}

fn run(starts: &[Start]) -> (Edge, usize) {
    let at = starts.iter().map(|start| start.left).fold(f32::MAX, f32::min);
    let (top, bottom) = (starts.first().map_or(0.0, |start| start.base), starts.last().map_or(0.0, |start| start.base));
    (Edge { at, top, bottom }, starts.len())
}

/// Whether the words of some row stand across an edge between its top and its bottom; around them too, where it is that
/// of a single line.
fn is_crossed(rows: &[Vec<&Word>], (edge, lines): &(Edge, usize)) -> bool {
    let size = |row: &Vec<&Word>| row.first().map_or(0.0, |word| word.size);
    let around = |row: &Vec<&Word>| if *lines == 1 { LONE * size(row) } else { 0.1 };
    let is_here = |row: &&Vec<&Word>| {
        row.first().is_some_and(|word| edge.top - around(row) <= word.base && word.base <= edge.bottom + around(row))
    };
    let first = rows.partition_point(|row| row.first().is_some_and(|word| word.base < edge.top - TALLEST));
    let near = rows.iter().skip(first);
    let near = near.take_while(|row| row.first().is_some_and(|word| word.base <= edge.bottom + TALLEST));
    near.filter(is_here).any(|row| stands_across(row, edge.at))
}

/// Rows further away than this, in points, are not near.
const TALLEST: f32 = 80.0;

fn stands_across(row: &[&Word], at: f32) -> bool {
    let covers = |word: &&Word| word.left < at - ALIGNED && word.right > at - 0.5;
    let joined = |pair: &[&Word]| matches!(pair, [a, b] if b.joined && a.right < at && b.left > at + ALIGNED);
    row.iter().any(covers) || row.windows(2).any(joined)
}
