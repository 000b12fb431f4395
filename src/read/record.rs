//! One record of a JSON file: its fields found by name, whatever order they stand in, borrowed where they can be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::fields::{FIELDS, Field, Named, field_of};
use super::stated::{day_of_epoch, no_day, stated_day};
use super::value::Value;
use super::{Body, DateSource, Document, Meta, Published, html};
use crate::text::normalise::normalise;

/// The fields of a record that we know; of two names for one field the better one.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    values: [Option<(usize, Value<'a>)>; FIELDS],
}

impl<'a> Record<'a> {
    /// Keeps a value, where there is none yet or only one under a lesser name.
    pub(super) fn put(&mut self, (field, rank): Named, value: Value<'a>) {
        let place = &mut self.values[field as usize];
        let better = place.as_ref().is_none_or(|(present, _)| rank < *present);
        if better && !value.is_empty() {
            *place = Some((rank, value));
        }
    }

    fn get(&self, field: Field) -> &Value<'a> {
        self.values[field as usize].as_ref().map_or(&Value::Nothing, |(_, value)| value)
    }

    /// Whether there is a text or a title.
    pub(super) fn says_something(&self) -> bool {
        [Field::Body, Field::Lead, Field::Title].iter().any(|field| !self.get(*field).is_empty())
    }

    /// Whether there is a text.
    pub(super) fn has_body(&self) -> bool {
        !self.get(Field::Body).is_empty()
    }

    /// The record as a document; `line` is named in warnings.
    pub(super) fn document(&self, record: u64, line: Option<u64>) -> Document {
        let mut document =
            Document { record: Some(record), meta: self.meta(), body: self.body(), ..Document::default() };
        self.date(&mut document, line);
        document
    }

    /// Gives a document the record's date, or a warning that it is none.
    pub(super) fn date(&self, document: &mut Document, line: Option<u64>) {
        match self.day() {
            Ok(date) => document.dates.extend(date.map(|date| Published { date, source: DateSource::Metadata })),
            Err(text) => document.warnings.push(no_day(&text, line)),
        }
    }

    /// The paragraphs of the lead.
    pub(super) fn lead(&self) -> Vec<String> {
        let mut lead = String::new();
        self.get(Field::Lead).each_text(&mut |part| {
            push_paragraphs(part, &mut lead);
        });
        lead.lines().map(str::to_owned).collect()
    }

    /// What the record says of itself, its date aside.
    pub(super) fn meta(&self) -> Meta {
        let one = |field| self.get(field).words().next();
        Meta {
            id: one(Field::Id),
            title: one(Field::Title),
            byline: self.get(Field::Author).words().flat_map(|names| names_of(&names)).collect(),
            source: one(Field::Source),
            url: one(Field::Url),
        }
    }

    /// Lead and body as paragraphs; a lead that the body repeats is left out.
    fn body(&self) -> Body {
        let mut text = String::new();
        let mut paragraphs = 0;
        self.get(Field::Body).each_text(&mut |body| paragraphs += push_paragraphs(body, &mut text));
        let mut lead = String::new();
        let mut of_lead = 0;
        self.get(Field::Lead).each_text(&mut |part| of_lead += push_paragraphs(part, &mut lead));
        if !lead.is_empty() && !text.starts_with(&lead) {
            if !text.is_empty() {
                lead.push('\n');
            }
            text.insert_str(0, &lead);
            paragraphs += of_lead;
        }
        Body::Article { text, lines: vec![None; paragraphs] }
    }

    fn day(&self) -> Result<Option<jiff::civil::Date>, String> {
        match self.get(Field::Date) {
            Value::Number(number) => {
                day_of_epoch(*number).or_else(|| stated_day(&number.to_string())).map(Some).ok_or(number.to_string())
            }
            value => match value.words().next() {
                Some(text) => stated_day(&text).map(Some).ok_or(text),
                None => Ok(None),
            },
        }
    }
}

