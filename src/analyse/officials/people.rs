//! From names with posts to mentions: who is an official, and where he or she is named again.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::canonical::canonical_post;
use super::introduce::Held;
use super::items::Item;
use super::lexicon::{HONORIFIC, Lexicon};
use super::posts::{Post, PostKind};
use super::words::{Case, Gap, Words};
use crate::analyse::{Mention, MentionKind, Title};
use crate::text::fold::push_forms;

/// A person of the text, by the exact form of the whole name.
type PersonKey = String;

/// All mentions, in the order of the text.
pub(super) fn mentions(lexicon: &Lexicon, words: &Words<'_>, items: &[Item], held: &mut Held) -> Vec<Mention> {
    if held.posts.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let names: Vec<Option<PersonKey>> = items.iter().map(|item| whole_name(words, item)).collect();
    let known = known(items, held, &names);
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let (Item::Name(range), Some(Some(key))) = (item, names.get(at)) else { continue };
        if known.contains(key.as_str()) {
            found.push(mention(words, range.clone(), key.clone(), titles(words, items, held, at)));
        }
    }
    found.extend(given_names(lexicon, words, items, held, &names, &known));
    found.sort_by_key(|mention| mention.byte_range.start);
    let mut end = 0;
    found.retain(|mention| {
        let free = mention.byte_range.start >= end;
        end = if free { mention.byte_range.end } else { end };
        free
    });
    found
}

fn whole_name(words: &Words<'_>, item: &Item) -> Option<PersonKey> {
    match item {
        Item::Name(range) => Some(key_of(words, range.clone())),
        Item::Post(_) => None,
    }
}

fn key_of(words: &Words<'_>, range: Range<usize>) -> PersonKey {
    super::name_key(words.text.get(words.byte_range(range)).unwrap_or(""))
}

/// The persons whom a post makes officials.
fn known<'a>(items: &[Item], held: &Held, names: &'a [Option<PersonKey>]) -> HashSet<&'a str> {
    let makes = |post: &usize| {
        let kind = items.get(*post).and_then(Item::post).map(|post| post.kind);
        matches!(kind, Some(PostKind::Public | PostKind::Rank))
    };
    let official = |posts: &Vec<usize>| posts.iter().any(makes);
    names.iter().zip(&held.posts).filter(|(_, posts)| official(posts)).filter_map(|(name, _)| name.as_deref()).collect()
}

fn titles(words: &Words<'_>, items: &[Item], held: &Held, name: usize) -> Vec<Title> {
    let mut posts: Vec<usize> = held.posts.get(name).cloned().unwrap_or_default();
    posts.sort_unstable();
    let public = posts.iter().filter_map(|post| items.get(*post).and_then(Item::post));
    let mut titles: Vec<Title> = Vec::new();
    for title in public.filter(|post| post.kind != PostKind::Private).map(|post| title(words, post)) {
        if !titles.iter().any(|known| known.canonical == title.canonical) {
            titles.push(title);
        }
    }
    titles
}

/// A post as printed and in its canonical form.
pub(super) fn title(words: &Words<'_>, post: &Post) -> Title {
    let printed = words.printed(post.words.clone());
    Title { canonical: canonical_post(&printed), printed }
}

fn mention(words: &Words<'_>, range: Range<usize>, key: PersonKey, titles: Vec<Title>) -> Mention {
    let kind = if titles.is_empty() { MentionKind::Repeat } else { MentionKind::Official };
    let name = title_case(&words.printed(range.clone()));
    Mention { name, key, byte_range: words.byte_range(range), titles, kind }
}

/// `NGUYỄN VĂN A` → `Nguyễn Văn A`; a name in title case stays as it is.
fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        match inside {
            true => out.extend(c.to_lowercase()),
            false => out.push(c),
        }
        inside = c.is_alphabetic();
    }
    out
}

/// `ông Hưng`, `đồng chí Quang Hưng`, `Chủ tịch Hưng`: the last person of that given name before.
fn given_names(
    lexicon: &Lexicon,
    words: &Words<'_>,
    items: &[Item],
    held: &mut Held,
    names: &[Option<PersonKey>],
    known: &HashSet<&str>,
) -> Vec<Mention> {
    if known.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut latest: HashMap<u64, usize> = HashMap::new();
    let mut next_item = 0;
    for at in 0..words.len() {
        while items.get(next_item).is_some_and(|item| item.words().end <= at) {
            if let Some(Item::Name(range)) = items.get(next_item)
                && let Some(last) = range.end.checked_sub(1).and_then(|last| words.get(last))
            {
                latest.insert(last.key, next_item);
            }
            next_item += 1;
        }
        let Some((range, post)) = given_at(lexicon, words, items, next_item, at) else { continue };
        let last = words.get(range.end - 1).and_then(|last| latest.get(&last.key)).copied();
        let Some(whole) = last.and_then(|name| names.get(name).cloned().flatten()) else { continue };
        if !known.contains(whole.as_str()) || !whole.ends_with(&key_of(words, range.clone())) {
            continue;
        }
        let printed = last.and_then(|name| items.get(name)).map(|item| title_case(&words.printed(item.words())));
        let titles = post.and_then(|post| given_title(words, items, held, post, range.start));
        let mut again = mention(words, range, whole, titles.into_iter().collect());
        again.name = printed.unwrap_or(again.name);
        found.push(again);
    }
    found
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
        None => lexicon.ends_before(words, at, HONORIFIC).then_some((at..at + len, None)),
    }
}

/// The exact forms of a name's syllables, joined by spaces: one key for one spelling of a name.
///
/// ```
/// # use bantin::analyse::officials::name_key;
/// assert_eq!(name_key("LÊ THỊ HOÀ"), name_key("Lê Thị Hòa"));
/// assert_ne!(name_key("Trần Thế Lâm"), name_key("Trần Thể Lâm"));
/// ```
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + 8);
    let mut folded = String::new();
    let mut scanner_at = 0;
    while let Some(range) = crate::text::token::next_token(name, scanner_at) {
        if !key.is_empty() {
            key.push(' ');
        }
        let written: String = name[range.clone()].chars().filter(|c| !crate::text::is_apostrophe(*c)).collect();
        push_forms(&written, &mut folded, &mut key);
        scanner_at = range.end;
    }
    key
}

/// A name without its marks, its syllables joined by spaces: what a question without marks is held against.
///
/// ```
/// # use bantin::analyse::officials::folded_name;
/// assert_eq!(folded_name("Lý Thị Mỹ"), "ly thi my");
/// assert_eq!(folded_name("Kim Ki-duk"), "kim ki duk");
/// ```
pub fn folded_name(name: &str) -> String {
    let syllables: Vec<String> = crate::text::token::tokens(name).into_iter().map(|token| token.folded).collect();
    syllables.join(" ")
}
