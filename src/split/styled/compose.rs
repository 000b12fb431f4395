//! Parts → [`Article`]s.

use std::ops::Range;

use jiff::civil::Date;

use super::part::{Kind, Part, number, without_number};
use super::starts::is_marked;
use crate::read::look::Above;
use crate::read::{DateSource, Published};
use crate::split::Article;
use crate::split::cut::{Because, Cut};
use crate::split::lines::is_closed;

/// The articles that begin at `starts`, and what stands before the first, where it is text.
pub(super) fn several(parts: &[Part<'_>], starts: &[usize], issued: Option<Date>) -> Vec<Article> {
    let numbered = starts.iter().filter(|at| parts.get(**at).is_some_and(|part| number(part.text).is_some())).count();
    let numbered = numbered * 2 > starts.len();
    let ends = starts.iter().skip(1).copied().chain([parts.len()]);
    let first = starts.first().copied().unwrap_or(parts.len());
    let preface = parts.get(..first).unwrap_or_default();
    let mut articles: Vec<Article> = Vec::with_capacity(starts.len() + 1);
    if preface.iter().any(|part| part.kind == Kind::Text && is_closed(part.text)) {
        articles.push(Article { cut: Cut::new(0.6, Because::Preface), ..single(preface) });
    }
    articles.extend(starts.iter().zip(ends).map(|(start, end)| one(parts, *start..end, numbered, issued)));
    articles
}

/// The article whose headline begins a range of parts.
fn one(parts: &[Part<'_>], range: Range<usize>, numbered: bool, issued: Option<Date>) -> Article {
    let start = range.start;
    let own = parts.get(range).unwrap_or_default();
    let headline = headline_length(own);
    let (head, rest) = own.split_at(headline.min(own.len()));
    let title = join(head);
    let title = if numbered { without_number(&title).to_owned() } else { title };
    let mut article = Article { title: Some(title), cut: cut(parts, start), ..Article::default() };
    for part in rest.get(..end_of(rest)).unwrap_or_default() {
        take(&mut article, part, issued);
    }
    article
}

/// By judgement: on 21 articles of documents, all of them right, nothing could be fitted.
fn cut(parts: &[Part<'_>], start: usize) -> Cut {
    if is_marked(parts, start) { Cut::new(0.98, Because::Certain) } else { Cut::new(0.9, Because::LooksAlike) }
}

/// How many parts, up to the headings of what follows: the names of sections stand above the next headline.
fn end_of(rest: &[Part<'_>]) -> usize {
    let is_own = |part: &Part<'_>| !matches!(part.kind, Kind::Heading(_) | Kind::Furniture | Kind::Separator);
    rest.iter().rposition(is_own).map_or(0, |last| last + 1)
}

/// How many paragraphs the headline takes: lines of one paragraph, and headings in the same larger type.
fn headline_length(own: &[Part<'_>]) -> usize {
    let Some(first) = own.first() else { return 0 };
    let goes_on = |pair: &&[Part<'_>]| {
        let [above, here] = pair else { return false };
        let alike = here.kind == first.kind && here.look.align == first.look.align && here.look.bold == first.look.bold;
        let strong = matches!(first.kind, Kind::Heading(class) if class.is_strong());
        alike
            && !is_closed(above.text)
            && (here.look.above == Above::Line || strong && here.look.above != Above::Region)
    };
    1 + own.windows(2).take_while(goes_on).count()
}

fn join(parts: &[Part<'_>]) -> String {
    parts.iter().map(|part| part.text).collect::<Vec<_>>().join(" ")
}

/// Adds a part to an article.
fn take(article: &mut Article, part: &Part<'_>, issued: Option<Date>) {
    match &part.kind {
        Kind::Text | Kind::Source | Kind::Heading(_) | Kind::Furniture => push_paragraph(article, part.text),
        Kind::Byline(names) => article.byline.extend(names.iter().cloned()),
        Kind::Caption => article.captions.push(part.text.to_owned()),
        Kind::Stamp(date) if article.text.is_empty() && is_plausible(*date, issued) => {
            article.dates.push(Published { date: *date, source: DateSource::Masthead });
        }
        Kind::Stamp(_) => push_paragraph(article, part.text),
        Kind::Separator => {}
    }
}

/// A day of publication is no later than the issue's, and of a time when such files were written.
fn is_plausible(date: Date, issued: Option<Date>) -> bool {
    const FIRST_YEAR: i16 = 1985;
    date.year() >= FIRST_YEAR && issued.is_none_or(|issued| date <= issued)
}

fn push_paragraph(article: &mut Article, text: &str) {
    if !article.text.is_empty() {
        article.text.push('\n');
    }
    article.text.push_str(text);
}

/// A document that is one article: nothing of it is left out.
pub(super) fn single(parts: &[Part<'_>]) -> Article {
    let title = title(parts);
    let mut article = Article {
        title: title.clone().and_then(|title| parts.get(title)).map(join).filter(|title| !title.is_empty()),
        cut: Cut::new(0.95, Because::OneArticle),
        ..Article::default()
    };
    let last = parts.iter().rposition(|part| matches!(part.kind, Kind::Byline(_)));
    for (at, part) in parts.iter().enumerate() {
        match &part.kind {
            _ if title.as_ref().is_some_and(|title| title.contains(&at)) => {}
            Kind::Byline(names) if Some(at) == last => article.byline.clone_from(names),
            Kind::Caption if !article.text.is_empty() => article.captions.push(part.text.to_owned()),
            Kind::Separator => {}
            _ => push_paragraph(&mut article, part.text),
        }
    }
    article
}

/// The heading before the text that stands out most, or a first line that is no sentence.
fn title(parts: &[Part<'_>]) -> Option<Range<usize>> {
    const LONGEST: usize = 250;
    let first_text =
        parts.iter().position(|part| part.kind == Kind::Text && is_closed(part.text)).unwrap_or(parts.len());
    let class = |part: &Part<'_>| match part.kind {
        Kind::Heading(class) if part.text.contains(' ') => Some(class),
        _ => None,
    };
    let head = parts.get(..first_text)?;
    let best = head.iter().filter_map(class).min();
    let start = match best {
        Some(best) => head.iter().position(|part| class(part) == Some(best))?,
        None => head.iter().position(|part| part.kind == Kind::Text && part.text.len() <= LONGEST)?,
    };
    let is_all = parts.len() == start + 1;
    (!is_all).then(|| start..start + headline_length(parts.get(start..).unwrap_or_default()))
}
