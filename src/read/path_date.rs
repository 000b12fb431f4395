//! A day of publication in the name of a file or of the folders above it. Where a name may mean several days, or
//! something else, it means none.

use jiff::civil::Date;

use super::walk::Found;
use crate::text::calendar::{day, written_days};
use crate::text::fold::fold;

/// The day that the path of a file names: the name first, then the folders.
pub(super) fn day_of(found: &Found) -> Option<Date> {
    let (folders, name) = found.file.rsplit_once('/').unwrap_or(("", &found.file));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some(date) = only(days_of_name(stem)) {
        return Some(date);
    }
    let above = if folders.is_empty() { folders_above(found) } else { folders.to_owned() };
    only(days_of_folders(&above)).or_else(|| only(days_under_year(&above, stem)))
}

/// The three folders right above a file that was named alone.
fn folders_above(found: &Found) -> String {
    let parent = found.path.parent().map(|parent| parent.to_string_lossy().replace('\\', "/")).unwrap_or_default();
    let mut parts: Vec<&str> = parent.rsplit('/').take(3).collect();
    parts.reverse();
    parts.join("/")
}

/// The one day that is named, once or several times.
fn only(mut days: Vec<Date>) -> Option<Date> {
    days.dedup();
    match days.as_slice() {
        [date] => Some(*date),
        _ => None,
    }
}

fn days_of_folders(folders: &str) -> Vec<Date> {
    let parts: Vec<&str> = folders.split('/').collect();
    let within = parts.iter().flat_map(|part| days_of_name(part));
    within.chain(parts.windows(3).filter_map(day_of_three)).collect()
}

/// `2023/12/30-12-tin.txt`, `2023/thang 12/30-12/tin.txt`, `2023/1230/tin.txt`: a day and a month under one year.
fn days_under_year(folders: &str, stem: &str) -> Vec<Date> {
    let parts: Vec<&str> = folders.split('/').chain([stem]).collect();
    let years: Vec<(usize, i16)> =
        parts.iter().enumerate().filter_map(|(at, part)| Some((at, year_named(part)?))).collect();
    let [(at, year)] = years.as_slice() else { return Vec::new() };
    let below = parts.get(at + 1..).unwrap_or_default();
    let month = below.first().and_then(|part| number_behind(part, "thang")).filter(|_| below.len() > 1);
    let days = below.iter().flat_map(|part| days_of_month(part, *year, month));
    days.collect()
}

/// `nam-2023`, `2023`.
fn year_named(part: &str) -> Option<i16> {
    number_behind(part, "nam").filter(|year| NAMED_YEARS.contains(year))
}

/// `30-12`, where the folder above says the month or nothing else stands with it; `1230`, where it can be one day only.
fn days_of_month(part: &str, year: i16, month: Option<i16>) -> Vec<Date> {
    let dated = |of_month: i16, month: i16| day(year, i8::try_from(month).ok()?, i8::try_from(of_month).ok()?);
    let numbers: Vec<&str> = part.split(['-', '_', '.', ' ']).collect();
    let value = |digits: &str| digits.parse::<i16>().ok().filter(|_| digits.len() <= 2);
    if let [first, second, rest @ ..] = numbers.as_slice()
        && let (Some(of_month), Some(named)) = (value(first), value(second))
    {
        let agrees = month == Some(named) || month.is_none() && rest.is_empty();
        return agrees.then(|| dated(of_month, named)).flatten().into_iter().collect();
    }
    match (part.len(), part.get(..2).and_then(value), part.get(2..).and_then(value)) {
        (4, Some(first), Some(second)) => dated(first, second).into_iter().chain(dated(second, first)).collect(),
        _ => Vec::new(),
    }
}

