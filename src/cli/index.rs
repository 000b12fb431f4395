//! `bantin index`

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::{Timestamp, Zoned};

use super::args::{Global, IndexArgs, ReadingArgs, RunningArgs};
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
    let base = options(&args.paths, &args.running)?;
    let mut options = Options { rebuild: args.rebuild, account: args.report.is_some(), ..base };
    if args.rebuild {
        // Without paths, all that the index knows is read again.
        options.paths.clone_from(&args.paths);
    }
    let folder = Folder::new(&global.index);
    if args.dry_run {
        let plan = dry_run(&folder, &options)?;
        return say_plan(global, &plan, out);
    }
    let shown = !args.running.no_progress && !global.quiet && !global.json;
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
    let running = RunningArgs { jobs: None, memory: None, no_progress: false, reading: reading.clone() };
    let options = options(&[path.to_owned()], &running)?;
    let (report, seconds) = timed(Folder::new(&global.index), &options, !global.quiet && !global.json)?;
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

/// A run over all that lies at `paths`.
///
/// # Errors
/// When so little memory was typed that no run can do with it.
pub(super) fn options(paths: &[PathBuf], running: &RunningArgs) -> Result<Options> {
    let paths = if paths.is_empty() { vec![PathBuf::from(DEFAULT_PATH)] } else { paths.to_owned() };
    let begun = Zoned::now().strftime("%H:%M:%S on %d/%m/%Y");
    Ok(Options {
        paths,
        touched: None,
        rebuild: false,
        jobs: running.jobs.map_or_else(processors, usize::from),
        memory: super::memory::of_run(running.memory)?,
        now: now(),
        who: format!("process {}, begun {begun}", std::process::id()),
        account: false,
        reading: super::reading::options(&running.reading),
    })
}

/// This instant, in nanoseconds since 1970.
pub(super) fn now() -> i64 {
    i64::try_from(Timestamp::now().as_nanosecond()).unwrap_or(i64::MAX)
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

pub(super) fn say(report: &Report, verbose: bool, out: &Out) {
    report.remarks.iter().for_each(|remark| out.note(&human::skipped(remark)));
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
