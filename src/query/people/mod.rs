//! Who is who: the persons behind the names of an index.
//!
//! ```text
//! key of a name → sightings (day, posts) → persons kept apart by their posts, joined and parted by the user's own file
//! ```
//!
//! Nothing of this is stored: it follows from the columns of the index when a question is asked.

mod apart;
mod ask;
mod level;
mod own;
pub(super) mod post;
pub(super) mod sighting;

use std::collections::{BTreeMap, HashMap};

use tantivy::Term;
use tantivy::query::TermSetQuery;

pub(super) use own::NOBODY;
pub use own::People;

use super::filter::Engine;
use super::local::Local;
use crate::error::Result;
use apart::Entry;
use post::Post;
use sighting::{Seen, Sighting};

/// One person of the index.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The exact key of the name; of several names of one person, of the one named first in the user's file.
    pub(super) key: String,
    /// As most often printed.
    pub(super) name: String,
    /// 1-based place among the persons of that name; none where there is only one.
    pub(super) number: Option<u32>,
    /// In the order of time, undated ones last.
    pub(super) sightings: Vec<Sighting>,
}

impl Person {
    /// `Hà Thị Uyển (2)`
    pub(super) fn label(&self) -> String {
        match self.number {
            Some(number) => format!("{} ({number})", self.name),
            None => self.name.clone(),
        }
    }

    /// The posts stated, as printed, article by article.
    pub(super) fn posts(&self) -> impl Iterator<Item = (&Sighting, &str)> {
        self.sightings.iter().flat_map(|seen| seen.posts_printed().map(move |post| (seen, post)))
    }
}

/// Persons asked for before, by key.
#[derive(Default)]
pub(super) struct Known(HashMap<String, Vec<Person>>);

impl Known {
    pub(super) fn of(&mut self, local: Local<'_>, key: &str) -> Result<&[Person]> {
        if !self.0.contains_key(key) {
            self.0.insert(key.to_owned(), local.persons(key)?);
        }
        Ok(self.0.get(key).map_or(&[], Vec::as_slice))
    }
}

/// `Hà Thị Uyển (2)` → the name and the number.
pub(super) fn numbered(typed: &str) -> (&str, Option<u32>) {
    let parts = || {
        let (name, number) = typed.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        Some((name.trim_end(), number.trim().parse().ok().filter(|number| *number > 0)?))
    };
    parts().map_or((typed, None), |(name, number)| (name, Some(number)))
}

impl Local<'_> {
    /// The persons behind the name with this key, first seen first.
    pub(super) fn persons(&self, key: &str) -> Result<Vec<Person>> {
        let (name, keys) = match self.people.same_as(key) {
            Some((name, keys)) => (Some(name.to_owned()), keys.into_iter().map(str::to_owned).collect()),
            None => (None, vec![key.to_owned()]),
        };
        let mut sightings = self.opened.searcher.search(&self.named_by(&keys), &Seen::Keys(keys.clone()))?;
        sightings.sort_by_key(|seen| (seen.day.is_none(), seen.day, seen.ident));
        let rules: Vec<own::Apart> = keys.iter().flat_map(|key| self.people.apart(key)).collect();
        let key = keys.into_iter().next().unwrap_or_default();
        Ok(persons(&key, name.as_deref(), sightings, &rules))
    }

    /// The key and the name of the person that the user's own file gives a key to.
    pub(super) fn joined(&self, key: &str) -> Option<(String, String)> {
        let (name, keys) = self.people.same_as(key)?;
        Some(((*keys.first()?).to_owned(), name.to_owned()))
    }

    /// Articles that name somebody with one of these keys.
    pub(super) fn named_by(&self, keys: &[String]) -> Engine {
        let field = self.opened.fields.official_key;
        Box::new(TermSetQuery::new(keys.iter().map(|key| Term::from_field_text(field, &format!("={key}")))))
    }

    /// These articles.
    pub(super) fn articles(&self, idents: impl IntoIterator<Item = u64>) -> Engine {
        let field = self.opened.fields.ident;
        Box::new(TermSetQuery::new(idents.into_iter().map(|ident| Term::from_field_u64(field, ident))))
    }
}

fn persons(key: &str, name: Option<&str>, sightings: Vec<Sighting>, rules: &[own::Apart]) -> Vec<Person> {
    let (entries, posts) = entries(&sightings);
    let of = apart::persons(&entries, &posts, rules);
    let mut by_person: BTreeMap<usize, Vec<Sighting>> = BTreeMap::new();
    let mut order: Vec<usize> = Vec::new();
    for (seen, person) in sightings.into_iter().zip(of) {
        if !order.contains(&person) {
            order.push(person);
        }
        by_person.entry(person).or_default().push(seen);
    }
    let several = order.len() > 1;
    let person = |(at, number): (usize, usize)| {
        let sightings = by_person.remove(&number).unwrap_or_default();
        let name = name.map_or_else(|| printed(&sightings), str::to_owned);
        Person { key: key.to_owned(), name, number: several.then_some(at as u32 + 1), sightings }
    };
    order.into_iter().enumerate().map(person).collect()
}

/// What tells persons apart: the days, and each post once.
fn entries(sightings: &[Sighting]) -> (Vec<Entry>, Vec<Post>) {
    let (mut posts, mut numbers): (Vec<Post>, HashMap<&str, usize>) = (Vec::new(), HashMap::new());
    let mut entries = Vec::with_capacity(sightings.len());
    for seen in sightings {
        let number = |post| {
            *numbers.entry(post).or_insert_with(|| {
                posts.push(Post::new(post));
                posts.len() - 1
            })
        };
        entries.push(Entry { day: seen.day, posts: seen.posts_printed().map(number).collect() });
    }
    (entries, posts)
}

/// The name as most often printed; of equals the first by letters.
fn printed(sightings: &[Sighting]) -> String {
    let mut names: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, _) in sightings.iter().flat_map(Sighting::printed) {
        *names.entry(name).or_default() += 1;
    }
    let most = names.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
    most.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_number_behind_a_name() {
        for (typed, name, number) in [
            ("Hà Thị Uyển (2)", "Hà Thị Uyển", Some(2)),
            ("ha thi uyen(1)", "ha thi uyen", Some(1)),
            ("Hà Thị Uyển", "Hà Thị Uyển", None),
            ("Hà Thị Uyển (0)", "Hà Thị Uyển (0)", None),
            ("Hà (Thị) Uyển", "Hà (Thị) Uyển", None),
        ] {
            assert_eq!(numbered(typed), (name, number), "{typed}");
        }
    }
}
