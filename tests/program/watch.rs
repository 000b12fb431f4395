//! `watch`: what appears, changes or goes is found by searches soon after; Ctrl-C ends it well.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::common::Archive;

/// What must happen happens within so long, also on a machine that is busy with other tests.
const SOON: Duration = Duration::from_secs(30);

/// A `watch` at work; ended with this value.
pub(crate) struct Watching {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
    listener: Option<JoinHandle<()>>,
}

impl Watching {
    fn start(archive: &Archive, args: &[&str]) -> Watching {
        let mut command = archive.command(["watch"].iter().chain(args));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let (lines, out) = (Arc::clone(&said), child.stdout.take().unwrap());
        let listener = std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).for_each(|line| lines.lock().unwrap().push(line));
        });
        Watching { child, said, listener: Some(listener) }
    }

    /// Started, with the index up to date.
    pub(crate) fn ready(archive: &Archive) -> Watching {
        let watching = Watching::start(archive, &["--json"]);
        watching.event("ready", None);
        watching
    }

    pub(crate) fn events(&self) -> Vec<Value> {
        self.said.lock().unwrap().iter().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Waits for an event of this name, about this file where one is named.
    fn event(&self, name: &str, file: Option<&str>) -> Value {
        let is_it = |event: &Value| event["event"] == name && file.is_none_or(|file| event["file"] == file);
        soon(&format!("{name} {file:?}"), || self.events().into_iter().find(|event| is_it(event)))
    }

    /// Ends it with signal 9; what it has said until then is heard.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.listener.take().unwrap().join().unwrap();
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Asks it to end; gives what it said on the standard error.
    fn stopped_by(mut self, signal: &str) -> String {
        self.signal(signal);
        let status = soon("the end", || self.child.try_wait().unwrap());
        self.listener.take().unwrap().join().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
        std::io::read_to_string(self.child.stderr.take().unwrap()).unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks until there is an answer.
fn soon<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < SOON {
        if let Some(answer) = ask() {
            return answer;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("{what}: not within {SOON:?}");
}

/// Waits until a search finds exactly these files.
fn finds(archive: &Archive, word: &str, files: &[&str]) {
    let what = format!("{files:?} found by `{word}`");
    soon(&what, || (archive.found_in_full(&[word]) == files).then_some(()));
}

fn write(archive: &Archive, file: &str, text: &str) {
    let path = archive.path("corpus").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_appears_changes_or_goes_is_found_or_not_soon_after() {
    let archive = Archive::sample();
    let watching = Watching::ready(&archive);
    write(&archive, "moi.txt", "Thuyền thúng về bến Cồn Hạc.\n");
    finds(&archive, "thúng", &["moi.txt"]);
    write(&archive, "moi.txt", "Ghe chài về bến Cồn Hạc.\n");
    finds(&archive, "chài", &["moi.txt"]);
    finds(&archive, "thúng", &[]);
    fs::rename(archive.path("corpus/moi.txt"), archive.path("corpus/cu.txt")).unwrap();
    finds(&archive, "chài", &["cu.txt"]);
    fs::remove_file(archive.path("corpus/cu.txt")).unwrap();
    finds(&archive, "chài", &[]);
    watching.event("removed", Some("cu.txt"));
    assert_eq!(watching.stopped_by("-INT"), "");
    archive.run(["check"]).succeeded();
    assert_eq!(archive.json(["status"])["articles"], 6);
}

#[test]
fn folders_come_and_go_with_all_that_is_in_them() {
    let archive = Archive::sample();
    let watching = Watching::ready(&archive);
    for file in ["a.txt", "trong/b.txt"] {
        let path = archive.path("ngoai/2024").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "Thuyền thúng về bến Cồn Hạc.\n").unwrap();
    }
    fs::rename(archive.path("ngoai/2024"), archive.path("corpus/2024")).unwrap();
    finds(&archive, "thúng", &["2024/a.txt", "2024/trong/b.txt"]);
    write(&archive, "2024/trong/moi/c.txt", "Thuyền thúng về bến Cồn Hạc.\n");
    finds(&archive, "thúng", &["2024/a.txt", "2024/trong/b.txt", "2024/trong/moi/c.txt"]);
    fs::remove_dir_all(archive.path("corpus/2024/trong")).unwrap();
    finds(&archive, "thúng", &["2024/a.txt"]);
    watching.stopped_by("-TERM");
}

#[test]
fn a_file_is_not_read_before_it_is_written_to_its_end() {
    let archive = Archive::sample();
    let watching = Watching::ready(&archive);
    let mut text = String::from("Thuyền thúng về bến Cồn Hạc.\n");
    for _ in 0..8 {
        write(&archive, "moi.txt", &text);
        text.push_str("Bà con được mùa cá cơm.\n");
        sleep(Duration::from_millis(60));
    }
    finds(&archive, "cơm", &["moi.txt"]);
    watching.event("read", Some("moi.txt"));
    let last: Vec<Value> = watching.events();
    // A machine that stands still for a moment makes two of them.
    let reads = last.iter().filter(|event| event["event"] == "read" && event["file"] == "moi.txt").count();
    assert!(reads <= 3, "{last:?}");
    watching.stopped_by("-INT");
}

#[test]
fn files_that_can_not_be_used_are_said_and_hidden_ones_are_not() {
    let archive = Archive::sample();
    let watching = Watching::ready(&archive);
    write(&archive, ".tam.txt", "Thuyền thúng.\n");
    write(&archive, "bang.xlsx", "x");
    let event = watching.event("skipped", Some("bang.xlsx"));
    assert!(event["skipped"][0]["reason"].as_str().unwrap().contains("found .xlsx"), "{event}");
    watching.stopped_by("-INT");
    assert_eq!(archive.json(["status"])["skipped"].as_array().unwrap().len(), 1);
}

#[test]
fn other_runs_find_the_index_free_and_are_waited_for() {
    let archive = Archive::sample();
    let watching = Watching::ready(&archive);
    archive.run(["index"]).succeeded();
    archive.run(["index", "--rebuild"]).succeeded();
    let lock = fs::File::options().read(true).write(true).open(archive.path("index/lock")).unwrap();
    lock.lock().unwrap();
    write(&archive, "moi.txt", "Thuyền thúng về bến Cồn Hạc.\n");
    let event = watching.event("waiting", None);
    assert!(event["message"].as_str().unwrap().contains("another run writes to this index: process "), "{event}");
    sleep(Duration::from_millis(300));
    assert_eq!(watching.events().iter().filter(|event| event["event"] == "waiting").count(), 1);
    drop(lock);
    finds(&archive, "thúng", &["moi.txt"]);
    watching.stopped_by("-INT");
}

#[test]
fn a_folder_that_vanishes_is_said_and_waited_for() {
    let archive = Archive::sample();
    let watching = Watching::ready(&archive);
    fs::rename(archive.path("corpus"), archive.path("xa")).unwrap();
    watching.event("gone", None);
    assert_eq!(archive.json(["status"])["articles"], 6, "what it gave is kept");
    fs::write(archive.path("xa/moi.txt"), "Thuyền thúng về bến Cồn Hạc.\n").unwrap();
    fs::rename(archive.path("xa"), archive.path("corpus")).unwrap();
    watching.event("back", None);
    finds(&archive, "thúng", &["moi.txt"]);
    write(&archive, "sau.txt", "Ghe chài về bến Cồn Hạc.\n");
    finds(&archive, "chài", &["sau.txt"]);
    watching.stopped_by("-INT");
}

#[test]
fn an_index_inside_the_watched_folder_is_no_bulletin() {
    let archive = Archive::sample();
    let watching = Watching::start(&archive, &["corpus", "--index", "corpus/index", "--json"]);
    watching.event("ready", None);
    write(&archive, "moi.txt", "Thuyền thúng về bến Cồn Hạc.\n");
    watching.event("read", Some("moi.txt"));
    sleep(Duration::from_millis(500));
    let files = watching.events().iter().filter(|event| event["event"] == "read").count();
    assert_eq!(files, 1, "{:?}", watching.events());
    watching.stopped_by("-INT");
    let status: Value =
        serde_json::from_str(&archive.run(["status", "--json", "--index", "corpus/index"]).out).unwrap();
    assert_eq!((&status["articles"], &status["skipped"]), (&7.into(), &Value::Array(Vec::new())));
}

#[test]
fn a_single_file_is_watched_even_when_another_takes_its_place() {
    let archive = Archive::sample();
    let watching = Watching::start(&archive, &["corpus/ben-do.txt", "--json"]);
    watching.event("ready", None);
    write(&archive, "khac.txt", "Thuyền thúng về bến Cồn Hạc.\n");
    fs::write(archive.path("ben-do.moi"), "Ghe chài về bến Cồn Hạc.\n").unwrap();
    fs::rename(archive.path("ben-do.moi"), archive.path("corpus/ben-do.txt")).unwrap();
    finds(&archive, "chài", &["ben-do.txt"]);
    assert_eq!(archive.json(["status"])["files"], 1);
    watching.stopped_by("-INT");
}

#[test]
fn a_side_file_that_appears_or_changes_settles_its_bulletin_anew() {
    let archive = Archive::sample();
    write(&archive, "so-1.txt", "Thuyền thúng về bến.\n\nGhe chài ra khơi.\n");
    for watched in ["corpus", "corpus/so-1.txt"] {
        let watching = Watching::start(&archive, &[watched, "--json"]);
        watching.event("ready", None);
        for (side, parts) in [
            (r#"{"articles": [{"lines": [[1, 1]]}, {"lines": [[3, 3]]}]}"#, 2),
            (r#"{"articles": [{"lines": [[3, 3], [1, 1]]}]}"#, 1),
        ] {
            write(&archive, "so-1.split.json", side);
            soon(&format!("{parts} articles, {watched} watched"), || {
                let found = archive.search(&["(thúng OR chài)", "--all"]);
                (found["total"] == parts).then_some(())
            });
        }
        watching.stopped_by("-INT");
        fs::remove_file(archive.path("corpus/so-1.split.json")).unwrap();
    }
}

#[test]
fn for_people_it_says_a_line_for_each_change() {
    let archive = Archive::sample();
    let watching = Watching::start(&archive, &[]);
    let says =
        |text: &str| soon(text, || watching.said.lock().unwrap().iter().find(|line| line.contains(text)).cloned());
    says("4 files read, 0 unchanged, 0 removed, 0 skipped; 6 articles (2 undated); ");
    says("watching corpus; Ctrl-C ends it");
    write(&archive, "moi.txt", "Thuyền thúng về bến Cồn Hạc.\n");
    let line = says(" read moi.txt: 1 article (1 undated)");
    assert_eq!(line.find(' '), Some("08:15:00".len()), "{line}");
    write(&archive, "trong.txt", "");
    soon("the record of an empty file", || {
        (archive.json(["status"])["skipped"][0]["file"] == "trong.txt").then_some(())
    });
    let said = Arc::clone(&watching.said);
    assert_eq!(watching.stopped_by("-INT"), "error: trong.txt: empty file: expected text, found none\n");
    assert_eq!(said.lock().unwrap().last().unwrap(), "stopped; all that was indexed is kept");
}

#[test]
fn quiet_it_says_only_what_went_wrong() {
    let archive = Archive::indexed();
    let watching = Watching::start(&archive, &["--quiet"]);
    soon("a first change", || {
        write(&archive, "moi.txt", "Thuyền thúng về bến Cồn Hạc.\n");
        sleep(Duration::from_millis(400));
        (archive.found_in_full(&["thúng"]) == ["moi.txt"]).then_some(())
    });
    let said = Arc::clone(&watching.said);
    assert_eq!(watching.stopped_by("-INT"), "");
    assert!(said.lock().unwrap().is_empty());
}

#[test]
fn a_path_that_is_not_there_is_refused() {
    let archive = Archive::sample();
    archive.run(["watch", "nowhere"]).refused("nowhere: No such file or directory (os error 2)");
    assert!(!Path::new(&archive.path("index")).exists());
}
