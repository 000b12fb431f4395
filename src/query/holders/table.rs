//! The dated table of holders: who was seen in which seat on which days.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::DocAddress;

use crate::query::people::post::{Post, begins};
use crate::query::people::sighting::Sighting;

/// Somebody named with a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) struct Row {
    /// The number of the post in [`Table::posts`].
    pub(in crate::query) post: usize,
    /// The key of the name; none where the article names nobody for the post.
    pub(in crate::query) key: Option<String>,
    /// Day of publication in days since 1970-01-01.
    pub(in crate::query) day: Option<i64>,
    pub(in crate::query) ident: u64,
    pub(in crate::query) address: DocAddress,
}

/// Who was seen in some seats, and when.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Table {
    /// Posts as printed, each once.
    pub(in crate::query) posts: Vec<(String, Post)>,
    /// In the order of time, undated ones last.
    pub(in crate::query) rows: Vec<Row>,
}

/// Who held a seat on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) enum Holding {
    /// An article of the day says so.
    Named(String),
    /// Seen in it before and after, and nobody else between.
    Inferred(String),
    /// Several are possible.
    Several,
    /// Nobody was seen both before and after.
    Unknown,
}

impl Table {
    /// The table of these sightings, narrowed to seats that are `wanted` and held.
    pub(in crate::query) fn new(mut sightings: Vec<Sighting>, wanted: impl Fn(&Post) -> bool) -> Table {
        sightings.sort_by_key(|seen| (seen.day.is_none(), seen.day, seen.ident));
        let mut table = Table::default();
        let mut numbers: HashMap<String, Option<usize>> = HashMap::new();
        for seen in &sightings {
            for text in &seen.posts {
                let (key, printed) = text.split_once('\t').map_or((None, &**text), |(key, post)| (Some(key), post));
                let number = match numbers.get(printed) {
                    Some(number) => *number,
                    None => {
                        let number = table.add_post(printed, &wanted);
                        numbers.insert(printed.to_owned(), number);
                        number
                    }
                };
                if let Some(post) = number {
                    let key = key.map(str::to_owned);
                    table.rows.push(Row { post, key, day: seen.day, ident: seen.ident, address: seen.address });
                }
            }
        }
        table.join_short_names();
        table
    }

    /// `Trump` is `Donald Trump` where nobody else of that last name was seen.
    fn join_short_names(&mut self) {
        let keys: BTreeSet<String> = self.rows.iter().filter_map(|row| row.key.clone()).collect();
        let mut by_last: HashMap<&str, Vec<&String>> = HashMap::new();
        for key in keys.iter().filter(|key| key.contains(' ')) {
            by_last.entry(key.rsplit(' ').next().unwrap_or("")).or_default().push(key);
        }
        for key in self.rows.iter_mut().filter_map(|row| row.key.as_mut()).filter(|key| !key.contains(' ')) {
            if let Some([whole]) = by_last.get(key.as_str()).map(Vec::as_slice) {
                (*whole).clone_into(key);
            }
        }
    }

    /// Gives persons the keys that the user's own file joins.
    pub(in crate::query) fn rename(&mut self, own: impl Fn(&str) -> Option<String>) {
        for key in self.rows.iter_mut().filter_map(|row| row.key.as_mut()) {
            if let Some(other) = own(key) {
                *key = other;
            }
        }
    }

    fn add_post(&mut self, printed: &str, wanted: impl Fn(&Post) -> bool) -> Option<usize> {
        let post = Post::new(printed);
        (post.held && wanted(&post)).then(|| {
            self.posts.push((printed.to_owned(), post));
            self.posts.len() - 1
        })
    }

