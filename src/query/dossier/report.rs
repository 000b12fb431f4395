//! Every mention of an official, one by one: the report that a clerk hands on.

use jiff::civil::Date;

use super::official::looked_at;
use crate::analyse::officials::name_key;
use crate::error::Result;
use crate::index::ident;
use crate::index::stored::{Stored, StoredMention};
use crate::query::dossier::official::{holding, official};
use crate::query::local::Local;
use crate::query::request::Request;
use crate::query::response::Warning;
use crate::query::snippet::sentence_around;

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The day of publication.
    pub date: Option<Date>,
    /// The person, with a number where there are several of that name.
    pub official: String,
    /// Posts stated here, else those that the article states elsewhere.
    pub post: String,
    /// The article's id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// The file, relative to the folder that was indexed.
    pub file: String,
    /// 1-based page.
    pub page: Option<u32>,
    /// 1-based line of the file, or number of the record.
    pub line: Option<u32>,
    /// The sentence, on one line.
    pub sentence: String,
}

impl Local<'_> {
    /// Every mention of whom `name` may mean, in the articles that the filters of `request` select: oldest first,
    /// undated last; of at most `most` articles a person.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn mentions(&self, name: &str, request: &Request, most: usize) -> Result<(Vec<Mentioned>, Vec<Warning>)> {
        let (articles, mut warnings) = self.selected(request)?;
        warnings.extend(self.undated_left_out(Some(name), request)?);
        let allowed = self.allowed(articles, request)?;
        let (persons, warning) = self.persons_named(name)?;
        warnings.extend(warning);
        let mut rows = Vec::new();
        for person in persons {
            let told = official(&person, &allowed).into_iter().collect();
            if holding(told, &request.filters.roles).is_empty() {
                continue;
            }
            let keys: Vec<String> = person.printed_names().iter().map(|name| name_key(name)).collect();
            for seen in looked_at(&person, &allowed).take(most) {
                rows.extend(mentions(&person.label(), &keys, seen.ident, &self.stored(seen.address)?));
            }
        }
        rows.sort_by_key(|row| (row.date.is_none(), row.date));
        Ok((rows, warnings))
    }
}

fn mentions(label: &str, keys: &[String], number: u64, stored: &Stored) -> Vec<Mentioned> {
    let own: Vec<&StoredMention> =
        stored.mentions.iter().filter(|mention| keys.contains(&name_key(&mention.name))).collect();
    let mut stated: Vec<&str> = Vec::new();
    for title in own.iter().flat_map(|mention| &mention.titles) {
        if !stated.contains(&title.as_str()) {
            stated.push(title);
        }
    }
    let row = |mention: &&StoredMention| {
        let (start, end) = (mention.start as usize, mention.end as usize);
        let sentence = stored.text.get(sentence_around(&stored.text, start..end)).unwrap_or("");
        let here: Vec<&str> = mention.titles.iter().map(String::as_str).collect();
        Mentioned {
            date: stored.published.map(|(date, _)| date),
            official: label.to_owned(),
            post: if here.is_empty() { stated.join("; ") } else { here.join("; ") },
            id: ident::format(number),
            title: stored.title.clone(),
            file: stored.file.clone(),
            page: stored.page,
            line: stored.line_of(start).or_else(|| stored.record.and_then(|record| u32::try_from(record).ok())),
            sentence: sentence.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    };
    own.iter().map(row).collect()
}
