//! Officials named near one another: in one sentence, or in one list.

use std::ops::Range;

use tantivy::collector::DocSetCollector;

use super::filter::{Engine, all_of};
use super::hit::mentions_of;
use super::local::Local;
use super::snippet::sentence_around;
use crate::error::Result;
use crate::index::ident;
use crate::index::stored::Stored;

/// The most mentions of one official in one article that are tried.
const MOST_MENTIONS: usize = 200;

impl Local<'_> {
    /// Of the articles that answer to all of `queries`, those that name all of these officials near one another.
    pub(super) fn near(&self, queries: Vec<Engine>, officials: &[Vec<String>]) -> Result<Engine> {
        let found = self.opened.searcher.search(&all_of(queries), &DocSetCollector)?;
        let mut idents = Vec::new();
        for address in found {
            let stored = self.stored(address)?;
            if together(&stored, officials).is_some() {
                idents.push(ident::ident(&stored.root, &stored.file, stored.record, stored.part));
            }
        }
        Ok(self.articles(idents))
    }
}

/// The first mentions of all officials that stand in one sentence or list, each given by its names.
pub(super) fn together(stored: &Stored, officials: &[Vec<String>]) -> Option<Vec<Range<usize>>> {
    let (first, others) = officials.split_first()?;
    let others: Vec<Vec<Range<usize>>> = others.iter().map(|names| mentions_of(stored, names)).collect();
    let in_text = |mention: &Range<usize>| stored.text.get(mention.clone()).is_some();
    mentions_of(stored, first).into_iter().filter(in_text).take(MOST_MENTIONS).find_map(|mention| {
        let area = list_around(&stored.text, sentence_around(&stored.text, mention.clone()));
        let inside = |others: &Vec<Range<usize>>| {
            others.iter().find(|other| area.start <= other.start && other.end <= area.end).cloned()
        };
        let found: Option<Vec<Range<usize>>> = others.iter().map(inside).collect();
        found.map(|mut found| {
            found.insert(0, mention);
            found
        })
    })
}

/// A sentence with the lines before and behind it that are items of the same list.
fn list_around(text: &str, sentence: Range<usize>) -> Range<usize> {
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |len| at + len);
    let (mut start, mut end) = (sentence.start, sentence.end);
    while line_start(start) > 0 && (goes_on(&text[..line_start(start)]) || is_item(&text[line_start(start)..])) {
        start = line_start(line_start(start) - 1);
    }
    while line_end(end) < text.len() && (goes_on(&text[..line_end(end)]) || is_item(&text[line_end(end) + 1..])) {
        end = line_end(line_end(end) + 1);
    }
    start..end
}

/// Whether a line ends in the middle of a list.
fn goes_on(before: &str) -> bool {
    before.trim_end().ends_with([':', ';', ','])
}

/// Whether a line begins as an item of a list.
fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['-', '–', '•', '+', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_over_several_lines_is_one() {
        let text = "Mở đầu.\nDự họp có các đồng chí:\n- Lý Mỹ, Bí thư;\n- Tạ Quang, Chủ tịch.\nHọp xong.";
        let at = text.find("Lý Mỹ").unwrap();
        let end = text[at..].find(';').unwrap() + at;
        let area = list_around(text, at..end);
        assert_eq!(&text[area], "Dự họp có các đồng chí:\n- Lý Mỹ, Bí thư;\n- Tạ Quang, Chủ tịch.");
    }

    #[test]
    fn paragraphs_are_no_list() {
        let text = "Ông Lý Mỹ nói.\nÔng Tạ Quang nghe.";
        assert_eq!(list_around(text, 0.."Ông Lý Mỹ nói.".len()), 0.."Ông Lý Mỹ nói.".len());
    }
}
