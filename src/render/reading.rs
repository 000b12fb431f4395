//! The shape of what `read` gives out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::read::{DateSource, Published};
use crate::split::Article;

/// What the reader and the splitter made of files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The files that could be read.
    pub files: Vec<FileRead>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRead {
    /// As named.
    pub file: String,
    /// How its bytes became text.
    pub encoding: String,
    /// The day that a masthead line names.
    pub issue_date: Option<Date>,
    /// What a user should know of it.
    pub warnings: Vec<String>,
    /// Its articles.
    pub articles: Vec<ArticleRead>,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleRead {
    /// 1-based place in the file.
    pub part: u32,
    /// The headline.
    pub title: Option<String>,
    /// Authors.
    pub byline: Vec<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// What says so.
    pub date_source: Option<DateSource>,
    /// 1-based page.
    pub page: Option<u32>,
    /// 1-based lines, both ends included, in reading order.
    pub lines: Vec<(u32, u32)>,
    /// Captions of photographs.
    pub captions: Vec<String>,
    /// The paragraphs, a newline between two.
    pub text: String,
    /// About the chance that its borders are right, 0 to 1.
    pub confidence: f64,
    /// Why it was cut out so.
    pub cut: CutRead,
}

/// What an article was cut out by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutRead {
    /// In words: what spoke for the cuts, and what leaves doubt.
    pub because: Vec<String>,
}

/// A confidence with two digits behind the point.
pub fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

impl ArticleRead {
    /// The `part`-th article of a file, published as said.
    pub fn new(part: u32, article: Article, published: Option<Published>) -> ArticleRead {
        ArticleRead {
            part,
            title: article.title,
            byline: article.byline,
            date: published.map(|published| published.date),
            date_source: published.map(|published| published.source),
            page: article.page,
            lines: article.lines,
            captions: article.captions,
            text: article.text,
            confidence: rounded(article.cut.confidence),
            cut: CutRead { because: article.cut.because.iter().map(|why| why.words().to_owned()).collect() },
        }
    }
}
