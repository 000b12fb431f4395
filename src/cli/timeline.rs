//! `bantin timeline`

use super::args::{Global, StepArg, TimelineArgs};
use super::out::Out;
use super::{Ended, question};
use crate::error::Result;
use crate::query::local::Local;
use crate::query::parse::Node;
use crate::query::response::Step;
use crate::render::human;

pub(super) fn run(global: &Global, args: &TimelineArgs, out: &mut Out) -> Result<Ended> {
    let mut request = question::question(&global.index, &args.query, &args.filters)?;
    if !question::asks_something(&request) {
        // Nothing is left out: every article.
        request.parsed.root = Node::Not(Box::new(Node::Empty));
    }
    let opened = question::opened(&global.index)?;
    let people = question::people(&global.index, args.filters.people.as_deref())?;
    let (answer, warnings) = Local::new(&opened).with_people(&people).timeline(&request, step(args.by))?;
    if global.json {
        out.json(&answer)?;
    } else {
        warnings.iter().for_each(|warning| out.note(&human::warning(warning, &request.text)));
        human::left_out(answer.undated_excluded).iter().for_each(|message| out.note(message));
        let text = human::timeline(&answer, out.paint);
        out.text(&text)?;
    }
    Ok(Ended::well_if(answer.total > 0))
}

fn step(typed: StepArg) -> Step {
    match typed {
        StepArg::Day => Step::Day,
        StepArg::Month => Step::Month,
        StepArg::Year => Step::Year,
    }
}
