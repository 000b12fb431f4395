//! Where a post stands: a head (`Phó Chủ tịch`), then words of its unit, until a name or the predicate.

use std::ops::Range;

use super::lexicon::{CONFERRAL, FUNCTION, HEAD, Kinds, Lexicon, PREFIX, PRIVATE, PUBLIC, RANK, SOUGHT, UNIT, WEAK};
use super::names::Before;
use super::tail::tail_end;
use super::words::{Case, Words};
use crate::text::lower_case;

/// The most words of a post.
const LONGEST: usize = 40;

/// A post found in the text.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// With `nguyên`, `cố`, `tân` before the head.
    pub(super) words: Range<usize>,
    /// The first word behind the head.
    pub(super) head_end: usize,
    pub(super) kind: PostKind,
}

/// What a post says of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PostKind {
    /// Makes an official.
    Public,
    /// Makes an official only of one who is known as one: `Tổng giám đốc` alone.
    Bare,
    /// A company's, a club's.
    Private,
    Rank,
}

/// The post that begins at a word.
pub(super) fn post_at(lexicon: &Lexicon, words: &Words<'_>, at: usize, before: Before) -> Option<Post> {
    let is_head = lexicon.longest(words, at, HEAD | RANK).is_some();
    let prefix = if is_head { 0 } else { prefix_len(lexicon, words, at) };
    if let Some((len, _)) = lexicon.longest(words, at + prefix, RANK) {
        let end = at + prefix + len;
        return Some(Post { words: at..end, head_end: end, kind: PostKind::Rank });
    }
    let (len, kinds) = lexicon.longest(words, at + prefix, HEAD)?;
    let is_longer_unit = lexicon.longest(words, at, UNIT).is_some_and(|(unit, _)| unit > prefix + len);
    if is_longer_unit || is_no_post(lexicon, words, at) || is_split_conferral(lexicon, words, at) {
        return None;
    }
    let head_end = at + prefix + len;
    let end = tail_end(lexicon, words, head_end..at + LONGEST, before);
    let kind = kind_of(lexicon, words, at..end, head_end, kinds & WEAK != 0);
    Some(Post { words: at..end, head_end, kind })
}

/// `nguyên`, `cựu`, `cố`, `tân`, `quyền` before a head; not the `quyền` of `thừa ủy quyền`.
fn prefix_len(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> usize {
    let authority = words.gap(at).joins()
        && at.checked_sub(1).is_some_and(|before| matches!(words.written(before), "ủy" | "uỷ" | "thẩm" | "chính"));
    usize::from(!authority && lexicon.is(words, at, PREFIX) && words.gap(at + 1).joins())
}

/// `chức vụ | Trưởng ban`: no `vụ trưởng`.
fn is_split_conferral(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|word| word.case == Case::Lower)
        && words.get(at + 1).is_some_and(|next| next.case == Case::Title)
        && lexicon.ends_before(words, at + 1, CONFERRAL)
}

/// `Văn phòng Chủ tịch nước`, `Ban Bí thư`, `ứng cử viên Tổng thống`: nobody holds what is named here.
pub(super) fn is_no_post(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> bool {
    words.gap(at).joins() && lexicon.ends_before(words, at, SOUGHT)
}

fn kind_of(lexicon: &Lexicon, words: &Words<'_>, post: Range<usize>, head_end: usize, weak: bool) -> PostKind {
    let mut owners: Kinds = 0;
    for at in post.clone() {
        owners |= lexicon.longest(words, at, PRIVATE | PUBLIC).map_or(0, |(_, kinds)| kinds);
    }
    if owners & PRIVATE != 0 && owners & PUBLIC == 0 && !has_party_unit(words, post.clone()) {
        return PostKind::Private;
    }
    match weak && says_no_unit(lexicon, words, head_end..post.end) {
        true => PostKind::Bare,
        false => PostKind::Public,
    }
}

/// `Tổng giám đốc`, `giám đốc tài chính`: no unit, or only what its holder looks after.
fn says_no_unit(lexicon: &Lexicon, words: &Words<'_>, tail: Range<usize>) -> bool {
    let function = lexicon.longest(words, tail.start, FUNCTION).map_or(0, |(len, _)| len);
    tail.is_empty() || tail.start + function == tail.end
}

/// Party cells and unions stand inside companies too; their heads are officials.
fn has_party_unit(words: &Words<'_>, post: Range<usize>) -> bool {
    let before = |at: usize| lower_case(words.written(at.saturating_sub(1)));
    post.clone().any(|at| match &*lower_case(words.written(at)) {
        "đảng" | "bí" | "ubnd" | "hđnd" | "mttq" => true,
        "bộ" => before(at) != "lạc",
        "đoàn" => before(at) != "tập",
        _ => false,
    })
}
