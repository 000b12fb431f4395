//! A run over one hostile file and a good one: how it went, and what was wrong with it.

use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::common::{Archive, is_long};

/// Seconds that a PDF may take.
const FILE_TIMEOUT: u64 = 8;
/// Seconds within which a run must end: both readers of PDFs, and a machine that has other work.
const LONGEST_RUN: u64 = 2 * FILE_TIMEOUT + 40;
/// Megabytes that all processes of a run may take together: two of the child's limit would be too much.
const MOST_MEMORY: u64 = 2600;

/// How often what is large is repeated, against the short form.
pub(super) fn times() -> usize {
    if is_long() { 10 } else { 1 }
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// Its message has this in it.
    Skipped(&'static str),
    /// Something of it can be found.
    Read,
    /// Either, but in order.
    InOrder,
}

pub(super) struct Hostile {
    pub(super) name: OsString,
    pub(super) bytes: Vec<u8>,
    pub(super) fate: Fate,
}

pub(super) fn hostile(name: &str, bytes: impl Into<Vec<u8>>, fate: Fate) -> Hostile {
    Hostile { name: name.into(), bytes: bytes.into(), fate }
}

/// How a run went.
pub(super) struct Went {
    pub(super) status: Option<i32>,
    pub(super) err: String,
    pub(super) seconds: f64,
    /// Megabytes of all its processes together, at the highest.
    pub(super) peak: u64,
}

/// Runs `bantin index` in a process group of its own and watches what the group takes.
pub(super) fn watched(archive: &Archive) -> Went {
    let timeout = FILE_TIMEOUT.to_string();
    let mut command = archive.command(["index", "--file-timeout", &timeout]);
    command.process_group(0).stdout(Stdio::null()).stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let group = child.id();
    let mut stderr = child.stderr.take().unwrap();
    let listener = std::thread::spawn(move || {
        let mut said = Vec::new();
        stderr.read_to_end(&mut said).unwrap();
        String::from_utf8_lossy(&said).into_owned()
    });
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = peak.max(memory_of(group));
        if started.elapsed() > Duration::from_secs(2 * LONGEST_RUN) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let seconds = started.elapsed().as_secs_f64();
    Went { status: status.code(), err: listener.join().unwrap(), seconds, peak: peak >> 20 }
}

/// Bytes in memory of all processes of a group.
fn memory_of(group: u32) -> u64 {
    const PAGE: u64 = 4096;
    let pages = |entry: fs::DirEntry| -> Option<u64> {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        let of_group = fields.nth(2)?.parse() == Ok(group);
        // The resident pages are the 24th field; three of those behind the name are taken.
        of_group.then(|| fields.nth(18)?.parse().ok()).flatten()
    };
    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    processes.flatten().filter_map(pages).sum::<u64>() * PAGE
}

/// Each file beside a good one in a folder of its own; what went wrong with any of them.
pub(super) fn each_ends_in_order(all: Vec<Hostile>) {
    let mut wrong = Vec::new();
    for Hostile { name, bytes, fate } in all {
        let archive = Archive::empty();
        archive.write("tot.txt", "Lúa chín sớm ở Phú Điền.\n");
        fs::write(archive.path("corpus").join(&name), &bytes).unwrap();
        let went = watched(&archive);
        let shown = name.to_string_lossy().escape_debug().to_string();
        let said = went.err.lines().next().unwrap_or("read").chars().take(110).collect::<String>();
        eprintln!("| {shown} | {} KB | {said} | {:.1} s | {} MB |", bytes.len() >> 10, went.seconds, went.peak);
        let complaint = complaint(&archive, &went, fate);
        wrong.extend(complaint.map(|complaint| format!("{shown}: {complaint}: {}", went.err)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

pub(super) fn complaint(archive: &Archive, went: &Went, fate: Fate) -> Option<&'static str> {
    let good = archive.found_in_full(&["lúa chín sớm"]).contains(&"tot.txt".to_owned());
    let is_clean = !went.err.contains(|c: char| c.is_control() && c != '\n');
    let as_expected = match fate {
        Fate::Skipped(reason) => went.status == Some(1) && went.err.contains(reason),
        Fate::Read => went.status == Some(0),
        Fate::InOrder => matches!(went.status, Some(0 | 1)),
    };
    match () {
        () if !good => Some("the good file is not found"),
        () if !as_expected => Some("another outcome"),
        () if went.err.contains("internal failure") || went.err.contains("please report") => Some("a reader failed"),
        () if !is_clean => Some("control characters"),
        () if went.seconds > LONGEST_RUN as f64 => Some("too slow"),
        () if went.peak > MOST_MEMORY => Some("too much memory"),
        () => None,
    }
}
