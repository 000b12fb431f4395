//! Posts without a name, linked to the one person whom the article names as holder.

use std::collections::HashMap;

use super::generic::is_of_holder;
use super::introduce::{Held, is_plural};
use super::items::Item;
use super::lexicon::{CONFERRAL, Lexicon, OFFICE};
use super::people::title;
use super::posts::{Post, PostKind};
use super::words::{Case, Gap, Word, Words};
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
        let name = match leader(&title.canonical) {
            Some((head, post)) => holders.holder(head, &post),
            None => holders.holder(&head, &title.canonical),
        };
        let byte_range = words.byte_range(post.words.clone());
        let of_holder = is_of_holder(words.text, &byte_range);
        all.push(Role { title, name, of_holder, byte_range });
    }
    all
}

/// Whether a post speaks of its one holder: not of several, not of the post as such.
fn is_role(lexicon: &Lexicon, words: &Words<'_>, post: &Post) -> bool {
    let start = post.words.start;
    let many = matches!(post.kind, PostKind::Rank | PostKind::Private | PostKind::Bare);
    let generic = (post.head_end..post.words.end).any(|at| matches!(words.written(at), "các" | "những" | "cấp"));
    let head = words.printed(start..post.head_end).to_lowercase();
    let shared = ["viên", "biểu", "trợ lý", "vụ", "đbqh", "cố vấn", "nghị sĩ", "nghị sỹ", "lãnh tụ"];
    let of_many = ["thẩm phán", "thư ký", "người đứng đầu", "thủ trưởng", "đội trưởng", "tổ trưởng"];
    let no_unit = post.head_end == post.words.end;
    let anybody = shared.iter().any(|end| head.ends_with(end)) || no_unit && of_many.contains(&head.as_str());
    !many && !generic && !anybody && !is_counted(lexicon, words, start) && !is_office(lexicon, words, start)
}

/// `các Phó Chủ tịch`, `4 Bộ trưởng`.
fn is_counted(lexicon: &Lexicon, words: &Words<'_>, start: usize) -> bool {
    let number = start.checked_sub(1).filter(|at| words.gap(*at) == Gap::Space && words.gap(start) == Gap::Space);
    let is_count = |word: &Word| word.case == Case::Digit && word.end - word.start <= 2;
    is_plural(lexicon, words, start) || number.and_then(|at| words.get(at)).is_some_and(is_count)
}

/// `giữ chức Chủ tịch`, `cuộc bầu cử Tổng thống`: the office, not its holder.
fn is_office(lexicon: &Lexicon, words: &Words<'_>, start: usize) -> bool {
    lexicon.ends_before(words, start, CONFERRAL | OFFICE)
}

/// `người đứng đầu Thành ủy` is its secretary, that of the local government its chairman: the head and the whole post.
fn leader(post: &str) -> Option<(&'static str, String)> {
    let of = post.strip_prefix("người đứng đầu ")?;
    let local = of.strip_prefix("chính quyền").or_else(|| of.strip_prefix("ủy ban nhân dân"));
    Some(match (of, local) {
        ("chính phủ", _) => ("thủ tướng", "thủ tướng".to_owned()),
        (_, Some(place)) => ("chủ tịch", format!("chủ tịch ủy ban nhân dân{place}")),
        _ => ("bí thư", format!("bí thư {of}")),
    })
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
        let fits = |held: &&str| {
            self::tail(head, held)
                .is_some_and(|other| is_same_unit(tail, other) && !is_other_country(head, tail, other))
        };
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
fn is_same_unit(asked: &str, held: &str) -> bool {
    let (asked, held) = (without_committee(asked), without_committee(held));
    let (short, long) = if asked.len() <= held.len() { (asked, held) } else { (held, asked) };
    if long.contains("thường trực") != short.contains("thường trực") {
        return false;
    }
    if let Some(rest) =
        long.strip_prefix(short).filter(|rest| short.is_empty() || rest.is_empty() || rest.starts_with(' '))
    {
        return long.len() == held.len() || !names_lower_level(rest);
    }
    long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' ') && is_executive(rest))
}

/// `Thủ tướng Campuchia` is another than the prime minister who is named without a country.
fn is_other_country(head: &str, asked: &str, held: &str) -> bool {
    const NATIONAL: [&str; 7] =
        ["thủ tướng", "tổng thống", "bộ trưởng", "ngoại trưởng", "đại sứ", "tổng bí thư", "chủ tịch quốc hội"];
    let rest = asked.strip_prefix(held).map_or("", str::trim);
    NATIONAL.iter().any(|national| head.ends_with(national)) && !matches!(rest, "" | "chính phủ" | "việt nam")
}

/// `Chủ tịch xã` is the chairman of its people's committee.
fn without_committee(unit: &str) -> &str {
    unit.strip_prefix("ủy ban nhân dân ").unwrap_or(unit)
}

/// `quận Bờ Nam` behind `UBND` is another unit than `UBND` alone.
fn names_lower_level(rest: &str) -> bool {
    rest.split(' ').any(|word| matches!(word, "quận" | "huyện" | "xã" | "phường" | "thị" | "sở" | "phòng"))
}

/// `Chủ tịch Hồng Lam` is the chairman of its people's committee, `Bí thư Hồng Lam` the secretary of its party committee.
fn is_executive(unit: &str) -> bool {
    !["hội đồng", "mặt trận", "đoàn", "hội", "kiểm tra"].iter().any(|other| unit.contains(other))
}
