//! `bantin check`: whether the index is whole.

use std::fs;

use super::common::Archive;

#[test]
fn a_whole_index_passes() {
    let archive = Archive::indexed();
    archive.run(["check"]).succeeded();
    fs::remove_file(archive.path("corpus/tin.jsonl")).unwrap();
    archive.run(["index"]).succeeded();
    archive.run(["check"]).succeeded();
}

#[test]
fn a_changed_byte_is_found() {
    let archive = Archive::indexed();
    let generation = fs::read_dir(archive.path("index/generation-1")).unwrap().flatten();
    let store =
        generation.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|ending| ending == "store"));
    let store = store.expect("a file of stored articles");
    let mut bytes = fs::read(&store).unwrap();
    bytes[20] ^= 0xff;
    fs::write(&store, bytes).unwrap();
    let ran = archive.run(["check"]).ended(1);
    let name = store.file_name().unwrap().to_string_lossy().into_owned();
    assert!(ran.err.contains(&name), "{ran:?}");
}

#[test]
fn without_an_index_there_is_nothing_to_check() {
    let archive = Archive::empty();
    archive.run(["check"]).ended(2).said("index: no index here; run `bantin index FOLDER --index index` first");
}
