//! Nothing that happens to a run may cost what was indexed before: full disks, other runs, other versions. Kills:
//! `crash.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::common::{Archive, Ran, found, records, skip};

/// A hundred files with 40 articles each that can be told from those of `Archive::of_records`.
fn add_many(archive: &Archive) {
    for file in 0..100 {
        let text = records(40).replace("\"R", &format!("\"M{file}-")).replace("Tàu cá", "Ghe chài");
        archive.write(&format!("them/tin-{file:03}.jsonl"), text);
    }
}

const BEFORE: u64 = 50;
const ADDED: u64 = 4000;

fn start(archive: &Archive, args: &[&str]) -> Child {
    archive.command(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The ids of all articles; fails when one is there twice.
fn all_ids(archive: &Archive) -> BTreeSet<String> {
    let answer = archive.search(&["tàu OR ghe", "--limit", "100000", "--snippets", "0", "--all"]);
    let ids: Vec<String> = found(&answer);
    let different: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(different.len(), ids.len(), "an article is there twice");
    assert_eq!(answer["total"], archive.json(["status"])["articles"], "the manifest and the articles differ");
    different
}

fn articles(archive: &Archive) -> u64 {
    archive.json(["status"])["articles"].as_u64().unwrap()
}

#[test]
fn a_second_writer_is_told_who_holds_the_index() {
    let archive = Archive::indexed();
    let mut lock = fs::File::options().read(true).write(true).open(archive.path("index/lock")).unwrap();
    lock.lock().unwrap();
    lock.set_len(0).unwrap();
    lock.write_all("process 4711, begun 08:15:00 on 29/12/2023".as_bytes()).unwrap();
    archive.run(["index"]).refused(
        "index: another run writes to this index: process 4711, begun 08:15:00 on 29/12/2023; wait until it ends, or stop it",
    );
    archive.run(["index", "--rebuild"]).ended(2).said("another run writes to this index: process 4711");
    archive.run(["search", "đê"]).succeeded();
    drop(lock);
    archive.run(["index"]).succeeded();
}

#[test]
fn two_runs_at_once_index_everything_once() {
    let archive = Archive::empty();
    add_many(&archive);
    let both = [start(&archive, &["index"]), start(&archive, &["index"])];
    let outputs = both.map(|child| child.wait_with_output().unwrap());
    assert!(outputs.iter().any(|output| output.status.success()));
    for output in outputs.iter().filter(|output| !output.status.success()) {
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2));
        assert!(message.starts_with("error: index: another run writes to this index: process "), "{message}");
    }
    assert_eq!(all_ids(&archive).len() as u64, ADDED);
}

#[test]
fn a_folder_that_is_not_an_index_is_left_alone() {
    let archive = Archive::sample();
    archive.write("../photos/a.jpg", "ảnh");
    let message = "photos: not an index: it holds `a.jpg` and no bantin.json; name an empty or new folder with --index";
    archive.run(["index", "--index", "photos"]).refused(message);
    archive.run(["index", "--rebuild", "corpus", "--index", "photos"]).refused(message);
    archive.run(["search", "đê", "--index", "photos"]).refused(message);
    assert_eq!(fs::read_dir(archive.path("photos")).unwrap().count(), 1);
    fs::write(archive.path("file"), "").unwrap();
    let message = "file: expected a folder, found a file; name an index folder with --index";
    archive.run(["index", "--index", "file"]).refused(message);
    archive.run(["search", "đê", "--index", "file"]).refused(message);
}

#[test]
fn an_index_of_another_version_is_refused_with_the_mending_command() {
    let archive = Archive::indexed();
    let path = archive.path("index/bantin.json");
    let header: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for version in ["schema", "analyzer"] {
        let mut other = header.clone();
        other[version] = 999.into();
        fs::write(&path, other.to_string()).unwrap();
        let message = format!(
            "index: the index has {version} version 999, this bantin has {}; run `bantin index --rebuild` with the same folders",
            header[version]
        );
        archive.run(["search", "đê"]).refused(&message);
        archive.run(["index"]).refused(&message);
        archive.run(["status"]).refused(&message);
    }
    archive.run(["index", "--rebuild", "corpus"]).succeeded();
    assert_eq!(articles(&archive), 6);
}

#[test]
fn a_damaged_index_is_refused_with_the_mending_command() {
    let archive = Archive::indexed();
    let header = archive.path("index/bantin.json");
    for damage in ["", "{", "[]", "{\"schema\": 1}"] {
        fs::write(&header, damage).unwrap();
        archive
            .run(["search", "đê"])
            .ended(2)
            .said("index/bantin.json: not the header of an index (")
            .said("bantin index --rebuild");
    }
    archive.run(["index", "--rebuild", "corpus"]).succeeded();
    assert_eq!(articles(&archive), 6);
}

