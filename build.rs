//! How the program is linked.
//!
//! The reader of PDFs brings large tables of addresses with it: 43,000 that have to be put right at each start. As
//! single entries they fill a megabyte, packed (`DT_RELR`) 14 kB, and a question is answered 3 to 9 % sooner, in two
//! rounds in turns. Which loaders can read that: glibc's since 2.36; linkers that don't know the option ignore it.

// Cargo is told by lines of output.
#![allow(clippy::print_stdout)]

use std::env;
use std::process::Command;

/// The first glibc whose loader reads packed relocations.
const FIRST_GLIBC: (u32, u32) = (2, 36);

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if is_for_this_machine() && glibc().is_some_and(|version| version >= FIRST_GLIBC) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Whether the program is built for a Linux like this one, so that the loader here says what it will meet.
fn is_for_this_machine() -> bool {
    let of = |name: &str| env::var(name).unwrap_or_default();
    of("HOST") == of("TARGET") && of("CARGO_CFG_TARGET_OS") == "linux" && of("CARGO_CFG_TARGET_ENV") == "gnu"
}

/// The version of glibc here.
fn glibc() -> Option<(u32, u32)> {
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    let (major, minor) = told.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
