//! The answer of `tesseract` in hOCR, heard line by line.

use crate::read::pdf::poppler::unescaped;

/// A printed line as `tesseract` saw it; lengths in dots, from the left and from the top of the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// Which of the areas of the page it stands in.
    pub(super) area: usize,
    pub(super) left: f32,
    /// Where its letters stand, at its left end.
    pub(super) base: f32,
    /// How far the letters stand further down for each dot to the right.
    pub(super) slope: f32,
    /// From the foot of the lowest letter to the top of the highest.
    pub(super) height: f32,
    pub(super) words: Vec<SeenWord>,
}

/// A word of a [`Seen`] line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SeenWord {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// 0 to 1.
    pub(super) certainty: f32,
}

/// What has been heard so far.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Width and height of the picture.
    pub(super) size: Option<(f32, f32)>,
    /// The lines. Those that run from the top to the bottom are left out.
    pub(super) lines: Vec<Seen>,
    area: usize,
    /// Whether the words that follow are of the last line.
    open: bool,
}

impl Heard {
    /// Takes the next line of the answer.
    pub(super) fn take(&mut self, line: &str) {
        let line = line.trim();
        let Some(class) = line.split_once("class='").and_then(|(_, rest)| rest.split('\'').next()) else { return };
        match class {
            "ocr_page" => {
                self.size = numbers(line, "bbox").map(|[left, top, right, bottom]| (right - left, bottom - top));
            }
            "ocr_carea" => self.area += 1,
            "ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat" => {
                let seen = seen(line);
                self.open = seen.is_some();
                self.lines.extend(seen.map(|seen| Seen { area: self.area, ..seen }));
            }
            "ocrx_word" if self.open => {
                if let (Some(last), Some(word)) = (self.lines.last_mut(), word(line)) {
                    last.words.push(word);
                }
            }
            _ => {}
        }
    }
}

/// `<span class='ocr_line' title="bbox 204 1581 1208 1623; baseline 0.002 -9; x_size 42; …">`
fn seen(line: &str) -> Option<Seen> {
    let [left, _, _, bottom] = numbers(line, "bbox")?;
    let [slope, offset] = numbers(line, "baseline")?;
    let [height] = numbers(line, "x_size")?;
    let level = slope.abs() < 0.2 && height > 0.0;
    level.then(|| Seen { left, base: bottom + offset, slope, height, ..Seen::default() })
}

/// `<span class='ocrx_word' title='bbox 206 1268 261 1315; x_wconf 96'>Ông</span>`
fn word(line: &str) -> Option<SeenWord> {
    let [left, _, right, _] = numbers(line, "bbox")?;
    let [certainty] = numbers(line, "x_wconf")?;
    let (_, text) = line.split_once('>')?;
    let text = text.replace("<strong>", "").replace("<em>", "");
    let text = unescaped(text.split('<').next()?.trim());
    (!text.is_empty()).then_some(SeenWord { text, left, right, certainty: (certainty / 100.0).clamp(0.0, 1.0) })
}

/// The numbers behind `name` in the title of an element.
fn numbers<const COUNT: usize>(line: &str, name: &str) -> Option<[f32; COUNT]> {
    let (_, title) = line.split_once("title=")?;
    let (_, rest) = title.split_once(name)?;
    let mut parts = rest.split(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'')).filter(|p| !p.is_empty());
    let mut numbers = [0.0; COUNT];
    for number in &mut numbers {
        *number = parts.next()?.parse::<f32>().ok().filter(|number| number.is_finite())?;
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_answer() {
        let answer = r#"<div class='ocr_page' id='page_1' title='image "stdin"; bbox 0 0 2480 3508; ppageno 0'>
            <div class='ocr_carea' id='block_1_1' title="bbox 170 100 900 400">
            <p class='ocr_par' id='par_1_1' lang='vie' title="bbox 170 100 900 400">
            <span class='ocr_line' id='line_1_1' title="bbox 170 100 900 140; baseline 0.01 -8; x_size 42; x_descenders 8">
            <span class='ocrx_word' id='word_1_1' title='bbox 170 101 230 139; x_wconf 96'>“Lũ&#39;</span>
            <span class='ocrx_word' id='word_1_2' title='bbox 240 101 300 139; x_wconf 40'><strong>bão</strong></span>
            <span class='ocrx_word' id='word_1_3' title='bbox 310 101 300 139; x_wconf 95'> </span>
            <span class='ocr_caption' id='line_1_2' title="bbox 10 100 40 900; textangle 90; x_size 30">
            <span class='ocrx_word' id='word_1_4' title='bbox 1 1 30 39; x_wconf 96'>đứng</span>"#;
        let mut heard = Heard::default();
        answer.lines().for_each(|line| heard.take(line));
        assert_eq!(heard.size, Some((2480.0, 3508.0)));
        let [line] = heard.lines.as_slice() else { panic!("{heard:?}") };
        assert_eq!((line.area, line.base, line.slope, line.height), (1, 132.0, 0.01, 42.0));
        let words: Vec<_> = line.words.iter().map(|word| (word.text.as_str(), word.left, word.certainty)).collect();
        assert_eq!(words, [("“Lũ'", 170.0, 0.96), ("bão", 240.0, 0.4)]);
    }

    #[test]
    fn other_answers_have_no_page() {
        for answer in ["", "lung tung", "<html>\u{fffd}</html>", "<div class='ocr_page' title='bbox a b c d'>"] {
            let mut heard = Heard::default();
            answer.lines().for_each(|line| heard.take(line));
            assert_eq!((heard.size, heard.lines.len()), (None, 0), "{answer}");
        }
    }
}
