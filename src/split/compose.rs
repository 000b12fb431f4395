//! Pieces → [`Article`]s: lines joined to paragraphs.

use super::Article;
use super::block::{Block, Kind, Layout};
use super::heads::Piece;
use super::lines::{Line, is_closed};

/// The article that a piece makes.
pub(super) fn article(layout: &Layout<'_>, piece: &Piece) -> Article {
    let mut text = Text::default();
    for &at in &piece.blocks {
        if let Some(block) = layout.blocks.get(at) {
            text.push_block(layout, block);
        }
    }
    let printed = |at: &usize| layout.blocks.get(*at).map(|block| layout.text_of(block));
    Article {
        title: piece.headline.as_ref().and_then(printed).or_else(|| piece.stub.as_ref().and_then(printed)),
        byline: piece.byline.clone(),
        captions: piece.captions.iter().filter_map(printed).collect(),
        lines: text.ranges(),
        text: text.text,
        line_starts: text.line_starts,
        ..Article::default()
    }
}

/// Paragraphs as they grow line by line.
#[derive(Default)]
struct Text {
    text: String,
    line_starts: Vec<(u32, u32)>,
    paragraph_open: bool,
    lines: Vec<(u32, u32)>,
}

impl Text {
    fn push_block(&mut self, layout: &Layout<'_>, block: &Block) {
        let lines = layout.lines_of(block);
        if block.kind == Kind::Loose || block.item {
            self.paragraph_open = false;
        }
        for (at, line) in lines.iter().enumerate() {
            self.push_line(line, at == 0 && !block.run_on);
            let next = lines.get(at + 1);
            self.paragraph_open = match next {
                Some(next) => !ends_paragraph(line, next, block, layout.soft_marks),
                None => block.open && block.kind == Kind::Body,
            };
        }
    }

    fn push_line(&mut self, line: &Line<'_>, new_range: bool) {
        if !self.text.is_empty() {
            self.text.push(if self.paragraph_open { ' ' } else { '\n' });
        }
        if let Ok(at) = u32::try_from(self.text.len()) {
            self.line_starts.push((at, line.number));
        }
        self.text.push_str(line.text);
        match self.lines.last_mut() {
            Some((_, last)) if !new_range && *last + 1 == line.number => *last = line.number,
            _ => self.lines.push((line.number, line.number)),
        }
    }

    fn ranges(&self) -> Vec<(u32, u32)> {
        self.lines.clone()
    }
}

/// How much room a line must leave, as a share of the column, to end a paragraph.
const ROOM_LEFT: f32 = 0.02;

/// Without blank lines between paragraphs: a closed line that left room for the next word ends one.
fn ends_paragraph(line: &Line<'_>, next: &Line<'_>, block: &Block, soft_marks: bool) -> bool {
    if soft_marks {
        return !line.soft;
    }
    let word = next.text.split(' ').next().unwrap_or_default();
    let with_next = (line.width + 250 + super::glyphs::width(word)) as f32;
    let widest = block_width(block, line, next);
    is_closed(line.text) && !next.text.starts_with(char::is_lowercase) && with_next < widest * (1.0 - ROOM_LEFT)
}

fn block_width(block: &Block, line: &Line<'_>, next: &Line<'_>) -> f32 {
    block.widest.max(line.width).max(next.width) as f32
}
