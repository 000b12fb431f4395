//! One spelling for each letter, decided once when a file is read.
//!
//! The steps, in order, each over one line:
//! 1. invisible characters go, spaces become a space, look-alikes become the letter they look like;
//! 2. Cyrillic look-alikes change inside words that also have Latin letters;
//! 3. each letter and its combining marks, in whatever order, are composed (NFC), a space that stands
//!    before a lone mark goes.
//!
//! Dashes and quotation marks stay as printed: tokens never hold them.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::boundary_before;

/// A character on its way through the steps, with the byte range it had in the text as given.
#[derive(Clone, Debug)]
struct Piece {
    c: char,
    from: Range<usize>,
}

/// Normalised text that knows where each character stood in the text as given.
#[derive(Debug)]
pub struct Mapped {
    /// The normalised text.
    pub text: String,
    /// For each character of `text`, in order: its byte offset there, and its byte range as given.
    /// Empty where nothing changed.
    places: Vec<(usize, Range<usize>)>,
}

impl Mapped {
    /// The byte range of the text as given that became `range` (bytes of the normalised text).
    pub fn range_as_given(&self, range: Range<usize>) -> Range<usize> {
        if self.places.is_empty() {
            return range;
        }
        let at = |offset: usize| self.places.partition_point(|(place, _)| *place <= offset).saturating_sub(1);
        let first = &self.places[at(range.start)].1;
        if range.is_empty() {
            return first.start..first.start;
        }
        first.start..self.places[at(range.end - 1)].1.end
    }
}

/// Normalises a text; borrowed where nothing had to change.
///
/// ```
/// use bantin::text::normalise::normalise;
/// assert_eq!(normalise("Vie\u{323}\u{302}t"), "Việt");
/// assert_eq!(normalise("nga \u{300}y"), "ngày");
/// assert_eq!(normalise("ðường"), "đường");
/// ```
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in segments(text) {
        if is_clean(line) {
            out.push_str(line);
        } else {
            out.extend(normalise_line(line, 0).into_iter().map(|piece| piece.c));
        }
    }
    Cow::Owned(out)
}

/// Normalises a text and keeps, for each character, where it stood in the text as given.
///
/// ```
/// use bantin::text::normalise::normalise_mapped;
/// let mapped = normalise_mapped("o\u{302}\u{323} đi");
/// assert_eq!(mapped.text, "ộ đi");
/// assert_eq!(mapped.range_as_given(0..3), 0..5);
/// ```
pub fn normalise_mapped(text: &str) -> Mapped {
    if is_clean(text) {
        return Mapped { text: text.to_owned(), places: Vec::new() };
    }
    let mut mapped = Mapped { text: String::with_capacity(text.len()), places: Vec::new() };
    let mut start = 0;
    for line in segments(text) {
        for piece in normalise_line(line, start) {
            mapped.places.push((mapped.text.len(), piece.from));
            mapped.text.push(piece.c);
        }
        start += line.len();
    }
    mapped
}

/// Bytes from which on a line is worked on in pieces, so that memory stays bounded.
const LONG: usize = 64 << 10;

/// The lines of a text with their ends; long ones cut before a letter, behind a space where there is one.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            let (piece, after) = rest.split_at(end_of_piece(rest));
            rest = after;
            (!piece.is_empty()).then_some(piece)
        })
    })
}

fn end_of_piece(line: &str) -> usize {
    if line.len() <= LONG {
        return line.len();
    }
    let behind_space = |pair: &[u8]| pair[0] == b' ' && pair[1].is_ascii_alphanumeric();
    let window = &line.as_bytes()[LONG..line.len().min(2 * LONG)];
    if let Some(at) = window.windows(2).position(behind_space) {
        return LONG + at + 1;
    }
    let from = boundary_before(line, 2 * LONG);
    let mut signs = line[from..].char_indices();
    // Where no letter comes, marks are piled up that belong to none: cut among them.
    let letter = signs.find(|(at, c)| *at >= LONG || c.is_alphanumeric() && !is_combining_mark(*c));
    letter.map_or(line.len(), |(at, _)| from + at)
}

