//! The user's own word on who is who: a file that is asked each time, so that no indexing undoes it.
//!
//! ```text
//! # one rule a line, a tab between its parts
//! same       Nguyễn Thanh Hải     Nguyễn Thị Thanh Hải
//! different  Hà Thị Uyển: Chủ tịch Hội LHPN    Hà Thị Uyển: Hiệu trưởng
//! ```
//!
//! A part is a name, behind a colon the beginning of a post where only the bearer of that post is meant.

use super::post::{Post, begins};
use crate::analyse::officials::name_key;
use crate::text::normalise::normalise;

/// The rules of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    is_same: bool,
    whose: Vec<Whose>,
}

/// A name, and the beginning of a seat where only its holder is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Whose {
    name: String,
    key: String,
    seat: Option<String>,
}

/// No rules.
pub(in crate::query) static NOBODY: People = People { rules: Vec::new() };

impl People {
    /// The rules of a table.
    ///
    /// # Errors
    /// Names the first line that is no rule, what was found there and what was expected.
    ///
    /// ```
    /// use bantin::query::people::People;
    /// assert!(People::parse("# bút danh\nsame\tLý Mỹ\tLý Thị Mỹ\n").is_ok());
    /// let error = People::parse("same\tLý Mỹ").unwrap_err();
    /// assert_eq!(error, "line 1: expected two or more names separated by tabs behind `same`, found 1");
    /// ```
    pub fn parse(table: &str) -> Result<People, String> {
        let table = normalise(table.trim_start_matches('\u{feff}')).into_owned();
        let lines = table.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let rules = lines.map(|(at, line)| rule(line).map_err(|error| format!("line {}: {error}", at + 1)));
        Ok(People { rules: rules.collect::<Result<Vec<Rule>, String>>()? })
    }

    /// All keys that are one person's with `key`, the name under which he or she is shown first.
    pub(in crate::query) fn same_as(&self, key: &str) -> Option<(&str, Vec<&str>)> {
        let is_meant = |rule: &&Rule| rule.is_same && rule.whose.iter().any(|whose| whose.key == key);
        let whole = |rule: &&Rule| rule.whose.iter().all(|whose| whose.seat.is_none());
        let rule = self.rules.iter().filter(is_meant).find(whole)?;
        let first = rule.whose.first()?;
        Some((&first.name, rule.whose.iter().map(|whose| whose.key.as_str()).collect()))
    }

    /// Whether any rule is about this name.
    pub(in crate::query) fn speaks_of(&self, key: &str) -> bool {
        self.rules.iter().flat_map(|rule| &rule.whose).any(|whose| whose.key == key)
    }

    /// What is said of the bearers of one name.
    pub(super) fn apart(&self, key: &str) -> Vec<Apart> {
        let of_name = |whose: &&Whose| whose.key == key;
        let rule = |rule: &Rule| Apart {
            is_same: rule.is_same,
            seats: rule.whose.iter().filter(of_name).map(|whose| whose.seat.clone()).collect(),
        };
        self.rules.iter().map(rule).filter(|rule| rule.seats.len() > 1).collect()
    }
}

/// What a rule says of the bearers of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Apart {
    is_same: bool,
    seats: Vec<Option<String>>,
}

impl Apart {
    /// Whether two seats are one person's; nothing where the rule doesn't speak of both.
    pub(super) fn says(&self, a: &str, b: &str) -> Option<bool> {
        let whose = |seat: &str| {
            let is_meant = |own: &Option<String>| own.as_deref().is_some_and(|own| begins(seat, own));
            self.seats.iter().position(is_meant)
        };
        let (a, b) = (whose(a)?, whose(b)?);
        (a != b).then_some(self.is_same)
    }
}

fn rule(line: &str) -> Result<Rule, String> {
    let mut cells = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty());
    let is_same = match cells.next() {
        Some("same") => true,
        Some("different") => false,
        found => return Err(format!("expected `same` or `different`, found `{}`", found.unwrap_or(""))),
    };
    let kind = if is_same { "same" } else { "different" };
    let whose: Vec<Whose> = cells.map(whose).collect::<Result<_, _>>()?;
    if whose.len() < 2 {
        return Err(format!("expected two or more names separated by tabs behind `{kind}`, found {}", whose.len()));
    }
    let untold = whose
        .iter()
        .find(|one| !is_same && one.seat.is_none() && whose.iter().filter(|other| other.key == one.key).count() > 1);
    match untold {
        Some(one) => Err(format!("expected a post behind each `{}`, as in `{}: Bí thư Huyện ủy`", one.name, one.name)),
        None => Ok(Rule { is_same, whose }),
    }
}

fn whose(cell: &str) -> Result<Whose, String> {
    let (name, post) = match cell.split_once(':') {
        Some((name, post)) => (name.trim(), Some(post.trim()).filter(|post| !post.is_empty())),
        None => (cell, None),
    };
    let key = name_key(name);
    if key.is_empty() {
        return Err(format!("expected a name, found `{cell}`"));
    }
    Ok(Whose { name: name.to_owned(), key, seat: post.map(|post| Post::new(post).seat) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_line_and_what_was_found() {
        for (table, error) in [
            ("#\nsam\ta\tb", "line 2: expected `same` or `different`, found `sam`"),
            ("same\tLý Mỹ\t---", "line 1: expected a name, found `---`"),
            ("different\tLý Mỹ\tLý Mỹ", "line 1: expected a post behind each `Lý Mỹ`, as in `Lý Mỹ: Bí thư Huyện ủy`"),
        ] {
            assert_eq!(People::parse(table), Err(error.to_owned()), "{table}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_file_is_rules_or_an_error_with_a_line(table in "(same|different|#|\t|\n|:|Lý Mỹ|\\PC){0,12}") {
            if let Err(error) = People::parse(&table) {
                proptest::prop_assert!(error.starts_with("line "), "{}", error);
            }
        }
    }

    #[test]
    fn names_of_one_person() {
        let people = People::parse("same\tLý Mỹ\tLý Thị Mỹ").unwrap();
        let (name, keys) = people.same_as(&name_key("Lí Thị Mĩ")).unwrap();
        assert_eq!((name, keys.len()), ("Lý Mỹ", 2));
        assert_eq!(people.same_as(&name_key("Lý Thị Mị")), None);
    }

    #[test]
    fn posts_of_one_name() {
        let people = People::parse("different\tLý Mỹ: Giám đốc Sở Y tế\tLý Mỹ: Giám đốc Sở Tài chính").unwrap();
        let rules = people.apart(&name_key("Lý Mỹ"));
        let says = |a: &str, b: &str| rules[0].says(&Post::new(a).seat, &Post::new(b).seat);
        assert_eq!(says("Giám đốc Sở Y tế Hồng Lam", "Giám đốc Sở Tài chính"), Some(false));
        assert_eq!(says("Giám đốc Sở Y tế", "Giám đốc Sở Y tế Hồng Lam"), None);
        assert_eq!(says("Giám đốc Sở Y tế", "Giám đốc"), None);
    }
}
