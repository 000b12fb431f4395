//! Search for Vietnamese news bulletins: by keyword, by official, by date, with marks or without.
//!
//! Data goes one way:
//!
//! ```text
//! read      path      → Document    decoded, normalised text as the file gives it
//! split     Document  → [Article]   headline, byline, paragraphs, where each lies in the file
//! analyse   Article   → Analysed    officials with their posts, days mentioned, the day of publication
//! index     Analysed  → a folder    one commit binds articles and what is known of each file
//! query     Request   → Answer      hits, snippets, counts: plain data
//! render    Answer    → text        for people, programs and spreadsheets
//! ```
//!
//! [`text`] holds pure functions that all rooms may use, [`ingest`] carries files through the first four rooms, and
//! [`cli`] sits on top: it alone prints, reads the environment and looks at the clock.
//!
//! ```
//! use bantin::index::{folder::Folder, reading};
//! use bantin::ingest::{self, Options, Progress};
//! use bantin::query::{local::Local, parse::parse, request::Request};
//!
//! struct Silent;
//! impl Progress for Silent {
//!     fn begin(&self, _files: u64, _bytes: u64) {}
//!     fn advance(&self, _bytes: u64) {}
//!     fn phase(&self, _what: &str) {}
//! }
//!
//! let place = tempfile::tempdir()?;
//! let bulletins = place.path().join("bulletins");
//! std::fs::create_dir(&bulletins)?;
//! std::fs::write(bulletins.join("2023-12-30.txt"), "Hồng Lam thu ngân sách vượt dự toán\nCả tỉnh thu 9.300 tỷ đồng.\n")?;
//!
//! let index = place.path().join("index");
//! let options = Options { paths: vec![bulletins], rebuild: false, jobs: 1, now: 0, who: "an example".into(), ..Options::default() };
//! let report = ingest::run(Folder::new(&index), &options, &Silent)?;
//! assert_eq!((report.read, report.articles), (1, 1));
//!
//! let opened = reading::open(&index)?;
//! let answer = Local::new(&opened).search(&Request::of(parse("ngan sach"), "ngan sach"))?;
//! assert_eq!(answer.hits[0].title.as_deref(), Some("Hồng Lam thu ngân sách vượt dự toán"));
//! assert_eq!(answer.hits[0].date.map(|day| day.to_string()).as_deref(), Some("2023-12-30"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod analyse;
pub mod cli;
pub mod error;
pub mod index;
pub mod ingest;
pub mod query;
pub mod read;
pub mod render;
pub mod split;
pub mod text;
