//! Letters, each where it was drawn → words.

use super::wire::WordTold;

/// A letter: where it stands in points from the left and from the top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) letter: char,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) font: u32,
}

impl Letter {
    /// Whether its numbers can be reckoned with.
    fn is_sound(&self) -> bool {
        let numbers = [self.left, self.right, self.base, self.size];
        numbers.iter().all(|number| number.is_finite() && number.abs() < 1e6) && self.size > 0.5
    }

    fn is_space(&self) -> bool {
        self.letter.is_whitespace() || self.letter == '\u{a0}'
    }
}

/// Letters whose feet are no further apart than this share of their size stand on one line.
const ONE_LINE: f32 = 0.12;
/// A gap of this share of the size parts two words, space or none.
const WORD_GAP: f32 = 0.15;
/// A letter drawn again so near, as a share of its size, is one drawn twice to look bold.
const TWICE: f32 = 0.12;
/// A space fills a gap when no more than this is left of it on either side, as a share of the size.
const FILLED: f32 = 0.06;

/// The words, line by line from the top, each line from the left.
pub(super) fn words(mut letters: Vec<Letter>) -> Vec<WordTold> {
    letters.retain(Letter::is_sound);
    letters.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut words = Vec::new();
    let mut rest = letters.as_mut_slice();
    while let Some(first) = rest.first() {
        let reach = first.base + first.size * ONE_LINE;
        let (line, below) = rest.split_at_mut(rest.partition_point(|letter| letter.base <= reach).max(1));
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        words_of_line(line, &mut words);
        rest = below;
    }
    words
}

fn words_of_line(line: &[Letter], words: &mut Vec<WordTold>) {
    let mut word: Option<(WordTold, Letter)> = None;
    let mut space: Option<(f32, Letter)> = None;
    for letter in line {
        if letter.is_space() {
            let begins = word.as_ref().map_or(letter.left, |(_, last)| last.right);
            space = Some(space.map_or((letter.left - begins, *letter), |(before, _)| (before, *letter)));
            continue;
        }
        match &mut word {
            Some((_, last)) if is_twice(last, letter) => {}
            Some((word, last)) if space.is_none() && goes_on(last, letter) => {
                if letter.font != last.font {
                    word.changes.push((word.text.len(), letter.font));
                }
                word.text.push(letter.letter);
                word.right = word.right.max(letter.right);
                *last = *letter;
            }
            _ => {
                let joined = word.is_some() && space.take().is_some_and(|space| fills(space, letter));
                words.extend(word.take().map(|(word, _)| word));
                word = Some((begun(letter, joined), *letter));
            }
        }
        space = None;
    }
    words.extend(word.map(|(word, _)| word));
}

fn begun(letter: &Letter, joined: bool) -> WordTold {
    WordTold {
        text: letter.letter.to_string(),
        left: letter.left,
        right: letter.right,
        base: letter.base,
        size: letter.size,
        font: letter.font,
        changes: Vec::new(),
        joined,
    }
}

fn is_twice(last: &Letter, letter: &Letter) -> bool {
    last.letter == letter.letter
        && (last.left - letter.left).abs() < letter.size * TWICE
        && last.right - last.left > letter.size * TWICE
}

fn goes_on(last: &Letter, letter: &Letter) -> bool {
    let gap = letter.left - last.right;
    let is_mark = unicode_normalization::char::is_combining_mark(letter.letter);
    let fits = gap < letter.size * WORD_GAP && gap > -letter.size;
    (fits || is_mark && gap < letter.size) && letter.size < last.size * 1.5 && last.size < letter.size * 1.5
}

/// Whether a space (the gap before it, the last of it) leaves no more room on either side than type setting does.
fn fills((before, last): (f32, Letter), next: &Letter) -> bool {
    let after = next.left - last.right;
    before.abs() < next.size * FILLED && after.abs() < next.size * FILLED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, left: f32, base: f32) -> Vec<Letter> {
        let letter = |(at, letter): (usize, char)| Letter {
            letter,
            left: left + 5.0 * at as f32,
            right: left + 5.0 * (at + 1) as f32,
            base,
            size: 10.0,
            font: 0,
        };
        text.chars().enumerate().map(letter).collect()
    }

    fn seen(letters: Vec<Letter>) -> Vec<String> {
        let shown = |word: &WordTold| format!("{}{}@{}", if word.joined { "+" } else { "" }, word.text, word.left);
        words(letters).iter().map(shown).collect()
    }

    #[test]
    fn words_of_lines() {
        let both = [typed("bờ kè", 100.0, 50.0), typed("sông Lam", 10.0, 50.4), typed("đê", 10.0, 30.0)].concat();
        assert_eq!(seen(both), ["đê@10", "sông@10", "+Lam@35", "bờ@100", "+kè@115"]);
    }

    #[test]
    fn gaps_without_a_space_part_words_and_letters_drawn_twice_are_one() {
        let apart = [typed("bờ", 10.0, 50.0), typed("kè", 22.0, 50.0)].concat();
        assert_eq!(seen(apart), ["bờ@10", "kè@22"]);
        let twice = [typed("đê", 10.0, 50.0), typed("đê", 10.3, 50.0)].concat();
        assert_eq!(seen(twice), ["đê@10"]);
    }

    #[test]
    fn a_change_of_font_within_a_word_is_kept() {
        let mut letters = typed("TRÇN", 10.0, 50.0);
        letters[2].font = 1;
        assert_eq!(words(letters)[0].changes, [(2, 1), (4, 0)]);
    }

    #[test]
    fn marks_stay_with_their_letter() {
        let mut letters = typed("nga", 10.0, 50.0);
        letters.push(Letter { letter: '\u{300}', left: 27.0, right: 27.0, base: 50.0, size: 10.0, font: 0 });
        assert_eq!(seen(letters), ["nga\u{300}@10"]);
    }

    #[test]
    fn numbers_that_are_none_are_passed_over() {
        let mut letters = typed("đê", 10.0, f32::NAN);
        letters.extend(typed("kè", f32::INFINITY, 10.0));
        assert!(words(letters).is_empty());
    }
}
