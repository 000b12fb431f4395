//! What the text on each side of a possible link speaks of.

use super::words::{Vector, cosine_of, mass, shared, union};

/// How many blocks on each side of a link speak for its subject.
const CONTEXT: usize = 6;

/// A subject with its weight.
#[derive(Debug)]
pub(super) struct Side {
    /// Words and pairs.
    pub(super) vector: Vector,
    /// Sum of their weights.
    pub(super) mass: f32,
}

impl Side {
    /// Of a vector.
    pub(super) fn of(vector: Vector) -> Side {
        let mass = mass(&vector);
        Side { vector, mass }
    }

    /// Cosine with another, 0 to 1.
    pub(super) fn cosine(&self, other: &Side) -> f32 {
        cosine_of(shared(&self.vector, &other.vector), self.mass, other.mass)
    }
}

/// For each body block the subject of what leads up to it and of what goes on from it, itself included.
pub(super) struct Sides {
    /// The body block that leads to each.
    pub(super) previous: Vec<Option<usize>>,
    /// Of up to [`CONTEXT`] blocks that lead up to each and end with it.
    pub(super) before: Vec<Side>,
    /// Of up to [`CONTEXT`] blocks that begin with each.
    pub(super) after: Vec<Side>,
}

impl Sides {
    /// By the links found so far.
    pub(super) fn new(subject: &[Side], next: &[Option<usize>]) -> Sides {
        let mut previous: Vec<Option<usize>> = vec![None; next.len()];
        for (from, to) in next.iter().enumerate() {
            if let Some(to) = to {
                previous[*to] = Some(from);
            }
        }
        let gather = |at: usize, step: &[Option<usize>]| {
            let walk = std::iter::successors(Some(at), |&at| step[at]).take(CONTEXT);
            Side::of(walk.skip(1).fold(subject[at].vector.clone(), |all, at| union(&all, &subject[at].vector)))
        };
        let before = (0..next.len()).map(|at| gather(at, &previous)).collect();
        let after = (0..next.len()).map(|at| gather(at, next)).collect();
        Sides { previous, before, after }
    }

    /// How alike the two sides of a link are: the cosine, and the weight shared as against the smaller side's.
    pub(super) fn alike(&self, from: usize, to: usize) -> (f32, f32) {
        let (a, b) = (&self.before[from], &self.after[to]);
        let common = shared(&a.vector, &b.vector);
        let small = a.mass.min(b.mass);
        let excess = if small > 0.0 { (common / small.sqrt()).min(20.0) / 5.0 } else { 0.0 };
        (cosine_of(common, a.mass, b.mass), excess)
    }
}
