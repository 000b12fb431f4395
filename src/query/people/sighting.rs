//! When and where somebody was seen, from the columns of the index: no stored article is opened.

use std::collections::{BTreeSet, HashMap};
use std::ops::{Bound, Range};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::text::fold::fold;

/// One article in which somebody was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) struct Sighting {
    /// Day of publication in days since 1970-01-01.
    pub(in crate::query) day: Option<i64>,
    pub(in crate::query) ident: u64,
    pub(in crate::query) address: DocAddress,
    /// `key TAB post as printed`, or only the post where nobody is named.
    pub(in crate::query) posts: Vec<Arc<str>>,
    /// How many times, by `key TAB name as printed`.
    pub(in crate::query) names: Vec<(Arc<str>, u64)>,
}

impl Sighting {
    /// Names as printed, with how many times.
    pub(in crate::query) fn printed(&self) -> impl Iterator<Item = (&str, u64)> {
        self.names.iter().map(|(name, times)| (behind_key(name), *times))
    }

    /// Posts as printed.
    pub(in crate::query) fn posts_printed(&self) -> impl Iterator<Item = &str> {
        self.posts.iter().map(|post| behind_key(post))
    }
}

/// What stands behind the key, or all of a text that has none.
fn behind_key(text: &str) -> &str {
    text.split_once('\t').map_or(text, |(_, printed)| printed)
}

/// Gathers sightings from the articles of a query.
#[derive(Clone, Debug)]
pub(in crate::query) enum Seen {
    /// Of the persons with these keys.
    Keys(Vec<String>),
    /// Of everybody who holds a post, and of posts without a name, where one of its first words is one of these, in
    /// lower case without marks; names as printed are left out.
    Posts(Vec<String>),
}

impl Collector for Seen {
    type Fruit = Vec<Sighting>;
    type Child = SeenInSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SeenInSegment> {
        let fast = segment.fast_fields();
        let column = |name: &str, keys: Option<&[String]>| Texts::new(fast.str(name)?, keys);
        let columns = match self {
            Seen::Keys(keys) => [column("post", Some(keys))?, column("person", Some(keys))?],
            Seen::Posts(_) => [column("post", None)?, column("unnamed", None)?],
        };
        let (published, ident) = (fast.i64("published")?, fast.u64("ident")?);
        let heads = match self {
            Seen::Keys(_) => None,
            Seen::Posts(heads) => Some(heads.clone()),
        };
        Ok(SeenInSegment { ordinal, published, ident, columns, heads, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Sighting>>) -> tantivy::Result<Vec<Sighting>> {
        Ok(fruits.concat())
    }
}

/// A column of texts, narrowed to those that begin with one of some keys.
struct Texts {
    column: Option<StrColumn>,
    wanted: Option<Vec<Range<u64>>>,
}

impl Texts {
    fn new(column: Option<StrColumn>, keys: Option<&[String]>) -> tantivy::Result<Texts> {
        let wanted = match (&column, keys) {
            (Some(column), Some(keys)) => {
                let ranges = keys.iter().map(|key| ords_of(column, key)).collect::<std::io::Result<Vec<_>>>()?;
                Some(ranges)
            }
            _ => None,
        };
        Ok(Texts { column, wanted })
    }

    fn of(&self, doc: DocId) -> Vec<u64> {
        let is_wanted = |ord: &u64| self.wanted.as_ref().is_none_or(|all| all.iter().any(|range| range.contains(ord)));
        self.column.iter().flat_map(|column| column.term_ords(doc)).filter(is_wanted).collect()
    }

    /// The texts of these ordinals.
    fn resolve(&self, ords: BTreeSet<u64>) -> HashMap<u64, Arc<str>> {
        let Some(column) = &self.column else { return HashMap::new() };
        let ords: Vec<u64> = ords.into_iter().collect();
        let mut texts = Vec::with_capacity(ords.len());
        let told = column
            .dictionary()
            .sorted_ords_to_term_cb(&ords, |bytes| texts.push(Arc::from(String::from_utf8_lossy(bytes))));
        if told.is_err() {
            texts.clear();
        }
        ords.into_iter().zip(texts).collect()
    }
}

/// The ordinals of `key TAB …`.
fn ords_of(column: &StrColumn, key: &str) -> std::io::Result<Range<u64>> {
    let (first, behind) = (format!("{key}\t"), format!("{key}\n"));
    let bounds = column.dictionary().term_bounds_to_ord(Bound::Included(first), Bound::Excluded(behind))?;
    Ok(match bounds {
        (Bound::Included(first), Bound::Excluded(behind)) => first..behind,
        _ => 0..0,
    })
}

/// What one segment has.
pub(in crate::query) struct SeenInSegment {
    ordinal: SegmentOrdinal,
    published: Column<i64>,
    ident: Column<u64>,
    /// Posts; persons, or posts without a name.
    columns: [Texts; 2],
    /// What a post must begin with; none where persons are asked for.
    heads: Option<Vec<String>>,
    found: Vec<Raw>,
}

struct Raw {
    day: Option<i64>,
    ident: u64,
    doc: DocId,
    ords: [Vec<u64>; 2],
}

impl SegmentCollector for SeenInSegment {
    type Fruit = Vec<Sighting>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let ords = [self.columns[0].of(doc), self.columns[1].of(doc)];
        if ords.iter().any(|ords| !ords.is_empty()) {
            let ident = self.ident.first(doc).unwrap_or(0);
            self.found.push(Raw { day: self.published.first(doc), ident, doc, ords });
        }
    }

    fn harvest(self) -> Vec<Sighting> {
        let texts = [0, 1].map(|column: usize| {
            let ords = self.found.iter().flat_map(|raw| raw.ords[column].iter().copied()).collect();
            let mut texts = self.columns[column].resolve(ords);
            if let Some(heads) = &self.heads {
                texts.retain(|_, text| begins_with_one(behind_key(text), heads));
            }
            texts
        });
        let text = |column: usize, ord: &u64| texts[column].get(ord).cloned();
        let sighting = |raw: &Raw| {
            let mut posts: Vec<Arc<str>> = raw.ords[0].iter().filter_map(|ord| text(0, ord)).collect();
            let others = raw.ords[1].iter().filter_map(|ord| text(1, ord));
            let mut names: Vec<(Arc<str>, u64)> = Vec::new();
            if self.heads.is_none() {
                others.for_each(|person| count_name(&mut names, person));
            } else {
                posts.extend(others);
            }
            let address = DocAddress::new(self.ordinal, raw.doc);
            Sighting { day: raw.day, ident: raw.ident, address, posts, names }
        };
        let is_seen = |seen: &Sighting| !seen.posts.is_empty() || !seen.names.is_empty();
        self.found.iter().map(sighting).filter(is_seen).collect()
    }
}

fn count_name(names: &mut Vec<(Arc<str>, u64)>, person: Arc<str>) {
    match names.iter_mut().find(|(known, _)| *known == person) {
        Some((_, times)) => *times += 1,
        None => names.push((person, 1)),
    }
}

/// Whether the first word of a post, or the second behind a `quyền` or `tân`, is one of `heads`.
fn begins_with_one(post: &str, heads: &[String]) -> bool {
    post.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(2).any(|word| {
        let word = fold(word);
        heads.contains(&word)
    })
}
