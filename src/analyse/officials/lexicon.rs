//! The lists of words and phrases, in one trie over exact forms.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::words::{Gap, Words};
use crate::text::fold::exact;

/// The root of the trie.
pub(super) const ROOT: u32 = 0;

/// What a phrase is; a phrase may be several.
pub(super) type Kinds = u32;
/// Begins a post.
pub(super) const HEAD: Kinds = 1;
/// Begins a post only of a public unit.
pub(super) const WEAK: Kinds = 1 << 1;
/// Army or police rank.
pub(super) const RANK: Kinds = 1 << 2;
/// Form of address or degree.
pub(super) const HONORIFIC: Kinds = 1 << 3;
/// A post may go on with it.
pub(super) const UNIT: Kinds = 1 << 4;
/// Ends a post.
pub(super) const PREDICATE: Kinds = 1 << 5;
/// A place.
pub(super) const PLACE: Kinds = 1 << 6;
/// Begins a name.
pub(super) const SURNAME: Kinds = 1 << 7;
/// No public unit.
pub(super) const PRIVATE: Kinds = 1 << 8;
/// A public unit, whatever `PRIVATE` says.
pub(super) const PUBLIC: Kinds = 1 << 9;
/// A capitalised run behind it is no person.
pub(super) const INTRODUCER: Kinds = 1 << 10;

/// Stands before a head: `nguyên`, `cựu`.
pub(super) const PREFIX: Kinds = 1 << 11;
/// Says that several follow: `các`, `hai`.
pub(super) const PLURAL: Kinds = 1 << 12;
/// Ends in a word before a post that is conferred: `giữ chức`, `làm`.
pub(super) const CONFERRAL: Kinds = 1 << 13;

/// A unit that asks for more: `Trung tâm …`.
pub(super) const OPEN: Kinds = 1 << 14;

/// Makes the post behind it an office that is sought or spoken of, not held: `ứng cử viên`, `nhiệm kỳ`.
pub(super) const OFFICE: Kinds = 1 << 15;
/// An office that somebody seeks: whoever is named behind it holds none.
pub(super) const SOUGHT: Kinds = 1 << 16;
/// What the head of a company does, no unit: `điều hành`, `tài chính`.
pub(super) const FUNCTION: Kinds = 1 << 17;

/// A list of the program.
pub(super) struct List {
    /// The name of its file, and of a user's file that adds to it.
    pub(super) name: &'static str,
    text: &'static str,
    /// What a phrase of it is.
    plain: Kinds,
    /// What a phrase behind `*` or `!` is.
    marked: Kinds,
}

impl List {
    /// Whether its lines may begin with `*` or `!`.
    pub(super) fn has_marks(&self) -> bool {
        self.plain != self.marked
    }
}

pub(super) const LISTS: [List; 14] = [
    List { name: "heads.txt", text: include_str!("lexicon/heads.txt"), plain: HEAD, marked: HEAD | WEAK },
    List { name: "ranks.txt", text: include_str!("lexicon/ranks.txt"), plain: RANK, marked: RANK },
    List { name: "honorifics.txt", text: include_str!("lexicon/honorifics.txt"), plain: HONORIFIC, marked: HONORIFIC },
    List { name: "units.txt", text: include_str!("lexicon/units.txt"), plain: UNIT, marked: UNIT | OPEN },
    List { name: "predicates.txt", text: include_str!("lexicon/predicates.txt"), plain: PREDICATE, marked: PREDICATE },
    List { name: "places.txt", text: include_str!("lexicon/places.txt"), plain: PLACE, marked: PLACE },
    List { name: "surnames.txt", text: include_str!("lexicon/surnames.txt"), plain: SURNAME, marked: SURNAME },
    List { name: "private.txt", text: include_str!("lexicon/private.txt"), plain: PRIVATE, marked: PUBLIC },
    List {
        name: "introducers.txt",
        text: include_str!("lexicon/introducers.txt"),
        plain: INTRODUCER,
        marked: INTRODUCER,
    },
    List { name: "prefixes.txt", text: include_str!("lexicon/prefixes.txt"), plain: PREFIX, marked: PREFIX },
    List { name: "plurals.txt", text: include_str!("lexicon/plurals.txt"), plain: PLURAL, marked: PLURAL },
    List { name: "conferrals.txt", text: include_str!("lexicon/conferrals.txt"), plain: CONFERRAL, marked: CONFERRAL },
    List { name: "offices.txt", text: include_str!("lexicon/offices.txt"), plain: OFFICE, marked: OFFICE | SOUGHT },
    List { name: "functions.txt", text: include_str!("lexicon/functions.txt"), plain: FUNCTION, marked: FUNCTION },
];

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

/// The trie.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    edges: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    /// For each node the [bits](bit) of the words that go on from it: nearly all others are told without a search.
    further: Vec<u64>,
    kinds: Vec<Kinds>,
    /// For each node the kinds of all phrases that go through it: where none is wanted, none is looked for.
    through: Vec<Kinds>,
}

