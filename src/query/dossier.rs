//! Officials of the index: all of them, or the dossier of one name.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{AllQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, Term};

use super::filter::{self, Engine, all_of};
use super::hit::HitMaker;
use super::local::Local;
use super::request::Request;
use super::response::{Alongside, HeldTitle, Official, OfficialsAnswer, Warning};
use crate::analyse::officials::{canonical_post, name_key};
use crate::error::Result;
use crate::index::entry::day_of;
use crate::text::fold::{fold, is_marked};
use crate::text::token::{Token, tokens};

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
        let mut warnings = Vec::new();
        let query = self.officials_query(name, request, &mut warnings)?;
        let tally = self.opened.searcher.search(&query, &Tally)?;
        let mut people: Vec<Official> = tally.people(name, &request.filters.roles);
        sort_people(&mut people, sort);
        let most = if name.is_some() { request.limit.min(MOST_DOSSIERS) } else { request.limit };
        people.truncate(most);
        if name.is_some() {
            for person in &mut people {
                self.fill_dossier(person, request)?;
            }
        }
        Ok((OfficialsAnswer { officials: people }, warnings))
    }

    fn officials_query(&self, name: Option<&str>, request: &Request, warnings: &mut Vec<Warning>) -> Result<Engine> {
        let mut all: Vec<Engine> = vec![Box::new(AllQuery)];
        if let Some(name) = name {
            let made = filter::official(self.opened, name)?;
            warnings.extend(made.warning);
            all.push(made.query);
        }
        for role in &request.filters.roles {
            let made = filter::role(self.opened, role)?;
            warnings.extend(made.warning);
            all.push(made.query);
        }
        all.extend(filter::days(self.opened, &request.filters));
        Ok(all_of(all))
    }

    /// The newest articles, and who is named beside.
    fn fill_dossier(&self, person: &mut Official, request: &Request) -> Result<()> {
        let term = Term::from_field_text(self.opened.fields.official_key, &format!("={}", person.key));
        let mut all: Vec<Engine> = vec![Box::new(TermQuery::new(term, IndexRecordOption::Basic))];
        all.extend(filter::days(self.opened, &request.filters));
        let mut found = self.opened.searcher.search(&all_of(all), &Addresses)?;
        found.sort_by_key(|(day, ident, _)| (std::cmp::Reverse(*day), *ident));
        let mut beside: HashMap<String, (String, u64)> = HashMap::new();
        let mut latest = Vec::new();
        let maker = HitMaker::new(self.opened, request).about(&person.name);
        for (place, (_, ident, address)) in found.iter().enumerate() {
            let stored = self.stored(*address)?;
            let mut here: BTreeMap<String, &str> = BTreeMap::new();
            for mention in &stored.mentions {
                here.entry(name_key(&mention.name)).or_insert(&mention.name);
            }
            for (key, name) in here.into_iter().filter(|(key, _)| *key != person.key) {
                beside.entry(key).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
            }
            if place < request.limit {
                latest.push(maker.hit(&stored, *ident, 0.0, (place + 1) as u64));
            }
        }
        let mut with: Vec<Alongside> =
            beside.into_values().map(|(name, articles)| Alongside { name, articles }).collect();
        with.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        with.truncate(request.limit);
        person.with = Some(with);
        person.latest = Some(latest);
        Ok(())
    }
}

fn sort_people(people: &mut [Official], sort: OfficialsSort) {
    people.sort_by(|a, b| {
        let wanted = match sort {
            OfficialsSort::Articles => b.articles.cmp(&a.articles),
            OfficialsSort::Name => std::cmp::Ordering::Equal,
            OfficialsSort::Newest => b.last.cmp(&a.last),
            OfficialsSort::Oldest => a.first.is_none().cmp(&b.first.is_none()).then(a.first.cmp(&b.first)),
        };
        wanted.then_with(|| a.key.cmp(&b.key))
    });
}

