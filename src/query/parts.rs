//! Things done at once, by the thread that asks and another one.
//!
//! To wake a thread that sleeps takes longer than many a step of a question: the other is kept awake from a question's
//! first step to its last. It is the only one of its pool, so that none else is woken for what is given to it, and is
//! there for one question at a time: those that are asked meanwhile are answered by the threads that ask.
//!
//! To make a thread takes as long as many a question: for the first one of a process, which is all that most are started
//! for, it is only made where there is much to do.

use std::cell::Cell;
use std::hint;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::available_parallelism;

use rayon::{ThreadPool, ThreadPoolBuilder, Yield};

/// How many times a thread looks whether there is something to do before it goes to sleep.
const LOOKS: u32 = 10_000;

/// From so much work on there is much to do. It is counted in articles gone through: to go through one is 1.
const MUCH: u64 = 100_000;

/// Whether some question has the other thread.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// What a question has of the other thread.
#[derive(Clone, Copy)]
enum Other {
    /// Nothing: another question has it, or there is none.
    Absent,
    /// It is made if there is much to do.
    IfMuch,
    /// It waits awake.
    Awake(&'static ThreadPool),
}

thread_local! {
    /// What the question has that this thread answers.
    static OTHER: Cell<Other> = const { Cell::new(Other::Absent) };
}

impl Other {
    /// The pool to share so much `work` with.
    fn to_share(self, work: u64) -> Option<&'static ThreadPool> {
        match self {
            Other::Absent => None,
            Other::IfMuch => {
                if work < MUCH {
                    None
                } else {
                    pool()
                }
            }
            Other::Awake(pool) => Some(pool),
        }
    }
}

/// The pool of the other thread; `None` where there is no processor for it, or no thread to be had.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let make = || {
        let processors = available_parallelism().map_or(1, usize::from);
        let named = ThreadPoolBuilder::new().num_threads(1).thread_name(|_| "question".to_owned());
        if processors > 1 { named.build().ok() } else { None }
    };
    POOL.get_or_init(make).as_ref()
}

/// Answers a question by `work`, for which the other thread is there unless another question has it.
pub(super) fn with_other<R>(work: impl FnOnce() -> R) -> R {
    /// Gives the other thread back, also where `work` panics.
    struct Taken;

    impl Drop for Taken {
        fn drop(&mut self) {
            OTHER.set(Other::Absent);
            IS_TAKEN.store(false, Ordering::Release);
        }
    }

    static IS_LATER: AtomicBool = AtomicBool::new(false);
    if IS_TAKEN.swap(true, Ordering::Acquire) {
        return work();
    }
    let _taken = Taken;
    if !IS_LATER.swap(true, Ordering::Relaxed) {
        OTHER.set(Other::IfMuch);
        return work();
    }
    match pool() {
        Some(pool) => with_awake(pool, work),
        None => work(),
    }
}

/// Answers a question by `work` while the thread of the pool waits awake for its part.
fn with_awake<R>(pool: &'static ThreadPool, work: impl FnOnce() -> R) -> R {
    /// Lets the other thread go also where `work` panics.
    struct Ending<'a>(&'a AtomicBool);

    impl Drop for Ending<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Release);
        }
    }

    let has_ended = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        scope.spawn(|_| stay_awake(&has_ended));
        let _ending = Ending(&has_ended);
        OTHER.set(Other::Awake(pool));
        work()
    })
}

/// Does what is wanted of this thread until the question `has_ended`, or there was nothing to do for long.
fn stay_awake(has_ended: &AtomicBool) {
    let mut idle = 0;
    while idle < LOOKS && !has_ended.load(Ordering::Acquire) {
        match rayon::yield_now() {
            Some(Yield::Executed) => idle = 0,
            Some(Yield::Idle) | None => idle += 1,
        }
        hint::spin_loop();
    }
}

/// Waits until it `is_done`, awake for a while: what is waited for is nearly done.
fn wait_awake(is_done: &AtomicBool) {
    for _ in 0..LOOKS {
        if is_done.load(Ordering::Acquire) {
            return;
        }
        hint::spin_loop();
    }
}

