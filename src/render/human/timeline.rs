//! Hits over time, for people.

use std::fmt::Write as _;

use super::officials::held_line;
use super::{clean_line, count};
use crate::query::response::{HeldTitle, Official, TimelineAnswer};
use crate::render::Paint;
use crate::render::wrap::wrapped;

const LONGEST_BAR: u64 = 40;

fn bar(count: u64, most: u64) -> String {
    let eighths = (count * LONGEST_BAR * 8).checked_div(most).unwrap_or(0) as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let bar = format!("{}{part}", "█".repeat(eighths / 8));
    if bar.is_empty() && count > 0 { "▏".to_owned() } else { bar }
}

/// A bar for each day, month or year.
pub fn timeline(answer: &TimelineAnswer, paint: Paint) -> String {
    let mut out = String::new();
    let most = answer.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let width = most.to_string().len();
    for one in &answer.bars {
        let label = answer.by.label(one.from);
        let bar = bar(one.count, most);
        let bar = if bar.is_empty() { bar } else { format!("  {}", paint.cyan(&bar)) };
        let _ = writeln!(out, "{label}  {:>width$}{bar}", one.count);
    }
    let undated = if answer.undated > 0 { format!(", {} without a date", answer.undated) } else { String::new() };
    let _ = writeln!(out, "{}", paint.dim(&format!("{}{undated}", count(answer.total, "article", "articles"))));
    for official in answer.officials.iter().flatten() {
        let _ = writeln!(out, "\n{}", paint.bold(&clean_line(&official.label())));
        let shown = most_stated(official);
        shown.iter().for_each(|held| {
            let _ = writeln!(out, "  {}", held_line(held, paint));
        });
        if official.titles.len() > shown.len() {
            let _ = writeln!(out, "  {}", paint.dim(&format!("and {} more", official.titles.len() - shown.len())));
        }
    }
    wrapped(out, paint.columns)
}

/// The most posts of one official.
const MOST_POSTS: usize = 20;

/// The posts stated most often, in the order in which they are given.
fn most_stated(official: &Official) -> Vec<&HeldTitle> {
    let mut times: Vec<u64> = official.titles.iter().map(|held| held.articles).collect();
    times.sort_unstable_by_key(|times| std::cmp::Reverse(*times));
    let least = times.get(MOST_POSTS - 1).copied().unwrap_or(0);
    official.titles.iter().filter(|held| held.articles >= least).take(MOST_POSTS).collect()
}