impl Lexicon {
    /// The lists in use: the program's own unless [`Lexicon::install`] came first.
    pub(super) fn get() -> &'static Lexicon {
        LEXICON.get_or_init(Lexicon::built_in)
    }

    /// Makes these the lists in use; `false` where others are in use already.
    pub(super) fn install(lexicon: Lexicon) -> bool {
        LEXICON.set(lexicon).is_ok()
    }

    /// The lists of the program.
    pub(super) fn built_in() -> Lexicon {
        let mut lexicon = Lexicon { kinds: vec![0], through: vec![0], further: vec![0], ..Lexicon::default() };
        for list in &LISTS {
            list.text
                .lines()
                .filter(|line| !line.starts_with('#') && !line.is_empty())
                .for_each(|line| lexicon.add_line(list, line));
        }
        lexicon
    }

    /// Adds one line of a list: a phrase, with or without a mark before it.
    pub(super) fn add_line(&mut self, list: &List, line: &str) {
        match line.strip_prefix(['*', '!']) {
            Some(phrase) => self.add(phrase, list.marked),
            None => self.add(line, list.plain),
        }
    }

    fn add(&mut self, phrase: &str, kinds: Kinds) {
        let mut node = ROOT;
        let mut after_comma = false;
        for word in phrase.split([' ', '/', '-']) {
            let key = key_after(after_comma, word_key(&exact(word.trim_end_matches(','))));
            after_comma = word.ends_with(',');
            let fresh = self.kinds.len() as u32;
            if let Some(further) = self.further.get_mut(node as usize) {
                *further |= bit(key);
            }
            node = *self.edges.entry(edge(node, key)).or_insert(fresh);
            if node == fresh {
                self.kinds.push(0);
                self.through.push(0);
                self.further.push(0);
            }
            if let Some(through) = self.through.get_mut(node as usize) {
                *through |= kinds;
            }
        }
        if let Some(known) = self.kinds.get_mut(node as usize) {
            *known |= kinds;
        }
    }

    /// The node one word further.
    #[inline]
    pub(super) fn step(&self, node: u32, key: u64) -> Option<u32> {
        self.further.get(node as usize).filter(|further| **further & bit(key) != 0)?;
        self.edges.get(&edge(node, key)).copied()
    }

    /// The kinds of all phrases that go through a node; through the root goes none.
    #[inline]
    pub(super) fn through(&self, node: u32) -> Kinds {
        self.through.get(node as usize).copied().unwrap_or(0)
    }

    fn kinds(&self, node: u32) -> Kinds {
        self.kinds.get(node as usize).copied().unwrap_or(0)
    }

    /// The longest phrase of one of `wanted` kinds that begins at a word: its length in words, and its kinds.
    #[inline]
    pub(super) fn longest(&self, words: &Words<'_>, at: usize, wanted: Kinds) -> Option<(usize, Kinds)> {
        let first = words.get(at).filter(|word| word.begins & wanted != 0)?;
        self.longest_from(first.node, words, at, wanted)
    }

    fn longest_from(&self, mut node: u32, words: &Words<'_>, at: usize, wanted: Kinds) -> Option<(usize, Kinds)> {
        let mut best = None;
        let mut len = 1;
        loop {
            let kinds = self.kinds(node);
            if kinds & wanted != 0 {
                best = Some((len, kinds));
            }
            let Some(next) = words.get(at + len) else { return best };
            let after_comma = next.gap == Gap::Comma;
            if !next.gap.joins() && !after_comma {
                return best;
            }
            match self.step(node, key_after(after_comma, next.key)).filter(|child| self.through(*child) & wanted != 0) {
                Some(child) => node = child,
                None => return best,
            }
            len += 1;
        }
    }

    /// Whether the one word is of a kind.
    pub(super) fn is(&self, words: &Words<'_>, at: usize, kind: Kinds) -> bool {
        words.get(at).is_some_and(|word| word.begins & kind != 0 && self.kinds(word.node) & kind != 0)
    }

    /// Whether a phrase of this kind ends right before a word; phrases of at most three words are looked at.
    pub(super) fn ends_before(&self, words: &Words<'_>, at: usize, kind: Kinds) -> bool {
        (1..=3).filter_map(|len| at.checked_sub(len).map(|from| (from, len))).any(|(from, len)| {
            words.gap(at).joins() && self.longest(words, from, kind).is_some_and(|(found, _)| found == len)
        })
    }
}

fn key_after(comma: bool, key: u64) -> u64 {
    if comma { !key } else { key }
}

/// FNV-1a over an exact form.
pub(super) fn word_key(exact: &str) -> u64 {
    exact.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn edge(node: u32, key: u64) -> u64 {
    (key ^ (u64::from(node) << 17)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ u64::from(node)
}

/// One bit of 64 for a word.
fn bit(key: u64) -> u64 {
    1 << (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
}

/// Takes the keys, mixed already, as they are.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
