//! The best hits of a query: collected by words, looked at again for neighbours, phrases first.

use std::collections::HashSet;

use tantivy::{DocAddress, Score, Searcher, SegmentReader};

use super::collect::{Best, Candidate, Collected, Scored, candidates, part, sort_best_first};
use super::filter::{Engine, all_of, silent};
use super::local::Local;
use super::rank::{Sequence, look_again, weights};
use super::response::Sort;
use super::spelled::{Row, Spelled, stands};
use super::walk::walk;
use crate::error::Result;

/// How many hits are kept at least, so that a page is full though some are copies of others.
const FEWEST_KEPT: usize = 200;

impl Local<'_> {
    /// How many articles answer to `query`, and at least the best `wanted` of them, best first.
    pub(super) fn best(
        &self,
        query: Engine,
        wanted: usize,
        sort: Sort,
        sequence: Option<&Sequence>,
    ) -> Result<Collected> {
        let searcher = &self.opened.searcher;
        let sequence = sequence.filter(|sequence| sort == Sort::Relevance && sequence.wants_second_look());
        let least = sequence.map_or(FEWEST_KEPT, |sequence| sequence.candidates);
        let keep = wanted.max(least);
        let all = sequence.is_some_and(|sequence| !sequence.phrase.is_empty());
        let best = Best { keep, sort, all };
        let mut found = searcher.search(&query, &best)?;
        let Some(sequence) = sequence else {
            sort_best_first(&mut found.best, sort);
            return Ok(found);
        };
        let second = found.best.len().min(sequence.candidates);
        part(&mut found.best, second, sort);
        let (looked_at, others) = found.best.split_at_mut(second);
        sort_best_first(others, sort);
        look_again(searcher, self.opened.fields.text, sequence, looked_at)?;
        let mut seen: Vec<DocAddress> = looked_at.iter().map(|hit| hit.address).collect();
        seen.sort_unstable();
        sort_best_first(looked_at, sort);
        let count = |leads: fn(&Candidate) -> bool| looked_at.iter().take_while(|hit| leads(hit)).count();
        let (phrases, typed) = (count(has_phrase), count(is_as_typed));
        if found.total as usize <= second {
            return Ok(found);
        }
        if typed < wanted && sequence.typed_leads && sequence.takes_for_granted() {
            let words = sequence.typed.iter().map(|word| silent(stands(word.clone())));
            let as_typed = all_of(words.chain([query.box_clone()]).collect());
            let best = Best { all: false, ..best };
            bring(searcher.search(&as_typed, &best)?.best, 0.0, &mut found.best, typed);
        }
        if phrases < wanted && !sequence.phrase.is_empty() {
            let others = candidates(searcher, &having(searcher, &sequence.phrase, &found.all, &seen)?)?;
            bring(others, weights::AS_PHRASE, &mut found.best, phrases);
        }
        found.best.truncate(keep);
        Ok(found)
    }
}

/// Those of the `hits` in which the words follow each other, without the `seen` ones; all are in the order of addresses.
fn having(
    searcher: &Searcher,
    words: &[Spelled],
    hits: &[Vec<Scored>],
    seen: &[DocAddress],
) -> tantivy::Result<Vec<Scored>> {
    let lists: Vec<&[Scored]> = hits.iter().map(Vec::as_slice).collect();
    let open = |segment: &SegmentReader| Ok((Row::open(segment, words)?, seen));
    let having = walk(
        searcher,
        &lists,
        open,
        |_| Vec::new(),
        |(row, seen), hit, having| {
            if !is_seen(seen, hit.address) && row.as_mut().is_some_and(|row| row.is_in(hit.address.doc_id)) {
                having.push(*hit);
            }
        },
    )?;
    Ok(having.concat())
}

/// Whether an address is among the `seen` ones, which are in their order; those before it are taken off.
fn is_seen(seen: &mut &[DocAddress], address: DocAddress) -> bool {
    let passed = seen.iter().take_while(|seen| **seen < address).count();
    *seen = &seen[passed..];
    seen.first() == Some(&address)
}

/// Puts `better` hits that are not there yet, or behind the `known` ones at the front, right behind these: so all of
/// the better ones come before all others, and the order of those that are there stays. They gain `worth`.
fn bring(mut better: Vec<Candidate>, worth: Score, best: &mut Vec<Candidate>, known: usize) {
    sort_best_first(&mut better, Sort::Relevance);
    let front: HashSet<u64> = best[..known].iter().map(|hit| hit.ident).collect();
    better.retain(|hit| !front.contains(&hit.ident));
    let highest = best[..known].last().map_or(f32::INFINITY, |hit| hit.score);
    for hit in &mut better {
        hit.score = (hit.score + worth).min(highest);
    }
    let brought: HashSet<u64> = better.iter().map(|hit| hit.ident).collect();
    best.retain(|hit| !brought.contains(&hit.ident));
    best.splice(known..known, better);
}

/// Whether a hit that was looked at again has every word as typed: nothing else lifts it so far.
fn is_as_typed(hit: &Candidate) -> bool {
    hit.score > weights::AS_TYPED / 2.0
}

/// Whether a hit that was looked at again has the words as one phrase: nothing else lifts it so far.
fn has_phrase(hit: &Candidate) -> bool {
    hit.score > (weights::AS_PHRASE + weights::AS_TYPED) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_left_out_whatever_segment_it_is_of() {
        let at = |(segment, doc): (u32, u32)| DocAddress::new(segment, doc);
        let hits = [(0, 1), (0, 5), (0, 9), (1, 1), (1, 5)];
        let left = |seen: &[(u32, u32)]| {
            let seen: Vec<DocAddress> = seen.iter().copied().map(at).collect();
            let mut seen = seen.as_slice();
            hits.into_iter().filter(|hit| !is_seen(&mut seen, at(*hit))).collect::<Vec<_>>()
        };
        assert_eq!(left(&[(0, 5), (1, 1)]), [(0, 1), (0, 9), (1, 5)]);
        assert_eq!(left(&[]).len(), hits.len());
        assert_eq!(left(&[(0, 0), (0, 1), (0, 5), (0, 9), (1, 1), (1, 5), (2, 0)]), []);
    }
}
