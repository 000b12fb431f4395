//! A side file as the splitter would write it, one article a paragraph, so that a person can correct it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::clean::clean_line;
use crate::read::DateSource;
use crate::split::{Article, Printed};

/// The side file that makes these articles.
pub fn side_file(articles: &[Article]) -> String {
    let issued = articles.first().and_then(|article| article.issued);
    let issue_date = issued.map(|date| format!("\n  \"issue_date\": {},", json!(date))).unwrap_or_default();
    let articles: Vec<String> = articles.iter().map(one).collect();
    format!("{{{issue_date}\n  \"articles\": [\n    {}\n  ]\n}}\n", articles.join(",\n    "))
}

fn one(article: &Article) -> String {
    let own = article
        .dates
        .iter()
        .find(|published| published.source == DateSource::Masthead && Some(published.date) != article.issued);
    let fields = [
        ("lines", Some(json!(article.lines))),
        ("title", article.title.as_ref().map(|title| json!(title))),
        ("byline", some_list(&article.byline)),
        ("date", own.map(|published| json!(published.date))),
        ("captions", some_list(&article.captions)),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some(format!("\"{name}\": {}", value?)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(",\n     "))
}

fn some_list(list: &[String]) -> Option<Value> {
    (!list.is_empty()).then(|| json!(list))
}

/// Lines with the numbers that a side file names them by; where there are pages, each begins with its number.
pub fn lines(lines: &[Printed]) -> String {
    let mut text = String::new();
    let mut page = None;
    for line in lines {
        if let Some(number) = line.page.filter(|_| line.page != page) {
            let _ = writeln!(text, "page {number}");
        }
        page = line.page;
        let _ = writeln!(text, "{:>6}  {}", line.number, clean_line(&line.text));
    }
    text
}
