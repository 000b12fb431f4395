//! [`Analysed`](crate::analyse::Analysed) → a folder on disk.
//!
//! One field holds title and body, each syllable in two forms at one position; what is stored is all that is needed
//! to show a hit without opening its file. What is known of each file is bound to the same commit as its articles.

pub mod check;
mod damage;
mod directory;
mod earlier;
pub mod entry;
pub mod folder;
pub mod ident;
pub mod manifest;
pub mod pack;
pub mod reading;
pub mod schema;
pub mod segment;
pub mod stored;
pub mod tokenizer;
pub mod twins;
pub mod writer;
