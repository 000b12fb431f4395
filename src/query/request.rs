//! What is asked, fully resolved: no argument strings, no clock, no environment below this point.

use jiff::civil::Date;

use super::parse::Parsed;
use super::response::{DateOf, Sort};

/// A question.
#[derive(Clone, Debug)]
pub struct Request {
    /// The query, parsed.
    pub parsed: Parsed,
    /// The query as typed.
    pub text: String,
    /// What must hold besides.
    pub filters: Filters,
    /// Whether marks must be as typed.
    pub exact: bool,
    /// In which order hits come.
    pub sort: Sort,
    /// The most hits to give.
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// The most snippets a hit.
    pub snippets: usize,
    /// Whether copies of an article are hits of their own.
    pub copies_apart: bool,
}

impl Request {
    /// A question for `parsed` alone: no filters, the ten best hits, two snippets each, copies shown
    /// once.
    pub fn of(parsed: Parsed, text: &str) -> Request {
        Request {
            parsed,
            text: text.to_owned(),
            filters: Filters::default(),
            exact: false,
            sort: Sort::Relevance,
            limit: 10,
            offset: 0,
            snippets: 2,
            copies_apart: false,
        }
    }
}

/// What must hold of an article, whatever its words. All given ones must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Names of officials, with marks or without, whole or in part.
    pub officials: Vec<String>,
    /// Posts, with marks or without, as they begin.
    pub roles: Vec<String>,
    /// Papers or sites, by words of their name.
    pub sources: Vec<String>,
    /// First day, included.
    pub from: Option<Date>,
    /// Last day, included.
    pub to: Option<Date>,
    /// Which dates the days are held against.
    pub date_of: DateOf,
    /// Whether the officials must be named in one sentence or list.
    pub near: bool,
}
