//! stub
use crate::error::Skipped;
use std::path::{Path, PathBuf};
#[derive(Clone, Debug)]
pub struct Found {
    pub path: PathBuf,
    pub file: String,
    pub size: u64,
    pub modified: Option<std::time::SystemTime>,
}
impl Found {
    pub fn of_file(p: &Path) -> Result<Found, Skipped> {
        let m = std::fs::metadata(p).unwrap();
        Ok(Found {
            path: p.to_owned(),
            file: p.file_name().unwrap().to_string_lossy().into(),
            size: m.len(),
            modified: m.modified().ok(),
        })
    }
}
pub fn walk(root: &Path) -> Vec<Result<Found, Skipped>> {
    walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let mut f = Found::of_file(e.path())?;
            if e.path() != root {
                f.file = e.path().strip_prefix(root).unwrap().to_string_lossy().into();
            }
            Ok(f)
        })
        .collect()
}
