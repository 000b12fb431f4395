//! One article, as it goes into the index.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use tantivy::TantivyDocument;

use super::ident::{self, ident};
use super::pack::Packer;
use super::schema::Fields;
use super::stored::{Stored, StoredMention, StoredRole};
use crate::analyse::officials::folded_name;
use crate::analyse::{Analysed, DateKind, DateMention, Title};
use crate::read::{Meta, Published};
use crate::split::Article;
use crate::text::fold::fold;
use crate::text::sketch::scatter;

/// Where an article comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// A hash of the file's absolute path: what is deleted when the file changes.
    pub file_key: u64,
    /// The folder that was indexed, absolute.
    pub root: &'a str,
    /// The file, relative to it.
    pub file: &'a str,
    /// 1-based line or number of the record.
    pub record: Option<u64>,
    /// What the file or record says of itself.
    pub meta: &'a Meta,
}

/// The key under which the articles of the file at `absolute_path` can be deleted.
pub fn file_key(absolute_path: &str) -> u64 {
    ident::hash(&[absolute_path.as_bytes()])
}

/// Days since 1970-01-01.
pub fn day_number(date: Date) -> i64 {
    i64::from(date.since(EPOCH).map_or(0, |span| span.get_days()))
}

/// The day that is `number` days after 1970-01-01.
pub fn day_of(number: i64) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Months since year 0.
pub fn month_number(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

/// The document that the index keeps of an article.
///
/// # Errors
/// When there is no memory for packing it.
pub fn document(
    fields: &Fields,
    packer: &Packer,
    origin: Origin<'_>,
    article: Article,
    analysed: &Analysed,
) -> std::io::Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    document.add_u64(fields.ident, ident(origin.root, origin.file, origin.record, article.part));
    document.add_u64(fields.file, origin.file_key);
    if let Some(title) = &article.title {
        document.add_text(fields.text, title);
        document.add_text(fields.title, title);
    }
    document.add_text(fields.text, &article.text);
    for caption in &article.captions {
        document.add_text(fields.text, caption);
    }
    if let Some(source) = &origin.meta.source {
        document.add_text(fields.source, source);
    }
    match analysed.published {
        Some(published) => document.add_i64(fields.published, day_number(published.date)),
        None => document.add_u64(fields.undated, 1),
    }
    for value in &analysed.sketch {
        document.add_u64(fields.sketch, u64::from(scatter(*value)));
    }
    add_dates(&mut document, fields, &analysed.dates);
    add_officials(&mut document, fields, analysed);
    let stored = stored(origin, article, analysed);
    document.add_bytes(fields.stored, &packer.pack(&stored.to_bytes()?)?);
    Ok(document)
}

/// The longest run of days, and of years, that is entered one by one.
const LONGEST_DAYS: i64 = 62;
/// From so many days on, what was written by its distance is a year (`năm ngoái`), or a month (`tháng trước`).
const SHORTEST_YEAR: i64 = 300;
const SHORTEST_MONTH: i64 = 28;
const LONGEST_YEARS: i16 = 60;

/// Days are entered day by day, longer spans month by month or year by year, so that a question for a day can tell
/// the day itself from a month that holds it.
fn add_dates(document: &mut TantivyDocument, fields: &Fields, dates: &[DateMention]) {
    let (mut days, mut months, mut years) = (Vec::new(), Vec::new(), Vec::new());
    for date in dates {
        let (from, to) = (day_number(date.from), day_number(date.to));
        let length = to - from + 1;
        match date.kind {
            _ if is_of_years(date) => {
                years.extend((date.from.year()..=date.to.year()).take(LONGEST_YEARS as usize).map(i64::from));
            }
            DateKind::Month | DateKind::Quarter => months.extend(month_number(date.from)..=month_number(date.to)),
            DateKind::Relative if length >= SHORTEST_MONTH => {
                months.extend(month_number(date.from)..=month_number(date.to));
            }
            _ if length > LONGEST_DAYS => {
                let last = month_number(date.to).min(month_number(date.from) + i64::from(LONGEST_YEARS) * 12);
                months.extend(month_number(date.from)..=last);
            }
            _ => days.extend(from..=to),
        }
    }
    for (field, mut numbers) in [(fields.day, days), (fields.month, months), (fields.year, years)] {
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            document.add_i64(field, number);
        }
    }
}

