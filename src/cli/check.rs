//! `bantin check`

use super::Ended;
use super::args::Global;
use super::out::Out;
use crate::error::Result;
use crate::index::check::check;
use crate::render::human;

pub(super) fn run(global: &Global, out: &mut Out) -> Result<Ended> {
    let checked = check(&global.index)?;
    if global.json {
        out.json(&checked)?;
    } else {
        for problem in &checked.problems {
            out.error(problem);
        }
        let text = human::checked(&checked, &global.index);
        out.text(&text)?;
    }
    Ok(Ended::well_if(checked.problems.is_empty()))
}
