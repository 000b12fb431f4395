//! PDFs, read in this process: panics of the library are reasons, as in the child process.
#![no_main]

use std::sync::Once;

static QUIET: Once = Once::new();

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The engine's own hook ends the process at once, before a panic can be caught.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    if bytes.len() > bantin_fuzz::LONGEST {
        return;
    }
    let folder = tempfile::tempdir_in("/dev/shm").expect("a folder");
    let path = folder.path().join("x.pdf");
    std::fs::write(&path, bytes).expect("a file");
    let mut told = Vec::new();
    bantin::read::pdf::tell_without_limits(&path, &mut told).expect("written");
    if let Ok(document) = bantin::read::pdf::document_as_told(&told) {
        bantin_fuzz::hold::document(&document, &told);
    }
});
