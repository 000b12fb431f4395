//! Where articles stand among all hits: the search itself is asked, in ever larger steps.

use std::collections::{HashMap, HashSet};

use super::{ArticleWhy, Verdict};
use crate::error::Result;
use crate::query::local::Local;
use crate::query::request::Request;
use crate::query::response::Hit;

/// How many hits are looked through for the rank.
pub const FARTHEST: usize = 10_000;

/// The ends of the steps.
const STEPS: [usize; 3] = [100, 1_000, FARTHEST];

impl Local<'_> {
    /// Gives rank, score and match to those of `articles` that are among the hits.
    pub(super) fn rank(&self, request: &Request, articles: &mut [ArticleWhy]) -> Result<()> {
        let mut hits = self.places(request, articles)?;
        for article in articles {
            let Some(hit) = hits.remove(&article.id) else { continue };
            if article.verdict == Verdict::LacksWords {
                article.verdict = Verdict::Partial;
            }
            (article.rank, article.score, article.matched) = (Some(hit.rank), Some(hit.score), Some(hit.matched));
        }
        Ok(())
    }

    /// The hits among `articles`, by id. Partial matches come behind all that hold every word, so that a file with
    /// nothing else needn't be looked for among these.
    fn places(&self, request: &Request, articles: &[ArticleWhy]) -> Result<HashMap<String, Hit>> {
        let of = |verdict| {
            articles.iter().filter(move |article| article.verdict == verdict && article.excluded_by.is_empty())
        };
        let ids = |verdict| of(verdict).map(|article| article.id.clone()).collect::<HashSet<String>>();
        let (mut in_full, mut in_part) = (ids(Verdict::Hit), ids(Verdict::LacksWords));
        let mut found = HashMap::new();
        let mut from = 0;
        for to in STEPS {
            if to <= from || (in_full.is_empty() && in_part.is_empty()) {
                continue;
            }
            let page = Request { offset: from, limit: to - from, snippets: 0, copies_apart: true, ..request.clone() };
            let answer = self.search(&page)?;
            let is_last = answer.hits.len() < page.limit;
            for hit in answer.hits {
                if in_full.remove(&hit.id) || in_part.remove(&hit.id) {
                    found.insert(hit.id.clone(), hit);
                }
            }
            if is_last {
                break;
            }
            from = if in_full.is_empty() { to.max(answer.total as usize) } else { to };
        }
        Ok(found)
    }
}
