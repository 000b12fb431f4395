//! Where a fragment may begin and end: at a sentence if it can, else at a clause, else at a word.

use std::ops::Range;

use super::choose::Chosen;
use crate::text::is_dash;

/// Words behind which a full stop ends nothing: `TP. Lam Thành`, `PGS. TS. …`.
const ABBREVIATIONS: [&str; 17] =
    ["tp", "tx", "tt", "gs", "pgs", "ts", "th", "ths", "bs", "ks", "cn", "ls", "kts", "ns", "nsnd", "nsưt", "st"];

/// Counts characters of a text, forwards only.
pub(super) struct CharCounter<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> CharCounter<'a> {
    pub(super) fn new(text: &'a str) -> CharCounter<'a> {
        CharCounter { text, byte: 0, chars: 0 }
    }

    /// How many characters stand before `byte`, which is not before the one asked last.
    pub(super) fn chars_before(&mut self, byte: usize) -> usize {
        self.chars += self.text.get(self.byte..byte).map_or(0, |passed| passed.chars().count());
        self.byte = byte.max(self.byte);
        self.chars
    }
}

/// What a cut at some place would cut through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Clause,
    Sentence,
    Word,
}

/// A place where a fragment may begin or end.
#[derive(Clone, Copy, Debug)]
struct Border {
    at: usize,
    /// Characters between it and the core.
    chars: usize,
    kind: Kind,
}

/// The beginning of a text; `None` where it is empty.
pub(super) fn beginning(text: &str, max_chars: usize) -> Option<Chosen> {
    let start = text.find(|c: char| !c.is_whitespace())?;
    let fragment = around(text, start..start, start..text.len(), max_chars);
    if !fragment.range.is_empty() {
        return Some(fragment);
    }
    let end = clipped(text, start..text.len(), max_chars).end;
    (end > start).then_some(Chosen { range: start..end, cut_before: false, cut_behind: end < text.len() })
}

/// A fragment of at most `max_chars` characters inside `area` that holds `core`, or as much of it as fits.
pub(super) fn around(text: &str, core: Range<usize>, area: Range<usize>, max_chars: usize) -> Chosen {
    let core = core.start.max(area.start)..core.end.min(area.end);
    let core = clipped(text, core, max_chars);
    let room = max_chars.saturating_sub(text[core.clone()].chars().count());
    let starts = starts(text, core.start, area.start, room);
    let ends = ends(text, core.end, area.end, room);
    let mut start = best_start(&starts, &ends, room).unwrap_or(Border { at: core.start, chars: 0, kind: Kind::Word });
    let left = room - start.chars;
    let short = left.saturating_sub(max_chars / 2);
    let end = best_end(&ends, left, short).unwrap_or(Border { at: core.end, chars: 0, kind: Kind::Word });
    if start.kind == Kind::Sentence && end.kind == Kind::Sentence {
        start = furthest(&starts, Kind::Sentence, room - end.chars).unwrap_or(start);
    }
    let cut_behind = end.kind != Kind::Sentence;
    let end = if cut_behind { without_comma(text, core.end, end.at) } else { end.at };
    Chosen { range: start.at..end, cut_before: start.kind != Kind::Sentence, cut_behind }
}

/// The most characters of a sentence that are looked at on each side.
const LONGEST_SENTENCE: usize = 2000;

/// The sentence, or sentences, that hold `core`.
pub(super) fn sentence(text: &str, core: Range<usize>) -> Range<usize> {
    let is_border = |border: &Border| border.kind == Kind::Sentence;
    let start = starts(text, core.start, 0, LONGEST_SENTENCE).into_iter().find(is_border);
    let end = ends(text, core.end, text.len(), LONGEST_SENTENCE).into_iter().find(is_border);
    start.map_or(core.start, |border| border.at)..end.map_or(core.end, |border| border.at)
}

/// The beginning of the sentence if it is near; else as much as leaves room for what follows.
fn best_start(starts: &[Border], ends: &[Border], room: usize) -> Option<Border> {
    let nearest = |borders: &[Border], kind: Kind| borders.iter().find(|border| border.kind == kind).copied();
    let lead = match nearest(ends, Kind::Sentence) {
        Some(end) if end.chars <= room / 2 => room - end.chars,
        _ => room / 2,
    };
    let most = lead.max(room * 2 / 3);
    nearest(starts, Kind::Sentence)
        .filter(|start| start.chars <= most)
        .or_else(|| furthest(starts, Kind::Clause, lead))
        .or_else(|| nearest(starts, Kind::Clause).filter(|start| start.chars <= most))
        .or_else(|| starts.iter().rev().find(|start| start.chars <= lead).copied())
}

/// The end of a sentence; where that would leave less than `short` characters or there is none, of a clause in the
/// further half, else of a word.
fn best_end(ends: &[Border], left: usize, short: usize) -> Option<Border> {
    let at_least = |border: &Border, least: usize| border.chars >= least;
    furthest(ends, Kind::Sentence, left)
        .filter(|end| at_least(end, short))
        .or_else(|| furthest(ends, Kind::Clause, left).filter(|end| at_least(end, left / 2)))
        .or_else(|| ends.iter().rev().find(|end| end.chars <= left).copied())
}

fn furthest(borders: &[Border], kind: Kind, most_chars: usize) -> Option<Border> {
    borders.iter().rev().find(|border| border.kind == kind && border.chars <= most_chars).copied()
}

fn without_comma(text: &str, core_end: usize, end: usize) -> usize {
    let behind = text.get(core_end..end).unwrap_or_default();
    core_end + behind.trim_end_matches([',', ';', ':', ' ']).len()
}

