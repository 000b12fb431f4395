//! `bantin officials`

use super::args::{DateOfArg, FilterArgs, FormatArg, Global, OfficialsArgs, OfficialsSortArg};
use super::out::Out;
use super::{Ended, question};
use crate::error::Result;
use crate::query::dossier::OfficialsSort;
use crate::query::local::Local;
use crate::query::request::Request;
use crate::query::response::{OfficialsAnswer, Warning};
use crate::render::{csv, human};
use crate::text::normalise::normalise;

/// The most persons, posts and articles, unless another number is asked.
const LIMIT: usize = 20;

pub(super) fn run(global: &Global, args: &OfficialsArgs, out: &mut Out) -> Result<Ended> {
    let request = request(global, args)?;
    let name = args.name.join(" ");
    let name = normalise(&name);
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let opened = question::opened(&global.index)?;
    let people = question::people(&global.index, args.people.as_deref())?;
    let local = Local::new(&opened).with_people(&people);
    let format = args.format.unwrap_or(if global.json { FormatArg::Json } else { FormatArg::Human });
    if let (FormatArg::Csv, Some(name)) = (format, name) {
        let (rows, warnings) = local.mentions(name, &request, args.limit.unwrap_or(usize::MAX))?;
        note(&warnings, out);
        out.text(&csv::mentions(&rows))?;
        return Ok(Ended::well_if(!rows.is_empty()));
    }
    let (answer, warnings) = local.officials(name, &request, sort(args.sort))?;
    match format {
        FormatArg::Json => out.json(&answer)?,
        FormatArg::Csv => {
            note(&warnings, out);
            out.text(&csv::officials(&answer))?;
        }
        FormatArg::Human => {
            note(&warnings, out);
            let text = human::officials(&answer, &request, name, out.paint);
            out.text(&text)?;
        }
    }
    Ok(Ended::well_if(is_found(&answer)))
}

fn request(global: &Global, args: &OfficialsArgs) -> Result<Request> {
    let filters = FilterArgs {
        role: args.role.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        on: args.on.clone(),
        date_of: DateOfArg::Published,
        ..FilterArgs::default()
    };
    let request = question::question(&global.index, &[], &filters)?;
    Ok(Request { limit: args.limit.unwrap_or(LIMIT), snippets: 1, ..request })
}

fn note(warnings: &[Warning], out: &Out) {
    warnings.iter().for_each(|warning| out.note(&warning.message));
}

fn is_found(answer: &OfficialsAnswer) -> bool {
    let is_held = answer.holders.iter().flatten().any(|post| !post.people.is_empty());
    !answer.officials.is_empty() || is_held
}

fn sort(typed: OfficialsSortArg) -> OfficialsSort {
    match typed {
        OfficialsSortArg::Articles => OfficialsSort::Articles,
        OfficialsSortArg::Name => OfficialsSort::Name,
        OfficialsSortArg::Newest => OfficialsSort::Newest,
        OfficialsSortArg::Oldest => OfficialsSort::Oldest,
    }
}
