//! A post, taken apart: which seat it is, at which level, in which place; and whether one person can hold two.

use std::sync::LazyLock;

use super::level::{Level, Place, places};
use crate::analyse::officials::canonical_post;

/// How the beginnings of canonical posts are to be read: `from`, `to`.
static SEATS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| rows(include_str!("seats.tsv")));
/// Kinds by how canonical posts begin.
static KINDS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| rows(include_str!("kinds.tsv")));

fn rows(table: &'static str) -> Vec<(&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

/// What kind of post it is: see `kinds.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Kind {
    /// A rank or degree.
    Rank,
    /// Held beside a main post, by several.
    Side,
    /// Held beside a main post, by one.
    Chair,
    /// A main post that several hold at one time.
    Many,
    /// A main post that one holds at a time.
    One,
}

/// In what walk of life: between two of them nobody changes within an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Army,
    School,
    Health,
    Other,
}

/// A post, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) struct Post {
    /// One wording for one seat, place and unit included.
    pub(in crate::query) seat: String,
    /// Whether it is held, and not a former or future one.
    pub(in crate::query) held: bool,
    pub(in crate::query) kind: Kind,
    level: Option<Level>,
    field: Field,
    places: Vec<Place>,
    /// The public body it belongs to, where that is one of several of its level: `sở tài chính`.
    agency: Option<String>,
}

/// How far two posts are from one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Distance {
    /// One person may hold both at one time.
    Together,
    /// One person may hold one behind the other.
    Step,
    /// The same, and where nothing says which came first they are more likely two persons'.
    Rotation,
    /// One person can't have held both, but for many years between.
    Leap,
}

/// No post is printed with more words.
const LONGEST: usize = 60;

impl Post {
    /// Takes a post apart, as printed; what comes behind its first [`LONGEST`] words is not looked at.
    pub(in crate::query) fn new(printed: &str) -> Post {
        let printed = printed.split_whitespace().take(LONGEST).collect::<Vec<_>>().join(" ");
        let canonical = canonical_post(&printed);
        let (words, held) = without_prefixes(&canonical);
        let seat = seat(&words);
        let kind = kind(&seat);
        let (level, places) = places(&seat);
        Post { held, kind, level, field: field(&seat), agency: agency(&seat), places, seat }
    }

    /// Whether it says enough of unit or level to tell two persons apart.
    pub(super) fn is_telling(&self) -> bool {
        self.held
            && !self.is_foreign()
            && matches!(self.kind, Kind::Many | Kind::One)
            && (self.level.is_some() || matches!(self.field, Field::School | Field::Health))
    }

    /// Whether there is one such seat in the world, or in the province that a paper is of.
    pub(in crate::query) fn is_definite(&self) -> bool {
        const CUT_SHORT: [&str; 7] = ["sở", "ban", "phòng", "cục", "vụ", "bộ", "hội"];
        let is_whole = self.seat.rsplit(' ').next().is_some_and(|last| !CUT_SHORT.contains(&last));
        let is_placed = !self.level.is_some_and(Level::is_local) || !self.places.is_empty();
        self.held && matches!(self.kind, Kind::One | Kind::Chair) && self.level.is_some() && is_whole && is_placed
    }

    /// Whether it heads a body of another country, whose levels are not ours.
    pub(in crate::query) fn is_foreign(&self) -> bool {
        is_foreign(&self.seat)
    }

    /// Whether several hold it at one time.
    pub(in crate::query) fn is_shared(&self) -> bool {
        !matches!(self.kind, Kind::One | Kind::Chair)
    }

    /// How the seat begins in canonical posts: as it is called here, and in its other wordings.
    pub(in crate::query) fn wordings(&self) -> Vec<String> {
        let others = SEATS.iter().filter(|(_, to)| begins(&self.seat, to));
        let others = others.map(|(from, to)| format!("{from}{}", &self.seat[to.len()..]));
        std::iter::once(self.seat.clone()).chain(others).collect()
    }

    /// How far it is from another telling post.
    pub(super) fn distance(&self, other: &Post) -> Distance {
        if !self.is_telling() || !other.is_telling() || self.seat == other.seat {
            return Distance::Together;
        }
        if is_other_walk(self.field, other.field) || self.is_local_police_beside(other) {
            return Distance::Leap;
        }
        let by_level = match (self.level, other.level) {
            (Some(a), Some(b)) if a.steps_to(b) >= 2 => Distance::Leap,
            _ => Distance::Together,
        };
        let heads_agency = self.agency.is_some() || other.agency.is_some();
        let by_place = match by_place(&self.places, &other.places) {
            // Only the leaders of a province are sent to another.
            Distance::Step if heads_agency => Distance::Rotation,
            distance => distance,
        };
        by_level.max(by_place).max(self.by_agency(other))
    }

    /// Whether one is an officer and the other a civilian, both below the province.
    fn is_local_police_beside(&self, other: &Post) -> bool {
        let is_local = |post: &Post| post.level.is_some_and(Level::is_local);
        (self.field == Field::Army) != (other.field == Field::Army) && is_local(self) && is_local(other)
    }