/// Whether no step would change anything: plain letters, precomposed letters, ordinary punctuation.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    // At the beginning of a text there is none: no bytes stand before it.
    let window_at = |at: usize| bytes.get(at.checked_sub(BEFORE)?..)?.first_chunk();
    let mut at = 0;
    loop {
        while let Some(window) = window_at(at).filter(|window| all_plain(window)) {
            at += whole_characters(window);
        }
        if at >= bytes.len() {
            return true;
        }
        let piece = text[at..].char_indices().take_while(|(offset, _)| *offset < WINDOW);
        let mut end = at;
        for (offset, c) in piece {
            if !is_clean_char(c) {
                return false;
            }
            end = at + offset + c.len_utf8();
        }
        at = end;
    }
}

/// Bytes that are looked at together, and those before them that say what they are.
const WINDOW: usize = 32;
const BEFORE: usize = 2;

/// Whether all characters that begin in a window are clean ones of the commonest; it begins with a character, behind
/// the bytes before it, and what its end cuts off counts as clean. Each byte has a mask of its own, so that the compiler
/// looks at all of them at once.
#[inline]
fn all_plain(window: &[u8; BEFORE + WINDOW]) -> bool {
    let mut odd = [0; WINDOW];
    for at in 0..WINDOW {
        odd[at] = odd_mask(window[at], window[at + 1], window[at + BEFORE]);
    }
    odd.iter().fold(0, |any, odd| any | odd) == 0
}

/// All bits where a byte, by the two before it, is none of ASCII's plain ones and of U+00C0 to U+017F without `Ð` and
/// `ð`, `Ơ ơ Ư ư`, U+1EA0 to U+1EF9; else none.
#[inline]
fn odd_mask(first: u8, second: u8, byte: u8) -> u8 {
    let control = mask(byte < b' ') & mask(byte != b'\n') & mask(byte != b'\t') & mask(byte != 0xc);
    let begins_another = mask(byte >= 0xc0) & !(mask(byte.wrapping_sub(0xc3) < 4) | mask(byte == 0xe1));
    let eth = mask(second == 0xc3) & (mask(byte == 0x90) | mask(byte == 0xb0));
    let horned = mask(byte == 0xa0) | mask(byte == 0xa1) | mask(byte == 0xaf) | mask(byte == 0xb0);
    let other_with_horn = mask(second == 0xc6) & !horned;
    let other_block = mask(second == 0xe1) & mask(byte != 0xba) & mask(byte != 0xbb);
    let before = mask(first == 0xe1) & mask(second == 0xba) & mask(byte < 0xa0);
    let behind = mask(first == 0xe1) & mask(second == 0xbb) & mask(byte > 0xb9);
    control | mask(byte == 0x7f) | begins_another | eth | other_with_horn | other_block | before | behind
}

#[inline]
fn mask(holds: bool) -> u8 {
    if holds { u8::MAX } else { 0 }
}

/// How many bytes of a [plain](all_plain) window belong to whole characters.
#[inline]
fn whole_characters(window: &[u8; BEFORE + WINDOW]) -> usize {
    match window {
        [.., 0xc0..=0xff] => WINDOW - 1,
        [.., 0xe0..=0xff, _] => WINDOW - 2,
        _ => WINDOW,
    }
}

fn is_clean_char(c: char) -> bool {
    match c {
        '\n' | '\t' | '\u{c}' | ' '..='~' => true,
        '\u{a1}'..='\u{17f}' => !matches!(c, '\u{ad}' | 'ð' | 'Ð'),
        'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}' => true,
        '‐'..='―' | '‘'..='„' | '•' | '…' | '′' | '″' | '€' | '₫' => true,
        _ => false,
    }
}

fn normalise_line(line: &str, start: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(line.len());
    for (offset, c) in line.char_indices() {
        let from = start + offset..start + offset + c.len_utf8();
        map_char(c, |c| pieces.push(Piece { c, from: from.clone() }));
    }
    drop_carriage_returns(&mut pieces);
    latinise_words(&mut pieces);
    compose(pieces)
}

