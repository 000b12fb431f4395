//! What a page says of itself for machines: JSON-LD, `<meta>`, `<link>`, `<title>`.

use jiff::civil::Date;
use serde_json::Value;

use super::tree::Tree;
use crate::read::record::{names_of, one_line};
use crate::read::stated::stated_day;

/// What the head of a page tells.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Headlines, the best source first; the last one may have the site's name behind it.
    pub(super) titles: Vec<String>,
    /// `<title>`, whole.
    pub(super) page_title: Option<String>,
    pub(super) byline: Vec<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    /// Dates that state no day, as given.
    pub(super) no_days: Vec<String>,
}

/// Names of `<meta>` that hold a day of publication, best first.
const DATES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "date.issued",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "date",
];

/// Reads the head of a page.
pub(super) fn head(tree: &Tree) -> Head {
    let mut head = Head::default();
    let articles = json_ld(tree);
    let metas = metas(tree);
    let meta = |names: &[&str]| {
        let found = |name: &&str| metas.iter().find(|(meta, _)| meta == name).map(|(_, content)| one_line(content));
        names.iter().filter_map(found).find(|text| !text.is_empty())
    };
    let ld = |names: &[&str]| {
        articles.iter().find_map(|article| names.iter().find_map(|name| words(article.get(*name)?).pop()))
    };
    let mut days: Vec<String> = ld(&["datePublished", "dateCreated", "uploadDate"]).into_iter().collect();
    days.extend(DATES.iter().filter_map(|name| meta(&[name])));
    head.date = days.iter().find_map(|text| stated_day(text));
    head.no_days = days.into_iter().filter(|text| stated_day(text).is_none()).collect();
    head.titles = [ld(&["headline"]), meta(&["og:title"]), meta(&["twitter:title"])].into_iter().flatten().collect();
    head.page_title = tree.elements("title").map(|(at, _)| one_line(&tree.text_in(at))).find(|title| !title.is_empty());
    let authors = articles.iter().filter_map(|article| article.get("author")).flat_map(words).next();
    head.byline = authors
        .or_else(|| meta(&["author", "article:author", "dc.creator"]))
        .map(|names| names_of(&names))
        .unwrap_or_default();
    head.source = meta(&["og:site_name", "application-name", "dc.publisher"]).or_else(|| ld(&["publisher"]));
    head.url = link(tree, "canonical").or_else(|| meta(&["og:url"])).or_else(|| ld(&["url"]));
    head
}

fn metas(tree: &Tree) -> Vec<(String, &str)> {
    let name = |node: &super::tree::Node| {
        ["property", "name", "itemprop"].iter().find_map(|key| node.attribute(key)).map(str::to_lowercase)
    };
    tree.elements("meta").filter_map(|(_, node)| Some((name(node)?, node.attribute("content")?))).collect()
}

fn link(tree: &Tree, rel: &str) -> Option<String> {
    let is_wanted =
        |node: &&super::tree::Node| node.attribute("rel").is_some_and(|given| given.eq_ignore_ascii_case(rel));
    let links = tree.elements("link").map(|(_, node)| node);
    links.filter(is_wanted).find_map(|node| node.attribute("href")).map(str::to_owned)
}

/// The objects of JSON-LD that describe an article.
fn json_ld(tree: &Tree) -> Vec<Value> {
    let is_ld = |node: &super::tree::Node| node.attribute("type").is_some_and(|kind| kind.contains("ld+json"));
    let scripts = tree.elements("script").filter(|(_, node)| is_ld(node)).map(|(at, _)| tree.text_in(at));
    let mut left: Vec<Value> = scripts.filter_map(|text| serde_json::from_str(text.trim()).ok()).collect();
    left.reverse();
    let mut articles = Vec::new();
    while let Some(value) = left.pop() {
        match value {
            Value::Array(list) => left.extend(list.into_iter().rev()),
            Value::Object(mut object) => {
                left.extend(object.remove("@graph"));
                left.extend(object.remove("mainEntity"));
                if object.contains_key("headline") || object.contains_key("datePublished") {
                    articles.push(Value::Object(object));
                }
            }
            _ => {}
        }
    }
    articles
}

/// The strings of a value: itself, names of objects, elements of a list joined.
fn words(value: &Value) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(text) => Some(one_line(text)),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(one_line),
        _ => None,
    };
    let all: Vec<String> = match value {
        Value::Array(list) => list.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    let joined = all.join(", ");
    if joined.is_empty() { Vec::new() } else { vec![joined] }
}
