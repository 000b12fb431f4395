//! Articles that have all of some words, or most of them, found and scored one window of neighbouring articles after another.
//!
//! tantivy goes from article to article and asks each word in turn, a call and a search for each. Where words are common
//! most of that is spent on finding the way: what the words have in a window is put side by side here instead, and one
//! walk over it tells who has them all and what they are worth.

use std::ops::Range;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::frequencies::{Frequencies, WIDEST};

/// The articles in the first window after a leap: what is asked for one article after another, far apart, is not to
/// score all those between.
const NARROWEST: usize = 32;

/// The words of one segment.
pub(super) struct Words {
    /// The rarest first.
    pub(super) required: Vec<Frequencies>,
    /// How many of the required must be there: at least one, and not more than they are.
    pub(super) least: usize,
    /// What lifts an article.
    pub(super) typed: Vec<Frequencies>,
    /// What an article gains that has all of `typed`.
    pub(super) as_typed: Score,
    pub(super) norms: FieldNormReader,
    /// What lifts an article by its title, and the norms of titles.
    pub(super) titles: Vec<Frequencies>,
    pub(super) title_norms: FieldNormReader,
}

impl Words {
    /// Those of the articles of a window that have what is required, with their scores.
    fn score(&mut self, window: &Range<DocId>, work: &mut Work, hits: &mut Vec<(DocId, Score)>) {
        hits.clear();
        let Work { places, .. } = work;
        self.find(window, places);
        if places.is_empty() {
            return;
        }
        for word in self.typed.iter_mut().chain(&mut self.titles) {
            word.read(window, places);
        }
        hits.extend(places.iter().map(|place| (window.start + DocId::from(*place), 0.0)));
        self.weigh(work, hits);
    }

    /// Adds to the hits what they are worth: one word after another, so that what it needs is at hand.
    fn weigh(&self, Work { places, norms, by_title }: &mut Work, hits: &mut [(DocId, Score)]) {
        norms.clear();
        norms.extend(hits.iter().map(|(doc, _)| self.norms.fieldnorm_id(*doc)));
        for word in self.required.iter().chain(&self.typed) {
            word.worth(places, norms).zip(&mut *hits).for_each(|(worth, (_, score))| *score += worth);
        }
        let is_as_typed = |place: u16| self.typed.iter().all(|word| word.at(place) > 0);
        for (_, (_, score)) in places.iter().zip(&mut *hits).filter(|(place, _)| is_as_typed(**place)) {
            *score += self.as_typed;
        }
        if !self.titles.iter().any(Frequencies::is_met) {
            return;
        }
        norms.clear();
        norms.extend(hits.iter().map(|(doc, _)| self.title_norms.fieldnorm_id(*doc)));
        by_title.clear();
        by_title.resize(hits.len(), 0.0);
        for word in self.titles.iter().filter(|word| word.is_met()) {
            word.worth(places, norms).zip(&mut *by_title).for_each(|(worth, score)| *score += worth);
        }
        by_title.iter().zip(hits).for_each(|(worth, (_, score))| *score += worth);
    }

    /// The places in a window of the articles that have what is required, ascending.
    fn find(&mut self, window: &Range<DocId>, places: &mut Vec<u16>) {
        places.clear();
        let leading = self.leading();
        let (first, others) = self.required.split_at_mut(leading);
        match first {
            [rarest] => rarest.read_all(window, |place| places.push(place)),
            first => {
                let mut has_one = [false; WIDEST];
                for word in first {
                    word.read_all(window, |place| has_one[usize::from(place) % WIDEST] = true);
                }
                places.extend((0..window.len() as u16).filter(|place| has_one[usize::from(*place) % WIDEST]));
            }
        }
        for word in others {
            if places.is_empty() {
                return;
            }
            word.read(window, places);
            if leading == 1 {
                places.retain(|place| word.at(*place) > 0);
            }
        }
        if leading > 1 {
            places.retain(|place| self.required.iter().filter(|word| word.at(*place) > 0).count() >= self.least);
        }
    }

    /// How many of the rarest of the required words an article can't all lack.
    fn leading(&self) -> usize {
        self.required.len() + 1 - self.least
    }

    /// The first article, not before `target`, that may have what is required.
    fn go_to(&mut self, target: DocId) -> DocId {
        let leading = self.leading();
        self.required.iter_mut().take(leading).map(|word| word.go_to(target)).min().unwrap_or(TERMINATED)
    }
}

/// What is worked with, kept from window to window so that none asks for memory again.
struct Work {
    /// The places of the hits, ascending.
    places: Vec<u16>,
    /// Of each, the norm of one field.
    norms: Vec<u8>,
    /// Of each, what its title is worth.
    by_title: Vec<Score>,
}

impl Default for Work {
    /// Room for the widest window.
    fn default() -> Work {
        let (places, norms) = (Vec::with_capacity(WIDEST), Vec::with_capacity(WIDEST));
        Work { places, norms, by_title: Vec::with_capacity(WIDEST) }
    }
}

/// The hits of one segment.
pub(super) struct InWindows {
    words: Words,
    /// The present window.
    window: Range<DocId>,
    /// Its hits, ascending, and the present one.
    hits: Vec<(DocId, Score)>,
    at: usize,
    work: Work,
}

impl InWindows {
    pub(super) fn new(words: Words) -> InWindows {
        let mut all = InWindows { words, window: 0..0, hits: Vec::with_capacity(WIDEST), at: 0, work: Work::default() };
        all.find(0, NARROWEST);
        all
    }

    /// Goes on to the first hit from `target` on, which is behind the present window, by windows that widen.
    fn find(&mut self, target: DocId, mut width: usize) -> DocId {
        self.at = 0;
        self.hits.clear();
        let mut start = self.words.go_to(target);
        while start != TERMINATED {
            self.window = start..start.saturating_add(width as DocId).min(TERMINATED);
            self.words.score(&self.window, &mut self.work, &mut self.hits);
            if !self.hits.is_empty() {
                break;
            }
            width = (2 * width).min(WIDEST);
            start = self.words.go_to(self.window.end);
        }
        self.doc()
    }
}

impl DocSet for InWindows {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at < self.hits.len() || self.hits.is_empty() {
            return self.doc();
        }
        self.find(self.window.end, (2 * self.window.len()).min(WIDEST))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target >= self.window.end && self.doc() != TERMINATED {
            return self.find(target, NARROWEST);
        }
        let passed = self.hits[self.at.min(self.hits.len())..].iter().take_while(|(doc, _)| *doc < target).count();
        self.at += passed;
        if self.at < self.hits.len() || self.hits.is_empty() {
            return self.doc();
        }
        self.find(self.window.end, NARROWEST)
    }

    fn doc(&self) -> DocId {
        self.hits.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        let leading = self.words.required.iter().take(self.words.leading());
        leading.map(Frequencies::articles_having).fold(0, u32::saturating_add)
    }
}

impl Scorer for InWindows {
    fn score(&mut self) -> Score {
        self.hits.get(self.at).map_or(0.0, |(_, score)| *score)
    }
}
