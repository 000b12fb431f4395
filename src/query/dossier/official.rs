//! A person's sightings → what is told of an official: posts with days, counts.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::tally::Seen;
use crate::analyse::officials::canonical_post;
use crate::index::entry::day_of;
use crate::query::people::Person;
use crate::query::people::post::begins;
use crate::query::people::sighting::Sighting;
use crate::query::response::{HeldTitle, Official};
use crate::text::fold::{fold, is_marked};

/// The articles that are looked at: all of them, or these.
pub(super) type Allowed = Option<HashSet<u64>>;

/// What is told of a person, from the `allowed` articles; none where there is none.
pub(super) fn official(person: &Person, allowed: &Allowed) -> Option<Official> {
    let own: Vec<&Sighting> = looked_at(person, allowed).collect();
    let days = || own.iter().filter_map(|seen| seen.day);
    (!own.is_empty()).then(|| Official {
        name: person.name.clone(),
        key: person.key.clone(),
        articles: own.len() as u64,
        mentions: own.iter().flat_map(|seen| seen.printed()).map(|(_, times)| times).sum(),
        first: days().min().and_then(day_of),
        last: days().max().and_then(day_of),
        titles: held_titles(posts(&own)),
        with: None,
        latest: None,
        person: person.number,
        months: None,
    })
}

pub(super) fn looked_at<'a>(person: &'a Person, allowed: &Allowed) -> impl Iterator<Item = &'a Sighting> {
    person.sightings.iter().filter(move |seen| allowed.as_ref().is_none_or(|allowed| allowed.contains(&seen.ident)))
}

fn posts(own: &[&Sighting]) -> Vec<(String, Seen)> {
    let mut posts: HashMap<&str, Seen> = HashMap::new();
    for (number, seen) in own.iter().enumerate() {
        for post in seen.posts_printed() {
            posts.entry(post).or_default().on(number as u32, seen.day);
        }
    }
    posts.into_iter().map(|(post, seen)| (post.to_owned(), seen)).collect()
}

/// A post for comparing: canonical, without marks.
fn plain_post(post: &str) -> String {
    fold(&canonical_post(post))
}

/// Posts that are one in their canonical form count once, under the wording printed most often.
pub(super) fn held_titles(posts: Vec<(String, Seen)>) -> Vec<HeldTitle> {
    let mut by_canonical: BTreeMap<String, Vec<(String, Seen)>> = BTreeMap::new();
    for (post, seen) in posts {
        by_canonical.entry(plain_post(&post)).or_default().push((post, seen));
    }
    let mut titles: Vec<HeldTitle> = by_canonical
        .into_values()
        .map(|mut wordings| {
            wordings.sort_by(|a, b| b.1.articles.cmp(&a.1.articles).then_with(|| a.0.cmp(&b.0)));
            let mut all = Seen::default();
            wordings.iter().for_each(|(_, seen)| all.join(seen));
            let (first, last) = all.days();
            let title = wordings.swap_remove(0).0;
            HeldTitle { title, first, last, articles: all.articles, before: None, after: None }
        })
        .collect();
    titles.sort_by(|a, b| b.articles.cmp(&a.articles).then(b.last.cmp(&a.last)).then_with(|| a.title.cmp(&b.title)));
    titles
}

/// How posts asked for are held against posts held: as they begin, else as they hold the words anywhere.
pub(super) struct AskedPost {
    canonical: String,
    marked: bool,
}

impl AskedPost {
    pub(super) fn new(typed: &str) -> AskedPost {
        AskedPost { canonical: canonical_post(typed), marked: is_marked(typed) }
    }

    /// Whether one of the posts begins so.
    pub(super) fn begins(&self, person: &Official) -> bool {
        person.titles.iter().any(|held| self.is_marked_so(&held.title, begins))
    }

    /// Whether one of the posts has the words one behind the other, with whatever marks.
    pub(super) fn is_in(&self, person: &Official) -> bool {
        let asked = format!(" {} ", fold(&self.canonical));
        person.titles.iter().any(|held| format!(" {} ", plain_post(&held.title)).contains(&asked))
    }

    fn is_marked_so(&self, post: &str, is_so: impl Fn(&str, &str) -> bool) -> bool {
        let canonical = canonical_post(post);
        match self.marked {
            true => is_so(&canonical, &self.canonical),
            false => is_so(&fold(&canonical), &fold(&self.canonical)),
        }
    }
}

/// Those who hold all the posts: each as it begins where somebody's does, else by words anywhere in a post.
pub(super) fn holding(people: Vec<Official>, roles: &[String]) -> Vec<Official> {
    let mut kept = people;
    for asked in roles.iter().map(|role| AskedPost::new(role)) {
        let begins: Vec<bool> = kept.iter().map(|person| asked.begins(person)).collect();
        let some_begin = begins.contains(&true);
        let holds = |(person, begins): (Official, bool)| {
            (if some_begin { begins } else { asked.is_in(&person) }).then_some(person)
        };
        kept = kept.into_iter().zip(begins).filter_map(holds).collect();
    }
    kept
}
