//! Questions to an index that is there, within one process: `cargo bench --bench ask -- DIR QUESTIONS ROUNDS`.
//!
//! QUESTIONS has a JSON object a line: `{"words", "official", "from", "to", "newest"}`, all but the words optional. For
//! each a line is printed: the median of its rounds in milliseconds, a tab, how many articles match.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use bantin::index::reading::open;
use bantin::query::local::Local;
use bantin::query::parse::parse;
use bantin::query::request::{Filters, Request};
use bantin::query::response::Sort;
use bantin::query::spelling::Spellings;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Question {
    words: String,
    official: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    #[serde(default)]
    newest: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    // A plain `cargo bench` runs this as well, and asks for nothing.
    let [index, questions, rounds] = arguments.as_slice() else { return Ok(()) };
    times(Path::new(index), Path::new(questions), rounds.parse()?)
}

fn times(index: &Path, questions: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let opened = open(index)?;
    let local = Local::new(&opened);
    let questions = std::fs::read_to_string(questions)?;
    let questions = questions.lines().map(serde_json::from_str).collect::<Result<Vec<Question>, _>>()?;
    let mut found = vec![(0, Vec::with_capacity(rounds)); questions.len()];
    for _ in 0..rounds {
        for (question, (total, times)) in questions.iter().zip(&mut found) {
            let start = Instant::now();
            *total = local.search(&question.request())?.total;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let mut out = io::stdout().lock();
    for (total, mut times) in found {
        times.sort_by(f64::total_cmp);
        writeln!(out, "{:.4}\t{total}", times.get(times.len() / 2).copied().unwrap_or_default())?;
    }
    Ok(())
}

impl Question {
    /// As `bantin search` makes it of its arguments.
    fn request(&self) -> Request {
        let mut parsed = parse(&self.words);
        parsed.spell(&Spellings::builtin());
        let officials = self.official.iter().cloned().collect();
        let filters = Filters { officials, from: self.from, to: self.to, ..Filters::default() };
        let sort = if self.newest { Sort::Newest } else { Sort::Relevance };
        Request { filters, sort, ..Request::of(parsed, &self.words) }
    }
}
