//! Posts that an article names without a name, linked to the one person who can have held them that day.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::table::{Holding, Row, Seat, Table};
use crate::error::Result;
use crate::index::stored::Stored;
use crate::query::local::Local;
use crate::query::people::Person;
use crate::query::people::post::{Post, begins};
use crate::text::fold::fold;

/// The most seats of one person that are looked for without a name.
const MOST_SEATS: usize = 8;

/// A seat stated so many times less often than another of the same person is none that a paper names without the name.
const RARE: usize = 20;

/// Links made: by article, the post as printed and the key of the one who held it.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Links {
    by_article: BTreeMap<u64, Vec<(String, String)>>,
}

impl Links {
    /// Posts and keys linked in an article.
    pub(in crate::query) fn of(&self, ident: u64) -> &[(String, String)] {
        self.by_article.get(&ident).map_or(&[], Vec::as_slice)
    }

    fn articles(&self) -> impl Iterator<Item = u64> {
        self.by_article.keys().copied()
    }

    /// Adds the links of these seats to whom `is_meant`.
    fn add(&mut self, table: &Table, seats: &BTreeSet<&str>, is_meant: impl Fn(&str) -> bool) {
        for (row, key) in links(table, seats).into_iter().filter(|(_, key)| is_meant(key)) {
            let posts = self.by_article.entry(row.ident).or_default();
            let link = (table.posts[row.post].0.clone(), key);
            if !posts.contains(&link) {
                posts.push(link);
            }
        }
    }
}

/// Links of seats asked for before, by seat.
#[derive(Default)]
pub(in crate::query) struct Tables(HashMap<String, Links>);

/// For so many seats of one page of hits it is looked who held them.
const MOST_TABLES: usize = 12;

impl Tables {
    fn of(&mut self, local: Local<'_>, seat: &str, printed: &str) -> Result<&Links> {
        if !self.0.contains_key(seat) {
            let mut links = Links::default();
            if self.0.len() < MOST_TABLES {
                links.add(&local.table(printed)?, &BTreeSet::from([seat]), |_| true);
            }
            self.0.insert(seat.to_owned(), links);
        }
        Ok(self.0.entry(seat.to_owned()).or_default())
    }
}

/// Each row without a name, of one of these seats, whose one possible holder is known, with the key of that holder.
fn links<'t>(table: &'t Table, wanted: &BTreeSet<&str>) -> Vec<(&'t Row, String)> {
    let mut seats: HashMap<&str, Option<Seat<'_>>> = HashMap::new();
    let mut found = Vec::new();
    let unnamed = table.rows.iter().filter(|row| row.key.is_none() && wanted.contains(table.seat_of(row)));
    let named: HashSet<(u64, &str)> = table.named().map(|row| (row.ident, table.seat_of(row))).collect();
    let by_article = articles(&named);
    for row in unnamed {
        let name = table.seat_of(row);
        let seat = seats.entry(name).or_insert_with(|| {
            let is_definite = table.posts[row.post].1.is_definite();
            (is_definite && !table.posts[row.post].1.is_foreign())
                .then(|| table.seat(name))
                .filter(Seat::is_the_only_one)
        });
        let (Some(seat), Some(day)) = (seat, row.day) else { continue };
        // Who is named with the like of it here may be meant.
        let here = by_article.get(&row.ident).into_iter().flatten();
        if here.into_iter().any(|other| begins(other, name) || begins(name, other)) {
            continue;
        }
        if let Holding::Named(key) | Holding::Inferred(key) = seat.on(day) {
            found.push((row, key));
        }
    }
    found
}

fn articles<'a>(named: &HashSet<(u64, &'a str)>) -> HashMap<u64, Vec<&'a str>> {
    let mut all: HashMap<u64, Vec<&str>> = HashMap::new();
    for (ident, seat) in named {
        all.entry(*ident).or_default().push(seat);
    }
    all
}

impl Local<'_> {
    /// Links of the posts without a name of one article that begin as one of those `asked`.
    pub(in crate::query) fn links_in(
        &self,
        stored: &Stored,
        ident: u64,
        asked: &[Post],
        tables: &mut Tables,
    ) -> Result<Vec<(String, String)>> {
        let mut links = Vec::new();
        if stored.published.is_none() || asked.is_empty() {
            return Ok(links);
        }
        for role in stored.roles.iter().filter(|role| role.name.is_none()) {
            let post = Post::new(&role.title);
            let is_asked = asked.iter().any(|asked| begins(&fold(&post.seat), &fold(&asked.seat)));
            if is_asked && post.is_definite() {
                let of_seat = tables.of(*self, &post.seat, &role.title)?;
                let link = of_seat.of(ident).iter().find(|(printed, _)| *printed == role.title);
                links.extend(link.cloned());
            }
        }
        Ok(links)
    }

    /// Links of posts without a name to this person, and the articles that have them.
    pub(in crate::query) fn links_to(&self, person: &Person) -> Result<(Links, Vec<u64>)> {
        let mut links = Links::default();
        for seat in definite_seats(person) {
            let table = self.table(&seat)?;
            let is_own = |row: &&Row| row.key.as_deref() == Some(person.key.as_str());
            let seats = table.named().filter(is_own).map(|row| table.seat_of(row)).collect();
            links.add(&table, &seats, |key| key == person.key);
        }
        let named: HashSet<u64> = person.sightings.iter().map(|seen| seen.ident).collect();
        let others = links.articles().filter(|ident| !named.contains(ident)).collect();
        Ok((links, others))
    }

    /// The name under which the one with this key is shown as the holder of a post in an article of that day.
    pub(in crate::query) fn name_of(&self, key: &str, printed: &str) -> Result<String> {
        let seat = Post::new(printed).seat;
        let persons = self.persons(key)?;
        let holds = |person: &&Person| person.posts().any(|(_, post)| Post::new(post).seat == seat);
        let person = persons.iter().find(holds).or(persons.first());
        Ok(person.map(Person::label).unwrap_or_default())
    }
}

/// The seats of a person that a paper may name without the name, most often stated first; one of several that begin
/// alike stands for all.
fn definite_seats(person: &Person) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: HashMap<&str, Option<String>> = HashMap::new();
    for (_, printed) in person.posts() {
        let seat = known.entry(printed).or_insert_with(|| {
            let post = Post::new(printed);
            post.is_definite().then_some(post.seat)
        });
        if let Some(seat) = seat {
            *times.entry(seat.clone()).or_default() += 1;
        }
    }
    let all: BTreeSet<String> = times.keys().cloned().collect();
    let is_covered = |seat: &String| all.iter().any(|other| other != seat && begins(seat, other));
    let mut seats: Vec<(String, usize)> = times.into_iter().filter(|(seat, _)| !is_covered(seat)).collect();
    seats.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let most = seats.first().map_or(0, |(_, times)| *times);
    seats.into_iter().take(MOST_SEATS).filter(|(_, times)| times * RARE >= most).map(|(seat, _)| seat).collect()
}
