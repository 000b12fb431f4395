//! Weights of the evidence, in one place.

use super::link::KINDS;

/// How much each kind of evidence speaks for a link, in log-odds.
pub(super) const LINK: [f32; KINDS] = [
    -3.0, // any
    1.0, 0.0, -2.0, -3.0, -4.0, // same width; differs by 4, 12, 30 % or more
    3.0, -1.5, -4.0, -0.5, // open→inside, open→capital, closed→inside, item
    1.5, 0.5, 0.0, -0.5, // next, 2-3, 4-8, 9-20 ahead
    -2.5, -2.0, -2.0, // 1-5, 6-15, more back
    -0.5, -2.0, -2.0, // page after, later page, page before
    -2.5, -1.5, -0.5, -2.0, -1.5, // byline below; between neighbours; loose between; loose above; capitals above
    6.0,  // no blank line between
    4.0, -1.5, -3.0, // both jump marks, only the first, only the second
    2.0, 1.5, 1.5, // neighbours open→inside, same width open→inside, nothing between
    -1.0, -0.2, -4.0, -4.0, // lead, furniture between, brief news
    1.0, 3.0, 0.7, -1.0, // neighbours open→capital, cosine, shared weight, neighbours closed→inside
];

/// How much each kind of evidence speaks for a headline, in log-odds.
pub(super) const HEAD: [f32; super::heads::HEAD_KINDS] = [
    -2.5, // any
    2.5, 1.0, 2.5, -1.0, 0.5, -0.5,
    -0.5, // above first block, right above; within a sentence; within; below the last; away; beside
    1.5, -2.5, -5.0, -1.5, -0.5, -0.5,
    -3.0, // capitals, closed, photo, words up to 3, up to 6, above 18, above 26
    -4.0, -4.0, 6.0, 0.0, -1.5, // begins inside, brief, stub matches, has a stub, other page
    4.0, 1.0, 0.3, -1.0, // share of its words, their weight, several lines, best rival's share
];
