//! `bantin status`

use super::args::{Global, StatusArgs};
use super::out::Out;
use super::{Ended, question};
use crate::error::Result;
use crate::query::local::Local;
use crate::render::human;

pub(super) fn run(global: &Global, args: &StatusArgs, out: &mut Out) -> Result<Ended> {
    let opened = question::opened(&global.index)?;
    let manifest = opened.manifest()?;
    let mut answer = Local::new(&opened).status(&manifest)?;
    if args.doubtful {
        let articles = Local::new(&opened).doubtful(&manifest)?;
        if !global.json {
            out.text(&human::doubtful_articles(&articles, out.paint))?;
            return Ok(Ended::Well);
        }
        answer.doubtful_articles = Some(articles);
    }
    if global.json {
        out.json(&answer)?;
        return Ok(Ended::Well);
    }
    let mut text = human::status(&answer, &manifest, out.paint);
    if args.files || global.verbose {
        text.push_str(&human::undated(&Local::new(&opened).undated()?));
    }
    if args.files {
        text.push_str(&human::files(&manifest));
    }
    out.text(&text)?;
    Ok(Ended::Well)
}
