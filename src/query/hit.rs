//! A stored article → a hit: what is shown of it, cut around what matched.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use super::filter;
use super::parse::{Node, words_of};
use super::request::Request;
use super::response::{Copy, DateOf, Hit, HitOfficial, HitSnippet, Match};
use super::snippet::{Snippet, Wanted, marks, snippets};
use crate::analyse::MentionKind;
use crate::analyse::dates::dates;
use crate::analyse::officials::{canonical_post, folded_name, name_key};
use crate::index::entry::is_of_years;
use crate::index::ident;
use crate::index::reading::Opened;
use crate::index::stored::Stored;
use crate::text::fold::{fold, is_marked};
use crate::text::token::tokens;

/// How long a snippet is, in characters.
const SNIPPET_CHARS: usize = 160;

/// Makes the hits of one question.
pub(super) struct HitMaker<'a> {
    request: &'a Request,
    wanted: Wanted,
    names: Vec<String>,
}

impl<'a> HitMaker<'a> {
    pub(super) fn new(_opened: &Opened, request: &'a Request) -> HitMaker<'a> {
        let wanted = request.parsed.wanted(request.exact);
        HitMaker { request, wanted, names: request.filters.officials.clone() }
    }

    /// Snippets are to be cut around this person, too.
    pub(super) fn about(mut self, name: &str) -> HitMaker<'a> {
        self.names.push(name.to_owned());
        self
    }

    pub(super) fn hit(&self, stored: &Stored, number: u64, score: f32, rank: u64) -> Hit {
        let (date, date_source) = stored.published.unzip();
        Hit {
            rank,
            id: ident::format(number),
            score,
            matched: self.matched(stored),
            title: stored.title.clone(),
            date,
            date_source,
            file: stored.file.clone(),
            source_id: stored.source_id.clone(),
            page: stored.page,
            lines: (!stored.lines.is_empty()).then(|| stored.lines.clone()),
            url: stored.url.clone(),
            officials: officials(stored),
            snippets: self.snippets(stored, date),
            also: Vec::new(),
        }
    }

    /// What is said of an article that is shown as another's copy.
    pub(super) fn copy(stored: &Stored, number: u64) -> Copy {
        Copy {
            id: ident::format(number),
            date: stored.published.map(|(date, _)| date),
            file: stored.file.clone(),
            page: stored.page,
            lines: (!stored.lines.is_empty()).then(|| stored.lines.clone()),
        }
    }

    /// Whether the article has each word spelled as typed.
    fn matched(&self, stored: &Stored) -> Match {
        let texts = stored.title.iter().chain([&stored.text]).chain(&stored.captions);
        let found: std::collections::HashSet<String> =
            texts.flat_map(|text| tokens(text)).map(|token| token.exact).collect();
        let is_exact = self.request.parsed.is_spelled_as_typed(|word| found.contains(&word.exact));
        if is_exact { Match::Exact } else { Match::Folded }
    }

    fn snippets(&self, stored: &Stored, published: Option<Date>) -> Vec<HitSnippet> {
        let mut wanted = self.wanted.clone();
        wanted.spans.extend(self.spans(stored, published));
        snippets(&stored.text, &wanted, self.request.snippets, SNIPPET_CHARS)
            .into_iter()
            .map(|Snippet { text, marks, byte_range, .. }| {
                let line =
                    stored.line_of(byte_range.start).or_else(|| stored.record.and_then(|r| u32::try_from(r).ok()));
                HitSnippet { text, marks, line }
            })
            .collect()
    }

    /// What filters ask to be shown: the mention of the official with the post, the post, the day.
    fn spans(&self, stored: &Stored, published: Option<Date>) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for name in &self.names {
            spans.extend(mention_of(stored, name).or_else(|| self.named_in_text(stored, name)));
        }
        for role in &self.request.filters.roles {
            spans.extend(post_of(stored, role));
        }
        if self.request.filters.date_of != DateOf::Published {
            spans.extend(self.day_mentioned(stored, published));
        }
        spans
    }

    /// Where the text has the name, though the analyser saw no official there.
    fn named_in_text(&self, stored: &Stored, name: &str) -> Option<Range<usize>> {
        let name = Wanted::new(&Node::Phrase(words_of(name, true)), self.request.exact);
        marks(&stored.text, &name).into_iter().next()
    }

    fn day_mentioned(&self, stored: &Stored, published: Option<Date>) -> Option<Range<usize>> {
        let (from, to) = (self.request.filters.from, self.request.filters.to);
        if from.is_none() && to.is_none() {
            return None;
        }
        let inside = |first: Date, last: Date| from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to);
        let years_count = filter::spans_a_year(from, to);
        let found = dates(&stored.text, published).into_iter().filter(|date| years_count || !is_of_years(date));
        let best = found.filter(|date| inside(date.from, date.to));
        best.min_by_key(|date| date.to.since(date.from).map_or(i32::MAX, |span| span.get_days()))
            .map(|date| date.byte_range)
    }
}

/// The first mention that states a post, else the first at all.
fn mention_of(stored: &Stored, typed: &str) -> Option<Range<usize>> {
    let (key, folded) = (format!(" {} ", name_key(typed)), format!(" {} ", folded_name(typed)));
    let is_meant = |name: &str| match is_marked(typed) {
        true => format!(" {} ", name_key(name)).contains(&key),
        false => format!(" {} ", folded_name(name)).contains(&folded),
    };
    let mut meant = stored.mentions.iter().filter(|mention| is_meant(&mention.name));
    let first = meant.clone().next()?;
    let best = meant.find(|mention| mention.kind == MentionKind::Official).unwrap_or(first);
    Some(best.start as usize..best.end as usize)
}

fn post_of(stored: &Stored, typed: &str) -> Option<Range<usize>> {
    let typed = fold(&canonical_post(typed));
    let is_meant = |post: &String| fold(&canonical_post(post)).starts_with(&typed);
    let holder = stored.mentions.iter().find(|mention| mention.titles.iter().any(is_meant));
    let role = || stored.roles.iter().find(|role| is_meant(&role.title));
    holder
        .map(|mention| mention.start as usize..mention.end as usize)
        .or_else(|| role().map(|role| role.start as usize..role.end as usize))
}

/// Each official once, with all posts that the article states.
fn officials(stored: &Stored) -> Vec<HitOfficial> {
    let mut all: Vec<HitOfficial> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for mention in &stored.mentions {
        let place = *places.entry(&mention.name).or_insert_with(|| {
            all.push(HitOfficial { name: mention.name.clone(), titles: Vec::new() });
            all.len() - 1
        });
        for title in &mention.titles {
            if !all[place].titles.contains(title) {
                all[place].titles.push(title.clone());
            }
        }
    }
    all
}
