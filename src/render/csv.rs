//! Answers as comma-separated values (RFC 4180), one header line; cells that a spreadsheet would take for a formula
//! are made harmless.

use std::fmt::Write as _;

use super::clean::clean_text;
use crate::ingest::FileRow;
use crate::query::dossier::Mentioned;
use crate::query::response::{Answer, Hit, OfficialsAnswer};
use crate::read::walk::ending;

/// One row a hit.
pub fn hits(answer: &Answer) -> String {
    let mut out =
        String::from("rank,id,match,date,date_source,title,officials,file,page,lines,url,snippet,also_in\r\n");
    for hit in &answer.hits {
        row(&mut out, &hit_cells(hit));
    }
    out
}

fn hit_cells(hit: &Hit) -> Vec<String> {
    let officials = hit.officials.iter().map(|official| match official.titles.is_empty() {
        true => official.name.clone(),
        false => format!("{} ({})", official.name, official.titles.join(", ")),
    });
    let also: Vec<String> = hit.also.iter().map(|copy| format!("{} ({})", copy.file, copy.id)).collect();
    let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
    vec![
        hit.rank.to_string(),
        hit.id.clone(),
        super::human::match_name(hit.matched).to_owned(),
        hit.date.map(|date| date.to_string()).unwrap_or_default(),
        hit.date_source.map(|source| super::human::source_name(source).to_owned()).unwrap_or_default(),
        hit.title.clone().unwrap_or_default(),
        officials.collect::<Vec<_>>().join("; "),
        hit.file.clone(),
        hit.page.map(|page| page.to_string()).unwrap_or_default(),
        super::human::line_ranges(hit.lines.as_deref().unwrap_or_default()),
        hit.url.clone().unwrap_or_default(),
        snippets.join(" … "),
        also.join("; "),
    ]
}

/// One row a mention of an official.
pub fn mentions(rows: &[Mentioned]) -> String {
    let mut out = String::from("date,official,post,article,title,file,page,line,sentence\r\n");
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for mentioned in rows {
        let cells = [
            mentioned.date.map(|date| date.to_string()).unwrap_or_default(),
            mentioned.official.clone(),
            mentioned.post.clone(),
            mentioned.id.clone(),
            mentioned.title.clone().unwrap_or_default(),
            mentioned.file.clone(),
            number(mentioned.page),
            number(mentioned.line),
            mentioned.sentence.clone(),
        ];
        row(&mut out, &cells);
    }
    out
}

/// One row a person and post.
pub fn officials(answer: &OfficialsAnswer) -> String {
    let mut out = String::from("name,key,articles,first,last,post,post_articles,post_first,post_last\r\n");
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    for person in &answer.officials {
        let own =
            [person.label(), person.key.clone(), person.articles.to_string(), day(person.first), day(person.last)];
        if person.titles.is_empty() {
            row(&mut out, &[own.to_vec(), vec![String::new(); 4]].concat());
        }
        for held in &person.titles {
            let post = vec![held.title.clone(), held.articles.to_string(), day(held.first), day(held.last)];
            row(&mut out, &[own.to_vec(), post].concat());
        }
    }
    out
}

/// One row a file of a run of `index`.
pub fn files(rows: &[FileRow]) -> String {
    let mut out = String::from(
        "file,state,format,encoding,encoding_certainty,articles,undated,date,last_date,date_source,warnings,reason,path\r\n",
    );
    rows.iter().for_each(|file| row(&mut out, &file_cells(file)));
    out
}

fn file_cells(file: &FileRow) -> Vec<String> {
    let record = &file.record;
    let (first, last) = record.published.unzip();
    let reasons = record.skipped.iter().map(|(line, reason)| match line {
        Some(line) => format!("line {line}: {reason}"),
        None => reason.clone(),
    });
    vec![
        record.file.clone(),
        file.state.name().to_owned(),
        ending(&record.file),
        record.encoding.clone(),
        certainty(&record.encoding).to_owned(),
        record.articles.to_string(),
        record.undated.to_string(),
        first.map(|first| first.date.to_string()).unwrap_or_default(),
        last.map(|last| last.to_string()).unwrap_or_default(),
        first.map(|first| super::human::source_name(first.source).to_owned()).unwrap_or_default(),
        record.warnings.join("; "),
        reasons.collect::<Vec<_>>().join("; "),
        file.path.clone(),
    ]
}

/// How an encoding was told: Unicode by the bytes themselves, the old ones by how many words they make of them.
fn certainty(encoding: &str) -> &'static str {
    match encoding {
        "" => "",
        "UTF-8" | "UTF-16LE" | "UTF-16BE" | "Unicode" => "certain",
        _ => "inferred",
    }
}

fn row(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    let _ = write!(out, "{}\r\n", cells.join(","));
}

/// What begins a formula in some spreadsheet (OWASP, "CSV Injection"): the signs, and their wide twins.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn cell(text: &str) -> String {
    let clean = clean_text(text);
    let harmless = if clean.trim_start().starts_with(FORMULA) { format!("'{clean}") } else { clean.into_owned() };
    if harmless.contains([',', '"', '\n']) { format!("\"{}\"", harmless.replace('"', "\"\"")) } else { harmless }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_and_harmless() {
        assert_eq!(cell("một, hai"), "\"một, hai\"");
        assert_eq!(cell("nói \"vậy\""), "\"nói \"\"vậy\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("-5"), "'-5");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("\n +1"), "\"'\n +1\"");
        assert_eq!(cell("＝1＋1"), "'＝1＋1");
        assert_eq!(cell("\r-1"), "'-1");
        assert_eq!(cell("\t=1\r\u{1b}[31m"), "'=1[31m");
    }
}
