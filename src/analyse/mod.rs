//! [`Article`] → [`Analysed`]: officials with their posts, dates.

use std::ops::Range;

use jiff::civil::Date;

use crate::read::{DateSource, Published};
use crate::split::Article;
use crate::text::sketch;

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
    /// The [sketch] of the text.
    pub sketch: Vec<u32>,
}

/// What an article says of officials and days.
pub fn analyse(article: &Article) -> Analysed {
    let sources = publication(article);
    let published = best_date(&sources);
    let disputed = |other: &Published| published.is_some_and(|published| published.date != other.date);
    let words = officials::words_of(&article.text);
    Analysed {
        published,
        disputed: sources.into_iter().filter(disputed).collect(),
        officials: officials::officials_of(&words),
        dates: dates::dates_within(&article.text, words.may_begin_dates(), published.map(|published| published.date)),
        sketch: sketch::sketch(words.keys()),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Analysed {
        analyse(&Article { text: text.to_owned(), ..Article::default() })
    }

    #[test]
    fn neither_case_nor_punctuation_makes_another_sketch() {
        let words = "sáng nay huyện vạn khê khởi công cây cầu treo thứ ba qua suối nậm mơ dài tám mươi tư mét";
        assert!(!of(words).sketch.is_empty());
        for sign in [", ", " – ", "” “", ". ", "\n", " «", "… "] {
            assert_eq!(of(words).sketch, of(&words.replace(' ', sign)).sketch, "{sign:?}");
        }
        assert_eq!(of(words).sketch, of(&words.to_uppercase()).sketch);
        assert_ne!(of(words).sketch, of(&words.replace("thứ ba", "ba thứ")).sketch);
    }

    proptest! {
        #[test]
        fn dates_begin_in_the_words_that_may_begin_them(
            words in prop::collection::vec("[0-9]{1,4}|ngày|Tháng|NĂM|quý|sáng|hôm|qua|mùng|Tết|và|nhà|H'|\\PC{0,3}", 0..16),
            signs in prop::collection::vec("[ /.,×'’(–-]", 16),
        ) {
            let text: String = words.into_iter().zip(signs).flat_map(|(word, sign)| [word, sign]).collect();
            let text = crate::text::normalise::normalise(&text);
            let published = Some(jiff::civil::date(2024, 1, 3));
            let words = officials::words_of(&text);
            let found = dates::dates_within(&text, words.may_begin_dates(), published);
            prop_assert_eq!(found, dates::dates(&text, published));
        }
    }
}
