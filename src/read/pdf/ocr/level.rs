//! Lines that were seen on a picture → words in points: turned level, in few sizes, at common edges, without noise.

use std::collections::BTreeMap;

use super::hocr::{Seen, SeenWord};
use crate::read::pdf::wire::WordTold;

/// Words of less certainty are noise …
const LEAST: f32 = 0.15;
/// … signs without a letter or a digit from this on are not …
const LEAST_OF_SIGNS: f32 = 0.6;
/// … and lines and whole pages of less, on the average, are none.
const LEAST_ON_AVERAGE: f32 = 0.45;

/// The words of a page and how certain they are on the average, 0 to 1; `scale` is the points a dot.
pub(super) fn words(seen: Vec<Seen>, scale: f32) -> (Vec<WordTold>, f32) {
    let mut lines: Vec<Seen> = seen.into_iter().filter_map(without_noise).collect();
    let certainty = certainty(lines.iter().flat_map(|line| &line.words));
    if certainty < LEAST_ON_AVERAGE {
        return (Vec::new(), certainty);
    }
    turn_level(&mut lines);
    settle_heights(&mut lines);
    align(&mut lines);
    (lines.iter().flat_map(|line| told(line, scale)).collect(), certainty)
}

fn without_noise(mut line: Seen) -> Option<Seen> {
    line.words.retain(|word| {
        let least = if word.text.chars().any(char::is_alphanumeric) { LEAST } else { LEAST_OF_SIGNS };
        word.certainty >= least
    });
    (certainty(line.words.iter()) >= LEAST_ON_AVERAGE).then_some(line)
}

/// How certain words are, each as much as it has letters.
fn certainty<'a>(words: impl Iterator<Item = &'a SeenWord>) -> f32 {
    let (sum, letters) = words.fold((0.0, 0.0), |(sum, letters), word| {
        let own = word.text.chars().count() as f32;
        (sum + own * word.certainty, letters + own)
    });
    if letters > 0.0 { sum / letters } else { 0.0 }
}

/// Turns the page so that most lines are level.
fn turn_level(lines: &mut [Seen]) {
    /// Lines of fewer words don't tell how the page is turned.
    const LONG: usize = 4;
    let long = lines.iter().filter(|line| line.words.len() >= LONG);
    let slope = median(long.map(|line| (line.slope, line.words.len())).collect()).unwrap_or(0.0);
    for line in lines {
        let middle = line.words.last().map_or(line.left, |last| (line.left + last.right) / 2.0);
        let at_middle = line.base + line.slope * (middle - line.left);
        let right = slope * at_middle;
        line.base = at_middle - slope * middle;
        line.left += right;
        for word in &mut line.words {
            word.left += right;
            word.right += right;
        }
    }
}

/// The value in the middle of values that count so many times.
fn median(mut values: Vec<(f32, usize)>) -> Option<f32> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, times)| times).sum::<usize>() / 2;
    let mut before = 0;
    let middle = values.iter().find(|(_, times)| {
        before += times;
        before > half
    });
    middle.map(|(value, _)| *value)
}

/// From so many times the height of most lines on, a line is of a larger type.
const TALL: f32 = 1.22;
/// Lines in capitals seem taller by so much than others of their type.
const CAPITALS: f32 = 1.13;

/// Heights differ by the letters of a line: those near to most lines' are made one, and so are those of tall lines one
/// below the other.
fn settle_heights(lines: &mut [Seen]) {
    for line in lines.iter_mut().filter(|line| !line.words.iter().any(|word| word.text.contains(char::is_lowercase))) {
        line.height /= CAPITALS;
    }
    let Some(usual) = median(lines.iter().map(|line| (line.height, line.letters())).collect()) else { return };
    let runs = runs(lines, TALL * usual);
    let mut sums: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
    for (line, run) in lines.iter().zip(&runs) {
        let (height, letters) = sums.entry(*run).or_default();
        *height += line.height * line.letters() as f32;
        *letters += line.letters() as f32;
    }
    for (line, run) in lines.iter_mut().zip(&runs) {
        let mean = sums.get(run).map_or(line.height, |(height, letters)| height / letters.max(1.0));
        line.height = if (0.88..TALL).contains(&(mean / usual)) { usual } else { mean };
    }
}

/// For each line the first line of the run that it belongs to: tall lines one below the other, of nearly one height. The
/// areas of `tesseract` part the lines of headlines.
fn runs(lines: &[Seen], tall: f32) -> Vec<usize> {
    const MOST_BACK: usize = 300;
    let mut order: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].height >= tall).collect();
    order.sort_by(|&a, &b| lines[a].base.total_cmp(&lines[b].base));
    let mut runs: Vec<usize> = (0..lines.len()).collect();
    for (place, &at) in order.iter().enumerate() {
        let mut near = order[place.saturating_sub(MOST_BACK)..place].iter().rev();
        if let Some(&above) = near.find(|&&above| goes_on(&lines[above], &lines[at])) {
            runs[at] = runs[above];
        }
    }
    runs
}