/// When something was seen, and how often.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    articles: u64,
    mentions: u64,
    /// The article seen last: the values of one article come one behind the other.
    latest: Option<DocId>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Seen {
    fn on(&mut self, doc: DocId, day: Option<i64>) {
        self.mentions += 1;
        if self.latest.replace(doc) == Some(doc) {
            return;
        }
        self.articles += 1;
        let Some(day) = day else { return };
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }

    fn join(&mut self, other: &Seen) {
        self.articles += other.articles;
        self.mentions += other.mentions;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }

    fn days(&self) -> (Option<Date>, Option<Date>) {
        (self.first.and_then(day_of), self.last.and_then(day_of))
    }
}

/// Counts persons and posts, by their texts `key TAB name` and `key TAB post`.
#[derive(Clone, Copy, Debug)]
struct Tally;

#[derive(Default)]
struct Tallied {
    people: HashMap<String, Seen>,
    posts: HashMap<String, Seen>,
}

impl Tallied {
    fn people(self, name: Option<&str>, roles: &[String]) -> Vec<Official> {
        let mut posts: HashMap<String, Vec<(String, Seen)>> = HashMap::new();
        for (text, seen) in self.posts {
            if let Some((key, post)) = text.split_once('\t') {
                posts.entry(key.to_owned()).or_default().push((post.to_owned(), seen));
            }
        }
        let mut spellings: BTreeMap<String, Vec<(String, Seen)>> = BTreeMap::new();
        for (text, seen) in self.people {
            if let Some((key, name)) = text.split_once('\t') {
                spellings.entry(key.to_owned()).or_default().push((name.to_owned(), seen));
            }
        }
        let wanted = name.map(Wanted::new);
        let roles: Vec<String> = roles.iter().map(|role| plain_post(role)).collect();
        let is_wanted = |spellings: &[(String, Seen)]| {
            wanted.as_ref().is_none_or(|wanted| spellings.iter().any(|(name, _)| wanted.means(name)))
        };
        spellings
            .into_iter()
            .filter(|(_, spellings)| is_wanted(spellings))
            .map(|(key, spellings)| {
                let posts = posts.remove(&key).unwrap_or_default();
                official(key, &spellings, posts)
            })
            .filter(|person| roles.iter().all(|role| holds(person, role)))
            .collect()
    }
}

/// A name typed, held against names: each syllable with marks as typed where it has any, else without.
struct Wanted {
    syllables: Vec<(Token, bool)>,
}

impl Wanted {
    fn new(typed: &str) -> Wanted {
        let marked = |token: &Token| is_marked(&typed[token.byte_range.clone()]);
        Wanted { syllables: tokens(typed).into_iter().map(|token| (token.clone(), marked(&token))).collect() }
    }

    /// Whether whoever is printed as `name` may be meant.
    fn means(&self, name: &str) -> bool {
        let is_meant = |(wanted, marked): &(Token, bool), token: &Token| match marked {
            true => wanted.exact == token.exact,
            false => wanted.folded == token.folded,
        };
        let syllables = tokens(name);
        let length = self.syllables.len();
        length > 0
            && syllables
                .windows(length)
                .any(|run| self.syllables.iter().zip(run).all(|(wanted, token)| is_meant(wanted, token)))
    }
}

/// A post for comparing: canonical, without marks.
fn plain_post(post: &str) -> String {
    fold(&canonical_post(post))
}

fn holds(person: &Official, role: &str) -> bool {
    person.titles.iter().any(|held| plain_post(&held.title).starts_with(role))
}

fn official(key: String, spellings: &[(String, Seen)], posts: Vec<(String, Seen)>) -> Official {
    let mut seen = Seen::default();
    for (_, spelling) in spellings {
        seen.join(spelling);
    }
    let most_often = spellings.iter().max_by(|a, b| a.1.articles.cmp(&b.1.articles).then_with(|| b.0.cmp(&a.0)));
    let (first, last) = seen.days();
    Official {
        name: most_often.map(|(name, _)| name.clone()).unwrap_or_default(),
        key,
        articles: seen.articles,
        mentions: seen.mentions,
        first,
        last,
        titles: held_titles(posts),
        with: None,
        latest: None,
    }
}

/// Posts that are one in their canonical form count once, under the wording printed most often.
fn held_titles(posts: Vec<(String, Seen)>) -> Vec<HeldTitle> {
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
            HeldTitle { title: wordings.swap_remove(0).0, first, last, articles: all.articles }
        })
        .collect();
    titles.sort_by(|a, b| b.articles.cmp(&a.articles).then(b.last.cmp(&a.last)).then_with(|| a.title.cmp(&b.title)));
    titles
}

