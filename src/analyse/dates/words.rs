//! The words that date expressions are made of.

use std::sync::LazyLock;

use crate::text::run::Run;

/// A word of the grammar of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// `sáng`, `trưa`, `chiều`, `tối`, `đêm`, `khuya`
    DayPart,
    /// `rạng`, of `rạng sáng`
    Dawn,
    /// `sớm`, of `sáng sớm`
    Early,
    /// `ngày`
    Day,
    /// `hôm`
    Hom,
    /// `thứ`
    Thu,
    /// `chủ`, of `chủ nhật`
    Chu,
    /// `nhật`
    Nhat,
    /// `tuần`
    Week,
    /// `tháng`
    Month,
    /// `quý`
    Quarter,
    /// `năm`: year, and five
    Year,
    /// `giai`, of `giai đoạn`
    Giai,
    /// `đoạn`
    Doan,
    /// `nhiệm`, `thời`, of `nhiệm kỳ`, `thời kỳ`
    Term,
    /// `kỳ`
    Ky,
    /// `niên`
    Nien,
    /// `khóa`
    Khoa,
    /// `học`, of `năm học`
    School,
    /// `mới`
    New,
    /// `sinh`, `SN`
    Born,
    /// `mùng`, `mồng`
    Mung,
    /// `rằm`
    Ram,
    /// `tết`
    Tet,
    /// `nguyên`, of `Tết Nguyên đán`
    Nguyen,
    /// `đán`
    Dan,
    /// `âm`
    Lunar,
    /// `AL`, `ÂL`
    LunarShort,
    /// `lịch`
    Calendar,
    /// `nửa`
    Half,
    /// `đầu`
    Begin,
    /// `giữa`
    Middle,
    /// `cuối`
    End,
    /// `cùng`
    Same,
    /// `nay`
    Nay,
    /// `này`
    This,
    /// `qua`
    Past,
    /// `mai`
    Tomorrow,
    /// `kia`
    Kia,
    /// `trước`
    Before,
    /// `sau`
    After,
    /// `tới`
    Coming,
    /// `ngoái`
    LastYear,
    /// `rồi`
    Done,
    /// `vừa`
    Just,
    /// `sắp`
    Soon,
    /// `đây`
    Here,
    /// `đó`
    There,
    /// `đến`
    To,
    /// `hết`
    UntilEnd,
    /// `và`
    And,
    /// `hoặc`
    Or,
    /// `của`
    Of,
    /// `một` … `mười`, `tư`; `năm` is [`Word::Year`]
    Count(u8),
    /// `giêng`, `chạp`: first and twelfth month of the lunar year
    LunarMonth(u8),
    /// `I` … `IV`
    Roman(u8),
}

impl Word {
    /// Whether a date can begin with it.
    pub(super) fn begins(self) -> bool {
        use Word::*;
        let of_day = matches!(self, DayPart | Dawn | Day | Hom | Thu | Chu | Same | Nay | Mung | Ram | Tet);
        let of_month = matches!(self, Month | Quarter | Begin | Middle | End | Half);
        of_day || of_month || matches!(self, Year | Week | Giai | Term | Nien | Khoa)
    }
}

const WORDS: &[(&str, Word)] = &[
    ("sáng", Word::DayPart),
    ("trưa", Word::DayPart),
    ("chiều", Word::DayPart),
    ("tối", Word::DayPart),
    ("đêm", Word::DayPart),
    ("khuya", Word::DayPart),
    ("rạng", Word::Dawn),
    ("sớm", Word::Early),
    ("ngày", Word::Day),
    ("hôm", Word::Hom),
    ("thứ", Word::Thu),
    ("chủ", Word::Chu),
    ("chúa", Word::Chu),
    ("nhật", Word::Nhat),
    ("tuần", Word::Week),
    ("tháng", Word::Month),
    ("quý", Word::Quarter),
    ("quí", Word::Quarter),
    ("năm", Word::Year),
    ("giai", Word::Giai),
    ("đoạn", Word::Doan),
    ("nhiệm", Word::Term),
    ("thời", Word::Term),
    ("kỳ", Word::Ky),
    ("kì", Word::Ky),
    ("niên", Word::Nien),
    ("khóa", Word::Khoa),
    ("khoá", Word::Khoa),
    ("học", Word::School),
    ("mới", Word::New),
    ("sinh", Word::Born),
    ("sn", Word::Born),
    ("mùng", Word::Mung),
    ("mồng", Word::Mung),
    ("rằm", Word::Ram),
    ("tết", Word::Tet),
    ("nguyên", Word::Nguyen),
    ("đán", Word::Dan),
    ("âm", Word::Lunar),
    ("al", Word::LunarShort),
    ("âl", Word::LunarShort),
    ("lịch", Word::Calendar),
    ("nửa", Word::Half),
    ("đầu", Word::Begin),
    ("giữa", Word::Middle),
    ("cuối", Word::End),
    ("cùng", Word::Same),
    ("nay", Word::Nay),
    ("này", Word::This),
    ("qua", Word::Past),
    ("mai", Word::Tomorrow),
    ("kia", Word::Kia),
    ("trước", Word::Before),
    ("sau", Word::After),
    ("tới", Word::Coming),
    ("ngoái", Word::LastYear),
    ("rồi", Word::Done),
    ("vừa", Word::Just),
    ("sắp", Word::Soon),
    ("đây", Word::Here),
    ("đó", Word::There),
    ("đến", Word::To),
    ("hết", Word::UntilEnd),
    ("và", Word::And),
    ("hoặc", Word::Or),
    ("của", Word::Of),
    ("một", Word::Count(1)),
    ("hai", Word::Count(2)),
    ("ba", Word::Count(3)),
    ("bốn", Word::Count(4)),
    ("tư", Word::Count(4)),
    ("sáu", Word::Count(6)),
    ("bảy", Word::Count(7)),
    ("tám", Word::Count(8)),
    ("chín", Word::Count(9)),
    ("mười", Word::Count(10)),
    ("giêng", Word::LunarMonth(1)),
    ("chạp", Word::LunarMonth(12)),
    ("i", Word::Roman(1)),
    ("ii", Word::Roman(2)),
    ("iii", Word::Roman(3)),
    ("iv", Word::Roman(4)),
];

