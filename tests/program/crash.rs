//! Kills at random instants, full disks, a writer that stands still, and readers that ask all the while: no answer may
//! ever mix two states of the index, and nothing that a run has told of may be lost.
//!
//! Each state of the bulletins is a generation, whose number stands in every headline. `BANTIN_LONG=1` kills at 320
//! instants instead of 8; `BANTIN_SEED=N` repeats the instants of an earlier run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::common::{Archive, is_long, program};
use super::watch::Watching;

const FILES: u64 = 20;
const RECORDS: u64 = 10;

/// Writes all bulletins anew.
fn write_generation(archive: &Archive, generation: u64) {
    for file in 0..FILES {
        let record = |record: u64| {
            let body = format!("Tàu cá số {record} của xóm {file} về cảng Cồn Hạc, bà con được mùa.");
            json!({"id": format!("{file}-{record}"), "title": format!("Chuyến biển đời {generation}"), "body": body})
        };
        let text: Vec<String> = (0..RECORDS).map(|number| record(number).to_string()).collect();
        fs::write(archive.path(format!("corpus/tin-{file:02}.jsonl")), text.join("\n")).unwrap();
    }
}

/// What an answer holds: for each file, the generations of its articles, and how many articles there are.
#[derive(Debug, Default, PartialEq)]
struct Held {
    generations: BTreeMap<String, BTreeSet<u64>>,
    articles: u64,
}

impl Held {
    /// # Panics
    /// When an article is there twice.
    fn of(answer: &Value) -> Held {
        let mut held = Held::default();
        let mut seen = BTreeSet::new();
        for hit in answer["hits"].as_array().unwrap() {
            assert!(seen.insert(hit["source_id"].as_str().unwrap()), "twice in the index: {hit}");
            let generation = hit["title"].as_str().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
            held.generations.entry(hit["file"].as_str().unwrap().to_owned()).or_default().insert(generation);
            held.articles += 1;
        }
        held
    }

    fn is_whole(&self) -> bool {
        self.articles == FILES * RECORDS && self.generations.len() as u64 == FILES
    }

    /// All generations that are there.
    fn all(&self) -> BTreeSet<u64> {
        self.generations.values().flatten().copied().collect()
    }
}

const QUESTION: [&str; 8] = ["search", "tàu cá", "--limit", "1000", "--snippets", "0", "--all", "--json"];

/// All that the index holds, after a look at its checksums.
fn held(archive: &Archive) -> Held {
    archive.run(["check"]).succeeded();
    Held::of(&serde_json::from_str(&archive.run(QUESTION).succeeded().out).unwrap())
}

/// A stream of numbers that a seed repeats (SplitMix64).
struct Chance(u64);

impl Chance {
    /// From `BANTIN_SEED`, else another each time; said, so that it can be repeated.
    fn new(test: &str) -> Chance {
        let given = std::env::var("BANTIN_SEED").ok().map(|seed| seed.parse().expect("BANTIN_SEED is a number"));
        let fresh = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64 % 1_000_000_007;
        let seed = given.unwrap_or_else(fresh);
        eprintln!("{test}: BANTIN_SEED={seed}");
        Chance(seed)
    }

