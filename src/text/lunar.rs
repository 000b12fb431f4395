//! The Vietnamese lunar calendar, reckoned for UTC+7.
//!
//! Source: Hồ Ngọc Đức, *Thuật toán tính âm lịch* (Calculating the Vietnamese lunar calendar), which takes the
//! positions of sun and moon from Jean Meeus, *Astronomical Algorithms* (1998). A month begins on the day of a new
//! moon; the eleventh month holds the winter solstice; of thirteen months between two solstices the first without a
//! major solar term is the leap month.

use std::f64::consts::PI;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Hours that Vietnam is ahead of UTC.
const ZONE: f64 = 7.0;
/// Days of a mean lunar month.
const MONTH: f64 = 29.530_588_853;
/// The Julian date of the new moon that months are counted from, 1 January 1900.
const FIRST_NEW_MOON: f64 = 2_415_021.076_998_695;
/// The Julian day number of 1 January 1970.
const UNIX_DAY: i64 = 2_440_588;

/// The solar date of a day of the lunar calendar; `None` where that month has no such day, or no leap month.
///
/// ```
/// use bantin::text::lunar::solar;
/// assert_eq!(solar(2024, 1, 1, false).map(|date| date.to_string()), Some("2024-02-10".to_owned()));
/// ```
pub fn solar(year: i16, month: u8, day: u8, leap: bool) -> Option<Date> {
    let first = month_start(year, month, leap)?;
    let next = new_moon_day(((first as f64 - FIRST_NEW_MOON) / MONTH).round() as i64 + 1);
    let number = first + i64::from(day) - 1;
    (day >= 1 && number < next).then(|| date_of(number)).flatten()
}

/// The first day of the lunar year, *mùng một Tết*.
///
/// ```
/// use bantin::text::lunar::tet;
/// assert_eq!(tet(2025).map(|date| date.to_string()), Some("2025-01-29".to_owned()));
/// ```
pub fn tet(year: i16) -> Option<Date> {
    solar(year, 1, 1, false)
}

/// The Julian day number on which a lunar month begins.
fn month_start(year: i16, month: u8, leap: bool) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1800..=2199).contains(&year) {
        return None;
    }
    let of_solstice = if month < 11 { year - 1 } else { year };
    let (from, until) = (eleventh_month(of_solstice), eleventh_month(of_solstice + 1));
    let index = ((from as f64 - FIRST_NEW_MOON) / MONTH).round() as i64;
    let mut offset = (i64::from(month) + 1) % 12;
    match (until - from > 365).then(|| leap_offset(index)) {
        Some(leap_at) => {
            if leap && offset + 1 != leap_at {
                return None;
            }
            offset += i64::from(leap || offset >= leap_at);
        }
        None if leap => return None,
        None => {}
    }
    Some(new_moon_day(index + offset))
}

/// The day on which the lunar month begins that holds the winter solstice of `year`.
fn eleventh_month(year: i16) -> i64 {
    let days_since_1900 = i64::from(year - 1900) * 365 + leap_days_since_1900(year) + 364;
    let index = (days_since_1900 as f64 / MONTH).floor() as i64;
    let start = new_moon_day(index);
    if solar_term(start) >= 9 { new_moon_day(index - 1) } else { start }
}

/// Leap days from 1900 (which has none) to the end of `year`.
fn leap_days_since_1900(year: i16) -> i64 {
    let leaps = |year: i16| i64::from(year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400));
    leaps(year) - leaps(1900)
}

/// How many months the leap month lies behind the eleventh month, whose new moon is the `index`th.
fn leap_offset(index: i64) -> i64 {
    let term = |offset: i64| solar_term(new_moon_day(index + offset));
    (1..13).find(|offset| term(*offset) == term(offset + 1)).unwrap_or(13)
}

/// The day, in Vietnam, of the `index`th new moon since 1900.
fn new_moon_day(index: i64) -> i64 {
    (new_moon(index as f64) + 0.5 + ZONE / 24.0).floor() as i64
}

