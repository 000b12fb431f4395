//! Letters of fonts older than Unicode. Such a font shows Vietnamese where the file has bytes: `.VnTime` those of
//! TCVN3, `VNI-Times` those of VNI. The font is believed only where the letters then make more Vietnamese syllables
//! than they do as they stand: texts that were converted often keep the name of their old font.

use std::mem::take;

use super::paragraph::{Paragraph, Run};
use crate::read::lawful::share;
use crate::read::legacy::Legacy;

/// What a font makes of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Script {
    encoding: Legacy,
    /// Whether it shows small letters as capitals.
    capitals: bool,
}

/// What the font called so shows; `None` for fonts of Unicode.
pub(super) fn script(font: &str) -> Option<Script> {
    let font = font.trim().to_ascii_lowercase();
    let font = CHARACTER_SETS.iter().find_map(|set| font.strip_suffix(set)).unwrap_or(&font);
    let encoding = match () {
        () if font.starts_with(".vn") => Legacy::Tcvn3,
        () if font.starts_with("vni-") || font.starts_with("vni ") => Legacy::Vni,
        () if font.starts_with("vps ") => Legacy::Vps,
        () if font.starts_with("vi ") => Legacy::Viscii,
        () => return None,
    };
    let capitals = match encoding {
        Legacy::Tcvn3 => font.ends_with('h'),
        Legacy::Viscii | Legacy::Vps => font.ends_with(" hoa"),
        _ => false,
    };
    Some(Script { encoding, capitals })
}

/// What Windows puts behind the name of a font for letters of other countries.
const CHARACTER_SETS: [&str; 6] = [" tur", " ce", " cyr", " greek", " baltic", " (vietnamese)"];

/// Letters looked at to tell whether fonts say what they mean.
const SAMPLE: usize = 64 << 10;

/// Turns the letters of old fonts into Unicode; gives the name of the encoding that had the most.
pub(super) fn decode(paragraphs: &mut [Paragraph]) -> Option<&'static str> {
    let mut counts: Vec<(Legacy, usize)> = Vec::new();
    for encoding in [Legacy::Tcvn3, Legacy::Vni, Legacy::Vps, Legacy::Viscii] {
        if !is_meant(paragraphs, encoding) {
            continue;
        }
        let letters = paragraphs.iter_mut().map(|paragraph| decode_paragraph(paragraph, encoding)).sum();
        counts.push((encoding, letters));
    }
    let most = counts.iter().max_by_key(|(_, letters)| *letters).filter(|(_, letters)| *letters > 0);
    if let Some((encoding, _)) = most {
        paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.runs).for_each(|run| decode_stray(run, *encoding));
    }
    counts.into_iter().filter(|(_, letters)| *letters > 0).max_by_key(|(_, letters)| *letters).map(|(it, _)| it.name())
}

fn of(run: &Run, encoding: Legacy) -> Option<Script> {
    run.face.font.as_deref().and_then(script).filter(|script| script.encoding == encoding)
}

/// Whether the letters set in fonts of an encoding are bytes of it.
fn is_meant(paragraphs: &[Paragraph], encoding: Legacy) -> bool {
    let mut sample = String::new();
    for paragraph in paragraphs {
        if sample.len() > SAMPLE {
            break;
        }
        paragraph.runs.iter().filter(|run| of(run, encoding).is_some()).for_each(|run| sample.push_str(&run.text));
        sample.push(' ');
    }
    !sample.is_ascii() && share(&led_back(&sample, encoding)).smoothed() > share(&sample).smoothed()
}

/// Percent of lawful syllables from which on letters are left as they stand, …
const LAWFUL: u32 = 70;
/// … and that they must make when they are led back.
const ALL_LAWFUL: u32 = 95;

/// Letters in another font than theirs: a change of font that a program made without the letters. They are led
/// back where all of them make lawful syllables then, and far fewer as they stand.
fn decode_stray(run: &mut Run, encoding: Legacy) {
    if of(run, encoding).is_some() || run.text.is_ascii() || !share(&run.text).is_poor(LAWFUL) {
        return;
    }
    let again = led_back(&run.text, encoding);
    if !share(&again).is_poor(ALL_LAWFUL) {
        run.text = again;
    }
}

