//! `bantin search`

use std::mem::ManuallyDrop;

use super::args::{FormatArg, Global, SearchArgs, SortArg};
use super::out::Out;
use super::{Ended, index, question};
use crate::error::{Error, Result};
use crate::query::local::Local;
use crate::query::request::Request;
use crate::query::response::{Answer, Sort};
use crate::render::{csv, human};

pub(super) fn run(global: &Global, args: &SearchArgs, out: &mut Out) -> Result<Ended> {
    let mut request = question::question(&global.index, &args.query, &args.filters)?;
    request.sort = sort(args.sort);
    (request.limit, request.offset, request.snippets) = (args.limit, args.offset, args.snippets);
    request.copies_apart = args.all;
    if !question::asks_something(&request) {
        return Err(Error::Usage(
            "search: nothing to look for; expected words or a filter, as in `bantin search thu ngan sach` or `bantin search --official \"Trần Thế Lâm\"`".into(),
        ));
    }
    if let Some(path) = &args.refresh {
        index::refresh(global, path, &args.reading, out)?;
    }
    // Left to the end of the process: to give the index back piece by piece takes a twentieth of a question.
    let opened = ManuallyDrop::new(question::opened(&global.index)?);
    let people = question::people(&global.index, args.filters.people.as_deref())?;
    let answer = Local::new(&opened).with_people(&people).search(&request)?;
    print(global, args, &request, &answer, out)?;
    Ok(Ended::well_if(!answer.hits.is_empty()))
}

fn print(global: &Global, args: &SearchArgs, request: &Request, answer: &Answer, out: &mut Out) -> Result<()> {
    let format = args.format.unwrap_or(if global.json { FormatArg::Json } else { FormatArg::Human });
    if format != FormatArg::Json {
        for warning in &answer.warnings {
            out.note(&human::warning(warning, &request.text));
        }
        for message in human::left_out(answer.undated_excluded) {
            out.note(&message);
        }
    }
    match format {
        FormatArg::Json => out.json(answer),
        FormatArg::Csv => out.text(&csv::hits(answer)),
        FormatArg::Human => {
            let text = human::answer(answer, out.paint);
            out.text(&text)
        }
    }
}

fn sort(typed: SortArg) -> Sort {
    match typed {
        SortArg::Relevance => Sort::Relevance,
        SortArg::Newest => Sort::Newest,
        SortArg::Oldest => Sort::Oldest,
    }
}
