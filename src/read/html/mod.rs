//! Web pages: the article, or the articles, without menus, lists of other articles, comments and footers.

mod article;
mod block;
mod byline;
mod date;
mod head;
mod headline;
#[cfg(test)]
mod layouts;
mod region;
mod several;
mod tree;
mod words;

use jiff::civil::Date;

use super::stated::no_day;
use super::{Body, DateSource, Document, Meta, Published, Sink};
use article::Text;
use block::{Block, blocks};
use head::{Head, head};
use headline::{Headline, headline, site_behind};
use region::{Region, region};
use tree::Tree;

/// Characters of the longest page that is read; saved pages with their pictures inside stay below.
const LONGEST: usize = 64 << 20;

/// Reads a page.
///
/// # Errors
/// The reason, where it is too large or has no text of an article.
pub(super) fn read(html: &str, sink: &mut Sink) -> Result<(), String> {
    if html.len() > LONGEST {
        return Err(format!(
            "too large: expected a web page of at most {} MB, found {} MB",
            LONGEST >> 20,
            html.len() >> 20
        ));
    }
    let tree = Tree::parse(html)?;
    let head = head(&tree);
    let blocks = blocks(&tree);
    let region = region(&tree, &blocks).ok_or(NO_TEXT)?;
    match several::parts(&tree, &blocks, &region) {
        Some(parts) => {
            let of_page = head.date.or_else(|| date::shown_day(&tree, &blocks, &region, None));
            for (number, part) in (1..).zip(parts) {
                let meta = Meta {
                    title: Some(part.title),
                    source: head.source.clone(),
                    url: head.url.clone(),
                    ..Meta::default()
                };
                let document = document(meta, part.text, part.date.or(of_page));
                sink(Ok(Document { record: Some(number), ..document }));
            }
        }
        None => sink(Ok(one(&tree, head, &blocks, &region))),
    }
    Ok(())
}

/// The lines of a marked-up text that is no page; `None` where it has none.
pub(super) fn lines_of(html: &str) -> Option<Vec<String>> {
    let lines: Vec<String> = blocks(&Tree::parse(html).ok()?).into_iter().map(|block| block.text).collect();
    (!lines.is_empty()).then_some(lines)
}

const NO_TEXT: &str = "no article found: expected paragraphs of text, found menus, links or short lines only";

fn one(tree: &Tree, head: Head, blocks: &[Block], region: &Region) -> Document {
    let Headline { text: title, block } = headline(&head, blocks, region);
    let text = article::text(tree, blocks, region, block);
    let date = head.date.or_else(|| date::shown_day(tree, blocks, region, block));
    let behind = title.as_deref().zip(head.page_title.as_deref()).and_then(|(title, page)| site_behind(page, title));
    let byline: Vec<String> =
        head.byline.iter().filter(|name| byline::is_name(name)).map(|name| byline::title_case(name)).collect();
    let meta = Meta { id: None, title, byline, source: head.source.or(behind), url: head.url };
    let mut document = document(meta, text, date);
    if document.dates.is_empty() {
        document.warnings = head.no_days.iter().map(|text| no_day(text, None)).collect();
    }
    document
}

fn document(mut meta: Meta, text: Text, date: Option<Date>) -> Document {
    if meta.byline.is_empty() {
        meta.byline = text.byline;
    }
    let lines = vec![None; text.paragraphs.len()];
    let dates = date.map(|date| Published { date, source: DateSource::Metadata }).into_iter().collect();
    Document { meta, dates, body: Body::Article { text: text.paragraphs.join("\n"), lines }, ..Document::default() }
}
