//! From arguments to a question: dates resolved against today, filters of the query joined with those of the options.

use std::path::Path;

use jiff::Zoned;
use jiff::civil::Date;

use super::args::{DateOfArg, FilterArgs};
use crate::error::{Error, Result};
use crate::index::reading::{Opened, open};
use crate::query::parse::{FilterKind, Parsed, parse};
use crate::query::people::People;
use crate::query::request::{Filters, Request};
use crate::query::response::{DateOf, Warning};
use crate::query::spelling::Spellings;
use crate::text::normalise::normalise;
use crate::text::when::{Span, parse_when};

/// Today, in the user's time zone.
pub(super) fn today() -> Date {
    Zoned::now().date()
}

/// The index that `--index` names.
pub(super) fn opened(index: &Path) -> Result<Opened> {
    open(index)
}

/// The user's own word on who is who: the file that is named, else the one in the index folder.
pub(super) fn people(index: &Path, named: Option<&Path>) -> Result<People> {
    let path = named.map_or_else(|| index.join("people.tsv"), Path::to_owned);
    match std::fs::read_to_string(&path) {
        Ok(table) => People::parse(&table).map_err(|error| Error::Usage(format!("{}: {error}", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => Ok(People::default()),
        Err(error) => Err(Error::io(path, error)),
    }
}

/// A day, month or year as typed behind the option `option`.
pub(super) fn day_argument(option: &str, typed: &str) -> Result<Span> {
    parse_when(typed, today()).map_err(|error| Error::Usage(format!("{option}: {error}")))
}

/// The question that the words and the filters of one command ask.
pub(super) fn question(index: &Path, words: &[String], args: &FilterArgs) -> Result<Request> {
    let text = words.join(" ");
    let mut parsed = parsed(index, &text)?;
    let mut filters = filters(args)?;
    add_query_filters(&mut filters, &mut parsed);
    if filters.near && filters.officials.len() < 2 {
        return Err(Error::Usage(
            "--near: expected two or more officials, as in `--official \"Trần Thế Lâm\" --official \"Vương Đình Sách\" --near`".into(),
        ));
    }
    Ok(Request { filters, exact: args.exact, ..Request::of(parsed, &text) })
}

/// The query `text`, other spellings of its words joined to them.
pub(super) fn parsed(index: &Path, text: &str) -> Result<Parsed> {
    let mut parsed = parse(text);
    let spellings = spellings(index, &mut parsed)?;
    parsed.spell(&spellings);
    Ok(parsed)
}

/// The built-in table of spellings, and the user's own where one lies in the index folder.
fn spellings(index: &Path, parsed: &mut Parsed) -> Result<Spellings> {
    let path = index.join("spellings.tsv");
    let builtin = Spellings::builtin();
    let Ok(own) = std::fs::read_to_string(&path) else { return Ok(builtin) };
    match Spellings::parse(&own) {
        Ok(own) => Ok(builtin.with(own)),
        Err(error) => {
            parsed.warnings.push(Warning { at: 0, message: format!("{}: {error}; not used", path.display()) });
            Ok(builtin)
        }
    }
}

fn filters(args: &FilterArgs) -> Result<Filters> {
    let span =
        |option: &str, typed: &Option<String>| typed.as_deref().map(|typed| day_argument(option, typed)).transpose();
    let on = span("--on", &args.on)?;
    let from = span("--from", &args.from)?.map(|span| span.from);
    let to = span("--to", &args.to)?.map(|span| span.to);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(Error::Usage(format!("--from {from} is later than --to {to}; no day lies between")));
    }
    Ok(Filters {
        officials: normalised(&args.official),
        roles: normalised(&args.role),
        sources: normalised(args.source.as_slice()),
        from: on.map(|span| span.from).or(from),
        to: on.map(|span| span.to).or(to),
        date_of: date_of(args.date_of),
        near: args.near,
    })
}

fn normalised(typed: &[String]) -> Vec<String> {
    typed.iter().map(|typed| normalise(typed).into_owned()).collect()
}

fn date_of(typed: DateOfArg) -> DateOf {
    match typed {
        DateOfArg::Published => DateOf::Published,
        DateOfArg::Mentioned => DateOf::Mentioned,
        DateOfArg::Any => DateOf::Any,
    }
}

/// Joins `official:`, `role:`, `source:`, `date:`, `from:` and `to:` of the query with the options: all must hold.
fn add_query_filters(filters: &mut Filters, parsed: &mut Parsed) {
    for filter in std::mem::take(&mut parsed.filters) {
        match filter.kind {
            FilterKind::Official => filters.officials.push(filter.value),
            FilterKind::Role => filters.roles.push(filter.value),
            FilterKind::Source => filters.sources.push(filter.value),
            FilterKind::Date | FilterKind::From | FilterKind::To => match parse_when(&filter.value, today()) {
                Ok(span) => narrow(filters, filter.kind, span),
                Err(error) => parsed
                    .warnings
                    .push(Warning { at: filter.at, message: format!("the date filter is ignored: {error}") }),
            },
        }
    }
}

fn narrow(filters: &mut Filters, kind: FilterKind, span: Span) {
    if kind != FilterKind::To {
        filters.from = filters.from.max(Some(span.from));
    }
    if kind != FilterKind::From {
        filters.to = Some(filters.to.map_or(span.to, |to| to.min(span.to)));
    }
}

/// Whether a question asks anything at all.
pub(super) fn asks_something(request: &Request) -> bool {
    let filters = &request.filters;
    !request.text.trim().is_empty()
        || !filters.officials.is_empty()
        || !filters.roles.is_empty()
        || !filters.sources.is_empty()
        || filters.from.is_some()
        || filters.to.is_some()
}
