//! `bantin analyze`

use std::io::BufRead as _;

use jiff::civil::Date;
use serde::Deserialize;

use super::args::{AnalyzeArgs, Global};
use super::out::Out;
use super::{Ended, question};
use crate::analyse::dates::dates;
use crate::analyse::officials::officials;
use crate::error::{Error, Result};
use crate::render::analysis::{Analysis, DateOut, OfficialOut, RoleOut, TokenOut};
use crate::render::human;
use crate::text::normalise::{Mapped, normalise_mapped};
use crate::text::token::tokens;

/// One line of the input of `--jsonl`.
#[derive(Deserialize)]
struct Given {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

pub(super) fn run(global: &Global, args: &AnalyzeArgs, out: &mut Out) -> Result<Ended> {
    if args.jsonl {
        return lines(out);
    }
    let published = match &args.published {
        Some(typed) => Some(question::day_argument("--published", typed)?.from),
        None => None,
    };
    let text = if args.text.is_empty() { from_stdin()? } else { args.text.join(" ") };
    let analysis = analyse(None, &text, published);
    if global.json {
        out.json(&analysis)?;
    } else {
        let text = human::analysis(&analysis, out.paint);
        out.text(&text)?;
    }
    Ok(Ended::Well)
}

fn from_stdin() -> Result<String> {
    std::io::read_to_string(std::io::stdin()).map_err(|error| Error::io("standard input", error))
}

fn lines(out: &mut Out) -> Result<Ended> {
    let mut ended = Ended::Well;
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| Error::io("standard input", error))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Given>(&line) {
            Ok(given) => {
                let published = given.published.as_deref().and_then(day_of);
                out.json(&analyse(Some(given.id), &given.text, published))?;
            }
            Err(error) => {
                out.error(&format!(
                    "standard input, line {}: expected {{\"id\",\"text\",\"published\"}}: {error}",
                    number + 1
                ));
                ended = Ended::Short;
            }
        }
    }
    Ok(ended)
}

fn day_of(published: &str) -> Option<Date> {
    published.get(..10).unwrap_or(published).parse().ok()
}

fn analyse(id: Option<serde_json::Value>, given: &str, published: Option<Date>) -> Analysis {
    let mapped = normalise_mapped(given);
    let places = Places::new(given, &mapped);
    let found = officials(&mapped.text);
    let text = mapped.text.as_str();
    let of_token = |token: crate::text::token::Token| {
        let (start, end) = places.of(token.byte_range);
        TokenOut { folded: token.folded, exact: token.exact, position: token.position, start, end }
    };
    let of_date = |date: crate::analyse::DateMention| {
        let written = text[date.byte_range.clone()].to_owned();
        let (start, end) = places.of(date.byte_range);
        DateOut { text: written, from: date.from, to: date.to, kind: date.kind, start, end }
    };
    let of_mention = |mention: crate::analyse::Mention| {
        let (start, end) = places.of(mention.byte_range);
        let titles = mention.titles.into_iter().map(|title| title.printed).collect();
        OfficialOut { name: mention.name, key: mention.key, titles, start, end, kind: mention.kind }
    };
    let of_role = |role: crate::analyse::Role| {
        let (start, end) = places.of(role.byte_range);
        RoleOut { text: role.title.printed, name: role.name, start, end }
    };
    Analysis {
        id,
        tokens: tokens(text).into_iter().map(of_token).collect(),
        officials: found.mentions.into_iter().map(of_mention).collect(),
        roles: found.roles.into_iter().map(of_role).collect(),
        dates: dates(text, published).into_iter().map(of_date).collect(),
    }
}

/// From bytes of the normalised text to characters of the text as given.
struct Places<'a> {
    mapped: &'a Mapped,
    /// The byte at which each character of the text as given begins.
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(given: &str, mapped: &'a Mapped) -> Places<'a> {
        Places { mapped, starts: given.char_indices().map(|(start, _)| start).collect() }
    }

    fn of(&self, range: std::ops::Range<usize>) -> (usize, usize) {
        let given = self.mapped.range_as_given(range);
        let chars_before = |byte: usize| self.starts.partition_point(|start| *start < byte);
        (chars_before(given.start), chars_before(given.end))
    }
}
