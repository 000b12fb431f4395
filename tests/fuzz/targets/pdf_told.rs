//! What the parent hears of the process that reads PDFs: damaged lines, and pages of any words.
#![no_main]

use bantin_fuzz::hold;

libfuzzer_sys::fuzz_target!(|told: &[u8]| {
    if let Ok(document) = bantin::read::pdf::document_as_told(told) {
        hold::document(&document, told);
    }
});
