//! What must hold of whatever is made of any input, and how inputs become files.

pub mod hold;
pub mod made;

use bantin::read::{Document, Options, read, walk};

/// Bytes of the longest input: what is slow on more shows as slow on these.
pub const LONGEST: usize = 64 << 10;

/// Reads `bytes` as a file of this name, splits what is found, and says whether all of it holds together.
pub fn read_as(name: &str, bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    for document in documents(name, bytes) {
        hold::document(&document, bytes);
    }
}

/// The documents of a file; what is skipped must say why.
pub fn documents(name: &str, bytes: &[u8]) -> Vec<Document> {
    let folder = tempfile::tempdir_in(in_memory()).expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    let mut all = Vec::new();
    for found in walk::walk(&path) {
        let outcome = found.and_then(|found| {
            read(&found, &Options::default(), &mut |item| match item {
                Ok(document) => all.push(document),
                Err(skipped) => hold::skipped(&skipped),
            })
        });
        if let Err(skipped) = outcome {
            hold::skipped(&skipped);
        }
    }
    all
}

/// A folder that lies in memory, where there is one.
fn in_memory() -> std::path::PathBuf {
    let memory = std::path::PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

/// The text of an input, normalised as readers hand it on.
pub fn text(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    bantin::text::normalise::normalise(&String::from_utf8_lossy(bytes)).into_owned()
}
