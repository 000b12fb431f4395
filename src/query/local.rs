//! The embedded engine: a question against an index on this machine.

use std::time::Instant;

use tantivy::collector::Count;
use tantivy::columnar::Cardinality;
use tantivy::query::{BooleanQuery, Occur};

use super::build::{Built, build, without_quotes};
use super::collect::{Candidate, Collected};
use super::copies::{self, Shown};
use super::filter::{self, Engine, all_of, silent};
use super::hit::HitMaker;
use super::holders::Links;
use super::page::Placed;
use super::parts::with_other;
use super::people::post::Post;
use super::people::{NOBODY, People};
use super::rank::Sequence;
use super::request::Request;
use super::response::{Answer, Asked, DateOf, Sort, Warning};
use crate::error::Result;
use crate::index::reading::Opened;
use crate::index::stored::Stored;
use crate::text::is_double_quote;

/// How many times a page's hits are kept, so that it is full though some are copies of others.
const FOR_COPIES: usize = 2;

/// Answers questions of one opened index.
#[derive(Clone, Copy, Debug)]
pub struct Local<'a> {
    pub(super) opened: &'a Opened,
    /// The user's own word on who is who.
    pub(super) people: &'a People,
}

/// The queries of one question.
pub(super) struct Asking {
    /// Everything but the days.
    must: Vec<Engine>,
    days: Option<Engine>,
    built: Option<Built>,
    warnings: Vec<Warning>,
    /// The names of each official asked for.
    officials: Vec<Vec<String>>,
    /// Posts without a name that are linked to one of them.
    pub(super) links: Vec<Links>,
    /// The posts asked for.
    pub(super) posts: Vec<Post>,
}

impl Asking {
    /// The words in typed order, where there are any.
    fn sequence(&self) -> Option<&Sequence> {
        self.built.as_ref().map(|built| &built.sequence)
    }
}

