//! The child process, seen from its parent: begun, listened to, and ended when it takes too much.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::Options;

/// Bytes of an answer, at most.
const LONGEST_ANSWER: u64 = 512 << 20;

/// What a child said, and how it ended.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) told: Vec<u8>,
    /// Why it ended before its time; `None` where all went well.
    pub(super) trouble: Option<String>,
}

/// Has a child read the PDF at `path`, with poppler's `pdftotext` where `poppler` says so.
///
/// # Errors
/// When there is no program to run, or it can't be begun.
pub(super) fn ask(path: &Path, options: &Options, poppler: bool) -> Result<Answer, String> {
    let program = options.program.as_deref().ok_or("PDFs are read by a process of their own: no program was given")?;
    let mut command = Command::new(program);
    command.arg(super::CHILD_COMMAND).arg("--seconds").arg(options.time_limit.as_secs().max(1).to_string());
    command.args(poppler.then_some("--poppler")).arg("--").arg(path);
    listen(command, options.time_limit).map_err(|error| format!("{}: can't be run: {error}", program.display()))
}

fn listen(mut command: Command, limit: Duration) -> io::Result<Answer> {
    let mut complaints = tempfile::tempfile()?;
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(complaints.try_clone()?);
    let mut child = command.spawn()?;
    let Some(mut out) = child.stdout.take() else { return Err(io::ErrorKind::BrokenPipe.into()) };
    let (sender, receiver) = channel();
    let listener = std::thread::spawn(move || {
        let mut told = Vec::new();
        let heard = out.by_ref().take(LONGEST_ANSWER).read_to_end(&mut told);
        let full = told.len() as u64 == LONGEST_ANSWER;
        // The parent waits for this, or has gone on without.
        let _ = sender.send(());
        (told, heard.is_ok() && !full)
    });
    let late = receiver.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
    let status = end(&mut child, late)?;
    let (told, heard) = listener.join().unwrap_or_default();
    let trouble = match () {
        () if late => Some(format!("took longer than {} seconds (--file-timeout)", limit.as_secs())),
        () if !heard => Some("the answer of the reader is too long".to_owned()),
        () => complaint(status, &mut complaints),
    };
    Ok(Answer { told, trouble })
}

/// Waits for the child, which has closed its output or is killed.
fn end(child: &mut Child, late: bool) -> io::Result<ExitStatus> {
    if late {
        child.kill()?;
    }
    child.wait()
}

/// What went wrong by the child's own words.
fn complaint(status: ExitStatus, complaints: &mut File) -> Option<String> {
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
        () if said.contains("memory allocation of") || said.contains("Out of memory") => {
            format!("takes more than {} MB of memory to read", super::limits::MEMORY >> 20)
        }
        () if said.contains(super::NO_POPPLER) => super::NO_POPPLER.to_owned(),
        () => format!("the reader failed on this file ({status})"),
    })
}
