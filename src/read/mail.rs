//! Mail (`.eml`, RFC 5322) and pages saved as one file (`.mht`, RFC 2557): the text, or the page, in them.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::load::EMPTY;
use super::record::one_line;
use super::{Body, DateSource, Document, Encoding, Meta, Published, Sink, html};
use crate::text::calendar::{PRINTED_YEARS, day};

/// Reads a mail; a saved page has no subject and no day of its own.
///
/// # Errors
/// The reason, where there is no text in it.
pub(super) fn read(bytes: &[u8], is_page: bool, sink: &mut Sink) -> Result<(), String> {
    let message =
        MessageParser::default().parse(bytes).ok_or("expected a mail or a saved page, found something else")?;
    let mut documents = match page(&message) {
        Some(page) => of_page(page)?,
        None => vec![of_text(&message)?],
    };
    if !is_page {
        documents.iter_mut().for_each(|document| add_headers(document, &message));
        if let [document] = documents.as_mut_slice() {
            document.meta.title = message.subject().map(one_line).filter(|title| !title.is_empty());
        }
        if let Some(first) = documents.first_mut() {
            first.warnings.extend(attachments(&message));
        }
    }
    documents.into_iter().for_each(|document| sink(Ok(document)));
    Ok(())
}

/// The first page in a message.
fn page<'m>(message: &'m Message<'_>) -> Option<&'m str> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(page) => Some(page.as_ref()),
        _ => None,
    })
}

fn of_page(page: &str) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    match html::read(page, &mut |item| documents.extend(item)) {
        Ok(()) => Ok(documents),
        Err(reason) => {
            let lines = html::lines_of(page).ok_or(reason)?;
            Ok(vec![article(lines)])
        }
    }
}

fn of_text(message: &Message<'_>) -> Result<Document, String> {
    let texts = message.parts.iter().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let paragraphs: Vec<String> = texts.flat_map(paragraphs).collect();
    if paragraphs.is_empty() { Err(EMPTY.to_owned()) } else { Ok(article(paragraphs)) }
}

/// Paragraphs between blank lines: mails are wrapped at some seventy characters.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// An article of these paragraphs.
pub(super) fn article(paragraphs: Vec<String>) -> Document {
    let lines = vec![None; paragraphs.len()];
    Document { body: Body::Article { text: paragraphs.join("\n"), lines }, ..Document::default() }
}

fn add_headers(document: &mut Document, message: &Message<'_>) {
    let sent = message.date().and_then(|sent| {
        let year = i16::try_from(sent.year).ok().filter(|year| PRINTED_YEARS.contains(year))?;
        day(year, i8::try_from(sent.month).ok()?, i8::try_from(sent.day).ok()?)
    });
    if document.dates.is_empty() {
        document.dates.extend(sent.map(|date| Published { date, source: DateSource::Metadata }));
    }
    let from = message.from().and_then(|from| from.first()).and_then(|from| from.name()).map(one_line);
    document.meta = Meta { source: document.meta.source.take().or(from), ..std::mem::take(&mut document.meta) };
    document.encoding = Encoding { name: "Unicode", replaced: 0 };
}

/// Files that came with a mail are said to be left.
fn attachments(message: &Message<'_>) -> Option<String> {
    let names: Vec<String> = message.attachments().filter_map(|part| part.attachment_name().map(one_line)).collect();
    (!names.is_empty())
        .then(|| format!("files that came with it were not read: {}; save them beside it", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn documents(mail: &[u8], is_page: bool) -> Vec<Document> {
        let mut documents = Vec::new();
        read(mail, is_page, &mut |item| documents.extend(item)).expect("a mail");
        documents
    }

    #[test]
    fn a_mail_with_a_file() {
        let mail = "From: =?UTF-8?Q?Ban_Tuy=C3=AAn_gi=C3=A1o?= <tin@honglam.example>\r\nDate: Sat, 30 Dec 2023 08:15:00 +0700\r\n\
            Subject: =?UTF-8?B?Tsaw4bubYyByw7p0?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
            --x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nLũ trên sông Lam\r\nxuống nhanh.\r\n\r\nBà con dọn bùn.\r\n\
            --x\r\nContent-Type: application/msword\r\nContent-Disposition: attachment; filename=\"bao-cao.doc\"\r\n\r\nabc\r\n--x--\r\n";
        let all = documents(mail.as_bytes(), false);
        let [document] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(document.meta.title.as_deref(), Some("Nước rút"));
        assert_eq!(document.meta.source.as_deref(), Some("Ban Tuyên giáo"));
        assert_eq!(document.dates[0].date.to_string(), "2023-12-30");
        assert_eq!(document.body.text(), "Lũ trên sông Lam xuống nhanh.\nBà con dọn bùn.");
        assert_eq!(document.warnings, ["files that came with it were not read: bao-cao.doc; save them beside it"]);
    }

    #[test]
    fn a_page_saved_as_one_file() {
        let page = "From: <Saved by a browser>\r\nSubject: x\r\nDate: Sat, 30 Dec 2023 08:15:00 +0700\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; boundary=x; type=\"text/html\"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><h1>N=C6=B0=E1=BB=9Bc r=C3=BAt nhanh sau ba ng=C3=A0y</h1><p>S=C3=A1ng nay l=C5=A9 \
            tr=C3=AAn s=C3=B4ng Lam xu=E1=BB=91ng nhanh, b=C3=A0 con d=E1=BB=8Dn b=C3=B9n v=C3=A0 d=E1=BB=B1ng l=E1=BA=A1i nh=C3=A0.</p></body></html>\r\n--x--\r\n";
        let all = documents(page.as_bytes(), true);
        assert_eq!(all[0].meta.title.as_deref(), Some("Nước rút nhanh sau ba ngày"));
        assert!(all[0].dates.is_empty() && all[0].body.text().contains("dựng lại nhà"));
    }

    #[test]
    fn parts_in_parts_without_end() {
        let mut mail = String::from("From: a@b.example\r\n");
        for number in 0..20_000 {
            mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n"));
        }
        mail.push_str("Content-Type: text/plain\r\n\r\nLu xuong.\r\n");
        let _ = read(mail.as_bytes(), false, &mut |_| {});
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_brings_the_reader_down(body in r"((From|Date|Subject|Content-Type|MIME-Version): ?|multipart/mixed; boundary=x|text/html|\r\n|--x|--x--|<p>|=[0-9A-F]{2}|[a ạ]){0,40}") {
            let _ = read(body.as_bytes(), false, &mut |_| {});
        }
    }
}
