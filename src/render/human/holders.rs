//! Who held a post, for people.

use std::fmt::Write as _;

use super::clean_line;
use super::hits::write_hit;
use super::officials::{days_asked, holder_line};
use crate::query::request::Request;
use crate::query::response::{HeldPost, HeldState, Holder};
use crate::render::Paint;

/// One part a post.
pub(super) fn holders(held: &[HeldPost], request: &Request, paint: Paint) -> String {
    let when = days_asked(request);
    let mut out = String::new();
    for (at, post) in held.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        write_post(&mut out, post, &when, paint);
    }
    out
}

fn write_post(out: &mut String, post: &HeldPost, when: &str, paint: Paint) {
    let asked = if when.is_empty() { String::new() } else { format!("  {}", paint.dim(when)) };
    let _ = writeln!(out, "{}{asked}", paint.bold(&clean_line(&post.post)));
    if let Some(remark) = remark(post) {
        let _ = writeln!(out, "  {}", paint.yellow(remark));
    }
    for holder in &post.people {
        let inferred = if holder.inferred { paint.yellow(INFERRED) } else { String::new() };
        let _ = writeln!(out, "  {}{inferred}", holder_line(holder, paint));
    }
    for (side, other) in [("before", &post.before), ("after", &post.after)] {
        write_other(out, side, other.as_ref(), paint);
    }
    if !post.articles.is_empty() {
        out.push('\n');
        post.articles.iter().for_each(|hit| write_hit(out, hit, paint));
    }
}

const INFERRED: &str = "  (inferred: named so before and after, nobody else between)";

fn remark(post: &HeldPost) -> Option<&'static str> {
    match post.state {
        HeldState::Unknown => {
            Some("not known: nobody is named with it in these days, nor one person both before and after")
        }
        HeldState::Several if post.people.is_empty() => Some("not known: several were seen in it before and after"),
        HeldState::Several => Some("several are named with it that day"),
        HeldState::Named | HeldState::Inferred => None,
    }
}

fn write_other(out: &mut String, side: &str, other: Option<&Holder>, paint: Paint) {
    if let Some(other) = other {
        let _ = writeln!(out, "  {} {}", paint.dim(&format!("{side}:")), holder_line(other, paint));
    }
}
