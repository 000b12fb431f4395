//! The best hits of a query: collected by words, looked at again for neighbours, phrases first.

use std::collections::HashSet;

use tantivy::query::{BooleanQuery, Occur};

use super::collect::{Best, Candidate, Collected, sort_best_first};
use super::filter::{Engine, phrase, silent};
use super::local::Local;
use super::rank::{Sequence, look_again, weights};
use super::response::Sort;
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
        let sequence = sequence.filter(|sequence| sort == Sort::Relevance && !sequence.pairs.is_empty());
        let least = sequence.map_or(FEWEST_KEPT, |sequence| sequence.candidates);
        let keep = wanted.max(least);
        let mut found = searcher.search(&query, &Best { keep, sort })?;
        let Some(sequence) = sequence else { return Ok(found) };
        let second = found.best.len().min(sequence.candidates);
        let looked_at = &mut found.best[..second];
        look_again(searcher, self.opened.fields.text, sequence, looked_at)?;
        sort_best_first(looked_at, sort);
        let phrases = looked_at.iter().take_while(|hit| has_phrase(hit)).count();
        if phrases < wanted && found.total as usize > second {
            self.bring_phrases(query, keep, sequence, &mut found.best, phrases)?;
        }
        Ok(found)
    }

    /// Puts hits that have the words as one phrase, and were not among those looked at again, behind the `known` ones
    /// at the front: so all of these come before all others, and the order of those that are there stays.
    fn bring_phrases(
        &self,
        query: Engine,
        keep: usize,
        sequence: &Sequence,
        best: &mut Vec<Candidate>,
        known: usize,
    ) -> Result<()> {
        let Some(phrase) = phrase(sequence.phrase.clone()) else { return Ok(()) };
        let both = BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, silent(phrase))]);
        let mut found = self.opened.searcher.search(&both, &Best { keep, sort: Sort::Relevance })?.best;
        let front: HashSet<u64> = best[..known].iter().map(|hit| hit.ident).collect();
        found.retain(|hit| !front.contains(&hit.ident));
        let highest = best[..known].last().map_or(f32::INFINITY, |hit| hit.score);
        for hit in &mut found {
            hit.score = (hit.score + weights::AS_PHRASE).min(highest);
        }
        let brought: HashSet<u64> = found.iter().map(|hit| hit.ident).collect();
        best.retain(|hit| !brought.contains(&hit.ident));
        best.splice(known..known, found);
        best.truncate(keep);
        Ok(())
    }
}

/// Whether a hit that was looked at again has the words as one phrase: nothing else lifts it so far.
fn has_phrase(hit: &Candidate) -> bool {
    hit.score > (weights::AS_PHRASE + weights::AS_TYPED) / 2.0
}
