//! The child process, seen from its parent: begun, listened to, and ended when it takes too much.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::Options;
use super::job::Job;
use super::ocr::NO_VIETNAMESE;

/// Takes a line of an answer, without its end.
pub(super) type Listener<'a> = dyn FnMut(&[u8]) + Send + 'a;

/// What share of the memory of the reader its answer may fill here.
const SHARE_OF_ANSWER: u64 = 4;

/// What a child is begun with.
pub(super) struct Errand<'a> {
    /// The file.
    pub(super) path: &'a Path,
    /// What it is to do with it.
    pub(super) job: Job,
    /// Its standard input.
    pub(super) input: Stdio,
}

/// Has a child do its errand; its answer is heard line by line. Gives the reason why it ended before its time; `None`
/// where all went well.
///
/// # Errors
/// When there is no program to run, or it can't be begun.
pub(super) fn ask(errand: Errand, options: &Options, listener: &mut Listener) -> Result<Option<String>, String> {
    run(errand, options, |out| each_line(out, options.memory / SHARE_OF_ANSWER, listener))
}

/// The same for an answer that is no lines: it is kept in `file` as it is.
///
/// # Errors
/// As those of [`ask`].
pub(super) fn keep(errand: Errand, options: &Options, file: &mut File) -> Result<Option<String>, String> {
    let longest = options.memory / SHARE_OF_ANSWER;
    run(errand, options, |out| Ok(io::copy(&mut out.take(longest), file)? < longest))
}

/// Said of what takes longer than it may.
pub(super) fn took_longer(limit: Duration) -> String {
    format!("took longer than {} seconds (a greater --file-timeout gives it more)", limit.as_secs())
}

fn run(
    errand: Errand,
    options: &Options,
    take: impl FnOnce(ChildStdout) -> io::Result<bool> + Send,
) -> Result<Option<String>, String> {
    let program = options.program.as_deref().ok_or("PDFs are read by a process of their own: no program was given")?;
    let mut command = Command::new(program);
    command.arg(super::CHILD_COMMAND).arg("--seconds").arg(options.time_limit.as_secs().max(1).to_string());
    command.arg("--memory").arg(options.memory.to_string());
    command.args(errand.job.arguments()).arg("--").arg(errand.path).stdin(errand.input);
    listen(command, errand.job, options, take).map_err(|error| format!("{}: can't be run: {error}", program.display()))
}

fn listen(
    mut command: Command,
    job: Job,
    options: &Options,
    take: impl FnOnce(ChildStdout) -> io::Result<bool> + Send,
) -> io::Result<Option<String>> {
    let limit = options.time_limit;
    let mut complaints = tempfile::tempfile()?;
    command.stdout(Stdio::piped()).stderr(complaints.try_clone()?);
    let mut child = command.spawn()?;
    let Some(out) = child.stdout.take() else { return Err(io::ErrorKind::BrokenPipe.into()) };
    let (sender, receiver) = channel();
    let (late, status, heard) = std::thread::scope(|scope| {
        let listening = scope.spawn(move || {
            let heard = take(out);
            // The parent waits for this, or has gone on without.
            let _ = sender.send(());
            heard.unwrap_or(false)
        });
        let late = receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
        let status = end(&mut child, late);
        (late, status, listening.join().unwrap_or(false))
    });
    let status = status?;
    Ok(match () {
        () if late => Some(took_longer(limit)),
        () if !heard => Some("the answer of the reader is too long".to_owned()),
        () => complaint(job, status, options.memory, &mut complaints),
    })
}

/// Hands over the lines of an answer up to so many bytes; whether that was all of it.
fn each_line(answer: impl Read, longest: u64, listener: &mut Listener) -> io::Result<bool> {
    let mut answer = BufReader::new(answer.take(longest));
    let mut line = Vec::new();
    while answer.read_until(b'\n', &mut line)? > 0 {
        listener(line.strip_suffix(b"\n").unwrap_or(&line));
        line.clear();
    }
    Ok(answer.get_ref().limit() > 0)
}

/// Waits for the child, which has closed its output or is killed.
fn end(child: &mut Child, late: bool) -> io::Result<ExitStatus> {
    if late {
        child.kill()?;
    }
    child.wait()
}

/// What went wrong by the child's own words.
fn complaint(job: Job, status: ExitStatus, memory: u64, complaints: &mut File) -> Option<String> {
    const LAST: u64 = 4096;
    if status.success() {
        return None;
    }
    let length = complaints.seek(SeekFrom::End(0)).unwrap_or_default();
    let mut said = Vec::new();
    let read = complaints.seek(SeekFrom::Start(length.saturating_sub(LAST)));
    let _ = read.and_then(|_| complaints.read_to_end(&mut said));
    let said = String::from_utf8_lossy(&said);
    Some(match () {
        () if said.contains("overflowed its stack") => "is nested too deeply for the reader".to_owned(),
        () if OUT_OF_MEMORY.iter().any(|words| said.contains(words)) => {
            format!("takes more than {} MB of memory to read (--memory)", memory >> 20)
        }
        () if said.contains(job.missing()) => job.missing().to_owned(),
        () if said.contains("Failed loading language") => NO_VIETNAMESE.to_owned(),
        () => format!("{} failed on this file ({status})", job.name()),
    })
}

/// What programs say that get no more memory: Rust's, poppler's, C++'s, leptonica's.
const OUT_OF_MEMORY: [&str; 4] = ["memory allocation of", "Out of memory", "bad_alloc", "malloc fail"];
