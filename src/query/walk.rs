//! Hits looked at one after another, in the order of their addresses, by two threads where they are many.

use tantivy::{DocAddress, Searcher, SegmentOrdinal, SegmentReader};

use super::parts::in_parts;

/// What has its place in the index.
pub(super) trait Addressed {
    fn address(&self) -> DocAddress;
}

/// Hits are shared out in so many parts, unless they would be of fewer than [`FEWEST`].
const PARTS: usize = 16;
/// Fewer hits than this are not worth to be shared out.
const FEWEST: usize = 64;
/// To look at one, positions and all, takes about as long as to go through so many articles.
const WORK: u64 = 4;

/// What `each` makes of the hits of `lists`, part by part, in their order, which is that of their addresses.
///
/// What is looked into is opened by `open`, once for each segment, and copied for each thread. For each part, of so many
/// hits, `begin` makes room; `each` is given what was opened, hits in the order of their addresses, and that room.
///
/// # Errors
/// The first that `open` has.
pub(super) fn walk<H: Addressed + Sync, S: Clone + Send + Sync, R: Send>(
    searcher: &Searcher,
    lists: &[&[H]],
    open: impl Fn(&SegmentReader) -> tantivy::Result<S>,
    begin: impl Fn(usize) -> R + Sync,
    each: impl Fn(&mut S, &H, &mut R) + Sync,
) -> tantivy::Result<Vec<R>> {
    let total: usize = lists.iter().map(|list| list.len()).sum();
    let length = total.div_ceil(PARTS).max(FEWEST);
    let mut opened: Vec<(SegmentOrdinal, S)> = Vec::new();
    let mut parts: Vec<(&[H], SegmentOrdinal)> = Vec::new();
    for same_segment in lists.iter().flat_map(|list| list.chunk_by(|one, other| segment(one) == segment(other))) {
        let Some(ordinal) = same_segment.first().map(segment) else { continue };
        if opened.last().is_none_or(|(last, _)| *last != ordinal) {
            opened.push((ordinal, open(searcher.segment_reader(ordinal))?));
        }
        parts.extend(same_segment.chunks(length).map(|part| (part, ordinal)));
    }
    in_parts(&parts, total as u64 * WORK, |own: &mut Option<(SegmentOrdinal, S)>, (part, ordinal)| {
        if own.as_ref().is_none_or(|(of, _)| of != ordinal) {
            *own = opened.iter().find(|(of, _)| of == ordinal).cloned();
        }
        let mut made = begin(part.len());
        if let Some((_, state)) = own {
            part.iter().for_each(|hit| each(state, hit, &mut made));
        }
        Ok(vec![made])
    })
}

fn segment<H: Addressed>(hit: &H) -> SegmentOrdinal {
    hit.address().segment_ord
}
