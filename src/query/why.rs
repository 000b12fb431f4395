//! Why a file is or isn't a hit: what was asked is held against that file's articles clause by clause and filter by
//! filter; only the rank looks at others.
//!
//! 1. `files`: which file is meant, and what became of it;
//! 2. `clauses`: what of the query each of its articles lacks;
//! 3. `ranks`: where it stands among all hits.

mod clauses;
mod files;
mod filters;
mod ranks;

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::filter::Engine;
use super::local::Local;
use super::request::Request;
use super::response::{DateOf, Match, Warning};
use crate::error::Result;
use crate::index::entry::file_key;
use crate::index::ident;
use crate::index::manifest::Manifest;
use crate::index::stored::Stored;
use crate::read::DateSource;
use clauses::Clause;
pub use files::FileAsked;
use files::Meant;
use filters::Filter;
pub use ranks::FARTHEST;

/// The answer of `why`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhyAnswer {
    /// The file, relative to the folder that was indexed; as it was typed where it isn't in the index.
    pub file: String,
    /// The best that holds of one of its articles.
    pub verdict: Verdict,
    /// Why the file, or part of it, isn't in the index as it lies on the disk.
    pub reason: Option<String>,
    /// Its articles, best first, then in the order of the file.
    pub articles: Vec<ArticleWhy>,
}

/// What became of a file, or of an article of it; better ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// All that was asked holds.
    Hit,
    /// Most of the words are there, and it is among the first [`FARTHEST`] hits.
    Partial,
    /// It has the words, but a filter or a word to be left out excludes it.
    Excluded,
    /// It lacks words.
    #[serde(rename = "lacks words")]
    LacksWords,
    /// The file was seen and gave no article.
    Skipped,
    /// The index doesn't know the file.
    #[serde(rename = "not indexed")]
    NotIndexed,
}

impl Verdict {
    /// Whether a search answers with it.
    pub fn is_hit(self) -> bool {
        matches!(self, Verdict::Hit | Verdict::Partial)
    }
}

/// Why an article is or isn't a hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleWhy {
    /// The article's id, for `show`.
    pub id: String,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// What says so.
    pub date_source: Option<DateSource>,
    /// What became of it.
    pub verdict: Verdict,
    /// Words, phrases and other parts of the query that it lacks, as typed.
    pub lacks: Vec<String>,
    /// Those of them that it has with other marks.
    pub other_marks: Vec<OtherMarks>,
    /// What of it the filters don't let through.
    pub excluded_by: Vec<Exclusion>,
    /// 1-based place among all hits; none beyond the first [`FARTHEST`].
    pub rank: Option<u64>,
    /// Higher is better; comparable within one answer only.
    pub score: Option<f32>,
    /// How much of what was asked it holds.
    #[serde(rename = "match")]
    pub matched: Option<Match>,
}

/// A part of the query that an article has with other marks only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherMarks {
    /// As typed.
    pub asked: String,
    /// As the article has it; a few of its spellings.
    pub found: Vec<String>,
}

/// A filter that excludes an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "filter", rename_all = "lowercase", deny_unknown_fields)]
pub enum Exclusion {
    /// It doesn't name the official.
    Official {
        /// As typed.
        asked: String,
        /// Whom it names.
        found: Vec<String>,
    },
    /// It doesn't name the post.
    Role {
        /// As typed.
        asked: String,
        /// Posts that it names.
        found: Vec<String>,
    },
    /// It is of another paper or site.
    Source {
        /// As typed.
        asked: String,
        /// The paper or site, where it says one.
        found: Option<String>,
    },
    /// Its days are others; the day of publication stands with the article.
    Date {
        /// Which of its days were looked at.
        date_of: DateOf,
        /// First day asked, included.
        from: Option<Date>,
        /// Last day asked, included.
        to: Option<Date>,
    },
    /// It has what should be left out.
    Minus {
        /// As typed, without the minus.
        asked: String,
    },
}

