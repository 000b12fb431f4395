//! How two neighbouring items hang together.

use super::lexicon::{HONORIFIC, Lexicon};
use super::notes::{is_bracketed_abbreviation, is_residence, is_signature, past_age};
use super::words::{Gap, Words};

/// The most words between a name and the post that is conferred on it.
const FARTHEST: usize = 40;

/// How two neighbouring items hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// Nothing but forms of address between them.
    Direct,
    /// A comma; `address` when a form of address follows it.
    Comma {
        address: bool,
    },
    Dash {
        address: bool,
    },
    Open,
    Close,
    Colon,
    Semicolon,
    /// `và`, `cùng`.
    And,
    /// `kiêm`.
    Also,
    /// `là`.
    Is,
    /// Other words of the same sentence.
    Words,
    /// Another sentence.
    Apart,
}

/// How the items hang together between which the words `from..to` stand.
pub(super) fn link(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize) -> Link {
    if to.saturating_sub(from) > FARTHEST || (from..=to).any(|at| words.gap(at).ends_sentence()) {
        return Link::Apart;
    }
    if to == from + 1 && is_bracketed_abbreviation(words, from) || is_signature(words, from, to) {
        return Link::Direct;
    }
    if let Some(behind) = past_age(words, from).filter(|behind| *behind <= to) {
        return link_behind_note(lexicon, words, behind, to);
    }
    let addressed = skip_addresses(lexicon, words, from, to);
    if addressed == to {
        return by_gaps(words, from, to);
    }
    let behind = skip_addresses(lexicon, words, addressed + 1, to);
    match words.written(addressed) {
        "và" | "cùng" | "Cùng" | "&" if behind == to => Link::And,
        "kiêm" if behind == to => Link::Also,
        "là" | "hiện" | "gồm" if behind == to => Link::Is,
        "một" if behind == to && words.gap(from) == Gap::Comma => Link::Comma { address: false },
        _ if words.written(to - 1) == "là" && is_time(words, addressed, to - 1) => Link::Is,
        _ => Link::Words,
    }
}

/// `Tổng thống khi đó là X`, `hiện là`.
pub(super) fn is_time(words: &Words<'_>, from: usize, to: usize) -> bool {
    let said: Vec<&str> = (from..to.min(from + 3)).map(|at| words.written(at)).collect();
    to.saturating_sub(from) <= 3
        && matches!(
            said.as_slice(),
            ["hiện"] | ["khi", "đó"] | ["lúc", "đó"] | ["bấy", "giờ"] | ["lúc", "bấy", "giờ"] | ["hiện", "nay"]
        )
}

/// How the items hang together between which a note of age stands.
fn link_behind_note(lexicon: &Lexicon, words: &Words<'_>, behind: usize, to: usize) -> Link {
    let addressed = skip_addresses(lexicon, words, behind, to);
    if is_residence(words, behind, to) {
        return Link::Comma { address: false };
    }
    match words.gap(behind) {
        _ if addressed != to => Link::Words,
        Gap::Semicolon if words.text[..words.all[behind].start].trim_end().ends_with(");") => Link::Semicolon,
        _ => Link::Comma { address: addressed > behind },
    }
}

fn skip_addresses(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize) -> usize {
    let mut at = from;
    while at < to {
        match lexicon.longest(words, at, HONORIFIC) {
            Some((len, _)) if at + len <= to => at += len,
            _ => break,
        }
    }
    at
}

fn by_gaps(words: &Words<'_>, from: usize, to: usize) -> Link {
    let first = (from..=to).map(|at| words.gap(at)).find(|gap| !gap.joins());
    match first {
        None => Link::Direct,
        Some(Gap::Comma) => Link::Comma { address: to > from },
        Some(Gap::Dash) => Link::Dash { address: to > from },
        Some(Gap::Open) => Link::Open,
        Some(Gap::Close) => Link::Close,
        Some(Gap::Colon) => Link::Colon,
        Some(Gap::Semicolon) => Link::Semicolon,
        Some(_) => Link::Words,
    }
}
