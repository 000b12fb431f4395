//! How the program is linked, on Linux: so that it starts fast.
//!
//! For one place: the reader of PDFs brings large tables of addresses with it, 43,000 in 200 pages, which have to be put
//! right at each start where the program may be loaded anywhere. What that gives up: where the program's own code lies is
//! no longer random; memory, stacks and libraries still are.
//!
//! With what answers questions side by side, in a release: a question goes through a tenth of the program's twelve
//! megabytes of code, and strewn over all of it that is 130 times that the system brings sixteen pages in; side by side
//! it is 50 times. `asking.ld`, written by `benches/order`, tells the linker; where somebody chose another linker than
//! the compiler's own it is left out, as not all know such scripts. A function it doesn't know lies with the others.

// Cargo is told by lines of output.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::{env, fs, io};

const ORDER: &str = "build/asking.ld";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build/main.rs");
    println!("cargo::rerun-if-changed={ORDER}");
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return Ok(());
    }
    println!("cargo::rustc-link-arg-bins=-no-pie");
    if told("PROFILE") == "release" && !has_own_linker() {
        // Cargo keeps what is told here, and clones of the project may share what it keeps: the copy stays with it.
        let copy = Path::new(&told("OUT_DIR")).join("asking.ld");
        fs::copy(ORDER, &copy)?;
        println!("cargo::rustc-link-arg-bins=-T");
        println!("cargo::rustc-link-arg-bins={}", copy.display());
    }
    Ok(())
}

fn target(what: &str) -> String {
    told(&format!("CARGO_CFG_TARGET_{what}"))
}

/// Whether a linker was chosen, by Cargo's settings or in the compiler's flags.
fn has_own_linker() -> bool {
    !told("RUSTC_LINKER").is_empty() || told("CARGO_ENCODED_RUSTFLAGS").contains("link")
}

/// What Cargo tells a build script; empty where it tells nothing.
fn told(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