impl Local<'_> {
    /// Why the file is or isn't a hit of `request`.
    ///
    /// # Errors
    /// When several files may be meant, when a folder is, or when the index can't be read.
    pub fn why(&self, manifest: &Manifest, file: &FileAsked, request: &Request) -> Result<(WhyAnswer, Vec<Warning>)> {
        let (_, warnings) = self.selection(request)?;
        let answer = match files::meant(manifest, file)? {
            Meant::Unknown(reason) => without_articles(file.typed.clone(), Verdict::NotIndexed, reason),
            Meant::Known(key, record) if record.articles == 0 => {
                without_articles(record.file.clone(), Verdict::Skipped, files::why_skipped(key, record))
            }
            Meant::Known(key, record) => {
                let articles = self.articles_of(key, request)?;
                let verdict = articles.first().map_or(Verdict::Skipped, |article| article.verdict);
                WhyAnswer { file: record.file.clone(), verdict, reason: files::remarks(key, record), articles }
            }
        };
        Ok((answer, warnings))
    }

    fn articles_of(&self, key: &str, request: &Request) -> Result<Vec<ArticleWhy>> {
        let addresses = self.within(key, None)?;
        let clauses = self.clauses(key, request)?;
        let filters = self.filters_of(key, request)?;
        let mut articles = Vec::with_capacity(addresses.len());
        let mut sorted: Vec<DocAddress> = addresses.into_iter().collect();
        sorted.sort();
        for address in sorted {
            let stored = self.stored(address)?;
            let place = (stored.record, stored.part);
            articles.push((place, article(address, &stored, &clauses, &filters)));
        }
        articles.sort_by_key(|(place, _)| *place);
        let mut articles: Vec<ArticleWhy> = articles.into_iter().map(|(_, article)| article).collect();
        self.rank(request, &mut articles)?;
        articles.sort_by_key(|article| (article.verdict, article.rank.unwrap_or(u64::MAX)));
        Ok(articles)
    }

    /// Which articles of the file at the absolute path `key` answer to `query`; all of them without one.
    fn within(&self, key: &str, query: Option<Engine>) -> Result<HashSet<DocAddress>> {
        let term = Term::from_field_u64(self.opened.fields.file, file_key(key));
        let of_file: Engine = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        let clauses = query.into_iter().chain([of_file]).map(|query| (Occur::Must, query)).collect();
        Ok(self.opened.searcher.search(&BooleanQuery::new(clauses), &DocSetCollector)?)
    }
}

fn without_articles(file: String, verdict: Verdict, reason: String) -> WhyAnswer {
    WhyAnswer { file, verdict, reason: Some(reason), articles: Vec::new() }
}

/// All but the rank: whether an article that lacks words is a partial match, the search itself says.
fn article(address: DocAddress, stored: &Stored, clauses: &[Clause], filters: &[Filter]) -> ArticleWhy {
    let lacking: Vec<&Clause> = clauses.iter().filter(|clause| !clause.holds.contains(&address)).collect();
    let mut excluded_by: Vec<Exclusion> = filters
        .iter()
        .filter(|filter| !filter.holds.contains(&address))
        .map(|filter| filter.exclusion(stored))
        .collect();
    excluded_by.extend(lacking.iter().filter_map(|clause| clause.minus()));
    let words = || lacking.iter().filter(|clause| clause.minus().is_none());
    let verdict = match (words().next().is_some(), excluded_by.is_empty()) {
        (true, _) => Verdict::LacksWords,
        (false, false) => Verdict::Excluded,
        (false, true) => Verdict::Hit,
    };
    let (date, date_source) = stored.published.unzip();
    ArticleWhy {
        id: ident::format(ident::ident(&stored.root, &stored.file, stored.record, stored.part)),
        title: stored.title.clone(),
        date,
        date_source,
        verdict,
        lacks: words().map(|clause| clause.asked.clone()).collect(),
        other_marks: words().filter_map(|clause| clause.other_marks(address, stored)).collect(),
        excluded_by,
        rank: None,
        score: None,
        matched: None,
    }
}
