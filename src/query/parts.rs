//! Things done at once. The threads are rayon's: waking one takes less than making one, and a question needs several.

/// What `each` makes of the parts of `items`, in their order. There are at most `parts` of them, as long as each other;
/// this thread makes the first, others the rest meanwhile.
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
    if others.is_empty() {
        return each(own);
    }
    let mut rest: Vec<_> = others.chunks(length).map(|part| (part, None)).collect();
    let mut made = rayon::in_place_scope(|scope| {
        let each = &each;
        for (part, made) in &mut rest {
            scope.spawn(move |_| *made = Some(each(part)));
        }
        each(own)
    })?;
    for part in rest.into_iter().filter_map(|(_, made)| made) {
        made.extend(part?);
    }
    Ok(made)
}

/// What both make: `own` in this thread, `other` in another one meanwhile.
///
/// # Errors
/// The first that they have.
pub(super) fn at_once<T: Send, E: Send>(
    own: impl FnOnce() -> Result<T, E>,
    other: impl FnOnce() -> Result<T, E> + Send,
) -> Result<[T; 2], E> {
    let mut made = None;
    let own = rayon::in_place_scope(|scope| {
        scope.spawn(|_| made = Some(other()));
        own()
    })?;
    // A scope ends when all in it has.
    let other = made.unwrap_or_else(|| unreachable!("a scope that ended before what was begun in it"))?;
    Ok([own, other])
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
        assert_eq!(at_once(|| Ok::<_, String>(1), || Ok(2)), Ok([1, 2]));
        assert_eq!(at_once(|| Err::<u8, _>("a"), || Ok(2)), Err("a"));
        assert_eq!(at_once(|| Ok(1), || Err::<u8, _>("b")), Err("b"));
    }

    #[test]
    fn the_first_error_is_told() {
        let failing = |part: &[u32]| if part[0] < 4 { Ok(part.to_vec()) } else { Err(part[0]) };
        assert_eq!(in_parts(&[0, 1, 2, 3, 4, 5, 6, 7, 8], 4, failing), Err(6));
    }
}
