//! What is asked → an answer: plain data.
//!
//! A question is [parsed](parse) leniently into our own tree, [built](local) into queries of the engine, the best
//! candidates are looked at again for neighbouring words, and what is stored of the hits is cut into snippets.

mod best;
mod build;
mod collect;
mod copies;
pub mod dossier;
mod filter;
mod hit;
mod holders;
mod lifted;
pub mod local;
mod names;
mod near;
mod page;
pub mod parse;
mod parts;
mod passage;
pub mod people;
mod positions;
mod prefix;
mod rank;
pub mod request;
pub mod response;
pub mod snippet;
mod spelled;
pub mod spelling;
mod status;
mod timeline;
mod walk;
pub mod why;
