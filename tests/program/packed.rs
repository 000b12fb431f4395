//! Articles are packed with a dictionary that is made of the first of them: it belongs to the commit as they do.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::common::Archive;

/// So many articles that a dictionary is made long before the last of them.
const MANY: usize = 4000;

/// An article of about 1.5 KB whose number stands at its end.
fn article(number: usize) -> String {
    let crops = ["lúa", "ngô", "khoai", "sắn", "lạc", "chè", "quế"];
    let sentence = |at: usize| {
        let crop = crops[(number + at) % crops.len()];
        format!(
            "Tổ {} của xã Đông Lĩnh trồng {} sào {crop}, bán được {} đồng. ",
            at,
            number % 89 + at,
            number * 7919 + at
        )
    };
    format!("{}Sổ ghi số {number} khép lại.", (0..16).map(sentence).collect::<String>())
}

fn archive_of_many() -> Archive {
    let archive = Archive::empty();
    let records: Vec<_> = (0..MANY).map(|number| json!({"body": article(number)}).to_string()).collect();
    archive.write("tin.jsonl", records.join("\n"));
    archive.run(["index"]).succeeded();
    archive
}

fn dictionaries(archive: &Archive, generation: usize) -> Vec<PathBuf> {
    let files = fs::read_dir(archive.path(format!("index/generation-{generation}"))).unwrap().flatten();
    files.map(|file| file.path()).filter(|path| path.to_string_lossy().contains("dictionary-")).collect()
}

/// The first article, which was packed before there was a dictionary, and the last are shown word for word.
fn shows_both_ends(archive: &Archive) {
    for number in [0, MANY - 1] {
        let answer = archive.search(&[&format!("\"sổ ghi số {number} khép lại\"")]);
        let id = answer["hits"][0]["id"].as_str().unwrap().to_owned();
        archive.run(["show", &id]).succeeded().gave(&article(number)[..200]);
    }
}

#[test]
fn a_dictionary_is_made_once_and_damage_of_it_is_found() {
    let archive = archive_of_many();
    let made = dictionaries(&archive, 1);
    assert_eq!(made.len(), 1, "{made:?}");
    shows_both_ends(&archive);
    archive.run(["check"]).succeeded();

    archive.write("them.jsonl", json!({"body": article(MANY)}).to_string());
    archive.run(["index"]).succeeded();
    assert_eq!(dictionaries(&archive, 1), made, "a further run goes on with it");
    shows_both_ends(&archive);

    let mut bytes = fs::read(&made[0]).unwrap();
    bytes[4812] ^= 1;
    fs::write(&made[0], bytes).unwrap();
    let name = made[0].file_name().unwrap().to_string_lossy().into_owned();
    archive.run(["check"]).ended(1).said(&name);
    let ran = archive.run(["search", "sào"]).ended(2).said("bantin index --rebuild");
    assert!(ran.err.contains(&name), "{ran:?}");
    archive.run(["index", "--rebuild"]).succeeded();
    archive.run(["check"]).succeeded();
    shows_both_ends(&archive);
    assert_eq!(dictionaries(&archive, 2).len(), 1);
}

#[test]
fn a_dictionary_that_no_commit_names_goes() {
    let archive = Archive::indexed();
    fs::write(archive.path("index/generation-1/dictionary-of-a-run-that-was-killed"), "x").unwrap();
    archive.write("them.txt", "Nước rút, bà con ra đồng.");
    archive.run(["index"]).succeeded();
    assert!(dictionaries(&archive, 1).is_empty());
    archive.run(["check"]).succeeded();
}
