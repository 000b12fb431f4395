//! How often a term stands in each of a window of neighbouring articles.

use std::ops::Range;

use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, Score, TERMINATED, Term};

/// The most articles of a window.
pub(super) const WIDEST: usize = 1024;

/// A term is asked for in each of the articles that may be hits, instead of in all of the window, where it is met more
/// often than so many times their number.
const OFTEN: u64 = 8;

/// The postings of one term in one segment, read window by window.
pub(super) struct Frequencies {
    block: BlockSegmentPostings,
    /// The first posting of the block that was not passed yet.
    at: usize,
    bm25: Bm25Weight,
    /// How many articles the segment has.
    articles: DocId,
    /// By the place of an article in the window; where the term was not asked for, of a window before.
    found: Box<[u32; WIDEST]>,
    /// Whether the term stands in a place that was read last.
    is_met: bool,
}

impl Frequencies {
    /// `None` where no article of the segment has the term.
    ///
    /// # Errors
    /// When the postings can't be read.
    pub(super) fn open(
        inverted: &InvertedIndexReader,
        term: &Term,
        bm25: Bm25Weight,
        articles: DocId,
    ) -> std::io::Result<Option<Frequencies>> {
        let block = inverted.read_block_postings(term, IndexRecordOption::WithFreqs)?;
        Ok(block.map(|block| Frequencies { block, at: 0, bm25, articles, found: Box::new([0; WIDEST]), is_met: false }))
    }

    /// How many articles have the term, deleted ones counted.
    pub(super) fn articles_having(&self) -> u32 {
        self.block.doc_freq()
    }

    /// The present article: the first of those with the term that was not passed; [`TERMINATED`] behind the last.
    pub(super) fn doc(&self) -> DocId {
        self.block.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Goes on to the first article with the term that is not before `target` nor before the present one.
    pub(super) fn go_to(&mut self, target: DocId) -> DocId {
        let docs = self.block.docs();
        match docs.last() {
            Some(last) if *last < target => self.at = self.block.seek(target),
            Some(_) => self.at += docs[self.at..].partition_point(|doc| *doc < target),
            None => {}
        }
        self.doc()
    }

    /// Reads all of a window, of no more than [`WIDEST`] articles and not before the last one, and says in which places
    /// of it the term stands.
    pub(super) fn read_all(&mut self, window: &Range<DocId>, mut each: impl FnMut(u16)) {
        self.found[..window.len()].fill(0);
        self.is_met = self.go_to(window.start) < window.end;
        loop {
            let docs = &self.block.docs()[self.at..];
            let inside = match docs.last() {
                None => return,
                Some(last) if *last < window.end => docs.len(),
                Some(_) => docs.partition_point(|doc| *doc < window.end),
            };
            for (doc, frequency) in docs[..inside].iter().zip(&self.block.freqs()[self.at..]) {
                let place = (doc - window.start) as u16;
                self.found[usize::from(place) % WIDEST] = *frequency;
                each(place);
            }
            if inside < docs.len() {
                self.at += inside;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }

    /// Reads what a window has at the `places`, which ascend.
    pub(super) fn read(&mut self, window: &Range<DocId>, places: &[u16]) {
        let met = u64::from(self.articles_having()) * window.len() as u64 / u64::from(self.articles.max(1));
        if met <= OFTEN * places.len() as u64 {
            self.read_all(window, |_| {});
            return;
        }
        self.is_met = false;
        for place in places {
            let doc = window.start + DocId::from(*place);
            let is_there = self.go_to(doc) == doc;
            self.is_met |= is_there;
            let frequency = if is_there { self.block.freqs().get(self.at).copied().unwrap_or(1) } else { 0 };
            self.found[usize::from(*place) % WIDEST] = frequency;
        }
    }

    /// How often the term stands at a place that was read.
    pub(super) fn at(&self, place: u16) -> u32 {
        self.found[usize::from(place) % WIDEST]
    }

    /// Whether the term stands in a place that was read last.
    pub(super) fn is_met(&self) -> bool {
        self.is_met
    }

    /// What the term is worth in the places that were read, of articles of these field norms; 0 where it doesn't stand.
    pub(super) fn worth(&self, places: &[u16], norms: &[u8]) -> impl Iterator<Item = Score> {
        places.iter().zip(norms).map(|(place, norm)| self.bm25.score(*norm, self.at(*place)))
    }
}