#[test]
fn files_of_the_index_that_are_damaged_or_gone_are_an_error_not_a_crash() {
    let archive = Archive::indexed();
    let generation = archive.path("index/generation-1");
    let files: Vec<PathBuf> = fs::read_dir(&generation).unwrap().flatten().map(|entry| entry.path()).collect();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        for damaged in [bytes[..bytes.len() / 2].to_vec(), Vec::new()] {
            fs::write(&file, damaged).unwrap();
            check_ended(archive.run(["search", "đê"]), &file);
            check_ended(archive.run(["status"]), &file);
        }
        fs::remove_file(&file).unwrap();
        check_ended(archive.run(["search", "đê"]), &file);
        fs::write(&file, bytes).unwrap();
    }
    archive.run(["search", "đê"]).succeeded();
}

fn check_ended(ran: Ran, file: &Path) {
    assert!(matches!(ran.status, Some(0..=2)) && !ran.err.contains("panicked"), "{}: {ran:?}", file.display());
}

const NOBODY: u32 = 65534;

/// Lets `command` run as a user who has no rights here; not where that can't be done.
fn as_nobody(archive: &Archive, command: &mut Command) -> Result<(), String> {
    if fs::metadata("/proc/self").map_or(1, |me| me.uid()) != 0 {
        return Ok(());
    }
    fs::set_permissions(archive.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    command.uid(NOBODY).gid(NOBODY);
    let mut probe = archive.command(["--version"]);
    let works = probe.uid(NOBODY).gid(NOBODY).output().is_ok_and(|output| output.status.success());
    if works { Ok(()) } else { Err("root, and the program can't be run as another user".to_owned()) }
}

/// Takes (or gives back) the right to write from (to) everybody, everything below included.
fn set_modes(path: &Path, folder: u32, file: u32) {
    if path.is_dir() {
        fs::read_dir(path).unwrap().flatten().for_each(|entry| set_modes(&entry.path(), folder, file));
    }
    let mode = if path.is_dir() { folder } else { file };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn an_index_that_can_only_be_read_can_be_searched() {
    let archive = Archive::indexed();
    set_modes(&archive.path("index"), 0o555, 0o444);
    let mut command = archive.command(["search", "đê", "--json"]);
    if let Err(reason) = as_nobody(&archive, &mut command) {
        return skip("an_index_that_can_only_be_read_can_be_searched", &reason);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut command = archive.command(["index"]);
    as_nobody(&archive, &mut command).unwrap();
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "error: index/lock: Permission denied (os error 13)\n");
    set_modes(&archive.path("index"), 0o755, 0o644);
}

#[test]
fn an_index_is_for_its_owner_only() {
    let archive = Archive::indexed();
    assert_eq!(fs::metadata(archive.path("index")).unwrap().permissions().mode() & 0o777, 0o700);
}

/// A file system of so many megabytes, for as long as this lives.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mounted(at: PathBuf, megabytes: u32) -> Option<SmallDisk> {
        fs::create_dir(&at).unwrap();
        let size = format!("size={megabytes}m");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "bantin-test"]).arg(&at).output();
        mount.is_ok_and(|output| output.status.success()).then_some(SmallDisk(at))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_costs_nothing_that_was_there() {
    let archive = Archive::empty();
    archive.write("tin.jsonl", records(BEFORE as usize));
    let Some(_disk) = SmallDisk::mounted(archive.path("disk"), 3) else {
        return skip("a_full_disk_costs_nothing_that_was_there", "a small file system can't be mounted");
    };
    let there = |args: &[&str]| archive.run(args.iter().chain(&["--index", "disk/index"]));
    there(&["index"]).ended(0);
    for file in 0..40 {
        let text = (0..400).map(|n| json!({"body": format!("Ghe {}", word(file * 400 + n))}).to_string() + "\n");
        archive.write(&format!("them-{file}.jsonl"), text.collect::<String>());
    }
    there(&["index"]).ended(2).said("No space left on device");
    there(&["search", "tàu"]).ended(0);
    let status: Value = serde_json::from_str(&there(&["status", "--json"]).out).unwrap();
    assert_eq!(status["articles"], BEFORE);
    for file in 0..40 {
        fs::remove_file(archive.path(format!("corpus/them-{file}.jsonl"))).unwrap();
    }
    there(&["index"]).ended(0);
}

/// Ten syllables that hardly compress.
fn word(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut syllable = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:x}", state >> 24)
    };
    (0..10).map(|_| syllable()).collect::<Vec<_>>().join(" ")
}
