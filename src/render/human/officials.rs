//! Officials and dossiers, for people.

use std::fmt::Write as _;

use super::hits::write_hit;
use super::holders::holders;
use super::{clean_line, count, day, span};
use crate::query::request::Request;
use crate::query::response::{Bar, HeldTitle, Holder, Official, OfficialsAnswer};
use crate::render::Paint;
use crate::render::wrap::wrapped;

/// The most posts of one person in a list.
const MOST_POSTS: usize = 3;
/// More months than these are shown year by year.
const MOST_MONTHS: usize = 60;

/// Who held the posts asked for; else officials, or dossiers where a name was asked.
pub fn officials(answer: &OfficialsAnswer, request: &Request, asked: Option<&str>, paint: Paint) -> String {
    let mut out = String::new();
    let held = answer.holders.as_deref().unwrap_or_default();
    if held.is_empty() && answer.officials.is_empty() {
        let _ = writeln!(out, "nobody found");
    }
    if held.is_empty() {
        answer.officials.iter().for_each(|person| write_official(&mut out, person, asked.is_some(), paint));
    } else {
        out.push_str(&holders(held, request, paint));
    }
    wrapped(out, paint.columns)
}

fn write_official(out: &mut String, person: &Official, whole: bool, paint: Paint) {
    let articles = count(person.articles, "article", "articles");
    let seen = span(person.first, person.last);
    let _ =
        writeln!(out, "{}  {}", paint.bold(&clean_line(&person.label())), paint.dim(&format!("{articles}, {seen}")));
    let most = if whole { usize::MAX } else { MOST_POSTS };
    for held in person.titles.iter().take(most) {
        let _ = writeln!(out, "  {}", held_line(held, paint));
        for (side, other) in [("before", &held.before), ("after", &held.after)] {
            if let Some(other) = other {
                let _ = writeln!(out, "    {} {}", paint.dim(&format!("{side}:")), holder_line(other, paint));
            }
        }
    }
    if person.titles.len() > most {
        let _ = writeln!(out, "  {}", paint.dim(&format!("and {} more", person.titles.len() - most)));
    }
    write_dossier(out, person, paint);
}

/// A post with its days.
pub(super) fn held_line(held: &HeldTitle, paint: Paint) -> String {
    let when = format!("{}, {}", count(held.articles, "article", "articles"), span(held.first, held.last));
    format!("{}  {}", clean_line(&held.title), paint.dim(&when))
}

/// Somebody seen in a post, with the days.
pub(super) fn holder_line(holder: &Holder, paint: Paint) -> String {
    let when = format!("{}, {}", count(holder.articles, "article", "articles"), span(holder.first, holder.last));
    format!("{}  {}", clean_line(&holder.label()), paint.dim(&when))
}

fn write_dossier(out: &mut String, person: &Official, paint: Paint) {
    let months = person.months.as_deref().unwrap_or_default();
    if months.len() > 1 {
        let _ = writeln!(out, "\n  {}", sparkline(months, paint));
    }
    if let Some(with) = person.with.as_ref().filter(|with| !with.is_empty()) {
        let names: Vec<String> =
            with.iter().map(|other| format!("{} ×{}", clean_line(&other.name), other.articles)).collect();
        let _ = writeln!(out, "\n  {} {}", paint.dim("named alongside:"), names.join(", "));
    }
    if let Some(latest) = &person.latest {
        out.push('\n');
        latest.iter().for_each(|hit| write_hit(out, hit, paint));
    }
}

/// `by month: ▁▂·█  09/2022 – 12/2022, most in 12/2022: 9`
fn sparkline(months: &[Bar], paint: Paint) -> String {
    let by_year = months.len() > MOST_MONTHS;
    let bars: Vec<(String, u64)> = match by_year {
        true => months.chunk_by(|a, b| a.from.year() == b.from.year()).filter_map(year).collect(),
        false => months.iter().map(|bar| (bar.from.strftime("%m/%Y").to_string(), bar.count)).collect(),
    };
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let line: String = bars.iter().map(|(_, count)| block(*count, most)).collect();
    let at = bars.iter().find(|(_, count)| *count == most).map_or("", |(label, _)| label);
    let (first, last) = (bars.first().map_or("", |bar| &bar.0), bars.last().map_or("", |bar| &bar.0));
    let label = if by_year { "by year:" } else { "by month:" };
    let told = format!("{first} – {last}, most in {at}: {most}");
    format!("{} {}  {}", paint.dim(label), paint.cyan(&line), paint.dim(&told))
}

fn year(months: &[Bar]) -> Option<(String, u64)> {
    Some((months.first()?.from.year().to_string(), months.iter().map(|bar| bar.count).sum()))
}

/// A block as high as the count; a dot for none.
fn block(count: u64, most: u64) -> char {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let eighth = (count.saturating_mul(8)).div_ceil(most.max(1)).clamp(1, 8) as usize;
    if count == 0 { '·' } else { BLOCKS.get(eighth - 1).copied().unwrap_or('█') }
}

/// A day that is the whole of a span, or both ends of it.
pub(super) fn days_asked(request: &Request) -> String {
    match (request.filters.from, request.filters.to) {
        (Some(from), Some(to)) if from == to => format!("on {}", day(from)),
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(to)) => format!("up to {}", day(to)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_as_high_as_their_counts() {
        let line: String = [0, 1, 4, 8].iter().map(|count| block(*count, 8)).collect();
        assert_eq!(line, "·▁▄█");
        assert_eq!(block(1, 1000), '▁');
    }
}