impl Collector for Tally {
    type Fruit = Tallied;
    type Child = TallyOfSegment;

    fn for_segment(&self, _ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<TallyOfSegment> {
        let fast = segment.fast_fields();
        Ok(TallyOfSegment {
            published: fast.i64("published")?,
            people: Counted::new(fast.str("person")?),
            posts: Counted::new(fast.str("post")?),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Tallied>) -> tantivy::Result<Tallied> {
        let mut all = Tallied::default();
        for fruit in fruits {
            for (into, from) in [(&mut all.people, fruit.people), (&mut all.posts, fruit.posts)] {
                for (text, seen) in from {
                    into.entry(text).or_default().join(&seen);
                }
            }
        }
        Ok(all)
    }
}

/// A column of texts, counted by their numbers.
struct Counted {
    column: Option<StrColumn>,
    seen: HashMap<u64, Seen>,
}

impl Counted {
    fn new(column: Option<StrColumn>) -> Counted {
        Counted { column, seen: HashMap::new() }
    }

    fn count(&mut self, doc: DocId, day: Option<i64>) {
        if let Some(column) = &self.column {
            for ordinal in column.term_ords(doc) {
                self.seen.entry(ordinal).or_default().on(doc, day);
            }
        }
    }

    fn by_text(self) -> HashMap<String, Seen> {
        let Some(column) = self.column else { return HashMap::new() };
        let text = |ordinal| {
            let mut text = String::new();
            column.ord_to_str(ordinal, &mut text).ok().filter(|found| *found).map(|_| text)
        };
        self.seen.into_iter().filter_map(|(ordinal, seen)| Some((text(ordinal)?, seen))).collect()
    }
}

struct TallyOfSegment {
    published: Column<i64>,
    people: Counted,
    posts: Counted,
}

impl SegmentCollector for TallyOfSegment {
    type Fruit = Tallied;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let day = self.published.first(doc);
        self.people.count(doc, day);
        self.posts.count(doc, day);
    }

    fn harvest(self) -> Tallied {
        Tallied { people: self.people.by_text(), posts: self.posts.by_text() }
    }
}

/// Where the hits are stored, with day and ident.
struct Addresses;

struct AddressesOfSegment {
    ordinal: SegmentOrdinal,
    published: Column<i64>,
    ident: Column<u64>,
    found: Vec<(i64, u64, DocAddress)>,
}

impl Collector for Addresses {
    type Fruit = Vec<(i64, u64, DocAddress)>;
    type Child = AddressesOfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<AddressesOfSegment> {
        let fast = segment.fast_fields();
        Ok(AddressesOfSegment {
            ordinal,
            published: fast.i64("published")?,
            ident: fast.u64("ident")?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for AddressesOfSegment {
    type Fruit = Vec<(i64, u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let day = self.published.first(doc).unwrap_or(super::collect::UNDATED);
        self.found.push((day, self.ident.first(doc).unwrap_or(0), DocAddress::new(self.ordinal, doc)));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_those_who_bear_it_whole_or_in_part() {
        for (typed, name, meant) in [
            ("tran the lam", "Trần Thế Lâm", true),
            ("Thế Lâm", "Trần Thế Lâm", true),
            ("Trần Thể Lâm", "Trần Thế Lâm", false),
            ("the tran", "Trần Thế Lâm", false),
            ("the la", "Trần Thế Lâm", false),
            ("ly my", "Lý Mỹ", true),
            ("Lí Mĩ", "Lý Mỹ", true),
            ("lý my", "Lý Mỹ", true),
            ("trần the", "Trần Thế Lâm", true),
            ("trẩn the", "Trần Thế Lâm", false),
            ("Kim Ki-duk", "Kim Ki-duk", true),
            ("h'yim", "H'Yim Kđoh", true),
            ("---", "Trần Thế Lâm", false),
        ] {
            assert_eq!(Wanted::new(typed).means(name), meant, "{typed} and {name}");
        }
    }
}
