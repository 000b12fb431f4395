//! Weights of the evidence, in one place.
//!
//! Fitted together by multinomial logistic regression (each block chooses its successor and each its predecessor, or
//! none) over 31 hand-marked issues, each with and without spaces at line ends, L2 penalty 1. Fitted on one half and
//! judged on the other, the loss per true link differs little for penalties of 0.3 and 1. Set by hand, not fitted:
//! `LOOSE_ENDS` (2 to 5 give the same figures) and the −4 of a caption that names its photographer.

use super::evidence::KINDS;
use super::heads::HEAD_KINDS;

/// How much each kind of evidence speaks for a link, in log-odds.
#[rustfmt::skip]
pub(super) const LINK: [f32; KINDS] = [
    -8.23, 0.11, 0.64, -1.24, -3.01, -3.64, 4.91, 1.87, 0.28, 0.90,
    4.31, 1.88, 0.97, -0.09, -1.90, 0.04, -1.77, 0.09, -0.68, -0.42,
    -0.97, -2.93, 0.06, -0.77, -1.39, 0.43, 3.59, -3.39, -2.30, -0.06,
    0.53, 0.89, -0.60, -2.40, -0.27, -0.00, 0.78, 2.59, 0.39, -1.13,
    -2.46, -1.57, 0.48, 1.44, -2.36, -1.27, -2.43, 0.15, 2.37, -4.95,
    5.30, 0.88, 4.72, 0.73,
];

/// What two loose ends add to the evidence for their link.
pub(super) const LOOSE_ENDS: f32 = 4.0;

/// How much each kind of evidence speaks for a headline, in log-odds.
#[rustfmt::skip]
pub(super) const HEAD: [f32; HEAD_KINDS] = [
    -3.15, -0.33, 3.17, 0.62, -2.14, -0.09, -0.51, -0.79, 1.69, -2.50,
    -4.00, -0.75, -1.43, -2.24, -1.51, -1.50, -1.05, 3.46, -1.04, -0.39,
    3.47, -0.00, 0.59, -3.93, 2.55, 0.80, 0.37, 0.59, 0.00, -0.13,
];
