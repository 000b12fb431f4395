//! Which block goes on in which: evidence for each candidate pair, and the best set of links for the whole file.

use std::collections::HashMap;

use super::block::{Block, Kind, Layout};
use super::furniture::Furniture;
use super::matching::assign;
use super::weights::{LINK, LOOSE_ENDS};
use super::words::{Vector, cosine, mass, shared, union};
use crate::text::fold::fold;

/// How many body blocks ahead a block may go on.
const AHEAD: usize = 60;
/// How many body blocks back: columns can come out of order.
const BACK: usize = 30;
/// How many blocks on each side of a link speak for its subject.
const CONTEXT: usize = 6;
/// How often links are found anew with what the last links tell of each side's subject.
const ROUNDS: usize = 3;
/// How far widths may differ, as a share, for loose ends to be joined.
const ROOM: f32 = 0.06;

/// Number of kinds of evidence.
pub(super) const KINDS: usize = 54;
/// What speaks for and against a link, one number a kind.
pub(super) type Evidence = [f32; KINDS];

/// The body blocks of a layout and what stands between them.
pub(super) struct Linker<'a> {
    layout: &'a Layout<'a>,
    /// Indices of the body blocks.
    pub(super) body: Vec<usize>,
    /// Subject of each body block.
    subject: Vec<Vector>,
    /// What stands between each body block and the next.
    between: Vec<Between>,
    /// Whether a body block is brief news of its own.
    pub(super) brief: Vec<bool>,
    /// Opening formula of a news item.
    lead: Vec<bool>,
    /// Subject of each block.
    all: &'a [Vector],
    /// The jump mark right above a body block.
    stub_above: HashMap<usize, usize>,
    /// The headline that a jump mark repeats the beginning of.
    headline_of: HashMap<usize, usize>,
}

/// What stands between a body block and the next, in the order of the file.
#[derive(Clone, Copy, Debug, Default)]
struct Between {
    loose: u32,
    byline: bool,
    furniture: bool,
    jump_out: bool,
    jump_in: bool,
    briefs: bool,
    /// Whether what stands right above the next block is loose.
    loose_above_next: bool,
    capitals_above_next: bool,
    byline_below: bool,
    headline: bool,
}

