//! What was written, before anything is known of the year.

use std::ops::Range;

use jiff::civil::Weekday;

/// A date expression and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) byte_range: Range<usize>,
    pub(super) value: Value,
    pub(super) tense: Tense,
    /// `… đến nay`: up to the day of publication.
    pub(super) until_now: bool,
}

/// Which side of the day of publication a date lies on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tense {
    #[default]
    Open,
    /// `vừa qua`
    Past,
    /// `sắp tới`
    Future,
}

/// The year of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Year {
    #[default]
    Unknown,
    Stated(i16),
    /// By distance from the year of publication: `năm nay` is 0, `năm ngoái` -1.
    Shifted(i16),
}

/// `29/12`, `29/12/2023`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) day: i8,
    pub(super) month: i8,
    pub(super) year: Year,
}

/// `tháng 12`, `12/2023`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) month: i8,
    pub(super) year: Year,
}

/// A third of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Begin,
    Middle,
    End,
}

/// The year of a lunar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LunarYear {
    Unknown,
    /// A number, or one of `năm nay`, `năm ngoái`.
    Year(Year),
    /// One of sixty names, counted from 0 = `Giáp Tý`.
    Named(u8),
}

/// Which day of a lunar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LunarDays {
    pub(super) first: u8,
    pub(super) last: u8,
    pub(super) month: u8,
    pub(super) year: LunarYear,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Days(Day, Day),
    /// `từ nay đến 31/1`
    FromNow(Day),
    Months(Month, Month),
    /// `cuối tháng 7`
    MonthPart(Part, Month),
    /// Quarters of one year, both included.
    Quarters(i8, i8, Year),
    /// Months of one year, both included: `6 tháng cuối năm`, `đầu năm 2022`.
    MonthsOfYear(i8, i8, Year),
    Years(i16, i16),
    /// `hôm qua` is -1.
    DayShift(i64),
    /// Days of a week at a distance; `tuần trước` is -1 from Monday to Sunday.
    Week {
        shift: i64,
        first: Weekday,
        last: Weekday,
    },
    /// A weekday without a week.
    Weekday(Weekday),
    MonthShift(i64),
    YearShift(i16),
    /// `cùng ngày`: the day last spoken of.
    SameDay,
    Lunar(LunarDays),
}

impl Day {
    pub(super) fn is_possible(self) -> bool {
        let longest = match self.month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let fits = (1..=12).contains(&self.month) && (1..=longest).contains(&self.day);
        match self.year {
            Year::Stated(year) => fits && crate::text::calendar::day(year, self.month, self.day).is_some(),
            _ => fits,
        }
    }
}

impl Written {
    pub(super) fn new(start: usize, end: usize, value: Value) -> Self {
        Written { byte_range: start..end, value, tense: Tense::Open, until_now: false }
    }

    /// Whether it is a day, or a run of days, written in numbers.
    pub(super) fn is_days(&self) -> bool {
        matches!(self.value, Value::Days(..))
    }
}
