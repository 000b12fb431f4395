//! Things done at once, each in a thread of its own.

use std::thread::ScopedJoinHandle;

/// What `each` makes of the parts of `items`, in their order. There are at most `parts` of them, as long as each other;
/// the first is made in this thread, each other one in a thread of its own.
///
/// # Errors
/// The first that `each` has.
pub(super) fn in_parts<T: Sync, R: Send, E: Send>(
    items: &[T],
    parts: usize,
    each: impl Fn(&[T]) -> Result<Vec<R>, E> + Sync,
) -> Result<Vec<R>, E> {
    let length = items.len().div_ceil(parts.max(1)).max(1);
    let (own, others) = items.split_at(length.min(items.len()));
    std::thread::scope(|scope| {
        let each = &each;
        let begun: Vec<_> = others.chunks(length).map(|part| scope.spawn(move || each(part))).collect();
        let mut made = each(own)?;
        for part in begun {
            made.extend(joined(part)?);
        }
        Ok(made)
    })
}

/// What both make: `own` in this thread, `other` in a thread of its own.
///
/// # Errors
/// The first that they have.
pub(super) fn at_once<A, B: Send, E: Send>(
    own: impl FnOnce() -> Result<A, E>,
    other: impl FnOnce() -> Result<B, E> + Send,
) -> Result<(A, B), E> {
    std::thread::scope(|scope| {
        let begun = scope.spawn(other);
        let own = own()?;
        Ok((own, joined(begun)?))
    })
}

/// What the thread made; it panics if that did.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_list_stays() {
        let items: Vec<u32> = (0..10).collect();
        let doubled = |part: &[u32]| Ok::<_, String>(part.iter().map(|item| item * 2).collect());
        for parts in [0, 1, 3, 4, 10, 40] {
            let expected: Vec<u32> = (0..10).map(|item| item * 2).collect();
            assert_eq!(in_parts(&items, parts, doubled), Ok(expected), "{parts}");
        }
        assert_eq!(in_parts(&[], 4, doubled), Ok(Vec::new()));
    }

    #[test]
    fn both_are_done_or_an_error_is_told() {
        assert_eq!(at_once(|| Ok::<_, String>(1), || Ok("b")), Ok((1, "b")));
        assert_eq!(at_once(|| Err::<u8, _>("a"), || Ok(2)), Err("a"));
        assert_eq!(at_once(|| Ok(1), || Err::<u8, _>("b")), Err("b"));
    }

    #[test]
    fn the_first_error_is_told() {
        let failing = |part: &[u32]| if part[0] < 4 { Ok(part.to_vec()) } else { Err(part[0]) };
        assert_eq!(in_parts(&[0, 1, 2, 3, 4, 5, 6, 7, 8], 4, failing), Err(6));
    }
}