fn goes_on(above: &Seen, line: &Seen) -> bool {
    let pitch = (line.base - above.base) / line.height;
    let alike = (0.78..1.28).contains(&(above.height / line.height));
    alike && (0.5..1.75).contains(&pitch) && (above.first() - line.first()).abs() <= 3.0 * line.height
}

/// Lines of one area that begin nearly at one place begin there.
fn align(lines: &mut [Seen]) {
    /// As a share of the height.
    const NEAR: f32 = 0.35;
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| (lines[a].area.cmp(&lines[b].area)).then(lines[a].first().total_cmp(&lines[b].first())));
    let mut edge: Option<(usize, f32)> = None;
    for at in order {
        let line = &mut lines[at];
        let (area, left) = (line.area, line.first());
        match edge {
            Some((of, edge)) if of == area && left - edge <= NEAR * line.height => {
                line.words.iter_mut().take(1).for_each(|word| word.left = edge);
            }
            _ => edge = Some((area, left)),
        }
    }
}

impl Seen {
    fn letters(&self) -> usize {
        self.words.iter().map(|word| word.text.len()).sum()
    }

    /// Where its first word begins.
    fn first(&self) -> f32 {
        self.words.first().map_or(self.left, |word| word.left)
    }
}

/// Letters reach, from the lowest to the highest, over so many times the size of their type: marks stand above capitals.
const REACH: f32 = 1.1;

fn told(line: &Seen, scale: f32) -> impl Iterator<Item = WordTold> {
    line.words.iter().enumerate().map(move |(at, word)| WordTold {
        text: word.text.clone(),
        left: word.left * scale,
        right: word.right * scale,
        base: line.base * scale,
        size: line.height / REACH * scale,
        joined: at > 0,
        ..WordTold::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(area: usize, left: f32, base: f32, height: f32, words: &[(&str, f32)]) -> Seen {
        let word = |(at, (text, certainty)): (usize, &(&str, f32))| SeenWord {
            text: (*text).to_owned(),
            left: left + 100.0 * at as f32,
            right: left + 100.0 * at as f32 + 90.0,
            certainty: *certainty,
        };
        let words = words.iter().enumerate().map(word).collect();
        Seen { area, left, base, slope: 0.0, height, words }
    }

    fn texts(words: &[WordTold]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn noise_is_left_out() {
        let seen = vec![
            line(1, 100.0, 200.0, 40.0, &[("Nước", 0.96), ("|", 0.3), ("–", 0.8), ("rút", 0.4), ("ÿ", 0.05)]),
            line(2, 100.0, 300.0, 40.0, &[("iII", 0.3), ("ía", 0.5)]),
        ];
        let (words, certainty) = words(seen, 0.24);
        assert_eq!(texts(&words), ["Nước", "–", "rút"]);
        assert!((certainty - 0.7325).abs() < 0.03, "{certainty}");
        let (none, _) = super::words(vec![line(1, 0.0, 9.0, 9.0, &[("x", 0.3)])], 0.24);
        assert_eq!(none, []);
        assert_eq!(super::words(Vec::new(), 0.24).0, []);
    }

    #[test]
    fn a_page_that_lies_askew_is_turned_level() {
        let long = [("Sáng", 0.9), ("nay", 0.9), ("nước", 0.9), ("rút", 0.9)];
        let mut seen = vec![line(1, 100.0, 202.0, 40.0, &long), line(2, 1100.0, 222.0, 40.0, &long)];
        seen.push(line(1, 99.0, 252.0, 40.0, &long));
        seen.iter_mut().for_each(|line| line.slope = 0.02);
        let (words, _) = words(seen, 1.0);
        let starts: Vec<(i32, i32)> =
            words.iter().filter(|word| !word.joined).map(|word| (word.left as i32, word.base as i32)).collect();
        assert_eq!(starts, [(104, 200), (1104, 200), (104, 250)]);
    }

    #[test]
    fn sizes_are_few_and_edges_common() {
        let long = [("Sáng", 0.9), ("nay", 0.9), ("nước", 0.9), ("rút", 0.9)];
        let seen = vec![
            line(1, 100.0, 100.0, 80.0, &[("Lũ", 0.9)]),
            line(2, 103.0, 200.0, 41.0, &long),
            line(2, 100.0, 250.0, 46.0, &long),
            line(2, 140.0, 300.0, 44.0, &long),
            line(3, 106.0, 450.0, 36.0, &[("Ảnh", 0.9)]),
            line(4, 106.0, 600.0, 50.0, &[("LÊ", 0.9), ("NA", 0.9)]),
            line(5, 200.0, 800.0, 86.0, &[("Chợ", 0.9)]),
            line(6, 205.0, 890.0, 72.0, &[("quê", 0.9)]),
        ];
        let (words, _) = words(seen, 1.0);
        let starts: Vec<(f32, f32)> =
            words.iter().filter(|word| !word.joined).map(|word| (word.left, (word.size * REACH).round())).collect();
        assert_eq!(
            starts,
            [
                (100.0, 80.0),
                (100.0, 44.0),
                (100.0, 44.0),
                (140.0, 44.0),
                (106.0, 36.0),
                (106.0, 44.0),
                (200.0, 80.0),
                (205.0, 80.0)
            ]
        );
    }
}
