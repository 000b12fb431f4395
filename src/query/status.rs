//! What is in the index: counts, days covered, months missing, what could not be used; and articles by id.

use jiff::civil::Date;
use tantivy::collector::DocSetCollector;
use tantivy::query::{AllQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::filter;
use super::local::Local;
use super::response::{DisputedFile, DoubtfulArticle, SkippedFile, StatusAnswer, Step};
use crate::error::Result;
use crate::index::entry::{day_of, file_key};
use crate::index::ident;
use crate::index::manifest::{FileRecord, Manifest};
use crate::index::stored::Stored;

impl Local<'_> {
    /// What is in the index.
    ///
    /// # Errors
    /// When the index or its manifest can't be read.
    pub fn status(&self, manifest: &Manifest) -> Result<StatusAnswer> {
        let (timeline, undated) = self.all_days()?;
        let days: Vec<Date> = timeline.iter().filter_map(|(day, _)| day_of(*day)).collect();
        Ok(StatusAnswer {
            files: manifest.files.values().filter(|file| file.articles > 0).count() as u64,
            articles: self.opened.searcher.num_docs(),
            undated,
            first: days.first().copied(),
            last: days.last().copied(),
            months_missing: months_missing(&days),
            disputed: manifest.files.values().filter_map(disputed).collect(),
            skipped: skipped(manifest),
            doubtful: manifest.files.values().map(|file| file.doubtful).sum(),
            doubtful_articles: None,
            schema: self.opened.header.schema,
            analyzer: self.opened.header.analyzer,
        })
    }

    fn all_days(&self) -> Result<(Vec<(i64, u64)>, u64)> {
        let per_day = self.opened.searcher.search(&AllQuery, &super::timeline::Days)?;
        Ok((per_day.per_day.into_iter().collect(), per_day.undated))
    }

    /// The articles whose id begins with what was typed, at most `most` of them.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn get(&self, typed: &str, most: usize) -> Result<Vec<(String, Stored)>> {
        let Some((from, to)) = ident::range(typed) else { return Ok(Vec::new()) };
        let term = |number| std::ops::Bound::Included(Term::from_field_u64(self.opened.fields.ident, number));
        let found = self.opened.searcher.search(&RangeQuery::new(term(from), term(to)), &DocSetCollector)?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort();
        addresses.into_iter().take(most).map(|address| self.named(address)).collect()
    }

    /// The articles without a day of publication, with their ids, by file and place in it.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn undated(&self) -> Result<Vec<(String, Stored)>> {
        let found = self.opened.searcher.search(&filter::undated(self.opened), &DocSetCollector)?;
        let mut all: Vec<(String, Stored)> =
            found.into_iter().map(|address| self.named(address)).collect::<Result<_>>()?;
        all.sort_by(|(_, a), (_, b)| (&a.root, &a.file, a.record, a.part).cmp(&(&b.root, &b.file, b.record, b.part)));
        Ok(all)
    }

    /// The articles whose borders are doubtful, by file and place in it; only files that have some are looked at.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn doubtful(&self, manifest: &Manifest) -> Result<Vec<DoubtfulArticle>> {
        let mut all = Vec::new();
        for (path, _) in manifest.files.iter().filter(|(_, file)| file.doubtful > 0) {
            let term = Term::from_field_u64(self.opened.fields.file, file_key(path));
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            let found = self.opened.searcher.search(&query, &DocSetCollector)?;
            let articles: Vec<_> = found.into_iter().map(|address| self.named(address)).collect::<Result<_>>()?;
            let mut doubtful: Vec<DoubtfulArticle> =
                articles.into_iter().filter(|(_, stored)| stored.is_doubtful()).map(doubtful_article).collect();
            doubtful.sort_by_key(|article| article.part);
            all.append(&mut doubtful);
        }
        Ok(all)
    }

    fn named(&self, address: DocAddress) -> Result<(String, Stored)> {
        let stored = self.stored(address)?;
        Ok((ident::format(ident::ident(&stored.root, &stored.file, stored.record, stored.part)), stored))
    }

    /// Every article of the index for which `keep` holds, in the order it is stored.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn each(&self, mut keep: impl FnMut(&str, &Stored)) -> Result<()> {
        let found = self.opened.searcher.search(&AllQuery, &DocSetCollector)?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort();
        for address in addresses {
            let (id, stored) = self.named(address)?;
            keep(&id, &stored);
        }
        Ok(())
    }
}

fn doubtful_article((id, stored): (String, Stored)) -> DoubtfulArticle {
    DoubtfulArticle {
        id,
        confidence: f64::from(stored.confidence) / 100.0,
        because: stored.because.iter().map(|why| why.words().to_owned()).collect(),
        file: stored.file,
        part: stored.part,
        page: stored.page,
        lines: stored.lines,
        title: stored.title,
    }
}

fn months_missing(days: &[Date]) -> Vec<String> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    let months: std::collections::BTreeSet<Date> = days.iter().map(|day| day.first_of_month()).collect();
    let mut missing = Vec::new();
    let mut month = first.first_of_month();
    while month < *last {
        if !months.contains(&month) {
            missing.push(month.strftime("%Y-%m").to_string());
        }
        let Ok(next) = month.last_of_month().tomorrow() else { break };
        month = next;
    }
    missing
}

fn disputed(record: &FileRecord) -> Option<DisputedFile> {
    record.disputed.map(|(taken, other)| DisputedFile {
        file: record.file.clone(),
        date: taken.date,
        date_source: taken.source,
        other: other.date,
        other_source: other.source,
    })
}

fn skipped(manifest: &Manifest) -> Vec<SkippedFile> {
    let of_file = |record: &FileRecord| {
        let file = record.file.clone();
        record.skipped.clone().into_iter().map(move |(line, reason)| {
            let file = line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
            SkippedFile { file, reason }
        })
    };
    manifest.files.values().flat_map(of_file).collect()
}

/// What one bar of a timeline is called.
impl Step {
    /// A day as the label of the bar that begins with it: `2023-12-29`, `2023-12`, `2023`.
    pub fn label(self, from: Date) -> String {
        let pattern = match self {
            Step::Day => "%Y-%m-%d",
            Step::Month => "%Y-%m",
            Step::Year => "%Y",
        };
        from.strftime(pattern).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_without_an_article_are_named() {
        assert_eq!(months_missing(&[date(2023, 10, 3), date(2024, 1, 2)]), ["2023-11", "2023-12"]);
        assert_eq!(months_missing(&[]), [""; 0]);
    }
}
