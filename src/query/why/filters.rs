//! What the filters ask, one by one, and which articles of a file they let through.

use std::collections::HashSet;

use tantivy::DocAddress;

use super::Exclusion;
use crate::error::Result;
use crate::index::stored::Stored;
use crate::query::filter;
use crate::query::local::Local;
use crate::query::request::{Filters, Request};

/// A filter, held against the articles of a file.
pub(super) struct Filter {
    kind: Kind,
    /// Articles of the file that it lets through.
    pub(super) holds: HashSet<DocAddress>,
}

enum Kind {
    Official(String),
    Role(String),
    Source(String),
    Days(Filters),
}

impl Filter {
    /// What excludes the article, with what it has instead.
    pub(super) fn exclusion(&self, stored: &Stored) -> Exclusion {
        match &self.kind {
            Kind::Official(asked) => Exclusion::Official { asked: asked.clone(), found: officials(stored) },
            Kind::Role(asked) => Exclusion::Role { asked: asked.clone(), found: posts(stored) },
            Kind::Source(asked) => Exclusion::Source { asked: asked.clone(), found: stored.source.clone() },
            Kind::Days(asked) => Exclusion::Date { date_of: asked.date_of, from: asked.from, to: asked.to },
        }
    }
}

impl Local<'_> {
    /// The filters of the request, held against the articles of the file at the absolute path `key`.
    pub(super) fn filters_of(&self, key: &str, request: &Request) -> Result<Vec<Filter>> {
        let (opened, asked) = (self.opened, &request.filters);
        let mut engines = Vec::new();
        for name in &asked.officials {
            engines.push((Kind::Official(name.clone()), self.official(name)?.made.query));
        }
        for post in &asked.roles {
            engines.push((Kind::Role(post.clone()), filter::role(opened, post)?.query));
        }
        for name in &asked.sources {
            engines.push((Kind::Source(name.clone()), filter::source(opened, name).query));
        }
        engines.extend(filter::days(opened, asked).map(|days| (Kind::Days(asked.clone()), days)));
        let held = |(kind, query)| Ok(Filter { kind, holds: self.within(key, Some(query))? });
        engines.into_iter().map(held).collect()
    }
}

fn officials(stored: &Stored) -> Vec<String> {
    distinct(stored.mentions.iter().map(|mention| &mention.name))
}

fn posts(stored: &Stored) -> Vec<String> {
    let held = stored.mentions.iter().flat_map(|mention| &mention.titles);
    distinct(held.chain(stored.roles.iter().map(|role| &role.title)))
}

/// Each once, in the order of the text.
fn distinct<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.as_str())).cloned().collect()
}
