//! Answers for people, at a terminal or not.

mod article;
mod hits;
mod holders;
mod officials;
mod reading;
mod run;
mod status;
mod timeline;

use jiff::civil::Date;

pub use self::article::{article, place};
pub use self::hits::answer;
pub use self::officials::officials;
pub use self::reading::{analysis, reading};
pub use self::run::{change, change_json, checked, plan, plan_json, skipped, summary, summary_json, warnings_hint};
pub use self::status::{doubtful_articles, files, status, undated};
pub use self::timeline::timeline;
use super::clean::clean_line;
use crate::query::response::{Match, Warning};
use crate::read::DateSource;

/// A day as Vietnamese papers print it.
pub fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// `exact`, `folded`, `partial`.
pub fn match_name(matched: Match) -> &'static str {
    match matched {
        Match::Exact => "exact",
        Match::Folded => "folded",
        Match::Partial => "partial",
    }
}

/// `metadata`, `masthead`, `path`, `text`.
pub fn source_name(source: DateSource) -> &'static str {
    match source {
        DateSource::Metadata => "metadata",
        DateSource::Masthead => "masthead",
        DateSource::Path => "path",
        DateSource::Text => "text",
    }
}

/// `171-198, 1-15`
pub fn line_ranges(lines: &[(u32, u32)]) -> String {
    let one = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    lines.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A warning, with the place in the query where it has one.
pub fn warning(warning: &Warning, query: &str) -> String {
    if query.is_empty() || warning.at == 0 {
        return warning.message.clone();
    }
    format!("at character {} of the query: {}", warning.at + 1, warning.message)
}

/// What filters hide, one message each.
pub fn left_out(undated: u64) -> Vec<String> {
    let message = || {
        let articles = count(undated, "more article matches but has", "more articles match but have");
        format!("{articles} no date of publication; left out by the date filter")
    };
    (undated > 0).then(message).into_iter().collect()
}

fn span(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        _ => "undated".to_owned(),
    }
}
