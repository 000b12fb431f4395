//! What stands between the body blocks of a page, and what it says of where articles begin.

use std::collections::HashMap;

use super::block::{Block, Kind, Layout};
use super::furniture::Furniture;
use super::heads::is_photo;
use super::lines::{is_capitals, is_closed};
use crate::text::fold::fold;

/// What stands between a body block and the next, in the order of the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    /// Headlines, sub-headings, captions.
    pub(super) loose: u32,
    /// A byline.
    pub(super) byline: bool,
    /// A byline right below the first.
    pub(super) byline_below: bool,
    /// Page number, masthead, section head.
    pub(super) furniture: bool,
    /// `Xem tiếp trang 3` near below the first.
    pub(super) jump_out: bool,
    /// `(Tiếp theo trang 1)`.
    pub(super) jump_in: bool,
    /// The head of a list of brief news.
    pub(super) briefs: bool,
    /// Something that looks like a headline.
    pub(super) headline: bool,
    /// Whether a loose block stands right above the next.
    pub(super) loose_above_next: bool,
    /// Whether that is in capitals.
    pub(super) capitals_above_next: bool,
}

impl Between {
    /// What the blocks from `from` to before `to` are.
    pub(super) fn of(layout: &Layout<'_>, from: usize, to: usize) -> Between {
        let mut between = Between::default();
        for (away, block) in layout.blocks.get(from..to).unwrap_or_default().iter().enumerate() {
            let loose = block.kind == Kind::Loose;
            between.loose_above_next = loose;
            between.capitals_above_next = loose && layout.lines_of(block).iter().all(|line| is_capitals(line.text));
            between.loose += u32::from(loose);
            between.headline |= is_title(layout, from + away);
            between.count(block, away);
        }
        between
    }

    fn count(&mut self, block: &Block, away: usize) {
        match &block.kind {
            Kind::Body | Kind::Loose => {}
            Kind::Byline(_) => {
                self.byline = true;
                self.byline_below |= away == 0;
            }
            Kind::Furniture(Furniture::Plain) => self.furniture = true,
            Kind::Furniture(Furniture::Briefs) => self.briefs = true,
            Kind::Furniture(Furniture::JumpOut) => self.jump_out |= away < 2,
            Kind::Furniture(Furniture::JumpIn(_)) => self.jump_in = true,
        }
    }
}

/// Fewer words are a sub-heading, more a caption.
const TITLE_WORDS: std::ops::Range<usize> = 7..26;

/// Does a loose block look like a headline rather than a sub-heading or a caption?
pub(super) fn is_title(layout: &Layout<'_>, at: usize) -> bool {
    layout.blocks.get(at).filter(|block| block.kind == Kind::Loose).is_some_and(|block| {
        let text = layout.text_of(block);
        TITLE_WORDS.contains(&text.split_whitespace().count()) && !is_closed(&text) && !is_photo(&text)
    })
}

/// Below the head of a list of brief news, items and what goes on from them, until something else begins: one flag a
/// body block.
pub(super) fn briefs(layout: &Layout<'_>, body: &[usize], between: &[Between]) -> Vec<bool> {
    let first = body.first().map_or(Between::default(), |&first| Between::of(layout, 0, first));
    let aboves = std::iter::once(first).chain(between.iter().copied());
    let mut within = false;
    let flags = body.iter().zip(aboves).map(|(&at, above)| {
        let block = layout.blocks.get(at);
        let goes_on = block.is_some_and(|block| block.item || block.inside) && above.loose == 0 && !above.jump_in;
        within = above.briefs || within && goes_on;
        within
    });
    flags.collect()
}

/// Does a block begin as news items do, with the day or the time of day?
pub(super) fn is_lead(layout: &Layout<'_>, block: &Block) -> bool {
    const OPENINGS: [&str; 7] = ["Sáng ", "Chiều ", "Tối ", "Trưa ", "Ngày ", "Vừa qua, ", "Hôm qua"];
    let text = layout.lines_of(block).first().map_or("", |line| line.text);
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// For body blocks (by their place in `body`) the jump mark above.
pub(super) fn stubs_above(layout: &Layout<'_>, body: &[usize]) -> HashMap<usize, usize> {
    let befores = std::iter::once(0).chain(body.iter().map(|at| at + 1));
    let is_stub = |at: &usize| {
        layout.blocks.get(*at).is_some_and(|block| matches!(block.kind, Kind::Furniture(Furniture::JumpIn(_))))
    };
    let with = body.iter().zip(befores).enumerate();
    with.filter_map(|(place, (&at, before))| (before..at).find(is_stub).map(|stub| (place, stub))).collect()
}

/// How many headlines that begin alike are compared with a jump mark.
const MOST_ALIKE: usize = 50;

/// For jump marks the headline that begins with their words.
pub(super) fn headlines_of(layout: &Layout<'_>, stubs: impl Iterator<Item = usize>) -> HashMap<usize, usize> {
    let key = |text: &str| text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let mut titles: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    for (at, block) in layout.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Loose) {
        let text = fold(&layout.text_of(block));
        titles.entry(key(&text)).or_default().push((at, text));
    }
    let find = |stub: usize| {
        let Kind::Furniture(Furniture::JumpIn(words)) = &layout.blocks.get(stub)?.kind else { return None };
        let words = fold(words);
        let alike = titles.get(&key(&words)).filter(|_| !words.is_empty())?;
        let found = alike.iter().rev().take(MOST_ALIKE).find(|(_, text)| text.starts_with(&words))?;
        Some((stub, found.0))
    };
    stubs.filter_map(find).collect()
}
