//! Where an official is named again: by the given name, and a foreigner by the bare name.

use std::collections::HashMap;
use std::ops::Range;

use super::foreign::is_strange;
use super::introduce::Held;
use super::items::Item;
use super::lexicon::{HEAD, HONORIFIC, INTRODUCER, Lexicon, PLACE, PREDICATE, UNIT};
use super::names::run_len;
use super::people::{Persons, key_of, title};
use super::posts::{Post, PostKind};
use super::words::{Case, Gap, Words};
use crate::analyse::{Mention, Title};

/// The names that a text has given so far, by their last and by their first word.
#[derive(Default)]
struct Spoken {
    by_last: HashMap<u64, usize>,
    by_first: HashMap<u64, usize>,
}

impl Spoken {
    fn hear(&mut self, words: &Words<'_>, item: usize, range: &Range<usize>) {
        let last = range.end.checked_sub(1).and_then(|last| words.get(last));
        if let Some(last) = last {
            self.by_last.insert(last.key, item);
        }
        if let Some(first) = words.get(range.start) {
            self.by_first.insert(first.key, item);
        }
    }

    /// The last person of that given name, or else of that family name: `ông Tập` is Tập Cận Bình.
    fn bearer(&self, words: &Words<'_>, range: &Range<usize>) -> Option<usize> {
        let last = words.get(range.end.checked_sub(1)?)?;
        let family = || (range.len() == 1).then(|| self.by_first.get(&last.key)).flatten();
        self.by_last.get(&last.key).or_else(family).copied()
    }
}

/// `ông Hưng`, `đồng chí Quang Hưng`, `Chủ tịch Hưng`: the last person of that given name before.
pub(super) fn given_names(
    lexicon: &Lexicon,
    words: &Words<'_>,
    items: &[Item],
    held: &mut Held,
    persons: &Persons,
) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut spoken = Spoken::default();
    let mut next_item = 0;
    for at in 0..words.len() {
        while items.get(next_item).is_some_and(|item| item.words().end <= at) {
            if let Some(Item::Name(range)) = items.get(next_item) {
                spoken.hear(words, next_item, range);
            }
            next_item += 1;
        }
        let Some((range, post)) = given_at(lexicon, words, items, next_item, at) else { continue };
        let Some(bearer) = spoken.bearer(words, &range) else {
            found.extend(ranked(lexicon, words, items, held, persons, (range, post)));
            continue;
        };
        let Some(whole) = persons.of_item.get(bearer).cloned().flatten() else { continue };
        let said = key_of(words, range.clone());
        let fits = whole.ends_with(&said) || persons.is_called_by_family(&whole) && whole.starts_with(&said);
        if persons.is_known(&whole) && fits {
            let titles = post.and_then(|post| given_title(words, items, held, post, range.start));
            found.push(persons.mention(words, range, whole, titles.into_iter().collect()));
        }
    }
    found
}

/// `Đại úy Nhựt`, whom the text names no more fully: a rank alone makes an official.
fn ranked(
    lexicon: &Lexicon,
    words: &Words<'_>,
    items: &[Item],
    held: &mut Held,
    persons: &Persons,
    (range, post): (Range<usize>, Option<usize>),
) -> Option<Mention> {
    let is_rank = |post: &usize| items.get(*post).and_then(Item::post).is_some_and(|post| post.kind == PostKind::Rank);
    let post = post.filter(is_rank)?;
    if range.len() != 1 || lexicon.longest(words, range.start, PLACE | UNIT | HEAD | PREDICATE).is_some() {
        return None;
    }
    let title = given_title(words, items, held, post, range.start)?;
    Some(persons.mention(words, range.clone(), key_of(words, range), vec![title]))
}

/// The post right before a given name, without it.
fn given_title(words: &Words<'_>, items: &[Item], held: &mut Held, post: usize, end: usize) -> Option<Title> {
    let found = items.get(post)?.post()?;
    if let Some(taken) = held.taken.get_mut(post) {
        *taken = true;
    }
    Some(title(words, &Post { words: found.words.start..end, ..found.clone() }))
}

