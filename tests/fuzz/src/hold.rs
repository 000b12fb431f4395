//! What must hold.

use std::ops::Range;

use bantin::analyse::{dates, officials};
use bantin::error::Skipped;
use bantin::query::parse::parse;
use bantin::query::snippet::{marks, snippets};
use bantin::read::{Body, Document};
use bantin::split::{Article, split};
use bantin::text::fold::{exact, fold, fold_char};
use bantin::text::is_apostrophe;
use bantin::text::normalise::{normalise, normalise_mapped};
use bantin::text::token::tokens;
use jiff::civil::Date;

/// A reason is one line that says something.
pub fn skipped(skipped: &Skipped) {
    assert!(!skipped.reason.trim().is_empty(), "{skipped:?}");
}

/// A document of a file of `bytes`: normalised, and its articles lie in it.
pub fn document(document: &Document, bytes: &[u8]) {
    let text = document.body.text();
    assert_eq!(*normalise(text), *text, "not normalised");
    let last = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r' | 0xb | 0xc | 0x85)).count() as u32 + 1;
    for one in articles(document) {
        article(&one);
        if document.record.is_none() && !matches!(document.body, Body::Pages { .. } | Body::Paragraphs { .. }) {
            let inside = |line: u32| (1..=last).contains(&line);
            assert!(one.lines.iter().all(|&(from, to)| inside(from) && inside(to)), "{:?} of {last}", one.lines);
        }
    }
}

/// The articles of a document, numbered one behind the other.
fn articles(document: &Document) -> Vec<Article> {
    let articles = split(document);
    assert!(articles.iter().zip(1..).all(|(article, part)| article.part == part));
    articles
}

/// Places in an article lie in its text, ascending; no article is said to end before it begins.
pub fn article(article: &Article) {
    let text = &article.text;
    assert!(article.lines.iter().all(|(from, to)| from <= to), "{:?}", article.lines);
    assert!(article.line_starts.windows(2).all(|pair| pair[0].0 < pair[1].0), "{:?}", article.line_starts);
    for &(at, line) in &article.line_starts {
        assert!(text.is_char_boundary(at as usize) && at as usize <= text.len(), "{at} in {} bytes", text.len());
        assert!(article.lines.is_empty() || article.lines.iter().any(|&(from, to)| (from..=to).contains(&line)));
    }
}

/// Ranges are pieces of the text, one behind the other, none empty.
pub fn in_order(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start >= end && !range.is_empty(), "{range:?} behind {end}");
        assert!(text.get(range.clone()).is_some(), "{range:?} of {} bytes", text.len());
        end = range.end;
    }
}

/// Normalising: once is enough, and each letter has a place in the text as given.
pub fn normalising(given: &str) {
    let mapped = normalise_mapped(given);
    assert_eq!(mapped.text, normalise(given));
    assert_eq!(mapped.text, normalise(&mapped.text), "twice is another text");
    let mut before = 0;
    for (at, c) in mapped.text.char_indices() {
        let from = mapped.range_as_given(at..at + c.len_utf8());
        assert!(given.get(from.clone()).is_some() && from.start <= from.end, "{c:?} from {from:?}");
        assert!(from.start >= before, "{c:?} from {from:?} behind {before}");
        before = from.start;
    }
}

/// Tokens and what lies between them are the text; both forms of a word agree.
pub fn tokenising(text: &str) {
    let all = tokens(text);
    in_order(text, all.iter().map(|token| token.byte_range.clone()));
    let mut whole = String::new();
    let mut at = 0;
    for (number, token) in all.iter().enumerate() {
        assert_eq!(token.position, number);
        let gap = &text[at..token.byte_range.start];
        assert!(
            !gap.chars().any(|c| c.is_alphanumeric() && fold_char(c).is_some() && !is_apostrophe(c)),
            "a word lies in the gap {gap:?}"
        );
        whole += gap;
        whole += &text[token.byte_range.clone()];
        at = token.byte_range.end;
        forms(&text[token.byte_range.clone()], &token.folded, &token.exact);
    }
    whole += &text[at..];
    assert_eq!(whole, text);
}

/// `y` and `i` are one in some syllables, which the folded form keeps apart.
fn forms(word: &str, folded: &str, exact_form: &str) {
    assert!(!folded.is_empty() && !exact_form.is_empty(), "{word:?}");
    let toneless = exact_form.split('~').next().unwrap_or_default();
    let free = |text: &str| fold(text).replace('y', "i");
    assert_eq!(free(toneless), free(folded), "{word:?} is {folded:?} and {exact_form:?}");
    assert_eq!(fold(folded), folded, "{word:?}: folded twice is another word");
    assert!(exact(word).split('~').count() <= 2, "{word:?}");
}

/// A query is always understood; what it says of places lies in it.
pub fn asking(typed: &str) {
    let parsed = parse(typed);
    let chars = typed.chars().count();
    assert!(parsed.warnings.iter().all(|warning| warning.at < chars), "{parsed:?}");
    assert!(parsed.warnings.is_sorted_by_key(|warning| warning.at), "{:?}", parsed.warnings);
    assert!(parsed.filters.iter().all(|filter| filter.at < chars), "{parsed:?}");
    assert!(parsed.words().iter().all(|word| !word.folded.is_empty()));
}

/// Snippets lie in the text in its order, are not much longer than asked, and their marks don't overlap.
pub fn cutting(text: &str, query: &str, spans: Vec<Range<usize>>, n: usize, max_chars: usize) {
    let mut wanted = parse(query).wanted(false);
    wanted.spans = spans;
    let found = snippets(text, &wanted, n, max_chars);
    assert!(found.len() <= n);
    in_order(text, found.iter().map(|snippet| snippet.byte_range.clone()));
    for snippet in &found {
        let chars = snippet.text.chars().count();
        assert!(chars <= max_chars + 2, "{chars} of {max_chars}");
        assert!(!snippet.text.contains(['\n', '\r']));
        let mut at = 0;
        for &(start, end) in &snippet.marks {
            assert!(at <= start && start < end && end <= chars, "{snippet:?}");
            at = end;
        }
    }
    in_order(text, marks(text, &wanted));
}

/// Days lie in the text, in order, and none ends before it begins.
pub fn dating(text: &str, published: Option<Date>) {
    let all = dates::dates(text, published);
    assert!(all.iter().all(|mention| mention.from <= mention.to), "{all:?}");
    in_order(text, all.into_iter().map(|mention| mention.byte_range));
    dates::published_from_text(text);
}

/// Officials and posts lie in the text, in order; an official has a name and a post.
pub fn naming(text: &str) {
    let found = officials::officials(text);
    for mention in &found.mentions {
        assert!(!mention.name.is_empty() && !mention.key.is_empty(), "{mention:?}");
    }
    in_order(text, found.mentions.into_iter().map(|mention| mention.byte_range));
    in_order(text, found.roles.into_iter().map(|role| role.byte_range));
}
