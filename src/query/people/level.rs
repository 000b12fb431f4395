//! At which level of the state a post stands, and the places that it names.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analyse::officials::canonical_post;

/// A level of the state, from the whole of it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    State,
    Province,
    /// A city that may be of either of its neighbours here.
    City,
    District,
    Commune,
}

impl Level {
    /// How many levels it is at least from one to the other.
    pub(super) fn steps_to(self, other: Level) -> u8 {
        let ((a, b), (c, d)) = (self.ranks(), other.ranks());
        c.saturating_sub(b).max(a.saturating_sub(d))
    }

    fn ranks(self) -> (u8, u8) {
        match self {
            Level::State => (0, 0),
            Level::Province => (1, 1),
            Level::City => (1, 2),
            Level::District => (2, 2),
            Level::Commune => (3, 3),
        }
    }

    /// Below the province, for sure.
    pub(super) fn is_local(self) -> bool {
        self > Level::City
    }
}

/// A place that a post names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) level: Level,
    /// In its canonical form.
    pub(super) name: String,
}

/// Canonical names of provinces and of cities of their rank.
static PROVINCES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = include_str!("provinces.txt").lines().filter(|line| !line.starts_with('#'));
    names.map(canonical_post).collect()
});

/// The most syllables of a province's name.
const LONGEST_NAME: usize = 5;

/// The level of a seat, where it says one, and its places.
pub(super) fn places(seat: &str) -> (Option<Level>, Vec<Place>) {
    let words: Vec<&str> = seat.split(' ').collect();
    let (mut places, mut lowest): (Vec<Place>, Option<Level>) = (Vec::new(), None);
    let mut at = 1;
    while at < words.len() {
        let Some((level, len)) = level_word(&words, at) else {
            at += 1;
            continue;
        };
        let name_len = name_len(&words, at + len);
        let name = words[at + len..at + len + name_len].join(" ");
        let level = if PROVINCES.contains(&name) { level.min(Level::Province) } else { level };
        lowest = lowest.max(Some(level));
        if !name.is_empty() {
            places.push(Place { level, name });
        }
        at += len + name_len;
    }
    places.extend(province_at_end(&words).filter(|place| !places.contains(place)));
    let is_of_state = ["bộ trưởng", "thứ trưởng"].iter().any(|head| seat.starts_with(head));
    let level = lowest.filter(|_| !is_of_state).or_else(|| level_of_body(&words, !places.is_empty()));
    (level, places)
}

/// A word that says the level, and how many syllables it has.
fn level_word(words: &[&str], at: usize) -> Option<(Level, usize)> {
    let (here, next) = (words[at], words.get(at + 1).copied().unwrap_or(""));
    let before = words[at - 1];
    Some(match (here, next) {
        ("tỉnh", "ủy") => (Level::Province, 2),
        ("thành", "ủy") => (Level::City, 2),
        ("huyện" | "quận" | "thị", "ủy") => (Level::District, 2),
        ("tỉnh", _) => (Level::Province, 1),
        ("thành", "phố") => (Level::City, 2),
        ("thị", "xã") => (Level::District, 2),
        ("huyện", _) => (Level::District, 1),
        ("quận", _) => (Level::District, 1),
        ("thị", "trấn") | ("khu", "phố") => (Level::Commune, 2),
        ("xã", next) if next != "hội" && !matches!(before, "tác" | "thị" | "tấn") => (Level::Commune, 1),
        ("thôn", _) if before != "nông" => (Level::Commune, 1),
        ("phường" | "ấp", _) => (Level::Commune, 1),
        _ => return None,
    })
}

/// How many syllables from `at` on are the name of a place: up to the next word of a level or of something else.
fn name_len(words: &[&str], at: usize) -> usize {
    const NO_NAME: [&str; 11] =
        ["về", "khóa", "nhiệm", "phụ", "thường", "kiêm", "đồng", "cùng", "ban", "phòng", "công"];
    let ends = |at: usize| level_word(words, at).is_some() || NO_NAME.contains(&words[at]);
    (at..words.len()).take_while(|at| !ends(*at)).count()
}

/// `giám đốc sở y tế hồng lam`.
fn province_at_end(words: &[&str]) -> Option<Place> {
    let names = (1..=LONGEST_NAME.min(words.len())).rev().map(|len| words[words.len() - len..].join(" "));
    let name = names.into_iter().find(|name| PROVINCES.contains(name))?;
    Some(Place { level: Level::Province, name })
}

/// What a body is of, where the post doesn't say.
fn level_of_body(words: &[&str], has_province: bool) -> Option<Level> {
    let all = words.join(" ");
    let has = |part: &str| format!(" {all} ").contains(&format!(" {part} "));
    let body = |parts: &[&str]| parts.iter().any(|part| has(part));
    if body(&["tiểu học", "mầm non", "trung học cơ sở", "trạm y tế"]) {
        Some(Level::Commune)
    } else if body(&["trung học phổ thông", "phòng giáo dục"]) {
        Some(Level::District)
    } else if has_province || body(&["sở", "tỉnh đoàn", "chi cục"]) {
        Some(Level::Province)
    } else {
        const STATE: [&str; 16] = [
            "chính phủ",
            "quốc hội",
            "trung ương",
            "chủ tịch nước",
            "bộ trưởng",
            "thứ trưởng",
            "thủ tướng",
            "tổng bí thư",
            "tổng cục",
            "tổng thống",
            "bộ",
            "cục",
            "vụ",
            "nhà nước",
            "việt nam",
            "tối cao",
        ];
        body(&STATE).then_some(Level::State)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_places() {
        use Level::{City, Commune, District, Province, State};
        for (seat, level, names) in [
            ("bí thư tỉnh ủy", Some(Province), ""),
            ("bí thư huyện ủy vạn khê", Some(District), "vạn khê"),
            ("chủ tịch ủy ban nhân dân thành phố hà nội", Some(Province), "hà nội"),
            ("chủ tịch ủy ban nhân dân thành phố lam thành", Some(City), "lam thành"),
            ("thứ trưởng nông nghiệp và phát triển nông thôn", Some(State), ""),
            (
                "chủ tịch ủy ban nhân dân xã đông giang huyện vạn khê tỉnh hồng lam",
                Some(Commune),
                "đông giang, vạn khê, hồng lam",
            ),
            ("giám đốc sở lao động thương binh và xã hội", Some(Province), ""),
            ("giám đốc sở y tế hồng lam", Some(Province), "hồng lam"),
            ("bộ trưởng y tế", Some(State), ""),
            ("hiệu trưởng tiểu học nậm cát", Some(Commune), ""),
            ("giám đốc", None, ""),
        ] {
            let (found, places) = places(seat);
            let found_names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
            assert_eq!((found, found_names.join(", ").as_str()), (level, names), "{seat}");
        }
    }
}