    /// From nothing up to `most`.
    fn up_to(&mut self, most: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        most.mul_f64(((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

fn start(archive: &Archive, args: &[&str]) -> Child {
    archive.command(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Kills a run with signal 9 that long after its start; whether it was still at work.
fn killed_after(archive: &Archive, args: &[&str], after: Duration) -> bool {
    let mut child = start(archive, args);
    sleep(after);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

/// How long a whole run takes here and now.
fn duration_of(archive: &Archive, args: &[&str]) -> Duration {
    let begun = Instant::now();
    archive.run(args).succeeded();
    begun.elapsed()
}

/// An archive of generation 0, indexed, and how long the two kinds of run take.
fn archive_of_generation_0() -> (Archive, Duration, Duration) {
    let archive = Archive::empty();
    write_generation(&archive, 0);
    let whole = duration_of(&archive, &["index"]);
    let rebuild = duration_of(&archive, &["index", "--rebuild"]);
    (archive, whole, rebuild)
}

fn kills() -> u64 {
    if is_long() { 80 } else { 2 }
}

/// A run over what was left completes it.
fn completes(archive: &Archive, generation: u64) {
    archive.run(["index"]).succeeded();
    let held = held(archive);
    assert!(held.is_whole() && held.all() == [generation].into(), "{held:?}");
    let entries = fs::read_dir(archive.path("index")).unwrap().flatten();
    let generations = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("generation-"));
    assert_eq!(generations.count(), 1, "what interrupted rebuilds left is gone");
}

fn kill_at_random(test: &str, args: &[&str], of_rebuild: bool) {
    let mut chance = Chance::new(test);
    let (archive, whole, rebuild) = archive_of_generation_0();
    let duration = if of_rebuild { rebuild } else { whole };
    let (mut killed, mut before, mut after) = (0, 0, 0);
    for generation in 1..=kills() {
        write_generation(&archive, generation);
        killed += u64::from(killed_after(&archive, args, chance.up_to(duration)));
        let left = held(&archive);
        assert!(left.is_whole(), "{left:?}");
        match left.all() {
            state if state == [generation - 1].into() => before += 1,
            state if state == [generation].into() => after += 1,
            _ => panic!("two states at once: {left:?}"),
        }
        completes(&archive, generation);
    }
    eprintln!("{test}: {killed} of {} kills came in time; {before} states before, {after} after", kills());
    assert!(killed * 3 >= kills() || !is_long(), "too few kills came in time: {killed}");
}

#[test]
fn a_killed_run_leaves_the_state_before_or_the_state_after() {
    kill_at_random("index", &["index"], false);
}

#[test]
fn a_killed_rebuild_leaves_the_state_before_or_the_state_after() {
    kill_at_random("rebuild", &["index", "--rebuild"], true);
}

#[test]
fn a_killed_first_run_can_be_begun_again() {
    let mut chance = Chance::new("first run");
    let (archive, whole, _) = archive_of_generation_0();
    for _ in 0..kills() {
        fs::remove_dir_all(archive.path("index")).unwrap();
        killed_after(&archive, &["index"], chance.up_to(whole));
        if archive.run(["status"]).status == Some(0) {
            let left = held_or_nothing(&archive);
            assert!(left.is_whole() || left == Held::default(), "{left:?}");
        }
        completes(&archive, 0);
    }
}

/// As [`held`], of an index that may be empty.
fn held_or_nothing(archive: &Archive) -> Held {
    archive.run(["check"]).succeeded();
    Held::of(&serde_json::from_str(&archive.run(QUESTION).out).unwrap())
}

#[test]
fn a_killed_watch_loses_nothing_that_it_told_of() {
    let mut chance = Chance::new("watch");
    let (archive, whole, _) = archive_of_generation_0();
    let (mut told_of, mut at_work) = (0, 0);
    for generation in 1..=kills() {
        let mut watching = Watching::ready(&archive);
        write_generation(&archive, generation);
        sleep(chance.up_to(Duration::from_millis(250) + whole * 2));
        watching.kill();
        let told = watching.events().into_iter().filter(|event| event["event"] == "read");
        let told: BTreeSet<String> = told.map(|event| event["file"].as_str().unwrap().to_owned()).collect();
        let left = held(&archive);
        assert!(left.is_whole(), "{left:?}");
        for (file, generations) in &left.generations {
            let is_new = *generations == [generation].into();
            assert!(is_new || *generations == [generation - 1].into(), "{file} of two states: {generations:?}");
            assert!(is_new || !told.contains(file), "{file} was told of, and is lost");
        }
        told_of += told.len();
        at_work += usize::from((told.len() as u64) < FILES);
        completes(&archive, generation);
    }
    eprintln!("watch: {told_of} changes told of before {} kills, {at_work} of them with work left", kills());
}

#[test]
fn readers_that_never_pause_see_one_state_at_a_time() {
    const READERS: usize = 8;
    let (archive, ..) = archive_of_generation_0();
    let (done, asked) = (AtomicBool::new(false), AtomicU64::new(0));
    let rounds = if is_long() { 24 } else { 2 };
    let ask = || {
        let mut latest = 0;
        while !done.load(Ordering::Relaxed) {
            let held = Held::of(&serde_json::from_str(&archive.run(QUESTION).succeeded().out).unwrap());
            let all = held.all();
            assert!(held.is_whole() && all.len() == 1, "two states in one answer: {held:?}");
            let generation = all.first().copied().unwrap();
            assert!(generation >= latest, "back from generation {latest} to {generation}");
            latest = generation;
            asked.fetch_add(1, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(ask)).collect();
        for generation in 1..=rounds {
            write_generation(&archive, generation);
            let args: &[&str] = if generation % 2 == 0 { &["index"] } else { &["index", "--rebuild"] };
            let ended = start(&archive, args).wait_with_output().unwrap();
            if !ended.status.success() {
                done.store(true, Ordering::Relaxed);
                panic!("{args:?}: {ended:?}");
            }
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().unwrap());
    });
    eprintln!("readers: {} answers during {rounds} runs", asked.load(Ordering::Relaxed));
    assert!(asked.load(Ordering::Relaxed) >= READERS as u64);
    completes(&archive, rounds);
}

#[test]
fn a_writer_that_stands_still_is_named_and_can_go_on() {
    let (archive, ..) = archive_of_generation_0();
    write_generation(&archive, 1);
    fs::write(archive.path("index/lock"), "").unwrap();
    let mut child = start(&archive, &["index"]);
    let process = child.id().to_string();
    let signal = |signal: &str| assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
    let holds = || fs::read_to_string(archive.path("index/lock")).unwrap().contains(&process);
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it never took the lock");
        sleep(Duration::from_millis(1));
    }
    signal("-STOP");
    if child.try_wait().unwrap().is_none() {
        let other = archive.run(["index"]);
        let message = format!("index: another run writes to this index: process {process}, begun ");
        other.ended(2).said(&message).said("; wait until it ends, or stop it");
        let left = held(&archive);
        assert!(left.is_whole() && left.all().len() == 1, "{left:?}");
    }
    signal("-CONT");
    assert!(child.wait().unwrap().success());
    completes(&archive, 1);
}

#[test]
fn a_file_that_can_not_grow_costs_nothing_that_was_there() {
    let (archive, ..) = archive_of_generation_0();
    let more: Vec<String> = (0..4000)
        .map(|number| json!({"body": format!("Ghe chài {number} chở {}", number * 7919)}).to_string())
        .collect();
    archive.write("them.jsonl", more.join("\n"));
    // As a full disk does, a limit of 16 to 32 KB a file lets writing fail in the middle.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 32; exec \"$0\" index"]).arg(program());
    let output = command.current_dir(archive.path("")).env_remove("BANTIN_INDEX").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: the index can't be written: a disk is full, or a file may not grow"), "{said}");
    let left = held(&archive);
    assert!(left.is_whole() && left.all() == [0].into(), "{left:?}");
    archive.run(["index"]).succeeded();
    assert_eq!(archive.json(["status"])["articles"], FILES * RECORDS + 4000);
    archive.run(["check"]).succeeded();
}
