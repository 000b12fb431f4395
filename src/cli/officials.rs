//! `bantin officials`

use super::args::{DateOfArg, FilterArgs, FormatArg, Global, OfficialsArgs, OfficialsSortArg};
use super::out::Out;
use super::{Ended, question};
use crate::error::Result;
use crate::query::dossier::OfficialsSort;
use crate::query::local::Local;
use crate::render::{csv, human};
use crate::text::normalise::normalise;

pub(super) fn run(global: &Global, args: &OfficialsArgs, out: &mut Out) -> Result<Ended> {
    let filters = FilterArgs {
        role: args.role.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        on: args.on.clone(),
        date_of: DateOfArg::Published,
        ..FilterArgs::default()
    };
    let mut request = question::question(&global.index, &[], &filters)?;
    request.limit = args.limit;
    request.snippets = 1;
    let name = args.name.join(" ");
    let name = normalise(&name);
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let opened = question::opened(&global.index)?;
    let (answer, warnings) = Local::new(&opened).officials(name, &request, sort(args.sort))?;
    let format = args.format.unwrap_or(if global.json { FormatArg::Json } else { FormatArg::Human });
    if format != FormatArg::Json {
        warnings.iter().for_each(|warning| out.note(&warning.message));
    }
    match format {
        FormatArg::Json => out.json(&answer)?,
        FormatArg::Csv => out.text(&csv::officials(&answer))?,
        FormatArg::Human => {
            let text = human::officials(&answer, name, out.paint);
            out.text(&text)?;
        }
    }
    Ok(Ended::well_if(!answer.officials.is_empty()))
}

fn sort(typed: OfficialsSortArg) -> OfficialsSort {
    match typed {
        OfficialsSortArg::Articles => OfficialsSort::Articles,
        OfficialsSortArg::Name => OfficialsSort::Name,
        OfficialsSortArg::Newest => OfficialsSort::Newest,
        OfficialsSortArg::Oldest => OfficialsSort::Oldest,
    }
}
