//! One walk over the text, or over those of its words that may begin a date: each word or number that can is tried.

use std::ops::Range;

use super::cursor::{Cursor, Token, starts_word, word_run};
use super::value::{Tense, Value, Written};
use super::words::{Word, may_begin};
use super::{day, lead, lunar, month, year};
use crate::text::run::{in_word, word_length};

/// Where a form is tried, and what was found before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) previous: Option<&'a Written>,
}

impl<'a> Place<'a> {
    pub(super) fn cursor(self) -> Cursor<'a> {
        Cursor::new(self.text, self.start)
    }
}

/// All date expressions of a text that begin in one of these ranges of bytes, in its order; the ranges ascend.
pub(super) fn scan(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Written> {
    let bytes = text.as_bytes();
    let mut all: Vec<Written> = Vec::new();
    let mut at = 0;
    // Whoever tells the ranges may see a word where for dates another goes on: `4` in `3×4`.
    for range in ranges.filter(|range| begins_word(bytes, range.start)) {
        at = at.max(range.start);
        while let Some(start) = next_candidate(&bytes[..range.end], at) {
            match read(Place { text, start, previous: all.last() }) {
                Some(written) => {
                    at = written.byte_range.end;
                    all.push(written);
                }
                None => at = behind(bytes, start),
            }
        }
    }
    all
}

/// Whether a date may begin somewhere in a word.
pub(in crate::analyse) fn may_begin_in(word: &str) -> bool {
    next_candidate(word.as_bytes(), 0).is_some()
}

/// The next number, or word that may begin a date, at or after `at`.
fn next_candidate(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(byte) = bytes.get(at) {
        if !starts_word(*byte) {
            at += 1;
            continue;
        }
        let run = word_run(bytes, at);
        if byte.is_ascii_digit() || run.is_some_and(may_begin) {
            return Some(at);
        }
        at = run.map_or_else(|| word_end(bytes, at), |run| at + run.length);
    }
    None
}

/// Whether the character before `at` is none of a word.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].iter().rev().find(|byte| !matches!(byte, 0x80..=0xbf));
    before.is_none_or(|first| !in_word(*first))
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    at + word_length(&bytes[at..], usize::MAX)
}

/// Behind the word at `at`; behind the whole of a number such as `30/2/2023` or `21-NQ/TW`, so that no part of it
/// is taken for a date.
fn behind(bytes: &[u8], at: usize) -> usize {
    let mut end = word_end(bytes, at);
    while bytes[at].is_ascii_digit() && joins(bytes, end) {
        end = word_end(bytes, end + 1);
    }
    end
}

fn joins(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'/' | b'-'), Some(next)) => starts_word(*next),
        (Some(b'.' | b','), Some(next)) => next.is_ascii_digit(),
        _ => false,
    }
}

fn read(place: Place) -> Option<Written> {
    let mut start = place.start;
    let (value, end) = match place.cursor().next().0 {
        Token::Number(_) => number(place)?,
        Token::Word(word) => match word {
            Word::DayPart | Word::Dawn | Word::Day | Word::Hom | Word::Thu | Word::Chu | Word::Same => {
                lead::led(place)?
            }
            Word::Month => month::counted_months(place)
                .map(|(from, value, end)| {
                    start = from;
                    (value, end)
                })
                .or_else(|| month::month(place))?,
            Word::Quarter => month::quarter(place)?,
            Word::Begin | Word::Middle | Word::End => month::part(place).or_else(|| year::weekend(place))?,
            Word::Half => month::half(place)?,
            Word::Year => year::year(place)?,
            Word::Week => year::week(place)?,
            Word::Giai | Word::Term | Word::Nien | Word::Khoa => year::period(place)?,
            Word::Mung | Word::Ram | Word::Tet => lunar::lunar(place.cursor()).or_else(|| day::mung(place))?,
            Word::Nay => day::from_now(place)?,
            _ => return None,
        },
        _ => return None,
    };
    Some(with_tail(Written::new(start, end.at, value), end))
}

fn number(place: Place) -> Option<(Value, Cursor)> {
    month::months_of_year(place.cursor())
        .or_else(|| lunar::lunar(place.cursor()))
        .or_else(|| day::bare(place))
        .or_else(|| month::bare(place))
        .or_else(|| year::bare(place))
}

/// Words behind a date that tell its side of the day of publication: `tới`, `sắp tới`, `vừa qua`, `đến nay`.
fn with_tail(written: Written, end: Cursor) -> Written {
    let shifted = matches!(
        written.value,
        Value::DayShift(_) | Value::Week { .. } | Value::MonthShift(_) | Value::YearShift(_) | Value::SameDay
    );
    if shifted {
        return written;
    }
    let nay = end.word(Word::To).or_else(|| end.word(Word::Coming)).and_then(|after| after.word(Word::Nay));
    if let Some(after) = nay {
        return Written { byte_range: written.byte_range.start..after.at, until_now: true, ..written };
    }
    match tense(end) {
        Some((tense, after)) => Written { byte_range: written.byte_range.start..after.at, tense, ..written },
        None => written,
    }
}

fn tense(end: Cursor) -> Option<(Tense, Cursor)> {
    let (token, after) = end.next();
    let done = |cursor: Cursor| !matches!(cursor.next().0, Token::Other | Token::Number(_));
    match token {
        Token::Word(Word::Soon) => Some((Tense::Future, after.word(Word::Coming)?.maybe(Word::Here))),
        Token::Word(Word::Just) => {
            let after = after.word(Word::Past).or_else(|| after.word(Word::Done))?;
            Some((Tense::Past, after))
        }
        Token::Word(Word::Coming) => {
            let after = after.maybe(Word::Here);
            Some((Tense::Future, after))
        }
        Token::Word(Word::Past | Word::Done) if done(after) => Some((Tense::Past, after)),
        Token::Word(Word::This) => Some((Tense::Open, after)),
        _ => None,
    }
}
