//! From names with posts to mentions: who is an official, and where he or she is named again.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::canonical::canonical_post;
use super::foreign::is_strange;
use super::introduce::Held;
use super::items::Item;
use super::lexicon::Lexicon;
use super::posts::{Post, PostKind};
use super::repeats::{bare_foreigners, given_names};
use super::words::Words;
use crate::analyse::{Mention, MentionKind, Title};
use crate::text::token::Scanner;

/// A person of the text, by the exact form of the whole name.
pub(super) type PersonKey = String;

/// The persons behind the items that are names.
pub(super) struct Persons {
    /// For each item that is a name, the person; one who is also named in full has the full name's key.
    pub(super) of_item: Vec<Option<PersonKey>>,
    /// Whom a post makes an official.
    known: HashSet<PersonKey>,
    /// Those whose family name comes first and is what they are called by: `ông Tập`, `ông Moon`.
    by_family: HashSet<PersonKey>,
    /// The full name, as first printed.
    full: HashMap<PersonKey, String>,
}

impl Persons {
    fn new(words: &Words<'_>, items: &[Item], held: &Held) -> Persons {
        let own: Vec<Option<PersonKey>> = items.iter().map(|item| whole_name(words, item)).collect();
        let introduced = known(items, held, &own);
        let fuller = Fuller::new(&introduced);
        let of_item: Vec<Option<PersonKey>> =
            own.iter().map(|key| key.as_ref().map(|key| fuller.of(key).unwrap_or(key).to_owned())).collect();
        let known = known(items, held, &of_item);
        let mut full = HashMap::new();
        for ((item, own), key) in items.iter().zip(&own).zip(&of_item) {
            if let (Some(own), Some(key)) = (own, key)
                && own == key
            {
                full.entry(key.clone()).or_insert_with(|| title_case(printed_name(words, item.words())));
            }
        }
        Persons { by_family: by_family(words, items, held, &of_item), of_item, known, full }
    }

    pub(super) fn is_called_by_family(&self, key: &str) -> bool {
        self.by_family.contains(key)
    }

    pub(super) fn is_known(&self, key: &str) -> bool {
        self.known.contains(key)
    }

    /// A mention of the person: with posts an official, without them a repeat.
    pub(super) fn mention(
        &self,
        words: &Words<'_>,
        range: Range<usize>,
        key: PersonKey,
        titles: Vec<Title>,
    ) -> Mention {
        let kind = if titles.is_empty() { MentionKind::Repeat } else { MentionKind::Official };
        let name = self.full.get(&key).cloned().unwrap_or_else(|| title_case(printed_name(words, range.clone())));
        Mention { name, key, byte_range: words.byte_range(range), titles, kind }
    }
}

/// Full names of officials by their first and last words: `Trump` is `Donald Trump` where the text has one only.
struct Fuller<'a> {
    by_word: HashMap<&'a str, Option<&'a str>>,
}

impl<'a> Fuller<'a> {
    fn new(introduced: &'a HashSet<PersonKey>) -> Self {
        let mut by_word: HashMap<&str, Option<&str>> = HashMap::new();
        for full in introduced.iter().filter(|name| name.contains(' ')) {
            let ends = [full.split(' ').next(), full.rsplit(' ').next()];
            for word in ends.into_iter().flatten() {
                let only = by_word.entry(word).or_insert(Some(full));
                *only = only.filter(|known| *known == full);
            }
        }
        Fuller { by_word }
    }

    fn of(&self, name: &str) -> Option<&'a str> {
        self.by_word.get(name).copied().flatten()
    }
}

/// All mentions, in the order of the text.
pub(super) fn mentions(lexicon: &Lexicon, words: &Words<'_>, items: &[Item], held: &mut Held) -> Vec<Mention> {
    if held.posts.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let persons = Persons::new(words, items, held);
    if persons.known.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let (Item::Name(range), Some(Some(key))) = (item, persons.of_item.get(at)) else { continue };
        if persons.is_known(key) {
            found.push(persons.mention(words, range.clone(), key.clone(), titles(words, items, held, at)));
        }
    }
    found.extend(given_names(lexicon, words, items, held, &persons));
    found.extend(bare_foreigners(lexicon, words, items, &persons));
    without_overlap(found)
}

