//! Evidence that one block goes on in another; [`LINK`](super::weights::LINK) says what each kind is worth.

use super::between::{Between, is_title};
use super::link::Linker;
use super::sides::Sides;
use super::weights::LINK;
use super::words::{mass, shared};

/// Number of kinds of evidence.
pub(super) const KINDS: usize = 54;
/// What speaks for and against a link, one number a kind.
pub(super) type Evidence = [f32; KINDS];

/// What the subjects can be worth at most, but for jump marks: pairs that lack more aren't looked at.
pub(super) const MOST_BY_SUBJECT: f32 = 5.0;

/// Log-odds of a link.
pub(super) fn worth(evidence: &Evidence) -> f32 {
    evidence.iter().zip(LINK).map(|(on, weight)| on * weight).sum()
}

fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}

impl Linker<'_> {
    /// All that speaks for and against block `to` going on where `from` ends.
    pub(super) fn evidence(&self, from: usize, to: usize, sides: &Sides) -> Evidence {
        let mut evidence = self.evidence_of_place(from, to);
        self.add_subject(&mut evidence, from, to, sides);
        evidence
    }

    /// What columns, sentences and order say.
    pub(super) fn evidence_of_place(&self, from: usize, to: usize) -> Evidence {
        let mut evidence = [0.0; KINDS];
        evidence[0] = 1.0;
        self.add_columns(&mut evidence, from, to);
        self.add_order(&mut evidence, from, to);
        self.add_between(&mut evidence, from, to);
        evidence
    }

    fn add_columns(&self, evidence: &mut Evidence, from: usize, to: usize) {
        let (a, b) = (self.block(from), self.block(to));
        let gap = a.span.gap(&b.span);
        let same = gap <= 0.0 && a.span.is_bounded() && b.span.is_bounded();
        let mid_sentence = a.open && b.inside;
        evidence[1] = flag(same);
        evidence[2] = flag(gap > 0.0 && gap <= 0.04);
        evidence[3] = flag(gap > 0.04 && gap <= 0.12);
        evidence[4] = flag(gap > 0.12 && gap <= 0.3);
        evidence[5] = flag(gap > 0.3);
        evidence[6] = flag(mid_sentence);
        evidence[7] = flag(a.open && !b.inside && !b.item);
        evidence[8] = flag(!a.open && b.inside);
        evidence[9] = flag(b.item);
        evidence[30] = flag(same && mid_sentence);
        evidence[32] = flag(self.lead[to]);
        evidence[34] = flag(self.brief[from] != self.brief[to]);
        evidence[35] = flag(self.brief[from] && self.brief[to] && !a.open);
        evidence[40] = flag(self.is_lone_line(from));
        evidence[41] = flag(self.is_lone_line(to));
    }

    fn add_order(&self, evidence: &mut Evidence, from: usize, to: usize) {
        let (ahead, back) = (to.saturating_sub(from), from.saturating_sub(to));
        let pages = self.block(to).page.abs_diff(self.block(from).page);
        evidence[10] = flag(ahead == 1);
        evidence[11] = flag((2..=3).contains(&ahead));
        evidence[12] = flag((4..=8).contains(&ahead));
        evidence[13] = flag((9..=20).contains(&ahead));
        evidence[14] = flag((1..=5).contains(&back));
        evidence[15] = flag((6..=15).contains(&back));
        evidence[16] = flag(back > 15);
        evidence[17] = flag(pages == 1 && ahead > 0);
        evidence[18] = flag(pages > 1 && ahead > 0);
        evidence[19] = flag(pages > 0 && back > 0);
    }

    fn add_between(&self, evidence: &mut Evidence, from: usize, to: usize) {
        let (a, b) = (self.block(from), self.block(to));
        let below = self.between[from];
        let above = if to > 0 { self.between[to - 1] } else { Between::default() };
        let (adjacent, mid_sentence) = (to == from + 1, a.open && b.inside);
        let whole = !a.open && !b.inside;
        evidence[20] = flag(below.byline_below);
        evidence[21] = flag(adjacent && below.byline);
        evidence[22] = flag(adjacent && below.loose > 0 && whole);
        evidence[23] = flag(above.loose_above_next && !b.inside);
        evidence[24] = flag(above.capitals_above_next && !b.inside);
        evidence[25] = flag(adjacent && b.run_on);
        evidence[26] = flag(below.jump_out && above.jump_in && to > from);
        evidence[27] = flag(below.jump_out && !above.jump_in);
        evidence[28] = flag(!below.jump_out && above.jump_in);
        evidence[29] = flag(adjacent && mid_sentence);
        let same = a.span.gap(&b.span) <= 0.0;
        evidence[31] = flag(adjacent && same && !below.byline && below.loose == 0);
        evidence[33] = flag(adjacent && below.furniture);
        evidence[36] = flag(adjacent && a.open && !b.inside && !b.item);
        evidence[39] = flag(adjacent && !a.open && b.inside);
        evidence[42] = flag(adjacent && below.furniture && mid_sentence);
        evidence[43] = flag(adjacent && below.loose > 0 && mid_sentence);
        evidence[44] = flag(adjacent && above.jump_in);
        evidence[45] = flag(below.jump_out && to > from && mid_sentence);
        evidence[46] = flag(adjacent && below.headline && whole);
        evidence[52] = flag(adjacent && whole);
    }

    /// What the two sides speak of.
    pub(super) fn add_subject(&self, evidence: &mut Evidence, from: usize, to: usize, sides: &Sides) {
        let adjacent = to == from + 1;
        let (cosine, excess) = sides.alike(from, to);
        evidence[37] = cosine.min(0.5) * 4.0;
        evidence[38] = excess;
        evidence[48] = self.subject[from].cosine(&self.subject[to]).sqrt();
        evidence[49] = cosine.sqrt();
        if adjacent {
            evidence[53] = cosine.sqrt();
            if !self.block(from).open && !self.block(to).inside {
                evidence[47] = self.turn(from, sides);
            }
        }
        if to > 0 && self.between[to - 1].jump_in {
            (evidence[50], evidence[51]) = self.stub_share(from, to, sides);
        }
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
            let (of_below, of_above) = (&sides.after[from + 1].vector, &sides.before[from].vector);
            (shared(title, of_below) - shared(title, of_above)) / mass(title).max(1.0)
        });
        turns.fold(0.0, |most: f32, turn| if turn.abs() > most.abs() { turn } else { most })
    }

    /// How much of the headline that a jump mark repeats is said on the side before, and whether that headline stands
    /// right above where the side before begins.
    fn stub_share(&self, from: usize, to: usize, sides: &Sides) -> (f32, f32) {
        let Some(&stub) = self.stub_above.get(&to) else { return (0.0, 0.0) };
        let title = self.headline_of.get(&stub).copied();
        let words = &self.all[title.unwrap_or(stub)];
        let start = std::iter::successors(Some(from), |&at| sides.previous[at]).take(MOST_STEPS).last();
        let first = start.unwrap_or(from);
        let right_above = title.is_some_and(|title| {
            let body_before = first.checked_sub(1).map(|before| self.body[before]);
            title < self.body[first] && body_before.is_none_or(|before| before < title)
        });
        (shared(words, &sides.before[from].vector) / mass(words).max(1.0), flag(right_above))
    }
}

/// How far back a text is followed to its headline, in blocks.
const MOST_STEPS: usize = 200;
