//! Who goes with whom: the assignment of greatest total worth, one partner each, nobody has to have one.
//!
//! Bertsekas' auction algorithm (D. P. Bertsekas, "The auction algorithm", 1988): each row bids for its best column, prices rise by at
//! least [`STEP`] a bid, so the result is within rows × [`STEP`] of the best.

/// Smallest raise of a price.
const STEP: f32 = 0.02;
/// Bids a row may make on average; sane input needs few.
const MOST_BIDS_PER_ROW: usize = 400;

/// For each row the column it gets, where one is worth more than nothing.
///
/// `offers[row]` are (column below `columns`, worth).
pub(super) fn assign(offers: &[Vec<(usize, f32)>], columns: usize) -> Vec<Option<usize>> {
    let mut price = vec![0.0f32; columns];
    let mut owner: Vec<Option<usize>> = vec![None; columns];
    let mut got: Vec<Option<usize>> = vec![None; offers.len()];
    let mut waiting: Vec<usize> = (0..offers.len()).rev().collect();
    let mut bids = offers.len().saturating_mul(MOST_BIDS_PER_ROW);
    while let Some(row) = waiting.pop() {
        let Some((column, raise)) = offers.get(row).and_then(|offers| bid(offers, &price)) else { continue };
        if bids == 0 {
            break;
        }
        bids -= 1;
        price[column] += raise;
        if let Some(loser) = owner[column].replace(row) {
            got[loser] = None;
            waiting.push(loser);
        }
        got[row] = Some(column);
    }
    got
}

/// The column worth most above its price and by how much its price is to rise.
fn bid(offers: &[(usize, f32)], price: &[f32]) -> Option<(usize, f32)> {
    let mut best: Option<(usize, f32)> = None;
    let mut second = 0.0f32;
    for &(column, worth) in offers {
        let net = worth - price.get(column)?;
        match best {
            Some((_, most)) if net <= most => second = second.max(net),
            _ => {
                second = second.max(best.map_or(0.0, |(_, most)| most));
                best = Some((column, net));
            }
        }
    }
    best.filter(|(_, net)| *net > 0.0).map(|(column, net)| (column, net - second.min(net) + STEP))
}

#[cfg(test)]
mod tests {
    use super::assign;

    #[test]
    fn the_whole_counts_not_the_first() {
        let offers = vec![vec![(0, 5.0), (1, 4.0)], vec![(0, 4.9)], vec![(1, 0.5), (0, -1.0)], vec![]];
        assert_eq!(assign(&offers, 2), [Some(1), Some(0), None, None]);
    }

    #[test]
    fn nothing_is_better_than_less() {
        assert_eq!(assign(&[vec![(0, -0.1)]], 1), [None]);
    }
}
