//! The rooms of the program and the arrows between them: each knows those before it, none knows those behind it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that it may use besides `text`, `error` and itself. The order is the way of the data.
const ROOMS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("text", &[]),
    ("read", &[]),
    ("split", &["read"]),
    ("analyse", &["read", "split"]),
    // An entry is made of all that was found out; `read` for what a file says of itself.
    ("index", &["read", "split", "analyse"]),
    ("ingest", &["read", "split", "analyse", "index"]),
    // The schema and what is stored are the index's; names and posts are compared as the analyser compares them.
    ("query", &["read", "analyse", "index"]),
    // The shapes of what is shown.
    ("render", &["read", "split", "analyse", "index", "ingest", "query"]),
    ("serve", &["read", "split", "analyse", "index", "ingest", "query", "render"]),
    ("cli", &["read", "split", "analyse", "index", "ingest", "query", "render", "serve"]),
];

/// Rooms that know nobody.
const KNOWN_TO_ALL: &[&str] = &["error", "text"];

/// What nobody but `cli` may look at, or do: the environment, the clock, the terminal, the end of the process.
const ONLY_CLI: &[&str] = &[
    "std::env",
    "env::var",
    "env::args",
    "Zoned::now",
    "Timestamp::now",
    "SystemTime::now",
    "std::process::exit",
    "process::exit(",
    "is_terminal()",
];

/// What prints. `render` makes texts; `cli` writes them.
const PRINTS: &[&str] = &["println!", "print!(", "eprintln!", "eprint!(", "io::stdout()", "io::stderr()"];

struct Source {
    room: String,
    path: PathBuf,
    code: String,
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(rust_files(&path)),
            false if path.extension().is_some_and(|ending| ending == "rs") => files.push(path),
            false => {}
        }
    }
    files.sort();
    files
}

/// The room of a file: the first part of its path below `src`.
fn room_of(path: &Path) -> String {
    let below = path.strip_prefix(src()).unwrap();
    below.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Everything but comments: what is said of another room in prose is no arrow.
fn without_comments(code: &str) -> String {
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The code of all rooms; `main.rs` and `lib.rs`, which only join them, left out.
fn sources() -> Vec<Source> {
    let is_of_a_room = |path: &PathBuf| !matches!(room_of(path).as_str(), "main" | "lib");
    let source = |path: PathBuf| Source {
        room: room_of(&path),
        code: without_comments(&fs::read_to_string(&path).unwrap()),
        path,
    };
    let sources: Vec<Source> = rust_files(&src()).into_iter().filter(is_of_a_room).map(source).collect();
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

/// The rooms that `code` names as `crate::ROOM`, and as `crate::{ROOM, ROOM::…}`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => named.extend(at_first_level(group).map(word)),
            None => _ = named.insert(word(rest)),
        }
    }
    named
}

/// The members of a group of paths, up to its closing brace.
fn at_first_level(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 1;
    let end = group.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0
    });
    let mut depth = 0;
    group[..end.unwrap_or(group.len())].split(move |c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    })
}

fn allowed(from: &str, to: &str) -> bool {
    let (_, may_use) = ROOMS.iter().find(|(room, _)| *room == from).expect("a room of the table");
    from == to || may_use.contains(&to) || (KNOWN_TO_ALL.contains(&to) && !KNOWN_TO_ALL.contains(&from))
}

#[test]
fn no_arrow_goes_back() {
    let mut wrong = Vec::new();
    for source in sources() {
        assert!(ROOMS.iter().any(|(room, _)| *room == source.room), "`{}` is not in the table of rooms", source.room);
        for named in rooms_named(&source.code) {
            if !allowed(&source.room, &named) {
                wrong.push(format!("{}: {} → {named}", source.path.display(), source.room));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in the table:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_only_points_back() {
    for (place, (room, may_use)) in ROOMS.iter().enumerate() {
        for used in *may_use {
            assert!(ROOMS[..place].iter().any(|(earlier, _)| earlier == used), "{room} may not use {used}");
        }
    }
}

#[test]
fn only_cli_looks_at_environment_and_clock() {
    holds_nowhere(ONLY_CLI, |room| room == "cli");
}

#[test]
fn only_cli_and_render_print() {
    holds_nowhere(PRINTS, |room| room == "cli" || room == "render");
}

fn holds_nowhere(forbidden: &[&str], is_free: impl Fn(&str) -> bool) {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| !is_free(&source.room)) {
        let found = forbidden.iter().filter(|word| source.code.contains(**word));
        wrong.extend(found.map(|word| format!("{}: {word}", source.path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn text_knows_neither_files_nor_the_engine() {
    for source in sources().into_iter().filter(|source| source.room == "text") {
        for word in ["tantivy", "std::fs", "std::path", "std::io"] {
            assert!(!source.code.contains(word), "{}: {word}", source.path.display());
        }
    }
}

#[test]
fn arrows_are_seen_in_every_form_of_use() {
    let named = |code| rooms_named(code).into_iter().collect::<Vec<_>>();
    assert_eq!(named("use crate::read::Document;"), ["read"]);
    assert_eq!(named("let x = crate::index::ident(1);"), ["index"]);
    assert_eq!(named("use crate::{error::{Error, Result}, query};"), ["error", "query"]);
    assert!(!allowed("read", "index") && !allowed("text", "error") && allowed("cli", "render"));
}
