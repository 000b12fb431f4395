//! Sightings of one name → persons: two are kept apart where one person can't have held their posts.
//!
//! Articles that state one seat are one person's, and so are those that an article with both seats joins. Such groups
//! are then taken in the order of time: each joins the person to whom it can belong, and is a new one where there is
//! none. Ranks, memberships and posts that leave out their unit tell nobody apart.

use std::collections::HashMap;

use super::own::Apart;
use super::post::{Distance, Post};

/// What is looked at of one article.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) day: Option<i64>,
    /// Numbers of its posts.
    pub(super) posts: Vec<usize>,
}

/// How long an old post may still be printed after the new one, in days.
const OVERLAP: i64 = 30;
/// How many days a change between posts that are far apart takes at least: five years.
const LEAP: i64 = 5 * 365;
/// A post counts that at least one of so many articles states.
const RARE: usize = 20;
/// Beyond so many groups of one name nobody is told apart any more.
const MOST_GROUPS: usize = 400;

/// For each entry the number of its person, from 0 in no order of note.
pub(super) fn persons(entries: &[Entry], posts: &[Post], own: &[Apart]) -> Vec<usize> {
    let (mut groups, vague) = groups(entries, posts);
    if groups.len() > MOST_GROUPS {
        return vec![0; entries.len()];
    }
    groups.sort_by_key(|group| (group.first.is_none(), group.first, group.entries.first().copied()));
    let mut persons: Vec<Group> = Vec::new();
    for group in groups {
        let place = persons
            .iter()
            .enumerate()
            .filter(|(_, person)| can_be_one(person, &group, posts, own))
            .max_by_key(|(at, person)| (person.is_near(&group, posts), person.last, std::cmp::Reverse(*at)))
            .map(|(at, _)| at);
        match place {
            Some(at) => persons[at].join(group, posts),
            None => persons.push(group),
        }
    }
    let mut of = vec![0; entries.len()];
    for (number, person) in persons.iter().enumerate() {
        person.entries.iter().for_each(|entry| of[*entry] = number);
    }
    for entry in vague {
        of[entry] = nearest(&persons, &entries[entry]);
    }
    of
}

/// A post that a group states.
#[derive(Clone, Copy, Debug)]
struct Stated {
    post: usize,
    span: Span,
    /// In how many articles.
    times: usize,
}

/// Articles that are one person's, whatever the others are.
#[derive(Clone, Debug, Default)]
struct Group {
    entries: Vec<usize>,
    /// Telling posts.
    posts: Vec<Stated>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Group {
    fn add(&mut self, number: usize, entry: &Entry, posts: &[Post]) {
        self.entries.push(number);
        self.first = [self.first, entry.day].into_iter().flatten().min();
        self.last = self.last.max(entry.day);
        for post in entry.posts.iter().filter(|post| posts[**post].is_telling()) {
            self.add_post(Stated { post: *post, span: entry.day.map(|day| (day, day)), times: 1 }, posts);
        }
    }

    fn add_post(&mut self, other: Stated, posts: &[Post]) {
        match self.posts.iter_mut().find(|known| posts[known.post].seat == posts[other.post].seat) {
            Some(known) => {
                *known = Stated { span: joined(known.span, other.span), times: known.times + other.times, ..*known }
            }
            None => self.posts.push(other),
        }
    }

    fn join(&mut self, other: Group, posts: &[Post]) {
        self.entries.extend(other.entries);
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        other.posts.into_iter().for_each(|stated| self.add_post(stated, posts));
    }

    fn is_near(&self, other: &Group, posts: &[Post]) -> bool {
        self.pairs(other).any(|(a, b)| posts[a.post].is_near(&posts[b.post]))
    }

    /// The posts that count: of a person of many articles not those that one in twenty states.
    fn weighty(&self) -> impl Iterator<Item = &Stated> {
        self.posts.iter().filter(|stated| stated.times * RARE >= self.entries.len())
    }

    fn pairs<'a>(&'a self, other: &'a Group) -> impl Iterator<Item = (&'a Stated, &'a Stated)> {
        self.weighty().flat_map(|a| other.weighty().map(move |b| (a, b)))
    }
}

/// First and last day; none where a day isn't known.
type Span = Option<(i64, i64)>;

fn joined(a: Span, b: Span) -> Span {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// Groups by telling seats, and the entries that have none.
fn groups(entries: &[Entry], posts: &[Post]) -> (Vec<Group>, Vec<usize>) {
    let mut roots = Roots::default();
    let mut of_seat: HashMap<&str, usize> = HashMap::new();
    let mut vague = Vec::new();
    let mut told = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let seats = entry.posts.iter().map(|post| &posts[*post]).filter(|post| post.is_telling());
        let nodes: Vec<usize> =
            seats.map(|post| *of_seat.entry(&post.seat).or_insert_with(|| roots.new_node())).collect();
        match nodes.first() {
            Some(first) => {
                nodes.iter().for_each(|node| roots.unite(*first, *node));
                told.push((number, *first));
            }
            None => vague.push(number),
        }
    }
    let mut groups: HashMap<usize, Group> = HashMap::new();
    for (number, node) in told {
        groups.entry(roots.root(node)).or_default().add(number, &entries[number], posts);
    }
    (groups.into_values().collect(), vague)
}

