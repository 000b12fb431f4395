//! Whether a text speaks of the one who holds a post, or of the post as such. Posts that are given, sought or left
//! are told by the lexicon (`conferrals.txt`, `offices.txt`) before.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::{boundary_before, lower_case};

/// See `generic.tsv`: phrases before, phrases behind, a space around each.
static PHRASES: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    let lines = || include_str!("generic.tsv").lines().filter_map(|line| line.split_once('\t'));
    ["before", "behind"]
        .map(|side| lines().filter(|(own, _)| *own == side).map(|(_, phrase)| format!(" {phrase} ")).collect())
});

/// How many bytes on each side are looked at.
const REACH: usize = 48;

/// Whether the post at `post` of a text, in bytes, is named for the one who holds it.
pub(super) fn is_of_holder(text: &str, post: &Range<usize>) -> bool {
    let (Some(before), Some(behind)) = (text.get(..post.start), text.get(post.end..)) else { return false };
    let before = words(&before[boundary_before(before, before.len().saturating_sub(REACH))..]);
    let behind = words(&behind[..boundary_before(behind, REACH)]);
    let [unlike_before, unlike_behind] = &*PHRASES;
    !unlike_before.iter().any(|phrase| before.ends_with(phrase.as_str()))
        && !unlike_behind.iter().any(|phrase| behind.starts_with(phrase.as_str()))
}

/// In lower case, a space around each word; what stands behind or before another sign than a space is cut off by it.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for word in text.split_whitespace() {
        out.push_str(&lower_case(word));
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_as_such_is_nobody() {
        for (before, post, behind, expected) in [
            ("Chiều qua, ", "Chủ tịch UBND tỉnh", " yêu cầu báo cáo.", true),
            ("Đồng chí ", "Bí thư Tỉnh ủy", ", nói.", true),
            ("người kế nhiệm ", "Chủ tịch UBND tỉnh", " sẽ lo việc đó", false),
            ("các ", "Phó Chủ tịch UBND tỉnh", ".", false),
            ("Theo ", "Bí thư Tỉnh ủy", " khi đó thì", false),
            ("", "Bí thư Tỉnh ủy", "", true),
        ] {
            let text = format!("{before}{post}{behind}");
            let post = before.len()..before.len() + post.len();
            assert_eq!(is_of_holder(&text, &post), expected, "{text}");
        }
    }
}
