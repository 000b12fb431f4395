//! A page of hits: what is stored of each is read, and its snippets are cut, two at a time where there is another
//! thread.

use super::collect::Candidate;
use super::copies::Shown;
use super::hit::HitMaker;
use super::holders::Tables;
use super::local::{Asking, Local};
use super::parts::in_parts;
use super::response::{Hit, Match};
use crate::error::Result;

/// The most copies of a hit that are named.
const MOST_COPIES: usize = 20;
/// Fewer hits than this are made one by one.
const FEWEST_AT_ONCE: usize = 4;
/// To make one takes about as long as to go through so many articles.
const WORK: u64 = 1000;

/// A hit in its place on the page.
pub(super) struct Placed<'a> {
    /// 1-based, among all hits.
    pub(super) rank: u64,
    pub(super) shown: &'a Shown,
    /// Whether it lacks some of what was asked.
    pub(super) is_partial: bool,
}

impl Local<'_> {
    /// The hits of a page, in its order.
    pub(super) fn hits(&self, maker: &HitMaker<'_>, asking: &Asking, page: &[Placed<'_>]) -> Result<Vec<Hit>> {
        // Who held a post is worked out once for all hits.
        if page.len() < FEWEST_AT_ONCE || !asking.posts.is_empty() {
            return self.one_by_one(maker, asking, page);
        }
        in_parts(page, page.len() as u64 * WORK, |tables, placed| Ok(vec![self.hit(maker, asking, tables, placed)?]))
    }

    fn one_by_one(&self, maker: &HitMaker<'_>, asking: &Asking, page: &[Placed<'_>]) -> Result<Vec<Hit>> {
        let mut tables = Tables::default();
        page.iter().map(|placed| self.hit(maker, asking, &mut tables, placed)).collect()
    }

    fn hit(&self, maker: &HitMaker<'_>, asking: &Asking, tables: &mut Tables, placed: &Placed<'_>) -> Result<Hit> {
        let candidate = &placed.shown.candidate;
        let stored = self.stored(candidate.address)?;
        let here = self.links_in(&stored, candidate.ident, &asking.posts, tables)?;
        let linked = self.linked(asking.links.iter().flat_map(|links| links.of(candidate.ident)).chain(&here))?;
        let mut hit = maker.linked_hit(stored, candidate.ident, candidate.score, placed.rank, &linked);
        if placed.is_partial {
            hit.matched = Match::Partial;
        }
        let copy = |other: &Candidate| Ok(HitMaker::copy(&self.stored(other.address)?, other.ident));
        hit.also = placed.shown.copies.iter().take(MOST_COPIES).map(copy).collect::<Result<_>>()?;
        Ok(hit)
    }

    /// Posts that are linked, each once, with the name to be shown.
    fn linked<'l>(&self, links: impl Iterator<Item = &'l (String, String)>) -> Result<Vec<(String, String)>> {
        let mut linked: Vec<(String, String)> = Vec::new();
        for (post, key) in links {
            if !linked.iter().any(|(known, _)| known == post) {
                linked.push((post.clone(), self.name_of(key, post)?));
            }
        }
        Ok(linked)
    }
}