/// A given name of one or two syllables behind a form of address or the head of a post, and that post.
fn given_at(
    lexicon: &Lexicon,
    words: &Words<'_>,
    items: &[Item],
    next_item: usize,
    at: usize,
) -> Option<(Range<usize>, Option<usize>)> {
    words.get(at).filter(|word| word.case == Case::Title && word.gap.joins() && word.end - word.start > 1)?;
    let here = items.get(next_item);
    let inside_post = here.and_then(Item::post).filter(|post| post.words.contains(&at));
    let behind_post = next_item.checked_sub(1).filter(|before| {
        items.get(*before).and_then(Item::post).is_some_and(|post| post.words.end == at && post.kind == PostKind::Rank)
    });
    if here.is_some_and(|item| matches!(item, Item::Name(name) if name.contains(&at))) {
        return None;
    }
    let goes_on = |at: usize| words.get(at).is_some_and(|word| word.case == Case::Title && word.gap.joins());
    let len = if goes_on(at + 1) { 2 } else { 1 };
    if goes_on(at + len) || words.gap(at + len) == Gap::Joint {
        return None;
    }
    match inside_post {
        Some(post) => {
            (post.head_end == at && post.words.end <= at + len).then_some((at..post.words.end, Some(next_item)))
        }
        None if behind_post.is_some() => Some((at..at + len, behind_post)),
        None => is_addressed(lexicon, words, at).then_some((at..at + len, None)),
    }
}

/// Whether a form of address stands before, and is none of the syllables of a name: `Hoàng Anh | Tuấn`.
fn is_addressed(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let inside_name = at.checked_sub(1).is_some_and(|address| {
        words.get(address).is_some_and(|word| word.case == Case::Title && word.gap == Gap::Space)
            && address.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| before.is_capital())
    });
    !inside_name && lexicon.ends_before(words, at, HONORIFIC)
}

/// `Trump cho biết`: the bare name of a foreigner whom the text has introduced, in full or its last word.
pub(super) fn bare_foreigners(lexicon: &Lexicon, words: &Words<'_>, items: &[Item], persons: &Persons) -> Vec<Mention> {
    let bearers = foreign_words(words, items, persons);
    let mut found = Vec::new();
    if bearers.is_empty() {
        return found;
    }
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let len = if word.case == Case::Title { run_len(lexicon, words, at) } else { 1 };
        let last = words.get(at + len - 1).map_or(0, |last| last.key);
        if let Some(item) = bearers.get(&last)
            && !is_part_of_a_thing(lexicon, words, at, len)
            && let Some(Some(whole)) = persons.of_item.get(*item)
            && whole.ends_with(&key_of(words, at..at + len))
        {
            found.push(persons.mention(words, at..at + len, whole.clone(), Vec::new()));
        }
        at += len;
    }
    found
}

/// The last words of the names of known foreigners, where they are no Vietnamese syllables and mean one person.
fn foreign_words(words: &Words<'_>, items: &[Item], persons: &Persons) -> HashMap<u64, usize> {
    let mut bearers: HashMap<u64, Option<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        let (Item::Name(range), Some(Some(key))) = (item, persons.of_item.get(at)) else { continue };
        let Some(last) = range.end.checked_sub(1).filter(|last| persons.is_known(key) && is_strange(words, *last))
        else {
            continue;
        };
        let Some(word) = words.get(last) else { continue };
        let same = |other: &usize| persons.of_item.get(*other).is_some_and(|known| known.as_ref() == Some(key));
        let bearer = bearers.entry(word.key).or_insert(Some(at));
        *bearer = bearer.filter(same);
    }
    bearers.into_iter().filter_map(|(word, item)| Some((word, item?))).collect()
}

/// `bang Washington`, `Trump Tower`, `tòa nhà Trump`, `gia đình Trump`.
fn is_part_of_a_thing(lexicon: &Lexicon, words: &Words<'_>, at: usize, len: usize) -> bool {
    let joined = |at: usize| words.gap(at).joins() && words.get(at).is_some_and(|word| word.is_capital());
    let before = at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| before.is_capital());
    let family = at > 0 && matches!(words.written(at - 1), "đình" | "họ");
    family
        || lexicon.ends_before(words, at, INTRODUCER)
        || lexicon.longest(words, at, PLACE).is_some()
        || joined(at + len)
        || words.gap(at + len) == Gap::Joint
        || words.gap(at).joins() && before
}
