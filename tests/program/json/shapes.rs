//! The contract of `--json`, field by field. The structs stand here a second time on purpose; a field that is renamed or
//! goes away in the program must fail here.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) type Day = Option<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Answer {
    pub(super) query: Asked,
    pub(super) total: u64,
    pub(super) partial: u64,
    pub(super) undated_excluded: u64,
    pub(super) took_ms: f64,
    pub(super) warnings: Vec<Warning>,
    pub(super) hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Asked {
    pub(super) text: String,
    pub(super) officials: Vec<String>,
    pub(super) roles: Vec<String>,
    #[serde(deserialize_with = "present")]
    pub(super) from: Day,
    #[serde(deserialize_with = "present")]
    pub(super) to: Day,
    pub(super) date_of: String,
    pub(super) sort: String,
    pub(super) exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Warning {
    pub(super) at: usize,
    pub(super) message: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Hit {
    pub(super) rank: u64,
    pub(super) id: String,
    pub(super) score: f64,
    #[serde(rename = "match")]
    pub(super) matched: String,
    #[serde(deserialize_with = "present")]
    pub(super) title: Option<String>,
    #[serde(deserialize_with = "present")]
    pub(super) date: Day,
    #[serde(deserialize_with = "present")]
    pub(super) date_source: Option<String>,
    pub(super) file: String,
    #[serde(deserialize_with = "present")]
    pub(super) source_id: Option<String>,
    #[serde(deserialize_with = "present")]
    pub(super) page: Option<u32>,
    #[serde(deserialize_with = "present")]
    pub(super) lines: Option<Vec<(u32, u32)>>,
    #[serde(deserialize_with = "present")]
    pub(super) url: Option<String>,
    pub(super) officials: Vec<HitOfficial>,
    pub(super) snippets: Vec<Snippet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct HitOfficial {
    pub(super) name: String,
    pub(super) titles: Vec<String>,
    pub(super) inferred: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Snippet {
    pub(super) text: String,
    pub(super) marks: Vec<(usize, usize)>,
    #[serde(deserialize_with = "present")]
    #[expect(dead_code, reason = "read for its presence")]
    pub(super) line: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Officials {
    pub(super) officials: Vec<Official>,
    pub(super) holders: Option<Vec<HeldPost>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct HeldPost {
    pub(super) post: String,
    pub(super) shared: bool,
    pub(super) state: String,
    pub(super) people: Vec<Holder>,
    #[serde(deserialize_with = "present")]
    pub(super) before: Option<Holder>,
    #[serde(deserialize_with = "present")]
    pub(super) after: Option<Holder>,
    pub(super) articles: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Holder {
    pub(super) name: String,
    pub(super) key: String,
    #[serde(deserialize_with = "present")]
    pub(super) person: Option<u32>,
    pub(super) inferred: bool,
    #[serde(deserialize_with = "present")]
    pub(super) first: Day,
    #[serde(deserialize_with = "present")]
    pub(super) last: Day,
    pub(super) articles: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Official {
    pub(super) name: String,
    pub(super) key: String,
    pub(super) articles: u64,
    pub(super) mentions: u64,
    #[serde(deserialize_with = "present")]
    pub(super) first: Day,
    #[serde(deserialize_with = "present")]
    pub(super) last: Day,
    pub(super) titles: Vec<HeldTitle>,
    pub(super) with: Option<Vec<Alongside>>,
    pub(super) latest: Option<Vec<Hit>>,
    pub(super) person: Option<u32>,
    pub(super) months: Option<Vec<Bar>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct HeldTitle {
    pub(super) title: String,
    #[serde(deserialize_with = "present")]
    pub(super) first: Day,
    #[serde(deserialize_with = "present")]
    pub(super) last: Day,
    pub(super) articles: u64,
    pub(super) before: Option<Holder>,
    pub(super) after: Option<Holder>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Alongside {
    pub(super) name: String,
    pub(super) articles: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Timeline {
    pub(super) by: String,
    pub(super) total: u64,
    pub(super) undated: u64,
    pub(super) undated_excluded: u64,
    pub(super) bars: Vec<Bar>,
    pub(super) officials: Option<Vec<Official>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bar {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) count: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Status {
    pub(super) files: u64,
    pub(super) articles: u64,
    pub(super) undated: u64,
    #[serde(deserialize_with = "present")]
    pub(super) first: Day,
    #[serde(deserialize_with = "present")]
    pub(super) last: Day,
    pub(super) months_missing: Vec<String>,
    pub(super) disputed: Vec<Disputed>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) doubtful: u64,
    pub(super) schema: u32,
    pub(super) analyzer: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Skipped {
    pub(super) file: String,
    pub(super) reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct Disputed {
    pub(super) file: String,
    pub(super) date: String,
    pub(super) date_source: String,
    pub(super) other: String,
    pub(super) other_source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reading {
    pub(super) files: Vec<FileRead>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct FileRead {
    pub(super) file: String,
    pub(super) encoding: String,
    #[serde(deserialize_with = "present")]
    pub(super) issue_date: Day,
    pub(super) warnings: Vec<String>,
    pub(super) articles: Vec<ArticleRead>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for their presence")]
pub(super) struct ArticleRead {
    pub(super) part: u32,
    #[serde(deserialize_with = "present")]
    pub(super) title: Option<String>,
    pub(super) byline: Vec<String>,
    #[serde(deserialize_with = "present")]
    pub(super) date: Day,
    #[serde(deserialize_with = "present")]
    pub(super) date_source: Option<String>,
    #[serde(deserialize_with = "present")]
    pub(super) page: Option<u32>,
    pub(super) lines: Vec<(u32, u32)>,
    pub(super) captions: Vec<String>,
    pub(super) text: String,
    pub(super) confidence: f64,
    pub(super) cut: CutRead,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read for its presence")]
pub(super) struct CutRead {
    pub(super) because: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Analysis {
    pub(super) id: Option<Value>,
    pub(super) tokens: Vec<Token>,
    pub(super) officials: Vec<Mention>,
    pub(super) roles: Vec<Role>,
    pub(super) dates: Vec<DateMention>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Token {
    pub(super) folded: String,
    pub(super) exact: String,
    pub(super) position: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mention {
    pub(super) name: String,
    pub(super) key: String,
    pub(super) titles: Vec<String>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub(super) text: String,
    #[serde(deserialize_with = "present")]
    pub(super) name: Option<String>,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateMention {
    pub(super) text: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A field that may be null but must be there.
pub(super) fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

#[track_caller]
pub(super) fn shaped<T: DeserializeOwned>(answer: &Value) -> T {
    serde_json::from_value(answer.clone()).unwrap_or_else(|error| panic!("{error} in {answer:#}"))
}
