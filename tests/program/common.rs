//! A folder of bulletins, the program run in it, and what it said.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use tempfile::TempDir;

/// No command of these tests may take longer.
const TOO_LONG: Duration = Duration::from_secs(60);

/// A folder with bulletins in `corpus/` and, once made, an index in `index/`.
pub(crate) struct Archive {
    folder: TempDir,
}

/// What one run of the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit status; `None` when a signal ended it.
    pub(crate) status: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Archive {
    /// No bulletins yet.
    pub(crate) fn empty() -> Archive {
        let archive = Archive { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(archive.path("corpus")).unwrap();
        archive
    }

    /// The four small files of `tests/data/archive`, six articles, not yet indexed.
    pub(crate) fn sample() -> Archive {
        let archive = Archive::empty();
        copy_folder(&data("archive"), &archive.path("corpus"));
        archive
    }

    /// The same, indexed.
    pub(crate) fn indexed() -> Archive {
        let archive = Archive::sample();
        archive.run(["index"]).succeeded();
        archive
    }

    /// These files, indexed.
    pub(crate) fn of(files: &[(&str, &str)]) -> Archive {
        let archive = Archive::empty();
        for (file, text) in files {
            archive.write(file, text);
        }
        archive.run(["index"]).succeeded();
        archive
    }

    /// One JSON Lines file of `count` short records about fishing, published day after day from 2020-01-01; indexed.
    pub(crate) fn of_records(count: usize) -> Archive {
        let archive = Archive::empty();
        archive.write("tin.jsonl", records(count));
        archive.run(["index"]).succeeded();
        archive
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a bulletin, last changed an hour ago, as those of an archive are.
    pub(crate) fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        write_old(&self.path("corpus").join(file), text.as_ref(), Duration::from_secs(3600));
    }

    /// The program in this folder, with a clean environment.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(program());
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["NO_COLOR", "BANTIN_INDEX", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        self.run_with(args, "")
    }

    /// Runs the program with `input` on its standard input.
    pub(crate) fn run_with<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>, input: &str) -> Ran {
        let mut command = assert_cmd::Command::from_std(self.command(args));
        let output = command.timeout(TOO_LONG).write_stdin(input).output().unwrap();
        Ran {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The answer in JSON, whatever the exit status.
    pub(crate) fn json<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Value {
        let args = args.into_iter().map(|arg| arg.as_ref().to_owned()).collect::<Vec<_>>();
        let ran = self.run(args.iter().map(|arg| arg.as_os_str()).chain([OsStr::new("--json")]));
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {ran:?}"))
    }

    /// Searches and gives the answer in JSON.
    pub(crate) fn search(&self, args: &[&str]) -> Value {
        self.json(["search"].iter().chain(args))
    }

    /// The same without what differs from run to run: the time it took, and the last digits of scores, which depend
    /// on how articles were spread over segments.
    pub(crate) fn settled_search(&self, args: &[&str]) -> Value {
        let mut answer = self.search(args);
        answer["took_ms"] = 0.into();
        without_scores(answer["hits"].as_array_mut().unwrap());
        answer
    }

    /// Which articles a search finds, in order: the record's own id, else the file.
    pub(crate) fn found(&self, args: &[&str]) -> Vec<String> {
        found(&self.search(args))
    }

    /// Which articles hold all that was asked, sorted.
    pub(crate) fn found_in_full(&self, args: &[&str]) -> Vec<String> {
        let mut answer = self.search(args);
        answer["hits"].as_array_mut().unwrap().retain(|hit| hit["match"] != "partial");
        let mut found = found(&answer);
        found.sort();
        found
    }
}

impl Ran {
    /// Exit status 0 and nothing on the standard error.
    #[track_caller]
    pub(crate) fn succeeded(self) -> Ran {
        assert!(self.status == Some(0) && self.err.is_empty(), "{self:?}");
        self
    }

    /// This exit status.
    #[track_caller]
    pub(crate) fn ended(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }

    /// Exit status 2 and this as the whole message.
    #[track_caller]
    pub(crate) fn refused(self, message: &str) -> Ran {
        assert_eq!((self.status, self.err.as_str()), (Some(2), format!("error: {message}\n").as_str()));
        assert_eq!(self.out, "");
        self
    }

    /// The standard error, with this text in it.
    #[track_caller]
    pub(crate) fn said(self, text: &str) -> Ran {
        assert!(self.err.contains(text), "expected `{text}` in {self:?}");
        self
    }

    /// The standard output, with this text in it.
    #[track_caller]
    pub(crate) fn gave(self, text: &str) -> Ran {
        assert!(self.out.contains(text), "expected `{text}` in {self:?}");
        self
    }

    /// The summary line of `index` without its speed.
    #[track_caller]
    pub(crate) fn summary(&self) -> &str {
        let (summary, speed) = self.out.trim_end().rsplit_once("; ").unwrap_or_else(|| panic!("no summary: {self:?}"));
        assert!(speed.ends_with(" MB/s"), "{self:?}");
        summary.lines().last().unwrap()
    }
}

/// Sets the scores of hits to nothing.
pub(crate) fn without_scores(hits: &mut [Value]) {
    hits.iter_mut().for_each(|hit| hit["score"] = 0.into());
}

/// Which articles an answer holds, in order.
pub(crate) fn found(answer: &Value) -> Vec<String> {
    let name = |hit: &Value| hit["source_id"].as_str().or(hit["file"].as_str()).unwrap().to_owned();
    answer["hits"].as_array().unwrap().iter().map(name).collect()
}

/// `count` records, a day apart, each with a number that no other has.
pub(crate) fn records(count: usize) -> String {
    let first = jiff::civil::date(2020, 1, 1);
    let record = |number: usize| {
        let day = first.saturating_add(jiff::Span::new().days(number as i64 % 2000));
        let body = format!("Tàu cá số {number} về cảng Cồn Hạc.\nChuyến biển này bà con được mùa cá cơm.");
        json!({"id": format!("R{number}"), "title": format!("Chuyến biển {number}"), "published": day.to_string(), "body": body})
            .to_string()
    };
    (0..count).map(record).collect::<Vec<_>>().join("\n")
}

/// A folder or file of `tests/data`.
pub(crate) fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

/// Copies a folder with all below it; the copies were last changed an hour ago.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => write_old(&target, &fs::read(entry.path()).unwrap(), Duration::from_secs(3600)),
        }
    }
}

/// Writes a file that was last changed so long ago.
pub(crate) fn write_old(path: &Path, bytes: &[u8], ago: Duration) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(SystemTime::now() - ago).unwrap();
}

/// The program that is tested: the one built with the tests, or the one that `BANTIN_PROGRAM` names.
pub(crate) fn program() -> PathBuf {
    let named = std::env::var_os("BANTIN_PROGRAM").map(|path| fs::canonicalize(path).unwrap());
    named.unwrap_or_else(|| env!("CARGO_BIN_EXE_bantin").into())
}

/// Whether the long forms of tests are asked for: `BANTIN_LONG=1`.
pub(crate) fn is_long() -> bool {
    std::env::var_os("BANTIN_LONG").is_some()
}

/// Says why a check can't be made here; a test that says nothing has checked.
pub(crate) fn skip(test: &str, reason: &str) {
    eprintln!("{test}: not checked here: {reason}");
}
