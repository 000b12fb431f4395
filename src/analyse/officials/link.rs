//! How two neighbouring items hang together.

use super::lexicon::{HONORIFIC, Lexicon};
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
    let addressed = skip_addresses(lexicon, words, from, to);
    if addressed == to {
        return by_gaps(words, from, to);
    }
    let behind = skip_addresses(lexicon, words, addressed + 1, to);
    match words.written(addressed) {
        "và" | "cùng" | "Cùng" | "&" if behind == to => Link::And,
        "kiêm" if behind == to => Link::Also,
        "là" | "hiện" | "gồm" | "hiện là" if behind == to => Link::Is,
        _ => Link::Words,
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
