//! Posts without a name, linked to the one person whom the article names as holder.

use std::collections::HashMap;

use super::introduce::{Held, Item, is_plural};
use super::lexicon::{CONFERRAL, Lexicon};
use super::people::title;
use super::posts::{Post, PostKind};
use super::words::Words;
use crate::analyse::{Mention, Role};

/// All posts without a name, in the order of the text.
pub(super) fn roles(
    lexicon: &Lexicon,
    words: &Words<'_>,
    items: &[Item],
    held: &Held,
    mentions: &[Mention],
) -> Vec<Role> {
    let holders = Holders::new(mentions);
    let mut all = Vec::new();
    for (post, taken) in items.iter().zip(&held.taken) {
        let Some(post) = post.post().filter(|post| !*taken && is_role(lexicon, words, post)) else { continue };
        let title = title(words, post);
        let head = super::canonical::canonical_post(&words.printed(post.words.start..post.head_end));
        let name = holders.holder(&head, &title.canonical);
        all.push(Role { title, name, byte_range: words.byte_range(post.words.clone()) });
    }
    all
}

/// Whether a post speaks of its one holder: not of several, not of the post as such.
fn is_role(lexicon: &Lexicon, words: &Words<'_>, post: &Post) -> bool {
    let start = post.words.start;
    let many = matches!(post.kind, PostKind::Rank | PostKind::Private | PostKind::Bare);
    let generic = (post.head_end..post.words.end).any(|at| matches!(words.written(at), "các" | "những" | "cấp"));
    let head = words.printed(start..post.head_end).to_lowercase();
    let shared = ["viên", "biểu", "trợ lý", "vụ", "đbqh"].iter().any(|end| head.ends_with(end));
    !many && !generic && !shared && !is_plural(lexicon, words, start) && !lexicon.ends_before(words, start, CONFERRAL)
}

/// Who holds which post in this article.
struct Holders<'a> {
    by_post: HashMap<&'a str, Vec<&'a Mention>>,
}

impl<'a> Holders<'a> {
    fn new(mentions: &'a [Mention]) -> Self {
        let mut by_post: HashMap<&str, Vec<&Mention>> = HashMap::new();
        for mention in mentions {
            for title in &mention.titles {
                let holders = by_post.entry(title.canonical.as_str()).or_default();
                if !holders.iter().any(|known| known.key == mention.key) && holders.len() < 2 {
                    holders.push(mention);
                }
            }
        }
        Holders { by_post }
    }

    /// The one holder of the very post, or of the one post that differs only by a place or unit left unsaid.
    fn holder(&self, head: &str, post: &str) -> Option<String> {
        if let Some(holders) = self.by_post.get(post) {
            return one(holders.iter().copied());
        }
        let tail = tail(head, post)?;
        let fits = |held: &&str| self::tail(head, held).is_some_and(|other| is_same_unit(tail, other));
        one(self.by_post.iter().filter(|(held, _)| fits(held)).flat_map(|(_, holders)| holders.iter().copied()))
    }
}

fn one<'a>(mut holders: impl Iterator<Item = &'a Mention>) -> Option<String> {
    let first = holders.next()?;
    holders.all(|other| other.key == first.key).then(|| first.name.clone())
}

/// What follows the head of a post, when it has that head.
fn tail<'a>(head: &str, post: &'a str) -> Option<&'a str> {
    let rest = post.strip_prefix(head)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// Whether one unit says the same as another and only leaves out its place or its level.
fn is_same_unit(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let begins =
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || short.is_empty());
    let ends = long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ') || short.is_empty());
    (begins || ends) && long.contains("thường trực") == short.contains("thường trực")
}
