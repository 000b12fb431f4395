//! JSON files: one record, an array of records, an object that holds such an array, or records one after another.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::record::Record;
use super::walk::Found;
use super::{Sink, jsonl};
use crate::error::Skipped;

/// Said of a record without anything to read.
pub(super) const NO_TEXT: &str = "a record without text: expected a field such as title, body, content or noi_dung";

/// Reads a JSON text.
///
/// # Errors
/// When it is not JSON, or holds no record with text.
pub(super) fn read(found: &Found, text: &str, sink: &mut Sink) -> Result<(), Skipped> {
    if let Ok(record) = serde_json::from_str::<Record>(text)
        && record.has_body()
    {
        sink(Ok(record.document(1, None)));
        return Ok(());
    }
    let mut records = Records { found, sink, number: 0, depth: 0 };
    let mut json = serde_json::Deserializer::from_str(text);
    let outcome = Inside(&mut records).deserialize(&mut json).and_then(|()| json.end());
    let number = records.number;
    match outcome {
        Ok(()) if number == 0 => match serde_json::from_str::<Record>(text) {
            Ok(record) if record.says_something() => {
                sink(Ok(record.document(1, None)));
                Ok(())
            }
            _ => Err(found.skipped(NO_TEXT)),
        },
        Ok(()) => Ok(()),
        Err(_) if number == 0 && is_one_after_another(text) => {
            jsonl::read_text(found, text, sink);
            Ok(())
        }
        Err(error) if number == 0 => Err(found.skipped_at(error.line() as u64, reason(&error))),
        Err(error) => {
            sink(Err(found.skipped_at(error.line() as u64, reason(&error))));
            Ok(())
        }
    }
}

/// Whether the first line is a whole record of its own, and another line follows.
fn is_one_after_another(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    serde_json::from_str::<Record>(first).is_ok()
}

/// What is wrong with a JSON text, in words of our own.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    match error.classify() {
        Category::Eof => format!("broken JSON: it ends in the middle of a record (column {})", error.column()),
        Category::Data => format!("not a record: {what}"),
        _ => format!("broken JSON at column {}: {what}", error.column()),
    }
}

/// Where records that are found go.
struct Records<'a, 's> {
    found: &'a Found,
    sink: &'a mut Sink<'s>,
    number: u64,
    depth: u8,
}

impl Records<'_, '_> {
    fn take(&mut self, record: &Record) {
        self.number += 1;
        (self.sink)(match record.says_something() {
            true => Ok(record.document(self.number, None)),
            false => Err(self.found.skipped(format!("record {}: {NO_TEXT}", self.number))),
        });
    }
}

/// Looks for arrays of records in a value.
struct Inside<'r, 'a, 's>(&'r mut Records<'a, 's>);

/// How deep an array of records may lie: `{"data": {"articles": […]}}`.
const DEEPEST: u8 = 4;

impl<'de> DeserializeSeed<'de> for Inside<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.0.depth >= DEEPEST {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(drop);
        }
        self.0.depth += 1;
        let records = self.0;
        let outcome = deserializer.deserialize_any(Inside(records));
        records.depth -= 1;
        outcome
    }
}

/// An element of an array: a record, or something else that is passed over.
struct Element<'a>(Option<Record<'a>>);

impl<'de> serde::Deserialize<'de> for Element<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ElementVisitor)
    }
}

struct ElementVisitor;

macro_rules! passed_over {
    ($value:expr; $($visit:ident($kind:ty)),*) => {
        $(fn $visit<E>(self, _: $kind) -> Result<Self::Value, E> {
            Ok($value)
        })*

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
}

impl<'de> Visitor<'de> for ElementVisitor {
    type Value = Element<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Element<'de>, A::Error> {
        let record = serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Element(Some(record)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Element<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Element(None))
    }

    passed_over!(Element(None); visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));
}

impl<'de> Visitor<'de> for Inside<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record, or an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(Element(record)) = seq.next_element()? {
            if let Some(record) = record {
                self.0.take(&record);
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<IgnoredAny>()?.is_some() {
            map.next_value_seed(Inside(self.0))?;
        }
        Ok(())
    }

    passed_over!((); visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));
}
