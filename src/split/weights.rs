//! Weights of the evidence, in one place.

use super::heads::HEAD_KINDS;
use super::link::KINDS;

/// How much each kind of evidence speaks for a link, in log-odds.
#[rustfmt::skip]
pub(super) const LINK: [f32; KINDS] = [
    -9.33, -0.38, 0.42, -1.14, -2.75, -2.77, 3.36, 0.58, 0.27, 0.77,
    10.05, 0.49, 0.19, -0.22, -2.32, -0.07, -1.35, 0.52, -0.32, -1.06,
    -0.29, -3.19, -1.20, -0.43, -1.48, 0.05, 6.40, -2.66, 0.17, -3.95,
    0.65, 1.21, -0.37, -2.40, -1.67, -0.03, -2.75, 2.39, -0.12, -3.33,
    -2.43, -1.60, -0.62, 0.90, -4.11, -2.41,
];

/// How much each kind of evidence speaks for a headline, in log-odds.
#[rustfmt::skip]
pub(super) const HEAD: [f32; HEAD_KINDS] = [
    -3.19, 0.76, 1.90, 0.70, -2.27, -0.53, -0.88, -1.04, 1.36, -1.49,
    1.51, -0.57, -1.56, -2.22, -1.37, -0.90, -0.63, 2.93, -0.17, -0.61,
    4.92, 0.20, 0.37, -3.73,
];