    /// The rows of one seat, and those in which its holders are named with the seat said in more or in fewer words.
    pub(in crate::query) fn seat(&self, seat: &str) -> Seat<'_> {
        let own = self.holders_of(seat);
        let is_holder = |row: &&Row| row.key.as_deref().is_some_and(|key| own.contains(key));
        let is_like = |row: &&Row| begins(self.seat_of(row), seat) || begins(seat, self.seat_of(row));
        let strangers = self.named().filter(|row| begins(self.seat_of(row), seat) && !is_holder(row));
        let elsewhere: BTreeSet<&str> = strangers.map(|row| self.seat_of(row)).collect();
        Seat::new(self.named().filter(|row| is_holder(row) && is_like(row)).collect(), elsewhere.len())
    }

    /// The keys of those who are named with the very seat.
    pub(in crate::query) fn holders_of(&self, seat: &str) -> BTreeSet<&str> {
        self.named().filter(|row| self.seat_of(row) == seat).filter_map(|row| row.key.as_deref()).collect()
    }

    /// The wording most often printed for a seat.
    pub(in crate::query) fn wording(&self, seat: &str) -> &str {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| self.seat_of(row) == seat) {
            *times.entry(&self.posts[row.post].0).or_default() += 1;
        }
        times.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map_or("", |(wording, _)| wording)
    }

    /// The seats, those seen most often first.
    pub(in crate::query) fn seats(&self) -> Vec<&str> {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for row in self.named() {
            *times.entry(self.seat_of(row)).or_default() += 1;
        }
        let mut seats: Vec<(&str, usize)> = times.into_iter().collect();
        seats.sort_by_key(|(seat, times)| (std::cmp::Reverse(*times), *seat));
        seats.into_iter().map(|(seat, _)| seat).collect()
    }

    pub(in crate::query) fn named(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.key.is_some())
    }

    pub(in crate::query) fn seat_of(&self, row: &Row) -> &str {
        &self.posts[row.post].1.seat
    }

    pub(in crate::query) fn post_of(&self, seat: &str) -> Option<&Post> {
        self.posts.iter().map(|(_, post)| post).find(|post| post.seat == seat)
    }
}

/// Who was seen in one seat.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Seat<'a> {
    /// In the order of time, undated ones last.
    pub(in crate::query) rows: Vec<&'a Row>,
    /// Those of them that have a day and are no strays'.
    pub(in crate::query) sure: Vec<&'a Row>,
    /// How many like it others hold elsewhere.
    elsewhere: usize,
}

/// From so many seats elsewhere on, one without a place may be any of them.
const MANY_ELSEWHERE: usize = 2;

/// Somebody is a stray beside another who is seen so many times as often.
const OFTEN: usize = 4;

impl<'a> Seat<'a> {
    fn new(rows: Vec<&'a Row>, elsewhere: usize) -> Seat<'a> {
        let strays = strays(&rows);
        let is_sure = |row: &&Row| row.day.is_some() && row.key.as_deref().is_some_and(|key| !strays.contains(key));
        Seat { sure: rows.iter().copied().filter(is_sure).collect(), rows, elsewhere }
    }

    /// Who held it on `day`; for a seat that one holds at a time.
    pub(in crate::query) fn on(&self, day: i64) -> Holding {
        let from = self.sure.partition_point(|row| row.day < Some(day));
        let behind = self.sure.partition_point(|row| row.day <= Some(day));
        let named = keys(&self.sure[from..behind]);
        if let Some(one) = only(&named) {
            return Holding::Named(one.to_owned());
        }
        if named.len() > 1 {
            return Holding::Several;
        }
        let both: BTreeSet<&str> = self.last_before(day).intersection(&self.first_after(day)).copied().collect();
        match only(&both) {
            Some(one) => Holding::Inferred(one.to_owned()),
            None if both.is_empty() => Holding::Unknown,
            None => Holding::Several,
        }
    }

    /// Whether the seat, when it is named without a place, must be this one.
    pub(in crate::query) fn is_the_only_one(&self) -> bool {
        self.elsewhere < MANY_ELSEWHERE
    }

    /// The keys seen last before `day`.
    fn last_before(&self, day: i64) -> BTreeSet<&'a str> {
        let behind = self.sure.partition_point(|row| row.day < Some(day));
        let last = self.sure[..behind].last().and_then(|row| row.day);
        keys(self.sure[..behind].iter().rev().take_while(|row| row.day == last))
    }

    /// The keys seen first after `day`.
    fn first_after(&self, day: i64) -> BTreeSet<&'a str> {
        let from = self.sure.partition_point(|row| row.day <= Some(day));
        let first = self.sure.get(from).and_then(|row| row.day);
        keys(self.sure[from..].iter().take_while(|row| row.day == first))
    }
}

/// Who is named with a seat a few times while another was in it before and after, and is named far more often: one of
/// the past or of elsewhere, or a mistake.
fn strays<'a>(rows: &[&'a Row]) -> BTreeSet<&'a str> {
    const MOST_LASTING: usize = 5;
    let mut seen: BTreeMap<&str, (i64, i64, usize)> = BTreeMap::new();
    for (day, key) in rows.iter().filter_map(|row| Some((row.day?, row.key.as_deref()?))) {
        let (first, last, times) = seen.entry(key).or_insert((day, day, 0));
        (*first, *last, *times) = (day.min(*first), day.max(*last), *times + 1);
    }
    let mut lasting: Vec<(i64, i64, usize)> = seen.values().copied().collect();
    lasting.sort_by_key(|(.., times)| std::cmp::Reverse(*times));
    lasting.truncate(MOST_LASTING);
    let is_within = |(first, last, times): (i64, i64, usize)| {
        lasting.iter().any(|other| other.0 < first && last < other.1 && times * OFTEN <= other.2)
    };
    seen.into_iter().filter(|(_, span)| is_within(*span)).map(|(key, _)| key).collect()
}

