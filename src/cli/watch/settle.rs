//! Files that changed a moment ago. One is settled when its size and time have stayed the same for a while: then
//! nobody is writing it any more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How long a file must stay as it is.
pub(super) const STILL: Duration = Duration::from_millis(200);

/// What tells that a file has changed: its size and its time; nothing where it is gone.
type Stamp = Option<(u64, Option<SystemTime>)>;

/// Files and folders that have changed and may still be changing.
#[derive(Debug, Default)]
pub(super) struct Unsettled {
    paths: BTreeMap<PathBuf, (Stamp, Instant)>,
}

impl Unsettled {
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Something happened to `path`.
    pub(super) fn touch(&mut self, path: PathBuf, now: Instant) {
        let stamp = stamp(&path);
        self.paths.insert(path, (stamp, now));
    }

    /// Takes out what has settled.
    pub(super) fn settled(&mut self, now: Instant) -> Vec<PathBuf> {
        self.settled_by(now, stamp)
    }

    fn settled_by(&mut self, now: Instant, stamp: impl Fn(&Path) -> Stamp) -> Vec<PathBuf> {
        let mut settled = Vec::new();
        self.paths.retain(|path, seen| {
            let present = stamp(path);
            if present != seen.0 {
                *seen = (present, now);
            }
            let still = now.duration_since(seen.1) >= STILL;
            if still {
                settled.push(path.clone());
            }
            !still
        });
        settled
    }
}

fn stamp(path: &Path) -> Stamp {
    let metadata = path.symlink_metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_settles_when_it_has_stayed_the_same() {
        let mut unsettled = Unsettled::default();
        let start = Instant::now();
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        unsettled.paths.insert("tin.txt".into(), (Some((1, None)), start));
        assert!(unsettled.settled_by(after(190), |_| Some((1, None))).is_empty(), "too early");
        assert!(unsettled.settled_by(after(250), |_| Some((2, None))).is_empty(), "it grows");
        assert!(unsettled.settled_by(after(440), |_| Some((2, None))).is_empty(), "it has just grown");
        assert_eq!(unsettled.settled_by(after(450), |_| Some((2, None))), [PathBuf::from("tin.txt")]);
        assert!(unsettled.is_empty());
    }

    #[test]
    fn a_file_that_goes_settles_too() {
        let mut unsettled = Unsettled::default();
        let start = Instant::now();
        unsettled.touch("/nowhere/tin.txt".into(), start);
        assert!(unsettled.settled(start).is_empty());
        assert_eq!(unsettled.settled(start + STILL).len(), 1);
    }
}
