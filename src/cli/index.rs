//! `bantin index`

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::{Timestamp, Zoned};

use super::args::{Global, IndexArgs, ReadingArgs};
use super::out::Out;
use super::progress::Bar;
use super::{Ended, report};
use crate::error::Result;
use crate::index::folder::Folder;
use crate::ingest::{Options, Plan, Report, dry_run, run as ingest};
use crate::render::human;

/// What is indexed when no path is given.
const DEFAULT_PATH: &str = "corpus";

pub(super) fn run(global: &Global, args: &IndexArgs, out: &mut Out) -> Result<Ended> {
    let report_to = report::target(global, args)?;
    let options = Options { account: args.report.is_some(), ..options(args)? };
    let folder = Folder::new(&global.index);
    if args.dry_run {
        let plan = dry_run(&folder, &options)?;
        return say_plan(global, &plan, out);
    }
    let shown = !args.no_progress && !global.quiet && !global.json;
    let (report, seconds) = timed(folder, &options, shown)?;
    say(&report, global.verbose, out);
    report::write(&report_to, &report.files, out)?;
    let summary = human::summary(&report, seconds);
    match report_to {
        report::Target::StandardOutput => out.line(summary.trim_end()),
        _ if global.json => out.json(&human::summary_json(&report, seconds))?,
        _ => out.text(&summary)?,
    }
    Ok(Ended::well_if(report.skipped.is_empty()))
}

/// Brings the index up to date with `path` before a search; only what went wrong is said.
pub(super) fn refresh(global: &Global, path: &Path, reading: &ReadingArgs, out: &mut Out) -> Result<()> {
    let args = IndexArgs {
        paths: vec![path.to_owned()],
        rebuild: false,
        jobs: None,
        memory: None,
        dry_run: false,
        no_progress: false,
        report: None,
        reading: reading.clone(),
    };
    let (report, seconds) = timed(Folder::new(&global.index), &options(&args)?, !global.quiet && !global.json)?;
    say(&report, global.verbose, out);
    out.line(human::summary(&report, seconds).trim_end());
    Ok(())
}

fn timed(folder: Folder, options: &Options, shown: bool) -> Result<(Report, f64)> {
    let bar = Bar::new(shown);
    let started = Instant::now();
    let report = ingest(folder, options, &bar);
    bar.finish();
    Ok((report?, started.elapsed().as_secs_f64()))
}

pub(super) fn options(args: &IndexArgs) -> Result<Options> {
    let paths = match args.paths.is_empty() && !args.rebuild {
        true => vec![PathBuf::from(DEFAULT_PATH)],
        false => args.paths.clone(),
    };
    let now = Zoned::now();
    Ok(Options {
        paths,
        touched: None,
        rebuild: args.rebuild,
        jobs: args.jobs.map_or_else(processors, usize::from),
        memory: super::memory::of_run(args.memory)?,
        now: i64::try_from(Timestamp::from(&now).as_nanosecond()).unwrap_or(i64::MAX),
        who: format!("process {}, begun {}", std::process::id(), now.strftime("%H:%M:%S on %d/%m/%Y")),
        account: false,
        reading: super::reading::options(&args.reading),
    })
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

pub(super) fn say(report: &Report, verbose: bool, out: &Out) {
    for (file, warning) in &report.warnings {
        if verbose {
            out.note(&format!("{file}: {warning}"));
        }
    }
    if !verbose && !report.warnings.is_empty() {
        out.note(&human::warnings_hint(report.warnings.len()));
    }
    for skipped in &report.skipped {
        out.error(&human::skipped(skipped));
    }
}

fn say_plan(global: &Global, plan: &Plan, out: &mut Out) -> Result<Ended> {
    for skipped in &plan.skipped {
        out.error(&human::skipped(skipped));
    }
    if global.json {
        out.json(&human::plan_json(plan))?;
    } else {
        out.text(&human::plan(plan))?;
    }
    Ok(Ended::well_if(plan.skipped.is_empty()))
}