/// As much of `range` from its beginning as `max_chars` characters hold, up to a word's end if there is one.
fn clipped(text: &str, range: Range<usize>, max_chars: usize) -> Range<usize> {
    let inside = &text[range.clone()];
    let Some((len, _)) = inside.char_indices().nth(max_chars) else { return range };
    let kept = &inside[..len];
    let whole = kept.rfind(char::is_whitespace).map_or(kept, |space| &kept[..space]).trim_end();
    let len = if whole.is_empty() { len } else { whole.len() };
    range.start..range.start + len
}

/// The name of an official with what is printed beside it: the post that follows behind a comma or dash, else what
/// stands before the name in its sentence.
pub(super) fn with_post(text: &str, name: Range<usize>, max_chars: usize) -> Range<usize> {
    let reach = max_chars * 2 / 5;
    let next = text[name.end..].trim_start_matches(' ').chars().next();
    if next.is_some_and(|c| matches!(c, ',' | '(') || is_dash(c)) {
        name.start..within_sentence(ends(text, name.end, text.len(), reach)).unwrap_or(name.end)
    } else {
        within_sentence(starts(text, name.start, 0, reach)).unwrap_or(name.start)..name.end
    }
}

/// The last border before a sentence's, or that.
fn within_sentence(borders: Vec<Border>) -> Option<usize> {
    let sentence = borders.iter().position(|border| border.kind == Kind::Sentence);
    borders.get(sentence.unwrap_or(borders.len().saturating_sub(1))).map(|border| border.at)
}

/// Room for the borders among so many characters: words of news are longer than three letters on average, spaces and all.
fn room_for_borders(chars: usize) -> Vec<Border> {
    Vec::with_capacity(chars.min(LONGEST_SENTENCE) / 3 + 2)
}

/// Places at or behind `from` where a fragment may end, nearest first.
fn ends(text: &str, from: usize, ceiling: usize, room: usize) -> Vec<Border> {
    let mut borders = room_for_borders(room);
    let mut after_space = false;
    let mut at = from;
    for (chars, c) in text[from..ceiling].chars().map(Some).chain([None]).enumerate().take(room + 1) {
        let is_space = c.is_none_or(char::is_whitespace);
        if is_space && !after_space && (c.is_some() || at == text.len()) {
            let gap_end = text[at..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |len| at + len);
            borders.push(Border { at, chars, kind: kind(text, at..gap_end) });
        } else if c.is_some_and(|c| is_glued(&text[..at], c)) {
            borders.push(Border { at, chars, kind: kind(text, at..at) });
        }
        after_space = is_space;
        at += c.map_or(0, char::len_utf8);
    }
    borders
}

/// Places at or before `from` where a fragment may begin, nearest first.
fn starts(text: &str, from: usize, floor: usize, room: usize) -> Vec<Border> {
    let mut borders = room_for_borders(room);
    let mut first = text[from..].chars().next();
    let mut at = from;
    for (chars, c) in text[floor..from].chars().rev().map(Some).chain([None]).enumerate().take(room + 1) {
        let begins_word = first.is_some_and(|first| !first.is_whitespace());
        let is_space = c.is_none_or(char::is_whitespace);
        if is_space && begins_word && (c.is_some() || floor == 0 || at == from) {
            let gap_start = text[..at].trim_end().len();
            borders.push(Border { at, chars, kind: kind(text, gap_start..at) });
        } else if first.is_some_and(|first| is_glued(&text[..at], first)) {
            borders.push(Border { at, chars, kind: kind(text, at..at) });
        }
        first = c;
        at -= c.map_or(0, char::len_utf8);
    }
    borders
}

/// Whether a sentence ends at the end of `left` and the next begins at once: `tăng.Chi`, but not `T.Ư`.
fn is_glued(left: &str, next: char) -> bool {
    if !next.is_uppercase() {
        return false;
    }
    let left = left.trim_end_matches(is_closing);
    let mut before = left.chars().rev();
    before.next().is_some_and(|c| matches!(c, '.' | '!' | '?'))
        && before.next().is_some_and(|c| c.is_alphanumeric() || is_closing(c))
        && !is_abbreviation(left)
}

/// What stands on both sides of the spaces `gap`.
fn kind(text: &str, gap: Range<usize>) -> Kind {
    let (left, right) = (&text[..gap.start], &text[gap.end..]);
    if left.is_empty() || right.is_empty() || text[gap].contains('\n') {
        return Kind::Sentence;
    }
    let inner = left.trim_end_matches(is_closing);
    match inner.chars().next_back() {
        Some('!' | '?' | '…') if begins_sentence(right) => Kind::Sentence,
        Some('.') if begins_sentence(right) && !is_abbreviation(inner) => Kind::Sentence,
        Some(',' | ';' | ':') => Kind::Clause,
        _ if left.ends_with(')') || right.starts_with('(') || right.starts_with(is_dash) => Kind::Clause,
        _ => Kind::Word,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | ')' | ']' | '»')
}

fn begins_sentence(right: &str) -> bool {
    let opens = |c: char| c == ' ' || c == '(' || c == '[' || is_dash(c) || crate::text::is_double_quote(c);
    right.chars().take(4).find(|c| !opens(*c)).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether the full stop at the end of `left` belongs to a word: an initial, or one of [`ABBREVIATIONS`].
fn is_abbreviation(left: &str) -> bool {
    let letters: Vec<char> = left.chars().rev().skip(1).take_while(|c| c.is_alphanumeric()).take(6).collect();
    match letters.as_slice() {
        [only] => only.is_uppercase(),
        _ => {
            let word: String = letters.iter().rev().flat_map(|c| c.to_lowercase()).collect();
            letters.last().is_some_and(|c| c.is_uppercase()) && ABBREVIATIONS.contains(&word.as_str())
        }
    }
}
