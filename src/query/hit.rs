//! A stored article → a hit: what is shown of it, cut around what matched.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use super::filter;
use super::near::together;
use super::parse::{Node, Word, words_of};
use super::request::Request;
use super::response::{Copy, DateOf, Hit, HitOfficial, HitSnippet, Match};
use super::snippet::{LookedThrough, Snippet, Wanted, marks};
use crate::analyse::MentionKind;
use crate::analyse::dates::dates;
use crate::analyse::officials::{canonical_post, folded_name, name_key};
use crate::index::entry::is_of_years;
use crate::index::ident;
use crate::index::stored::{Stored, StoredMention};
use crate::text::fold::{fold, is_marked};
use crate::text::token::Scanner;

/// How long a snippet is, in characters.
const SNIPPET_CHARS: usize = 160;

/// Makes the hits of one question.
pub(super) struct HitMaker<'a> {
    request: &'a Request,
    wanted: Wanted,
    /// Whom to show, each by the names that he or she may be printed with.
    officials: Vec<Vec<String>>,
}

impl<'a> HitMaker<'a> {
    pub(super) fn new(request: &'a Request) -> HitMaker<'a> {
        let wanted = request.parsed.wanted(request.exact);
        HitMaker { request, wanted, officials: Vec::new() }
    }

    /// Snippets are to be cut around this person, too, who is printed with one of these names.
    pub(super) fn about(mut self, names: impl IntoIterator<Item = String>) -> HitMaker<'a> {
        self.officials.push(names.into_iter().collect());
        self
    }

    pub(super) fn hit(&self, stored: Stored, number: u64, score: f32, rank: u64) -> Hit {
        self.linked_hit(stored, number, score, rank, &[])
    }