/// Whether a mention speaks of whole years, and is no answer to a question for a day.
pub fn is_of_years(date: &DateMention) -> bool {
    let length = day_number(date.to) - day_number(date.from) + 1;
    match date.kind {
        DateKind::Year | DateKind::YearRange => true,
        DateKind::Relative => length >= SHORTEST_YEAR,
        _ => false,
    }
}

fn add_officials(document: &mut TantivyDocument, fields: &Fields, analysed: &Analysed) {
    let mut people: HashMap<&str, String> = HashMap::new();
    let mut posts: BTreeMap<(&str, String), &Title> = BTreeMap::new();
    for mention in &analysed.officials.mentions {
        let person = people.entry(&mention.key).or_insert_with(|| {
            document.add_text(fields.official, &mention.name);
            document.add_text(fields.official_key, format!("={}", mention.key));
            document.add_text(fields.official_key, folded_name(&mention.name));
            format!("{}\t{}", mention.key, mention.name)
        });
        document.add_text(fields.person, &*person);
        for title in &mention.titles {
            posts.entry((&mention.key, fold(&title.canonical))).or_insert(title);
        }
    }
    let mut unnamed: HashSet<&str> = HashSet::new();
    for role in &analysed.officials.roles {
        document.add_text(fields.role, &role.title.canonical);
        if role.name.is_none() && role.of_holder && unnamed.insert(&role.title.canonical) {
            document.add_text(fields.unnamed, &role.title.printed);
        }
    }
    for ((key, _), title) in posts {
        document.add_text(fields.role, &title.canonical);
        document.add_text(fields.post, format!("{key}\t{}", title.printed));
    }
}

/// Rounded down, so that what is doubtful stays so.
fn hundredths(confidence: f32) -> u8 {
    (confidence.clamp(0.0, 1.0) * 100.0) as u8
}

fn stored(origin: Origin<'_>, article: Article, analysed: &Analysed) -> Stored {
    let place = |range: &std::ops::Range<usize>| (range.start as u32, range.end as u32);
    let mentions = analysed.officials.mentions.iter().map(|mention| {
        let (start, end) = place(&mention.byte_range);
        let titles = mention.titles.iter().map(|title| title.printed.clone()).collect();
        StoredMention { name: mention.name.clone(), start, end, titles, kind: mention.kind }
    });
    let roles = analysed.officials.roles.iter().map(|role| {
        let (start, end) = place(&role.byte_range);
        StoredRole { title: role.title.printed.clone(), name: role.name.clone(), start, end }
    });
    let pair = |published: Published| (published.date, published.source);
    Stored {
        file: origin.file.to_owned(),
        root: origin.root.to_owned(),
        record: origin.record,
        part: article.part,
        source_id: origin.meta.id.clone(),
        title: article.title,
        byline: article.byline,
        captions: article.captions,
        source: origin.meta.source.clone(),
        url: origin.meta.url.clone(),
        page: article.page,
        lines: article.lines,
        confidence: hundredths(article.cut.confidence),
        because: if article.cut.is_doubtful() { article.cut.because } else { Vec::new() },
        line_starts: article.line_starts,
        published: analysed.published.map(pair),
        disputed: analysed.disputed.iter().copied().map(pair).collect(),
        mentions: mentions.collect(),
        roles: roles.collect(),
        text: article.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2023, 12, 29)), 19720);
        assert_eq!(day_of(19720), Some(date(2023, 12, 29)));
        assert_eq!(day_of(day_number(date(1945, 9, 2))), Some(date(1945, 9, 2)));
    }
}
