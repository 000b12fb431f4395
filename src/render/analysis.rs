//! The shape of what `analyze` gives out.

use jiff::civil::Date;
use serde::Serialize;

use crate::analyse::{DateKind, MentionKind};

/// What the analyser makes of a text. Offsets count Unicode scalar values of the text as given, end exclusive.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    /// The id given with the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<serde_json::Value>,
    /// Tokens, in order.
    pub tokens: Vec<TokenOut>,
    /// Persons with posts, and repeats.
    pub officials: Vec<OfficialOut>,
    /// Posts without a name.
    pub roles: Vec<RoleOut>,
    /// Days the text speaks of.
    pub dates: Vec<DateOut>,
}

/// One token.
#[derive(Clone, Debug, Serialize)]
pub struct TokenOut {
    /// Without case and marks.
    pub folded: String,
    /// With the tone mark at the end.
    pub exact: String,
    /// 0-based.
    pub position: usize,
    /// First character.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
}

/// One mention of an official.
#[derive(Clone, Debug, Serialize)]
pub struct OfficialOut {
    /// The name.
    pub name: String,
    /// The exact key of the name.
    pub key: String,
    /// Posts as printed.
    pub titles: Vec<String>,
    /// First character.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// What kind it is.
    pub kind: MentionKind,
}

/// One post without a name.
#[derive(Clone, Debug, Serialize)]
pub struct RoleOut {
    /// As written.
    pub text: String,
    /// The name.
    pub name: Option<String>,
    /// First character.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
}

/// One date.
#[derive(Clone, Debug, Serialize)]
pub struct DateOut {
    /// As written.
    pub text: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// What kind it is.
    pub kind: DateKind,
    /// First character.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
}
