//! Officials: named persons with a post, and posts without a name.
//!
//! ```text
//! text → words (with what stands between) → posts and names → introductions (post ↔ name) → mentions, roles
//! ```
//!
//! Each step is a file; every word list lies in `lexicon/`. Nothing looks further than a few words ahead, so the time
//! taken grows with the length of the text.

mod canonical;
mod foreign;
mod generic;
mod introduce;
mod items;
mod lexicon;
mod link;
mod names;
mod notes;
mod own;
mod people;
mod posts;
mod repeats;
mod roles;
mod tail;
mod words;

pub use canonical::canonical_post;
pub use own::{BadLine, OwnList, add_lists, lists_version};
pub use people::{folded_name, name_key};

use super::Officials;
use lexicon::Lexicon;
use words::Words;

/// The officials of a normalised text, with their posts, and the posts without a name.
///
/// ```
/// # use bantin::analyse::officials::officials;
/// let found = officials("Dự họp có đồng chí Lưu Đình Khoát, Bí thư Tỉnh ủy; Cao Duy Thoại, Chủ tịch UBND tỉnh.");
/// let said: Vec<_> = found.mentions.iter().map(|m| (m.name.as_str(), m.titles[0].printed.as_str())).collect();
/// assert_eq!(said, [("Lưu Đình Khoát", "Bí thư Tỉnh ủy"), ("Cao Duy Thoại", "Chủ tịch UBND tỉnh")]);
/// ```
pub fn officials(text: &str) -> Officials {
    officials_of(&words_of(text))
}

/// The words of a normalised text.
pub(super) fn words_of(text: &str) -> Words<'_> {
    Words::new(text, Lexicon::get())
}

/// The same as [`officials`], where the words of the text are at hand.
pub(super) fn officials_of(words: &Words<'_>) -> Officials {
    let lexicon = Lexicon::get();
    let items = items::items(lexicon, words);
    let mut held = introduce::introductions(lexicon, words, &items);
    let mentions = people::mentions(lexicon, words, &items, &mut held);
    let roles = roles::roles(lexicon, words, &items, &held, &mentions);
    Officials { mentions, roles }
}

#[cfg(test)]
mod tests;
