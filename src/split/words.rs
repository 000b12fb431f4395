//! What blocks speak of: rare words and word pairs, as sparse vectors.

use std::collections::HashMap;

/// Features with their squared weight, sorted by feature.
pub(super) type Vector = Vec<(u64, f32)>;

/// Features of more than this share of the blocks say nothing.
const COMMON_SHARE: f32 = 0.2;
/// Features of no more blocks than this always count: small issues have few blocks.
const FEW: f32 = 4.0;
/// Above so many blocks rarity is counted as in an issue of so many.
const ISSUE_BLOCKS: f32 = 150.0;

/// The vectors of texts, each by the words and pairs that it shares with few of the others.
pub(super) fn vectors<'a>(texts: impl Iterator<Item = Vec<&'a str>>) -> Vec<Vector> {
    let sets: Vec<Vec<u64>> = texts.map(|lines| features(&lines)).collect();
    let mut spread: HashMap<u64, u32> = HashMap::new();
    for feature in sets.iter().flatten() {
        *spread.entry(*feature).or_default() += 1;
    }
    let blocks = sets.len() as f32;
    let weight = |feature: u64| {
        let times = spread.get(&feature).copied().unwrap_or(1);
        let share = times as f32 / blocks.max(1.0);
        let rarity = (1.0 / share.max(1.0 / ISSUE_BLOCKS)).ln();
        (times > 1 && share <= COMMON_SHARE.max(FEW / blocks)).then_some((feature, rarity * rarity))
    };
    sets.into_iter().map(|set| set.into_iter().filter_map(weight).collect()).collect()
}

/// Hashes of the words and neighbouring pairs of a text, each once, sorted.
fn features(lines: &[&str]) -> Vec<u64> {
    let mut all = Vec::new();
    let mut before: Option<u64> = None;
    for line in lines {
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let hash = hash(word);
            all.push(hash);
            if let Some(before) = before {
                all.push(before.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash);
            }
            before = Some(hash);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// FNV-1a over the lower-case characters.
fn hash(word: &str) -> u64 {
    let step = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3);
    word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, step)
}

/// All features of both.
pub(super) fn union(a: &[(u64, f32)], b: &[(u64, f32)]) -> Vector {
    let mut all = Vector::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        let (left, right) = (left.0, right.0);
        all.extend(if left <= right { a.next() } else { b.next() });
        if left == right {
            b.next();
        }
    }
    all.extend(a);
    all.extend(b);
    all
}

/// Sum of the weights.
pub(super) fn mass(vector: &[(u64, f32)]) -> f32 {
    vector.iter().map(|(_, weight)| weight).sum()
}

/// Sum of the weights of the features that both have.
pub(super) fn shared(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    let (mut at, mut sum) = (0, 0.0);
    for (feature, weight) in a {
        while b.get(at).is_some_and(|(other, _)| other < feature) {
            at += 1;
        }
        if b.get(at).is_some_and(|(other, _)| other == feature) {
            sum += weight;
        }
    }
    sum
}

/// Cosine of two vectors by what they share and their masses, 0 to 1.
pub(super) fn cosine_of(shared: f32, mass: f32, other: f32) -> f32 {
    let norm = (mass * other).sqrt();
    if norm > 0.0 { shared / norm } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_in_common() {
        let texts = ["đê biển Cồn Hạc", "kè đê biển", "thi tốt nghiệp", "mưa đá", "bầu cử", "giá lúa", "cầu Vạn Khê"];
        let all = vectors(texts.iter().map(|text| vec![*text]));
        assert!(shared(&all[0], &all[1]) > 0.0);
        assert_eq!(shared(&all[0], &all[2]), 0.0);
        assert_eq!(cosine_of(shared(&all[1], &all[1]), mass(&all[1]), mass(&all[1])), 1.0);
        assert_eq!(union(&all[0], &all[0]), all[0]);
    }
}
