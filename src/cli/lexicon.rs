//! Lists of the user's own, from the folder that `--lexicon` names or from `lexicon` in the folder of the index.

use std::path::{Path, PathBuf};

use super::args::Global;
use super::out::Out;
use crate::analyse::officials::{OwnList, add_lists};
use crate::error::{Error, Result};

/// Adds the user's lists to the built-in ones; whether every line of them could be used. Those that can't are said.
pub(super) fn load(global: &Global, out: &Out) -> Result<bool> {
    let Some(folder) = folder(global) else { return Ok(true) };
    let lists = lists(&folder)?;
    let bad = add_lists(&lists);
    for bad in &bad {
        let place = bad.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        out.error(&format!("{}: {place}{}", folder.join(&bad.file).display(), bad.reason));
    }
    Ok(bad.is_empty())
}

fn folder(global: &Global) -> Option<PathBuf> {
    let beside = global.index.join("lexicon");
    global.lexicon.clone().or_else(|| beside.is_dir().then_some(beside))
}

/// The files of a folder, by name; those that begin with a full stop are left out.
fn lists(folder: &Path) -> Result<Vec<OwnList>> {
    let failed = |source| Error::io(folder, source);
    let mut lists = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && !name.starts_with('.') {
            let text = std::fs::read_to_string(entry.path()).map_err(|source| Error::io(entry.path(), source))?;
            lists.push(OwnList { name, text });
        }
    }
    lists.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(lists)
}