/// Another than the one asked for, seen in the seat last before the day `from` and first after the day `to`.
pub(in crate::query) fn neighbours<'a>(
    seat: &Seat<'a>,
    from: i64,
    to: i64,
    is_other: impl Fn(&str) -> bool,
) -> (Option<&'a str>, Option<&'a str>) {
    let dated = || seat.sure.iter().filter_map(|row| Some((row.day?, row.key.as_deref()?)));
    let other = |(_, key): (i64, &'a str)| Some(key).filter(|key| is_other(key));
    let before = dated().take_while(|(day, _)| *day < from).filter_map(other).last();
    let after = dated().skip_while(|(day, _)| *day <= to).find_map(other);
    (before, after)
}

fn keys<'a, 'b: 'a>(rows: impl IntoIterator<Item = &'a &'b Row>) -> BTreeSet<&'b str> {
    rows.into_iter().filter_map(|row| row.key.as_deref()).collect()
}

fn only<'a>(keys: &BTreeSet<&'a str>) -> Option<&'a str> {
    keys.first().copied().filter(|_| keys.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(seen: &[(Option<i64>, &str)]) -> Table {
        let sighting = |(at, (day, post)): (usize, &(Option<i64>, &str))| Sighting {
            day: *day,
            ident: at as u64,
            address: DocAddress::new(0, at as u32),
            posts: vec![(*post).into()],
            names: Vec::new(),
        };
        Table::new(seen.iter().enumerate().map(sighting).collect(), |_| true)
    }

    fn on(table: &Table, day: i64) -> String {
        match table.seat("bí thư tỉnh ủy").on(day) {
            Holding::Named(key) => key,
            Holding::Inferred(key) => format!("{key}?"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn one_holder_behind_the_other() {
        let table = table(&[
            (Some(10), "a\tBí thư Tỉnh ủy"),
            (Some(20), "a\tBí thư Tỉnh uỷ"),
            (Some(30), "a\tBí thư Tỉnh ủy"),
            (Some(30), "b\tBí thư Tỉnh ủy"),
            (Some(40), "b\tBí thư Tỉnh ủy Hồng Lam"),
            (None, "c\tBí thư Tỉnh ủy"),
            (Some(35), "d\tnguyên Bí thư Tỉnh ủy"),
            (Some(36), "e\tBí thư Tỉnh ủy Xay Na Khăm"),
        ]);
        let days = [5, 10, 15, 30, 35, 40, 50].map(|day| on(&table, day));
        assert_eq!(days, ["Unknown", "a", "a?", "Several", "b?", "b", "Unknown"]);
    }

    #[test]
    fn a_stray_name_interrupts_nobody() {
        let often = |day| (Some(day), "a\tBí thư Tỉnh ủy");
        let mut seen: Vec<(Option<i64>, &str)> = [10, 11, 12, 20, 21].map(often).to_vec();
        seen.push((Some(15), "b\tBí thư Tỉnh ủy"));
        assert_eq!([13, 15, 17].map(|day| on(&table(&seen), day)), ["a?", "a?", "a?"]);
        seen.push((Some(16), "b\tBí thư Tỉnh ủy"));
        assert_eq!([13, 15, 17].map(|day| on(&table(&seen), day)), ["Unknown", "b", "Unknown"]);
    }

    #[test]
    fn between_two_holders_nobody_is_known() {
        let table = table(&[(Some(10), "a\tBí thư Tỉnh ủy"), (Some(30), "b\tBí thư Tỉnh ủy")]);
        assert_eq!(on(&table, 20), "Unknown");
    }

    #[test]
    fn many_like_it_elsewhere_make_a_seat_without_a_place_vague() {
        let home = ("a\tBí thư Tỉnh ủy", "b\tBí thư Tỉnh ủy Hà Giang", "c\tBí thư Tỉnh ủy Sơn La");
        let table = table(&[(Some(1), home.0), (Some(2), home.1), (Some(3), home.2)]);
        assert!(!table.seat("bí thư tỉnh ủy").is_the_only_one());
        assert!(table.seat("bí thư tỉnh ủy hà giang").is_the_only_one());
    }
}
