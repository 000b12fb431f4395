//! Posts and names, in the order of the text.

use std::ops::Range;

use super::foreign::{foreign_at, names_a_thing, unmarked_at};
use super::lexicon::{HEAD, HONORIFIC, Kinds, Lexicon, PLACE, PREFIX, RANK, UNIT};
use super::link::is_time;
use super::names::{Before, name_at};
use super::notes::is_bracketed_abbreviation;
use super::posts::{Post, PostKind, is_no_post, post_at};
use super::words::{Case, Gap, Words};

/// A post or a name, in the order of the text.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Post(Post),
    Name(Range<usize>),
}

impl Item {
    pub(super) fn words(&self) -> Range<usize> {
        match self {
            Item::Post(post) => post.words.clone(),
            Item::Name(words) => words.clone(),
        }
    }

    pub(super) fn post(&self) -> Option<&Post> {
        match self {
            Item::Post(post) => Some(post),
            Item::Name(_) => None,
        }
    }
}

/// What a phrase must be for a word in lower case to begin an item, or to be passed over with those behind it.
const BEGINNINGS: Kinds = HEAD | RANK | PREFIX | UNIT;

/// All posts and names of a text.
pub(super) fn items(lexicon: &Lexicon, words: &Words<'_>) -> Vec<Item> {
    let mut all: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !word.is_capital() && word.begins & BEGINNINGS == 0 {
            at += 1;
            continue;
        }
        let before = before(lexicon, words, &all, at);
        let item = item_at(lexicon, words, at, before);
        at = match &item {
            Some(item) => item.words().end.max(at + 1),
            None => at + stride(lexicon, words, at),
        };
        all.extend(item);
    }
    all
}

/// How many words to pass over where nothing begins: a unit that holds the head of a post (`Đoàn đại biểu Quốc hội`,
/// `Bộ Tư lệnh`) or a place (`Trung Quốc | Vương Nghị`) is passed over whole, and so is the
/// head of a post that nobody holds (`ứng cử viên Tổng thống`).
fn stride(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> usize {
    let is_capital = words.get(at).is_some_and(|word| word.is_capital());
    let place = lexicon.longest(words, at, PLACE).filter(|_| is_capital).map_or(1, |(len, _)| len);
    let unit = lexicon.longest(words, at, UNIT).map_or(1, |(len, _)| len);
    let holds_head = (at + 1..at + unit).any(|inner| lexicon.longest(words, inner, HEAD).is_some());
    let refused = lexicon.longest(words, at, HEAD).filter(|_| is_no_post(lexicon, words, at)).map_or(1, |(len, _)| len);
    if holds_head { unit.max(place) } else { place.max(refused) }
}

fn item_at(lexicon: &Lexicon, words: &Words<'_>, at: usize, before: Before) -> Option<Item> {
    let inside = if before == Before::Apposed { Before::Apposed } else { Before::Post };
    if let Some(post) = post_at(lexicon, words, at, inside) {
        return Some(Item::Post(post));
    }
    words.get(at).filter(|word| word.is_capital())?;
    let before = if before == Before::Apposed { Before::Anything } else { before };
    if before == Before::Anything && is_inside_run(lexicon, words, at) {
        return None;
    }
    let name = name_at(lexicon, words, at, before);
    let foreign = || {
        if matches!(before, Before::Post | Before::Anything) && names_a_thing(lexicon, words, at) {
            return None;
        }
        let unmarked = || (before == Before::Post).then(|| unmarked_at(lexicon, words, at)).flatten();
        let found = foreign_at(lexicon, words, at).or_else(unmarked)?;
        let introduced = matches!(before, Before::Post | Before::Address) || before == Before::Unit && found.len() >= 2;
        (introduced || before == Before::Anything && found.len() >= 2 && post_follows(lexicon, words, found.end))
            .then_some(found)
    };
    name.or_else(foreign).map(Item::Name)
}

/// `Linda Hartman, phát ngôn viên …`: what a foreign name needs when nothing stands before it.
fn post_follows(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    let appended = matches!(words.gap(at), Gap::Comma | Gap::Dash | Gap::Open);
    let at = if matches!(words.written(at), "một" | "nữ") { at + 1 } else { at };
    appended && (lexicon.longest(words, at, HEAD | RANK).is_some() || lexicon.is(words, at, PREFIX))
}

/// What stands before a word.
fn before(lexicon: &Lexicon, words: &Words<'_>, items: &[Item], at: usize) -> Before {
    if is_apposed(lexicon, words, items, at) {
        return Before::Apposed;
    }
    if !words.get(at).is_some_and(|word| word.is_capital()) {
        return Before::Anything;
    }
    let met = if at > 0 && is_bracketed_abbreviation(words, at - 1) { at - 1 } else { at };
    let joins = met < at || words.gap(at).joins();
    if joins && items.last().is_some_and(|item| item.post().is_some() && item.words().end == met) {
        return match items.last().and_then(Item::post).map(|post| (post.kind, post.head_end)) {
            Some((PostKind::Rank, _)) => Before::Address,
            Some((PostKind::Bare, _)) => Before::Unit,
            _ => Before::Post,
        };
    }
    let held_then = |item: &Item| item.post().is_some() && is_time(words, item.words().end, at.saturating_sub(1));
    if at > 0 && words.written(at - 1) == "là" && items.last().is_some_and(held_then) {
        return Before::Post;
    }
    match lexicon.ends_before(words, at, HONORIFIC) {
        true => Before::Address,
        false => Before::Anything,
    }
}

/// Right behind `ông X -` or `ông X,`.
fn is_apposed(lexicon: &Lexicon, words: &Words<'_>, items: &[Item], at: usize) -> bool {
    match (words.gap(at), items.last()) {
        (Gap::Dash, Some(Item::Name(name))) => name.end == at,
        (Gap::Comma, Some(Item::Name(name))) => name.end == at && lexicon.ends_before(words, name.start, HONORIFIC),
        _ => false,
    }
}

/// Whether a capitalised word before, neither unit nor place, belongs to the same run: `Tuổi | Trẻ Online`.
fn is_inside_run(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    words.gap(at) == Gap::Space
        && at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| {
            before.case == Case::Upper && before.ascii || before.case == Case::Title && before.end - before.start > 1
        })
        && !lexicon.ends_before(words, at, PLACE | UNIT | HEAD)
}
