//! `bantin show`

use serde::Serialize;

use super::args::{Global, ShowArgs};
use super::out::Out;
use super::{Ended, question};
use crate::error::{Error, Result};
use crate::index::stored::Stored;
use crate::query::local::Local;
use crate::query::snippet;
use crate::render::human;

/// `show --json`
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    title: Option<&'a str>,
    byline: &'a [String],
    date: Option<jiff::civil::Date>,
    date_source: Option<crate::read::DateSource>,
    source: Option<&'a str>,
    file: &'a str,
    page: Option<u32>,
    lines: &'a [(u32, u32)],
    url: Option<&'a str>,
    captions: &'a [String],
    text: &'a str,
}

/// The most articles named when what was typed is the beginning of several ids.
const MOST_NAMED: usize = 5;

pub(super) fn run(global: &Global, args: &ShowArgs, out: &mut Out) -> Result<Ended> {
    let opened = question::opened(&global.index)?;
    let found = Local::new(&opened).get(&args.id, MOST_NAMED)?;
    let (id, stored) = match found.as_slice() {
        [only] => only,
        [] => {
            return Err(Error::Usage(format!(
                "show: no article has the id `{}`; ids stand beside the hits of `bantin search`",
                args.id
            )));
        }
        several => return Err(ambiguous(&args.id, several)),
    };
    if args.path {
        let text = human::place(stored);
        out.text(&text)?;
    } else if global.json {
        out.json(&shown(id, stored))?;
    } else {
        let parsed = args.query.as_deref().map(|query| question::parsed(&global.index, query)).transpose()?;
        let marks = parsed
            .map(|parsed| parsed.wanted(false))
            .map(|wanted| snippet::marks(&stored.text, &wanted))
            .unwrap_or_default();
        let text = human::article(id, stored, &marks, out.paint);
        out.text(&text)?;
    }
    Ok(Ended::Well)
}

fn ambiguous(typed: &str, several: &[(String, Stored)]) -> Error {
    let ids: Vec<&str> = several.iter().map(|(id, _)| id.as_str()).collect();
    Error::Usage(format!("show: several ids begin with `{typed}`: {}; type more of it", ids.join(", ")))
}

fn shown<'a>(id: &'a str, stored: &'a Stored) -> Shown<'a> {
    let (date, date_source) = stored.published.unzip();
    Shown {
        id,
        title: stored.title.as_deref(),
        byline: &stored.byline,
        date,
        date_source,
        source: stored.source.as_deref(),
        file: &stored.file,
        page: stored.page,
        lines: &stored.lines,
        url: stored.url.as_deref(),
        captions: &stored.captions,
        text: &stored.text,
    }
}
