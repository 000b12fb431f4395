//! One walk over the tokens of a text: where the things looked for stand.

use std::ops::Range;

use super::cut;
use super::wanted::{Form, Loose, Marks, Patterns, Unit, Wanted};
use crate::text::token::Scanner;

/// The most tokens and the most hits that are looked at in one text: bounds memory, and is never met in news.
const MOST_HITS: usize = 100_000;

/// Room is made for so many hits before any is found.
const FEW_HITS: usize = 32;

/// Something that was looked for, in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// What to mark, in bytes.
    pub(super) range: Range<usize>,
    /// What a fragment should show of it at least, in bytes.
    pub(super) core: Range<usize>,
    /// The same in characters.
    pub(super) chars: Range<usize>,
    pub(super) unit: Unit,
    /// Positions of its first and last token; `None` for a span.
    pub(super) positions: Option<(usize, usize)>,
    /// How much it weighs beside a word.
    pub(super) weight: u32,
}

/// What one walk over a text found.
#[derive(Clone, Debug, Default)]
pub(super) struct Walked {
    /// All that matches, in the order of the text.
    pub(super) hits: Vec<Hit>,
    /// Which exact forms the text has, by their numbers.
    pub(super) exact: Vec<bool>,
}

/// Walks a text; a fragment around a span is about `max_chars` long.
pub(super) fn walk(text: &str, wanted: &Wanted, max_chars: usize) -> Walked {
    let patterns = &*wanted.patterns;
    let found = if patterns.units == 0 { Vec::new() } else { scan(text, patterns) };
    let exact = exact_forms_seen(&found);
    let mut hits = whole(&found, patterns, &exact);
    if !wanted.spans.is_empty() {
        hits.extend(spans(text, wanted, max_chars));
    }
    hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
    Walked { hits, exact }
}

/// A token that has one of the forms looked for.
#[derive(Clone, Debug)]
struct Found {
    range: Range<usize>,
    char_start: usize,
    char_end: usize,
    position: usize,
    folded: Option<usize>,
    exact: Option<usize>,
    loose: Option<usize>,
}

fn scan(text: &str, patterns: &Patterns) -> Vec<Found> {
    let begins = first_bytes(patterns);
    let mut scanner = Scanner::new(text);
    let (mut found, mut position) = (Vec::with_capacity(FEW_HITS), 0);
    let mut counter = cut::CharCounter::new(text);
    while found.len() < MOST_HITS && scanner.step() {
        position += 1;
        if !scanner.first_folded_byte().is_some_and(|first| begins[usize::from(first)]) {
            continue;
        }
        scanner.make_forms();
        let form = patterns.forms.get(&scanner.folded);
        let loose = patterns.loose.iter().position(|(loose, _)| loose_matches(loose, &scanner));
        if form.is_none() && loose.is_none() {
            continue;
        }
        let exact = form.and_then(|(_, exacts)| exacts.iter().find(|(exact, _)| *exact == scanner.exact));
        let range = scanner.byte_range.clone();
        let (char_start, char_end) = (counter.chars_before(range.start), counter.chars_before(range.end));
        let (folded, exact) = (form.map(|(number, _)| *number), exact.map(|(_, number)| *number));
        found.push(Found { range, char_start, char_end, position, folded, exact, loose });
    }
    found
}

/// Which bytes the folded form of a token may begin with that is looked for: spares most tokens their forms and the
/// hash. The first letter of a word one letter off may be any.
fn first_bytes(patterns: &Patterns) -> [bool; 256] {
    if patterns.loose.iter().any(|(loose, _)| !loose.is_prefix) {
        return [true; 256];
    }
    let mut begins = [false; 256];
    let prefixes = patterns.loose.iter().map(|(loose, _)| &loose.word.folded);
    for first in patterns.forms.keys().chain(prefixes).filter_map(|folded| folded.bytes().next()) {
        begins[usize::from(first)] = true;
    }
    begins
}

fn loose_matches(loose: &Loose, token: &Scanner<'_>) -> bool {
    let Loose { word, is_prefix, exact } = loose;
    match is_prefix {
        true if word.marked || *exact => has_marked_prefix(&token.exact, &word.exact),
        true => token.folded.starts_with(&word.folded),
        false => is_one_off(&token.folded, &word.folded),
    }
}

