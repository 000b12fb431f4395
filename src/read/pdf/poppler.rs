//! The second reader: `pdftotext -bbox-layout` of poppler, where it is installed.

use std::path::Path;
use std::process::Command;

use super::wire::{Font, PageTold, WordTold};

/// Inside the child process: what runs in its place. Its answer is told as it is.
pub(super) fn command(path: &Path) -> Command {
    let mut command = Command::new("pdftotext");
    command.args(["-bbox-layout", "-enc", "UTF-8", "-q", "--"]).arg(path).arg("-");
    command
}

/// The pages of an answer, heard line by line.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) pages: Vec<PageTold>,
    /// Whether the last word stands on the same line as the next.
    follows: bool,
}

impl Heard {
    /// Takes the next line of the answer.
    pub(super) fn take(&mut self, line: &str) {
        let line = line.trim_start();
        if line.starts_with("<page") {
            let number = u32::try_from(self.pages.len() + 1).unwrap_or(u32::MAX);
            let (width, height) = (value(line, "width"), value(line, "height"));
            self.pages.push(PageTold { number, width, height, fonts: vec![Font::default()], ..PageTold::default() });
        } else if line.starts_with("<line ") {
            self.follows = false;
        } else if let (Some(page), Some(word)) = (self.pages.last_mut(), word(line)) {
            page.words.push(WordTold { joined: self.follows, ..word });
            self.follows = true;
        }
    }
}

/// `<word xMin="30.1" yMin="40.0" xMax="52.9" yMax="51.7">Lam</word>`
fn word(line: &str) -> Option<WordTold> {
    let (head, rest) = line.strip_prefix("<word ")?.split_once('>')?;
    let text = unescaped(rest.strip_suffix("</word>")?);
    let (top, bottom) = (value(head, "yMin"), value(head, "yMax"));
    // Letters reach about .95 of their size above the line and .25 below it.
    let size = (bottom - top) / 1.2;
    let (left, right) = (value(head, "xMin"), value(head, "xMax"));
    Some(WordTold { text, left, right, base: bottom - 0.25 * size, size, ..WordTold::default() })
}

fn value(tag: &str, name: &str) -> f32 {
    let quoted = tag.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix("=\""));
    let number = quoted.and_then(|rest| rest.split('"').next()?.parse::<f32>().ok());
    number.filter(|number| number.is_finite()).unwrap_or_default()
}

/// Text with the letters that markup writes as names.
pub(super) fn unescaped(text: &str) -> String {
    const NAMES: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    NAMES.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_an_answer() {
        let answer = "<page width=\"595.0\" height=\"842.0\">\n<line xMin=\"1\">\n\
            <word xMin=\"30.0\" yMin=\"40.0\" xMax=\"52.5\" yMax=\"52.0\">Lũ &amp;</word>\n\
            <word xMin=\"55.0\" yMin=\"40.0\" xMax=\"72.5\" yMax=\"52.0\">bão</word>\n</line>\n</page>\n<page>\n";
        let mut heard = Heard::default();
        answer.lines().for_each(|line| heard.take(line));
        let pages = heard.pages;
        assert_eq!(pages.len(), 2);
        let words: Vec<_> = pages[0].words.iter().map(|word| (word.text.as_str(), word.left, word.joined)).collect();
        assert_eq!(words, [("Lũ &", 30.0, false), ("bão", 55.0, true)]);
        assert_eq!((pages[0].words[0].size, pages[0].words[0].base), (10.0, 49.5));
        assert_eq!((pages[1].number, pages[1].width), (2, 0.0));
    }
}
