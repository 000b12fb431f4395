//! What a question is answered with: plain data, one shape for every way of showing it.
//!
//! The JSON of these types is relied on by scripts: fields are only ever added. Offsets count Unicode scalar values,
//! end exclusive; lines are 1-based, both ends included; dates are ISO days, both ends included.

mod officials;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::officials::{Alongside, HeldPost, HeldState, HeldTitle, Holder, Official, OfficialsAnswer};
use crate::read::DateSource;

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What was asked, as it was understood.
    pub query: Asked,
    /// How many articles hold all that was asked.
    pub total: u64,
    /// How many more hold most of the words; counted only where the others don't fill the page.
    pub partial: u64,
    /// How many would be hits but for having no date of publication.
    pub undated_excluded: u64,
    /// Milliseconds from question to answer.
    pub took_ms: f64,
    /// What was ignored or understood otherwise than typed.
    pub warnings: Vec<Warning>,
    /// The page of hits, best first.
    pub hits: Vec<Hit>,
}

/// What was asked, as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The query as typed.
    pub text: String,
    /// Names that must be among the officials.
    pub officials: Vec<String>,
    /// Posts that must be among those named.
    pub roles: Vec<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Which dates the days are held against.
    pub date_of: DateOf,
    /// In which order hits come.
    pub sort: Sort,
    /// Whether marks must be as typed.
    pub exact: bool,
}

/// Which dates a span of days is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOf {
    /// The day of publication.
    #[default]
    Published,
    /// Days that the text mentions.
    Mentioned,
    /// Either.
    Any,
}

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first; equal ones newest first. A question of filters alone has no best: newest first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// Something the user should know about how the question was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// 0-based character of the query as typed.
    pub at: usize,
    /// What was ignored, or understood otherwise.
    pub message: String,
}

/// How much of what was asked an article holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// All words, spelled as typed.
    Exact,
    /// All words, some with other marks than typed.
    Folded,
    /// Most of the words.
    Partial,
}

/// One article found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hit {
    /// 1-based place among all hits.
    pub rank: u64,
    /// The article's id, for `show`.
    pub id: String,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// How much of what was asked it holds.
    #[serde(rename = "match")]
    pub matched: Match,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// What says so.
    pub date_source: Option<DateSource>,
    /// The file, relative to the folder that was indexed.
    pub file: String,
    /// The record's own id.
    pub source_id: Option<String>,
    /// 1-based page.
    pub page: Option<u32>,
    /// 1-based lines of the file, both ends included, in reading order.
    pub lines: Option<Vec<(u32, u32)>>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Officials, in the order of the text, each once.
    pub officials: Vec<HitOfficial>,
    /// The places that match.
    pub snippets: Vec<HitSnippet>,
    /// Other hits that are the same article, or nearly so; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Copy>,
}

/// A copy of an article found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copy {
    /// The copy's own id, for `show`.
    pub id: String,
    /// The day of publication.
    pub date: Option<Date>,
    /// The file, relative to the folder that was indexed.
    pub file: String,
    /// 1-based page.
    pub page: Option<u32>,
    /// 1-based lines of the file, both ends included, in reading order.
    pub lines: Option<Vec<(u32, u32)>>,
}

/// An official in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HitOfficial {
    /// The full name.
    pub name: String,
    /// The posts that this article states, as printed.
    pub titles: Vec<String>,
    /// Whether the article only names the post, and the index says who held it then.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
}

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HitSnippet {
    /// The words, on one line.
    pub text: String,
    /// What matched: first character and the one behind the last, counted in `text`.
    pub marks: Vec<(usize, usize)>,
    /// 1-based line of the file on which it begins.
    pub line: Option<u32>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// The answer of `timeline`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineAnswer {
    /// What one bar stands for.
    pub by: Step,
    /// How many hits there are.
    pub total: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// How many would be hits but for having no date of publication.
    pub undated_excluded: u64,
    /// In order, the empty ones between the first and the last included.
    pub bars: Vec<Bar>,
    /// The officials asked for, with the posts that these articles state; only where one is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officials: Option<Vec<Official>>,
}

/// What one bar stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A day.
    Day,
    /// A calendar month.
    #[default]
    Month,
    /// A calendar year.
    Year,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Hits published then.
    pub count: u64,
}

/// The answer of `status`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusAnswer {
    /// Files that gave articles.
    pub files: u64,
    /// Articles.
    pub articles: u64,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Day of the first article that has a date.
    pub first: Option<Date>,
    /// Day of the last one.
    pub last: Option<Date>,
    /// Months between first and last without an article, as `2023-07`.
    pub months_missing: Vec<String>,
    /// Files whose sources disagree on the day of publication.
    pub disputed: Vec<DisputedFile>,
    /// Files and records that could not be used.
    pub skipped: Vec<SkippedFile>,
    /// Articles whose borders are doubtful.
    #[serde(default)]
    pub doubtful: u64,
    /// Those articles, where they were asked for, by file and place in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubtful_articles: Option<Vec<DoubtfulArticle>>,
    /// The version of the schema.
    pub schema: u32,
    /// The version of reader, splitter and analyser.
    pub analyzer: u32,
}

/// An article whose borders are doubtful.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubtfulArticle {
    /// Its id.
    pub id: String,
    /// Its file.
    pub file: String,
    /// 1-based place in the file.
    pub part: u32,
    /// 1-based page, where the file has pages.
    pub page: Option<u32>,
    /// 1-based lines, both ends included, in reading order.
    pub lines: Vec<(u32, u32)>,
    /// The headline.
    pub title: Option<String>,
    /// About the chance that its borders are right, 0 to 1.
    pub confidence: f64,
    /// In words: what it was cut out by, and what leaves doubt.
    pub because: Vec<String>,
}

/// A file whose sources disagree on the day of publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisputedFile {
    /// The file.
    pub file: String,
    /// The day that was taken.
    pub date: Date,
    /// What says so.
    pub date_source: DateSource,
    /// The day that another source names.
    pub other: Date,
    /// That source.
    pub other_source: DateSource,
}

/// A file, or a record of one, that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkippedFile {
    /// The file, with `:line` behind it for a record.
    pub file: String,
    /// Why.
    pub reason: String,
}