/// Decodes the runs of an encoding, neighbours together: a letter of two bytes may be torn by a change of type.
fn decode_paragraph(paragraph: &mut Paragraph, encoding: Legacy) -> usize {
    let mut letters = 0;
    let mut carried = String::new();
    let runs = &mut paragraph.runs;
    for at in 0..runs.len() {
        let Some(script) = runs.get(at).and_then(|run| of(run, encoding)) else { continue };
        let next_goes_on = runs.get(at + 1).is_some_and(|next| of(next, encoding).is_some());
        let Some(run) = runs.get_mut(at) else { continue };
        let mut text = take(&mut carried) + &run.text;
        if encoding == Legacy::Vni
            && next_goes_on
            && let Some(last) = text.pop()
        {
            if last.is_ascii_alphabetic() || !last.is_ascii() { carried.push(last) } else { text.push(last) }
        }
        letters += text.len();
        let decoded = led_back(&text, encoding);
        run.text = match () {
            () if share(&text).smoothed() > share(&decoded).smoothed() => text,
            () if script.capitals => decoded.to_uppercase(),
            () => decoded,
        };
    }
    letters
}

/// The text that characters should have been, each stretch of those that can be bytes by itself.
fn led_back(text: &str, encoding: Legacy) -> String {
    let text: String = text.chars().map(from_symbol).collect();
    if let Some(again) = encoding.again(&text) {
        return again;
    }
    let mut out = String::with_capacity(text.len());
    let mut stretch = String::new();
    for c in text.chars() {
        stretch.push(c);
        if encoding.again(c.encode_utf8(&mut [0; 4])).is_none() {
            stretch.pop();
            out.push_str(&encoding.again(&take(&mut stretch)).unwrap_or_default());
            out.push(c);
        }
    }
    out.push_str(&encoding.again(&stretch).unwrap_or_default());
    out
}

/// Word keeps bytes of fonts without a known character set in the private area; and some programs take the sign of
/// micro for the Greek letter.
fn from_symbol(c: char) -> char {
    match c {
        '\u{f020}'..='\u{f0ff}' => char::from_u32(u32::from(c) - 0xf000).unwrap_or(c),
        'μ' => 'µ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::Face;
    use super::*;
    use crate::read::legacy::tests::encode;
    use crate::text::normalise::normalise;

    /// Letters of an encoding as a word processor keeps them.
    fn kept(encoding: Legacy, text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(&encode(encoding, text)).0.into_owned()
    }

    fn paragraph(runs: &[(&str, &str)]) -> Paragraph {
        let mut paragraph = Paragraph::default();
        for (font, text) in runs {
            paragraph.push(text, &Face { font: Some((*font).into()), ..Face::default() });
        }
        paragraph
    }

    fn read(mut paragraphs: Vec<Paragraph>) -> (Option<&'static str>, Vec<String>) {
        let name = decode(&mut paragraphs);
        (name, paragraphs.iter().map(|paragraph| normalise(&paragraph.text()).into_owned()).collect())
    }

    #[test]
    fn every_run_by_its_font() {
        let small = kept(Legacy::Tcvn3, "xã Vạn Thọ đắp đê");
        let large = kept(Legacy::Tcvn3, "nước rút ở cồn hạc");
        let two = paragraph(&[(".VnTimeH", &large), ("Times New Roman", " – Đồng chí Khoát, "), (".VnTime", &small)]);
        let (name, texts) = read(vec![two]);
        assert_eq!(
            (name, texts),
            (Some("TCVN3"), vec!["NƯỚC RÚT Ở CỒN HẠC – Đồng chí Khoát, xã Vạn Thọ đắp đê".to_owned()])
        );
    }

    #[test]
    fn letters_of_two_bytes_torn_by_a_change_of_type() {
        let text = kept(Legacy::Vni, "Tỉnh ủy Hồng Lam họp");
        let bold = Face { font: Some("VNI-Times".into()), bold: Some(true), ..Face::default() };
        let at = text.char_indices().nth(2).map(|(at, _)| at).expect("long enough");
        let mut torn = Paragraph::default();
        torn.push(&text[..at], &bold);
        torn.push(&text[at..], &Face { bold: None, ..bold });
        assert_eq!(read(vec![torn]), (Some("VNI"), vec!["Tỉnh ủy Hồng Lam họp".to_owned()]));
    }

    #[test]
    fn text_that_was_converted_stays() {
        let text = "Bé Lê Thị Thục Trinh ở xã Vạn Thọ được cứu sống";
        assert_eq!(read(vec![paragraph(&[(".VnTime", text)])]), (None, vec![text.to_owned()]));
    }

    #[test]
    fn fonts_and_what_they_show() {
        for (font, shown) in [
            (".VnTimeH", Some((Legacy::Tcvn3, true))),
            (".VnTimeH Tur", Some((Legacy::Tcvn3, true))),
            (".VnArial Narrow", Some((Legacy::Tcvn3, false))),
            ("VNI-Helve-Condense", Some((Legacy::Vni, false))),
            ("VPS Times Hoa", Some((Legacy::Vps, true))),
            ("VI Times", Some((Legacy::Viscii, false))),
            ("Times New Roman", None),
            ("Vivaldi", None),
        ] {
            assert_eq!(script(font).map(|script| (script.encoding, script.capitals)), shown, "{font}");
        }
    }
}
