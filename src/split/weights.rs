//! Weights of the evidence, in one place.

use super::heads::HEAD_KINDS;
use super::link::KINDS;

/// How much each kind of evidence speaks for a link, in log-odds.
#[rustfmt::skip]
pub(super) const LINK: [f32; KINDS] = [
    -7.22, -0.60, -0.17, -2.06, -4.17, -4.23, 4.73, 1.71, 1.49, 0.57,
    5.69, 1.77, 0.98, 0.06, -1.47, 0.58, -1.50, 0.38, -0.54, -0.72,
    -1.11, -3.26, 0.02, -0.96, -1.54, 0.24, 4.86, -3.24, -1.67, 0.07,
    0.74, 0.60, -0.65, -1.86, -0.99, -0.06, 1.02, 3.01, 0.00, -0.13,
    -3.09, -2.37, -0.52, 0.89, -3.42, -2.17, -2.66, -0.03, 3.79, -5.15,
    5.67, 0.50, 4.74, -1.22,
];

/// What two loose ends add to the evidence for their link.
pub(super) const LOOSE_ENDS: f32 = 4.0;

/// How much each kind of evidence speaks for a headline, in log-odds.
#[rustfmt::skip]
pub(super) const HEAD: [f32; HEAD_KINDS] = [
    -3.19, 0.76, 1.90, 0.70, -2.27, -0.54, -0.88, -1.05, 1.36, -1.49,
    1.51, -0.57, -1.56, -2.22, -1.37, -0.90, -0.67, 2.93, -0.17, -0.59,
    4.92, 0.20, 0.36, -3.72,
];
