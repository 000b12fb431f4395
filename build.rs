//! How the program is linked.
//!
//! The reader of PDFs brings large tables of addresses with it: 43,000 in 200 pages, which have to be put right at each
//! start where the program may be loaded anywhere. Linked for one place there are none. What that gives up: where the
//! program's own code lies is no longer random; memory, stacks and libraries still are.

// Cargo is told by lines of output.
#![allow(clippy::print_stdout)]

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