impl<'a> Linker<'a> {
    /// Gathers what the links are judged by; `subject` has one vector a block.
    pub(super) fn new(layout: &'a Layout<'a>, subject: &'a [Vector]) -> Linker<'a> {
        let all = subject;
        let is_body = |at: &usize| layout.blocks.get(*at).is_some_and(|block| block.kind == Kind::Body);
        let body: Vec<usize> = (0..layout.blocks.len()).filter(is_body).collect();
        let ends = body.iter().skip(1).copied().chain([layout.blocks.len()]);
        let between: Vec<Between> = body.iter().zip(ends).map(|(&from, to)| between(layout, from + 1, to)).collect();
        let first = body.first().map_or(Between::default(), |&first| self::between(layout, 0, first));
        let brief = briefs(layout, &body, &between, first);
        let lead = body.iter().map(|&at| layout.blocks.get(at).is_some_and(|b| is_lead(layout, b))).collect();
        let subject = body.iter().map(|&at| subject.get(at).cloned().unwrap_or_default()).collect();
        let stub_above = stubs_above(layout, &body);
        let headline_of = headlines_of(layout, stub_above.values().copied());
        Linker { layout, body, subject, between, brief, lead, all, stub_above, headline_of }
    }

    fn block(&self, at: usize) -> &Block {
        &self.layout.blocks[self.body[at]]
    }

    /// For each body block the one that it goes on in.
    pub(super) fn links(&self) -> Vec<Option<usize>> {
        let mut next: Vec<Option<usize>> = vec![None; self.body.len()];
        for _ in 0..ROUNDS {
            let sides = Sides::new(self, &next);
            let offers: Vec<Vec<(usize, f32)>> = (0..self.body.len()).map(|from| self.offers(from, &sides)).collect();
            next = assign(&offers, self.body.len());
            break_rings(&mut next, &offers);
        }
        self.join_loose_ends(&mut next);
        next
    }

    /// A sentence that nothing goes on from and one that nothing leads up to, in columns of one width, are likely one:
    /// what a page's first column holds may come last in the file.
    fn join_loose_ends(&self, next: &mut Vec<Option<usize>>) {
        let sides = Sides::new(self, next);
        let mut offers: Vec<Vec<(usize, f32)>> = next.iter().map(|_| Vec::new()).collect();
        for from in
            (0..self.body.len()).filter(|&from| next[from].is_none() && self.block(from).open && !self.jump_out(from))
        {
            let range = from.saturating_sub(BACK)..(from + AHEAD + 1).min(self.body.len());
            let wanting = range
                .filter(|&to| to != from && sides.previous[to].is_none() && self.block(to).inside && !self.jump_in(to));
            let same_width = wanting.filter(|&to| self.block(from).span.gap(&self.block(to).span) <= ROOM);
            offers[from] = same_width
                .map(|to| (to, worth(&self.evidence(from, to, &sides)) + LOOSE_ENDS))
                .filter(|(_, worth)| *worth > 0.0)
                .collect();
        }
        for (from, to) in assign(&offers, self.body.len()).into_iter().enumerate() {
            next[from] = next[from].or(to);
        }
        break_rings(next, &offers);
    }

    fn offers(&self, from: usize, sides: &Sides) -> Vec<(usize, f32)> {
        let range = from.saturating_sub(BACK)..(from + AHEAD + 1).min(self.body.len());
        let others = range.filter(|&to| to != from && self.is_candidate(from, to));
        others.map(|to| (to, worth(&self.evidence(from, to, sides)))).filter(|(_, worth)| *worth > 0.0).collect()
    }

    /// Cheap test that spares most pairs the full one.
    pub(super) fn is_candidate(&self, from: usize, to: usize) -> bool {
        if self.brief[to] && !self.block(to).inside && self.block(to).item {
            return false;
        }
        if to == from + 1 {
            return true;
        }
        let (a, b) = (self.block(from), self.block(to));
        let jump = self.jump_out(from) || self.jump_in(to);
        let same_width = a.span.gap(&b.span) < 0.15;
        (same_width || jump) && (a.open == b.inside || !a.open || !b.inside) && !(b.inside && !a.open && to < from)
    }

    /// One closed line that begins with a capital: a short paragraph, or a caption.
    fn is_lone_line(&self, at: usize) -> bool {
        let block = self.block(at);
        block.lines.len() == 1 && !block.open && !block.inside && !block.item
    }

    /// How much more a headline between two neighbours speaks of what is below than of what is above.
    fn turn(&self, from: usize, sides: &Sides) -> f32 {
        let (above, below) = (self.body[from], self.body[from + 1]);
        let titles = (above + 1..below).filter(|&at| is_title(self.layout, at));
        let turns = titles.map(|at| {
            let title = &self.all[at];
            (shared(title, &sides.after[from + 1]) - shared(title, &sides.before[from])) / mass(title).max(1.0)
        });
        turns.fold(0.0, |most: f32, turn| if turn.abs() > most.abs() { turn } else { most })
    }

    /// How much of the headline that a jump mark repeats is said on the side before, and whether that headline stands
    /// right above where the side before begins.
    fn stub_share(&self, from: usize, to: usize, sides: &Sides) -> (f32, f32) {
        let Some(&stub) = self.stub_above.get(&to) else { return (0.0, 0.0) };
        let title = self.headline_of.get(&stub).copied();
        let words = &self.all[title.unwrap_or(stub)];
        let first = std::iter::successors(Some(from), |&at| sides.previous[at]).take(200).last().unwrap_or(from);
        let right_above = title.is_some_and(|title| {
            title < self.body[first] && !self.body.get(first.wrapping_sub(1)).is_some_and(|&before| before > title)
        });
        (shared(words, &sides.before[from]) / mass(words).max(1.0), f32::from(u8::from(right_above)))
    }

    fn jump_out(&self, at: usize) -> bool {
        self.between[at].jump_out
    }

    fn jump_in(&self, at: usize) -> bool {
        at > 0 && self.between[at - 1].jump_in
    }

    /// All that speaks for and against block `to` going on where `from` ends.
    pub(super) fn evidence(&self, from: usize, to: usize, sides: &Sides) -> Evidence {
        let (a, b) = (self.block(from), self.block(to));
        let mut evidence = [0.0; KINDS];
        let adjacent = to == from + 1;
        let open = a.open;
        let mut set = |kind: usize, on: bool| evidence[kind] = f32::from(u8::from(on));
        set(0, true);
        let gap = a.span.gap(&b.span);
        let bounded = a.span.is_bounded() && b.span.is_bounded();
        set(1, gap <= 0.0 && bounded);
        set(2, gap > 0.0 && gap <= 0.04);
        set(3, gap > 0.04 && gap <= 0.12);
        set(4, gap > 0.12 && gap <= 0.3);
        set(5, gap > 0.3);
        set(6, open && b.inside);
        set(7, open && !b.inside && !b.item);
        set(8, !open && b.inside);
        set(9, b.item);
        let ahead = to.saturating_sub(from);
        let back = from.saturating_sub(to);
        set(10, adjacent);
        set(11, (2..=3).contains(&ahead));
        set(12, (4..=8).contains(&ahead));
        set(13, (9..=20).contains(&ahead));
        set(14, (1..=5).contains(&back));
        set(15, (6..=15).contains(&back));
        set(16, back > 15);
        let pages = b.page.abs_diff(a.page);
        set(17, pages == 1 && ahead > 0);
        set(18, pages > 1 && ahead > 0);
        set(19, pages > 0 && back > 0);
        let below = self.between[from];
        let above = if to > 0 { self.between[to - 1] } else { Between::default() };
        set(20, below.byline_below);
        set(21, adjacent && below.byline);
        set(22, adjacent && below.loose > 0 && !open && !b.inside);
        set(23, above.loose_above_next && !b.inside);
        set(24, above.capitals_above_next && !b.inside);
        set(25, b.run_on && adjacent);
        set(26, below.jump_out && above.jump_in && to > from);
        set(27, below.jump_out && !above.jump_in);
        set(28, !below.jump_out && above.jump_in);
        set(29, adjacent && open && b.inside);
        set(30, gap <= 0.0 && bounded && open && b.inside);
        set(31, adjacent && gap <= 0.0 && !below.byline && below.loose == 0);
        set(32, self.lead[to]);
        set(33, adjacent && below.furniture);
        set(34, self.brief[from] != self.brief[to]);
        set(35, self.brief[from] && self.brief[to] && !open);
        set(36, adjacent && open && !b.inside && !b.item);
        set(39, !open && b.inside && adjacent);
        set(40, self.is_lone_line(from));
        set(41, self.is_lone_line(to));
        set(42, below.furniture && adjacent && open && b.inside);
        set(43, below.loose > 0 && adjacent && open && b.inside);
        set(44, above.jump_in && adjacent);
        set(45, below.jump_out && to > from && open && b.inside);
        set(46, adjacent && below.headline && !open && !b.inside);
        let turn = adjacent && !open && !b.inside;
        evidence[47] = if turn { self.turn(from, sides) } else { 0.0 };
        evidence[48] = cosine(&self.subject[from], &self.subject[to]).sqrt();
        evidence[49] = sides.alike(from, to).0.sqrt();
        if above.jump_in {
            let (share, right_above) = self.stub_share(from, to, sides);
            evidence[50] = share;
            evidence[51] = right_above;
        }
        evidence[52] = if adjacent && !open && !b.inside { 1.0 } else { 0.0 };
        evidence[53] = if adjacent { evidence[49] } else { 0.0 };
        let (sim, alike) = sides.alike(from, to);
        evidence[37] = sim.min(0.5) * 4.0;
        evidence[38] = alike;
        evidence
    }
}

fn worth(evidence: &Evidence) -> f32 {
    evidence.iter().zip(LINK).map(|(on, weight)| on * weight).sum()
}

fn between(layout: &Layout<'_>, from: usize, to: usize) -> Between {
    let mut between = Between::default();
    for (at, block) in layout.blocks.get(from..to).unwrap_or_default().iter().enumerate() {
        between.loose_above_next = block.kind == Kind::Loose;
        between.capitals_above_next =
            block.kind == Kind::Loose && layout.lines_of(block).iter().all(|line| super::lines::is_capitals(line.text));
        match &block.kind {
            Kind::Body => {}
            Kind::Loose => {
                between.loose += 1;
                between.headline |= is_title(layout, from + at);
            }
            Kind::Byline(_) => {
                between.byline = true;
                between.byline_below |= at == 0;
            }
            Kind::Furniture(Furniture::Plain) => between.furniture = true,
            Kind::Furniture(Furniture::Briefs) => between.briefs = true,
            Kind::Furniture(Furniture::JumpOut) => between.jump_out |= at < 2,
            Kind::Furniture(Furniture::JumpIn(_)) => between.jump_in = true,
        }
    }
    between
}

/// Fewer words are a sub-heading.
const FEWEST_TITLE_WORDS: usize = 7;

/// Does a loose block look like a headline rather than a sub-heading or a caption?
fn is_title(layout: &Layout<'_>, at: usize) -> bool {
    layout.blocks.get(at).filter(|block| block.kind == Kind::Loose).is_some_and(|block| {
        let text = layout.text_of(block);
        let words = text.split_whitespace().count();
        words >= FEWEST_TITLE_WORDS && words < 26 && !super::lines::is_closed(&text) && !super::heads::is_photo(&text)
    })
}

/// For each body block (by its place among them) the jump mark above it.
fn stubs_above(layout: &Layout<'_>, body: &[usize]) -> HashMap<usize, usize> {
    let befores = [0].into_iter().chain(body.iter().map(|at| at + 1));
    let is_stub = |at: &usize| {
        layout.blocks.get(*at).is_some_and(|block| matches!(block.kind, Kind::Furniture(Furniture::JumpIn(_))))
    };
    let with = body.iter().zip(befores).enumerate();
    with.filter_map(|(place, (&at, before))| (before..at).find(is_stub).map(|stub| (place, stub))).collect()
}

/// For each jump mark the headline that begins with its words.
fn headlines_of(layout: &Layout<'_>, stubs: impl Iterator<Item = usize>) -> HashMap<usize, usize> {
    let key = |text: &str| fold(text).split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let mut titles: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    for (at, block) in layout.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Loose) {
        let text = fold(&layout.text_of(block));
        titles.entry(key(&text)).or_default().push((at, text));
    }
    let find = |stub: usize| match &layout.blocks.get(stub)?.kind {
        Kind::Furniture(Furniture::JumpIn(words)) if !words.is_empty() => {
            let words = fold(words);
            let found = titles.get(&key(&words))?.iter().rev().take(50).find(|(_, text)| text.starts_with(&words))?;
            Some((stub, found.0))
        }
        _ => None,
    };
    stubs.filter_map(find).collect()
}

