//! path → [`Document`]: decoded, normalised text, as the file gives it.

use jiff::civil::Date;

/// One file, or one record of a file that holds many, as text with what the file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The file, relative to the folder given, `/` between its parts.
    pub file: String,
    /// 1-based line of the record in a JSON Lines file, 1-based number of it in a JSON array.
    pub record: Option<u64>,
    /// What the file or record says of itself.
    pub meta: Meta,
    /// The text.
    pub body: Body,
    /// Where the date of publication could come from, as far as the reader can tell (metadata, path).
    pub dates: Vec<Published>,
    /// How the bytes became text.
    pub encoding: Encoding,
    /// What the user should know: bytes replaced, a date that can't be, front matter left open.
    pub warnings: Vec<String>,
}

/// The text of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// One article: paragraphs known, each on one line of `text`, with its 1-based line in the file where it has one.
    Article {
        /// Paragraphs, a newline between two.
        text: String,
        /// For each paragraph, the 1-based line of the file on which it begins.
        lines: Vec<Option<u32>>,
    },
    /// Lines as printed, hard-wrapped or not: one article or a whole issue; the splitter decides.
    Lines {
        /// The lines, a newline behind each.
        text: String,
        /// 1-based number, in the file, of the first line of `text`.
        first_line: u32,
    },
}

impl Body {
    /// The text, lines or paragraphs parted by newlines.
    pub fn text(&self) -> &str {
        match self {
            Body::Article { text, .. } | Body::Lines { text, .. } => text,
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Body::Lines { text: String::new(), first_line: 1 }
    }
}

/// What a file or record says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The record's own id.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Authors.
    pub byline: Vec<String>,
    /// The paper or site it is from.
    pub source: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
}

/// A date of publication and where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// What says so.
    pub source: DateSource,
}

/// Where a date of publication was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// Front matter, a JSON field, JSON-LD, `<time>`.
    Metadata,
    /// A masthead line of the issue.
    Masthead,
    /// The name of the file or of a folder above it.
    Path,
    /// The text: the latest complete day it tells of as past.
    Text,
}

/// How bytes became text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE`, `windows-1258`.
    pub name: &'static str,
    /// How many malformed sequences were replaced by U+FFFD.
    pub replaced: u64,
}

impl Default for Encoding {
    fn default() -> Self {
        Encoding { name: "UTF-8", replaced: 0 }
    }
}
pub mod walk;
#[derive(Clone, Debug, Default)]
pub struct FileFacts {
    pub hash: String,
    pub encoding: &'static str,
}
pub fn read(
    found: &walk::Found,
    sink: &mut dyn FnMut(Result<Document, crate::error::Skipped>),
) -> Result<FileFacts, crate::error::Skipped> {
    let text = std::fs::read_to_string(&found.path).map_err(|e| crate::error::Skipped {
        file: found.file.clone(),
        line: None,
        reason: e.to_string(),
    })?;
    if found.file.ends_with("jsonl") {
        for (i, l) in text.lines().enumerate() {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let s = |k: &str| v[k].as_str().map(|s| crate::text::normalise::normalise(s).into_owned());
            sink(Ok(Document {
                file: found.file.clone(),
                record: Some(i as u64 + 1),
                meta: Meta { id: s("id"), title: s("title"), ..Meta::default() },
                body: Body::Article {
                    text: [s("summary"), s("body")].into_iter().flatten().collect::<Vec<_>>().join("\n"),
                    lines: vec![],
                },
                ..Document::default()
            }));
        }
    } else {
        sink(Ok(Document {
            file: found.file.clone(),
            body: Body::Lines { text: crate::text::normalise::normalise(&text).into_owned(), first_line: 1 },
            ..Document::default()
        }));
    }
    Ok(FileFacts::default())
}
