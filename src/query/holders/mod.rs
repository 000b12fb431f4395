//! Who held which post when: asked for days, and for posts that an article names without a name.

mod infer;
pub(super) mod table;

pub(super) use infer::{Links, Tables};

use std::collections::{BTreeMap, BTreeSet};

use super::filter::{self, either};
use super::hit::HitMaker;
use super::local::Local;
use super::people::post::{Post, begins};
use super::people::sighting::Seen;
use super::people::{Known, Person};
use super::request::Request;
use super::response::{HeldPost, HeldState, Hit, Holder};
use crate::analyse::officials::{canonical_post, name_key};
use crate::error::Result;
use crate::index::entry::{day_number, day_of};
use crate::text::fold::{fold, is_marked};
use table::{Holding, Row, Seat, Table, neighbours};

/// The most articles shown for one post.
const MOST_ARTICLES: usize = 5;

/// Days asked: first and last, included.
#[derive(Clone, Copy, Debug)]
struct Days {
    from: i64,
    to: i64,
}

impl Days {
    fn asked(request: &Request) -> Option<Days> {
        let (from, to) = (request.filters.from, request.filters.to);
        (from.is_some() || to.is_some())
            .then(|| Days { from: from.map_or(i64::MIN, day_number), to: to.map_or(i64::MAX, day_number) })
    }

    /// Whether several may have held a seat that one holds: several are named on the one day asked, or nobody is and
    /// several were seen both before and after.
    fn are_ambiguous(self, seat: &Seat<'_>, named: &BTreeSet<&str>, inferred: &BTreeSet<&str>) -> bool {
        let nobody = named.is_empty() && inferred.is_empty();
        (self.from == self.to && named.len() > 1)
            || (nobody && [self.from, self.to].into_iter().any(|day| seat.on(day) == Holding::Several))
    }

    fn hold(self, row: &Row) -> bool {
        row.day.is_some_and(|day| self.from <= day && day <= self.to)
    }
}

impl Local<'_> {
    /// The dated table of all seats that begin as `typed`.
    pub(super) fn table(&self, typed: &str) -> Result<Table> {
        let asked = Post::new(typed);
        let mut wordings = asked.wordings();
        wordings.push(canonical_post(typed));
        let queries = wordings.iter().filter_map(|wording| filter::post_begins(self.opened, wording)).collect();
        let heads = wordings.iter().filter_map(|wording| wording.split(' ').next()).map(fold).collect();
        let sightings = self.opened.searcher.search(&either(queries), &Seen::Posts(heads))?;
        let folded = fold(&asked.seat);
        let is_wanted = |post: &Post| match is_marked(typed) {
            true => begins(&post.seat, &asked.seat),
            false => begins(&fold(&post.seat), &folded),
        };
        let mut table = Table::new(sightings, is_wanted);
        table.rename(|key| self.joined(key).map(|(key, _)| key));
        Ok(table)
    }

    /// Who held the posts that the request asks for, those seen most often first; none where a former post is asked.
    pub(super) fn holders(&self, request: &Request) -> Result<Option<Vec<HeldPost>>> {
        let Some(typed) = request.filters.roles.first() else { return Ok(None) };
        let asked = Post::new(typed);
        if !asked.held || request.filters.roles.len() > 1 {
            return Ok(None);
        }
        let table = self.table(typed)?;
        let mut seats = table.seats();
        seats.sort_by_key(|seat| *seat != asked.seat && *seat != fold(&asked.seat));
        let days = Days::asked(request);
        let (mut held, mut known) = (Vec::new(), Known::default());
        for seat in without_covered(&table, seats).into_iter().take(request.limit) {
            held.push(self.held_post(&table, seat, days, request, &mut known)?);
        }
        held.sort_by_key(|post| post.state == HeldState::Unknown);
        Ok(Some(held))
    }

    fn held_post(
        &self,
        table: &Table,
        name: &str,
        days: Option<Days>,
        request: &Request,
        known: &mut Known,
    ) -> Result<HeldPost> {
        let seat = table.seat(name);
        let shared = table.post_of(name).is_some_and(Post::is_shared);
        let (named, inferred) = match days {
            Some(days) => holders_in(&seat, days, shared),
            None => (seat.rows.iter().filter_map(|row| row.key.as_deref()).collect(), BTreeSet::new()),
        };
        let state = match days.filter(|_| !shared) {
            Some(days) if days.are_ambiguous(&seat, &named, &inferred) => HeldState::Several,
            _ => state(&named, &inferred),
        };
        let articles = self.evidence(&seat, &named, days, state, request)?;
        let mut people = self.named_holders(&seat, &named, false, known)?;
        people.extend(self.named_holders(&seat, &inferred, true, known)?);
        people.sort_by_key(|holder| (holder.first.is_none(), holder.first, holder.last));
        let (before, after) = match days.filter(|_| !shared) {
            Some(days) => {
                let is_other = |key: &str| !named.contains(key) && !inferred.contains(key);
                let (before, after) = neighbours(&seat, days.from, days.to, is_other);
                (self.one_holder(&seat, before, known)?, self.one_holder(&seat, after, known)?)
            }
            None => (None, None),
        };
        Ok(HeldPost { post: table.wording(name).to_owned(), shared, state, people, before, after, articles })
    }

    /// The person behind a key seen in a seat.
    pub(super) fn one_holder(&self, seat: &Seat<'_>, key: Option<&str>, known: &mut Known) -> Result<Option<Holder>> {
        Ok(self.named_holders(seat, &key.into_iter().collect(), false, known)?.into_iter().next())
    }

    /// The articles that say so: those of the days asked, else those on both sides of them.
    fn evidence(
        &self,
        seat: &Seat<'_>,
        named: &BTreeSet<&str>,
        days: Option<Days>,
        state: HeldState,
        request: &Request,
    ) -> Result<Vec<Hit>> {
        let Some(days) = days else { return Ok(Vec::new()) };
        let mut rows: Vec<&Row> = match named.is_empty() {
            false => seat.rows.iter().copied().filter(|row| days.hold(row)).collect(),
            true if state == HeldState::Inferred => {
                let behind = seat.sure.partition_point(|row| row.day.is_some_and(|day| day < days.from));
                let (before, after) = seat.sure.split_at(behind);
                before.last().into_iter().chain(after.first()).copied().collect()
            }
            true => Vec::new(),
        };
        rows.dedup_by_key(|row| row.ident);
        let mut hits = Vec::new();
        for (place, row) in rows.into_iter().rev().take(MOST_ARTICLES).enumerate() {
            let stored = self.stored(row.address)?;
            let is_holder = |name: &str| row.key.as_deref().is_some_and(|key| name_key(name).ends_with(key));
            let names =
                stored.mentions.iter().map(|mention| mention.name.clone()).filter(|name| is_holder(name)).take(1);
            let maker = HitMaker::new(request).about(names);
            hits.push(maker.hit(stored, row.ident, 0.0, (place + 1) as u64));
        }
        Ok(hits)
    }

    /// The persons behind the keys seen in a seat.
    fn named_holders(
        &self,
        seat: &Seat<'_>,
        keys: &BTreeSet<&str>,
        inferred: bool,
        known: &mut Known,
    ) -> Result<Vec<Holder>> {
        let mut holders = Vec::new();
        for key in keys {
            let rows: BTreeMap<u64, Option<i64>> = seat
                .rows
                .iter()
                .filter(|row| row.key.as_deref() == Some(*key))
                .map(|row| (row.ident, row.day))
                .collect();
            let persons = known.of(*self, key)?;
            holders.extend(persons.iter().filter_map(|person| holder(person, persons.len() == 1, &rows, inferred)));
        }
        Ok(holders)
    }
}

