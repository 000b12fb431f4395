//! The words by which parts of a page are known.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold::fold;

struct Words {
    regions: HashSet<&'static str>,
    region_parts: Vec<&'static str>,
    endings: HashSet<&'static str>,
    furniture: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = include_str!("../data/page_words.tsv").lines().filter_map(|line| line.split_once('\t'));
    let of = |kind: &str| -> Vec<&'static str> {
        let cells = rows.clone().filter(|(row, _)| *row == kind).flat_map(|(_, cells)| cells.split('\t'));
        if kind.starts_with("region") { cells.flat_map(|cell| cell.split(' ')).collect() } else { cells.collect() }
    };
    Words {
        regions: of("region").into_iter().collect(),
        region_parts: of("region part"),
        endings: of("ending").into_iter().collect(),
        furniture: of("furniture"),
    }
});

/// Whether class and id say that an element is no part of an article.
pub(super) fn names_foreign_region(labels: &str) -> bool {
    let lower = labels.to_lowercase();
    WORDS.region_parts.iter().any(|part| lower.contains(part))
        || label_words(labels).iter().any(|word| WORDS.regions.contains(word.as_str()))
}

/// Whether class and id hold one of these words.
pub(super) fn has_label(labels: &str, wanted: &[&str]) -> bool {
    label_words(labels).iter().any(|word| wanted.contains(&word.as_str()))
}

/// Whether a name in class and id holds one of these words, as `tieu-de-tin` holds `tieude`.
pub(super) fn has_label_part(labels: &str, wanted: &[&str]) -> bool {
    const OTHERS: [&str; 5] = ["sub", "site", "box", "module", "page"];
    let is_wanted = |word: &String| wanted.iter().any(|part| word.contains(part));
    label_words(labels).iter().any(|word| is_wanted(word) && !OTHERS.iter().any(|other| word.starts_with(other)))
}

/// `BoxRelated tin_khac` → `box related tin khac boxrelated tin_khac`, in lower case, each name also whole and bare.
fn label_words(labels: &str) -> Vec<String> {
    let mut words = Vec::new();
    for name in labels.split_whitespace().filter(|name| name.len() <= 80) {
        let mut word = String::new();
        let mut after_small = false;
        for c in name.chars() {
            if !c.is_alphanumeric() || (after_small && c.is_uppercase()) {
                words.push(std::mem::take(&mut word));
            }
            after_small = c.is_lowercase();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
        words.push(word);
        words.push(name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Folded, letters only, single spaces: `Bình luận (2):` → `binh luan`.
pub(super) fn bare(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a line heads what stands behind an article: `Tin liên quan`, `Từ khóa: …`.
pub(super) fn is_ending(text: &str) -> bool {
    const LONGEST: usize = 60;
    let head = text.split(':').next().unwrap_or_default();
    let labelled = head.len() < text.len() && matches!(bare(head).as_str(), "tu khoa" | "tags" | "tag" | "chia se");
    labelled || (text.chars().count() <= LONGEST && WORDS.endings.contains(without_number(&bare(text))))
}

/// `những tin đã đưa` → `tin đã đưa`
fn without_number(bare: &str) -> &str {
    ["nhung ", "cac ", "mot so "].iter().find_map(|many| bare.strip_prefix(many)).unwrap_or(bare)
}

/// Whether a line belongs to the site and not to the article: `Lượt xem: 1.284`, `Bản in`.
pub(super) fn is_furniture(text: &str) -> bool {
    const LONGEST: usize = 90;
    if text.chars().count() > LONGEST || text.ends_with(['.', '!', '?', '”']) {
        return false;
    }
    let bare = bare(text);
    let begins =
        |phrase: &&str| bare.strip_prefix(*phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    bare.is_empty() || WORDS.furniture.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known_by_class_and_id() {
        for labels in [
            "menu",
            "main-nav",
            "BoxRelated",
            "tin_lien_quan",
            "tinlienquan",
            "fb-comments",
            "footer",
            "ms-core-listMenu",
        ] {
            assert!(names_foreign_region(labels), "{labels}");
        }
        for labels in ["detail__content", "ArticleContent", "noi-dung", "header-title", "canvas", "sapo", "has-image"] {
            assert!(!names_foreign_region(labels), "{labels}");
        }
    }

    #[test]
    fn lines_of_the_site() {
        for text in ["Tin liên quan", "CÁC TIN KHÁC:", "Bình luận (2)", "Từ khóa: đê điều, kè"] {
            assert!(is_ending(text), "{text}");
        }
        assert!(!is_ending("Tin khác biệt của năm nay là đê đã xong"));
        for text in ["Lượt xem: 1.284", "Bản in Gửi email", "Cỡ chữ: A- A A+", "|"] {
            assert!(is_furniture(text), "{text}");
        }
        assert!(!is_furniture("Hôm nay, bà con Vạn Khê gặt xong vụ lúa."));
    }
}