/// Names in one string: `Ngọc Diên, Thu Cầm`, `Ngọc Diên - Thu Cầm`, `Ngọc Diên và Thu Cầm`.
pub(super) fn names_of(text: &str) -> Vec<String> {
    let marked = text.replace(" - ", ",").replace(" – ", ",").replace(" và ", ",");
    let names = marked.split([',', ';', '&', '|', '/']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Adds the lines of `given`, normalised and trimmed, as paragraphs to `text`; says how many. Marked-up text is taken
/// out of its marks.
pub(super) fn push_paragraphs(given: &str, text: &mut String) -> usize {
    if is_marked_up(given)
        && let Some(lines) = html::lines_of(given)
    {
        return push_lines(&lines.join("\n"), text);
    }
    push_lines(given, text)
}

/// Whether a text has paragraphs or line breaks of HTML in it.
fn is_marked_up(text: &str) -> bool {
    let has_tags = memchr::memchr(b'<', text.as_bytes()).is_some();
    has_tags && ["</p>", "<p>", "<br", "</div>", "</P>", "<BR"].iter().any(|tag| text.contains(tag))
}

fn push_lines(given: &str, text: &mut String) -> usize {
    let normal = normalise(given);
    text.reserve(normal.len() + 1);
    let mut paragraphs = 0;
    // Two searches for one sign each: a search for either goes character by character.
    let lines = normal.split('\n').flat_map(|line| line.split('\u{c}'));
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
        paragraphs += 1;
    }
    paragraphs
}

/// Normalised, spaces and line ends a single space each.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in normalise(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    // A mark that stood behind two spaces stands behind one now, and belongs to the letter before.
    match normalise(&line) {
        Cow::Owned(again) => again,
        Cow::Borrowed(_) => line,
    }
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(Key(named)) = map.next_key()? {
            match named {
                Some(named) => record.put(named, map.next_value()?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(record)
    }
}

/// The name of a field, as what we know of it.
struct Key(Option<Named>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(Key(field_of(name)))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(json: &str) -> Document {
        let record: Record = serde_json::from_str(json).expect("a record");
        record.document(7, Some(7))
    }

    #[test]
    fn fields_under_their_common_names() {
        let document = document(
            r#"{"_id": {"$oid": "a1"}, "Tiêu đề": "Kè Hữu Khê", "sapo": "Chiều 8/10.", "noi_dung": "Một.\r\n\r\n Hai. ",
                "ngay_dang": "08/10/2022 16:30", "tac_gia": [{"name": "Minh Truật"}, "Thu Cầm"],
                "publisher": {"@type": "Organization", "name": "Báo Hồng Lam"}, "link": "https://baohonglam.example/1"}"#,
        );
        assert_eq!(document.meta.id.as_deref(), Some("a1"));
        assert_eq!(document.meta.title.as_deref(), Some("Kè Hữu Khê"));
        assert_eq!(document.meta.byline, ["Minh Truật", "Thu Cầm"]);
        assert_eq!(document.meta.source.as_deref(), Some("Báo Hồng Lam"));
        assert_eq!(document.body, Body::Article { text: "Chiều 8/10.\nMột.\nHai.".into(), lines: vec![None; 3] });
        assert_eq!(document.dates[0].date.to_string(), "2022-10-08");
    }

    #[test]
    fn the_better_name_wins_and_empty_ones_do_not() {
        let document =
            document(r#"{"created_at": "2024-01-01", "published": "2023-12-30", "title": "", "headline": "Có"}"#);
        assert_eq!(document.dates[0].date.to_string(), "2023-12-30");
        assert_eq!(document.meta.title.as_deref(), Some("Có"));
    }

    #[test]
    fn a_date_that_can_not_be_is_a_warning() {
        let document = document(r#"{"body": "Một.", "date": "31/2/2023"}"#);
        assert_eq!(
            document.warnings,
            ["line 7: the date `31/2/2023` is no day of the calendar; expected one such as 2023-12-29 or 29/12/2023"]
        );
        assert!(document.dates.is_empty());
    }

    #[test]
    fn marked_up_text_is_taken_out_of_its_marks() {
        let document = document(r#"{"content": "<p>Một &amp; <b>hai</b>.</p><p>Ba.<br/>Bốn.</p><script>x</script>"}"#);
        assert_eq!(document.body.text(), "Một & hai.\nBa.\nBốn.");
    }

    #[test]
    fn a_lead_that_the_body_repeats_is_shown_once() {
        let document = document(r#"{"summary": "Một.", "body": "Một.\nHai."}"#);
        assert_eq!(document.body.text(), "Một.\nHai.");
    }
}
