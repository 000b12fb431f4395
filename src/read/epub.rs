//! EPUB: the chapters of a book, in the order of its spine, each a page of its own (EPUB 3.3).

use std::collections::HashMap;

use super::mail::article;
use super::package::Package;
use super::walk::Found;
use super::xml::{Item, each};
use super::{Document, Sink, html};

/// Reads a book. Chapters of next to no text, as covers, are passed over; damaged ones are reported by number.
///
/// # Errors
/// The reason, where it is damaged, or none of its chapters has text.
pub(super) fn read(found: &Found, bytes: &[u8], sink: &mut Sink) -> Result<(), String> {
    let mut package = Package::open(bytes)?;
    let chapters = chapters(&mut package)?;
    let mut any = false;
    for (number, name) in (1..).zip(chapters) {
        match package.text(&name) {
            Ok(Some(page)) => chapter(&page, &mut |document| {
                any = true;
                sink(Ok(Document { record: Some(number), ..document }));
            }),
            Ok(None) => sink(Err(found.skipped_at(number, format!("its part {name} is missing")))),
            Err(reason) => sink(Err(found.skipped_at(number, reason))),
        }
    }
    if any { Ok(()) } else { Err(NO_CHAPTERS.to_owned()) }
}

/// The articles of a chapter; its lines, where it has none but is no mere cover.
fn chapter(page: &str, take: &mut dyn FnMut(Document)) {
    const COVER: usize = 200;
    let read = html::read(page, &mut |item| item.into_iter().for_each(&mut *take));
    if read.is_err()
        && let Some(lines) = html::lines_of(page)
        && lines.iter().map(String::len).sum::<usize>() > COVER
    {
        take(article(lines));
    }
}

const NO_CHAPTERS: &str = "expected a book with chapters of text, found none";

/// The names of the parts that hold the chapters.
fn chapters(package: &mut Package<'_>) -> Result<Vec<String>, String> {
    let container = package.text("META-INF/container.xml")?.ok_or(NO_CHAPTERS)?;
    let mut list = None;
    let _ = each(&container, &mut |item| {
        if let Item::Open(element) = item
            && element.name() == "rootfile"
        {
            list = list.take().or_else(|| element.attribute("full-path"));
        }
        Ok(())
    });
    let list = list.ok_or(NO_CHAPTERS)?;
    let folder = list.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let xml = package.text(&list)?.ok_or(NO_CHAPTERS)?;
    let (mut parts, mut spine) = (HashMap::new(), Vec::new());
    let _ = each(&xml, &mut |item| {
        let Item::Open(element) = item else { return Ok(()) };
        match element.name() {
            "item" if element.attribute("properties").is_none_or(|is| !is.contains("nav")) => {
                parts.extend(element.attribute("id").zip(element.attribute("href")));
            }
            "itemref" => spine.extend(element.attribute("idref")),
            _ => {}
        }
        Ok(())
    });
    let part = |id: String| parts.get(&id).map(|href| format!("{folder}{}", plain(href)));
    Ok(spine.into_iter().filter_map(part).collect())
}

/// `%20` → a space.
fn plain(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, behind @ ..] = rest {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::package;
    use super::*;

    #[test]
    fn chapters_in_the_order_of_the_spine() {
        let page = |title: &str, text: &str| format!("<html><body><h1>{title}</h1><p>{text}</p></body></html>");
        let one =
            page("Nước rút nhanh ở Cồn Hạc", "Sáng nay lũ trên sông Lam xuống nhanh, bà con dọn bùn và dựng lại nhà.");
        let two = page("Kè Hồng Khê", "Hơn ba cây số kè đã đổ xong bê tông từ đầu tháng, bà con phấn khởi.");
        let bytes = package(&[
            (
                "META-INF/container.xml",
                r#"<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>"#,
            ),
            (
                "O/b.opf",
                r#"<package><manifest><item id="b" href="tin%202.xhtml"/><item id="a" href="1.xhtml"/><item id="c" href="bia.xhtml"/>
                <item id="d" href="mat.xhtml"/></manifest><spine><itemref idref="c"/><itemref idref="a"/><itemref idref="b"/><itemref idref="d"/></spine></package>"#,
            ),
            ("O/bia.xhtml", "<html><body><img/></body></html>"),
            ("O/tin 2.xhtml", &two),
            ("O/1.xhtml", &one),
        ]);
        let found = Found {
            path: "sach.epub".into(),
            file: "sach.epub".into(),
            size: 1,
            modified: None,
            member: None,
            side: None,
        };
        let (mut seen, mut lost) = (Vec::new(), Vec::new());
        read(&found, &bytes, &mut |item| match item {
            Ok(chapter) => seen.push((chapter.record, chapter.meta.title)),
            Err(skipped) => lost.push((skipped.line, skipped.reason)),
        })
        .expect("a book");
        let title = |text: &str| Some(text.to_owned());
        assert_eq!(seen, [(Some(2), title("Nước rút nhanh ở Cồn Hạc")), (Some(3), title("Kè Hồng Khê"))]);
        assert_eq!(lost, [(Some(4), "its part O/mat.xhtml is missing".to_owned())]);
        assert_eq!(read(&found, &package(&[("a", "b")]), &mut |_| {}), Err(NO_CHAPTERS.to_owned()));
    }
}
