//! Small files of the formats that pack others, made for the tests.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::paper::{file, stream};

/// A ZIP package; packed where `packed`.
pub(super) fn package(parts: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) const RELATIONS: &str = r#"<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

pub(super) fn docx(document: &str) -> Vec<u8> {
    package(&[("_rels/.rels", RELATIONS.as_bytes()), ("word/document.xml", document.as_bytes())], true)
}

pub(super) fn odt(content: &str) -> Vec<u8> {
    package(&[("content.xml", content.as_bytes())], true)
}

pub(super) fn epub(chapter: &str) -> Vec<u8> {
    let container = r#"<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>"#;
    let list =
        r#"<package><manifest><item id="a" href="1.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let parts = [("META-INF/container.xml", container), ("c.opf", list), ("1.xhtml", chapter)];
    package(&parts.map(|(name, text)| (name, text.as_bytes())), true)
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A page that draws what `more` objects, numbered from 5, hold.
pub(super) fn pdf(resources: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << {resources} >> >>"),
        stream("", content),
    ];
    objects.extend_from_slice(more);
    file(&objects, "")
}

pub(super) const STORY: &str = "Sáng nay lũ trên sông Lam xuống nhanh, bà con dọn bùn và dựng lại nhà cửa.";

pub(super) fn flate2_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A page whose content is a stream of these bytes.
pub(super) fn with_stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    const HOLE: &[u8] = b"~~~~";
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned();
    let whole = pdf("/Font << /F1 5 0 R >>", "~~~~", &[font]);
    let whole =
        String::from_utf8(whole).unwrap().replacen("/Length 4 ", &format!("/Length {} {entries}", bytes.len()), 1);
    let at = whole.as_bytes().windows(4).position(|four| four == HOLE).unwrap();
    [&whole.as_bytes()[..at], bytes, &whole.as_bytes()[at + HOLE.len()..]].concat()
}
