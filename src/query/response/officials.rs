//! Officials, their posts, and who held a post.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Bar, Hit};

/// The answer of `officials`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialsAnswer {
    /// One for each person.
    pub officials: Vec<Official>,
    /// Who held the posts asked for; only where posts are asked for and no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holders: Option<Vec<HeldPost>>,
}

/// Who held a post in the days asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldPost {
    /// As most often printed, place and unit included.
    pub post: String,
    /// Whether several hold it at one time.
    pub shared: bool,
    /// How it is known.
    pub state: HeldState,
    /// Who held it, in the order of time.
    pub people: Vec<Holder>,
    /// Who was seen in it last before.
    pub before: Option<Holder>,
    /// Who was seen in it first after.
    pub after: Option<Holder>,
    /// Articles that say so, newest first: of the days asked, else the last before and the first after.
    pub articles: Vec<Hit>,
}

/// How it is known who held a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeldState {
    /// Articles of the days asked say so.
    Named,
    /// Seen in it before and after, nobody else between.
    Inferred,
    /// Several are possible: several are named on the one day asked, or were seen in it before and after.
    Several,
    /// Nobody was seen in it both before and after.
    Unknown,
}

/// Somebody seen in a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The name as most often printed.
    pub name: String,
    /// The exact key.
    pub key: String,
    /// 1-based place among the persons of that name; none where there is only one.
    pub person: Option<u32>,
    /// Whether no article of the days asked says so.
    pub inferred: bool,
    /// Day of the first article that names him or her with the post.
    pub first: Option<Date>,
    /// Day of the last one.
    pub last: Option<Date>,
    /// In how many articles.
    pub articles: u64,
}

/// What the index knows of one official.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// The name as most often printed.
    pub name: String,
    /// The exact key: spellings with one key are one name.
    pub key: String,
    /// In how many articles.
    pub articles: u64,
    /// How many times named.
    pub mentions: u64,
    /// Day of the first article that has a date.
    pub first: Option<Date>,
    /// Day of the last one.
    pub last: Option<Date>,
    /// Posts, most often stated first.
    pub titles: Vec<HeldTitle>,
    /// Who is named in the same articles, most often first; only in a dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Vec<Alongside>>,
    /// Newest articles; only in a dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Vec<Hit>>,
    /// 1-based place among the persons of that name; only where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<u32>,
    /// Articles a month, the empty ones between included; only in a dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<Vec<Bar>>,
}

impl Official {
    /// The name, with a number where there are several of that name.
    pub fn label(&self) -> String {
        label(&self.name, self.person)
    }
}

impl Holder {
    /// The name, with a number where there are several of that name.
    pub fn label(&self) -> String {
        label(&self.name, self.person)
    }
}

/// `Hà Thị Uyển (2)`
fn label(name: &str, person: Option<u32>) -> String {
    person.map_or_else(|| name.to_owned(), |number| format!("{name} ({number})"))
}

/// A post, and when it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldTitle {
    /// As most often printed.
    pub title: String,
    /// Day of the first article that states it.
    pub first: Option<Date>,
    /// Day of the last one.
    pub last: Option<Date>,
    /// In how many articles.
    pub articles: u64,
    /// Who was seen in it last before; only in a dossier, for a post that one holds at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Holder>,
    /// Who was seen in it first after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Holder>,
}

/// Somebody named in the same articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alongside {
    /// The name.
    pub name: String,
    /// In how many of the articles.
    pub articles: u64,
}
