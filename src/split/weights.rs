//! Weights of the evidence, in one place.

use super::heads::HEAD_KINDS;
use super::link::KINDS;

/// How much each kind of evidence speaks for a link, in log-odds.
#[rustfmt::skip]
pub(super) const LINK: [f32; KINDS] = [
    -7.49, -0.46, -0.03, -2.00, -3.56, -4.24, 4.85, 1.86, 1.43, 0.81,
    4.50, 1.79, 0.93, -0.14, -2.05, 0.06, -1.64, 0.04, -0.51, -0.59,
    -1.10, -2.97, 0.20, -1.03, -1.49, 0.31, 3.37, -3.12, -2.39, -0.26,
    0.57, 0.69, -0.58, -1.58, -0.49, -0.03, 0.63, 2.66, 0.36, -0.37,
    -3.04, -2.12, -0.07, 1.08, -2.46, -1.45, -2.53, 0.26, 3.34, -5.33,
    5.58, 1.43, 4.51, 0.91,
];

/// What two loose ends add to the evidence for their link.
pub(super) const LOOSE_ENDS: f32 = 4.0;

/// How much each kind of evidence speaks for a headline, in log-odds.
#[rustfmt::skip]
pub(super) const HEAD: [f32; HEAD_KINDS] = [
    -3.53, -0.38, 3.13, 1.00, -2.33, -0.34, -0.65, -0.95, 1.77, -2.38,
    1.94, -0.65, -1.38, -2.47, -1.53, -1.71, -1.37, 3.46, -1.12, -0.37,
    3.68, 0.07, 0.49, -3.67, 2.63, 1.03, 0.58, 0.36, 0.02, -0.14,
];