const BUCKETS: usize = 1024;
/// Bytes of the longest spelling.
const LONGEST: usize = 8;

/// A word in its bucket.
#[derive(Clone, Copy, Debug)]
struct Entry {
    alike: u64,
    spelling: &'static str,
    word: Word,
}

/// The words of each bucket.
static TABLE: LazyLock<Vec<Vec<Entry>>> = LazyLock::new(|| {
    let mut table = vec![Vec::new(); BUCKETS];
    for (spelling, word) in WORDS {
        if let Some(alike) = Run::at(spelling.as_bytes(), 0).and_then(alike) {
            table[bucket(alike)].push(Entry { alike, spelling, word: *word });
        }
    }
    table
});

/// The buckets of words that a date can begin with.
static BEGINNINGS: LazyLock<[bool; BUCKETS]> = LazyLock::new(|| {
    let mut table = [false; BUCKETS];
    for (bucket, words) in TABLE.iter().enumerate() {
        table[bucket] = words.iter().any(|entry| entry.word.begins());
    }
    table
});

/// Whether a word may be one that a date can begin with; few others pass.
#[inline]
pub(super) fn may_begin(word: Run) -> bool {
    alike(word).is_some_and(|alike| BEGINNINGS[bucket(alike)])
}

/// What upper and lower case share: of all bytes what the cases have in common; `None` where it is longer than any word
/// of the grammar. ASCII's cases differ in one bit; those of the further letters of Vietnamese in the last byte only, of
/// which six bits tell them apart.
#[inline]
fn alike(word: Run) -> Option<u64> {
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; LONGEST]);
    let bytes = word.bytes as u64;
    // Of the bytes 0x80 to 0xbf, those that go on a character, the high bit.
    let going_on = bytes & !(bytes << 1) & HIGH_BITS;
    let alike = bytes | u64::from_le_bytes([b'a' ^ b'A'; LONGEST]) | (going_on - (going_on >> 7)) >> 1;
    (word.length <= LONGEST).then_some(alike)
}

#[inline]
fn bucket(alike: u64) -> usize {
    (alike.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BUCKETS.ilog2())) as usize
}

/// Which word of the grammar this is, whatever its case.
pub(super) fn lookup(word: &str) -> Option<Word> {
    lookup_run(word, Run::at(word.as_bytes(), 0).filter(|run| run.length == word.len())?)
}

/// The same, where the bytes of the word are at hand.
#[inline]
pub(super) fn lookup_run(word: &str, run: Run) -> Option<Word> {
    let alike = alike(run)?;
    let mut entries = TABLE.get(bucket(alike))?.iter();
    entries.find(|entry| entry.alike == alike && is_same(word, entry.spelling)).map(|entry| entry.word)
}

fn is_same(word: &str, lower: &str) -> bool {
    word == lower || word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_three_cases() {
        for (spelling, word) in WORDS {
            assert_eq!(lookup(spelling), Some(*word), "{spelling}");
            let upper = spelling.to_uppercase();
            assert_eq!(lookup(&upper), Some(*word), "{upper}");
        }
        assert_eq!(lookup("Ngày"), Some(Word::Day));
        assert_eq!(lookup("ngay"), None);
        assert_eq!(lookup(""), None);
    }

    #[test]
    fn few_buckets_have_several_words() {
        let shared = TABLE.iter().filter(|bucket| bucket.len() > 1).count();
        assert!(shared * 8 < WORDS.len(), "{shared} of {}", WORDS.len());
    }
}