impl<'a> Local<'a> {
    /// An engine over `opened`.
    pub fn new(opened: &'a Opened) -> Local<'a> {
        Local { opened, people: &NOBODY }
    }

    /// The same, with the user's own word on who is who.
    pub fn with_people(self, people: &'a People) -> Local<'a> {
        Local { people, ..self }
    }

    /// The page of hits that `request` asks for.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn search(&self, request: &Request) -> Result<Answer> {
        with_other(|| self.answer_to(request))
    }

    fn answer_to(&self, request: &Request) -> Result<Answer> {
        let started = Instant::now();
        let asking = self.asking(request)?;
        let answer = self.answer(request, asking, started)?;
        if answer.total > 0 {
            return Ok(answer);
        }
        match self.quotes_as_sentence(request, started)? {
            Some(relaxed) if relaxed.partial > 0 => Ok(Answer { query: answer.query, ..relaxed }),
            _ => Ok(answer),
        }
    }

    /// The answer to a pasted headline whose quoted words stand nowhere as a phrase: partial matches only.
    fn quotes_as_sentence(&self, request: &Request, started: Instant) -> Result<Option<Answer>> {
        let Some(root) = without_quotes(&request.parsed.root) else { return Ok(None) };
        let mut request = request.clone();
        request.parsed.root = root;
        let at = request.text.chars().position(is_double_quote).unwrap_or(0);
        let message = "no article has the words in quotation marks as they stand; they are searched as plain words";
        request.parsed.warnings.push(Warning { at, message: message.to_owned() });
        let mut asking = self.asking(&request)?;
        if let Some(built) = &mut asking.built {
            built.all = Box::new(tantivy::query::EmptyQuery);
        }
        self.answer(&request, asking, started).map(Some)
    }

    fn answer(&self, request: &Request, asking: Asking, started: Instant) -> Result<Answer> {
        let sort = effective_sort(request, &asking);
        let undated_excluded = self.undated_excluded(request, &asking)?;
        let page_end = request.offset.saturating_add(request.limit);
        let wanted = page_end.saturating_mul(FOR_COPIES);
        let mut all = self.best(self.everything(&asking), wanted, sort, asking.sequence())?;
        let in_full = all.best.len();
        let mut shown = self.shown(request, &all.best, page_end)?;
        let mut partial = 0;
        if shown.len() < page_end && all.total as usize <= in_full {
            let most = self.partial_matches(&asking, &all, wanted, sort)?;
            partial = most.total;
            all.best.extend(most.best);
            shown = self.shown(request, &all.best, page_end)?;
        }
        let maker = asking.officials.iter().fold(HitMaker::new(request), |maker, names| maker.about(names.clone()));
        let page = shown.iter().enumerate().skip(request.offset).take(request.limit);
        let page: Vec<Placed> =
            page.map(|(at, shown)| Placed { rank: at as u64 + 1, shown, is_partial: shown.place >= in_full }).collect();
        let hits = self.hits(&maker, &asking, &page)?;
        Ok(Answer {
            query: asked(request),
            total: all.total,
            partial,
            undated_excluded,
            hits,
            warnings: asking.warnings,
            took_ms: started.elapsed().as_secs_f64() * 1000.0,
        })
    }

    /// The first `most` of the hits that are to be shown.
    fn shown(&self, request: &Request, hits: &[Candidate], most: usize) -> Result<Vec<Shown>> {
        if request.copies_apart {
            return Ok(copies::apart(hits));
        }
        Ok(copies::together(&self.opened.searcher, hits, most)?)
    }

    fn asking(&self, request: &Request) -> Result<Asking> {
        let mut warnings: Vec<Warning> = request.parsed.warnings.clone();
        let mut must = Vec::new();
        let mut take = |made: filter::Made| {
            warnings.extend(made.warning);
            must.push(made.query);
        };
        let (mut officials, mut links) = (Vec::new(), Vec::new());
        for name in &request.filters.officials {
            let asked = self.official(name)?;
            take(asked.made);
            officials.push(asked.names);
            links.push(asked.links);
        }
        for post in &request.filters.roles {
            take(filter::role(self.opened, post)?);
        }
        for name in &request.filters.sources {
            take(filter::source(self.opened, name));
        }
        let days = filter::days(self.opened, &request.filters);
        let built = build(&self.opened.searcher, &self.opened.fields, &request.parsed.root, request.exact)?;
        if request.filters.near && officials.len() > 1 {
            let selected = must.iter().chain(&days).map(|query| query.box_clone()).collect();
            must.push(self.near(selected, &officials)?);
        }
        let posts = request.filters.roles.iter().map(|post| Post::new(post)).filter(|post| post.held).collect();
        Ok(Asking { must, days, built, warnings, officials, links, posts })
    }

    /// What must hold besides the words.
    fn filters(&self, asking: &Asking) -> Vec<(Occur, Engine)> {
        let mut clauses: Vec<(Occur, Engine)> =
            asking.must.iter().map(|query| (Occur::Must, silent(query.box_clone()))).collect();
        clauses.extend(asking.days.iter().map(|days| (Occur::Must, days.box_clone())));
        clauses
    }

    fn everything(&self, asking: &Asking) -> Engine {
        let mut clauses = self.filters(asking);
        clauses.extend(asking.built.iter().map(|built| (Occur::Must, built.all.box_clone())));
        if clauses.is_empty() {
            return Box::new(tantivy::query::EmptyQuery);
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn partial_matches(&self, asking: &Asking, all: &Collected, wanted: usize, sort: Sort) -> Result<Collected> {
        let Some(Built { most: Some(most), .. }) = &asking.built else { return Ok(Collected::default()) };
        let mut clauses = self.filters(asking);
        clauses.push((Occur::Must, most.box_clone()));
        let wanted = wanted.saturating_add(all.best.len());
        // What has them all as one phrase, or all as typed, has been found.
        let most = |sequence: &Sequence| Sequence { phrase: Vec::new(), typed_leads: false, ..sequence.clone() };
        let sequence = asking.sequence().map(most);
        let mut found = self.best(Box::new(BooleanQuery::new(clauses)), wanted, sort, sequence.as_ref())?;
        let in_full: Vec<u64> = all.best.iter().map(|candidate| candidate.ident).collect();
        found.best.retain(|candidate| !in_full.contains(&candidate.ident));
        found.total -= all.total.min(found.total);
        Ok(found)
    }

    fn undated_excluded(&self, request: &Request, asking: &Asking) -> Result<u64> {
        if asking.days.is_none() || request.filters.date_of == DateOf::Mentioned {
            return Ok(0);
        }
        if !self.has_undated()? {
            return Ok(0);
        }
        let mut queries = vec![filter::undated(self.opened)];
        queries.extend(asking.must.iter().map(|query| query.box_clone()));
        queries.extend(asking.built.iter().map(|built| built.all.box_clone()));
        let mut clauses: Vec<(Occur, Engine)> = queries.into_iter().map(|query| (Occur::Must, query)).collect();
        if request.filters.date_of == DateOf::Any {
            clauses.extend(asking.days.iter().map(|days| (Occur::MustNot, days.box_clone())));
        }
        Ok(self.opened.searcher.search(&BooleanQuery::new(clauses), &Count)? as u64)
    }

    /// Whether some article has no day of publication.
    fn has_undated(&self) -> Result<bool> {
        for segment in self.opened.searcher.segment_readers() {
            if segment.fast_fields().i64("published")?.get_cardinality() != Cardinality::Full {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is stored of the article at `address`.
    pub(super) fn stored(&self, address: tantivy::DocAddress) -> Result<Stored> {
        self.opened.stored(address)
    }

    /// All of `request` that selects, for counting, and how many articles it leaves out for having no date.
    pub(super) fn counting(&self, request: &Request) -> Result<(Engine, u64, Vec<Warning>)> {
        let asking = self.asking(request)?;
        let undated_excluded = self.undated_excluded(request, &asking)?;
        Ok((all_of(vec![self.everything(&asking)]), undated_excluded, asking.warnings))
    }

    /// All of `request` that selects.
    pub(super) fn selection(&self, request: &Request) -> Result<(Engine, Vec<Warning>)> {
        let asking = self.asking(request)?;
        Ok((all_of(vec![self.everything(&asking)]), asking.warnings))
    }
}

/// A question of filters alone has no best hit: newest first, unless the days asked are days mentioned.
fn effective_sort(request: &Request, asking: &Asking) -> Sort {
    let only_filters = asking.built.is_none();
    let days_are_ranked = asking.days.is_some() && request.filters.date_of != DateOf::Published;
    if request.sort == Sort::Relevance && only_filters && !days_are_ranked { Sort::Newest } else { request.sort }
}

fn asked(request: &Request) -> Asked {
    Asked {
        text: request.text.clone(),
        officials: request.filters.officials.clone(),
        roles: request.filters.roles.clone(),
        from: request.filters.from,
        to: request.filters.to,
        date_of: request.filters.date_of,
        sort: request.sort,
        exact: request.exact,
    }
}
