//! What `--official` means: which persons, and in which articles.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::Term;

use super::sighting::Sighting;
use super::{Person, numbered};
use crate::analyse::officials::name_key;
use crate::error::Result;
use crate::query::filter::{self, Made, either};
use crate::query::holders::Links;
use crate::query::local::Local;
use crate::query::names::{Meant, Names};
use crate::query::response::Warning;
use crate::text::fold::{fold, is_marked};

/// An official asked for, made ready.
pub(in crate::query) struct AskedOfficial {
    /// The articles, and what the user should know.
    pub(in crate::query) made: Made,
    /// Posts without a name that are linked to the one person meant.
    pub(in crate::query) links: Links,
    /// The names by which to find the mentions.
    pub(in crate::query) names: Vec<String>,
}

/// The most names that one question may mean.
const MOST_KEYS: usize = 50;

impl Local<'_> {
    /// The official that was typed: articles that name him or her, and those that name only the post.
    pub(in crate::query) fn official(&self, typed: &str) -> Result<AskedOfficial> {
        let (name, number) = numbered(typed);
        let keys = self.keys_of(name)?;
        if let Some(number) = number {
            return self.numbered_official(name, number, &keys);
        }
        let mut made = filter::official(self.opened, name)?;
        let mut names = vec![name.to_owned()];
        let same: BTreeSet<&str> =
            keys.iter().filter_map(|key| self.people.same_as(key)).flat_map(|(_, keys)| keys).collect();
        if !same.is_empty() {
            let all: Vec<String> = same.iter().map(|key| (*key).to_owned()).collect();
            made.query = either(vec![made.query, self.named_by(&all)]);
        }
        let persons = match keys.as_slice() {
            [key] => self.persons(key)?,
            _ => Vec::new(),
        };
        let mut links = Links::default();
        if let [person] = persons.as_slice() {
            names.extend(person.printed_names());
            let (own, articles) = self.links_to(person)?;
            links = own;
            if !articles.is_empty() {
                made.query = either(vec![made.query, self.articles(articles)]);
            }
        }
        Ok(AskedOfficial { made, links, names })
    }

    fn numbered_official(&self, name: &str, number: u32, keys: &[String]) -> Result<AskedOfficial> {
        let mut persons = Vec::new();
        for key in keys {
            persons.extend(self.persons(key)?.into_iter().filter(|person| person.number.unwrap_or(1) == number));
        }
        let names = std::iter::once(name.to_owned()).chain(persons.iter().flat_map(Person::printed_names)).collect();
        let links = match persons.as_slice() {
            [person] => self.links_to(person)?,
            _ => Default::default(),
        };
        let idents = persons.iter().flat_map(|person| &person.sightings).map(|seen| seen.ident).chain(links.1);
        let made = match persons.is_empty() {
            false => Made::plain(self.articles(idents)),
            true => Made::saying(
                filter::nothing(),
                format!("the index keeps no {number} persons of the name `{name}` apart"),
            ),
        };
        Ok(AskedOfficial { made, links: links.0, names })
    }

    /// The persons whom a name as typed may mean, and how it was taken.
    pub(in crate::query) fn persons_named(&self, typed: &str) -> Result<(Vec<Person>, Option<Warning>)> {
        let (name, number) = numbered(typed);
        let mut persons = Vec::new();
        for key in self.keys_of(name)? {
            persons.extend(self.persons(&key)?);
        }
        let is_asked = |person: &Person| number.is_none_or(|number| person.number.unwrap_or(1) == number);
        persons.retain(is_asked);
        Ok((persons, filter::official(self.opened, name)?.warning))
    }

    /// The keys of the names that may be meant; one for all names that the user's own file joins.
    fn keys_of(&self, typed: &str) -> Result<Vec<String>> {
        let key = name_key(typed);
        let is_whole = is_marked(typed) && self.is_key(&key)?;
        let keys = if is_whole { vec![key] } else { self.keys_like(typed)? };
        let mut joined: Vec<String> = Vec::new();
        for key in keys.into_iter().map(|key| self.joined(&key).map_or(key, |(key, _)| key)) {
            if !joined.contains(&key) && joined.len() < MOST_KEYS {
                joined.push(key);
            }
        }
        Ok(joined)
    }

    fn is_key(&self, key: &str) -> Result<bool> {
        let term = Term::from_field_text(self.opened.fields.official_key, &format!("={key}"));
        Ok(self.opened.searcher.doc_freq(&term)? > 0)
    }

    /// Names that hold what was typed, most often named first; where none does, those that have the same letters with other marks.
    fn keys_like(&self, typed: &str) -> Result<Vec<String>> {
        let articles = filter::official(self.opened, typed)?.query;
        let names = self.opened.searcher.search(&articles, &Names)?;
        let like = |typed: &str| -> Vec<String> {
            let meant = Meant::new(typed);
            let mut keys: BTreeMap<&str, u64> = BTreeMap::new();
            for (person, times) in &names {
                if let Some((key, _)) = person.split_once('\t').filter(|(_, name)| meant.holds(name)) {
                    *keys.entry(key).or_default() += times;
                }
            }
            let mut keys: Vec<(&str, u64)> = keys.into_iter().collect();
            keys.sort_by_key(|(key, times)| (std::cmp::Reverse(*times), *key));
            keys.into_iter().map(|(key, _)| key.to_owned()).collect()
        };
        let keys = like(typed);
        Ok(if keys.is_empty() { like(&fold(typed)) } else { keys })
    }
}

impl Person {
    /// The names under which the person is printed.
    pub(in crate::query) fn printed_names(&self) -> Vec<String> {
        let names: BTreeSet<&str> = self.sightings.iter().flat_map(Sighting::printed).map(|(name, _)| name).collect();
        names.into_iter().map(str::to_owned).collect()
    }
}
