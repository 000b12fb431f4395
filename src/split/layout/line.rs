//! Words of a page → printed [`Line`]s, each within one column.

use super::edges::Edges;
use crate::read::{Page, Word};

/// A printed line of one column; lengths in points, from the left and from the top of its page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where its letters stand.
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Line {
    /// Where its tallest letters end.
    pub(super) fn top(&self) -> f32 {
        self.base - 0.8 * self.size
    }

    /// Where its lowest letters end.
    pub(super) fn bottom(&self) -> f32 {
        self.base + 0.2 * self.size
    }

    /// Whether another is set in the same type: size, weight, slant.
    pub(super) fn same_type(&self, other: &Line) -> bool {
        same_size(self.size, other.size) && self.bold == other.bold && self.italic == other.italic
    }
}

/// Whether two sizes of type are one.
pub(super) fn same_size(a: f32, b: f32) -> bool {
    (a - b).abs() <= 0.06 * a.max(b)
}

/// Words whose feet are no further apart than this share of the size stand on one line.
const ONE_LINE: f32 = 0.2;

/// The words of each row, from the top, each row from the left. Rows cross columns.
fn rows(page: &Page) -> Vec<Vec<&Word>> {
    let mut words: Vec<&Word> = page.words.iter().collect();
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Vec<&Word>> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| word.base - first.base <= ONE_LINE * first.size) => {
                row.push(word);
            }
            _ => rows.push(vec![word]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// The rows of a page as lines, columns not told apart.
pub(super) fn whole_rows(text: &str, page: &Page) -> Vec<Line> {
    rows(page).iter().filter_map(|row| line(text, row)).collect()
}

/// The lines of a page, rows from the top, each from the left.
pub(super) fn lines(text: &str, page: &Page) -> Vec<Line> {
    let rows = rows(page);
    let edges = Edges::of(&rows);
    let may_go_on = |word: &Word| page.certainty.is_none() || word.joined;
    let mut lines = Vec::new();
    for row in &rows {
        let mut run: Vec<&Word> = Vec::new();
        for &word in row {
            if run.last().is_some_and(|last| !(edges.on_one_line(last, word) && may_go_on(word))) {
                lines.extend(line(text, &run));
                run.clear();
            }
            run.push(word);
        }
        lines.extend(line(text, &run));
    }
    lines
}

fn line(text: &str, words: &[&Word]) -> Option<Line> {
    let (first, last) = (words.first()?, words.last()?);
    let letters = |word: &Word| word.range.len();
    let most = |is: fn(&Word) -> bool| {
        let with: usize = words.iter().filter(|word| is(word)).map(|word| letters(word)).sum();
        with * 2 > words.iter().map(|word| letters(word)).sum()
    };
    let largest = words.iter().max_by_key(|word| letters(word)).map_or(first.size, |word| word.size);
    let parts: Vec<&str> = words.iter().filter_map(|word| text.get(word.range.clone())).collect();
    Some(Line {
        text: parts.join(" "),
        left: first.left,
        right: words.iter().map(|word| word.right).fold(last.right, f32::max),
        base: first.base,
        size: largest,
        bold: most(|word| word.bold),
        italic: most(|word| word.italic),
    })
}