/// Lets this thread and the other one, where the question has it, take one part after the other, whoever is done with
/// its last: parts take unlike long. A thread takes parts in ascending order, and `each` changes what `begin` made for it;
/// what it is in the end is told for both. `work` is that of all parts.
///
/// # Errors
/// The first that a thread has.
pub(super) fn share_out<P: Sync, S: Send, E: Send>(
    parts: &[P],
    work: u64,
    begin: impl Fn() -> S + Sync,
    each: impl Fn(&mut S, usize, &P) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut state = begin();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(place) else { return Ok(state) };
            each(&mut state, place, part)?;
        }
    };
    let other = if parts.len() < 2 { None } else { OTHER.get().to_share(work) };
    let Some(other) = other else { return Ok(vec![take()?]) };
    let (mut by_other, is_done) = (None, AtomicBool::new(false));
    let own = other.in_place_scope(|scope| {
        scope.spawn(|_| {
            by_other = Some(take());
            is_done.store(true, Ordering::Release);
        });
        let own = take();
        wait_awake(&is_done);
        own
    });
    [Some(own), by_other].into_iter().flatten().collect()
}

/// What `each` makes of the parts, in their order; two threads do so, as [`share_out`] has it. What `each` leaves in its
/// first argument, it finds there at the thread's next part.
///
/// # Errors
/// The first that a thread has.
pub(super) fn in_parts<P: Sync, S: Default + Send, R: Send, E: Send>(
    parts: &[P],
    work: u64,
    each: impl Fn(&mut S, &P) -> Result<Vec<R>, E> + Sync,
) -> Result<Vec<R>, E> {
    let begin = || (S::default(), Vec::new());
    let by_threads = share_out(parts, work, begin, |(state, made): &mut (S, Vec<_>), place, part| {
        made.push((place, each(state, part)?));
        Ok(())
    })?;
    let mut made: Vec<(usize, Vec<R>)> = by_threads.into_iter().flat_map(|(_, made)| made).collect();
    made.sort_unstable_by_key(|(place, _)| *place);
    Ok(made.into_iter().flat_map(|(_, part)| part).collect())
}

#[cfg(test)]
mod tests {
    use std::{panic, thread};

    use super::*;

    #[test]
    fn the_order_of_the_parts_stays() {
        let items: Vec<u32> = (0..40).collect();
        let doubled = |_: &mut (), part: &&[u32]| Ok::<_, String>(part.iter().map(|item| item * 2).collect());
        let expected: Vec<u32> = (0..40).map(|item| item * 2).collect();
        for length in [1, 3, 20, 39, 40, 100] {
            let parts: Vec<&[u32]> = items.chunks(length).collect();
            assert_eq!(in_parts(&parts, 40, doubled).as_ref(), Ok(&expected), "{length}");
            assert_eq!(
                with_other(|| in_parts(&parts, 40, doubled)).as_ref(),
                Ok(&expected),
                "{length}, of two threads"
            );
        }
        assert_eq!(with_other(|| in_parts(&[], 0, doubled)), Ok(Vec::new()));
    }

    #[test]
    fn a_thread_finds_what_it_left_and_its_parts_ascend() {
        let parts: Vec<u32> = (1..1000).collect();
        let before = |last: &mut u32, part: &u32| {
            assert!(*last < *part);
            *last = *part;
            Ok::<_, String>(vec![*part])
        };
        assert_eq!(with_other(|| in_parts(&parts, 999, before)), Ok(parts.clone()));
    }

    #[test]
    fn an_error_is_told() {
        let failing = |_: &mut (), part: &u32| if *part < 4 { Ok(vec![*part]) } else { Err(*part) };
        assert_eq!(with_other(|| in_parts(&[0, 1, 2, 7, 3], 5, failing)), Err(7));
    }

    #[test]
    fn questions_at_once_are_all_answered_and_a_panic_gives_the_other_thread_back() {
        let parts: Vec<u32> = (0..100).collect();
        let squares = |_: &mut (), part: &u32| Ok::<_, String>(vec![part * part]);
        let expected: Vec<u32> = parts.iter().map(|part| part * part).collect();
        thread::scope(|scope| {
            for asker in 0..4 {
                let (parts, expected) = (&parts, &expected);
                scope.spawn(move || {
                    for question in 0..200 {
                        let caught = || with_other(|| assert!(question % 50 != asker, "meant to fail"));
                        let failed = panic::catch_unwind(caught).is_err();
                        assert_eq!(failed, question % 50 == asker);
                        assert_eq!(with_other(|| in_parts(parts, MUCH, squares)).as_ref(), Ok(expected));
                    }
                });
            }
        });
    }
}