/// A person as the holder of a seat that these articles name him or her with.
fn holder(person: &Person, is_alone: bool, rows: &BTreeMap<u64, Option<i64>>, inferred: bool) -> Option<Holder> {
    let own: Vec<Option<i64>> = match is_alone {
        true => rows.values().copied().collect(),
        false => person.sightings.iter().filter_map(|seen| rows.get(&seen.ident).copied()).collect(),
    };
    let days = || own.iter().copied().flatten();
    (!own.is_empty()).then(|| Holder {
        name: person.name.clone(),
        key: person.key.clone(),
        person: person.number,
        inferred,
        first: days().min().and_then(day_of),
        last: days().max().and_then(day_of),
        articles: own.len() as u64,
    })
}

/// Who is named with the seat in these days, and who must have held it at their beginning or end.
fn holders_in<'a>(seat: &Seat<'a>, days: Days, shared: bool) -> (BTreeSet<&'a str>, BTreeSet<&'a str>) {
    let key = |row: &&'a Row| row.key.as_deref();
    let named: BTreeSet<&str> =
        seat.rows.iter().copied().filter(|row| days.hold(row)).filter_map(|row| key(&row)).collect();
    let seen = |is_it: &dyn Fn(i64) -> bool| -> BTreeSet<&'a str> {
        seat.rows.iter().copied().filter(|row| row.day.is_some_and(is_it)).filter_map(|row| key(&row)).collect()
    };
    let inferred: BTreeSet<&str> = if shared {
        let (before, after) = (seen(&|day| day < days.from), seen(&|day| day > days.to));
        before.intersection(&after).copied().collect()
    } else {
        let known = |day| match seat.on(day) {
            Holding::Inferred(key) => seat.rows.iter().find_map(|row| row.key.as_deref().filter(|own| **own == key)),
            _ => None,
        };
        [days.from, days.to].into_iter().filter_map(known).collect()
    };
    let inferred = inferred.difference(&named).copied().collect();
    (named, inferred)
}

fn state(named: &BTreeSet<&str>, inferred: &BTreeSet<&str>) -> HeldState {
    match (named.is_empty(), inferred.is_empty()) {
        (false, _) => HeldState::Named,
        (true, false) => HeldState::Inferred,
        (true, true) => HeldState::Unknown,
    }
}

/// The most seats that are looked at for one question.
const MOST_SEATS: usize = 60;

/// Leaves out seats said in fewer words whose holders are all named with one said in more, and the other way round
/// where there is only one such.
fn without_covered<'a>(table: &Table, mut seats: Vec<&'a str>) -> Vec<&'a str> {
    seats.truncate(MOST_SEATS);
    let (seats, count) = (&seats, seats.len());
    let holders: Vec<BTreeSet<&str>> = seats.iter().map(|seat| table.holders_of(seat)).collect();
    let within = |one: usize, other: usize| one != other && holders[one].is_subset(&holders[other]);
    let is_longer = |one: usize, other: usize| one != other && begins(seats[one], seats[other]);
    let is_only_longer = |at: usize, short: usize| {
        let like_it = (0..count).filter(|other| is_longer(*other, short) && within(*other, short)).count();
        is_longer(at, short) && within(at, short) && like_it == 1
    };
    let is_covered = |at: usize| {
        let by_longer = |other: usize| is_longer(other, at) && within(at, other) && holders[at] != holders[other];
        (0..count).any(|other| by_longer(other) || is_only_longer(at, other))
    };
    (0..count).filter(|at| !is_covered(*at)).map(|at| seats[at]).collect()
}
