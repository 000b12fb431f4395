//! Markdown: front matter, headings and paragraphs, each with its line in the file.

use super::front_matter::front_matter;
use super::load::EMPTY;
use super::record::one_line;
use super::{Body, Document};
use crate::text::boundary_before;
use crate::text::normalise::normalise;

/// A Markdown file as one article.
///
/// # Errors
/// The reason, where there is neither a title nor a paragraph.
pub(super) fn document(text: &str) -> Result<Document, String> {
    let text = normalise(text);
    let lines: Vec<&str> = text.lines().collect();
    let matter = front_matter(&lines);
    let mut blocks = Blocks::default();
    for (at, line) in lines.iter().enumerate().skip(matter.lines) {
        blocks.line(line, u32::try_from(at + 1).unwrap_or(u32::MAX));
    }
    blocks.end();
    let mut document = Document { meta: matter.record.meta(), warnings: matter.warnings, ..Document::default() };
    matter.record.date(&mut document, matter.date_line);
    document.meta.title = blocks.take_title(document.meta.title);
    document.body = body(matter.record.lead(), blocks.all);
    if document.body.text().is_empty() && document.meta.title.is_none() {
        return Err(EMPTY.to_owned());
    }
    Ok(document)
}

/// Lead and paragraphs; a lead that opens the text is shown once.
fn body(lead: Vec<String>, blocks: Vec<Block>) -> Body {
    let repeated = |part: &String| blocks.first().is_some_and(|block| block.text.starts_with(part.as_str()));
    let lead = lead.into_iter().filter(|part| !repeated(part)).map(|part| (part, None)).collect::<Vec<_>>();
    let paragraphs = lead.into_iter().chain(blocks.into_iter().map(|block| (block.text, Some(block.line))));
    let (texts, lines): (Vec<String>, Vec<_>) = paragraphs.unzip();
    Body::Article { text: texts.join("\n"), lines }
}

/// A paragraph, a heading, an item of a list or a row of a table.
#[derive(Debug, PartialEq)]
struct Block {
    text: String,
    /// 1-based line on which it begins.
    line: u32,
    /// 1 to 6 for a heading.
    level: Option<usize>,
}

/// The blocks of a text, found line by line.
#[derive(Debug, Default)]
struct Blocks {
    all: Vec<Block>,
    /// The paragraph that may go on: its text as written, and its first line.
    open: Option<(String, u32)>,
    in_code: bool,
    in_comment: bool,
}

impl Blocks {
    fn line(&mut self, line: &str, number: u32) {
        let line = self.without_comment(line.trim());
        if line.starts_with("```") || line.starts_with("~~~") {
            self.in_code = !self.in_code;
            return self.end();
        }
        if self.in_code {
            return self.alone(line, number, None);
        }
        let line = line.trim_start_matches(['>', ' ']);
        if let Some((level, heading)) = heading(line) {
            self.alone(heading, number, Some(level));
        } else if let Some(level) = self.underline(line) {
            self.end_as(Some(level));
        } else if line.is_empty() || is_rule(line) {
            self.end();
        } else if let Some(row) = line.strip_prefix('|') {
            self.alone(row.trim_end_matches('|').trim(), number, None);
        } else {
            self.text(line, number);
        }
    }

    fn text(&mut self, line: &str, number: u32) {
        let item = list_item(line);
        if item.is_some() {
            self.end();
        }
        let line = item.unwrap_or(line);
        match &mut self.open {
            Some((text, _)) => {
                text.push(' ');
                text.push_str(line);
            }
            None => self.open = Some((line.to_owned(), number)),
        }
    }

    /// What stands outside `<!-- -->`, as far as whole lines go.
    fn without_comment<'l>(&mut self, line: &'l str) -> &'l str {
        let opened = self.in_comment || line.starts_with("<!--");
        self.in_comment = opened && !line.contains("-->");
        match line.split_once("-->") {
            Some((_, behind)) if opened => behind.trim(),
            _ if opened => "",
            _ => line,
        }
    }

    /// The level of the heading that `line` makes of the open paragraph.
    fn underline(&self, line: &str) -> Option<usize> {
        self.open.as_ref()?;
        let all = |sign: char| line.len() >= 3 && line.chars().all(|c| c == sign);
        if all('=') { Some(1) } else { all('-').then_some(2) }
    }

    fn alone(&mut self, text: &str, number: u32, level: Option<usize>) {
        self.end();
        self.open = Some((text.to_owned(), number));
        self.end_as(level);
    }

    fn end(&mut self) {
        self.end_as(None);
    }

    fn end_as(&mut self, level: Option<usize>) {
        let Some((text, line)) = self.open.take() else { return };
        let text = one_line(&plain(&text));
        if !text.is_empty() {
            self.all.push(Block { text, line, level });
        }
    }

    /// The title, from the first heading of the first level where none is given; a heading that repeats it goes.
    fn take_title(&mut self, given: Option<String>) -> Option<String> {
        let at = self.all.iter().position(|block| block.level == Some(1));
        match (given, at) {
            (Some(title), Some(at)) if self.all[at].text == title => Some(self.all.remove(at).text),
            (None, Some(at)) => Some(self.all.remove(at).text),
            (given, _) => given,
        }
    }
}

/// `## Heading ##`
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let ends = text.is_empty() || text.starts_with([' ', '\t']);
    ((1..=6).contains(&level) && ends).then(|| (level, text.trim_end_matches('#').trim()))
}

/// A line across the page, or between the head and the rows of a table.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' ' | '|' | ':' | '='))
}