/// Step 1 for one character: dropped, replaced, spelled out, or kept.
fn map_char(c: char, mut keep: impl FnMut(char)) {
    match c {
        '\n' | '\r' | '\t' | '\u{c}' => keep(c),
        _ if is_invisible(c) => {}
        'ð' | 'ɖ' => keep('đ'),
        'Ð' | 'Ɖ' => keep('Đ'),
        '\u{ff01}'..='\u{ff5e}' => keep(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
        '\u{fb00}'..='\u{fb06}' => std::iter::once(c).nfkc().for_each(keep),
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' => keep(' '),
        _ if c.is_whitespace() => keep(' '),
        _ => keep(c),
    }
}

/// Soft hyphen, zero-width characters, direction marks, the grapheme joiner, byte order marks and controls.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// `\r\n` and `\r` are both the end of one line.
fn drop_carriage_returns(pieces: &mut Vec<Piece>) {
    let before_newline: Vec<bool> = pieces
        .iter()
        .enumerate()
        .map(|(i, piece)| piece.c == '\r' && pieces.get(i + 1).is_some_and(|next| next.c == '\n'))
        .collect();
    let mut dropped = before_newline.iter();
    pieces.retain(|_| !dropped.next().copied().unwrap_or(false));
    for piece in pieces.iter_mut().filter(|piece| piece.c == '\r') {
        piece.c = '\n';
    }
}

/// Step 2: Cyrillic letters that look Latin change where the same word has a Latin letter.
fn latinise_words(pieces: &mut [Piece]) {
    let in_word = |c: char| c.is_alphabetic() || is_combining_mark(c);
    for word in pieces.chunk_by_mut(|a, b| in_word(a.c) == in_word(b.c)) {
        let has = |test: fn(char) -> bool| word.iter().any(|piece| test(piece.c));
        if has(|c| latin_twin(c).is_some()) && has(is_latin) {
            for piece in word.iter_mut() {
                piece.c = latin_twin(piece.c).unwrap_or(piece.c);
            }
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn latin_twin(c: char) -> Option<char> {
    const CYRILLIC: &str = "аеорсухіѕјһАВЕКМНОРСТХІЅЈУ";
    const LATIN: &str = "aeopcyxisjhABEKMHOPCTXISJY";
    if !('\u{400}'..='\u{4ff}').contains(&c) {
        return None;
    }
    CYRILLIC.chars().zip(LATIN.chars()).find(|(cyrillic, _)| *cyrillic == c).map(|(_, latin)| latin)
}

/// Step 3: each letter with the marks that follow it becomes one character where Unicode has one.
fn compose(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while i < pieces.len() {
        let base = &pieces[i];
        let mut from = base.from.clone();
        let mut marks = Vec::new();
        i += 1;
        if base.c.is_alphabetic() {
            while let Some(next) = next_mark(&pieces, i) {
                marks.push(pieces[next].c);
                from.end = pieces[next].from.end;
                i = next + 1;
            }
        }
        for c in compose_letter(base.c, &marks) {
            out.push(Piece { c, from: from.clone() });
        }
    }
    out
}

/// Where the next mark of the letter before `i` stands: at `i`, or behind one space where a space has been
/// torn in before a Vietnamese mark.
fn next_mark(pieces: &[Piece], i: usize) -> Option<usize> {
    let c_at = |i: usize| pieces.get(i).map(|piece| piece.c);
    match c_at(i)? {
        ' ' if c_at(i + 1).is_some_and(|c| is_shape(c) || is_tone(c)) => Some(i + 1),
        c if is_combining_mark(c) => Some(i),
        _ => None,
    }
}

fn is_shape(mark: char) -> bool {
    matches!(mark, '\u{302}' | '\u{306}' | '\u{31b}')
}

fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' | '\u{340}' | '\u{341}')
}

/// The letter with its marks: shape (hat, breve, horn) first, then tone, then whatever else, composed.
fn compose_letter(base: char, marks: &[char]) -> Vec<char> {
    if marks.is_empty() {
        return std::iter::once(base).nfc().collect();
    }
    let mut letters = std::iter::once(base).nfd();
    let mut bare = letters.next().unwrap_or(base);
    let mut all: Vec<char> = letters.chain(marks.iter().copied()).collect();
    if all.iter().any(|mark| matches!(mark, '\u{335}' | '\u{336}')) && matches!(bare, 'd' | 'D') {
        bare = if bare == 'd' { 'đ' } else { 'Đ' };
        all.retain(|mark| !matches!(mark, '\u{335}' | '\u{336}'));
    }
    all.sort_by_key(|mark| (!is_shape(*mark), !is_tone(*mark)));
    let mut once: Vec<char> = Vec::with_capacity(all.len().min(8));
    all.retain(|mark| {
        let is_first = !once.contains(mark);
        once.extend(is_first.then_some(*mark));
        is_first
    });
    std::iter::once(bare).chain(all).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_letter_meet_in_any_order() {
        for given in ["ế", "e\u{302}\u{301}", "e\u{301}\u{302}", "é\u{302}", "ê\u{301}", "ê \u{301}"] {
            assert_eq!(normalise(given), "ế", "{given:?}");
        }
        assert_eq!(normalise("u\u{300}\u{31b}"), "ừ");
        assert_eq!(normalise("o\u{323}\u{300}\u{323}"), "ọ\u{300}", "a mark that comes twice stands once");
        assert_eq!(normalise("Vịe\u{302}t"), "Vịêt", "a misplaced tone is left to the exact form");
    }

    #[test]
    fn look_alikes_change_only_where_they_stand_for_vietnamese() {
        assert_eq!(normalise("Hа Nо\u{302}\u{323}i"), "Hа Nội".replace('а', "a"));
        assert_eq!(normalise("москва"), "москва");
        assert_eq!(normalise("d\u{335}à"), "đà");
        assert_eq!(normalise("Ｔỉｎｈ"), "Tỉnh");
    }

    #[test]
    fn line_ends_and_spaces_are_of_one_kind() {
        assert_eq!(normalise("một\r\nhai\rba\u{a0}bốn\u{3000}năm"), "một\nhai\nba bốn năm");
        assert_eq!(normalise("\u{feff}Ngu\u{200b}yễn\u{ad}"), "Nguyễn");
    }

    #[test]
    fn ranges_lead_back_to_the_text_as_given() {
        let given = "a\u{200b} Vie\u{323}\u{302}t\r\nNam";
        let mapped = normalise_mapped(given);
        assert_eq!(mapped.text, "a Việt\nNam");
        let viet = mapped.text.find("Việt").expect("there");
        assert_eq!(&given[mapped.range_as_given(viet..viet + "Việt".len())], "Vie\u{323}\u{302}t");
        let nam = mapped.text.find("Nam").expect("there");
        assert_eq!(&given[mapped.range_as_given(nam..nam + 3)], "Nam");
    }

    #[test]
    fn whole_texts_are_clean_where_each_character_is() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(is_clean(&format!("a{c}b")), is_clean_char(c), "{c:?}");
            for place in 0..=WINDOW {
                let text = format!("{}{c}{}", "ab".repeat(WINDOW).split_at(place).0, "ạ".repeat(WINDOW));
                assert_eq!(is_clean(&text), is_clean_char(c), "{c:?} at {place}");
            }
        }
    }

    #[test]
    fn long_lines_are_as_short_ones() {
        for unit in ["nga \u{300}y đươ\u{300}ng ", "đươ\u{300}ng", "\u{300}"] {
            let long = unit.repeat(3 * LONG / unit.len());
            let pieces: Vec<&str> = segments(&long).collect();
            assert_eq!(pieces.concat(), long);
            assert!(pieces.len() > 1 || unit.len() == 2);
            assert_eq!(normalise(&long), normalise_line(&long, 0).into_iter().map(|piece| piece.c).collect::<String>());
            assert_eq!(normalise_mapped(&long).text, normalise(&long));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing() {
        for given in ["Đươ\u{300}ng Nguyê\u{303}n", "ﬁ ﬂ", "x \u{301}", "e\u{301}\u{301}\u{323}"] {
            let once = normalise(given).into_owned();
            assert_eq!(normalise(&once), once, "{given:?}");
        }
    }
}