    /// A hit in which posts without a name are linked to whom the index knows: post as printed, and name.
    pub(super) fn linked_hit(
        &self,
        stored: Stored,
        number: u64,
        score: f32,
        rank: u64,
        linked: &[(String, String)],
    ) -> Hit {
        let (date, date_source) = stored.published.unzip();
        let mut wanted = self.wanted.clone();
        wanted.spans.extend(self.spans(&stored, date, linked));
        let looked = LookedThrough::new(&stored.text, &wanted, SNIPPET_CHARS);
        let (matched, snippets) = (self.matched(&stored, &looked), self.snippets(&stored, &looked));
        Hit {
            rank,
            id: ident::format(number),
            score,
            matched,
            title: stored.title,
            date,
            date_source,
            file: stored.file,
            source_id: stored.source_id,
            page: stored.page,
            lines: Some(stored.lines).filter(|lines| !lines.is_empty()),
            url: stored.url,
            officials: officials(stored.mentions, linked),
            snippets,
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

    /// Whether the article, whose text was `looked` through, has each word spelled as typed.
    fn matched(&self, stored: &Stored, looked: &LookedThrough<'_>) -> Match {
        let beside = || stored.title.iter().chain(&stored.captions);
        let has = |word: &Word| match looked.has(word) {
            Some(true) => true,
            in_text => {
                beside().any(|text| has_exactly(text, word)) || in_text.is_none() && has_exactly(&stored.text, word)
            }
        };
        if self.request.parsed.is_spelled_as_typed(has) { Match::Exact } else { Match::Folded }
    }

    fn snippets(&self, stored: &Stored, looked: &LookedThrough<'_>) -> Vec<HitSnippet> {
        let cut = looked.snippets(self.request.snippets);
        // Collected, they would take the place of what was cut, which is made smaller then, and threads wait for that.
        let mut snippets = Vec::with_capacity(cut.len());
        snippets.extend(cut.into_iter().map(|Snippet { text, marks, byte_range, .. }| {
            let line = stored.line_of(byte_range.start).or_else(|| stored.record.and_then(|r| u32::try_from(r).ok()));
            HitSnippet { text, marks, line }
        }));
        snippets
    }

    /// What filters ask to be shown: the mention of the official with the post, the post, the day.
    fn spans(&self, stored: &Stored, published: Option<Date>, linked: &[(String, String)]) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = self.officials_named(stored);
        for (post, _) in linked {
            let role = stored.roles.iter().find(|role| role.name.is_none() && role.title == *post);
            spans.extend(role.map(|role| role.start as usize..role.end as usize));
        }
        for role in &self.request.filters.roles {
            spans.extend(post_of(stored, role));
        }
        if self.request.filters.date_of != DateOf::Published {
            spans.extend(self.day_mentioned(stored, published));
        }
        spans
    }

    /// Where the officials asked for are named: near one another if that is asked, else each where the post is stated.
    fn officials_named(&self, stored: &Stored) -> Vec<Range<usize>> {
        if self.request.filters.near
            && let Some(spans) = together(stored, &self.officials)
        {
            return spans;
        }
        let in_text = |names: &Vec<String>| names.iter().find_map(|name| self.named_in_text(stored, name));
        self.officials.iter().filter_map(|names| mention_of(stored, names).or_else(|| in_text(names))).collect()
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

/// Whether a word stands in a text as it was typed.
fn has_exactly(text: &str, word: &Word) -> bool {
    let mut scanner = Scanner::new(text);
    while scanner.step() {
        // Making the forms of each token would take longer than all else that is done with the text.
        if scanner.first_folded_byte() == word.folded.bytes().next() {
            scanner.make_forms();
            if scanner.exact == word.exact {
                return true;
            }
        }
    }
    false
}

/// The first mention that states a post, else the first at all.
fn mention_of(stored: &Stored, names: &[String]) -> Option<Range<usize>> {
    let meant = meant(stored, names);
    let best = meant.iter().find(|mention| mention.kind == MentionKind::Official).or(meant.first())?;
    Some(best.start as usize..best.end as usize)
}

/// Where one of these names stands, in bytes.
pub(super) fn mentions_of(stored: &Stored, names: &[String]) -> Vec<Range<usize>> {
    meant(stored, names).into_iter().map(|mention| mention.start as usize..mention.end as usize).collect()
}

/// The mentions of whom one of these names means: by the first of them that any mention answers to.
fn meant<'s>(stored: &'s Stored, names: &[String]) -> Vec<&'s StoredMention> {
    let of = |typed: &String| {
        let (key, folded) = (format!(" {} ", name_key(typed)), format!(" {} ", folded_name(typed)));
        let is_meant = |name: &str| match is_marked(typed) {
            true => format!(" {} ", name_key(name)).contains(&key),
            false => format!(" {} ", folded_name(name)).contains(&folded),
        };
        let all = stored.mentions.iter().filter(|mention| is_meant(&mention.name));
        Some(all.collect::<Vec<_>>()).filter(|all| !all.is_empty())
    };
    names.iter().find_map(of).unwrap_or_default()
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

/// Each official once, with all posts that the article states; then those to whom its posts without a name are linked.
fn officials(mentions: Vec<StoredMention>, linked: &[(String, String)]) -> Vec<HitOfficial> {
    let mut all: Vec<HitOfficial> = Vec::new();
    for (place, StoredMention { name, titles, .. }) in places_by_name(&mentions).into_iter().zip(mentions) {
        if place == all.len() {
            all.push(HitOfficial { name, titles: Vec::new(), inferred: false });
        }
        for title in titles {
            if !all[place].titles.contains(&title) {
                all[place].titles.push(title);
            }
        }
    }
    for (post, name) in linked {
        match all.iter_mut().find(|official| official.inferred && official.name == *name) {
            Some(official) => official.titles.push(post.clone()),
            None => all.push(HitOfficial { name: name.clone(), titles: vec![post.clone()], inferred: true }),
        }
    }
    all
}

/// Of each mention, the place of its name among the names, each counted once.
fn places_by_name(mentions: &[StoredMention]) -> Vec<usize> {
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(mentions.len());
    let place = |mention| {
        let next = places.len();
        *places.entry(mention).or_insert(next)
    };
    mentions.iter().map(|mention| mention.name.as_str()).map(place).collect()
}
