//! Why a file is or isn't a hit, for people.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::Paint;
use super::clean::clean_line;
use super::human::{day, source_name};
use crate::query::response::{DateOf, Match};
use crate::query::why::{ArticleWhy, Exclusion, FARTHEST, OtherMarks, Verdict, WhyAnswer};

/// The most articles shown; programs get all.
const MOST_ARTICLES: usize = 20;
/// The most names or posts told of an article.
const MOST_NAMES: usize = 6;

/// The verdict, and what led to it for each article.
pub fn answer(answer: &WhyAnswer, paint: Paint) -> String {
    let mut out = String::new();
    let verdict = verdict_line(answer);
    let _ = writeln!(out, "{}: {verdict}", paint.bold(&clean_line(&answer.file)));
    if let Some(reason) = answer.reason.as_ref().filter(|_| !answer.articles.is_empty()) {
        let _ = writeln!(out, "{} {}", paint.yellow("note:"), clean_line(reason));
    }
    for article in answer.articles.iter().take(MOST_ARTICLES) {
        write_article(&mut out, article, paint);
    }
    if answer.articles.len() > MOST_ARTICLES {
        let more = answer.articles.len() - MOST_ARTICLES;
        let _ = writeln!(out, "\n{}", paint.dim(&format!("and {more} more articles; --json gives all")));
    }
    out
}

fn verdict_line(answer: &WhyAnswer) -> String {
    let reason = clean_line(answer.reason.as_deref().unwrap_or_default());
    let all = answer.articles.len();
    let these = answer.articles.iter().filter(|article| article.verdict == answer.verdict).count();
    let articles = if all == 1 { String::new() } else { format!(": {these} of {all} articles") };
    match answer.verdict {
        Verdict::NotIndexed => format!("not indexed: {reason}"),
        Verdict::Skipped => format!("skipped: {reason}"),
        Verdict::Hit => format!("a hit{articles}"),
        Verdict::Partial => format!("a hit with most of the words{articles}"),
        Verdict::Excluded => format!("no hit: excluded{articles}"),
        Verdict::LacksWords => format!("no hit: lacks words{articles}"),
    }
}

fn write_article(out: &mut String, article: &ArticleWhy, paint: Paint) {
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let _ = writeln!(out, "\n  {}", paint.bold(&clean_line(title)));
    let _ = writeln!(out, "  {}", paint.dim(&format!("{} · {}", published(article), article.id)));
    let mut line = |text: String| {
        let _ = writeln!(out, "    {}", clean_line(&text));
    };
    if article.verdict.is_hit() {
        line(place(article));
    }
    if !article.lacks.is_empty() {
        line(format!("lacks {}", article.lacks.join(", ")));
    }
    article.other_marks.iter().for_each(|other| line(other_marks(other)));
    article.excluded_by.iter().for_each(|exclusion| line(excluded(exclusion, article)));
}

fn published(article: &ArticleWhy) -> String {
    match (article.date, article.date_source) {
        (Some(date), Some(source)) => format!("{} ({})", day(date), source_name(source)),
        (Some(date), None) => day(date),
        _ => "undated".to_owned(),
    }
}

fn place(article: &ArticleWhy) -> String {
    let (Some(rank), Some(score)) = (article.rank, article.score) else {
        return format!("holds all the words; behind the first {FARTHEST} hits");
    };
    let matched = match article.matched {
        Some(Match::Exact) => ", all the words as typed",
        Some(Match::Folded) => ", all the words, some with other marks",
        Some(Match::Partial) => ", most of the words",
        None => "",
    };
    format!("rank {rank}, score {score:.1}{matched}")
}

fn other_marks(other: &OtherMarks) -> String {
    match other.found.is_empty() {
        true => format!("has {} with other marks", other.asked),
        false => format!("has {} with other marks: {}", other.asked, other.found.join(", ")),
    }
}

fn excluded(exclusion: &Exclusion, article: &ArticleWhy) -> String {
    match exclusion {
        Exclusion::Official { asked, found } => {
            format!("excluded by the official {asked}: {}", names("names no official", "names", found))
        }
        Exclusion::Role { asked, found } => {
            format!("excluded by the post {asked}: {}", names("names no post", "names", found))
        }
        Exclusion::Source { asked, found: Some(found) } => format!("excluded by the source {asked}: is of {found}"),
        Exclusion::Source { asked, found: None } => format!("excluded by the source {asked}: names no source"),
        Exclusion::Date { date_of, from, to } => {
            format!("excluded by the days {}: {}", days(*from, *to), own_days(*date_of, article))
        }
        Exclusion::Minus { asked } => format!("excluded by -{asked}: has it"),
    }
}

fn names(none: &str, some: &str, found: &[String]) -> String {
    let shown = found.iter().take(MOST_NAMES).cloned().collect::<Vec<_>>().join(", ");
    match found.len() {
        0 => none.to_owned(),
        many if many > MOST_NAMES => format!("{some} {shown} and {} more", many - MOST_NAMES),
        _ => format!("{some} {shown}"),
    }
}

fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
        (Some(from), None) => format!("from {} on", day(from)),
        (None, Some(to)) => format!("up to {}", day(to)),
        (None, None) => "asked".to_owned(),
    }
}

fn own_days(date_of: DateOf, article: &ArticleWhy) -> String {
    let published = match article.date {
        Some(date) => format!("published {}", day(date)),
        None => "has no date of publication".to_owned(),
    };
    match date_of {
        DateOf::Published => published,
        DateOf::Mentioned => "mentions none of them".to_owned(),
        DateOf::Any => format!("{published}, mentions none of them"),
    }
}
