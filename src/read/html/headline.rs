//! The headline: what the head of the page calls it, found again among its blocks, or what looks like one.

use jiff::civil::Date;

use super::block::Block;
use super::head::Head;
use super::region::Region;
use super::words::{bare, has_label_part, is_ending, is_furniture};
use crate::text::calendar::written_days;

/// A headline, and the number of the block that shows it.
#[derive(Debug, Default)]
pub(super) struct Headline {
    pub(super) text: Option<String>,
    pub(super) block: Option<usize>,
}

const LABELS: [&str; 5] = ["title", "tieude", "headline", "tenbai", "heading"];

/// How far above the text a headline that is known only by its looks may stand, in blocks.
const FARTHEST: usize = 8;

/// Finds the headline of a page.
pub(super) fn headline(head: &Head, blocks: &[Block], region: &Region) -> Headline {
    let before = || (0..region.first_paragraph).rev();
    let can_be = |at: &usize| may_be_headline(&blocks[*at]);
    let named = before().filter(can_be).find(|at| is_named(head, &blocks[*at].text));
    let at_level = |levels: &[u8]| {
        before().filter(can_be).find(|at| blocks[*at].level.is_some_and(|level| levels.contains(&level)))
    };
    let near = || before().take(FARTHEST).filter(can_be);
    let found = named
        .or_else(|| at_level(&[1]).filter(|at| !is_site(head, &blocks[*at])))
        .or_else(|| near().find(|at| has_label_part(&blocks[*at].labels, &LABELS)))
        .or_else(|| at_level(&[2, 3]))
        .or_else(|| if head.titles.is_empty() { near().find(|at| blocks[*at].is_strong()) } else { None });
    let shown = found.map(|at| split_date(&blocks[at].text).0.to_owned());
    let told = || head.titles.first().cloned().or_else(|| head.page_title.as_deref().and_then(without_site));
    Headline { text: shown.or_else(told), block: found }
}

/// `Headline (30/04/2021)` → the headline and the day; a day that belongs to the headline stands in no brackets.
pub(super) fn split_date(title: &str) -> (&str, Option<Date>) {
    let brackets = title.rfind(['(', '[']).map(|at| title.split_at(at));
    let Some((before, behind)) = brackets.filter(|(before, _)| !before.trim().is_empty()) else { return (title, None) };
    match written_days(behind).first() {
        Some((range, date)) if range.start == 1 && title.trim_end().ends_with([')', ']']) => {
            (before.trim_end(), Some(*date))
        }
        _ => (title, None),
    }
}

fn may_be_headline(block: &Block) -> bool {
    const SHORTEST: usize = 8;
    const LONGEST: usize = 250;
    let is_link = block.is_links() && block.level != Some(1);
    (SHORTEST..=LONGEST).contains(&block.chars)
        && !block.is_foreign
        && !is_link
        && !block.is_day()
        && !is_furniture(&block.text)
        && !is_ending(&block.text)
}

/// Whether the head of the page calls the article so, whole or with the site's name behind it.
fn is_named(head: &Head, text: &str) -> bool {
    const LONG_ENOUGH: usize = 15;
    let text = bare(text);
    let title = head.page_title.as_deref().map(bare).unwrap_or_default();
    let begins = text.len() >= LONG_ENOUGH
        && title.strip_prefix(&text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    begins && !is_only_site(head, &text) || head.titles.iter().any(|known| bare(known) == text)
}

/// Whether that is the name of the site and of no article.
fn is_only_site(head: &Head, text: &str) -> bool {
    head.source.as_deref().is_some_and(|source| bare(source) == text)
        || ["bao ", "cong thong tin", "trang thong tin", "trang tin"].iter().any(|site| text.starts_with(site))
            && text.ends_with("dien tu")
}

fn is_site(head: &Head, block: &Block) -> bool {
    block.is_banner || is_only_site(head, &bare(&block.text))
}

/// The first part of `Headline - Site`, where that is no site itself.
fn without_site(title: &str) -> Option<String> {
    let parts: Vec<&str> = [" | ", " - ", " – ", " — ", " :: ", " » "]
        .iter()
        .fold(vec![title], |parts, mark| if parts.len() > 1 { parts } else { title.rsplitn(2, mark).collect() });
    let first = parts.last()?.trim();
    const SITES: [&str; 7] = ["bao", "cong", "trang", "so", "ubnd", "uy ban", "dai"];
    let text = bare(first);
    let is_site = SITES.iter().any(|site| text.strip_prefix(site).is_some_and(|rest| rest.starts_with(' ')));
    (parts.len() > 1 || !is_site).then(|| first.to_owned()).filter(|first| first.split(' ').count() >= 3 && !is_site)
}

/// What stands behind the headline in `Headline - Site`.
pub(super) fn site_behind(page_title: &str, headline: &str) -> Option<String> {
    let rest = page_title.strip_prefix(headline)?.trim_start();
    let site = rest.strip_prefix(['|', '-', '–', '—', ':', '»'])?.trim();
    (!site.is_empty()).then(|| site.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_brackets_is_no_part_of_a_headline() {
        let split = |title| (split_date(title).0, split_date(title).1.map(|date| date.to_string()));
        assert_eq!(split("Gặt lúa chạy bão (14/12/2023)"), ("Gặt lúa chạy bão", Some("2023-12-14".to_owned())));
        assert_eq!(split("Gặt lúa [14/12/2023 07:00]"), ("Gặt lúa", Some("2023-12-14".to_owned())));
        for title in
            ["Lịch tiếp dân ngày 14/12/2023", "Đê Hữu Khê (Vạn Khê)", "(14/12/2023)", "Họp (lần 2, 14/12/2023)"]
        {
            assert_eq!(split(title), (title, None));
        }
    }

    #[test]
    fn the_name_of_the_site_is_no_headline() {
        assert_eq!(without_site("Gặt lúa chạy bão - Báo Hồng Lam").as_deref(), Some("Gặt lúa chạy bão"));
        assert_eq!(without_site("Gặt lúa chạy bão").as_deref(), Some("Gặt lúa chạy bão"));
        assert_eq!(without_site("Báo Hồng Lam điện tử"), None);
        assert_eq!(site_behind("Gặt lúa | Báo Hồng Lam", "Gặt lúa").as_deref(), Some("Báo Hồng Lam"));
    }
}
