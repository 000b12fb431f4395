//! Filters → tantivy queries: officials, posts, sources, days.

use std::ops::Bound;

use jiff::civil::Date;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::request::Filters;
use super::response::{DateOf, Warning};
use super::spelled::{Spelled, in_a_row};
use crate::analyse::officials::{canonical_post, folded_name, name_key};
use crate::index::entry::{day_number, month_number};
use crate::index::reading::Opened;
use crate::index::schema::{Fields, POST_BEGINS};
use crate::index::twins;
use crate::text::fold::is_marked;
use crate::text::token::{Token, tokens};

/// A query that tantivy can run.
pub(super) type Engine = Box<dyn Query>;

/// A filter made ready, and what the user should know of how it was taken.
pub(super) struct Made {
    pub(super) query: Engine,
    pub(super) warning: Option<Warning>,
}

impl Made {
    pub(super) fn plain(query: Engine) -> Made {
        Made { query, warning: None }
    }

    pub(super) fn saying(query: Engine, message: String) -> Made {
        Made { query, warning: Some(Warning { at: 0, message }) }
    }
}

/// What was typed, token by token in its exact form where it carries marks.
fn spelled(fields: &Fields, field: Field, typed: &str) -> Vec<Spelled> {
    let spelled = |token: &Token| match twins::is_marked(&token.folded, &token.exact) {
        true => Spelled::exactly(fields, field, &token.folded, &token.exact),
        false => Spelled::anyhow(field, &token.folded),
    };
    tokens(typed).iter().map(spelled).collect()
}

fn typed_phrase(fields: &Fields, field: Field, typed: &str) -> Option<Engine> {
    in_a_row(spelled(fields, field, typed))
}

fn folded_phrase(field: Field, typed: &str) -> Option<Engine> {
    in_a_row(tokens(typed).iter().map(|token| Spelled::anyhow(field, &token.folded)).collect())
}

fn finds(searcher: &Searcher, query: &Engine) -> tantivy::Result<bool> {
    Ok(query.count(searcher)? > 0)
}

pub(super) fn nothing() -> Engine {
    Box::new(tantivy::query::EmptyQuery)
}

/// Articles that name the official: the whole name as typed, else a part of a name, else the name with other marks,
/// else the words of the text; whatever is not the first of these is said.
pub(super) fn official(opened: &Opened, typed: &str) -> tantivy::Result<Made> {
    let (searcher, fields) = (&opened.searcher, &opened.fields);
    let whole = if is_marked(typed) { format!("={}", name_key(typed)) } else { folded_name(typed) };
    let whole: Engine =
        Box::new(TermQuery::new(Term::from_field_text(fields.official_key, &whole), IndexRecordOption::Basic));
    if finds(searcher, &whole)? {
        return Ok(Made::plain(whole));
    }
    let Some(part) = typed_phrase(fields, fields.official, typed) else {
        return Ok(Made::saying(nothing(), format!("`{typed}` holds no name")));
    };
    if finds(searcher, &part)? {
        return Ok(Made::plain(part));
    }
    if let Some(other_marks) = folded_phrase(fields.official, typed)
        && finds(searcher, &other_marks)?
    {
        let message = format!("no official is spelled `{typed}`; these have the same letters with other marks");
        return Ok(Made::saying(other_marks, message));
    }
    let message = format!("no official `{typed}` in the index; these have the name in their text");
    Ok(Made::saying(typed_phrase(fields, fields.text, typed).unwrap_or_else(nothing), message))
}

/// Articles that name a post which begins as typed, else one that holds what was typed.
pub(super) fn role(opened: &Opened, typed: &str) -> tantivy::Result<Made> {
    let (searcher, field) = (&opened.searcher, opened.fields.role);
    let canonical = canonical_post(typed);
    let words = spelled(&opened.fields, field, &canonical);
    if words.is_empty() {
        return Ok(Made::saying(nothing(), format!("`{typed}` holds no post")));
    }
    if let Some(begins) = post_begins(opened, &canonical)
        && finds(searcher, &begins)?
    {
        return Ok(Made::plain(begins));
    }
    let holds = in_a_row(words).unwrap_or_else(nothing);
    if finds(searcher, &holds)? {
        return Ok(Made::saying(holds, format!("no post begins with `{typed}`; these hold it")));
    }
    let folded = folded_phrase(field, &canonical).unwrap_or_else(nothing);
    if finds(searcher, &folded)? {
        return Ok(Made::saying(
            folded,
            format!("no post is spelled `{typed}`; these have the same letters with other marks"),
        ));
    }
    Ok(Made::saying(folded, format!("no post `{typed}` in the index")))
}

