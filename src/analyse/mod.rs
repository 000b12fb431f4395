//! [`Article`] → [`Analysed`]: officials with their posts, dates.

use std::ops::Range;

use jiff::civil::Date;

use crate::read::{DateSource, Published};
use crate::split::Article;

pub mod dates;
pub mod officials;

/// What the analyser knows of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysed {
    /// The day of publication, from the best source that names one.
    pub published: Option<Published>,
    /// What other sources say, where it is another day.
    pub disputed: Vec<Published>,
    /// Officials, and posts without a name.
    pub officials: Officials,
    /// Days the text speaks of.
    pub dates: Vec<DateMention>,
}

/// What an article says of officials and days.
pub fn analyse(article: &Article) -> Analysed {
    let sources = publication(article);
    let published = best_date(&sources);
    let disputed = |other: &Published| published.is_some_and(|published| published.date != other.date);
    Analysed {
        published,
        disputed: sources.into_iter().filter(disputed).collect(),
        officials: officials::officials(&article.text),
        dates: dates::dates(&article.text, published.map(|published| published.date)),
    }
}

/// Every day of publication that something speaks for; the text is asked only where nothing else does.
pub fn publication(article: &Article) -> Vec<Published> {
    if !article.dates.is_empty() {
        return article.dates.clone();
    }
    let from_text = dates::published_from_text(&article.text);
    from_text.map(|date| Published { date, source: DateSource::Text }).into_iter().collect()
}

/// The date that the best source names; of two equally good ones the first.
pub fn best_date(dates: &[Published]) -> Option<Published> {
    dates.iter().copied().min_by_key(|published| published.source)
}

/// Officials of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Officials {
    /// Persons, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Posts without a name, in the order of the text.
    pub roles: Vec<Role>,
}

/// A named person, where the text names him or her.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mention {
    /// The full name in title case, spaces single: `Nguyễn Quang Hưng`.
    pub name: String,
    /// The exact forms of the name's syllables, joined by spaces: one key for one spelling of a name.
    pub key: String,
    /// Where the name stands, in bytes of the text.
    pub byte_range: Range<usize>,
    /// The posts this mention states, in the order printed.
    pub titles: Vec<Title>,
    /// Whether this mention states a post.
    pub kind: MentionKind,
}

/// Whether a mention introduces an official or repeats one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// Named with at least one post.
    Official,
    /// The same person again, by full or given name, without a post.
    Repeat,
}

/// A post held.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Title {
    /// As printed, lines joined, spaces single.
    pub printed: String,
    /// Abbreviations written out, lower case kept out of it: one spelling for one post.
    pub canonical: String,
}

/// A post without a name beside it: `đồng chí Bí thư Tỉnh ủy`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Role {
    /// The post.
    pub title: Title,
    /// The one person whom this article names as its holder.
    pub name: Option<String>,
    /// Whether the post is named for the one who holds it, and not as such or as one of another time.
    pub of_holder: bool,
    /// Where the post stands, in bytes of the text.
    pub byte_range: Range<usize>,
}

/// Days the text speaks of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DateMention {
    /// Where it stands, in bytes of the text.
    pub byte_range: Range<usize>,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// What was written.
    pub kind: DateKind,
    /// How the year was known.
    pub year: YearFrom,
}

/// What kind of date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateKind {
    /// One day.
    Day,
    /// From one day to another, months counted together.
    DayRange,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// From one year to another.
    YearRange,
    /// By distance from the day of publication: `hôm qua`, `tuần trước`, `năm ngoái`.
    Relative,
    /// A day of the lunar calendar.
    Lunar,
}

/// How the year of a date was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearFrom {
    /// Written with it.
    Stated,
    /// Another date of the text.
    Context,
    /// Nearest to the date of publication.
    Publication,
}