/// Which nodes belong together.
#[derive(Default)]
struct Roots(Vec<usize>);

impl Roots {
    fn new_node(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

fn can_be_one(person: &Group, group: &Group, posts: &[Post], own: &[Apart]) -> bool {
    let judged = |(a, b): (&Stated, &Stated)| {
        let (one, other) = (&posts[a.post], &posts[b.post]);
        let own = own.iter().find_map(|rule| rule.says(&one.seat, &other.seat));
        own.unwrap_or_else(|| fit(one.distance(other), a.span, b.span))
    };
    person.pairs(group).all(judged)
}

/// Whether one person can have held two posts so far apart, each seen from one day to another.
fn fit(distance: Distance, a: Span, b: Span) -> bool {
    let gap = |a: (i64, i64), b: (i64, i64)| (b.0 - a.1).max(a.0 - b.1);
    match (distance, a.zip(b)) {
        (Distance::Together, _) | (Distance::Step, None) => true,
        (Distance::Rotation | Distance::Leap, None) => false,
        (Distance::Step | Distance::Rotation, Some((a, b))) => gap(a, b) >= -OVERLAP && a != b,
        (Distance::Leap, Some((a, b))) => gap(a, b) >= LEAP,
    }
}

/// The person seen nearest in time; the one with most articles where there is no time.
fn nearest(persons: &[Group], entry: &Entry) -> usize {
    let far = |person: &Group| match (entry.day, person.first.zip(person.last)) {
        (Some(day), Some((first, last))) => (first - day).max(day - last).max(0),
        _ => i64::MAX,
    };
    let best =
        persons.iter().enumerate().min_by_key(|(_, person)| (far(person), std::cmp::Reverse(person.entries.len())));
    best.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many persons there are, and whose each article is.
    fn told(articles: &[(Option<i64>, &[&str])]) -> Vec<usize> {
        let mut posts = Vec::new();
        let mut entries = Vec::new();
        for (day, printed) in articles {
            let from = posts.len();
            posts.extend(printed.iter().map(|post| Post::new(post)));
            entries.push(Entry { day: *day, posts: (from..posts.len()).collect() });
        }
        persons(&entries, &posts, &[])
    }

    #[test]
    fn a_career_is_one_persons() {
        let rise: &[(Option<i64>, &[&str])] = &[
            (Some(0), &["Phó Giám đốc Sở Y tế"]),
            (Some(100), &["Giám đốc Sở Y tế"]),
            (Some(90), &["Phó Giám đốc Sở Y tế"]),
            (Some(300), &["Giám đốc Sở Tài chính"]),
            (Some(600), &["Phó Chủ tịch UBND tỉnh", "Ủy viên Ban Thường vụ Tỉnh ủy"]),
        ];
        assert_eq!(told(rise), [0, 0, 0, 0, 0]);
    }

    #[test]
    fn posts_that_alternate_are_two_persons() {
        let two: &[(Option<i64>, &[&str])] = &[
            (Some(0), &["Giám đốc Sở Y tế"]),
            (Some(100), &["Giám đốc Sở Tài chính"]),
            (Some(200), &["Giám đốc Sở Y tế"]),
            (Some(205), &["Giám đốc"]),
            (Some(260), &["Giám đốc Sở Tài chính"]),
        ];
        let of = told(two);
        assert_eq!((of[0], of[1]), (of[2], of[4]));
        assert_ne!(of[0], of[1]);
    }

    #[test]
    fn a_leap_is_no_career() {
        let two: &[(Option<i64>, &[&str])] =
            &[(Some(0), &["Hiệu trưởng Trường Tiểu học Nậm Cát"]), (Some(280), &["Chủ tịch Hội LHPN tỉnh"])];
        assert_eq!(told(two), [0, 1]);
        let years: &[(Option<i64>, &[&str])] =
            &[(Some(0), &["Hiệu trưởng Trường Tiểu học Nậm Cát"]), (Some(3000), &["Chủ tịch Hội LHPN tỉnh"])];
        assert_eq!(told(years), [0, 0]);
    }

    #[test]
    fn without_days_only_what_cannot_be_one_is_told_apart() {
        let undated: &[(Option<i64>, &[&str])] = &[
            (None, &["Chủ tịch UBND xã Đông Giang"]),
            (None, &["Giám đốc Sở Y tế"]),
            (None, &["Giám đốc Sở Tài chính"]),
        ];
        assert_eq!(told(undated), [0, 1, 1]);
    }

    #[test]
    fn one_article_that_states_both_joins() {
        let both: &[(Option<i64>, &[&str])] = &[
            (Some(0), &["Giám đốc Sở Y tế"]),
            (Some(50), &["Giám đốc Sở Y tế", "Chủ tịch UBND xã Đông Giang"]),
            (Some(100), &["Chủ tịch UBND xã Đông Giang"]),
        ];
        assert_eq!(told(both), [0, 0, 0]);
    }
}
