//! A value of a field: text, number, list, or what an object shows of itself; text is borrowed where it can be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::record::one_line;

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value<'a> {
    /// `null`, `true`, an object without anything to show.
    #[default]
    Nothing,
    Text(Cow<'a, str>),
    Number(i64),
    List(Vec<Value<'a>>),
}

impl<'a> Value<'a> {
    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Value::Nothing => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::Number(_) => false,
            Value::List(list) => list.iter().all(Value::is_empty),
        }
    }

    /// Every string in it, in order, as given.
    pub(super) fn each_text(&self, take: &mut dyn FnMut(&str)) {
        match self {
            Value::Nothing => {}
            Value::Text(text) => take(text),
            Value::Number(number) => take(&number.to_string()),
            Value::List(list) => list.iter().for_each(|value| value.each_text(take)),
        }
    }

    /// Every string in it, on one line, normalised; empty ones left out.
    pub(super) fn words(&self) -> impl Iterator<Item = String> + use<> {
        let mut all = Vec::new();
        self.each_text(&mut |text| all.push(one_line(text)));
        all.into_iter().filter(|text| !text.is_empty())
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Value::Nothing)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(i64::try_from(number).map_or_else(|_| Value::Text(number.to_string().into()), Value::Number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        let whole = number.abs() < 1e15;
        Ok(if whole { Value::Number(number as i64) } else { Value::Text(number.to_string().into()) })
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    /// Of an object what it shows: `{"name": "Ngọc Diên"}`, `{"rendered": "…"}`, `{"$date": "…"}`.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        const SHOWN: [&str; 13] = [
            "rendered",
            "$date",
            "$oid",
            "$numberLong",
            "name",
            "fullname",
            "full_name",
            "@value",
            "#text",
            "text",
            "content",
            "value",
            "title",
        ];
        let mut best: (usize, Value) = (SHOWN.len(), Value::Nothing);
        while let Some(name) = map.next_key::<Cow<str>>()? {
            match SHOWN.iter().position(|shown| *shown == name) {
                Some(rank) if rank < best.0 => best = (rank, map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(best.1)
    }
}