    fn by_agency(&self, other: &Post) -> Distance {
        match (&self.agency, &other.agency) {
            (Some(a), Some(b)) if !begins(a, b) && !begins(b, a) => Distance::Step,
            _ => Distance::Together,
        }
    }

    /// Whether one person can't hold both at one time.
    pub(in crate::query) fn is_apart_from(&self, other: &Post) -> bool {
        self.distance(other) > Distance::Together
    }

    /// Whether both speak of one place or one body.
    pub(super) fn is_near(&self, other: &Post) -> bool {
        let shares_place = self.places.iter().any(|place| other.places.contains(place));
        shares_place || (self.agency.is_some() && self.agency == other.agency)
    }
}

/// Whether `long` begins with the words of `short`.
pub(in crate::query) fn begins(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Two names of places at one level are two places. Heads of districts change places; a commune's are of that commune.
fn by_place(a: &[Place], b: &[Place]) -> Distance {
    let is_other = |one: &Place, other: &Place| {
        one.level == other.level && !begins(&one.name, &other.name) && !begins(&other.name, &one.name)
    };
    let others = |one| b.iter().filter(move |other| is_other(one, other));
    let apart = a.iter().filter(|one| others(one).next().is_some());
    let are_local = a.iter().any(|place| place.level.is_local()) || b.iter().any(|place| place.level.is_local());
    let farthest = apart.map(|one| match one.level {
        Level::Province if !are_local => Distance::Step,
        Level::City | Level::District => Distance::Rotation,
        _ => Distance::Leap,
    });
    farthest.max().unwrap_or(Distance::Together)
}

fn is_other_walk(a: Field, b: Field) -> bool {
    use Field::{Army, Health, School};
    matches!((a, b), (Army, School | Health) | (School, Army | Health) | (Health, Army | School))
}

/// The words without what says that the post is former or new, and whether it is held.
fn without_prefixes(canonical: &str) -> (Vec<&str>, bool) {
    let mut words: Vec<&str> = canonical.split(' ').collect();
    let mut held = true;
    while let Some(first) = words.first() {
        match *first {
            "nguyên" | "cựu" | "cố" if words.len() > 1 && words[1] != "vấn" => held = false,
            "tân" | "quyền" if words.len() > 1 => {}
            _ => break,
        }
        words.remove(0);
    }
    held &= !words.windows(2).any(|pair| pair == ["đắc", "cử"]);
    (words, held)
}

fn seat(words: &[&str]) -> String {
    let joined = words.join(" ");
    let rewritten = SEATS.iter().find(|(from, _)| begins(&joined, from));
    let mut seat = match rewritten {
        Some((from, to)) => format!("{to}{}", &joined[from.len()..]),
        None => joined,
    };
    if is_national(&seat)
        && let Some(own) = seat.strip_suffix(" việt nam")
    {
        seat.truncate(own.len());
    }
    seat
}

fn is_national(seat: &str) -> bool {
    const HEADS: [&str; 8] = [
        "thủ tướng",
        "phó thủ tướng",
        "chủ tịch nước",
        "chủ tịch quốc hội",
        "tổng bí thư",
        "bộ trưởng",
        "thứ trưởng",
        "người phát ngôn",
    ];
    HEADS.iter().any(|head| begins(seat, head))
}

/// Heads of other countries' bodies, whose levels are not ours.
fn is_foreign(seat: &str) -> bool {
    const HEADS: [&str; 7] =
        ["thị trưởng", "phó thị trưởng", "tỉnh trưởng", "đô trưởng", "thủ hiến", "thống đốc bang", "tổng thống"];
    HEADS.iter().any(|head| begins(seat, head))
}

fn kind(seat: &str) -> Kind {
    let fitting = KINDS.iter().filter(|(beginning, _)| begins(seat, beginning));
    let longest = fitting.max_by_key(|(beginning, _)| beginning.len()).map(|(_, kind)| *kind);
    match longest {
        Some("rank") => Kind::Rank,
        Some("side") => Kind::Side,
        Some("chair") => Kind::Chair,
        Some("many") if begins_with_standing_deputy(seat) => Kind::One,
        Some("many") => Kind::Many,
        _ => Kind::One,
    }
}

/// `phó trưởng ban thường trực`: of the deputies the one who stands in.
fn begins_with_standing_deputy(seat: &str) -> bool {
    seat.split(' ').take(5).collect::<Vec<_>>().join(" ").contains("thường trực")
}

fn field(seat: &str) -> Field {
    let has = |part: &str| format!(" {seat} ").contains(&format!(" {part} "));
    if ["tiểu học", "mầm non", "trung học", "hiệu trưởng", "hiệu phó"].iter().any(|part| has(part)) {
        Field::School
    } else if ["bệnh viện", "trạm y tế", "trung tâm y tế"].iter().any(|part| has(part)) {
        Field::Health
    } else if ["công an", "chỉ huy quân sự", "cảnh sát", "bộ đội", "quân khu", "biên phòng"]
        .iter()
        .any(|part| has(part))
    {
        Field::Army
    } else {
        Field::Other
    }
}

/// `giám đốc sở tài chính hồng lam` → `sở tài chính hồng lam`.
fn agency(seat: &str) -> Option<String> {
    const BODIES: [&str; 17] = [
        "sở",
        "chi cục",
        "phòng",
        "công an",
        "bộ chỉ huy",
        "viện kiểm sát",
        "tòa án",
        "bệnh viện",
        "trường",
        "tiểu học",
        "mầm non",
        "trung học",
        "cao đẳng",
        "đại học",
        "ban tổ chức",
        "ban tuyên giáo",
        "ban nội chính",
    ];
    let words: Vec<&str> = seat.split(' ').collect();
    let at = (1..words.len()).find(|at| BODIES.iter().any(|body| begins(&words[*at..].join(" "), body)))?;
    Some(words[at..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_seat_meet() {
        for (a, b) in [
            ("Thủ tướng Chính phủ Việt Nam", "Thủ tướng"),
            ("Bộ trưởng Bộ Y tế", "Bộ trưởng Y tế"),
            ("Chủ tịch tỉnh Hồng Lam", "Chủ tịch UBND tỉnh Hồng Lam"),
            ("nguyên Bí thư Tỉnh uỷ", "Bí thư Tỉnh ủy"),
            ("Quyền Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ] {
            assert_eq!(Post::new(a).seat, Post::new(b).seat, "{a} = {b}");
        }
        assert_ne!(Post::new("Phó Chủ tịch UBND tỉnh").seat, Post::new("Phó Chủ tịch thường trực UBND tỉnh").seat);
    }

    #[test]
    fn former_and_future_posts_are_not_held() {
        for (post, held) in [
            ("Bí thư Tỉnh ủy", true),
            ("nguyên Bí thư Tỉnh ủy", false),
            ("cố vấn", true),
            ("tân Bộ trưởng Y tế", true),
            ("Tổng thống đắc cử", false),
        ] {
            assert_eq!(Post::new(post).held, held, "{post}");
        }
    }

    #[test]
    fn kinds() {
        for (post, kind) in [
            ("Bí thư Tỉnh ủy", Kind::One),
            ("Phó Chủ tịch UBND tỉnh", Kind::Many),
            ("Phó Chủ tịch thường trực UBND tỉnh", Kind::One),
            ("Phó Trưởng ban thường trực Ban Tổ chức Tỉnh ủy", Kind::One),
            ("Ủy viên Ban Thường vụ Tỉnh ủy", Kind::Side),
            ("Trưởng đoàn đại biểu Quốc hội tỉnh", Kind::Chair),
            ("Chủ tịch HĐND tỉnh", Kind::One),
            ("Đại tá", Kind::Rank),
        ] {
            assert_eq!(Post::new(post).kind, kind, "{post}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_taken_apart(text in "\\PC{0,60}", words in "(nguyên |tân |của |thành phố |xã |Sở |việt nam ){0,6}") {
            let (a, b) = (Post::new(&text), Post::new(&words));
            proptest::prop_assert_eq!(a.distance(&b), b.distance(&a));
            proptest::prop_assert_eq!(a.distance(&a), Distance::Together);
        }
    }

    #[test]
    fn how_far_posts_are_apart() {
        use Distance::{Leap, Rotation, Step, Together};
        for (a, b, expected) in [
            ("Bí thư Huyện ủy Vạn Khê", "Chủ tịch HĐND huyện Vạn Khê", Together),
            ("Phó Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh", Together),
            ("Giám đốc Sở Tài chính", "Giám đốc Sở Y tế", Step),
            ("Giám đốc Sở Kế hoạch", "Giám đốc Sở Kế hoạch và Đầu tư", Together),
            ("Bí thư Huyện ủy Vạn Khê", "Phó Chủ tịch UBND tỉnh", Together),
            ("Bí thư Huyện ủy Vạn Khê", "Bí thư Huyện ủy Mường Ải", Rotation),
            ("Chủ tịch UBND xã Đông Giang", "Chủ tịch UBND xã Nậm Cát", Leap),
            ("Chủ tịch UBND xã Đông Giang", "Giám đốc Sở Y tế", Leap),
            ("Chủ tịch Hội LHPN tỉnh", "Hiệu trưởng Trường Tiểu học Nậm Cát", Leap),
            ("Bí thư Tỉnh ủy Hà Giang", "Bí thư Tỉnh ủy Sơn La", Step),
            ("Giám đốc Sở Y tế Hà Giang", "Bí thư Tỉnh ủy Sơn La", Rotation),
            ("Trưởng Công an huyện Vạn Khê", "Chủ tịch UBND xã Đông Giang", Leap),
            ("Giám đốc Công an tỉnh", "Phó Chủ tịch UBND tỉnh", Together),
            ("Đại tá", "Hiệu trưởng Trường Tiểu học Nậm Cát", Together),
            ("Trưởng Công an huyện Vạn Khê", "Giám đốc Bệnh viện Đa khoa tỉnh", Leap),
            ("nguyên Chủ tịch UBND xã Đông Giang", "Giám đốc Sở Y tế", Together),
        ] {
            assert_eq!(Post::new(a).distance(&Post::new(b)), expected, "{a} and {b}");
        }
    }
}
