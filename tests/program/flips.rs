//! A bit that flips in any file of an index: `check` finds it, a rebuild mends it, and no command fails on it in
//! disorder.
//!
//! Which bits is told by `BANTIN_SEED`; a failure prints it. `BANTIN_LONG=1` flips two hundred.

use std::fs;
use std::path::{Path, PathBuf};

use super::common::{Archive, Ran, copy_folder, is_long};

fn count() -> usize {
    if is_long() { 200 } else { 25 }
}

fn seed() -> u64 {
    let given = std::env::var("BANTIN_SEED").ok().and_then(|seed| seed.parse().ok());
    given.unwrap_or(20231229)
}

/// Numbers that look random (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Every file of the index but locks: those only say who wrote last.
fn files(index: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(index).unwrap().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false if name == "lock" || name.ends_with(".lock") => {}
            false => all.push(path),
        }
    }
    all.sort();
    all
}

/// An index with deleted articles and more than one segment.
fn grown() -> Archive {
    let archive = Archive::of_records(120);
    copy_folder(&super::common::data("archive"), &archive.path("corpus/them"));
    archive.run(["index"]).succeeded();
    fs::remove_file(archive.path("corpus/them/ben-do.txt")).unwrap();
    archive.run(["index"]).succeeded();
    archive.run(["check"]).succeeded();
    archive
}

/// One bit of a file, turned over and back again.
struct Flip {
    path: PathBuf,
    sound: Vec<u8>,
    at: usize,
    bit: u8,
}

impl Flip {
    fn make(path: &Path, numbers: &mut Numbers) -> Flip {
        let sound = fs::read(path).unwrap();
        let at = numbers.below(sound.len() as u64) as usize;
        let bit = 1 << numbers.below(8);
        let mut changed = sound.clone();
        changed[at] ^= bit;
        fs::write(path, changed).unwrap();
        Flip { path: path.to_owned(), sound, at, bit }
    }

    fn undo(&self) {
        fs::write(&self.path, &self.sound).unwrap();
    }
}

/// A clear answer: found, nothing found, or refused with a reason.
#[track_caller]
fn is_in_order(ran: &Ran, what: &str) {
    assert!(matches!(ran.status, Some(0..=2)), "{what}: {ran:?}");
    assert!(ran.status != Some(2) || ran.err.contains("error: "), "{what}: {ran:?}");
    assert!(!ran.err.contains("thread '"), "{what}: {ran:?}");
}

#[test]
fn a_flipped_bit_is_found_and_no_command_fails_on_it_in_disorder() {
    let archive = grown();
    let (files, mut numbers) = (files(&archive.path("index")), Numbers(seed()));
    let id = archive.search(&["cá cơm"])["hits"][0]["id"].as_str().unwrap().to_owned();
    let commands: [&[&str]; 6] = [
        &["search", "tàu cá OR \"cá cơm\" OR ngân*", "--limit", "200", "--snippets", "1"],
        &["search", "ngan sach", "--json", "--on", "2023"],
        &["officials"],
        &["timeline", "cảng"],
        &["show", &id],
        &["status", "--files"],
    ];
    for number in 0..count() {
        // Each file in turn: the small ones are as likely to be hit as the large ones.
        let flip = Flip::make(&files[number % files.len()], &mut numbers);
        let name = flip.path.file_name().unwrap().to_string_lossy();
        let what = format!("seed {}, flip {number}: {name}, byte {}, bit {:#04x}", seed(), flip.at, flip.bit);
        let ran = archive.run(["check"]);
        is_in_order(&ran, &what);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(ran.status != Some(0), "{what}: not found: {ran:?}");
        assert!(said.contains(&*name) || said.contains("index"), "{what}: {ran:?}");
        assert!(said.contains("bantin index --rebuild"), "{what}: {ran:?}");
        for args in commands {
            is_in_order(&archive.run(args), &format!("{what}: {args:?}"));
        }
        flip.undo();
    }
    archive.run(["check"]).succeeded();
}

#[test]
fn a_run_over_a_flipped_bit_ends_in_order_and_a_rebuild_mends_it() {
    let sound = grown();
    let expected = sound.found_in_full(&["tàu cá", "--limit", "200"]);
    let mut numbers = Numbers(seed() + 1);
    for number in 0..count() {
        let archive = Archive::empty();
        copy_folder(&sound.path("corpus"), &archive.path("corpus"));
        copy_folder(&sound.path("index"), &archive.path("index"));
        let files = files(&archive.path("index"));
        let flip = Flip::make(&files[number % files.len()], &mut numbers);
        let name = flip.path.file_name().unwrap().to_string_lossy();
        let what = format!("seed {}, flip {number}: {name}, byte {}, bit {:#04x}", seed(), flip.at, flip.bit);
        archive.write("moi.txt", "Tàu mới hạ thủy ở Cồn Hạc.\n");
        is_in_order(&archive.run(["index"]), &what);
        fs::remove_file(archive.path("corpus/moi.txt")).unwrap();
        let ran = archive.run(["index", "--rebuild", "corpus"]);
        assert_eq!(ran.status, Some(0), "{what}: {ran:?}");
        assert_eq!(archive.run(["check"]).status, Some(0), "{what}");
        assert_eq!(archive.found_in_full(&["tàu cá", "--limit", "200"]), expected, "{what}");
    }
}