/// Below the head of a list of brief news, items and what goes on from them, until something else begins.
fn briefs(layout: &Layout<'_>, body: &[usize], between: &[Between], first: Between) -> Vec<bool> {
    let mut within = false;
    let above = [first].into_iter().chain(between.iter().copied());
    body.iter()
        .zip(above)
        .map(|(&at, above)| {
            let Some(block) = layout.blocks.get(at) else { return false };
            within = above.briefs || within && (block.item || block.inside) && above.loose == 0 && !above.jump_in;
            within
        })
        .collect()
}

/// Does a block begin as news items do, with the day or the time of day?
fn is_lead(layout: &Layout<'_>, block: &Block) -> bool {
    const OPENINGS: [&str; 9] =
        ["Sáng ", "Chiều ", "Tối ", "Trưa ", "Ngày ", "Sáng ngày ", "Chiều ngày ", "Vừa qua, ", "Hôm qua"];
    let text = layout.lines_of(block).first().map_or("", |line| line.text);
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// Cuts each ring of links at its weakest link.
fn break_rings(next: &mut [Option<usize>], offers: &[Vec<(usize, f32)>]) {
    let worth =
        |from: usize, to: usize| offers[from].iter().find(|(other, _)| *other == to).map_or(0.0, |(_, worth)| *worth);
    let mut state = vec![0usize; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = start + 1;
            match next[at] {
                Some(to) => at = to,
                None => break,
            }
        }
        if state[at] != start + 1 || next[at].is_none() {
            continue;
        }
        let ring = std::iter::successors(Some(at), |&from| next[from].filter(|&to| to != at));
        let weakest = ring
            .filter_map(|from| next[from].map(|to| (from, worth(from, to))))
            .min_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((from, _)) = weakest {
            next[from] = None;
        }
    }
}

