//! Officials of the index: all of them, or the dossier of each person whom a name may mean.

mod official;
mod person;
mod report;
mod tally;

use std::cmp::Ordering;
use std::collections::HashSet;

use tantivy::collector::Count;
use tantivy::query::AllQuery;

use super::collect::Idents;
use super::filter::{self, Engine, all_of};
use super::local::Local;
use super::people::post::Post;
use super::request::Request;
use super::response::{Official, OfficialsAnswer, Warning};
use crate::error::Result;
use official::{Allowed, holding, official};
pub use report::Mentioned;
use tally::Tally;

/// In which order officials are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfficialsSort {
    /// Named in most articles first.
    #[default]
    Articles,
    /// By name.
    Name,
    /// Last seen first.
    Newest,
    /// First seen first.
    Oldest,
}

/// The most officials that a question for one name lists with a dossier each.
const MOST_DOSSIERS: usize = 20;

impl Local<'_> {
    /// The officials in the articles that `request`'s filters select; with a `name`, the dossier of each person it may
    /// mean. `request.limit` is the most that are given.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn officials(
        &self,
        name: Option<&str>,
        request: &Request,
        sort: OfficialsSort,
    ) -> Result<(OfficialsAnswer, Vec<Warning>)> {
        let (articles, mut warnings) = self.selected(request)?;
        warnings.extend(self.undated_left_out(name, request)?);
        let Some(name) = name else {
            let officials = self.listed(articles, request, sort)?;
            let holders = self.holders(request)?;
            return Ok((OfficialsAnswer { officials, holders }, warnings));
        };
        let mut people = Vec::new();
        let allowed = self.allowed(articles, request)?;
        let (persons, warning) = self.persons_named(name)?;
        warnings.extend(warning);
        for person in persons {
            people.extend(official(&person, &allowed).map(|official| (official, person)));
        }
        let wanted = holding(people.iter().map(|(official, _)| official.clone()).collect(), &request.filters.roles);
        people.retain(|(official, _)| wanted.contains(official));
        people.sort_by(|(a, _), (b, _)| order(a, b, sort));
        people.truncate(request.limit.min(MOST_DOSSIERS));
        let mut officials = Vec::new();
        for (mut official, person) in people {
            self.fill_dossier(&mut official, &person, &allowed, request)?;
            officials.push(official);
        }
        Ok((OfficialsAnswer { officials, holders: None }, warnings))
    }

    /// The officials that the request asks for, with the posts that these articles state, in the order of time.
    pub(super) fn officials_in(&self, articles: &Engine, request: &Request) -> Result<Option<Vec<Official>>> {
        if request.filters.officials.is_empty() {
            return Ok(None);
        }
        let allowed = Some(self.opened.searcher.search(articles, &Idents)?.into_iter().collect());
        let mut officials: Vec<Official> = Vec::new();
        for typed in &request.filters.officials {
            let (persons, _) = self.persons_named(typed)?;
            officials.extend(persons.iter().filter_map(|person| official(person, &allowed)));
        }
        officials.truncate(MOST_DOSSIERS);
        for official in &mut officials {
            official.titles.sort_by_key(|held| (held.first.is_none(), held.first, held.last));
        }
        Ok(Some(officials))
    }

    /// The articles that the days and posts of the request select.
    fn selected(&self, request: &Request) -> Result<(Engine, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let mut all: Vec<Engine> = vec![Box::new(AllQuery)];
        for role in &request.filters.roles {
            let made = filter::role(self.opened, role)?;
            warnings.extend(made.warning);
            all.push(made.query);
        }
        all.extend(filter::days(self.opened, &request.filters));
        Ok((all_of(all), warnings))
    }

    /// How many articles would count but for having no date of publication, where days are asked.
    fn undated_left_out(&self, name: Option<&str>, request: &Request) -> Result<Option<Warning>> {
        let (roles, filters) = (&request.filters.roles, &request.filters);
        if (filters.from.is_none() && filters.to.is_none()) || (name.is_none() && roles.is_empty()) {
            return Ok(None);
        }
        let mut all = vec![filter::undated(self.opened)];
        for role in roles {
            all.push(filter::role(self.opened, role)?.query);
        }
        if let Some(name) = name {
            all.push(self.official(name)?.made.query);
        }
        let message = match self.opened.searcher.search(&all_of(all), &Count)? {
            0 => return Ok(None),
            1 => "1 more article matches but has no date of publication; left out by the date filter".to_owned(),
            more => format!("{more} more articles match but have no date of publication; left out by the date filter"),
        };
        Ok(Some(Warning { at: 0, message }))
    }

    /// Which articles these are; no set where they are all.
    fn allowed(&self, articles: Engine, request: &Request) -> Result<Allowed> {
        let filters = &request.filters;
        if filters.roles.is_empty() && filters.from.is_none() && filters.to.is_none() {
            return Ok(None);
        }
        Ok(Some(self.opened.searcher.search(&articles, &Idents)?.into_iter().collect::<HashSet<u64>>()))
    }

    /// Who is named in these articles. Namesakes are kept apart among those who are shown.
    fn listed(&self, articles: Engine, request: &Request, sort: OfficialsSort) -> Result<Vec<Official>> {
        let tally = self.opened.searcher.search(&articles, &Tally)?;
        let mut people = holding(tally.people(|key| self.joined(key)), &request.filters.roles);
        people.sort_by(|a, b| order(a, b, sort).reverse());
        let allowed = self.allowed(articles, request)?;
        let mut shown: Vec<Official> = Vec::new();
        // What is parted comes behind the whole in every order, so that each is looked at when its turn comes.
        while let Some(next) = people.pop().filter(|_| shown.len() < request.limit) {
            let is_one = || allowed.is_none() && !may_be_several(&next) && !self.people.speaks_of(&next.key);
            if next.person.is_some() || is_one() {
                shown.push(next);
                continue;
            }
            let persons = self.persons(&next.key)?;
            if persons.len() < 2 {
                shown.push(next);
                continue;
            }
            let parts = persons.iter().filter_map(|person| official(person, &allowed)).collect();
            for part in holding(parts, &request.filters.roles) {
                let at = people.partition_point(|other| order(other, &part, sort) == Ordering::Greater);
                people.insert(at, part);
            }
        }
        Ok(shown)
    }
}

/// Whether two of the posts may be too far apart for one person.
fn may_be_several(person: &Official) -> bool {
    const MOST_POSTS: usize = 60;
    let posts: Vec<Post> = person.titles.iter().take(MOST_POSTS).map(|held| Post::new(&held.title)).collect();
    let is_apart = |at: usize| posts[at + 1..].iter().any(|other| posts[at].is_apart_from(other));
    person.titles.len() > MOST_POSTS || (0..posts.len()).any(is_apart)
}

fn order(a: &Official, b: &Official, sort: OfficialsSort) -> Ordering {
    let wanted = match sort {
        OfficialsSort::Articles => b.articles.cmp(&a.articles),
        OfficialsSort::Name => Ordering::Equal,
        OfficialsSort::Newest => b.last.cmp(&a.last),
        OfficialsSort::Oldest => a.first.is_none().cmp(&b.first.is_none()).then(a.first.cmp(&b.first)),
    };
    wanted.then_with(|| a.key.cmp(&b.key)).then(a.person.cmp(&b.person))
}
