//! Side files: `NAME.split.json` beside a bulletin, by which a person settles what the splitter could only guess.
//!
//! ```json
//! {"issue_date": "2023-12-29",
//!  "articles": [{"lines": [[171, 198], [1, 15]], "title": "Nước rút ở Cồn Hạc", "byline": ["Thu Cầm"]}]}
//! ```

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use jiff::civil::Date;
use serde::Deserialize;

use super::walk::Found;
use super::{Body, Document};

/// How the name of a side file ends.
pub const ENDING: &str = ".split.json";

/// What a side file says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The day of the issue.
    #[serde(default)]
    pub issue_date: Option<Date>,
    /// The articles, in the order in which they are to be numbered.
    pub articles: Vec<SideArticle>,
}

/// One article of a side file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideArticle {
    /// 1-based lines of the bulletin, both ends included, in reading order.
    pub lines: Vec<(u32, u32)>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Authors.
    #[serde(default)]
    pub byline: Vec<String>,
    /// The day of publication, where it isn't the issue's.
    #[serde(default)]
    pub date: Option<Date>,
    /// Captions of photographs.
    #[serde(default)]
    pub captions: Vec<String>,
}

/// Whether a file of this name settles how another is split.
pub fn is_side_file(name: &str) -> bool {
    name.to_lowercase().ends_with(ENDING)
}

/// The side file of a bulletin: `so-1.txt.split.json`, or else `so-1.split.json`. Members of archives have none.
pub fn path_of(found: &Found) -> Option<PathBuf> {
    if found.member.is_some() {
        return None;
    }
    let mut whole = found.path.clone().into_os_string();
    whole.push(ENDING);
    [PathBuf::from(whole), found.path.with_extension(&ENDING[1..])].into_iter().find(|path| path.is_file())
}

/// What tells whether the side file of a bulletin is as it was: its name, size and time; `None` without one.
pub fn stamp(found: &Found) -> Option<String> {
    let path = path_of(found)?;
    let metadata = std::fs::metadata(&path).ok()?;
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let nanoseconds = changed.map_or(0, |since| since.as_nanos());
    Some(format!("{} {} {nanoseconds}", name_of(&path), metadata.len()))
}

/// Puts what the side file of a bulletin says into its document. One that can't be used is told in a warning, and the
/// document is split as without it.
pub(super) fn attach(found: &Found, document: &mut Document) {
    let Some(path) = path_of(found) else { return };
    let name = name_of(&path);
    match load(&path).and_then(|side| check(&side, &document.body).map(|left| (side, left))) {
        Ok((side, left)) => {
            document.warnings.extend((!left.is_empty()).then(|| format!("{name}: in no article: lines {left}")));
            document.side = Some(side);
        }
        Err(reason) => document.warnings.push(format!("{name}: {reason}; the bulletin is split as without it")),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Larger side files are none.
const LARGEST: u64 = 16 << 20;

fn load(path: &Path) -> Result<Side, String> {
    let size = std::fs::metadata(path).map_err(|error| super::walk::io_reason(&error))?.len();
    if size > LARGEST {
        return Err(format!("expected at most {} MB, found {} MB", LARGEST >> 20, size >> 20));
    }
    let bytes = std::fs::read(path).map_err(|error| super::walk::io_reason(&error))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

/// Whether the lines of a side file are lines of the text, each in one article; the lines that are in none.
fn check(side: &Side, body: &Body) -> Result<String, String> {
    let (text, first) = match body {
        Body::Lines { text, first_line } => (text, *first_line),
        Body::Paragraphs { text, .. } => (text, 1),
        _ => return Err("expected beside a text or a document, found beside pages or records".to_owned()),
    };
    let lines: Vec<&str> = text.lines().collect();
    let last = first.saturating_add(u32::try_from(lines.len()).unwrap_or(u32::MAX)).saturating_sub(1);
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
    Ok(left_out(side, &lines, &owner, first))
}

/// Lines with text that are in no article and part of no headline, byline or caption, as ranges.
fn left_out(side: &Side, lines: &[&str], owner: &[usize], first: u32) -> String {
    let said: Vec<String> = side.articles.iter().map(beside_text).collect();
    let is_said = |line: &str| said.iter().any(|said| said.contains(&line.to_lowercase()));
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for ((line, _), number) in lines.iter().zip(owner).zip(first..).filter(|((_, owner), _)| **owner == 0) {
        match ranges.last_mut() {
            _ if line.trim().is_empty() || is_said(line.trim()) => {}
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

    fn checked(json: &str) -> Result<String, String> {
        let text = "TIN LŨ\n\nNước rút.\nDọn bùn.\nThu Cầm\nTrang 2\nTrang 3\n".to_owned();
        let side = serde_json::from_str(json).map_err(|error| error.to_string())?;
        check(&side, &Body::Lines { text, first_line: 1 })
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
