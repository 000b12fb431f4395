//! The article as it is stored: all that is needed to show a hit without opening its file.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analyse::MentionKind;
use crate::read::DateSource;

/// One article. Field names are short because each is stored with every article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// The file, relative to the folder that was indexed.
    #[serde(rename = "f")]
    pub file: String,
    /// The folder that was indexed, absolute.
    #[serde(rename = "root")]
    pub root: String,
    /// 1-based line or number of the record in a file of many.
    #[serde(rename = "rec", default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// 1-based place in the document.
    #[serde(rename = "part")]
    pub part: u32,
    /// The record's own id.
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// The headline.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Authors.
    #[serde(rename = "by", default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    /// Captions of photographs.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// The paper or site.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it stands on the web.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// 1-based page.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// 1-based lines of the file, both ends included, in reading order.
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(u32, u32)>,
    /// For each printed line of the text: its first byte there, its 1-based line in the file.
    #[serde(rename = "ls", default, skip_serializing_if = "Vec::is_empty")]
    pub line_starts: Vec<(u32, u32)>,
    /// The day of publication and what says so.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub published: Option<(Date, DateSource)>,
    /// Other sources that name another day.
    #[serde(rename = "dd", default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<(Date, DateSource)>,
    /// Officials, where the text names them.
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<StoredMention>,
    /// Posts without a name.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<StoredRole>,
    /// The paragraphs, a newline between two.
    #[serde(rename = "x")]
    pub text: String,
}

/// An official in a stored article. The key follows from the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMention {
    /// The full name.
    #[serde(rename = "n")]
    pub name: String,
    /// First byte of the name in the text.
    #[serde(rename = "a")]
    pub start: u32,
    /// Byte behind the name.
    #[serde(rename = "z")]
    pub end: u32,
    /// Posts as printed.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Whether a post is stated.
    #[serde(rename = "k")]
    pub kind: MentionKind,
}

/// A post without a name in a stored article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRole {
    /// The post as printed.
    #[serde(rename = "p")]
    pub title: String,
    /// Its holder, where the article names exactly one.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First byte of the post in the text.
    #[serde(rename = "a")]
    pub start: u32,
    /// Byte behind the post.
    #[serde(rename = "z")]
    pub end: u32,
}

impl Stored {
    /// The 1-based line of the file on which the byte `at` of the text lies, where lines are known.
    pub fn line_of(&self, at: usize) -> Option<u32> {
        let after = self.line_starts.partition_point(|(start, _)| *start as usize <= at);
        after.checked_sub(1).map(|i| self.line_starts[i].1)
    }
}
