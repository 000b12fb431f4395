//! The names under which records and front matter keep title, text, date and the rest.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold::fold_char;

/// What a field of a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Body,
    Lead,
    Date,
    Author,
    Source,
    Url,
}

/// How many fields there are.
pub(super) const FIELDS: usize = 8;

/// A field, and how good the name is that it was found under: 0 is best.
pub(super) type Named = (Field, usize);

static NAMES: LazyLock<HashMap<&str, Named>> = LazyLock::new(|| {
    let rows = include_str!("data/fields.tsv").lines().filter_map(|line| line.split_once('\t'));
    let fields = rows.filter_map(|(field, names)| Some((field_called(field)?, names)));
    fields
        .flat_map(|(field, names)| names.split(' ').enumerate().map(move |(rank, name)| (name, (field, rank))))
        .collect()
});

fn field_called(name: &str) -> Option<Field> {
    Some(match name {
        "id" => Field::Id,
        "title" => Field::Title,
        "body" => Field::Body,
        "lead" => Field::Lead,
        "date" => Field::Date,
        "author" => Field::Author,
        "source" => Field::Source,
        "url" => Field::Url,
        _ => return None,
    })
}

/// What the field called `name` holds, whatever its case, marks, spaces, underscores and hyphens.
pub(super) fn field_of(name: &str) -> Option<Named> {
    const LONGEST: usize = 64;
    if let Some(named) = NAMES.get(name) {
        return Some(*named);
    }
    let bare: String = name.chars().take(LONGEST).filter_map(fold_char).filter(|c| c.is_alphanumeric()).collect();
    NAMES.get(bare.as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_under_many_names() {
        for name in ["title", "Title", "tiêu đề", "tieu_de", "TieuDe", "headline"] {
            assert_eq!(field_of(name).map(|(field, _)| field), Some(Field::Title), "{name}");
        }
        for name in ["date_published", "publishDate", "Ngày đăng", "published", "ngày"] {
            assert_eq!(field_of(name).map(|(field, _)| field), Some(Field::Date), "{name}");
        }
        assert_eq!(field_of("views"), None);
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let rows = include_str!("data/fields.tsv").lines().filter_map(|line| line.split_once('\t'));
        let names = rows.map(|(_, names)| names.split(' ').count()).sum::<usize>();
        assert_eq!(NAMES.len(), names);
    }
}
