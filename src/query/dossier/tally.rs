//! Counts the officials and the posts of the articles of a query, from the columns of the index.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::official::held_titles;
use crate::index::entry::day_of;
use crate::query::response::Official;

/// When something was seen, and how often.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) articles: u64,
    pub(super) mentions: u64,
    /// The article seen last: the values of one article come one behind the other.
    pub(super) latest: Option<DocId>,
    pub(super) first: Option<i64>,
    pub(super) last: Option<i64>,
}

impl Seen {
    pub(super) fn on(&mut self, doc: DocId, day: Option<i64>) {
        self.mentions += 1;
        if self.latest.replace(doc) == Some(doc) {
            return;
        }
        self.articles += 1;
        let Some(day) = day else { return };
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }

    pub(super) fn join(&mut self, other: &Seen) {
        self.articles += other.articles;
        self.mentions += other.mentions;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }

    pub(super) fn days(&self) -> (Option<Date>, Option<Date>) {
        (self.first.and_then(day_of), self.last.and_then(day_of))
    }
}

/// Counts persons and posts, by their texts `key TAB name` and `key TAB post`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally;

#[derive(Default)]
pub(super) struct Tallied {
    people: HashMap<String, Seen>,
    posts: HashMap<String, Seen>,
}

impl Tallied {
    /// One official for each key; `own` says which keys are one person's, and under which.
    pub(super) fn people(self, own: impl Fn(&str) -> Option<(String, String)>) -> Vec<Official> {
        let mut names: HashMap<String, String> = HashMap::new();
        let mut key_of = |key: &str| match own(key) {
            Some((key, name)) => {
                names.insert(key.clone(), name);
                key
            }
            None => key.to_owned(),
        };
        let mut grouped = |all: HashMap<String, Seen>| {
            let mut groups: BTreeMap<String, Vec<(String, Seen)>> = BTreeMap::new();
            for (text, seen) in all {
                if let Some((key, printed)) = text.split_once('\t') {
                    groups.entry(key_of(key)).or_default().push((printed.to_owned(), seen));
                }
            }
            groups
        };
        let (people, mut posts) = (grouped(self.people), grouped(self.posts));
        people
            .into_iter()
            .map(|(key, spellings)| {
                let posts = posts.remove(&key).unwrap_or_default();
                let name = names.get(&key).cloned();
                official(key, name, &spellings, posts)
            })
            .collect()
    }
}

fn official(key: String, name: Option<String>, spellings: &[(String, Seen)], posts: Vec<(String, Seen)>) -> Official {
    let mut seen = Seen::default();
    for (_, spelling) in spellings {
        seen.join(spelling);
    }
    let most_often = spellings.iter().max_by(|a, b| a.1.articles.cmp(&b.1.articles).then_with(|| b.0.cmp(&a.0)));
    let printed = || most_often.map(|(name, _)| name.clone()).unwrap_or_default();
    let (first, last) = seen.days();
    Official {
        name: name.unwrap_or_else(printed),
        key,
        articles: seen.articles,
        mentions: seen.mentions,
        first,
        last,
        titles: held_titles(posts),
        with: None,
        latest: None,
        person: None,
        months: None,
    }
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

pub(super) struct TallyOfSegment {
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