/// The Julian date of a new moon, terrestrial corrections included.
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let mean = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * sin(166.56 + 132.87 * t - 0.009_173 * t2);
    let sun = 359.224_2 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3;
    let moon = 306.025_3 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3;
    let node = 21.296_4 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3;
    let terms = (0.173_4 - 0.000_393 * t) * sin(sun) + 0.002_1 * sin(2.0 * sun) - 0.406_8 * sin(moon)
        + 0.016_1 * sin(2.0 * moon)
        - 0.000_4 * sin(3.0 * moon)
        + 0.010_4 * sin(2.0 * node)
        - 0.005_1 * sin(sun + moon)
        - 0.007_4 * sin(sun - moon)
        + 0.000_4 * sin(2.0 * node + sun)
        - 0.000_4 * sin(2.0 * node - sun)
        - 0.000_6 * sin(2.0 * node + moon)
        + 0.001 * sin(2.0 * node - moon)
        + 0.000_5 * sin(2.0 * moon + sun);
    mean + terms - delta_t(t)
}

/// Terrestrial minus universal time, in days; `t` in Julian centuries since 1900.
fn delta_t(t: f64) -> f64 {
    -0.000_278 + 0.000_265 * t + 0.000_262 * t * t
}

/// In which twelfth of its way the sun stands as a day begins in Vietnam: 0 from the spring equinox, 9 from the
/// winter solstice.
fn solar_term(day: i64) -> i64 {
    let t = (day as f64 - 2_451_545.5 - ZONE / 24.0) / 36_525.0;
    let t2 = t * t;
    let anomaly = 357.529_1 + 35_999.050_3 * t - 0.000_155_9 * t2 - 0.000_000_48 * t * t2;
    let mean = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let centre = (1.914_6 - 0.004_817 * t - 0.000_014 * t2) * sin(anomaly)
        + (0.019_993 - 0.000_101 * t) * sin(2.0 * anomaly)
        + 0.000_29 * sin(3.0 * anomaly);
    ((mean + centre).rem_euclid(360.0) / 30.0).floor() as i64
}

fn sin(degrees: f64) -> f64 {
    (degrees * PI / 180.0).sin()
}

fn date_of(julian_day: i64) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add((julian_day - UNIX_DAY).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(date: Option<Date>) -> String {
        date.map(|date| date.to_string()).unwrap_or_default()
    }

    /// Days printed in Vietnamese calendars; in 1985 and 2007 Vietnam and China did not begin the year together.
    #[test]
    fn the_first_day_of_known_years() {
        let known = [
            (1968, "1968-01-29"),
            (1975, "1975-02-11"),
            (1985, "1985-01-21"),
            (2000, "2000-02-05"),
            (2007, "2007-02-17"),
            (2012, "2012-01-23"),
            (2015, "2015-02-19"),
            (2016, "2016-02-08"),
            (2017, "2017-01-28"),
            (2018, "2018-02-16"),
            (2019, "2019-02-05"),
            (2020, "2020-01-25"),
            (2021, "2021-02-12"),
            (2022, "2022-02-01"),
            (2023, "2023-01-22"),
            (2024, "2024-02-10"),
            (2025, "2025-01-29"),
            (2026, "2026-02-17"),
            (2030, "2030-02-02"),
            (2034, "2034-02-19"),
        ];
        for (year, day) in known {
            assert_eq!(written(tet(year)), day, "{year}");
        }
    }

    #[test]
    fn days_of_other_months() {
        assert_eq!(written(solar(2021, 3, 10, false)), "2021-04-21");
        assert_eq!(written(solar(2024, 1, 15, false)), "2024-02-24");
        assert_eq!(written(solar(2016, 12, 28, false)), "2017-01-25");
        assert_eq!(written(solar(2023, 8, 15, false)), "2023-09-29");
        assert_eq!(written(solar(2023, 2, 1, true)), "2023-03-22");
        assert_eq!(written(solar(2020, 4, 1, true)), "2020-05-23");
    }

    #[test]
    fn days_that_no_calendar_has() {
        assert_eq!(solar(2024, 1, 30, false), None, "that month has 29 days");
        assert_eq!(solar(2024, 2, 1, true), None, "no leap month");
        assert_eq!(solar(2023, 3, 1, true), None, "the leap month is the second");
        assert_eq!(solar(2024, 13, 1, false), None);
        assert_eq!(solar(2024, 1, 0, false), None);
    }

    #[test]
    fn years_follow_each_other_without_gap() {
        for year in 1900..2100 {
            let days = tet(year).zip(tet(year + 1)).map(|(this, next)| (next - this).get_days());
            assert!(matches!(days, Some(353..=355 | 383..=385)), "{year}: {days:?} days");
        }
    }
}
