//! Pages without text: `pdftoppm` makes a picture of each, `tesseract` reads it.
//!
//! | part | what |
//! | --- | --- |
//! | `hocr` | the answer of `tesseract`, line by line → [`hocr::Seen`] |
//! | `level` | those lines, made level and freed of noise → words as the child tells them |
//!
//! Both programs run in child processes with the limits of a reader. The picture is a file without a name, which goes
//! with its last user.

mod hocr;
mod level;

use std::fs::File;
use std::io::{Seek as _, SeekFrom};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::child::{self, Errand};
use super::job::Job;
use super::wire::{Font, PageTold};
use super::{Got, Options};

/// Dots an inch of a picture, at most: what `tesseract` reads best.
const RESOLUTION: f32 = 300.0;
/// Dots on the longest side of a picture, at most: a broadsheet's at 300 an inch.
const MOST_DOTS: f32 = 8000.0;
/// Points an inch.
const POINTS: f32 = 72.0;

/// Said where the language is missing.
pub(super) const NO_VIETNAMESE: &str = "tesseract knows no Vietnamese (package tesseract-ocr-vie)";

/// What became of the pages without text.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Pages that were read.
    pub(super) read: Vec<u32>,
    /// Pages on which there was nothing to read.
    pub(super) empty: Vec<u32>,
    /// Pages that could not be read: 1-based number, reason.
    pub(super) failed: Vec<(u32, String)>,
    /// Pages that were not come to …
    pub(super) left: Vec<u32>,
    /// … and why.
    pub(super) trouble: Option<String>,
    /// Whether a program or its language is missing.
    pub(super) lacking: bool,
}

/// Inside the child process: what makes a picture of a page, as bare dots: to pack a noisy scan as PNG takes poppler
/// twenty seconds.
pub(super) fn picture_command(path: &Path, page: u32, resolution: u32) -> Command {
    let mut command = Command::new("pdftoppm");
    let (page, resolution) = (page.to_string(), resolution.to_string());
    command.args(["-f", &page, "-l", &page, "-r", &resolution, "-gray", "-q", "--"]).arg(path);
    command
}

/// Inside the child process: what reads the picture. It keeps to one thread, for files are read side by side.
pub(super) fn reader_command(resolution: u32) -> Command {
    let mut command = Command::new("tesseract");
    command.args(["stdin", "stdout", "-l", "vie", "--dpi", &resolution.to_string(), "-c", "tessedit_create_hocr=1"]);
    command.env("OMP_THREAD_LIMIT", "1");
    command
}

/// Reads the pages without text of the PDF at `path` from pictures, within the time that is left since `begun`.
pub(super) fn read_pictures(path: &Path, got: &mut Got, options: &Options, begun: Instant) {
    let mut pictures = Pictures::default();
    for page in got.pages.iter_mut().filter(|page| page.words.is_empty()) {
        let time_limit = options.time_limit.saturating_sub(begun.elapsed());
        if pictures.trouble.is_none() && time_limit.is_zero() {
            pictures.trouble = Some(child::took_longer(options.time_limit));
        }
        if pictures.trouble.is_some() {
            pictures.left.push(page.number);
            continue;
        }
        let until = begun + options.time_limit;
        match one_page(path, page, options, until) {
            Ok(()) if page.words.is_empty() => pictures.empty.push(page.number),
            Ok(()) => pictures.read.push(page.number),
            Err(_) if Instant::now() >= until => {
                pictures.trouble = Some(child::took_longer(options.time_limit));
                pictures.left.push(page.number);
            }
            Err(reason) if is_lacking(&reason) => {
                pictures.lacking = true;
                pictures.trouble = Some(reason);
                pictures.left.push(page.number);
            }
            Err(reason) => pictures.failed.push((page.number, reason)),
        }
    }
    got.pictures = Some(pictures);
}

/// Whether no page can be read for this reason.
fn is_lacking(reason: &str) -> bool {
    let job = [Job::Picture { page: 0, resolution: 0 }, Job::Tesseract { resolution: 0 }];
    reason == NO_VIETNAMESE || job.iter().any(|job| reason == job.missing())
}

/// Puts the words that are read on a picture of a page into it.
///
/// # Errors
/// The reason, where a program fails or is late.
fn one_page(path: &Path, page: &mut PageTold, options: &Options, until: Instant) -> Result<(), String> {
    let resolution = resolution(page);
    let mut picture = tempfile::tempfile().map_err(no_room)?;
    let job = Job::Picture { page: page.number, resolution };
    let drawn = child::keep(Errand { path, job, input: Stdio::null() }, &within(options, until), &mut picture)?;
    drawn.map_or(Ok(()), Err)?;
    let input = rewound(picture).map_err(no_room)?;
    let mut heard = hocr::Heard::default();
    let errand = Errand { path: Path::new("-"), job: Job::Tesseract { resolution }, input: input.into() };
    let read = child::ask(errand, &within(options, until), &mut |line| heard.take(&String::from_utf8_lossy(line)))?;
    read.map_or(Ok(()), Err)?;
    let Some((width, height)) = heard.size else { return Err("the answer of tesseract makes no sense".to_owned()) };
    let scale = POINTS / resolution as f32;
    let (words, certainty) = level::words(heard.lines, scale);
    (page.width, page.height) = (width * scale, height * scale);
    page.fonts = vec![Font::default()];
    page.certainty = (!words.is_empty()).then_some(certainty);
    page.words = words;
    Ok(())
}

fn within(options: &Options, until: Instant) -> Options {
    Options { time_limit: until.saturating_duration_since(Instant::now()), ..options.clone() }
}

fn rewound(mut picture: File) -> std::io::Result<File> {
    picture.seek(SeekFrom::Start(0))?;
    Ok(picture)
}

fn no_room(error: std::io::Error) -> String {
    format!("no room for a picture: {error}")
}

/// Dots an inch, less for pages larger than a newspaper's.
fn resolution(page: &PageTold) -> u32 {
    let longest = page.width.max(page.height).max(1.0) / POINTS;
    RESOLUTION.min(MOST_DOTS / longest).max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_large_pages_are_coarse() {
        let of = |width, height| resolution(&PageTold { width, height, ..PageTold::default() });
        assert_eq!([of(595.0, 842.0), of(1191.0, 1684.0), of(0.0, 0.0)], [300, 300, 300]);
        assert_eq!([of(200.0 * 72.0, 72.0), of(72.0, 1e9)], [40, 1]);
    }
}