/// The subject on each side of a possible link.
pub(super) struct Sides {
    previous: Vec<Option<usize>>,
    before: Vec<Vector>,
    after: Vec<Vector>,
}

impl Sides {
    /// Subjects of up to [`CONTEXT`] blocks that lead up to each block and that go on from it.
    pub(super) fn new(linker: &Linker<'_>, next: &[Option<usize>]) -> Sides {
        let mut previous: Vec<Option<usize>> = vec![None; next.len()];
        for (from, to) in next.iter().enumerate() {
            if let Some(to) = to {
                previous[*to] = Some(from);
            }
        }
        let gather = |at: usize, step: &[Option<usize>]| {
            let walk = std::iter::successors(Some(at), |&at| step[at]).take(CONTEXT);
            walk.skip(1).fold(linker.subject[at].clone(), |all, at| union(&all, &linker.subject[at]))
        };
        let before = (0..next.len()).map(|at| gather(at, &previous)).collect();
        let after = (0..next.len()).map(|at| gather(at, next)).collect();
        Sides { previous, before, after }
    }

    /// How alike the two sides are: cosine, and the weight they share over its square root's expectation.
    fn alike(&self, from: usize, to: usize) -> (f32, f32) {
        let (a, b) = (&self.before[from], &self.after[to]);
        let common = shared(a, b);
        let small = mass(a).min(mass(b));
        (cosine(a, b), if small > 0.0 { (common / small.sqrt()).min(20.0) / 5.0 } else { 0.0 })
    }
}
