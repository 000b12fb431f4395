//! Whether a side file fits the lines that it names.

use super::printed::{Printed, printed_lines};
use crate::read::Document;
use crate::read::side::{Side, SideArticle, not_followed};

/// Holds the side file of a document against its lines. What is in no article is told in a warning; a side file that
/// names lines which aren't there, or one line twice, is too, and is taken out.
pub fn check_side_file(document: &mut Document) {
    let Some(side) = &document.side else { return };
    let name = side.name.clone();
    match printed_lines(document).ok_or_else(|| NO_LINES.to_owned()).and_then(|lines| check(side, &lines)) {
        Ok(left) if left.is_empty() => {}
        Ok(left) => document.warnings.push(format!("{name}: in no article: lines {left}")),
        Err(reason) => {
            document.warnings.push(not_followed(&name, &reason));
            document.side = None;
        }
    }
}

const NO_LINES: &str = "expected beside a text, a document or a PDF, found beside records";

/// Whether the lines that a side file names are there, each in one article; the lines that are in none.
fn check(side: &Side, lines: &[Printed]) -> Result<String, String> {
    let first = lines.first().map_or(1, |line| line.number);
    let last = lines.last().map_or(0, |line| line.number);
    let mut owner = vec![0usize; lines.len()];
    for (article, (from, to)) in side
        .articles
        .iter()
        .enumerate()
        .flat_map(|(at, article)| article.lines.iter().map(move |range| (at + 1, *range)))
    {
        if from < first || to > last || from > to {
            return Err(format!("article {article}: expected lines from {first} to {last}, found [{from}, {to}]"));
        }
        for line in from..=to {
            let Some(owner) = owner.get_mut((line - first) as usize) else { continue };
            if *owner != 0 {
                return Err(format!("article {article}: line {line} is in article {owner} already"));
            }
            *owner = article;
        }
    }
    Ok(left_out(side, lines, &owner))
}

/// Lines with text that are in no article and part of no headline, byline or caption, as ranges.
fn left_out(side: &Side, lines: &[Printed], owner: &[usize]) -> String {
    let said: Vec<String> = side.articles.iter().map(beside_text).collect();
    let is_said = |line: &str| said.iter().any(|said| said.contains(&line.to_lowercase()));
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for line in lines.iter().zip(owner).filter(|(_, owner)| **owner == 0).map(|(line, _)| line) {
        let (text, number) = (line.text.trim(), line.number);
        match ranges.last_mut() {
            _ if text.is_empty() || is_said(text) => {}
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let range = |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

fn beside_text(article: &SideArticle) -> String {
    let parts = article.title.iter().chain(&article.byline).chain(&article.captions);
    parts.map(|part| part.to_lowercase()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Body;

    fn checked(json: &str) -> Result<String, String> {
        let text = "TIN LŨ\n\nNước rút.\nDọn bùn.\nThu Cầm\nTrang 2\nTrang 3\n".to_owned();
        let document = Document { body: Body::Lines { text, first_line: 1 }, ..Document::default() };
        let side = serde_json::from_str(json).map_err(|error| error.to_string())?;
        check(&side, &printed_lines(&document).unwrap_or_default())
    }

    #[test]
    fn lines_are_of_the_text_and_of_one_article_each() {
        let cases = [
            (r#"{"articles": [{"lines": [[3, 4]], "title": "Tin lũ", "byline": ["Thu Cầm"]}]}"#, Ok("6-7")),
            (r#"{"articles": [{"lines": [[1, 4], [5, 7]]}]}"#, Ok("")),
            (r#"{"articles": []}"#, Ok("1, 3-7")),
            (r#"{"articles": [{"lines": [[0, 2]]}]}"#, Err("article 1: expected lines from 1 to 7, found [0, 2]")),
            (r#"{"articles": [{"lines": [[4, 3]]}]}"#, Err("article 1: expected lines from 1 to 7, found [4, 3]")),
            (r#"{"articles": [{"lines": [[3, 8]]}]}"#, Err("article 1: expected lines from 1 to 7, found [3, 8]")),
            (
                r#"{"articles": [{"lines": [[1, 3]]}, {"lines": [[3, 4]]}]}"#,
                Err("article 2: line 3 is in article 1 already"),
            ),
        ];
        for (json, expected) in cases {
            assert_eq!(checked(json), expected.map(str::to_owned).map_err(str::to_owned), "{json}");
        }
        assert!(checked(r#"{"articles": [{"line": 1}]}"#).is_err_and(|reason| reason.contains("column")));
    }
}