/// The text of `* item`; hyphens and numbers stay as printed.
fn list_item(line: &str) -> Option<&str> {
    if let Some(item) = line.strip_prefix("* ").or_else(|| line.strip_prefix("+ ")) {
        return Some(item.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=3).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    (numbered || line.starts_with("- ")).then_some(line)
}

/// How far a link's end is looked for, in bytes.
const LONGEST_LINK: usize = 4096;

/// A line without the marks of emphasis, links, images, code and tags.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let (shown, used) = inline(rest, c, out.chars().next_back());
        out.push_str(shown);
        rest = &rest[used..];
    }
    out
}

/// What the head of `rest` shows, and how many bytes of it that takes.
fn inline(rest: &str, c: char, before: Option<char>) -> (&str, usize) {
    let one = c.len_utf8();
    match c {
        '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => (&rest[1..2], 2),
        '!' if rest.starts_with("![") => link(&rest[1..]).map_or(("!", 1), |(text, used)| (text, used + 1)),
        '[' => link(rest).unwrap_or(("[", 1)),
        '`' => ("", 1),
        '~' if rest.starts_with("~~") => ("", 2),
        '*' => ("", rest.len() - rest.trim_start_matches('*').len()),
        '_' if at_edge(before, rest) => ("", rest.len() - rest.trim_start_matches('_').len()),
        '<' => tag(rest).unwrap_or(("<", 1)),
        '&' => [("&nbsp;", " "), ("&amp;", "&"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">")]
            .iter()
            .find(|(entity, _)| rest.starts_with(entity))
            .map_or(("&", 1), |(entity, shown)| (shown, entity.len())),
        _ => (&rest[..one], one),
    }
}

/// Whether an underscore stands at the edge of a word, not inside one.
fn at_edge(before: Option<char>, rest: &str) -> bool {
    let after = rest.trim_start_matches('_').chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(is_letter(before) && is_letter(after))
}

/// `[text](address)`: the text, which has no bracket in it, and the bytes of the whole.
fn link(rest: &str) -> Option<(&str, usize)> {
    let within = &rest[..boundary_before(rest, LONGEST_LINK)];
    let text = within.get(1..)?;
    let text = &text[..memchr::memchr2(b'[', b']', text.as_bytes())?];
    let middle = 1 + text.len();
    if !within[middle..].starts_with("](") {
        return None;
    }
    let end = middle + within[middle..].find(')')?;
    Some((text, end + 1))
}

/// `<b>`, `</b>`, `<br>`: shown as nothing, or a space where a line ends.
fn tag(rest: &str) -> Option<(&str, usize)> {
    let within = &rest[..boundary_before(rest, LONGEST_LINK)];
    let name = within.get(1..)?.trim_start_matches('/');
    let end = within.find('>').filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let shown = if name.starts_with("br") { " " } else { "" };
    Some((shown, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> (Option<String>, Vec<(String, Option<u32>)>) {
        let document = document(text).expect("an article");
        let Body::Article { text, lines } = document.body else { panic!("one article") };
        (document.meta.title, text.lines().map(str::to_owned).zip(lines).collect())
    }

    #[test]
    fn paragraphs_keep_the_line_on_which_they_begin() {
        let (title, paragraphs) = article(
            "---\ndate: 2022-10-09\n---\n# Kè Hữu Khê\n\nChiều **8/10**,\nmưa to.\n\n## Vì sao\n- Một\n- Hai\n\n> Ba [bốn](x.html)\n",
        );
        assert_eq!(title.as_deref(), Some("Kè Hữu Khê"));
        let expected = [("Chiều 8/10, mưa to.", 6), ("Vì sao", 9), ("- Một", 10), ("- Hai", 11), ("Ba bốn", 13)];
        assert_eq!(paragraphs, expected.map(|(text, line)| (text.to_owned(), Some(line))));
    }

    #[test]
    fn a_heading_that_repeats_the_title_goes() {
        let (title, paragraphs) = article("---\ntitle: Một\nsapo: Lời dẫn.\n---\nMột\n===\n\nHai.\n");
        assert_eq!(title.as_deref(), Some("Một"));
        assert_eq!(paragraphs, [("Lời dẫn.".to_owned(), None), ("Hai.".to_owned(), Some(8))]);
    }

    #[test]
    fn marks_go_and_words_stay() {
        for (given, expected) in [
            ("*nghiêng* **đậm** ***cả hai*** `mã` ~~bỏ~~", "nghiêng đậm cả hai mã bỏ"),
            ("tep_tin_moi và _nghiêng_", "tep_tin_moi và nghiêng"),
            ("![Ảnh: Thu Cầm](a.jpg) [1] 5 < 6 \\*", "Ảnh: Thu Cầm [1] 5 < 6 *"),
            ("[Một [hai](b.html) ba]", "[Một hai ba]"),
            ("một<br>hai <b>ba</b> A&amp;B", "một hai ba A&B"),
        ] {
            assert_eq!(plain(given), expected);
        }
    }

    #[test]
    fn a_date_that_can_not_be_names_its_line() {
        let document = document("---\ntitle: Một\ndate: 31/2/2023\n---\nHai.\n").expect("an article");
        assert_eq!(
            document.warnings,
            ["line 3: the date `31/2/2023` is no day of the calendar; expected one such as 2023-12-29 or 29/12/2023"]
        );
        assert_eq!(document.body.text(), "Hai.");
    }

    #[test]
    fn an_empty_file_is_refused() {
        assert_eq!(document("\n \n").expect_err("refused"), EMPTY);
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics_and_lines_match_paragraphs(text in "[-#*_`\\[\\]()<>!&\\\\|:= \na-cđ]{0,80}") {
            if let Ok(document) = document(&text) {
                let Body::Article { text, lines } = document.body else { panic!("one article") };
                proptest::prop_assert_eq!(text.lines().count(), lines.len());
            }
        }
    }
}
