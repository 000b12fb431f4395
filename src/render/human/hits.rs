//! A page of hits, for people.

use std::fmt::Write as _;
use std::ops::Range;

use super::{count, day, line_ranges, source_name};
use crate::query::response::{Answer, Hit, HitOfficial, HitSnippet, Match};
use crate::render::Paint;
use crate::render::clean::clean_line;
use crate::render::wrap::wrapped;

/// A page of hits.
pub fn answer(answer: &Answer, paint: Paint) -> String {
    let mut out = String::new();
    if answer.hits.is_empty() {
        let nothing = if answer.total + answer.partial > 0 { "nothing on this page" } else { "nothing found" };
        let _ = writeln!(out, "{nothing}");
        return out;
    }
    let _ = writeln!(out, "{}\n", paint.dim(&headline(answer)));
    let mut before_line = answer.total > 0;
    for hit in &answer.hits {
        if hit.matched == Match::Partial && before_line {
            let more = count(answer.partial, "article holds", "articles hold");
            let _ = writeln!(out, "{}\n", paint.dim(&format!("──── {more} most of the words ────")));
        }
        before_line = hit.matched != Match::Partial;
        write_hit(&mut out, hit, paint);
    }
    wrapped(out, paint.columns)
}

fn headline(answer: &Answer) -> String {
    let total = match answer.total {
        0 if answer.partial > 0 => {
            format!("no article holds all the words; {} most of them", count(answer.partial, "holds", "hold"))
        }
        total if answer.partial > 0 => {
            let more = count(answer.partial, "more holds", "more hold");
            format!("{}, {more} most of the words", count(total, "article", "articles"))
        }
        total => count(total, "article", "articles"),
    };
    let (first, last) = (answer.hits.first().map_or(0, |hit| hit.rank), answer.hits.last().map_or(0, |hit| hit.rank));
    let copies: u64 = answer.hits.iter().map(|hit| hit.also.len() as u64).sum();
    let shown = if first == 1 && last + copies >= answer.total + answer.partial {
        String::new()
    } else {
        format!(", {first}–{last} shown")
    };
    let copies = if copies == 0 { String::new() } else { format!(", {} below them", count(copies, "copy", "copies")) };
    format!("{total}{shown}{copies} ({:.1} ms)", answer.took_ms)
}

pub(super) fn write_hit(out: &mut String, hit: &Hit, paint: Paint) {
    let title = hit.title.as_deref().unwrap_or("(no headline)");
    let _ = writeln!(out, "{:>3}  {}", hit.rank, paint.bold(&clean_line(title)));
    let _ = writeln!(out, "     {}", paint.dim(&place_line(hit)));
    for official in hit.officials.iter().filter(|official| !official.titles.is_empty()) {
        let _ = writeln!(out, "     {}", official_line(official, paint));
    }
    for line in also_lines(hit) {
        let _ = writeln!(out, "     {}", paint.dim(&line));
    }
    for snippet in &hit.snippets {
        let line = snippet.line.map(|line| paint.dim(&format!("  (line {line})"))).unwrap_or_default();
        let _ = writeln!(out, "     {}{line}", marked_snippet(snippet, paint));
    }
    out.push('\n');
}

/// `Lưu Đình Khoát: Bí thư Tỉnh ủy`; who was only inferred is marked so.
fn official_line(official: &HitOfficial, paint: Paint) -> String {
    let posts = official.titles.join(", ");
    let inferred =
        if official.inferred { paint.yellow(" (inferred: the article names only the post)") } else { String::new() };
    format!("{}: {}{inferred}", paint.cyan(&clean_line(&official.name)), clean_line(&posts))
}

/// How many copies of a hit have a line of their own.
const COPIES_TOLD: usize = 3;

/// `also in web/2023-12-30.html · 30/12/2023 · 5q3kz81dq0v7`, and how many more.
fn also_lines(hit: &Hit) -> Vec<String> {
    let told = hit.also.iter().take(COPIES_TOLD).map(|copy| {
        let page = copy.page.map(|page| format!(", page {page}")).unwrap_or_default();
        let date = copy.date.map_or("undated".to_owned(), day);
        format!("also in {}{page} · {date} · {}", clean_line(&copy.file), copy.id)
    });
    let more = hit.also.len().saturating_sub(COPIES_TOLD) as u64;
    told.chain((more > 0).then(|| format!("and in {more} more"))).collect()
}

/// `29/12/2023 (masthead) · issue.txt, page 3, lines 171-198 · 5q3kz81dq0v7`
fn place_line(hit: &Hit) -> String {
    let date = match (hit.date, hit.date_source) {
        (Some(date), Some(source)) => format!("{} ({})", day(date), source_name(source)),
        (Some(date), None) => day(date),
        _ => "undated".to_owned(),
    };
    let page = hit.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let lines = hit.lines.as_deref().map(line_ranges).filter(|lines| !lines.is_empty());
    let lines = lines.map(|lines| format!(", lines {lines}")).unwrap_or_default();
    format!("{date} · {}{page}{lines} · {}", clean_line(&hit.file), hit.id)
}

fn marked_snippet(snippet: &HitSnippet, paint: Paint) -> String {
    let chars: Vec<char> = snippet.text.chars().collect();
    let piece = |range: Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in &snippet.marks {
        out.push_str(&clean_line(&piece(at..*start)));
        out.push_str(&paint.mark(&clean_line(&piece(*start..*end))));
        at = *end;
    }
    out.push_str(&clean_line(&piece(at..chars.len())));
    out
}