fn without_overlap(mut found: Vec<Mention>) -> Vec<Mention> {
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

pub(super) fn key_of(words: &Words<'_>, range: Range<usize>) -> PersonKey {
    name_key(&printed_name(words, range))
}

/// A name as printed; hyphens set between spaces by a tool are closed up: `Moon Jae - in`.
fn printed_name(words: &Words<'_>, range: Range<usize>) -> String {
    let printed = words.printed(range);
    if printed.contains(" - ") { printed.replace(" - ", "-") } else { printed }
}

/// The persons whom a post makes officials.
fn known(items: &[Item], held: &Held, names: &[Option<PersonKey>]) -> HashSet<PersonKey> {
    let makes = |post: &usize| {
        let kind = items.get(*post).and_then(Item::post).map(|post| post.kind);
        matches!(kind, Some(PostKind::Public | PostKind::Rank))
    };
    let official = |posts: &Vec<usize>| posts.iter().any(makes);
    names.iter().zip(&held.posts).filter(|(_, posts)| official(posts)).filter_map(|(name, _)| name.clone()).collect()
}

/// Officials of countries whose people are called by the family name.
fn by_family(words: &Words<'_>, items: &[Item], held: &Held, names: &[Option<PersonKey>]) -> HashSet<PersonKey> {
    const COUNTRIES: [&str; 8] =
        ["Trung Quốc", "Đài Loan", "Triều Tiên", "Hàn Quốc", "Singapore", "Hong Kong", "Hồng Kông", "Nhật Bản"];
    let is_theirs = |post: &usize| {
        let printed = items.get(*post).map(|item| words.printed(item.words())).unwrap_or_default();
        COUNTRIES.iter().any(|country| printed.contains(country))
    };
    let foreign = |(item, posts): (&Item, &Vec<usize>)| {
        posts.iter().any(is_theirs) || !posts.is_empty() && item.words().clone().any(|at| is_strange(words, at))
    };
    let all = items.iter().zip(&held.posts).zip(names);
    all.filter(|(held, _)| foreign(*held)).filter_map(|(_, name)| name.clone()).collect()
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

/// `NGUYỄN VĂN A` → `Nguyễn Văn A`; a name in title case stays as it is.
fn title_case(name: String) -> String {
    if name.chars().any(char::is_lowercase) {
        return name;
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

/// The exact forms of a name's syllables, joined by spaces: one key for one spelling of a name.
///
/// ```
/// # use bantin::analyse::officials::name_key;
/// assert_eq!(name_key("LÊ THỊ HOÀ"), name_key("Lê Thị Hòa"));
/// assert_ne!(name_key("Trần Thế Lâm"), name_key("Trần Thể Lâm"));
/// ```
pub fn name_key(name: &str) -> String {
    joined(name, |syllable| &syllable.exact)
}

/// A name without its marks, its syllables joined by spaces: what a question without marks is held against.
///
/// ```
/// # use bantin::analyse::officials::folded_name;
/// assert_eq!(folded_name("Lý Thị Mỹ"), "ly thi my");
/// assert_eq!(folded_name("Kim Ki-duk"), "kim ki duk");
/// ```
pub fn folded_name(name: &str) -> String {
    joined(name, |syllable| &syllable.folded)
}

/// One form of each syllable of a name, a space between two.
fn joined(name: &str, form: impl for<'a> Fn(&'a Scanner<'_>) -> &'a str) -> String {
    let mut joined = String::with_capacity(name.len() + 8);
    let mut scanner = Scanner::new(name);
    while scanner.advance() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(form(&scanner));
    }
    joined
}