/// Articles that name a post whose canonical form begins so.
pub(super) fn post_begins(opened: &Opened, canonical: &str) -> Option<Engine> {
    let field = opened.fields.role;
    let mut words = spelled(&opened.fields, field, canonical);
    if words.is_empty() {
        return None;
    }
    words.insert(0, Spelled::anyhow(field, POST_BEGINS));
    in_a_row(words)
}

/// Articles of the paper or site.
pub(super) fn source(opened: &Opened, typed: &str) -> Made {
    match typed_phrase(&opened.fields, opened.fields.source, typed) {
        Some(query) => Made::plain(query),
        None => Made::saying(nothing(), format!("`{typed}` holds no name of a source")),
    }
}

/// Articles of the days, by what `filters.date_of` holds them against; `None` where no day is asked.
pub(super) fn days(opened: &Opened, filters: &Filters) -> Option<Engine> {
    if filters.from.is_none() && filters.to.is_none() {
        return None;
    }
    let fields = &opened.fields;
    let published = || range(fields.published, filters.from.map(day_number), filters.to.map(day_number));
    Some(match filters.date_of {
        DateOf::Published => published(),
        DateOf::Mentioned => mentioned(opened, filters),
        DateOf::Any => either(vec![published(), mentioned(opened, filters)]),
    })
}

/// The day itself counts most, then a month that holds it; a year only where at least a year is asked.
fn mentioned(opened: &Opened, filters: &Filters) -> Engine {
    let (from, to, fields) = (filters.from, filters.to, &opened.fields);
    let mut choices = vec![
        boosted(range(fields.day, from.map(day_number), to.map(day_number)), 4.0),
        boosted(range(fields.month, from.map(month_number), to.map(month_number)), 2.0),
    ];
    if spans_a_year(from, to) {
        let year = |date: Date| i64::from(date.year());
        choices.push(range(fields.year, from.map(year), to.map(year)));
    }
    either(choices)
}

/// Whether at least a year is asked, so that a mention of a year is an answer.
pub(super) fn spans_a_year(from: Option<Date>, to: Option<Date>) -> bool {
    const LEAST_DAYS: i64 = 364;
    from.zip(to).is_none_or(|(from, to)| day_number(to) - day_number(from) >= LEAST_DAYS)
}

fn range(field: Field, from: Option<i64>, to: Option<i64>) -> Engine {
    let bound = |number: Option<i64>| match number {
        Some(number) => Bound::Included(Term::from_field_i64(field, number)),
        None => Bound::Unbounded,
    };
    let (from, to) = (bound(from), bound(to));
    if matches!((&from, &to), (Bound::Unbounded, Bound::Unbounded)) {
        return Box::new(tantivy::query::AllQuery);
    }
    Box::new(RangeQuery::new(from, to))
}

fn boosted(query: Engine, boost: f32) -> Engine {
    Box::new(BoostQuery::new(query, boost))
}

pub(super) fn either(choices: Vec<Engine>) -> Engine {
    Box::new(BooleanQuery::union(choices))
}

/// A query that selects and adds nothing to the score.
pub(super) fn silent(query: Engine) -> Engine {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Articles that have no day of publication.
pub(super) fn undated(opened: &Opened) -> Engine {
    Box::new(TermQuery::new(Term::from_field_u64(opened.fields.undated, 1), IndexRecordOption::Basic))
}

/// All of them must hold.
pub(super) fn all_of(queries: Vec<Engine>) -> Engine {
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Must, query)).collect()))
}
