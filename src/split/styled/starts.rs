//! Which headings begin articles. A heading may as well be the name of a section, a sub-heading, the second line of
//! another: what stands around it tells. Where most headings of one look begin articles for certain, all of that look
//! do.

use std::collections::BTreeMap;

use super::part::{Class, Kind, Part, number, without_number};
use crate::read::look::Above;
use crate::split::lines::is_closed;
use crate::text::fold::fold;

/// What stands around a heading.
#[derive(Clone, Copy, Debug)]
struct Heading {
    at: usize,
    class: Class,
    /// A day stands below it, or an article ended above it.
    certain: bool,
    /// Its number goes on counting, or a page or cell begins with it: under a masthead that is enough.
    likely: bool,
    /// No text stands above it.
    first: bool,
    /// Another heading stands right above it: it says nothing of the others of its look.
    neutral: bool,
    /// Sentences follow before a heading that stands out as much.
    has_text: bool,
}

/// The places of the headings that begin articles, in order; none where the document is one article.
pub(super) fn starts(parts: &[Part<'_>], has_masthead: bool) -> Vec<usize> {
    if !has_masthead && is_official_document(parts) {
        return Vec::new();
    }
    let mut headings = headings(parts);
    if has_masthead {
        headings.iter_mut().for_each(|heading| heading.certain |= heading.likely);
    }
    let accepted = accepted(&headings, parts, has_masthead);
    let Some(least) = accepted.iter().max() else { return Vec::new() };
    let begins = |heading: &&Heading| {
        let own = accepted.contains(&heading.class);
        let more = heading.class < *least && heading.has_text;
        own && (heading.class.is_strong() || heading.certain) || more && heading.certain
    };
    let begun: Vec<Heading> = headings.iter().filter(begins).copied().collect();
    let with_text: Vec<usize> = begun
        .iter()
        .enumerate()
        .filter(|(number, heading)| {
            let end = begun.get(number + 1).map_or(parts.len(), |next| next.at);
            parts.get(heading.at..end).unwrap_or_default().iter().any(is_sentences)
        })
        .map(|(_, heading)| heading.at)
        .collect();
    if with_text.len() < 2 { Vec::new() } else { with_text }
}

fn is_text(part: &Part<'_>) -> bool {
    matches!(part.kind, Kind::Text | Kind::Source)
}

/// Whether a part is text that reads like a sentence at least.
fn is_sentences(part: &Part<'_>) -> bool {
    const FEWEST_WORDS: usize = 6;
    part.kind == Kind::Text && is_closed(part.text) && part.text.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
}

/// Laws, decrees and circulars have chapters and forms behind them, but are one text each.
fn is_official_document(parts: &[Part<'_>]) -> bool {
    const HEAD: usize = 12;
    const GROUNDS: usize = 2;
    const CLAUSES: usize = 3;
    let count = |test: &dyn Fn(&str) -> bool| parts.iter().filter(|part| test(part.text)).count();
    let clause = |text: &str| {
        let rest = text.strip_prefix("Điều ").or_else(|| text.strip_prefix("ĐIỀU "));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let ground = |text: &str| text.trim_start_matches(['-', '–', ' ']).starts_with("Căn cứ ");
    let head: Vec<String> = parts.iter().take(HEAD).map(|part| fold(part.text)).collect();
    let said = |words: &str| head.iter().any(|text| text.contains(words));
    let is_headed = said("cong hoa xa hoi chu nghia") || said("ban hanh kem theo");
    is_headed && !said("ban tin") || count(&clause) >= CLAUSES || count(&ground) >= GROUNDS
}

fn headings(parts: &[Part<'_>]) -> Vec<Heading> {
    let mut counted: BTreeMap<Class, u32> = BTreeMap::new();
    let mut any_text = false;
    let mut all = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        any_text |= is_text(part);
        let Kind::Heading(class) = part.kind else { continue };
        let own = number(part.text);
        let counts_on = own.is_some_and(|own| counted.get(&class).is_some_and(|last| own == last + 1));
        if let Some(own) = own {
            counted.insert(class, own);
        }
        let above = at.checked_sub(1).and_then(|above| parts.get(above));
        all.push(Heading {
            at,
            class,
            certain: !any_text || is_dated(parts, at) || ends_above(parts, at),
            likely: counts_on || part.look.above == Above::Region,
            first: !any_text,
            neutral: above.is_none_or(|above| matches!(above.kind, Kind::Heading(_)))
                && part.look.above != Above::Region,
            has_text: has_text(parts, at, class),
        });
    }
    all
}

/// Whether a day below a heading, or the end of an article above it, says that an article begins there.
pub(super) fn is_marked(parts: &[Part<'_>], at: usize) -> bool {
    is_dated(parts, at) || ends_above(parts, at)
}

/// Whether a day stands below a heading, names of authors passed over.
fn is_dated(parts: &[Part<'_>], at: usize) -> bool {
    let below = parts.get(at + 1..).unwrap_or_default();
    let first = below.iter().find(|part| !matches!(part.kind, Kind::Byline(_)));
    first.is_some_and(|part| matches!(part.kind, Kind::Stamp(_)))
}

/// Whether an article ends above a heading for certain.
fn ends_above(parts: &[Part<'_>], at: usize) -> bool {
    let above = parts.get(..at).unwrap_or_default().iter().rev();
    let nearest = above.clone().find(|part| !matches!(part.kind, Kind::Furniture | Kind::Caption));
    nearest.is_none_or(|part| matches!(part.kind, Kind::Byline(_) | Kind::Source | Kind::Separator))
}

/// Whether sentences follow before a heading that stands out as much.
fn has_text(parts: &[Part<'_>], at: usize, class: Class) -> bool {
    let below = parts.get(at + 1..).unwrap_or_default();
    let goes_on = |part: &&Part<'_>| !matches!(part.kind, Kind::Heading(other) if other <= class);
    below.iter().take_while(goes_on).any(is_sentences)
}

/// The looks of headings that begin articles.
fn accepted(headings: &[Heading], parts: &[Part<'_>], has_masthead: bool) -> Vec<Class> {
    let classes: std::collections::BTreeSet<Class> = headings.iter().map(|heading| heading.class).collect();
    let certain: Vec<Class> = classes.iter().copied().filter(|class| is_certain(headings, *class)).collect();
    if !certain.is_empty() {
        return certain;
    }
    let likely = |class: &&Class| class.is_strong() && looks_like_news(headings, parts, **class, has_masthead);
    classes.iter().find(likely).copied().into_iter().collect()
}

/// Whether half of the headings of a look, or more, begin articles for certain; the first of all counts for nothing.
fn is_certain(headings: &[Heading], class: Class) -> bool {
    let own = headings.iter().skip(1).filter(|heading| heading.class == class && heading.has_text);
    let (mut certain, mut all) = (0, 0);
    for heading in own.filter(|heading| !heading.neutral || heading.certain && !heading.first) {
        all += 1;
        certain += usize::from(heading.certain);
    }
    certain > 0 && certain * 2 >= all
}

/// Without any other sign: under a masthead, or with nothing that stands out more above them, headings that are
/// sentences rather than the names of chapters.
fn looks_like_news(headings: &[Heading], parts: &[Part<'_>], class: Class, has_masthead: bool) -> bool {
    const WORDS: usize = 6;
    let own: Vec<&Heading> = headings.iter().filter(|heading| heading.class == class && heading.has_text).collect();
    let text = |heading: &Heading| parts.get(heading.at).map_or("", |part| part.text);
    let long = own.iter().filter(|heading| text(heading).split_whitespace().count() >= WORDS).count();
    let counted = own.iter().filter(|heading| without_number(text(heading)) != text(heading)).count();
    let on_top = headings.iter().all(|heading| heading.class >= class);
    own.len() >= 2 && (has_masthead || on_top && counted * 2 < own.len()) && long * 2 > own.len()
}
