//! Paragraphs in reading order out of tables. A row of values becomes one line; cells that hold whole paragraphs, as
//! tables that lay out a page, become these paragraphs one cell after the other.

use super::paragraph::{Face, Paragraph};
use crate::read::look::{Above, Place};

/// What is open around the place where the next paragraph goes.
enum Frame {
    Row(Vec<Vec<Paragraph>>),
    Cell(Vec<Paragraph>),
}

/// Paragraphs as they come.
#[derive(Default)]
pub(super) struct Flow {
    done: Vec<Paragraph>,
    frames: Vec<Frame>,
}

impl Flow {
    /// The next paragraph; blank ones are passed over.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        let lines = paragraph.lines().into_iter().filter(|line| !line.is_blank());
        self.sink().extend(lines);
    }

    /// How many paragraphs stand outside of tables so far.
    pub(super) fn len(&self) -> usize {
        self.done.len()
    }

    pub(super) fn begin_row(&mut self) {
        self.frames.push(Frame::Row(Vec::new()));
    }

    pub(super) fn begin_cell(&mut self) {
        self.frames.push(Frame::Cell(Vec::new()));
    }

    /// Ends the innermost cell.
    pub(super) fn end_cell(&mut self) {
        let Some(Frame::Cell(_)) = self.frames.last() else { return };
        let Some(Frame::Cell(cell)) = self.frames.pop() else { return };
        match self.frames.last_mut() {
            Some(Frame::Row(cells)) => cells.push(cell),
            _ => self.sink().extend(cell),
        }
    }

    /// Ends the innermost row, and a cell that was left open in it.
    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let Some(Frame::Row(_)) = self.frames.last() else { return };
        let Some(Frame::Row(cells)) = self.frames.pop() else { return };
        self.sink().extend(row(cells));
    }

    /// All paragraphs.
    pub(super) fn finish(mut self) -> Vec<Paragraph> {
        while let Some(frame) = self.frames.last() {
            match frame {
                Frame::Row(_) => self.end_row(),
                Frame::Cell(_) => self.end_cell(),
            }
        }
        self.done
    }

    fn sink(&mut self) -> &mut Vec<Paragraph> {
        match self.frames.last_mut() {
            Some(Frame::Cell(cell)) => cell,
            Some(Frame::Row(cells)) => {
                if cells.is_empty() {
                    cells.push(Vec::new());
                }
                let last = cells.len() - 1;
                &mut cells[last]
            }
            None => &mut self.done,
        }
    }
}

/// A row of so many cells holds values, even where one of them takes two lines.
const MANY: usize = 4;

/// What a row becomes.
fn row(cells: Vec<Vec<Paragraph>>) -> Vec<Paragraph> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled <= 1 || filled < MANY && cells.iter().any(|cell| cell.len() > 1) {
        return cells.into_iter().flat_map(begun_afresh).collect();
    }
    let mut line = Paragraph { place: Place::Row, above: Above::Region, ..Paragraph::default() };
    for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
        if !line.runs.is_empty() {
            line.push(" | ", &Face::default());
        }
        for (at, value) in cell.into_iter().enumerate() {
            line.push(if at > 0 { " " } else { "" }, &Face::default());
            line.runs.extend(value.runs);
        }
    }
    vec![line]
}

fn begun_afresh(mut cell: Vec<Paragraph>) -> Vec<Paragraph> {
    if let Some(first) = cell.first_mut() {
        first.above = Above::Region;
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        let mut paragraph = Paragraph::default();
        paragraph.push(text, &Face::default());
        paragraph
    }

    fn texts(flow: Flow) -> Vec<String> {
        flow.finish().iter().map(Paragraph::text).collect()
    }

    #[test]
    fn rows_of_values_and_cells_of_paragraphs() {
        let mut flow = Flow::default();
        flow.paragraph(paragraph("Bảng"));
        for row in [["Huyện", "Hộ"], ["Vạn Khê", "120"]] {
            flow.begin_row();
            for cell in row {
                flow.begin_cell();
                flow.paragraph(paragraph(cell));
                flow.end_cell();
            }
            flow.end_row();
        }
        flow.begin_row();
        flow.begin_cell();
        flow.paragraph(paragraph("Tin một"));
        flow.paragraph(paragraph("Nội dung một"));
        flow.end_cell();
        flow.begin_cell();
        flow.paragraph(paragraph("Tin hai\nNội dung hai"));
        flow.end_row();
        assert_eq!(
            texts(flow),
            ["Bảng", "Huyện | Hộ", "Vạn Khê | 120", "Tin một", "Nội dung một", "Tin hai", "Nội dung hai"]
        );
    }

    #[test]
    fn values_of_two_lines() {
        let cells = [&["TT"][..], &["Họ và tên"], &["Nơi ở", "hiện nay"], &["Ghi chú"]];
        let line = row(cells.iter().map(|cell| cell.iter().copied().map(paragraph).collect()).collect());
        assert_eq!(line.iter().map(Paragraph::text).collect::<Vec<_>>(), ["TT | Họ và tên | Nơi ở hiện nay | Ghi chú"]);
    }

    #[test]
    fn nothing_is_lost_of_a_broken_table() {
        let mut flow = Flow::default();
        flow.end_row();
        flow.begin_row();
        flow.paragraph(paragraph("ngoài ô"));
        flow.begin_cell();
        flow.begin_row();
        flow.paragraph(paragraph("trong"));
        assert_eq!(texts(flow), ["ngoài ô | trong"]);
    }
}