/// A prefix typed with a tone asks for that tone: it stands at the end of the exact form.
fn has_marked_prefix(exact: &str, prefix: &str) -> bool {
    match prefix.split_once('~') {
        Some((letters, tone)) => {
            exact.split_once('~').is_some_and(|(own, own_tone)| own.starts_with(letters) && own_tone == tone)
        }
        None => exact.starts_with(prefix),
    }
}

/// Whether two words differ by at most one letter changed, added, missing, or swapped with its neighbour.
fn is_one_off(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    let (a, b) = (&a[same..], &b[same..]);
    let behind = |text: &str, n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (a1, b1) = (&a[behind(a, 1)..], &b[behind(b, 1)..]);
    let swapped = || {
        let (mut a, mut b) = (a.chars(), b.chars());
        let (a0, a1, b0, b1) = (a.next(), a.next(), b.next(), b.next());
        a0 == b1 && a1 == b0 && a.as_str() == b.as_str()
    };
    a1 == b1 || a1 == b || a == b1 || swapped()
}

/// Words, phrases that stand as phrases, and loose words.
fn whole(found: &[Found], patterns: &Patterns, seen_exact: &[bool]) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(found.len());
    for (at, first) in found.iter().enumerate() {
        if hits.len() >= MOST_HITS {
            break;
        }
        let phrases = first.folded.and_then(|folded| patterns.phrases.get(folded)).map_or(&[][..], Vec::as_slice);
        for (forms, unit) in phrases {
            if stands_here(forms, &found[at..], seen_exact) {
                hits.push(hit(first, &found[at + forms.len() - 1], *unit, forms.len()));
            }
        }
        if let Some((_, unit)) = first.loose.and_then(|loose| patterns.loose.get(loose)) {
            hits.push(hit(first, first, *unit, 1));
        }
    }
    hits
}

fn exact_forms_seen(found: &[Found]) -> Vec<bool> {
    let most = found.iter().filter_map(|token| token.exact).max();
    let mut seen = vec![false; most.map_or(0, |most| most + 1)];
    for exact in found.iter().filter_map(|token| token.exact) {
        seen[exact] = true;
    }
    seen
}

fn stands_here(forms: &[Form], found: &[Found], seen_exact: &[bool]) -> bool {
    let Some(first) = found.first() else { return false };
    let follows = |(at, token): (usize, &Found)| token.position == first.position + at;
    let matches = |(form, token): (&Form, &Found)| {
        token.folded == Some(form.folded)
            && match form.marks {
                Marks::Free => true,
                Marks::Demanded => token.exact == Some(form.exact),
                Marks::Preferred => {
                    token.exact == Some(form.exact) || !seen_exact.get(form.exact).is_some_and(|seen| *seen)
                }
            }
    };
    found.len() >= forms.len()
        && forms.iter().zip(found).all(matches)
        && found.iter().take(forms.len()).enumerate().all(follows)
}

fn hit(first: &Found, last: &Found, unit: Unit, words: usize) -> Hit {
    let range = first.range.start..last.range.end;
    Hit {
        core: range.clone(),
        range,
        chars: first.char_start..last.char_end,
        unit,
        positions: Some((first.position, last.position)),
        weight: if words > 1 { 2 } else { 1 },
    }
}

/// What filters have matched; each a unit of its own, with the post before or behind the name.
fn spans(text: &str, wanted: &Wanted, max_chars: usize) -> Vec<Hit> {
    let mut spans: Vec<&Range<usize>> = wanted.spans.iter().collect();
    spans.retain(|span| text.get((*span).clone()).is_some_and(|inside| !inside.trim().is_empty()));
    let mut hits: Vec<Hit> = Vec::new();
    for (number, span) in spans.into_iter().enumerate() {
        let core = cut::with_post(text, span.clone(), max_chars);
        let unit = wanted.patterns.units + number;
        hits.push(Hit { range: span.clone(), core, chars: 0..0, unit, positions: None, weight: 3 });
    }
    hits.sort_by_key(|hit| hit.core.start);
    let mut counter = cut::CharCounter::new(text);
    for hit in &mut hits {
        let start = counter.chars_before(hit.core.start);
        hit.chars = start..start + text[hit.core.clone()].chars().count();
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_off() {
        for near in ["hung", "hug", "hugn", "hunh", "thung", "hungs", "uhng", "ung"] {
            assert!(is_one_off(near, "hung"), "{near}");
        }
        for far in ["hu", "hang y", "hgun", "chang", "nguh", ""] {
            assert!(!is_one_off(far, "hung"), "{far}");
        }
    }
}
