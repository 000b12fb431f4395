//! What the child process may take, so that a file made to do harm ends the child and nothing else.

/// Limits this process, and what it runs in its place, to `memory` bytes and to `seconds` of work: it ends even where its
/// parent is gone.
#[cfg(unix)]
pub(super) fn limit_this_process(seconds: u64, memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |amount| Rlimit { current: Some(amount), maximum: Some(amount) };
    // Where the system knows no such limit, the parent's clock remains.
    let _ = setrlimit(Resource::As, at_most(memory));
    let _ = setrlimit(Resource::Cpu, at_most(seconds.saturating_add(5)));
    let _ = setrlimit(Resource::Core, at_most(0));
}

/// Other systems: the parent's clock alone.
#[cfg(not(unix))]
pub(super) fn limit_this_process(_seconds: u64, _memory: u64) {}
