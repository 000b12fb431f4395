//! What stands between two lines of three hyphens at the head of a Markdown file: `key: value`, lists, quoted values.

use super::fields::{Field, field_of};
use super::record::Record;
use super::value::Value;

/// The front matter of a file.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// What its fields say.
    pub(super) record: Record<'static>,
    /// 1-based line of the date, where there is one.
    pub(super) date_line: Option<u64>,
    /// How many lines it takes, fences included; 0 where there is none.
    pub(super) lines: usize,
    /// What the user should know.
    pub(super) warnings: Vec<String>,
}

/// Reads the front matter at the head of `lines`.
///
/// One that is never closed ends before the first line that is no field, and is a warning.
pub(super) fn front_matter(lines: &[&str]) -> FrontMatter {
    let Some(fence) = lines.first().map(|line| line.trim_end()).filter(|line| matches!(*line, "---" | "+++")) else {
        return FrontMatter::default();
    };
    let closing = |line: &&str| line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
    let closed = lines.iter().skip(1).position(closing).map(|at| at + 1);
    let end = closed.unwrap_or_else(|| 1 + lines.iter().skip(1).take_while(|line| belongs(line)).count());
    if closed.is_none() && end == 1 {
        return FrontMatter::default();
    }
    let mut matter = FrontMatter { lines: end + usize::from(closed.is_some()), ..FrontMatter::default() };
    if closed.is_none() {
        matter.warnings.push(format!(
            "line 1: the front matter is not closed; expected a line `{fence}` before the text, taken to end before line {}",
            end + 1
        ));
    }
    let fields = lines.get(1..end).unwrap_or_default();
    read_fields(fields, &mut matter);
    matter
}

/// Whether a line can be part of front matter that is never closed.
fn belongs(line: &str) -> bool {
    let is_item = line.trim_start().starts_with("- ");
    is_item || key_and_value(line).is_some_and(|(key, _)| field_of(key).is_some())
}

/// `key: value` of YAML, `key = value` of TOML.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '='])?;
    let key = line[..at].trim().trim_matches(['"', '\'']);
    let plausible = !key.is_empty() && key.chars().count() <= 30 && !line.starts_with([' ', '\t', '-', '#']);
    plausible.then(|| (key, line[at + 1..].trim()))
}

fn read_fields(lines: &[&str], matter: &mut FrontMatter) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let number = at as u64 + 2;
        at += 1;
        let Some((key, value)) = key_and_value(line) else { continue };
        let more = lines[at..].iter().take_while(|line| goes_on(line)).count();
        let values = if value.is_empty() || matches!(value, ">" | "|" | ">-" | "|-") {
            block(&lines[at..at + more], value)
        } else {
            values(value)
        };
        at += more;
        if let Some(named) = field_of(key) {
            if named.0 == Field::Date && !values.is_empty() {
                matter.date_line.get_or_insert(number);
            }
            matter.record.put(named, Value::List(values));
        }
    }
}

/// Whether a line belongs to the key above it: indented, or an item of a list.
fn goes_on(line: &str) -> bool {
    line.starts_with([' ', '\t']) || line.starts_with("- ")
}

fn block(lines: &[&str], kind: &str) -> Vec<Value<'static>> {
    let bare = |line: &&str| line.trim().to_owned();
    if !kind.is_empty() {
        let joined: Vec<String> = lines.iter().map(bare).collect();
        return vec![Value::Text(joined.join(" ").into())];
    }
    let item = |line: &&str| unquoted(line.trim().trim_start_matches("- ").trim_start_matches("name:"));
    lines.iter().map(item).map(|text| Value::Text(text.into())).collect()
}

/// The value of a line: one, or the items of `[a, b]`.
fn values(value: &str) -> Vec<Value<'static>> {
    let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let parts = match list {
        Some(list) => list.split(',').map(unquoted).collect(),
        None => vec![unquoted(value)],
    };
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| Value::Text(part.into())).collect()
}

/// Without quotation marks around it; without a comment behind it.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote)
            && let Some(end) = inner.rfind(quote)
        {
            return inner[..end].replace("\\\"", "\"").replace("''", "'");
        }
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matter(text: &str) -> FrontMatter {
        front_matter(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn keys_in_english_and_vietnamese() {
        for text in [
            "---\ntitle: \"Kè Hữu Khê: trước lũ\"\ndate: 2022-10-09\nauthor: Minh Truật\nsource: Báo Hồng Lam\n---\nMột.",
            "---\nTiêu đề: Kè Hữu Khê: trước lũ\nngày: 09/10/2022 # hôm sau\ntác giả: [Minh Truật]\nnguồn: 'Báo Hồng Lam'\n---\n",
            "---\ntitle: >\n  Kè Hữu Khê:\n  trước lũ\npublished: '2022-10-09T05:00'\nauthors:\n  - Minh Truật\nsource: Báo Hồng Lam\n...\n",
            "+++\ntitle = \"Kè Hữu Khê: trước lũ\"\ndate = 2022-10-09\nauthors = [\"Minh Truật\"]\nsource = \"Báo Hồng Lam\"\n+++\n",
        ] {
            let matter = matter(text);
            let meta = matter.record.meta();
            assert_eq!(meta.title.as_deref(), Some("Kè Hữu Khê: trước lũ"), "{text}");
            assert_eq!(meta.byline, ["Minh Truật"], "{text}");
            assert_eq!(meta.source.as_deref(), Some("Báo Hồng Lam"), "{text}");
            assert!(matter.warnings.is_empty() && matter.date_line.is_some(), "{text}");
        }
    }

    #[test]
    fn one_that_is_never_closed_ends_before_the_text() {
        let matter = matter("---\ntitle: Một\ndate: 2022-10-09\n\nChiều nay: mưa.");
        assert_eq!(matter.lines, 3);
        assert_eq!(
            matter.warnings,
            [
                "line 1: the front matter is not closed; expected a line `---` before the text, taken to end before line 4"
            ]
        );
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        assert_eq!(matter("---\nChiều nay: mưa.\n").lines, 0);
        assert_eq!(matter("Một.\n---\n").lines, 0);
    }
}
