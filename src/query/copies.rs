//! Copies among the hits: the same article in two files, as it was or with small changes, is shown once. Records of
//! one file are each their own, whatever they say: who put them there told them apart.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::{DocId, Searcher};

use super::collect::Candidate;
use crate::text::sketch::{are_copies, gather};

/// How many hits are looked through for copies, though the page is full.
const LOOKED_THROUGH: usize = 100;

/// A hit and the hits that are copies of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    /// The best of them.
    pub(super) candidate: Candidate,
    /// Its place among all hits, copies counted.
    pub(super) place: usize,
    /// The others, best first.
    pub(super) copies: Vec<Candidate>,
}

/// Each hit by itself.
pub(super) fn apart(hits: &[Candidate]) -> Vec<Shown> {
    let alone = |(place, candidate): (usize, &Candidate)| Shown { candidate: *candidate, place, copies: Vec::new() };
    hits.iter().enumerate().map(alone).collect()
}

/// The hits, best first, each with its copies in other files. Sketches are read from the first hit on that is of another
/// file than those before it; hits that share no value of their sketches are never compared, so that this takes time
/// linear in their number unless most are copies of each other. Once there are
/// `most` to show, only the first [`LOOKED_THROUGH`] are still looked through for copies of these: a copy scores much as
/// its like does.
///
/// # Errors
/// When the sketches can't be read.
pub(super) fn together(searcher: &Searcher, hits: &[Candidate], most: usize) -> tantivy::Result<Vec<Shown>> {
    let Some(first) = hits.first() else { return Ok(Vec::new()) };
    let prints = Prints::open(searcher)?;
    let mut shown: Vec<Shown> = Vec::new();
    let mut kept: Vec<Print> = Vec::new();
    let mut having = Having::default();
    let (first_file, mut are_of_one_file) = (prints.file(first), true);
    for (place, candidate) in hits.iter().enumerate() {
        let file = prints.file(candidate);
        if are_of_one_file && file != first_file {
            are_of_one_file = false;
            for (at, other) in shown.iter().enumerate() {
                let sketch = prints.sketch(&other.candidate);
                sketch.iter().for_each(|value| having.enter(*value, at));
                kept.push(Print { file: first_file, sketch });
            }
        }
        let print = Print { file, sketch: if are_of_one_file { Vec::new() } else { prints.sketch(candidate) } };
        let like = print.sketch.iter().flat_map(|value| having.value(*value));
        if let Some(first) = like.copied().filter(|other| kept[*other].is_copy(&print)).min() {
            shown[first].copies.push(*candidate);
            continue;
        }
        if shown.len() == most {
            if place >= LOOKED_THROUGH {
                break;
            }
            continue;
        }
        print.sketch.iter().for_each(|value| having.enter(*value, shown.len()));
        shown.push(Shown { candidate: *candidate, place, copies: Vec::new() });
        kept.extend((!are_of_one_file).then_some(print));
    }
    Ok(shown)
}

/// Which of the hits shown have a value in their sketches. Nearly all that are asked for it have none in common with
/// these, and most of that is told by one bit.
struct Having {
    by_value: HashMap<u32, Vec<usize>>,
    bits: [u64; HAVING_BITS / u64::BITS as usize],
}

const HAVING_BITS: usize = 1 << 13;

impl Default for Having {
    fn default() -> Having {
        Having { by_value: HashMap::new(), bits: [0; HAVING_BITS / u64::BITS as usize] }
    }
}

impl Having {
    /// The word and the bit in it of a value: of a hash, the lowest bits are as good as any.
    fn bit(value: u32) -> (usize, u64) {
        let bit = value as usize % HAVING_BITS;
        (bit / u64::BITS as usize, 1 << (bit % u64::BITS as usize))
    }

    fn enter(&mut self, value: u32, shown: usize) {
        let (word, bit) = Having::bit(value);
        self.bits[word] |= bit;
        self.by_value.entry(value).or_default().push(shown);
    }

    fn value(&self, value: u32) -> &[usize] {
        let (word, bit) = Having::bit(value);
        let found = if self.bits[word] & bit == 0 { None } else { self.by_value.get(&value) };
        found.map_or(&[], Vec::as_slice)
    }
}

/// By what an article is known to be a copy.
struct Print {
    file: u64,
    sketch: Vec<u32>,
}

impl Print {
    fn is_copy(&self, other: &Print) -> bool {
        self.file != other.file && are_copies(&self.sketch, &other.sketch)
    }
}

/// The prints of all articles, by segment.
struct Prints(Vec<(Column<u64>, Column<u64>)>);

impl Prints {
    fn open(searcher: &Searcher) -> tantivy::Result<Prints> {
        let columns = |segment: &tantivy::SegmentReader| {
            let fast = segment.fast_fields();
            Ok((fast.u64("file")?, fast.u64("sketch")?))
        };
        searcher.segment_readers().iter().map(columns).collect::<tantivy::Result<_>>().map(Prints)
    }

    fn file(&self, candidate: &Candidate) -> u64 {
        let columns = self.0.get(candidate.address.segment_ord as usize);
        columns.and_then(|(file, _)| file.first(candidate.address.doc_id)).unwrap_or(0)
    }

    fn sketch(&self, candidate: &Candidate) -> Vec<u32> {
        let columns = self.0.get(candidate.address.segment_ord as usize);
        let sketch = columns.map(|(_, sketch)| values(sketch, candidate.address.doc_id)).unwrap_or_default();
        sketch.into_iter().map(|value| gather(value as u32)).collect()
    }
}

/// What a column has of an article, read at once.
fn values(column: &Column<u64>, doc: DocId) -> Vec<u64> {
    let rows = column.index.value_row_ids(doc);
    let mut values = vec![0; rows.len()];
    column.values.get_range(rows.start.into(), &mut values);
    values
}
