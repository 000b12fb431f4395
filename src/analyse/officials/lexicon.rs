//! The lists of words and phrases, in one trie over exact forms.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

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

const LISTS: [(&str, Kinds, Kinds); 14] = [
    (include_str!("lexicon/heads.txt"), HEAD, HEAD | WEAK),
    (include_str!("lexicon/ranks.txt"), RANK, RANK),
    (include_str!("lexicon/honorifics.txt"), HONORIFIC, HONORIFIC),
    (include_str!("lexicon/units.txt"), UNIT, UNIT | OPEN),
    (include_str!("lexicon/predicates.txt"), PREDICATE, PREDICATE),
    (include_str!("lexicon/places.txt"), PLACE, PLACE),
    (include_str!("lexicon/surnames.txt"), SURNAME, SURNAME),
    (include_str!("lexicon/private.txt"), PRIVATE, PUBLIC),
    (include_str!("lexicon/introducers.txt"), INTRODUCER, INTRODUCER),
    (include_str!("lexicon/prefixes.txt"), PREFIX, PREFIX),
    (include_str!("lexicon/plurals.txt"), PLURAL, PLURAL),
    (include_str!("lexicon/conferrals.txt"), CONFERRAL, CONFERRAL),
    (include_str!("lexicon/offices.txt"), OFFICE, OFFICE | SOUGHT),
    (include_str!("lexicon/functions.txt"), FUNCTION, FUNCTION),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The trie.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    edges: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    kinds: Vec<Kinds>,
}

impl Lexicon {
    /// The lists of the program.
    pub(super) fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn load() -> Lexicon {
        let mut lexicon = Lexicon { kinds: vec![0], ..Lexicon::default() };
        for (list, plain, marked) in LISTS {
            for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                match line.strip_prefix(['*', '!']) {
                    Some(phrase) => lexicon.add(phrase, marked),
                    None => lexicon.add(line, plain),
                }
            }
        }
        lexicon
    }

    fn add(&mut self, phrase: &str, kinds: Kinds) {
        let mut node = ROOT;
        let mut after_comma = false;
        for word in phrase.split([' ', '/', '-']) {
            let key = key_after(after_comma, word_key(&exact(word.trim_end_matches(','))));
            after_comma = word.ends_with(',');
            let fresh = self.kinds.len() as u32;
            node = *self.edges.entry(edge(node, key)).or_insert(fresh);
            if node == fresh {
                self.kinds.push(0);
            }
        }
        if let Some(known) = self.kinds.get_mut(node as usize) {
            *known |= kinds;
        }
    }

    /// The node one word further.
    #[inline]
    pub(super) fn step(&self, node: u32, key: u64) -> Option<u32> {
        self.edges.get(&edge(node, key)).copied()
    }

    fn kinds(&self, node: u32) -> Kinds {
        self.kinds.get(node as usize).copied().unwrap_or(0)
    }

    /// The longest phrase of one of `wanted` kinds that begins at a word: its length in words, and its kinds.
    pub(super) fn longest(&self, words: &Words<'_>, at: usize, wanted: Kinds) -> Option<(usize, Kinds)> {
        let mut node = words.get(at).map(|word| word.node).filter(|node| *node != 0)?;
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
            match self.step(node, key_after(after_comma, next.key)) {
                Some(child) => node = child,
                None => return best,
            }
            len += 1;
        }
    }

    /// Whether the one word is of a kind.
    pub(super) fn is(&self, words: &Words<'_>, at: usize, kind: Kinds) -> bool {
        words.get(at).is_some_and(|word| word.node != 0 && self.kinds(word.node) & kind != 0)
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