/// The number that a name is, with or without a word before it.
fn number_behind(part: &str, word: &str) -> Option<i16> {
    let folded = fold(part);
    let digits = folded.strip_prefix(word).unwrap_or(&folded).trim_matches(['-', '_', ' ', '.']);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// `2023/12/30`, `nam-2023/thang-12/ngay-30`.
fn day_of_three(parts: &[&str]) -> Option<Date> {
    let [year, month, of_month] = parts else { return None };
    let month = i8::try_from(number_behind(month, "thang")?).ok()?;
    day(year_named(year)?, month, i8::try_from(number_behind(of_month, "ngay")?).ok()?)
}

/// Years that eight digits in a row may name, both ends included.
const NAMED_YEARS: std::ops::RangeInclusive<i16> = 1945..=2060;

/// Every day that a name may mean.
fn days_of_name(name: &str) -> Vec<Date> {
    let name = name.replace('_', "-");
    let written = written_days(&name);
    let ends = std::iter::once(0).chain(written.iter().map(|(range, _)| range.end));
    if written.iter().zip(ends).any(|((range, _), end)| is_joined_to_number(&name[end..range.start])) {
        return Vec::new();
    }
    let runs = name.split(|c: char| !c.is_ascii_digit());
    written.into_iter().map(|(_, date)| date).chain(runs.flat_map(days_of_run)).collect()
}

/// `28-` before `30-12-2023`: a span of days, or a number that has run into one.
fn is_joined_to_number(before: &str) -> bool {
    let Some(joined) = before.strip_suffix(['-', '.', ' ']) else { return false };
    let digits = joined.bytes().rev().take_while(u8::is_ascii_digit).count();
    let named = joined[..joined.len() - digits].ends_with(|c: char| c.is_alphabetic());
    (1..=2).contains(&digits) && !named
}

/// The days that a run of digits may mean: `20231230`, `30122023`, `20231230101500`, and both where both could be.
fn days_of_run(run: &str) -> Vec<Date> {
    let number = |from: usize, to: usize| run.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let dated = |year: Option<i16>, month: Option<i16>, of_month: Option<i16>| {
        let year = year.filter(|year| NAMED_YEARS.contains(year))?;
        day(year, i8::try_from(month?).ok()?, i8::try_from(of_month?).ok()?)
    };
    let year_first = dated(number(0, 4), number(4, 6), number(6, 8));
    let day_first = dated(number(4, 8), number(2, 4), number(0, 2));
    match run.len() {
        8 => year_first.into_iter().chain(day_first).collect(),
        14 | 17 if is_time(run.get(8..14)) => year_first.into_iter().collect(),
        _ => Vec::new(),
    }
}

fn is_time(digits: Option<&str>) -> bool {
    let part = |at: usize| digits.and_then(|digits| digits.get(at..at + 2)).and_then(|part| part.parse::<u8>().ok());
    part(0).is_some_and(|hour| hour < 24) && [2, 4].iter().all(|at| part(*at).is_some_and(|part| part < 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_in(file: &str) -> Option<String> {
        let found = Found { path: file.into(), file: file.into(), size: 0, modified: None, member: None, side: None };
        day_of(&found).map(|date| date.to_string())
    }

    #[test]
    fn days_that_names_and_folders_tell() {
        for file in [
            "2023-12-30.txt",
            "2023/12/30/x.txt",
            "bao/2023/12/30/trang-1.txt",
            "bao-30-12-2023.txt",
            "30.12.2023.txt",
            "bao_hong_lam_30_12_2023.txt",
            "so-4812-30-12-2023.html",
            "20231230.txt",
            "30122023.txt",
            "tin20231230.txt",
            "20231230101500.html",
            "tin-20231230101500123.html",
            "2023-12-30/bai-1.txt",
            "nam-2023/thang-12/ngay-30/bai-1.txt",
            "Năm 2023/Tháng 12/Ngày 30/bai-1.txt",
            "2024/01/05/bao-30-12-2023.txt",
            "2023-12-30-1.txt",
            "2023-12-30-2023-12-30.txt",
            "bai5-30-12-2023.txt",
            "2023/12/30-12-bai-5.txt",
            "2023/thang 12/30-12/bai-5.txt",
            "2023/30-12/bai-5.txt",
            "2023/1230/bai-5.txt",
            "2023/3012.txt",
        ] {
            assert_eq!(day_in(file).as_deref(), Some("2023-12-30"), "{file}");
        }
        assert_eq!(day_in("tin-05-01-2024.txt").as_deref(), Some("2024-01-05"), "the day comes first");
        assert_eq!(day_in("20102011.txt").as_deref(), Some("2011-10-20"));
    }

    #[test]
    fn names_that_tell_no_day() {
        for file in [
            "post-1234567.html",
            "0912345678.txt",
            "tin-12-2023.txt",
            "2023/12/x.txt",
            "28-30-12-2023.txt",
            "28-12-2023-02-01-2024.txt",
            "2023-13-45.txt",
            "31-02-2023.txt",
            "20231345.txt",
            "20202020.txt",
            "x.txt",
            "bai-202312301015.txt",
            "2023/0512/bai-5.txt",
            "2023/trang-10-12.txt",
            "2023/11/30-12-bai-5.txt",
            "2023/2024/30-12.txt",
        ] {
            assert_eq!(day_in(file), None, "{file}");
        }
    }

    #[test]
    fn a_file_named_alone_lies_in_the_folders_above_it() {
        let found = Found {
            path: "/bao/2023/12/30/x.txt".into(),
            file: "x.txt".into(),
            size: 0,
            modified: None,
            member: None,
            side: None,
        };
        assert_eq!(day_of(&found).map(|date| date.to_string()).as_deref(), Some("2023-12-30"));
    }
}
