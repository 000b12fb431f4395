//! What a dossier tells besides posts: articles by month, the newest ones, who is named alongside, who held the posts
//! before and after.

use std::collections::{BTreeMap, BTreeSet};

use super::official::{Allowed, looked_at};
use super::tally::Tally;
use crate::error::Result;
use crate::query::hit::HitMaker;
use crate::query::holders::table::{Row, Seat, neighbours};
use crate::query::local::Local;
use crate::query::people::post::Post;
use crate::query::people::sighting::Sighting;
use crate::query::people::{Known, Person};
use crate::query::request::Request;
use crate::query::response::{Alongside, HeldTitle, Hit, Holder, Official, Step};
use crate::query::timeline::bars;

/// For so many posts, those stated most often, it is told who held them before and after.
const MOST_SUCCESSIONS: usize = 8;

impl Local<'_> {
    /// Adds what only a dossier tells.
    pub(super) fn fill_dossier(
        &self,
        official: &mut Official,
        person: &Person,
        allowed: &Allowed,
        request: &Request,
    ) -> Result<()> {
        let own: Vec<&Sighting> = looked_at(person, allowed).collect();
        let mut per_day: BTreeMap<i64, u64> = BTreeMap::new();
        own.iter().filter_map(|seen| seen.day).for_each(|day| *per_day.entry(day).or_default() += 1);
        official.months = Some(bars(&per_day, Step::Month));
        official.with = Some(self.alongside(person, &own, request.limit)?);
        official.latest = Some(self.latest(person, own, request)?);
        // A post stated once beside others that are stated often is mostly one told of a past.
        let least = if official.titles.first().is_some_and(|held| held.articles > 2) { 2 } else { 1 };
        let mut known = Known::default();
        let current = official.titles.iter_mut().filter(|held| held.articles >= least && held.first.is_some());
        for held in current.take(MOST_SUCCESSIONS) {
            (held.before, held.after) = self.neighbours(person, held, &mut known)?;
        }
        Ok(())
    }

    fn latest(&self, person: &Person, mut own: Vec<&Sighting>, request: &Request) -> Result<Vec<Hit>> {
        own.sort_by_key(|seen| (std::cmp::Reverse(seen.day), seen.ident));
        let maker = HitMaker::new(request).about(person.printed_names());
        let newest = own.into_iter().take(request.limit).enumerate();
        newest
            .map(|(place, seen)| Ok(maker.hit(self.stored(seen.address)?, seen.ident, 0.0, (place + 1) as u64)))
            .collect()
    }

    fn alongside(&self, person: &Person, own: &[&Sighting], limit: usize) -> Result<Vec<Alongside>> {
        let articles = self.articles(own.iter().map(|seen| seen.ident));
        let tallied = self.opened.searcher.search(&articles, &Tally)?;
        let other = |official: Official| Alongside { name: official.name, articles: official.articles };
        let others = tallied.people(|key| self.joined(key)).into_iter().filter(|official| official.key != person.key);
        let mut with: Vec<Alongside> = others.map(other).collect();
        with.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        with.truncate(limit);
        Ok(with)
    }

    /// Who was seen last before and first after in a post that one holds at a time.
    fn neighbours(
        &self,
        person: &Person,
        held: &HeldTitle,
        known: &mut Known,
    ) -> Result<(Option<Holder>, Option<Holder>)> {
        let post = Post::new(&held.title);
        if !post.is_definite() {
            return Ok((None, None));
        }
        let table = self.table(&held.title)?;
        let seat = table.seat(&post.seat);
        if !seat.is_the_only_one() {
            return Ok((None, None));
        }
        let own: BTreeSet<u64> = person.sightings.iter().map(|seen| seen.ident).collect();
        let (before, after) = others(&seat, &person.key, &own);
        Ok((self.one_holder(&seat, before, known)?, self.one_holder(&seat, after, known)?))
    }
}

/// The keys of the others who were seen in the seat last before this person was, and first after; who is seen on the
/// first or last day of this person's was there before or after.
fn others<'a>(seat: &Seat<'a>, key: &str, own: &BTreeSet<u64>) -> (Option<&'a str>, Option<&'a str>) {
    let is_own = |row: &&&Row| row.key.as_deref() == Some(key) && own.contains(&row.ident);
    let mut days = seat.sure.iter().filter(is_own).filter_map(|row| row.day);
    let Some(first) = days.next() else { return (None, None) };
    let last = days.next_back().unwrap_or(first);
    neighbours(seat, first + 1, last - 1, |other| other != key)
}
