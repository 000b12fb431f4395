//! DOCX (Office Open XML, ECMA-376): the paragraphs of its main part.

mod reading;

use std::collections::HashMap;

use super::Found;
use super::paragraph::Paragraph;
use super::styles::Styles;
use crate::read::look::Place;
use crate::read::package::Package;
use crate::read::xml::{Item, each};
use reading::Reading;

/// Reads a document.
///
/// # Errors
/// The reason, where it is no DOCX, protected, or damaged before its first paragraph.
pub(super) fn read(mut package: Package<'_>) -> Result<Found, String> {
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles = package.text(&format!("{folder}/styles.xml"))?.map(|xml| Styles::read(&xml)).unwrap_or_default();
    let xml = package.text(&main)?.ok_or(NO_TEXT)?;
    let mut found = Found::default();
    let mut notes = Notes::new();
    for part in ["footnotes", "endnotes"] {
        if let Ok(Some(xml)) = package.text(&format!("{folder}/{part}.xml")) {
            notes.extend(self::notes(&xml, &styles));
        }
    }
    for number in 1..=MOST_HEADERS {
        if let Ok(Some(header)) = package.text(&format!("{folder}/header{number}.xml")) {
            found.paragraphs.extend(body(&header, &styles, Place::Margin, Notes::new()).0);
        }
    }
    let (paragraphs, failed) = body(&xml, &styles, Place::Text, notes);
    if paragraphs.is_empty()
        && let Some(reason) = failed
    {
        return Err(reason);
    }
    found.paragraphs.extend(paragraphs);
    found.warnings.extend(failed.map(|reason| format!("{reason}; what stands before was read")));
    Ok(found)
}

/// Heads of pages that are looked at.
const MOST_HEADERS: usize = 6;

const NO_TEXT: &str = "expected a document of a word processor, found a package without a text";

/// The name of the part that holds the text.
fn main_part(package: &mut Package<'_>) -> Result<String, String> {
    const USUAL: &str = "word/document.xml";
    if package.has(USUAL) {
        return Ok(USUAL.to_owned());
    }
    let relations = package.text("_rels/.rels")?.ok_or(NO_TEXT)?;
    let mut main = None;
    let _ = each(&relations, &mut |item| {
        if let Item::Open(element) = item
            && element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            main = element.attribute("Target");
        }
        Ok(())
    });
    let main = main.ok_or(NO_TEXT)?;
    Ok(main.trim_start_matches('/').to_owned())
}

/// Notes at the foot of pages and at the end, by kind and number.
type Notes = HashMap<String, Vec<Paragraph>>;

/// The notes of a part.
fn notes(xml: &str, styles: &Styles) -> Notes {
    let mut reading = Reading::new(styles, Place::Text, Notes::new());
    // What a damaged part still gives is used.
    let _ = reading.take_all(xml);
    let Reading { begun_notes, flow, .. } = reading;
    let mut paragraphs = flow.finish();
    let mut notes = Notes::new();
    for (key, at) in begun_notes.into_iter().rev() {
        notes.insert(key, paragraphs.split_off(at.min(paragraphs.len())));
    }
    notes
}

/// The paragraphs of a part, and why it could not be read to its end.
fn body(xml: &str, styles: &Styles, place: Place, notes: Notes) -> (Vec<Paragraph>, Option<String>) {
    let mut reading = Reading::new(styles, place, notes);
    let failed = reading.take_all(xml);
    (reading.flow.finish(), failed.err())
}
